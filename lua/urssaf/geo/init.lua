--- A public name of `urssaf.domain.geo`.
return require "urssaf.domain.geo"
