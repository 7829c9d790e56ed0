--- Counts cells by unit, for a note that names few units however many there are.
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local unit_tally = {}

--- How many units a note names.
unit_tally.FEW = 3

---@class urssaf.UnitTally
---@field cells integer
---@field measures string[] in the order of their first cell
---@field units table[] { key =, at = set of positions, count = }, in the order of their first cell
local Tally = {}
Tally.__index = Tally

--- An empty tally.
---@param periods string[] the grid
---@param frequency urssaf.Frequency
---@return urssaf.UnitTally
function unit_tally.new(periods, frequency)
  return setmetatable({ periods = periods, frequency = frequency, cells = 0, units = {},
    of = {}, measures = {}, has = {}, at = {} }, Tally)
end

local function entry_of(self, one)
  local entry = self.of[one]
  if not entry then
    entry = { key = one.key, count = 0, last = one.last }
    self.of[one], self.units[#self.units + 1] = entry, entry
  end
  return entry
end

-- Adds the positions of cells to those of a unit, which are these themselves at first: there may be
-- millions. A position counts once, whatever the number of measures.
local function add_positions(entry, at, cells)
  if not entry.at then
    entry.at, entry.count = at, cells
    return
  end
  for i in pairs(at) do
    if not entry.at[i] then entry.at[i], entry.count = true, entry.count + 1 end
  end
end

--- Counts cells of a unit.
---@param one table the unit, with its `key`, and `last` and `ended` of `lifetimes`, if it has them
---@param measure string
---@param at table<integer, true> their positions, a set of its own
function Tally:add(one, measure, at)
  if next(at) == nil then return end
  local entry, all, cells, has_ended = entry_of(self, one), self.at, 0, false
  local last = one.ended and one.last or math.huge
  if not self.has[measure] then
    self.has[measure], self.measures[#self.measures + 1] = true, measure
  end
  for i in pairs(at) do
    all[i], cells, has_ended = true, cells + 1, has_ended or i > last
  end
  self.cells, entry.ended = self.cells + cells, entry.ended or has_ended or nil
  add_positions(entry, at, cells)
end

-- The positions of a set from the first to the last: their number and span.
local function span_of(self, set)
  local first, last, count
  for i in pairs(set) do
    first, last = math.min(first or i, i), math.max(last or i, i)
    count = (count or 0) + 1
  end
  return { from = self.periods[first], to = self.periods[last], count = count,
    frequency = self.frequency, is_whole = last - first + 1 == count or nil }
end

-- The units with the most cells, the first ones where they are equal.
local function largest(self)
  local order = tables.positions(self.units)
  local sorted = tables.append({}, self.units)
  table.sort(sorted, function(a, b)
    if a.count ~= b.count then return a.count > b.count end
    return order[a] < order[b]
  end)
  local few = {}
  for i = 1, math.min(unit_tally.FEW, #sorted) do few[i] = sorted[i] end
  return few
end

local function described(self, entry)
  return tables.merge(span_of(self, entry.at), { key = entry.key, name = unit.name(entry.key),
    ended = entry.ended, last = self.periods[entry.last or 0] })
end

--- The fields of a note: `units` (few, with `key`, `name`, `count`, `from`, `to`), `more` (how many
-- others), `span`, `periods`, `measure` or `measures`.
---@return table fields
function Tally:fields()
  local periods, measures = {}, self.measures
  for i, name in ipairs(self.periods) do
    if self.at[i] then periods[#periods + 1] = name end
  end
  local units = tables.map(largest(self), function(entry) return described(self, entry) end)
  return { units = units, more = #self.units - #units, span = span_of(self, self.at),
    periods = periods, measure = #measures == 1 and measures[1] or nil,
    measures = #measures > 1 and measures or nil }
end

return unit_tally
