--- A public name of `urssaf.panel.series`.
return require "urssaf.panel.series"
