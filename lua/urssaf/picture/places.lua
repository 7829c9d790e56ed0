--- Which of the units are those that the reader is to see first.
local errors = require "urssaf.errors"
local names = require "urssaf.names"
local numbers = require "urssaf.numbers"

local places = {}

-- What was said, as a list: a place, a list, or a set { code = true }.
local function list_of(given)
  if type(given) ~= "table" then return { given } end
  local list = {}
  for i, value in ipairs(given) do list[i] = value end
  if #list > 0 then return list end
  for name, is_meant in pairs(given) do
    if is_meant then list[#list + 1] = name end
  end
  return list
end

local function spelt(value)
  return names.words(type(value) == "number" and numbers.shown(value) or tostring(value))
end

-- Whether a name, or a code with or without its zero, is one of a unit's.
local function is_of(key, word)
  for _, value in pairs(key) do
    local own = names.words(value)
    if own == word or own == "0" .. word then return true end
  end
  return false
end

local function own_fields(key)
  local fields = {}
  for name, value in pairs(key) do
    local is_above = (key.code_departement or key.departement) and name:find "region$"
    if not is_above then fields[name] = value end
  end
  return fields
end

--- Which keys are meant by the option `highlight`; raises where none is.
---@param given any a code or a name, a list of them, or a set { code = true }
---@param keys table[] those there are
---@return table<table, boolean> set of keys
function places.of(given, keys)
  local set, known = {}, {}
  for _, key in ipairs(keys) do
    for _, value in pairs(own_fields(key)) do known[#known + 1] = value end
  end
  for _, wanted in ipairs(given ~= nil and list_of(given) or {}) do
    local word, is_found = spelt(wanted), false
    for _, key in ipairs(keys) do
      if is_of(own_fields(key), word) then set[key], is_found = true, true end
    end
    if not is_found then
      errors.misuse("highlight: '%s' is none of the places here%s", tostring(wanted),
        names.suggestion(tostring(wanted), known))
    end
  end
  return set
end

return places
