--- Whether published rates are in per cent or fractions, where Urssaf does not say: of which parts
-- a rate is made is known, and the figures beside it tell the rest.
local measures = require "urssaf.domain.measures"

local rate_scale = {}

-- How many cells are enough to tell 0.14 from 14.
local CELLS = 200

-- A rate times its denominator is its numerator, or a hundred times that.
local BETWEEN = 10

--- Whether it is not known of a measure if it is in per cent.
---@param name string
---@param dataset string?
---@return boolean
function rate_scale.is_unclear(name, dataset)
  local known = measures.of(name, dataset)
  return known ~= nil and known.unit == "%" and known.inferred == true and known.parts ~= nil
end

-- The sum of a rate times its denominator, and that of its numerator, over cells that have all
-- three. The series of a unit share their key.
local function sums_of(list, name, parts)
  local product, top, cells, own = 0, 0, 0, {}
  for _, s in ipairs(list) do
    if s.key ~= own.key then own = { key = s.key } end
    own[s.measure] = s.values
    local rate, a, b = own[name], own[parts.numerator], own[parts.denominator]
    if rate and a and b and not own.added then
      own.added = true
      for i = 1, #s.periods do
        if rate[i] and a[i] and b[i] then
          product, top, cells = product + rate[i] * b[i], top + a[i], cells + 1
        end
      end
    end
    if cells >= CELLS then break end
  end
  return product, top
end

--- Gives rates that are fractions their unit, in plain series.
---@param list table[] plain series
---@param names string[] the measures for which `is_unclear`
---@param dataset string?
function rate_scale.settle(list, names, dataset)
  for _, name in ipairs(names) do
    local product, top = sums_of(list, name, measures.of(name, dataset).parts)
    if top > 0 and product < BETWEEN * top then
      for _, s in ipairs(list) do
        if s.measure == name then s.unit = "1" end
      end
    end
  end
end

return rate_scale
