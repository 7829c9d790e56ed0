-- Synthetic stand-ins for Urssaf's quarterly datasets: right in form and in magnitude, invented in
-- every figure. Pure Lua, no input or output, the same numbers on every run and every machine.

local dataset = require "spec.support.dataset"
local geography = require "spec.support.geography"
local national = require "spec.support.national"
local noise = require "spec.support.noise"
local siblings = require "spec.support.siblings"
local field = dataset.field

local sample = {}

local MEASURES = {
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
local PIVOT = (2021 - national.first_year) * 4 + 4
local DRIFT = 0.15 / national.quarters

-- The missing cells, all of them. At any scale only units that are not clones have them.
--   1. Guyane has no turnover before 2011.
--   2. The unclassified remainder has no registrations and no strike-offs in 2009.
--   3. These five cells, one per measure, in small départements.
local MISSING_BEFORE = {
  ["973"] = { chiffres_d_affaires = "2011-Q1" },
  [geography.UNCLASSIFIED] = { immatriculations = "2010-Q1", radiations = "2010-Q1" },
}
local MISSING_AT = {
  ["15"] = { immatriculations = "2012-Q1" },
  ["48"] = { radiations = "2013-Q3" },
  ["23"] = { chiffres_d_affaires = "2020-Q2" },
  ["2A"] = { economiquement_actifs = "2016-Q2" },
  ["05"] = { administrativement_actifs = "2018-Q4" },
}

local AREA_FIELDS = {
  field("region", "text", "Région", nil, { facet = true, disjunctive = true }),
  field("departement", "text", "Département", nil, { facet = true, disjunctive = true }),
}
local CODE_FIELDS = {
  field("code_region", "text", "Code région"),
  field("code_departement", "text", "Code Département"),
}
local MEASURE_FIELDS = {
  field("immatriculations", "int", "Immatriculations",
    "Comptes immatriculés au cours du trimestre (données synthétiques)"),
  field("radiations", "int", "Radiations"),
  field("chiffres_d_affaires", "int", "Chiffres d'affaires",
    "Total du trimestre, en euros courants (données synthétiques)", { unit = "EUR" }),
  field("economiquement_actifs", "int", "Economiquement actifs"),
  field("administrativement_actifs", "int", "Administrativement actifs"),
}

local function base_areas()
  local areas = {}
  for i, departement in ipairs(geography.departements) do
    areas[i] = {
      weight = departement.weight,
      key = {
        region = departement.region,
        departement = departement.name,
        code_region = departement.code_region,
        code_departement = departement.code,
      },
    }
  end
  local name = geography.UNCLASSIFIED
  areas[#areas + 1] = {
    weight = geography.UNCLASSIFIED_WEIGHT,
    key = { region = name, departement = name },
  }
  return areas
end

local BASE = base_areas()

-- A clone is as large as its original, so totals grow with the scale. Its code is text of its own,
-- and the remainder's clones get one too: without codes they would all be the same unit.
local function clone(key, copy)
  local unclassified = not key.code_departement
  return {
    region = unclassified and "Hors région (synthétique)" or key.region,
    departement = ("%s (synthétique %d)"):format(
      unclassified and "Hors département" or key.departement, copy),
    code_region = key.code_region or "00",
    code_departement = ("%sS%d"):format(key.code_departement or "00", copy),
  }
end

-- Keys of `scale` times the 101 areas: first the real ones, in official order, then the clones.
local function area_keys(scale)
  local keys = {}
  for copy = 1, scale do
    for _, area in ipairs(BASE) do
      keys[#keys + 1] = copy == 1 and area.key or clone(area.key, copy)
    end
  end
  return keys
end

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
  for _, measure in ipairs(MEASURES) do
    bias[measure] = lasting(SPREAD[measure].seed, SPREAD[measure].bias)
    sums[measure] = {}
  end
  local function raw(u, measure, p)
    local spread = SPREAD[measure]
    local weight = BASE[(u - 1) % #BASE + 1].weight
    return weight * (1 + bias[measure](u)) * (1 + (p - PIVOT) * drift(u))
      * (1 + spread.jitter * noise(u, p, spread.seed))
  end
  local function sum(measure, p)
    local total = 0
    for u = 1, #BASE do
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

local function is_missing(key, measure, period)
  local code = key.code_departement or key.departement
  local before = MISSING_BEFORE[code] and MISSING_BEFORE[code][measure]
  local at = MISSING_AT[code] and MISSING_AT[code][measure]
  return before and period < before or at == period
end

local function cell_of(keys, periods)
  local share = shares()
  return function(u, measure, p)
    if is_missing(keys[u], measure, periods[p]) then
      return nil
    end
    return math.floor(national.totals[measure][p] * share(u, measure, p) + 0.5)
  end
end

-- The dataset by département: scale × 101 areas, 68 quarters, five measures.
function sample.auto_entrepreneurs(options)
  local keys = area_keys(options and options.scale or 1)
  local data
  data = dataset.synthetic {
    id = "auto-entrepreneurs-par-departement",
    title = "Auto-entrepreneurs, par département",
    theme = "Auto-entrepreneurs",
    fields = dataset.join(AREA_FIELDS, dataset.time_fields(), CODE_FIELDS, MEASURE_FIELDS),
    measures = MEASURES,
    units = keys,
    first_year = national.first_year,
    quarters = national.quarters,
  }
  data.compute = cell_of(keys, data.periods)
  return data
end

-- Every dataset of the stand-in, the one by département first; only that one grows with `scale`.
function sample.datasets(options)
  local main = sample.auto_entrepreneurs(options)
  local base = main
  if #main.units ~= #BASE then
    base = sample.auto_entrepreneurs()
  end
  return dataset.join({ main }, siblings(base))
end

return sample
