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

--- A pseudo-random number, at least -1 and below 1, that depends on the arguments alone: the same
-- on every machine and every Lua, which `math.random` does not promise.
---@param a integer small and not negative, as are the others
---@param b integer
---@param c integer
---@return number
function cells.noise(a, b, c)
  -- five times the same, without a call for each, which takes as long again
  local state = (1031 * 48271 + a * 69621 + 12345) % MODULUS
  state = (state * 48271 + b * 69621 + 12345) % MODULUS
  state = (state * 48271 + c * 69621 + 12345) % MODULUS
  state = (state * 48271 + 7 * 69621 + 12345) % MODULUS
  state = (state * 48271 + 11 * 69621 + 12345) % MODULUS
  return state / MODULUS * 2 - 1
end

-- A list whose elements are computed once, when they are first read: many cells ask for them.
local function lazily(compute)
  return setmetatable({}, { __index = function(known, u)
    known[u] = compute(u)
    return known[u]
  end })
end

-- Returns share(u, p): the share of unit `u` in the national total of a measure. The shares of the
-- 101 areas add up to one; clones come on top.
local function share_of(spread, drift)
  local level = lazily(function(u)
    return areas[(u - 1) % #areas + 1][2] * (1 + spread.bias * cells.noise(u, 0, spread.seed))
  end)
  local function part(u, p)
    return level[u] * (1 + (p - PIVOT) * drift[u])
      * (1 + spread.jitter * cells.noise(u, p, spread.seed))
  end
  local parts = lazily(function(p)
    local all = { whole = 0 }
    for u = 1, #areas do
      all[u] = part(u, p)
      all.whole = all.whole + all[u]
    end
    return all
  end)
  return function(u, p)
    local all = parts[p]
    return (all[u] or part(u, p)) / all.whole
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
  local share = {}
  local drift = lazily(function(u) return DRIFT * cells.noise(u, 0, 9) end)
  for _, measure in ipairs(cells.MEASURES) do share[measure] = share_of(SPREAD[measure], drift) end
  return function(u, measure, p)
    if is_missing(codes[u], measure, periods[p]) then
      return nil
    end
    return math.floor(national.totals[measure][p] * share[measure](u, p) + 0.5)
  end
end

return cells
