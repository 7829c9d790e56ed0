--- A public name of `urssaf.domain.quarter`.
return require "urssaf.domain.quarter"
