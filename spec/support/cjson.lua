-- lua-cjson for the specs themselves. Each call makes a new codec: a codec keeps the decimal point
-- of the locale in which it was made, and a spec may change the locale.
local cjson = require "cjson"

return {
  null = cjson.null,
  encode = function(value) return cjson.new().encode(value) end,
  decode = function(text) return cjson.new().decode(text) end,
}
