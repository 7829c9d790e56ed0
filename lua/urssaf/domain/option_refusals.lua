--- The messages about options that are refused.
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local sorting = require "urssaf.base.sorting"

local refusals = {}

-- Their values may contain a secret, which must not appear in a message.
local SECRET = { api_key = true, proxy = true, base_url = true }

local function show(value, name)
  if SECRET[name] then return type(value) == "string" and "something else" or type(value) end
  if type(value) == "string" then return ('"%s"'):format((value:gsub("%c", " "))) end
  if type(value) == "table" and next(value) == nil then return "an empty table" end
  return numbers.shown(value)
end

--- Raises: no table.
---@param given any
function refusals.no_table(given)
  errors.misuse("a table of options expected, got %s", show(given))
end

--- Raises: an unknown option, with the nearest known name.
---@param name any
---@param spec table<string, function> the checks of the known ones
function refusals.unknown(name, spec)
  errors.misuse("unknown option '%s'%s", tostring(name),
    names.suggestion(name, sorting.keys(spec)))
end

--- Raises: a wrong value.
---@param name string
---@param expected string what its check says
---@param value any
function refusals.wrong(name, expected, value)
  errors.misuse("option '%s' must be %s, got %s", name, expected, show(value, name))
end

return refusals
