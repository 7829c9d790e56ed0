--- The methods of series.
--
-- `values[i]` belongs to `periods[i]`; a missing value is nil. Walk a series with
-- `for i = 1, #s.periods` or `for period, value in s:each()`: `#s.values` means nothing.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local receivers = require "urssaf.base.receivers"
local series = require "urssaf.panel.series"

local additivity = lazy "urssaf.domain.additivity"
local composition = lazy "urssaf.panel.composition"
local fill = lazy "urssaf.panel.fill"
local growth_options = lazy "urssaf.panel.growth_options"
local note_labels = lazy "urssaf.panel.note_labels"
local period = lazy "urssaf.domain.period"
local time_sums = lazy "urssaf.panel.time_sums"
local transform = lazy "urssaf.panel.transform"
local unit = lazy "urssaf.domain.unit"

---@class urssaf.Series
---@field measure string
---@field frequency urssaf.Frequency
---@field key table<string, string> the unit's codes and names
---@field dataset string? that of its panel, by which the measure is understood
---@field periods string[] the panel's
---@field values table<integer, number> values[i] belongs to periods[i]; missing is nil
---@field coverage table<integer, integer[]>? of a sum with missing units: { present, expected }
---@field filled table<integer, boolean>? true at the positions of values that stand for empty
-- cells, or are made of one
---@field provisional table<integer, boolean>? true at the positions of values that later
-- publications usually change, or that are made of one
---@field transform string? what was done to it: "yoy", "rolling(4)", "yoy of rolling(4)"
---@field unit string? where it differs from the measure's: "1" of a growth
---@field label string|{ fr: string, en: string }|nil what people read instead of the measure's name
---@field notes urssaf.Note[]? the notes of a transformed series, as those of a panel
---@field since string? the first period with a value, before any period was cut off
---@field ends string? of a filled series, the last period of a unit that has ended
---@field scope "france"|nil of a sum, that it is of all of France, with or without Mayotte
---@field perimeter table[]? of a sum, the units that begin or end within it
---@field nature string? where it differs from the measure's
---@field parts { numerator: urssaf.Series, denominator: urssaf.Series, factor: number? }? of a
-- ratio; the factor is 100 if it is in per cent; `whole` if all units have that denominator
---@field span integer? this and all below: see composition.lua
---@field expected integer[]?
---@field absent string[]?
---@field without string[]?
---@field addends table<integer, number>?
---@field low table<integer, number>?
---@field means table<integer, { sum: number, count: integer }>?
---@field role urssaf.Role?
---@field outside string?
---@field members table[]?
---@field steps table[]?
---@field small_base table?
local Series = {}

--- The value at a period, in any spelling; nil if it is missing or outside the grid. Raises if
-- `when` is no period.
---@param when urssaf.Period
---@return number?
function Series:at(when)
  local i = period.position(self.periods, self.frequency, when)
  return i and self.values[i]
end

--- The first value, and its period; nil if there is none.
---@return number? value
---@return string? period
function Series:first()
  for i = 1, #self.periods do
    if self.values[i] ~= nil then return self.values[i], self.periods[i] end
  end
end

--- The last value, and its period; nil if there is none.
---@return number? value
---@return string? period
function Series:last()
  for i = #self.periods, 1, -1 do
    if self.values[i] ~= nil then return self.values[i], self.periods[i] end
  end
end

--- Iterates over the whole grid: period, value; the value is nil where it is missing.
---@return fun(): string?, number?
function Series:each()
  local i = 0
  return function()
    i = i + 1
    return self.periods[i], self.values[i]
  end
end

--- The number of values that are not missing.
---@return integer
function Series:count()
  local count = 0
  for i = 1, #self.periods do
    if self.values[i] ~= nil then count = count + 1 end
  end
  return count
end

--- The part of a series from one period to another, both included. Longer and shorter periods are
-- allowed; either end may be nil.
---@param from urssaf.Period?
---@param to urssaf.Period?
---@return urssaf.Series
function Series:slice(from, to)
  if type(from) == "table" and (from.from or from.to) then
    errors.misuse("slice takes two periods, as slice(2015, \"2020-Q2\"), not a table with both")
  end
  local first, last = period.positions(self.periods, self.frequency, from, to)
  return series.cut(self, composition.slice(self.periods, first, last), first, last)
end

-- What is made of a series, with its label in the notes.
local function derived(self, fields)
  local made = series.like(self, fields)
  made.notes = note_labels.of(made.notes, { made })
  return made
end

--- The change over k periods, x(t) - x(t-k); in points for a share, a growth or a rate in per cent.
---@param k integer
---@param given urssaf.GrowthOptions? `units`: "common" compares of a sum the units at both ends
---@return urssaf.Series
function Series:change(k, given)
  return derived(self, transform.change(self, k, nil, growth_options.units(given)))
end

--- The growth over k periods, x(t) / x(t-k) - 1: a fraction, 0.31 is +31 %. Missing over a gap, and
-- from zero or below. Raises for a growth or a difference, computed or published, whose growth
-- means nothing.
---@param k integer
---@param given urssaf.GrowthOptions? `units`: "common" compares of a sum the units at both ends
---@return urssaf.Series
function Series:growth(k, given)
  return derived(self, transform.growth(self, k, nil, growth_options.units(given)))
end

--- The growth over a year. Of a share or a growth (unit "1") it is the difference, in `points`:
-- 0.01 is one point. Of a rate in per cent it is the difference in `pt`: 1 is one point.
---@param given urssaf.GrowthOptions? as in growth
---@return urssaf.Series
function Series:yoy(given)
  return derived(self, transform.yoy(self, nil, growth_options.units(given)))
end

--- The growth over a quarter; of a share, a growth or a rate in per cent the difference, as in
-- `yoy`. Raises unless these are quarters.
---@param given urssaf.GrowthOptions? as in growth
---@return urssaf.Series
function Series:qoq(given)
  return derived(self, transform.qoq(self, nil, growth_options.units(given)))
end

--- The growth over a month; of a share, a growth or a rate in per cent the difference, as in `yoy`.
-- Raises unless these are months.
---@param given urssaf.GrowthOptions? as in growth
---@return urssaf.Series
function Series:mom(given)
  return derived(self, transform.mom(self, nil, growth_options.units(given)))
end

--- The sum of a flow, or the mean of a count, over the k periods up to each one. Raises for stocks
-- and ratios.
---@param k integer? by default a year's worth: 12 months, 4 quarters
---@param options urssaf.HowOptions? `how`: "sum", "mean" or "last", for a measure the library does
-- not know
---@return urssaf.Series
function Series:rolling(k, options)
  return derived(self, time_sums.rolling_alone(self, k, options))
end

--- The series as an index: 100 at the base, which is a period, or the mean of a longer one, such as
-- a bare year. Raises for a growth or a difference, computed or published.
---@param base urssaf.Period
---@param given urssaf.GrowthOptions? as in growth; not for ratios
---@return urssaf.Series
function Series:index(base, given)
  return derived(self, transform.index(self, base, growth_options.units(given)))
end

--- Applies f(value, period) to each value; f returns a number, or nil for missing.
---@param f fun(value: number, period: string): number?
---@return urssaf.Series
function Series:map(f)
  return derived(self, transform.map(self, f))
end

--- The series with a value, by default 0, in its empty cells: from its first value to the last
-- period, or to its last value if none follows for a year. Raises for ratios, sums and what is
-- computed over several periods: fill the panel that they were made of.
---@param options urssaf.SeriesFillOptions? `value`
---@return urssaf.Series with `filled`, true at the positions of these cells
function Series:fill(options)
  return derived(self, fill.series(self, options))
end

--- One line: measure, unit, span, number of values.
---@return string
function Series:__tostring()
  local count, size = self:count(), #self.periods
  return ("%s, %s: %s, %d of %d values"):format(additivity.title(self), unit.name(self.key),
    size > 0 and self.periods[1] .. " to " .. self.periods[size] or "no period", count, size)
end

receivers.check(Series, "series", "values")

return Series
