-- Work under another locale. `make test` compiles a French one, which has a decimal comma:
--
--   if not locale.has_french() then return pending(locale.MISSING) end
--   local text = locale.under(locale.FRENCH, function() return … end)
local assert = require "luassert"
local lua = require "spec.support.lua"

local FRENCH = "fr_FR.UTF-8"

local locale = {
  FRENCH = FRENCH,
  MISSING = FRENCH .. " is not on this machine (make test compiles it)",
}

--- Runs `work` under a locale, and sets the one before again whatever happens.
function locale.under(name, work)
  local before = os.setlocale()
  assert(os.setlocale(name), name)
  local result = lua.pack(pcall(work))
  os.setlocale(before)
  if not result[1] then error(result[2], 0) end
  return lua.unpack(result, 2, result.n)
end

--- Whether the French locale is here. If it is, it has a decimal comma wherever Lua shows one.
function locale.has_french()
  local before = os.setlocale()
  local is_here = os.setlocale(FRENCH) ~= nil
  local text = ("%.1f"):format(3 / 2)
  os.setlocale(before)
  if is_here and lua.follows_locale then assert.are.equal("1,5", text) end
  return is_here
end

return locale
