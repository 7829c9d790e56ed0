--- Ratios, and other measures that are computed from two.
--
-- A ratio series has its parts with it, each where both are there; whatever is done over units or
-- over time is done to the parts, and the ratio computed anew. It is never added or averaged.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local period = require "urssaf.domain.period"
local series = require "urssaf.panel.series"
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

--- The ratio of two parts that are there in the same periods, of the same units.
---@param like urssaf.Series a ratio series, for its measure and unit
---@param parts table `numerator`, `denominator`: series
---@return urssaf.Series
function ratio.of(like, parts)
  local top, bottom = parts.numerator, parts.denominator
  local made = series.like(top, {
    measure = like.measure, nature = "ratio", unit = like.unit, parts = parts,
    values = combine(top, bottom, quotient), coverage = top.coverage,
    expected = top.expected, absent = top.absent,
    without = top.without, span = top.span,
  })
  made.notes = caveats.about(like.measure, top.notes, bottom.notes)
  return made
end

--- Does to both parts of a ratio what `f` does, and computes it anew.
---@param s urssaf.Series with `parts`
---@param f fun(part: urssaf.Series): urssaf.Series
---@return urssaf.Series
function ratio.through(s, f)
  return ratio.of(s, { numerator = f(s.parts.numerator), denominator = f(s.parts.denominator) })
end

-- ------------------------------------------------------------------ adding one to a panel

local function later(one, other, frequency)
  if not (one and other) then return nil end
  return period.ordinal(one, frequency) < period.ordinal(other, frequency) and other or one
end

-- Where only one part is there, or both are sums over different units, neither counts.
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
    return series.like(s, { values = values, since = since, coverage = s.coverage,
      expected = s.expected, absent = s.absent, without = s.without, span = s.span,
      notes = s.notes })
  end
  return part(one, first), part(other, second)
end

-- "EUR/account"; "1" of two alike; nil if one is not known
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

-- Both have to cover the same time: a year's flow is not to be divided by a level at its end.
local function check_basis(one, other, name)
  local a, b = additivity.nature(one), additivity.nature(other)
  local yearly_level = one.frequency == "year" and (a == "stock") ~= (b == "stock")
  if yearly_level or (one.span or 0) ~= (other.span or 0) or one.transform ~= other.transform then
    errors.misuse("%s: %s and %s do not cover the same time; add the ratio first, then use annual"
      .. " or rolling, which compute it anew", name, additivity.title(one), additivity.title(other))
  end
end

local function make_ratio(name, one, other)
  local top, bottom = together(one, other)
  local like = { measure = name, unit = unit_of(one, other) }
  local known = measures.of(name)
  if known and known.parts and known.parts.numerator == one.measure
      and known.parts.denominator == other.measure then
    like.unit = known.unit
  end
  return ratio.of(like, { numerator = top, denominator = bottom })
end

local function make_difference(name, one, other)
  local plus, minus = together(one, other)
  return series.like(plus, {
    measure = name, values = combine(plus, minus, difference), coverage = plus.coverage,
    expected = plus.expected, absent = plus.absent, without = plus.without, span = plus.span,
    notes = caveats.add(plus.notes, minus.notes or {}),
  })
end

local function derived_names()
  local list = {}
  for _, name in ipairs(measures.names()) do
    local known = measures.of(name)
    if known.parts or known.terms then list[#list + 1] = name end
  end
  return list
end

--- What to compute: the measures it takes, and how.
---@param name string a derived measure, or a new name
---@param parts table? `numerator`, `denominator` of a new one
---@return string first
---@return string second
---@return function make
function ratio.recipe(name, parts)
  if parts then return parts.numerator, parts.denominator, make_ratio end
  local known = measures.of(name) or {}
  if known.terms then return known.terms.plus, known.terms.minus, make_difference end
  if known.parts then return known.parts.numerator, known.parts.denominator, make_ratio end
  errors.misuse("the library does not know how to compute '%s'%s; it knows %s; for another ratio"
    .. " say { numerator = , denominator = }", tostring(name),
    names.suggestion(name, derived_names()), table.concat(derived_names(), ", "))
end

local function find(one, measure)
  for _, s in ipairs(one.series) do
    if s.measure == measure then return s end
  end
end

--- The series of a measure computed from two others, for every unit that has both.
---@param list urssaf.Series[]
---@param name string
---@param parts table? as in ratio.recipe
---@return table<string, urssaf.Series> by unit.id
function ratio.compute(list, name, parts)
  local first, second, make = ratio.recipe(name, parts)
  local made = {}
  for _, one in ipairs(unit.collect(list)) do
    local a, b = find(one, first), find(one, second)
    if a and b then
      check_part(a, name)
      check_part(b, name)
      if make == make_ratio then check_basis(a, b, name) end
      made[one.id] = make(name, a, b)
    end
  end
  return made
end

return ratio
