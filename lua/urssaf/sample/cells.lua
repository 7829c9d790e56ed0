--- The cells of the synthetic sample, computed one by one: a national total times an area's share,
-- which drifts over the years and varies from quarter to quarter. Every figure is invented; the
-- numbers are the same on every run and every machine.
local data = require "urssaf.sample.data"
local national = require "urssaf.sample.national"

local areas = data.areas

local cells = {}

cells.MEASURES = {
  "immatriculations", "radiations", "chiffres_d_affaires",
  "economiquement_actifs", "administrativement_actifs",
}

-- How far a unit's share of the national total may be from its weight: permanently (bias), and
-- changing from quarter to quarter (jitter). The stock has no bias, since weights are shares of it.
local SPREAD = {
  immatriculations = { seed = 1, bias = 0.05, jitter = 0.04 },
  radiations = { seed = 2, bias = 0.05, jitter = 0.06 },
  chiffres_d_affaires = { seed = 3, bias = 0.12, jitter = 0.02 },
  economiquement_actifs = { seed = 4, bias = 0.06, jitter = 0.01 },
  administrativement_actifs = { seed = 5, bias = 0, jitter = 0.003 },
}

-- Shares drift from their values at 2021-Q4, for which regional figures are published.
local PIVOT = (2021 - data.first_year) * 4 + 4
local DRIFT = 0.15 / national.quarters

-- All missing cells:
--   1. the turnover of Guyane before 2011;
--   2. the registrations and strike-offs of the unclassified remainder in 2009;
--   3. five cells, one for each measure, of small départements.
-- The clones of units in a larger sample have none, since their codes are others.
local MISSING_BEFORE = {
  ["973"] = { chiffres_d_affaires = "2011-Q1" },
  [data.unclassified.code] = { immatriculations = "2010-Q1", radiations = "2010-Q1" },
}
local MISSING_AT = {
  ["15"] = { immatriculations = "2012-Q1" },
  ["48"] = { radiations = "2013-Q3" },
  ["23"] = { chiffres_d_affaires = "2020-Q2" },
  ["2A"] = { economiquement_actifs = "2016-Q2" },
  ["05"] = { administrativement_actifs = "2018-Q4" },
}

local MODULUS = 2147483647 -- 2^31 - 1: the products below stay under 2^53, exact as floats too

local function mix(state, x)
  return (state * 48271 + x * 69621 + 12345) % MODULUS
end

--- A pseudo-random number, at least -1 and below 1, that depends on the arguments alone: the same
-- on every machine and every Lua, which `math.random` does not promise.
---@param a integer small and not negative, as are the others
---@param b integer
---@param c integer
---@return number
function cells.noise(a, b, c)
  local state = mix(mix(mix(1031, a), b), c)
  return mix(mix(state, 7), 11) / MODULUS * 2 - 1
end

-- What sets an area apart permanently; computed once for each area, since every cell asks for it.
local function lasting(seed, amplitude)
  local known = {}
  return function(u)
    local value = known[u]
    if not value then
      value = amplitude * cells.noise(u, 0, seed)
      known[u] = value
    end
    return value
  end
end

-- Returns share(u, measure, p): the share of unit `u` in the national total. The shares of the 101
-- areas add up to one; clones come on top.
local function shares()
  local drift, bias, sums = lasting(9, DRIFT), {}, {}
  for _, measure in ipairs(cells.MEASURES) do
    bias[measure] = lasting(SPREAD[measure].seed, SPREAD[measure].bias)
    sums[measure] = {}
  end
  local function raw(u, measure, p)
    local spread = SPREAD[measure]
    local weight = areas[(u - 1) % #areas + 1][2]
    return weight * (1 + bias[measure](u)) * (1 + (p - PIVOT) * drift(u))
      * (1 + spread.jitter * cells.noise(u, p, spread.seed))
  end
  local function sum(measure, p)
    local total = 0
    for u = 1, #areas do
      total = total + raw(u, measure, p)
    end
    return total
  end
  return function(u, measure, p)
    local total = sums[measure][p] or sum(measure, p)
    sums[measure][p] = total
    return raw(u, measure, p) / total
  end
end

local function is_missing(code, measure, period)
  local before = MISSING_BEFORE[code] and MISSING_BEFORE[code][measure]
  local at = MISSING_AT[code] and MISSING_AT[code][measure]
  return before and period < before or at == period
end

--- A function that computes the cell of a unit, a measure and a period.
---@param codes string[] of the units, in the order of `data.areas`, repeated for clones
---@param periods string[]
---@return fun(u: integer, measure: string, p: integer): integer? cell nil where it is missing
function cells.of(codes, periods)
  local share = shares()
  return function(u, measure, p)
    if is_missing(codes[u], measure, periods[p]) then
      return nil
    end
    return math.floor(national.totals[measure][p] * share(u, measure, p) + 0.5)
  end
end

return cells
