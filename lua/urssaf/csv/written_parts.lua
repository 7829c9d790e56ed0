--- Gives the ratios of a panel that was read their parts, where the file says what a ratio is made
-- of and only the measures beside it have the figures: a wide table has no others.
local additivity = require "urssaf.domain.additivity"
local tables = require "urssaf.base.tables"

local written_parts = {}

local function id_of(key, measure, transform)
  return ("%s\n%s\n%s"):format(tostring(key), measure, transform or "")
end

-- The sum of two lists of values.
local function added(one, other)
  local sum = {}
  for i, value in pairs(one) do sum[i] = other[i] and value + other[i] end
  return sum
end

-- The series of a part: of one measure, or of several that are added up; nil if one is not there.
local function part_of(ratio, name, by_id)
  local part
  for measure in (name .. " + "):gmatch "(.-) %+ " do
    local s = by_id[id_of(ratio.key, measure, ratio.transform)]
    if not s then return nil end
    local fields = part and { measure = name, values = added(part.values, s.values),
      nature = additivity.nature(part), unit = additivity.unit(part) } or { measure = measure }
    part = setmetatable(tables.merge(part or s, fields), getmetatable(s))
  end
  return part
end

local TOLERANCE = 1e-9

local function is_near(a, b)
  return math.abs(a - b) <= TOLERANCE * math.max(math.abs(a), math.abs(b))
end

-- The values of two parts where the ratio has one; nil if it is not their quotient.
local function common_values(ratio, parts, factor)
  local top, bottom, first, second = parts[1].values, parts[2].values, {}, {}
  for i, value in pairs(ratio.values) do
    local a, b = top[i], bottom[i]
    if not (a and b) or b == 0 or not is_near(value, (factor or 1) * a / b) then return nil end
    first[i], second[i] = a, b
  end
  return first, second
end

local function with_values(part, values)
  return setmetatable(tables.merge(part, { values = values }), getmetatable(part))
end

-- Where the figures beside a ratio do not give it, such as the last stocks of years whose mean it
-- is made of, `computed` says that it is not to be computed from them.
local function attach(s, formula, by_id)
  local parts = { part_of(s, formula.numerator, by_id), part_of(s, formula.denominator, by_id) }
  local first, second
  if parts[1] and parts[2] then first, second = common_values(s, parts, formula.factor) end
  if not first then return end
  s.computed = nil
  s.parts = { numerator = with_values(parts[1], first), denominator = with_values(parts[2], second),
    factor = formula.factor }
end

--- Adds the parts.
---@param list urssaf.Series[] those with `computed` and without parts get theirs
---@param formulas table<string, table> of `csv_columns.parse_formula`, by the text in `computed`
function written_parts.attach(list, formulas)
  if next(formulas) == nil then return end
  local by_id = {}
  for _, s in ipairs(list) do by_id[id_of(s.key, s.measure, s.transform)] = s end
  for _, s in ipairs(list) do
    if s.computed then attach(s, formulas[s.computed], by_id) end
  end
end

return written_parts
