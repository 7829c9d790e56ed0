-- lua-cjson for the specs themselves: a new codec each time, for it looks up the locale's decimal
-- point when it makes one, and the specs may be run under a locale that was set later.
local cjson = require "cjson"

return {
  null = cjson.null,
  encode = function(value) return cjson.new().encode(value) end,
  decode = function(text) return cjson.new().decode(text) end,
}
