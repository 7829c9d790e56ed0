--- A public name of `urssaf.panel.diff`.
return require "urssaf.panel.diff"
