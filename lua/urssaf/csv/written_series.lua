--- Collects the cells of a panel that was written as CSV, and makes its series of them. What may be
-- added to what is as it was: a growth comes back as a growth.
local additivity = require "urssaf.domain.additivity"
local canonical_period = require "urssaf.domain.canonical_period"
local csv_columns = require "urssaf.panel.csv_columns"
local numbers = require "urssaf.base.numbers"
local panels = require "urssaf.panel"
local period = require "urssaf.domain.period"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local transforms = require "urssaf.panel.transform_names"
local unit = require "urssaf.domain.unit"
local written_parts = require "urssaf.csv.written_parts"

local written_series = {}

---@class urssaf.csv.WrittenSeries
local Store = {}
Store.__index = Store

-- The bounds of tabulation.lua.
local SERIES_A_UNIT, MAX_SERIES = 16, 1000000
local MAX_CELLS, RARE = 5000000, 25

-- What a series without sums or ratios has in place of lists of its own.
local NONE = setmetatable({}, { __newindex = function() error "not a list of its own" end })

--- Starts a collection.
---@param bounds table `max_units max_periods`
---@return urssaf.csv.WrittenSeries
function written_series.new(bounds)
  local most = bounds.max_units or 1000000
  return setmetatable({ list = {}, of_id = {}, units = {}, unit_count = 0, cell_count = 0,
    ordinals = {}, fractional = {}, formulas = {}, natures = {},
    most_units = most, most_periods = bounds.max_periods or 2000,
    most_series = math.max(math.min(most * SERIES_A_UNIT, MAX_SERIES), most) }, Store)
end

-- ------------------------------------------------------------------ periods

-- Each function that may fail returns nil and what is wrong: { kind =, message = }, and sometimes
-- `column`, the name of the column where it is wrong.

local function refuse(kind, column, message, ...)
  return nil, { kind = kind, column = column, message = message:format(...) }
end

function Store:new_ordinal(text)
  local frequency = canonical_period.frequency(text)
  if not frequency then
    return refuse("decode", "period", "not a period: write a month as 2021-03, a quarter as"
      .. " 2021-Q2, a year as 2021")
  end
  self.frequency = self.frequency or frequency
  if frequency ~= self.frequency then
    return refuse("decode", "period", "a %s, where the rows before have %ss", frequency,
      self.frequency)
  end
  local ordinal = period.ordinal(text, frequency)
  local first = math.min(self.first or ordinal, ordinal)
  local last = math.max(self.last or ordinal, ordinal)
  if last - first >= self.most_periods then
    return refuse("limit", "period", "more than %.0f periods between the first and the last"
      .. " (max_periods)", self.most_periods)
  end
  self.first, self.last = first, last
  self.ordinals[text] = ordinal
  return ordinal
end

--- The number of a period, one more for each later one.
---@param text string
---@return integer? ordinal
---@return table? wrong
function Store:ordinal(text)
  local known = self.ordinals[text]
  if known then return known end
  return self:new_ordinal(text)
end

-- ------------------------------------------------------------------ series

-- Natures that a growth, a change or an index has.
local OF_COMPARISON = { ratio = true, change = true }

local function check_nature(fields)
  local nature, transform = fields.nature, fields.transform
  if nature and not csv_columns.NATURES[nature] then
    return refuse("decode", "nature", "no nature: flow, stock, count, change, window, ratio or"
      .. " unknown expected")
  elseif transform and not nature then
    return refuse("decode", "nature", "empty, though the values are not the measure itself but its"
      .. " %s", transform)
  elseif transform and transforms.compares(transform) and not OF_COMPARISON[nature] then
    return refuse("decode", "nature", "a %s, though these are the results of %s, which are a ratio"
      .. " or a change", nature, transform)
  end
  return true
end

local function check_formula(fields)
  if not fields.formula then return true end
  fields.parts = csv_columns.parse_formula(fields.formula)
  if fields.parts then return true end
  return refuse("decode", "formula", "no formula such as a / b or 100 * a / (b + c)")
end

--- Says which keys the units may have.
---@param names string[]
function Store:set_keys(names)
  self.keys = {}
  for i, name in ipairs(names) do self.keys[i] = name end
  table.sort(self.keys, sorting.before)
end

-- The same as unit.id, without sorting the names for each unit.
function Store:unit_id(key)
  local parts = {}
  for _, name in ipairs(self.keys) do
    local value = key[name]
    if value and unit.identifies(key, name) then parts[#parts + 1] = name .. "=" .. value end
  end
  return table.concat(parts, "\n")
end

function Store:check_bounds()
  if self.unit_count > self.most_units then
    return refuse("limit", nil, "more than %.0f units (max_units)", self.most_units)
  elseif #self.list >= self.most_series then
    return refuse("limit", nil, "more than %.0f series (max_units)", self.most_series)
  end
  return true
end

--- The series with some fields, which may be there already: `key measure unit transform nature
-- formula`.
---@param fields table
---@param line integer
---@return table? one
---@return table? wrong
function Store:open(fields, line)
  if not fields.measure then return refuse("decode", "measure", "no measure") end
  local own = self:unit_id(fields.key)
  local id = ("%s\n%s\n%s"):format(own, fields.measure, fields.transform or "")
  if self.of_id[id] then return self.of_id[id] end
  if not self.units[own] then
    self.units[own], self.unit_count = fields.key, self.unit_count + 1
  end
  local ok, wrong = check_nature(fields)
  if ok then ok, wrong = check_formula(fields) end
  if ok then ok, wrong = self:check_bounds() end
  if not ok then return nil, wrong end
  -- the series of a unit share their key
  fields.key, fields.line, fields.values, fields.lines = self.units[own], line, {}, {}
  fields.present, fields.expected, fields.absent, fields.without = {}, {}, NONE, NONE
  fields.tops, fields.bottoms = NONE, NONE
  self.list[#self.list + 1], self.of_id[id] = fields, fields
  return fields
end

--- Adds a fact of a cell, of which most series have none.
---@param one table of `open`
---@param name "absent"|"without"|"tops"|"bottoms"
---@param ordinal integer
---@param fact string|number|nil
function written_series.note(one, name, ordinal, fact)
  if fact == nil then return end
  if one[name] == NONE then one[name] = {} end
  one[name][ordinal] = fact
end

--- Adds a cell. A value may be nil.
---@param one table of `open`
---@param ordinal integer
---@param value number?
---@param line integer
---@return boolean? ok
---@return table? wrong
function Store:put(one, ordinal, value, line)
  local before = one.lines[ordinal]
  if before then
    return refuse("decode", "period", "%s of %s has this period twice, first on line %d",
      additivity.title(one), unit.name(one.key), before)
  end
  one.lines[ordinal], one.values[ordinal] = line, value
  self.cell_count = self.cell_count + 1
  if value and not numbers.integer(value) then self.fractional[one.measure] = true end
  return true
end

-- ------------------------------------------------------------------ which units a value is made of

-- The first period for which a value is expected; nil if none is, or if nothing says so.
local function first_expected(one, first, last)
  for ordinal = first, last do
    if (one.expected[ordinal] or 0) > 0 then return ordinal end
  end
end

local function has_value_before(one, ordinal, first)
  for i = first, ordinal - 1 do
    if one.values[i] ~= nil then return true end
  end
  return false
end

-- Whether the counts are those of a unit, which is no sum: its value is one of one from the first
-- expected period on.
local function is_unit(one, first, last)
  if next(one.absent) ~= nil or next(one.without) ~= nil then return false end
  local start = first_expected(one, first, last) or last + 1
  for ordinal = first, last do
    local present, expected = one.present[ordinal], one.expected[ordinal]
    local usual = one.values[ordinal] ~= nil and 1 or 0
    if present and present ~= usual then return false end
    if expected and expected ~= (ordinal >= start and 1 or 0) then return false end
  end
  return true
end

-- The composition of a sum, as composition.lua describes it. Units that are missing, and of which
-- the file does not say which they are, are others in each period.
local function composition_of(one, first, last)
  local made = { coverage = {}, expected = {}, absent = {}, without = {} }
  local is_partial, has_absent = false, next(one.absent) ~= nil
  for ordinal = first, last do
    local i, expected = ordinal - first + 1, one.expected[ordinal] or 0
    local present = one.present[ordinal] or expected
    is_partial = is_partial or present < expected
    made.coverage[i], made.expected[i] = { present, expected }, expected
    made.absent[i] = one.absent[ordinal] or present < expected and "?" .. i or ""
    made.without[i] = one.without[ordinal] or ""
  end
  if not (is_partial or has_absent) then made.coverage, made.absent = nil, nil end
  if next(one.without) == nil then made.without = nil end
  return made
end

-- ------------------------------------------------------------------ the series

local function values_of(values, first, is_fractional)
  local list = {}
  for ordinal, value in pairs(values) do
    list[ordinal - first + 1] = is_fractional and value + 0.0 or numbers.integer(value) or value
  end
  return list
end

local function differing(own, derived)
  return own ~= derived and own or nil
end

-- A nature and a unit that follow from the definition are no fields of a series. Most series of a
-- measure have the same.
function Store:settle_nature(s, one)
  local id = ("%s\n%s\n%s"):format(one.measure, one.nature or "", one.unit or "")
  local known = self.natures[id]
  if not known then
    s.nature = differing(one.nature, additivity.nature(s))
    s.unit = differing(one.unit, additivity.unit(s))
    known = { nature = s.nature, unit = s.unit }
    self.natures[id] = known
  end
  s.nature, s.unit = known.nature, known.unit
end

-- A part of a ratio, whose values are of the same units as the ratio.
local function part_of(s, measure, values, first)
  local part = setmetatable(tables.merge(s, { measure = measure, nature = false, unit = false,
    values = values_of(values, first) }), getmetatable(s))
  part.nature, part.unit, part.parts = nil, nil, nil
  local base = { measure = measure:match "^(.-) %+ " or measure, dataset = s.dataset }
  local nature = additivity.nature(base)
  if s.transform then nature = nature and "window" or "unknown" end
  part.unit = differing(additivity.unit(base), additivity.unit(part))
  part.nature = differing(nature, additivity.nature(part))
  return part
end

function Store:series_of(one, periods, metatable)
  local first, last = self.first, self.last
  local s = setmetatable({ measure = one.measure, frequency = self.frequency, key = one.key,
    periods = periods, values = values_of(one.values, first, self.fractional[one.measure]),
    transform = one.transform }, metatable)
  self:settle_nature(s, one)
  local start = first_expected(one, first, last)
  -- else a series begins with its first value; a pseudo-unit in a sum may have one before
  if start and not has_value_before(one, start, first) then s.since = periods[start - first + 1] end
  if not is_unit(one, first, last) then
    for name, list in pairs(composition_of(one, first, last)) do s[name] = list end
  end
  s.span = one.transform and transforms.span(one.transform, self.frequency, #periods)
  local has_parts = next(one.bottoms) ~= nil
  if one.parts and not has_parts then
    s.computed, self.formulas[one.formula] = one.formula, one.parts
  elseif one.parts then
    s.parts = { numerator = part_of(s, one.parts.numerator, one.tops, first),
      denominator = part_of(s, one.parts.denominator, one.bottoms, first),
      factor = one.parts.factor }
  end
  return s
end

-- Whether the cells that there are are too few for the table that is made of them.
function Store:check_density()
  local size = #self.list * (self.last - self.first + 1)
  if size <= MAX_CELLS or size <= RARE * self.cell_count then return true end
  return refuse("limit", "period", "more than %.0f cells, series times periods, of which fewer than"
    .. " one in %.0f is there", MAX_CELLS, RARE)
end

--- The series, in the order in which they were opened.
---@param dataset string?
---@return { frequency: urssaf.Frequency, periods: string[], series: urssaf.Series[] }? made
---@return table? wrong
function Store:finish(dataset)
  if #self.list == 0 then return { periods = {}, series = {} } end
  local ok, wrong = self:check_density()
  if not ok then return nil, wrong end
  local periods, metatable = {}, panels.series_of(dataset)
  for ordinal = self.first, self.last do
    periods[#periods + 1] = period.from_ordinal(ordinal, self.frequency)
  end
  local list = tables.map(self.list, function(one)
    return self:series_of(one, periods, metatable)
  end)
  written_parts.attach(list, self.formulas)
  return { frequency = self.frequency, periods = periods, series = list }
end

return written_series
