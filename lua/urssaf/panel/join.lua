--- Brings a measure from outside into a panel: population, businesses, a price index.
--
-- A row of the table belongs to the units that have its keys, to a period, or to both. A table
-- without periods gives each unit one value for all of them; one of longer periods, such as years
-- for quarters, gives each period the value of the longer one.
local errors = require "urssaf.base.errors"
local geo = require "urssaf.domain.geo"
local names = require "urssaf.base.names"
local new_note = require "urssaf.domain.new_note"
local options = require "urssaf.domain.options"
local outside_table = require "urssaf.panel.outside_table"
local period = require "urssaf.domain.period"
local pseudo_units = require "urssaf.domain.pseudo_units"
local selection = require "urssaf.panel.selection"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local join = {}

local PERIOD = "period"

local function is_list(value)
  if type(value) ~= "table" then return "a list of tables" end
end

local function are_headings(value)
  if type(value) ~= "table" then return "a table: heading by key" end
  for name, heading in pairs(value) do
    if type(name) ~= "string" or type(heading) ~= "string" then
      return "a table: heading by key"
    end
  end
end

local OPTIONS = {
  file = options.checks.text, rows = is_list, by = options.checks.name_or_names,
  measure = options.checks.text, column = options.checks.text, columns = are_headings,
  nature = options.one_of("flow", "stock", "count", "ratio"), unit = options.checks.text,
  label = options.checks.label, source = options.checks.text,
}

-- ------------------------------------------------------------------ what is asked

local function check_by(panel, by)
  for _, name in ipairs(by) do
    selection.check_key(panel, name, { PERIOD })
    -- an empty panel has the keys that it had before a filter
    local is_there = name == PERIOD or #panel.series == 0
      or tables.find(panel.series, function(s) return s.key[name] end)
    if not is_there then errors.misuse("by: no unit of these data has the key '%s'", name) end
  end
end

local function check(panel, given)
  given = options.check(given, OPTIONS)
  if not given.by then errors.misuse("by: say by which key, by = \"code_departement\"") end
  given.by = type(given.by) == "table" and given.by or { given.by }
  if not (given.measure and given.measure:find "^[%w_]+$") then
    errors.misuse("measure: say the name of the new measure, of letters, digits and _")
  end
  if tables.find(panel.series, function(s) return s.measure == given.measure end) then
    errors.misuse("these data have a measure '%s' already", given.measure)
  end
  check_by(panel, given.by)
  return given
end

-- The heading of a key.
local function key_heading(outside, name, columns)
  local heading, err = outside_table.column(outside, columns[name] or name)
  if heading or columns[name] then return heading, err end
  local in_lua = ("columns = { %s = \"…\" } names it"):format(name)
  return errors.fail(err.kind, ("%s (%s)"):format(err.message, in_lua),
    tables.merge(err, { in_lua = in_lua }))
end

-- The heading of each key and of the values. Without `column` the values are in the column of the
-- measure's name, or in the only one that is not a key.
local function headings_of(outside, given)
  local found, rest = {}, tables.set(outside.header)
  for _, name in ipairs(given.by) do
    local heading, err = key_heading(outside, name, given.columns or {})
    if not heading then return nil, err end
    found[name], rest[heading] = heading, nil
  end
  local only = next(rest)
  if not given.column and only and next(rest, only) == nil then
    found.value = only
    return found
  end
  local heading, err = outside_table.column(outside, given.column or given.measure)
  if not heading then
    err.in_lua = "say column = \"…\" for the one with the values"
    err.message, err.about = ("%s; %s"):format(err.message, err.in_lua), "column"
    return nil, err
  end
  found.value = heading
  return found
end

-- ------------------------------------------------------------------ which unit

-- The same text for all spellings of a key's value: a place by its code, a pseudo-unit by its plain
-- name, another code without leading zeros, another name by its words.
local function spelling(name, value)
  local kind = name:gsub("^code_", "")
  if kind == "departement" or kind == "region" or kind == "ancienne_region" then
    local place = geo.lookup(value, kind)
    if place then return place.code end
  end
  local pseudo = pseudo_units.plain_name(value)
  if pseudo then return pseudo end
  if kind ~= name then return (value:upper():gsub("^0+(.)", "%1")) end
  return names.words(value)
end

-- A function that gives the identity of a unit's key, or of a row's, by the keys of a join.
local function identifier(by)
  local known = {}
  for _, name in ipairs(by) do known[name] = {} end
  return function(value_of)
    local parts = {}
    for i, name in ipairs(by) do
      local value = value_of(name)
      if value == nil then return nil end
      known[name][value] = known[name][value] or spelling(name, value)
      parts[i] = known[name][value]
    end
    return table.concat(parts, "\n")
  end
end

-- ------------------------------------------------------------------ rows

---@class urssaf.panel.Joined what a table says
---@field values table<string, table<integer, number|false>> by identity, then by the ordinal of the
-- period (0 if the table has none); false where the cell is empty
---@field shown table<string, string> the keys of an identity, as the table spells them
---@field order string[] identities in the order of the table
---@field frequency urssaf.Frequency? of the table's periods

-- The ordinal of a row's period; 0 if the table has none.
local function ordinal_of(outside, i, heading, joined)
  if not heading then return 0 end
  local text, err = outside_table.text(outside, i, heading)
  if not text then return nil, err end
  if not period.is(text) then
    return outside_table.fail(outside, i, ("%s is no month, quarter or year"):format(
      names.quoted(text)))
  end
  local frequency = period.frequency(text)
  joined.frequency = joined.frequency or frequency
  if frequency ~= joined.frequency then
    return outside_table.fail(outside, i, ("%s is a %s, the rows before are of %ss"):format(text,
      frequency, joined.frequency))
  end
  return period.ordinal(text, frequency)
end

-- Texts of a row's keys: nil, err if one is empty.
local function keys_of(outside, i, headings, keys)
  local texts = {}
  for n, name in ipairs(keys) do
    local text, err = outside_table.text(outside, i, headings[name])
    if not text then return nil, err end
    texts[name], texts[n] = text, text
  end
  return texts
end

local function take_row(outside, i, headings, keys, identify, joined)
  local texts, err = keys_of(outside, i, headings, keys)
  if not texts then return nil, err end
  local ordinal
  ordinal, err = ordinal_of(outside, i, headings[PERIOD], joined)
  if not ordinal then return nil, err end
  local value
  value, err = outside_table.number(outside, i, headings.value)
  if err then return nil, err end
  local id = identify(function(name) return texts[name] end)
  if not joined.values[id] then
    joined.values[id], joined.order[#joined.order + 1] = {}, id
    joined.shown[id] = table.concat(texts, ", ")
  end
  if joined.values[id][ordinal] ~= nil then
    return outside_table.fail(outside, i, ("%s is there twice"):format(
      joined.shown[id] ~= "" and joined.shown[id] or "this period"))
  end
  joined.values[id][ordinal] = value or false
  return true
end

local function take_rows(outside, headings, keys, identify)
  local joined = { values = {}, shown = {}, order = {} }
  for i = 1, #outside.rows do
    local ok, err = take_row(outside, i, headings, keys, identify, joined)
    if not ok then return nil, err end
  end
  return joined
end

-- ------------------------------------------------------------------ series

local ADDITIVE = { flow = true, stock = true, count = true }

-- Raises where a sum over units would count a value of the table twice.
local function check_additive(units, ids, joined, given)
  local seen = {}
  for i, one in ipairs(ADDITIVE[given.nature] and units or {}) do
    local id = ids[i]
    if id and seen[id] and joined.values[id] then
      errors.misuse("%s: %s and %s would get the same value, and a sum would count it twice",
        given.measure, unit.name(seen[id].key), unit.name(one.key), { about = "joined_twice",
          in_lua = (": aggregate the panel by %s first, or say nature = \"ratio\" if it is never"
            .. " added"):format(table.concat(given.by, ", ")) })
    end
    seen[id or ""] = one
  end
end

local function check_frequency(panel, joined, given)
  local own = joined.frequency
  if not own and given.nature == "flow" then
    errors.misuse("%s: a flow belongs to a period: by = { …, \"period\" }, or another nature",
      given.measure)
  end
  if not own or own == panel.frequency then return end
  if period.A_YEAR[own] > period.A_YEAR[panel.frequency] then
    errors.misuse("%s: the table has %ss, and these data %ss: add the table up first",
      given.measure, own, panel.frequency)
  elseif given.nature == "flow" then
    errors.misuse("%s: the table has the flow of a %s, which is not that of each %s in it: take"
      .. " panel:annual() first, or another nature", given.measure, own, panel.frequency)
  end
end

-- For each period of the panel the ordinal that the table has for it.
local function ordinals_of(panel, frequency)
  return tables.map(panel.periods, function(name)
    return frequency and (period.overlap(name, frequency)) or 0
  end)
end

local function series_of(one, values, ordinals, given)
  local like = one.series[1]
  local s = { measure = given.measure, frequency = like.frequency, key = one.key,
    periods = like.periods, nature = given.nature or "unknown", unit = given.unit,
    label = given.label, values = {} }
  for i, ordinal in ipairs(ordinals) do s.values[i] = values and values[ordinal] or nil end
  return setmetatable(s, getmetatable(like))
end

-- ------------------------------------------------------------------ notes

local SHOWN = 5

-- A function that tells whether the panel had a unit of an identity before any filter. Of several
-- keys nothing is known.
local function known_before(panel, keys, identify)
  local known = {}
  for value in pairs(#keys == 1 and panel.universe.keys[keys[1]] or {}) do
    known[identify(function() return value end)] = true
  end
  return function(id) return known[id] or false end
end

local function notes_of(outside, given, joined, strangers, without)
  local from = given.source or outside.path and outside.path:match "[^/\\]+$"
  local function note(message, fields)
    return new_note("joined", message,
      tables.merge({ measure = given.measure, from = from }, fields))
  end
  local notes = { note(from and ("from %s, not from Urssaf"):format(from) or "not from Urssaf") }
  if #strangers > 0 then
    local list = tables.map(strangers, function(id) return joined.shown[id] end)
    local shown = names.listed(list, SHOWN)
    notes[#notes + 1] = note(("no unit of these data is %s"):format(shown),
      { strangers = shown, count = #strangers })
  end
  if #without > 0 then
    local shown = names.listed(tables.map(without, function(one) return unit.name(one.key) end),
      SHOWN)
    notes[#notes + 1] = note(("missing for %s, which the table lacks"):format(shown),
      { without = shown, count = #without })
  end
  return notes
end

-- ------------------------------------------------------------------ the whole

local function none_matches(outside, joined, given, units, keys)
  local own = {}
  for i, name in ipairs(keys) do own[i] = units[1] and units[1].key[name] or "none" end
  return errors.fail("none", ("no row of %s is of a unit of these data by %s: its first is '%s',"
    .. " theirs '%s'"):format(outside.name, table.concat(given.by, ", "),
      joined.order[1] and joined.shown[joined.order[1]] or "none", table.concat(own, ", ")),
    { path = outside.path })
end

-- All series, those of the table behind the others of their unit; and the notes.
local function joined_series(panel, outside, given, joined, keys)
  local units, used, without, list = unit.collect(panel.series), {}, {}, {}
  local identify = identifier(keys)
  local ids = tables.map(units, function(one)
    return identify(function(name) return one.key[name] end) or false
  end)
  check_additive(units, ids, joined, given)
  local ordinals = ordinals_of(panel, joined.frequency)
  for i, one in ipairs(units) do
    local values = ids[i] and joined.values[ids[i]]
    if values then used[ids[i]] = true else without[#without + 1] = one end
    tables.append(list, one.series)
    list[#list + 1] = series_of(one, values, ordinals, given)
  end
  if next(used) == nil and #units > 0 then
    return none_matches(outside, joined, given, units, keys)
  end
  local was_known = known_before(panel, keys, identify)
  local strangers = tables.filter(joined.order, function(id)
    return not (used[id] or was_known(id))
  end)
  return list, notes_of(outside, given, joined, strangers, (pseudo_units.split(without)))
end

--- The panel's series with those of a measure from outside.
---@param panel urssaf.Panel
---@param given urssaf.JoinOptions
---@return urssaf.Series[]? series
---@return urssaf.Note[]|urssaf.Error notes kind `joined`; or an error, kinds `file decode limit
-- schema none`
function join.series(panel, given)
  given = check(panel, given)
  local outside, err = outside_table.open(given.file, given.rows)
  if not outside then return nil, err end
  local keys = tables.filter(given.by, function(name) return name ~= PERIOD end)
  local headings
  headings, err = headings_of(outside, given)
  if not headings then return nil, err end
  local joined
  joined, err = take_rows(outside, headings, keys, identifier(keys))
  if not joined then return nil, err end
  check_frequency(panel, joined, given)
  return joined_series(panel, outside, given, joined, keys)
end

return join
