--- A public name of `urssaf.domain.measures`.
return require "urssaf.domain.measures"
