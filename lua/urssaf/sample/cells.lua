--- The cells of the synthetic sample, computed one by one: national totals times an area's share,
-- which drifts over the years and shakes from quarter to quarter. Invented in every figure; the
-- same numbers on every run and every machine.
local areas = require "urssaf.sample.areas"
local data = require "urssaf.sample.data"
local noise = require "urssaf.sample.noise"

local cells = {}

cells.MEASURES = {
  "immatriculations", "radiations", "chiffres_d_affaires",
  "economiquement_actifs", "administrativement_actifs",
}

-- How far a unit may stand from its share of the national total, for good (bias) and from quarter
-- to quarter (jitter). The stock has no bias: the weights are shares of the stock.
local SPREAD = {
  immatriculations = { seed = 1, bias = 0.05, jitter = 0.04 },
  radiations = { seed = 2, bias = 0.05, jitter = 0.06 },
  chiffres_d_affaires = { seed = 3, bias = 0.12, jitter = 0.02 },
  economiquement_actifs = { seed = 4, bias = 0.06, jitter = 0.01 },
  administrativement_actifs = { seed = 5, bias = 0, jitter = 0.003 },
}

-- Shares drift over the years around this quarter, for which regional figures are published.
local PIVOT = (2021 - data.first_year) * 4 + 4
local DRIFT = 0.15 / data.quarters

-- The missing cells, all of them. At any scale only units that are not clones have them.
--   1. Guyane has no turnover before 2011.
--   2. The unclassified remainder has no registrations and no strike-offs in 2009.
--   3. These five cells, one per measure, in small départements.
local MISSING_BEFORE = {
  ["973"] = { chiffres_d_affaires = "2011-Q1" },
  [areas.UNCLASSIFIED] = { immatriculations = "2010-Q1", radiations = "2010-Q1" },
}
local MISSING_AT = {
  ["15"] = { immatriculations = "2012-Q1" },
  ["48"] = { radiations = "2013-Q3" },
  ["23"] = { chiffres_d_affaires = "2020-Q2" },
  ["2A"] = { economiquement_actifs = "2016-Q2" },
  ["05"] = { administrativement_actifs = "2018-Q4" },
}

-- What sets an area apart for good, computed once: a sample of any size asks for it at every cell.
local function lasting(seed, amplitude)
  local known = {}
  return function(u)
    local value = known[u]
    if not value then
      value = amplitude * noise(u, 0, seed)
      known[u] = value
    end
    return value
  end
end

-- share(u, measure, p): the part of the national total that belongs to area `u`. The parts of the
-- 101 areas add to one; clones come on top.
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
      * (1 + spread.jitter * noise(u, p, spread.seed))
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

--- Cells of units in the order of `areas`; beyond these the order begins anew.
---@param codes string[] of the units; the remainder's is its name
---@param periods string[]
---@return fun(u: integer, measure: string, p: integer): integer? nil where missing
function cells.of(codes, periods)
  local share = shares()
  return function(u, measure, p)
    if is_missing(codes[u], measure, periods[p]) then
      return nil
    end
    return math.floor(data.totals[measure][p] * share(u, measure, p) + 0.5)
  end
end

return cells
