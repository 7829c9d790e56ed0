--- Selects series of a panel by keys and measures, in any spelling that people use.
--
-- A selection gives for each key a value, a list of values or a predicate. Places are matched by
-- code or name in any spelling (`1`, `"01"`, `"Ain"`, `"cotes d'armor"`, `"PACA"`), and so are
-- pseudo-units (`"NCA"`, `"non classé ailleurs"`, `"99"`); other texts by their words, whatever
-- their case, accents and punctuation. A value that exists nowhere is a mistake and raises; one
-- that exists but is not in this panel matches nothing.
local dimensions = require "urssaf.domain.dimensions"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local pseudo_units = require "urssaf.domain.pseudo_units"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local geo = lazy "urssaf.domain.geo"

local selection = {}

local NOT_KEYS = { "measure", "from", "to", "area" }
local IS_SPAN = { from = true, to = true }
local AREAS = { "metropole", "drom" }

-- The names in a set of this prefix match only units without a code. No column begins so.
local WITHOUT_CODE = "\0"

-- ------------------------------------------------------------------ known names

--- The keys and measures of some series: { keys = { name = { value = true } }, measures = { name =
-- true } }. A panel keeps those it had before any filter. Without a series they are those of the
-- source.
---@param list urssaf.Series[]
---@param source urssaf.Source?
---@return { keys: table<string, table>, measures: table<string, boolean> }
function selection.universe(list, source)
  local keys, own_measures, last = {}, {}, nil
  for _, s in ipairs(list) do
    own_measures[s.measure] = true
    if s.key ~= last then -- the series of a unit share their key, and follow each other
      last = s.key
      for name, value in pairs(s.key) do
        keys[name] = keys[name] or {}
        keys[name][value] = true
      end
    end
  end
  if not last and source then
    for _, name in ipairs(source.dimensions or {}) do keys[name] = {} end
  end
  return { keys = keys, measures = own_measures }
end

local function known_keys(panel)
  return tables.merge(tables.set(dimensions.names()), tables.set(panel.source.dimensions or {}),
    panel.universe.keys)
end

local function known_measures(panel)
  return tables.merge(tables.set(measures.names()), tables.set(panel.source.measures or {}),
    panel.universe.measures)
end

--- Raises unless `name` is the name of a key, or one of `others`.
---@param panel urssaf.Panel
---@param name any
---@param others string[]
function selection.check_key(panel, name, others)
  -- most names are one of these, and the list of all that are known takes long to make
  if panel.universe.keys[name] or tables.contains(others, name) then return end
  local known = tables.merge(known_keys(panel), tables.set(others))
  if not known[name] then
    errors.misuse("unknown key '%s'%s", tostring(name),
      names.suggestion(name, sorting.keys(known)), { about = "keys" })
  end
end

local function check_names(panel, wanted)
  if type(wanted) ~= "table" then
    errors.misuse("a table expected, such as { measure = \"immatriculations\" }, got %s",
      type(wanted))
  end
  if wanted[1] ~= nil then
    errors.misuse("a key for each value expected, such as { departement = \"Isère\" }, got a list")
  end
  for name in pairs(wanted) do selection.check_key(panel, name, NOT_KEYS) end
end

-- ------------------------------------------------------------------ values

-- Lists of the values of a key, by their folded words.
local function by_words(values)
  local lists = {}
  for value in pairs(values) do
    local id = names.words(value)
    lists[id] = lists[id] or {}
    table.insert(lists[id], value)
  end
  return lists
end

local function unknown(name, value, values)
  errors.misuse("no %s is '%s'%s", name, tostring(value),
    names.suggestion(tostring(value), sorting.keys(values)))
end

-- The place that a value of a key means, and its kind; nil if the key is not one of places. If the
-- place is unknown: nil, the kind and an error.
local function place_of(name, value)
  local kind = name:gsub("^code_", "")
  if kind ~= "departement" and kind ~= "region" and kind ~= "ancienne_region" then return nil end
  local place, err = geo.find(value, kind)
  return place, kind, err
end

local function add(set, list)
  for _, value in ipairs(list or {}) do set[value] = true end
end

-- Whether a place is asked for by its code: in a column of codes, or with a code for a name.
local function is_by_code(name, text, place)
  if name:find "^code_" then return true end
  return text:find "^ *%d" ~= nil and names.words(text) ~= names.words(place.name)
end

-- A place matches by its code and by its name, whichever of the two the caller or the panel has.
-- One that is asked for by its code matches by name only units without a code.
local function add_place(sets, place, kind, own, by_code)
  local code, values = "code_" .. kind, own[kind] or {}
  local by_name = by_code and WITHOUT_CODE .. kind or kind
  sets[by_name], sets[code] = sets[by_name] or {}, sets[code] or {}
  sets[code][place.code] = true
  local exact = values[place.name] and { place.name }
  add(sets[by_name], exact or by_words(values)[names.words(place.name)])
end

-- Whether a value of a field is the code, or any spelling of the name, of a pseudo-unit.
local function is_pseudo(field, value, text)
  local name = pseudo_units.plain_name(value)
  if name then return name == pseudo_units.plain_name(text) end
  return value == text and pseudo_units.role { [field] = value } ~= nil
end

-- Adds the pseudo-units that a text means; returns whether it means one, be it in the panel or not.
local function add_pseudo(sets, name, text, own)
  local plain, any = name:gsub("^code_", ""), pseudo_units.plain_name(text) ~= nil
  for _, field in ipairs { plain, "code_" .. plain } do
    local list = tables.filter(sorting.keys(own[field] or {}), function(value)
      return is_pseudo(field, value, text)
    end)
    sets[field] = sets[field] or {}
    add(sets[field], list)
    any = any or #list > 0
  end
  return any
end

local function text_of(name, value)
  if type(value) == "string" then return value end
  local number = numbers.integer(value)
  if number then return ("%d"):format(number) end
  errors.misuse("%s: a name or a code expected, or a list of them, or a function, got %s", name,
    type(value))
end

-- Adds to `sets` (by key name) the values that one wanted value means.
local function resolve(panel, name, value, sets)
  local own = panel.universe.keys
  local text = text_of(name, value)
  local exact = own[name] and own[name][text]
  local found = exact and { text } or by_words(own[name] or {})[names.words(text)]
  sets[name] = sets[name] or {}
  add(sets[name], found)
  local place, kind, err = place_of(name, value)
  if place then return add_place(sets, place, kind, own, is_by_code(name, text, place)) end
  if found or add_pseudo(sets, name, text, own) then return end
  if err then errors.misuse("%s", err.message) end
  if own[name] then unknown(name, value, own[name]) end
end

-- A table that is no list, such as a unit's key, would match nothing without a word.
local function list_of(name, wanted)
  if type(wanted) ~= "table" then return { wanted } end
  if not tables.is_list(wanted) then
    errors.misuse("%s: a value, a list of values or a function expected, got a table that is no"
      .. " list", name)
  end
  return wanted
end

local function has_one_of(set, value)
  return set and value and set[value] or false
end

-- Whether a unit is a pseudo-unit that has the code of a place.
local function borrows_code(key, plain, code)
  return key[plain] ~= nil and pseudo_units.is_marked(key[plain])
    and geo.area { [code] = key[code] } ~= nil
end

-- A unit matches by its code or by its name; a pseudo-unit with the code of a place, by its name.
local function key_matcher(panel, name, wanted)
  if type(wanted) == "function" then
    return function(key) return key[name] ~= nil and wanted(key[name]) end
  end
  local sets = {}
  for _, value in ipairs(list_of(name, wanted)) do resolve(panel, name, value, sets) end
  local plain = name:gsub("^code_", "")
  local code = "code_" .. plain
  return function(key)
    local by_name = has_one_of(sets[plain], key[plain])
      or not key[code] and has_one_of(sets[WITHOUT_CODE .. plain], key[plain])
    if by_name then return true end
    return has_one_of(sets[code], key[code]) and not borrows_code(key, plain, code)
  end
end

local function area_matcher(wanted)
  local set = {}
  for _, area in ipairs(list_of("area", wanted)) do
    if area ~= AREAS[1] and area ~= AREAS[2] then
      errors.misuse("area must be 'metropole' or 'drom', got '%s'%s", tostring(area),
        names.suggestion(area, AREAS))
    end
    set[area] = true
  end
  return function(key) return set[geo.area(key)] or false end
end

--- A function that tells whether a measure is wanted. Raises if a wanted measure is unknown.
---@param panel urssaf.Panel
---@param wanted string|string[]|function
---@return fun(measure: string): any
function selection.measure_matcher(panel, wanted)
  if type(wanted) == "function" then return wanted end
  local own, set, known = panel.universe.measures, {}, nil
  for _, name in ipairs(list_of("measure", wanted)) do
    if not own[name] then known = known or known_measures(panel) end -- as in check_key
    if not own[name] and not known[name] then
      errors.misuse("unknown measure '%s'%s", tostring(name),
        names.suggestion(name, sorting.keys(known)))
    end
    set[name] = true
  end
  return function(measure) return set[measure] or false end
end

-- ------------------------------------------------------------------ series

local function matchers_of(panel, wanted)
  check_names(panel, wanted)
  local matchers, of_measure = {}, nil
  for name, value in pairs(wanted) do
    if name == "measure" then
      of_measure = selection.measure_matcher(panel, value)
    elseif name == "area" then
      matchers[#matchers + 1] = area_matcher(value)
    elseif not IS_SPAN[name] then
      matchers[#matchers + 1] = key_matcher(panel, name, value)
    end
  end
  return matchers, of_measure
end

local function matches(key, matchers)
  return not tables.find(matchers, function(match) return not match(key) end)
end

--- The series that match a selection.
---@param panel urssaf.Panel
---@param wanted table
---@return urssaf.Series[]
function selection.series(panel, wanted)
  local matchers, of_measure = matchers_of(panel, wanted)
  local list, is_match = {}, {}
  for _, s in ipairs(panel.series) do
    -- the series of a unit share their key, so it is matched once
    if is_match[s.key] == nil then is_match[s.key] = matches(s.key, matchers) end
    if is_match[s.key] and (not of_measure or of_measure(s.measure)) then list[#list + 1] = s end
  end
  return list
end

--- The series of these measures (a name or a list); all series if none is named.
---@param panel urssaf.Panel
---@param wanted string|string[]|function|nil
---@return urssaf.Series[]
function selection.of_measures(panel, wanted)
  if wanted == nil then return panel.series end
  return selection.series(panel, { measure = wanted })
end

--- Raises if the option `how` names a measure that neither the panel nor the library knows.
---@param panel urssaf.Panel
---@param how urssaf.How?
function selection.check_how(panel, how)
  local wanted = type(how) == "table" and sorting.keys(how) or {}
  if wanted[1] then selection.measure_matcher(panel, wanted) end
end

--- The measure of this name, or the panel's only one. Raises if the panel does not have it. An
-- empty panel has any measure that it had before a filter, or that the library knows; and none that
-- must be named.
---@param panel urssaf.Panel
---@param name string?
---@return string? measure nil if the panel is empty, and no name is given
function selection.measure(panel, name)
  if #panel.series == 0 then
    if name ~= nil then selection.measure_matcher(panel, name) end
    return name
  end
  local own = tables.set(panel.series, "measure")
  local present = sorting.keys(own)
  if name == nil and #present == 1 then return present[1] end
  if name == nil then
    errors.misuse("say which measure: %s", names.listed(present), { about = "measure" })
  end
  if not own[name] then
    errors.misuse("these data have no measure '%s'%s", tostring(name),
      names.suggestion(name, present))
  end
  return name
end

-- ------------------------------------------------------------------ one series

-- A selection as text on one line.
local function describe(wanted)
  local parts = tables.map(sorting.keys(wanted), function(name)
    local value = type(wanted[name]) == "table" and "{…}" or numbers.shown(wanted[name])
    return ("%s = %s"):format(name, value)
  end)
  return parts[1] and "{ " .. table.concat(parts, ", ") .. " }" or "{}"
end

-- The names of the keys in which series differ, and "measure" if their measures do.
local function differences(list)
  local values, different = {}, {}
  for _, s in ipairs(list) do
    for name in pairs(s.key) do values[name] = list[1].key[name] or "" end
  end
  for _, s in ipairs(list) do
    for name, first in pairs(values) do
      if (s.key[name] or "") ~= first then different[name] = true end
    end
    if s.measure ~= list[1].measure then different.measure = true end
  end
  return sorting.keys(different)
end

--- The only series of a list, or an error that says why there is not exactly one.
---@param list urssaf.Series[] the series that match
---@param wanted urssaf.Selection
---@return urssaf.Series? series
---@return urssaf.Error? err kind `none` or `ambiguous`
function selection.only(list, wanted)
  if #list == 1 then return list[1] end
  if #list == 0 then
    return errors.fail("none", "no series of these data matches " .. describe(wanted))
  end
  local few = {}
  for i = 1, math.min(3, #list) do few[i] = tostring(list[i]):match("^[^:]*") end
  if #list > 3 then few[4] = "…" end
  return errors.fail("ambiguous", ("%d series match %s: %s; they differ in %s: say which, or use"
    .. " filter"):format(#list, describe(wanted), table.concat(few, "; "),
      names.listed(differences(list))))
end

return selection
