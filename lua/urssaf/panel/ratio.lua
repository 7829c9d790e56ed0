--- Ratios and differences: measures computed from two others.
--
-- A ratio series keeps its parts, each with values only where both are present. An operation over
-- units or over time is applied to the parts, and the ratio is recomputed from them: a ratio is
-- never added or averaged. A ratio that is published as a figure of its own gets its parts if they
-- stand beside it.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local composition = require "urssaf.panel.composition"
local errors = require "urssaf.base.errors"
local marks = require "urssaf.panel.marks"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local selection = require "urssaf.panel.selection"
local series = require "urssaf.panel.series"
local sorting = require "urssaf.base.sorting"
local sums = require "urssaf.base.sums"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local ratio = {}

local function quotient(a, b)
  if b ~= 0 then return a / b end
end

local function combine(one, other, f)
  local values = {}
  for i, a in pairs(one) do
    local b = other[i]
    if b ~= nil and type(i) == "number" then values[i] = f(a, b, i) end
  end
  return values
end

-- What was done to a ratio that is itself a transform: "share of rolling(4)".
local function transform_of(parts, top)
  return top.transform and parts.transform .. " of " .. top.transform or parts.transform
end

--- The ratio of two parts that have values in the same periods, of the same units.
---@param like urssaf.Series a ratio series, for its measure, label and unit
---@param parts table `numerator`, `denominator`: series; `factor`: 100 if the ratio is in per cent;
-- `whole`: whether the denominator is that of all units; `transform`: the name of such a ratio
---@return urssaf.Series
function ratio.of(like, parts)
  local top, bottom, factor = parts.numerator, parts.denominator, parts.factor
  local fields = composition.of(top)
  fields.measure, fields.nature, fields.unit = like.measure, "ratio", like.unit
  fields.label = like.label or false
  fields.transform = parts.transform and transform_of(parts, top) or top.transform
  fields.members, fields.steps = nil, nil -- its parts have theirs
  fields.parts, fields.values = parts, combine(top.values, bottom.values, function(a, b)
    return quotient(factor and factor * a or a, b)
  end)
  marks.join(fields, top, bottom)
  local made = series.like(top, fields)
  made.notes = caveats.of_ratio(like.measure, top.notes, bottom.notes)
  return made
end

--- Applies `f` to both parts of a ratio and recomputes it.
---@param s urssaf.Series with `parts`
---@param f fun(part: urssaf.Series): urssaf.Series
---@return urssaf.Series
function ratio.through(s, f)
  return ratio.of(s, tables.merge(s.parts, { numerator = f(s.parts.numerator),
    denominator = f(s.parts.denominator) }))
end

-- ------------------------------------------------------------------ derived measures

local function later(one, other, frequency)
  if not (one and other) then return nil end
  return period.ordinal(one, frequency) < period.ordinal(other, frequency) and other or one
end

-- The part that a unit never has a value of; nil if it has both, or neither.
local function lacking_part(one, other)
  local has_one, has_other = series.since(one) ~= nil, series.since(other) ~= nil
  if has_one == has_other then return nil end
  return has_one and other.measure or one.measure
end

-- One of two series, with these values and addends.
local function kept_part(s, values, addends, since, outside)
  local fields = composition.of(s)
  fields.values, fields.low, fields.notes = values, s.low, s.notes
  fields.addends = next(addends) ~= nil and addends or nil
  fields.outside = fields.outside or outside
  marks.keep(fields, s)
  local part = series.like(s, fields)
  part.since = since
  return part
end

-- A function that tells whether two series are made of the same units at a position. What is no sum
-- over units, such as the inhabitants of a region, is of all that are expected.
local function same_units_of(one, other)
  local is_of_all = (one.expected == nil) ~= (other.expected == nil)
  local name = is_of_all and "absent" or "without"
  local lacks_a, lacks_b = one[name] or {}, other[name] or {}
  return function(i) return (lacks_a[i] or "") == (lacks_b[i] or "") end
end

-- Whether a series is that of a unit, and no sum over units.
local function is_of_one_unit(s)
  return not (s.addends or s.absent or s.without or s.expected)
end

-- Two series with values only where both are present and made of the same units. A unit that never
-- has one of the parts is expected in neither.
local function together(one, other)
  local first, second, adds_one, adds_two = {}, {}, {}, {}
  local has_same_units = same_units_of(one, other)
  local is_alike = series.since(one) == series.since(other)
  local is_plain = is_of_one_unit(one) and is_of_one_unit(other)
  for i = 1, is_plain and #one.periods or 0 do -- a quarter of the time that the rest takes
    local a, b = one.values[i], other.values[i]
    if a ~= nil and b ~= nil then first[i], second[i] = a, b end
  end
  for i = 1, is_plain and 0 or #one.periods do
    local a, is_a_part = series.addend(one, i)
    local b, is_b_part = series.addend(other, i)
    if a ~= nil and b ~= nil and has_same_units(i) and is_a_part == is_b_part then
      if not is_a_part then
        first[i], second[i] = a, b
      elseif is_alike then
        adds_one[i], adds_two[i] = a, b
      end
    end
  end
  local since, outside = later(series.since(one), series.since(other), one.frequency),
    lacking_part(one, other)
  return kept_part(one, first, adds_one, since, outside),
    kept_part(other, second, adds_two, since, outside)
end

-- Of ratios of one unit, by their scale.
local OF_ONE_UNIT = { [1] = "1", [100] = "%" }

-- The unit of a ratio: "EUR/account", "account/1000 person"; "1" or "%" if both units are equal;
-- nil if one is unknown.
local function unit_of(one, other, scale)
  local a, b = additivity.unit(one), additivity.unit(other)
  if not (a and b) then return nil end
  if a == b and OF_ONE_UNIT[scale] then return OF_ONE_UNIT[scale] end
  return scale == 1 and a .. "/" .. b or ("%s/%s %s"):format(a, numbers.text(scale), b)
end

local function check_part(s, name)
  if additivity.nature(s) == "ratio" then
    errors.misuse("%s: its part %s is a ratio itself; take its parts", name, additivity.title(s))
  end
end

--- Whether two series cover the same time, so that one can be divided by the other: a year's flow
-- and a level at the year's end do not.
---@param one urssaf.Series
---@param other urssaf.Series
---@return boolean
function ratio.is_on_one_basis(one, other)
  local a, b = additivity.nature(one), additivity.nature(other)
  local yearly_level = one.frequency == "year" and (a == "stock") ~= (b == "stock")
  return not yearly_level and (one.span or 0) == (other.span or 0)
    and one.transform == other.transform
end

local function check_basis(one, other, name)
  if not ratio.is_on_one_basis(one, other) then
    errors.misuse("%s: %s and %s do not cover the same time; add the ratio first, then use annual"
      .. " or rolling, which recompute it", name, additivity.title(one), additivity.title(other))
  end
end

-- The ratio of two series of a unit, `definition` being that of the library, or that of the caller.
local function make_ratio(name, one, other, definition)
  local top, bottom = together(one, other)
  local factor = definition.parts.factor
  local like = { measure = name, label = definition.series_label,
    unit = definition.unit or unit_of(one, other, factor or 1) }
  return ratio.of(like, { numerator = top, denominator = bottom, factor = factor })
end

-- Adds up two series, the second times `sign`, where both are there; with the other fields of the
-- first.
local function merge(name, one, other, sign)
  local first, second = together(one, other)
  local fields, lows = composition.of(first), {}
  local low_a, low_b = one.low or {}, other.low or {}
  local function added(a, b, i)
    local sum, rest = sums.add(a, 0, sign * b)
    local value
    value, lows[i] = sums.finish(sum, rest + (low_a[i] or 0) + sign * (low_b[i] or 0))
    return value
  end
  fields.measure, fields.label = name, false
  fields.values = combine(first.values, second.values, added)
  fields.addends = first.addends and combine(first.addends, second.addends, added)
  fields.low = next(lows) ~= nil and lows or nil
  fields.notes = caveats.add(first.notes, second.notes or {})
  marks.join(fields, first, second)
  fields.members, fields.steps = nil, nil
  local merged = series.like(first, fields)
  merged.since = first.since
  return merged
end

local function make_difference(name, one, other)
  return merge(name, one, other, -1)
end

--- The measures that a measure is computed from, by its definition.
---@param name string
---@param dataset string? the dataset that they are columns of
---@return string|string[]|nil first nil if it is not computed from others, or unknown; a list is
-- added up
---@return string|string[]|nil second
function ratio.operands(name, dataset)
  local known = measures.of(name, dataset) or {}
  if known.parts then return known.parts.numerator, known.parts.denominator end
  if known.terms then return known.terms.plus, known.terms.minus end
end

-- The measures that a derived one is computed from, the function that computes it, and its
-- definition if it has this formula.
local function recipe(name, parts, dataset)
  local known, first, second = measures.of(name, dataset), ratio.operands(name, dataset)
  if parts then
    local is_known = known and known.parts and parts.numerator == first
      and parts.denominator == second
      and parts.scale == nil
    local own = { parts = { factor = parts.scale }, series_label = parts.label }
    return parts.numerator, parts.denominator, make_ratio, is_known and known or own
  end
  if first then return first, second, known.terms and make_difference or make_ratio, known end
  local computable = tables.filter(measures.names(), function(one)
    return ratio.operands(one, dataset)
  end)
  errors.misuse("the library does not know how to compute '%s'%s; it knows %s", tostring(name),
    names.suggestion(name, computable), table.concat(computable, ", "),
    { in_lua = "; for another ratio say { numerator = , denominator = }" })
end

local function find(one, measure)
  return tables.find(one.series, function(s) return s.measure == measure end)
end

-- The sum of two measures, with the nature and the unit of the first.
local function add_up(s, other)
  local sum = merge(s.measure .. " + " .. other.measure, s, other, 1)
  sum.nature, sum.unit = additivity.nature(s), additivity.unit(s)
  return sum
end

-- The series of a part, which may be the sum of several measures; nil if the unit lacks one.
local function operand(one, part)
  local whole
  for _, name in ipairs(additivity.part_measures(part)) do
    local s = find(one, name)
    if not s then return nil end
    whole = whole and add_up(whole, s) or s
  end
  return whole
end

-- The derived series of one unit; nil if the unit lacks one of the measures.
local function compute(one, name, first, second, make, known)
  local a, b = operand(one, first), operand(one, second)
  if not (a and b) then return nil end
  check_part(a, name)
  check_part(b, name)
  if make == make_ratio then check_basis(a, b, name) end
  return make(name, a, b, known)
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
  if find(panel, name) then errors.misuse("these data have a measure '%s' already", name) end
end

-- Raises if the panel lacks a measure of a part.
local function check_operand(panel, part)
  for _, name in ipairs(additivity.part_measures(part)) do selection.measure(panel, name) end
end

local PARTS = { numerator = options.checks.text, denominator = options.checks.text,
  scale = options.checks.positive, label = options.checks.label }

--- The series of a panel with those of one more measure, computed for each unit that has both
-- parts.
---@param panel urssaf.Panel
---@param name string a derived measure, or a new name
---@param given urssaf.RatioParts? the parts, for a new name
---@return urssaf.Series[]
function ratio.add(panel, name, given)
  check_name(panel, name)
  given = given and options.check(given, PARTS)
  local first, second, make, known = recipe(name, given, panel.dataset)
  check_operand(panel, first or "(numerator)")
  check_operand(panel, second or "(denominator)")
  local list = {}
  for _, one in ipairs(unit.collect(panel.series)) do
    local derived = compute(one, name, first, second, make, known)
    if derived then insert(one.series, derived) end
    tables.append(list, one.series)
  end
  return list
end

-- ------------------------------------------------------------------ published ratios

-- The formula of a ratio that the data have as a figure of their own; nil if it has its parts
-- already, if it was computed from others that are not there, or if none is known.
local function formula_of(s)
  local known = not (s.parts or s.computed or s.transform) and measures.of(s.measure, s.dataset)
  return known and known.nature == "ratio" and known.parts or nil
end

local function may_be_part(s)
  return s ~= nil and s.transform == nil and additivity.nature(s) ~= "ratio"
end

-- A published ratio with the parts that the unit has beside it; nil if it lacks one.
local function with_own_parts(s, one)
  local formula = formula_of(s)
  local top, bottom = operand(one, formula.numerator), operand(one, formula.denominator)
  local is_whole = may_be_part(top) and may_be_part(bottom) and ratio.is_on_one_basis(top, bottom)
  if not is_whole then return nil end
  top, bottom = together(top, bottom)
  if top.outside and series.since(s) then return nil end
  local fields = composition.of(s)
  fields.values, fields.notes, fields.unit = s.values, s.notes, additivity.unit(s)
  -- the figures may be fractions where the definition has per cent (domain/rate_scale)
  local factor = fields.unit ~= "1" and formula.factor or nil
  fields.parts = { numerator = top, denominator = bottom, factor = factor }
  fields.outside = top.outside
  return series.like(s, fields)
end

-- Adds to `made` the series of one published ratio with their parts, if all units have these.
local function attach(units, measure, made)
  local own = {}
  for _, one in ipairs(units) do
    local s = find(one, measure)
    own[#own + 1] = s and { s, with_own_parts(s, one) } or nil
  end
  if tables.find(own, function(pair) return pair[2] == nil end) then return end
  for _, pair in ipairs(own) do made[pair[1]] = pair[2] end
end

--- The series of a panel, in which a published ratio has its parts if these stand beside it in all
-- units: a sum over units or time then computes it anew, under its own name.
---@param list urssaf.Series[]
---@return urssaf.Series[]
function ratio.with_parts(list)
  local known, made = {}, {}
  for _, s in ipairs(list) do
    if known[s.measure] == nil then known[s.measure] = formula_of(s) ~= nil end
  end
  local published = tables.filter(sorting.keys(known), function(name) return known[name] end)
  local units = #published > 0 and unit.collect(list) or {}
  for _, measure in ipairs(published) do attach(units, measure, made) end
  return #published > 0 and tables.map(list, function(s) return made[s] or s end) or list
end

return ratio
