--- The messages about options that are refused.
local dimensions = require "urssaf.domain.dimensions"
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local refusals = {}

-- Their values may contain a secret, which must not appear in a message.
local SECRET = { api_key = true, proxy = true, base_url = true }

local function show(value, name)
  if SECRET[name] then return type(value) == "string" and "something else" or type(value) end
  if type(value) == "string" then return ("'%s'"):format((value:gsub("%c", " "))) end
  if type(value) == "table" and next(value) == nil then return "an empty table" end
  return numbers.shown(value)
end

--- Raises: no table.
---@param given any
function refusals.no_table(given)
  errors.misuse("a table of options expected, got %s", show(given))
end

-- Whether options are those of a call about one dataset: such a call names those of its client.
local function is_of_dataset(spec)
  return spec.base_url and (spec.where or not spec.max_units) and not spec.words
end

-- Options about what is kept.
local OF_KEPT = { cache_dir = true, max_age = true, strict = true }

-- Where what is no option belongs; nil if nobody knows.
local function place_of(name, spec)
  if name == "dataset" and is_of_dataset(spec) then
    return ": the dataset comes before the options, as in fetch(\"…\", { … })"
  end
  if spec.where and tables.contains(dimensions.names(), name) then
    return (": say where = { %s = … }"):format(name)
  end
  if OF_KEPT[name] and spec.base_url and spec.timeout then
    return ": nothing that this call returns is kept"
  end
end

--- Raises: an unknown option, with the nearest known name.
---@param name any
---@param spec table<string, function> the checks of the known ones
function refusals.unknown(name, spec)
  errors.misuse("unknown option '%s'%s", tostring(name),
    place_of(name, spec) or names.suggestion(name, sorting.keys(spec)))
end

--- Raises: a wrong value.
---@param name string
---@param expected string what its check says
---@param value any
function refusals.wrong(name, expected, value)
  errors.misuse("option '%s' must be %s, got %s", { option = name }, expected, show(value, name))
end

return refusals
