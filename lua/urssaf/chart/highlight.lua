--- The option `highlight`: which units are emphasised.
local errors = require "urssaf.base.errors"
local geo = require "urssaf.domain.geo"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local pseudo_units = require "urssaf.domain.pseudo_units"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local highlight = {}

-- The option's value (a place, a list, or a set { code = true }) as a list.
local function list_of(given)
  if type(given) ~= "table" then return { given } end
  if given[1] ~= nil then return given end
  local list = {}
  for name, is_wanted in pairs(given) do
    if is_wanted then list[#list + 1] = name end
  end
  return list
end

-- A unit's own names and codes, without those of the region that a département lies in.
local function own_fields(key)
  local fields = {}
  local is_departement = key.code_departement or key.departement
  for name, value in pairs(key) do
    if not (is_departement and name:find "region$") then fields[name] = value end
  end
  return fields
end

-- Whether a name is one that `geo.find` resolves to the unit: "aura", "paca", "38", 38.
local function is_place(key, wanted)
  local kind = (key.code_departement or key.departement) and "departement"
    or (key.code_region or key.region) and "region"
  local place = kind and geo.find(wanted, kind)
  return place and (key["code_" .. kind] == place.code or key[kind] == place.name)
end

local function matches(key, wanted)
  if is_place(key, wanted) then return true end
  local word = names.words(tostring(wanted))
  for _, value in pairs(own_fields(key)) do
    if names.words(value) == word then return true end
  end
  return false
end

local function refuse(wanted, keys)
  local known = {}
  for _, key in ipairs(keys) do
    for _, value in pairs(own_fields(key)) do known[#known + 1] = value end
  end
  if pseudo_units.is_name(tostring(wanted)) then
    errors.misuse("%s: '%s' is no place, and is not drawn among places", { option = "highlight" },
      numbers.shown(wanted))
  end
  table.sort(known, sorting.before)
  errors.misuse("%s: '%s' is none of the places here%s", { option = "highlight" },
    numbers.shown(wanted), names.suggestion(wanted, known))
end

--- The keys of the units to emphasise; raises if a place of the option is none of them.
---@param given any a code or a name, a list of them, or a set { code = true }; or nil
---@param keys table[] of the units in the chart
---@return table<table, boolean> set of keys
function highlight.of(given, keys)
  local found = {}
  for _, wanted in ipairs(given ~= nil and list_of(given) or {}) do
    local matching = tables.filter(keys, function(key) return matches(key, wanted) end)
    if #matching == 0 then refuse(wanted, keys) end
    tables.append(found, matching)
  end
  return tables.set(found)
end

return highlight
