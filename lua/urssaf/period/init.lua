--- A public name of `urssaf.domain.period`.
return require "urssaf.domain.period"
