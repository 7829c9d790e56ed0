--- A public name of `urssaf.panel.check`.
return require "urssaf.panel.check"
