--- Ratios and differences: measures computed from two others.
--
-- A ratio series keeps its parts, each with values only where both are present. An operation over
-- units or over time is applied to the parts, and the ratio is recomputed from them: a ratio is
-- never added or averaged.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local composition = require "urssaf.panel.composition"
local errors = require "urssaf.base.errors"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local selection = require "urssaf.panel.selection"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local ratio = {}

local function quotient(a, b)
  if b ~= 0 then return a / b end
end

local function difference(a, b) return a - b end

local function combine(one, other, f)
  local values = {}
  for i = 1, #one.periods do
    local a, b = one.values[i], other.values[i]
    if a ~= nil and b ~= nil then values[i] = f(a, b) end
  end
  return values
end

--- The ratio of two parts that have values in the same periods, of the same units.
---@param like urssaf.Series a ratio series, for its measure and unit
---@param parts table `numerator`, `denominator`: series
---@return urssaf.Series
function ratio.of(like, parts)
  local top, bottom = parts.numerator, parts.denominator
  local fields = composition.of(top)
  fields.measure, fields.nature, fields.unit = like.measure, "ratio", like.unit
  fields.parts, fields.values = parts, combine(top, bottom, quotient)
  local made = series.like(top, fields)
  made.notes = caveats.of_ratio(like.measure, top.notes, bottom.notes)
  return made
end

--- Applies `f` to both parts of a ratio and recomputes it.
---@param s urssaf.Series with `parts`
---@param f fun(part: urssaf.Series): urssaf.Series
---@return urssaf.Series
function ratio.through(s, f)
  return ratio.of(s, { numerator = f(s.parts.numerator), denominator = f(s.parts.denominator) })
end

-- ------------------------------------------------------------------ derived measures

local function later(one, other, frequency)
  if not (one and other) then return nil end
  return period.ordinal(one, frequency) < period.ordinal(other, frequency) and other or one
end

-- Two series with values only where both are present and made of the same units.
local function together(one, other)
  local first, second = {}, {}
  local lacks_a, lacks_b = one.without or {}, other.without or {}
  for i = 1, #one.periods do
    local a, b = one.values[i], other.values[i]
    local same_units = (lacks_a[i] or "") == (lacks_b[i] or "")
    if a ~= nil and b ~= nil and same_units then first[i], second[i] = a, b end
  end
  local since = later(series.since(one), series.since(other), one.frequency)
  local function part(s, values)
    local fields = composition.of(s)
    fields.values, fields.since, fields.notes = values, since, s.notes
    return series.like(s, fields)
  end
  return part(one, first), part(other, second)
end

-- The unit of a ratio: "EUR/account"; "1" if both units are equal; nil if one is unknown.
local function unit_of(one, other)
  local a, b = additivity.unit(one), additivity.unit(other)
  if not (a and b) then return nil end
  return a == b and "1" or a .. "/" .. b
end

local function check_part(s, name)
  if additivity.nature(s) == "ratio" then
    errors.misuse("%s: its part %s is a ratio itself; take its parts", name, additivity.title(s))
  end
end

-- Both must cover the same time: a year's flow is not divided by a level at the year's end.
local function check_basis(one, other, name)
  local a, b = additivity.nature(one), additivity.nature(other)
  local yearly_level = one.frequency == "year" and (a == "stock") ~= (b == "stock")
  if yearly_level or (one.span or 0) ~= (other.span or 0) or one.transform ~= other.transform then
    errors.misuse("%s: %s and %s do not cover the same time; add the ratio first, then use annual"
      .. " or rolling, which recompute it", name, additivity.title(one), additivity.title(other))
  end
end

local function make_ratio(name, one, other)
  local top, bottom = together(one, other)
  local like = { measure = name, unit = unit_of(one, other) }
  local known = measures.of(name, one.dataset)
  if known and known.parts and known.parts.numerator == one.measure
      and known.parts.denominator == other.measure then
    like.unit = known.unit
  end
  return ratio.of(like, { numerator = top, denominator = bottom })
end

local function make_difference(name, one, other)
  local plus, minus = together(one, other)
  local fields = composition.of(plus)
  fields.measure, fields.values = name, combine(plus, minus, difference)
  fields.notes = caveats.add(plus.notes, minus.notes or {})
  return series.like(plus, fields)
end

-- A ratio that is just one measure by another: without a factor, and without a sum as a part.
local function is_plain(parts)
  return parts and not parts.factor and type(parts.numerator) == "string"
    and type(parts.denominator) == "string"
end

--- The measures that a measure is computed from, by its definition.
---@param name string
---@param dataset string? the dataset that they are columns of
---@return string? first nil if it is not computed from others, or unknown
---@return string? second
function ratio.operands(name, dataset)
  local known = measures.of(name, dataset) or {}
  if is_plain(known.parts) then return known.parts.numerator, known.parts.denominator end
  if known.terms then return known.terms.plus, known.terms.minus end
end

-- The two measures that a derived one is computed from, and the function that computes it.
local function recipe(name, parts, dataset)
  if parts then return parts.numerator, parts.denominator, make_ratio end
  local first, second = ratio.operands(name, dataset)
  local is_difference = first and measures.of(name, dataset).terms
  if first then return first, second, is_difference and make_difference or make_ratio end
  local known = tables.filter(measures.names(), function(one)
    return ratio.operands(one, dataset)
  end)
  errors.misuse("the library does not know how to compute '%s'%s; it knows %s; for another ratio"
    .. " say { numerator = , denominator = }", tostring(name),
    names.suggestion(name, known), table.concat(known, ", "))
end

local function find(one, measure)
  return tables.find(one.series, function(s) return s.measure == measure end)
end

-- The derived series of one unit; nil if the unit lacks one of the two measures.
local function compute(one, name, first, second, make)
  local a, b = find(one, first), find(one, second)
  if not (a and b) then return nil end
  check_part(a, name)
  check_part(b, name)
  if make == make_ratio then check_basis(a, b, name) end
  return make(name, a, b)
end

-- The position of a measure in the canonical order; unknown ones come last, in the given order.
local function rank_of(s)
  return measures.rank(s.measure, s.dataset) or math.huge
end

local function insert(list, s)
  local at = #list + 1
  while at > 1 and rank_of(list[at - 1]) > rank_of(s) do at = at - 1 end
  table.insert(list, at, s)
end

local function check_name(panel, name)
  if type(name) ~= "string" or not name:find("^[%w_]+$") then
    errors.misuse("with: a measure's name expected, got %s", tostring(name))
  end
  if find(panel, name) then errors.misuse("with: this panel has a measure '%s' already", name) end
end

local PARTS = { numerator = options.checks.text, denominator = options.checks.text }

--- The series of a panel with those of one more measure, computed for each unit that has both
-- parts.
---@param panel urssaf.Panel
---@param name string a derived measure, or a new name
---@param given urssaf.RatioParts? the parts, for a new name
---@return urssaf.Series[]
function ratio.add(panel, name, given)
  check_name(panel, name)
  local first, second, make = recipe(name, given and options.check(given, PARTS), panel.dataset)
  selection.measure(panel, first or "(numerator)")
  selection.measure(panel, second or "(denominator)")
  local list = {}
  for _, one in ipairs(unit.collect(panel.series)) do
    local derived = compute(one, name, first, second, make)
    if derived then insert(one.series, derived) end
    tables.append(list, one.series)
  end
  return list
end

return ratio
