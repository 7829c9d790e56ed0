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
local written_composition = require "urssaf.csv.written_composition"

local written_series = {}

---@class urssaf.csv.WrittenSeries
local Store = {}
Store.__index = Store

-- The bounds of tabulation.lua.
local SERIES_A_UNIT, MAX_SERIES = 16, 1000000
local MAX_CELLS, RARE = 5000000, 25

-- What a series has in place of lists of its own, if none of its cells has such a fact.
local NONE = setmetatable({}, { __newindex = function() error "not a list of its own" end })
local FACTS = { counts = NONE, absent = NONE, without = NONE, tops = NONE, bottoms = NONE,
  addends = NONE, means = NONE, filled = NONE, provisional = NONE }
local UNCOUNTED = { __index = FACTS }
local COUNTED = { __index = tables.merge(FACTS, { is_counted = true }) }

--- Starts a collection.
---@param bounds table `max_units max_periods`
---@return urssaf.csv.WrittenSeries
function written_series.new(bounds)
  local most = bounds.max_units or 1000000
  return setmetatable({ list = {}, of_id = {}, units = {}, unit_count = 0, cell_count = 0,
    ordinals = {}, fractional = {}, natures = {}, pairs = {}, of_one = UNCOUNTED,
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
  local id = own .. "\n" .. fields.measure .. "\n" .. (fields.transform or "")
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
  self.list[#self.list + 1], self.of_id[id] = setmetatable(fields, self.of_one), fields
  return fields
end

--- Adds a fact of a cell, of which most series have none.
---@param one table of `open`
---@param name "counts"|"absent"|"without"|"tops"|"bottoms"|"addends"|"means"|"filled"|"provisional"
---@param ordinal integer
---@param fact any
function written_series.note(one, name, ordinal, fact)
  if fact == nil then return end
  if one[name] == NONE then one[name] = {} end
  one[name][ordinal] = fact
end

--- Says that each cell has counts, which `count` adds.
function Store:expect_counts()
  self.of_one = COUNTED
end

--- Adds the counts of a cell whose value is there already: most are those of a unit, one of one.
---@param one table of `open`
---@param ordinal integer
---@param present integer?
---@param expected integer?
function Store:count(one, ordinal, present, expected)
  local usual = one.values[ordinal] ~= nil and 1 or 0
  if one.is_counted and expected == 1 and present == usual then return end
  local id = (present or "") .. "/" .. (expected or "")
  local pair = self.pairs[id] or { present = present, expected = expected }
  self.pairs[id] = pair
  written_series.note(one, "counts", ordinal, pair)
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
  local id = one.measure .. "\n" .. (one.nature or "") .. "\n" .. (one.unit or "")
  local known = self.natures[id]
  if not known then
    s.nature = differing(one.nature, additivity.nature(s))
    s.unit = differing(one.unit, additivity.unit(s))
    known = { nature = s.nature, unit = s.unit }
    self.natures[id] = known
  end
  s.nature, s.unit = known.nature, known.unit
end

-- What the file says of a measure beside a ratio, or what is known of it: its nature and its unit.
function Store:measure_of(s, name)
  local id = self:unit_id(s.key) .. "\n" .. name .. "\n"
  local one = self.of_id[id] or { measure = name, dataset = s.dataset }
  return additivity.nature(one), additivity.unit(one)
end

-- The numbers of a part of a ratio: its values, and what it adds to sums where it has none.
function Store:numbers_of_part(one, of_part)
  local values, addends = {}, {}
  for ordinal, value in pairs(of_part) do
    (one.addends[ordinal] and addends or values)[ordinal] = value
  end
  return values_of(values, self.first), next(addends) and values_of(addends, self.first)
end

-- A part of a ratio, whose values are of the same units as the ratio. A numerator in euros may be
-- in the prices of a base, a denominator is not.
function Store:part_of(s, which, one, of_part)
  local measure, rest, base = one.parts[which], transforms.without_prices(s.transform)
  local is_deflated = base and which == "numerator"
  local values, addends = self:numbers_of_part(one, of_part)
  local part = setmetatable(tables.merge(s, { measure = measure, nature = false, unit = false,
    values = values, addends = addends }), getmetatable(s))
  part.nature, part.unit, part.parts = nil, nil, nil
  part.transform = is_deflated and s.transform or rest
  local nature, own = self:measure_of(s, measure:match "^(.-) %+ " or measure)
  if rest then nature = nature and "window" or "unknown" end
  if is_deflated and own then own = own:gsub("^EUR", "EUR of " .. base) end
  part.unit = differing(own, additivity.unit(part))
  part.nature = differing(nature, additivity.nature(part))
  return part
end

-- What a series adds to sums over units: where it has no value, and of a mean.
function Store:settle_addends(s, one)
  if next(one.addends) then s.addends = values_of(one.addends, self.first) end
  if next(one.means) then s.means = values_of(one.means, self.first) end
end

function Store:series_of(one, periods, metatable)
  local s = setmetatable({ measure = one.measure, frequency = self.frequency, key = one.key,
    periods = periods, values = values_of(one.values, self.first, self.fractional[one.measure]),
    transform = one.transform }, metatable)
  self:settle_nature(s, one)
  written_composition.settle(s, one, self.first, self.last)
  s.span = one.transform and transforms.span(one.transform, self.frequency, #periods)
  if one.parts and next(one.bottoms) == nil and next(one.values) ~= nil then
    s.computed = one.formula -- somebody took the parts out
  elseif one.parts then
    s.parts = { numerator = self:part_of(s, "numerator", one, one.tops),
      denominator = self:part_of(s, "denominator", one, one.bottoms), factor = one.parts.factor }
  else
    self:settle_addends(s, one)
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
  written_composition.settle_roles(list)
  return { frequency = self.frequency, periods = periods, series = list }
end

return written_series
