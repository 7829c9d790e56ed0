--- A public name of `urssaf.base.errors`.
return require "urssaf.base.errors"
