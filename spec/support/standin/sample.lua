-- Synthetic datasets in the place of Urssaf's: the same columns and magnitudes, but every figure is
-- invented. The numbers are the same on every run and every machine.

local calendar = require "spec.support.standin.calendar"
local cells = require "urssaf.sample.cells"
local dataset = require "spec.support.standin.dataset"
local geography = require "spec.support.oracle.geography"
local national = require "urssaf.sample.national"
local other_datasets = require "spec.support.standin.other_datasets"
local field = dataset.field

local sample = {}

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
      region = departement.region,
      departement = departement.name,
      code_region = departement.code_region,
      code_departement = departement.code,
    }
  end
  local name = geography.UNCLASSIFIED
  areas[#areas + 1] = { region = name, departement = name, code_region = "NCA",
    code_departement = "NCA" }
  return areas
end

local BASE = base_areas()

-- A clone is as large as its original, so totals grow with the scale. Its code is text of its own,
-- and so are those of the remainder, which are no pseudo-units.
local function clone(key, copy)
  local unclassified = key.code_departement == "NCA"
  return {
    region = unclassified and "Hors région (synthétique)" or key.region,
    departement = ("%s (synthétique %d)"):format(
      unclassified and "Hors département" or key.departement, copy),
    code_region = unclassified and "00" or key.code_region,
    code_departement = ("%sS%d"):format(unclassified and "00" or key.code_departement, copy),
  }
end

-- Keys of `scale` times the 101 areas: first the real ones, in official order, then the clones.
local function area_keys(scale)
  local keys = {}
  for copy = 1, scale do
    for _, area in ipairs(BASE) do
      keys[#keys + 1] = copy == 1 and area or clone(area, copy)
    end
  end
  return keys
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
    measures = cells.MEASURES,
    units = keys,
    first_year = national.first_year,
    quarters = national.quarters,
  }
  local codes = {}
  for u, key in ipairs(keys) do codes[u] = key.code_departement end
  data.compute = cells.of(codes, data.periods)
  return data
end

-- Every dataset of the stand-in, the one by département first; only that one grows with `scale`.
function sample.datasets(options)
  local main = sample.auto_entrepreneurs(options)
  local base = main
  if #main.units ~= #BASE then
    base = sample.auto_entrepreneurs()
  end
  return dataset.join({ main }, other_datasets(base), { calendar.dataset() })
end

return sample
