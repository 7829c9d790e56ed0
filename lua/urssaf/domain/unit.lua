--- Units: what a series is about, such as a département, a sector, or a pseudo-unit.
--
-- A unit is its key, a table of codes and names. It is identified by its codes where it has them;
-- names are attributes. But a remainder and an adjustment may have one code, such as 99: the name
-- of a pseudo-unit identifies it beside its code.
local dimensions = require "urssaf.domain.dimensions"
local lazy = require "urssaf.base.lazy"
local order = require "urssaf.domain.order"
local pseudo_units = require "urssaf.domain.pseudo_units"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local hierarchy = lazy "urssaf.domain.hierarchy" -- needed for names

local unit = {}

local REGIONS = { "region", "nouvelle_region", "ancienne_region" }

-- The name of a field, or its code where it has no name; and the code beside a name.
local function name_and_code(key, field)
  local code = key["code_" .. field]
  return key[field] or code, key[field] and code
end

-- The finest place of a key, with its code.
local function place_of(key)
  for _, field in ipairs { "departement", "region", "nouvelle_region", "ancienne_region" } do
    local name, code = name_and_code(key, field)
    if name then return field, name, code end
  end
end

-- The fields that tell units apart for people: those with names, or with a code alone. A region
-- says no more where its département is there, but a former region is a part of one.
local function telling_fields(key, place)
  return hierarchy.finest(tables.filter(sorting.keys(key), function(field)
    local name = field:match "^code_(.*)$"
    if name and key[name] or place == "departement" and tables.contains(REGIONS, name or field) then
      return false
    end
    return (name or field) ~= place
  end))
end

--- What tells people which unit a key is of, in order: its finest place, then the rest of what does
-- not follow from other fields. Empty if the key is.
---@param key table<string, string>
---@return string[] names
---@return string? code of the first, if that is a place
function unit.names(key)
  local place, name, code = place_of(key)
  local list = { name }
  for _, field in ipairs(telling_fields(key, place)) do
    -- most former regions are called like the present one; a permanent contract is "CDI" twice
    if not tables.contains(list, key[field]) then list[#list + 1] = key[field] end
  end
  return list, code
end

--- The name of a unit, for people: `"Ain (01)"`, `"Bretagne (53), Construction"`; "the whole" if
-- the key is empty. It has at most 300 characters, and none that is hidden.
---@param key table<string, string>
---@return string
function unit.name(key)
  local list, code = unit.names(key)
  if code then list[1] = ("%s (%s)"):format(list[1], code) end
  return list[1] and utf8.shown(table.concat(list, ", ")) or "the whole"
end

--- Whether a field of a key is one of those that identify its unit; see `unit.identifying`.
---@param key table<string, any>
---@param name string
---@return boolean
function unit.identifies(key, name)
  local value = key[name]
  return key["code_" .. name] == nil or (type(value) == "string" and pseudo_units.is_marked(value))
end

--- The fields of a key that identify a unit: all but the names whose code is in the key. Those of
-- pseudo-units identify beside their code.
---@param key table<string, any> of a unit; or the values of each field, as sets
---@return string[] in byte order
function unit.identifying(key)
  return tables.filter(sorting.keys(key), function(name) return unit.identifies(key, name) end)
end

-- The fields of a key in byte order; for each, whether a code stands beside it.
local function fields_of(key)
  local fields, has_code = sorting.keys(key), {}
  for i, name in ipairs(fields) do has_code[i] = key["code_" .. name] ~= nil end
  return fields, has_code
end

-- The identity of a key of which these are the fields; and those that identify it.
local function id_of(key, fields, has_code)
  local parts, own = {}, {}
  for i, name in ipairs(fields) do
    local value = key[name]
    if not has_code[i] or pseudo_units.is_marked(value) then
      parts[#parts + 1], own[#own + 1] = name .. "=" .. value, name
    end
  end
  return table.concat(parts, "\n"), own
end

--- The identity of a unit: the same text for the same unit, in any panel.
---@param key table<string, string>
---@return string
function unit.id(key)
  return (id_of(key, fields_of(key)))
end

local function has_fields(key, fields, is_field)
  local count = 0
  for name in pairs(key) do
    if not is_field[name] then return false end
    count = count + 1
  end
  return count == #fields
end

-- What keys with some fields have in common: these fields, those that identify them all, and the
-- pieces of their identity, of which every other is the value of such a field.
local function form_of(key)
  local fields, has_code = fields_of(key)
  local form = { fields = fields, has_code = has_code, is_field = tables.set(fields), own = {},
    named = {}, pieces = {} }
  for i, name in ipairs(fields) do
    table.insert(has_code[i] and form.named or form.own, name)
  end
  for i, name in ipairs(form.own) do
    form.pieces[2 * i - 1] = (i > 1 and "\n" or "") .. name .. "="
  end
  return form
end

-- A function like `unit.id`, for many keys: those with the same fields as the one before are
-- identified without sorting them again, or looking for codes, which takes most of the time. They
-- share the list of fields that identify them, but for pseudo-units.
local function identifier()
  local form = form_of {}
  return function(key)
    if not has_fields(key, form.fields, form.is_field) then form = form_of(key) end
    for _, name in ipairs(form.named) do
      if pseudo_units.is_marked(key[name]) then return id_of(key, form.fields, form.has_code) end
    end
    local pieces = form.pieces
    for i, name in ipairs(form.own) do pieces[2 * i] = key[name] end
    return table.concat(pieces), form.own
  end
end

--- The identity of a unit from one publication to another: the same for all spellings of a
-- pseudo-unit's name.
---@param key table<string, string>
---@return string
function unit.lasting_id(key)
  local parts = {}
  for i, name in ipairs(unit.identifying(key)) do
    local value = key[name]
    local plain = pseudo_units.is_marked(value) and pseudo_units.plain_name(value)
    parts[i] = name .. "=" .. (plain or value)
  end
  return table.concat(parts, "\n")
end

--- The fields of the keys of some series: known ones in the order that sorts units, the finest
-- place first, then the others by name.
---@param list urssaf.Series[]
---@return string[]
function unit.key_names(list)
  local own, ordered = {}, {}
  for _, s in ipairs(list) do
    for name in pairs(s.key) do own[name] = true end
  end
  for _, name in ipairs(dimensions.names()) do
    if own[name] then ordered[#ordered + 1], own[name] = name, nil end
  end
  return tables.append(ordered, sorting.keys(own))
end

--- The units of some series, in their order: { key =, id =, fields = those that identify it, series
-- = { those of the unit } }.
---@param list urssaf.Series[]
---@return table[]
function unit.collect(list)
  local units, of_key, of_id, identify = {}, {}, {}, identifier()
  for _, s in ipairs(list) do
    -- the series of a unit share their key, so its identity is computed once
    local found = of_key[s.key]
    if not found then
      local id, fields = identify(s.key)
      found = of_id[id]
      if not found then
        found = { key = s.key, id = id, fields = fields, series = {} }
        units[#units + 1], of_id[id] = found, found
      end
      of_key[s.key] = found
    end
    found.series[#found.series + 1] = s
  end
  return units
end

-- So many series are walked through in less time than it takes to make a table of them.
local FEW = 12

-- A unit may have thousands of series, and be asked for each of them.
local function first_by_measure(list)
  local first = {}
  for _, s in ipairs(list) do first[s.measure] = first[s.measure] or s end
  return first
end

--- The series of a unit with the same measure, transformed alike; nil if it has none.
---@param one table of unit.collect
---@param like urssaf.Series
---@return urssaf.Series?
function unit.series_like(one, like)
  local list, measure, transform = one.series, like.measure, like.transform
  if #list > FEW then
    one.first = one.first or first_by_measure(list)
    local found = one.first[measure]
    if not found or found.transform == transform then return found end
  end
  for i = 1, #list do
    local s = list[i]
    if s.measure == measure and s.transform == transform then return s end
  end
end

--- Whether series differ in a value; by default in their unit.
---@param list urssaf.Series[]
---@param value_of (fun(s: urssaf.Series): any)?
---@return boolean
function unit.varies(list, value_of)
  value_of = value_of or function(s) return unit.id(s.key) end
  for i = 2, #list do
    if value_of(list[i]) ~= value_of(list[1]) then return true end
  end
  return false
end

-- The fields that identify some unit, known dimensions first.
local function identifying_any(keys)
  local list, seen = {}, {}
  for _, key in ipairs(keys) do
    for name in pairs(key) do
      if not seen[name] and unit.identifies(key, name) then
        seen[name], list[#list + 1] = true, name
      end
    end
  end
  table.sort(list, function(x, y)
    local last = dimensions.BEHIND
    local p, q = dimensions.rank(x) or last, dimensions.rank(y) or last
    if p ~= q then return p < q end
    return sorting.before(x, y)
  end)
  return list
end

-- Whether a unit comes before another, by the fields that identify some of many units: those count
-- that identify one of the two.
local function comparison_by(fields)
  local widths = tables.map(fields, function(name) return dimensions.code_width(name) or false end)
  return function(a, b)
    for i, name in ipairs(fields) do
      local x, y = a[name], b[name]
      if x ~= y and (x and unit.identifies(a, name) or y and unit.identifies(b, name)) then
        return order.before(x or "", y or "", widths[i])
      end
    end
    return false
  end
end

--- Whether a unit comes before another in canonical order: field by field, each as `order` says. A
-- unit without a field comes after those that have it.
---@param a table<string, string> key
---@param b table<string, string> key
---@return boolean
function unit.before(a, b)
  return comparison_by(identifying_any { a, b })(a, b)
end

--- Sorts a list by the canonical order of units, no two of which are the same.
---@param list any[]
---@param key_of fun(one: any): table<string, string>
function unit.sort(list, key_of)
  local keys = tables.map(list, key_of)
  local before, is_sorted = comparison_by(identifying_any(keys)), true
  for i = 2, #keys do is_sorted = is_sorted and before(keys[i - 1], keys[i]) end
  if is_sorted then return end
  table.sort(list, function(a, b) return before(key_of(a), key_of(b)) end)
end

return unit
