--- JSON through lua-cjson, with its differences evened out: whole numbers are integers whatever
-- the build, and null is absent, so `cjson.null` never leaves this file.
local integer = require "urssaf.integer"

local json = {}

local function plain(value, null)
  if value == null then return nil end
  if type(value) == "number" then return integer(value) or value end
  if type(value) ~= "table" then return value end
  local copy = {}
  for key, element in pairs(value) do copy[key] = plain(element, null) end
  return copy
end

--- Decodes a document.
---@param text string
---@return any? value objects and lists as tables
---@return string? problem what is wrong, if it is not JSON
function json.decode(text)
  local cjson = require "cjson"
  -- A codec of our own: the host's settings stay as they are. A new one each time: cjson looks
  -- up the locale's decimal point when it makes one, and a host may change its locale at will.
  local ok, value = pcall(cjson.new().decode, text)
  if not ok then return nil, tostring(value) end
  return plain(value, cjson.null)
end

return json
