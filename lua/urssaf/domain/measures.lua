--- The measures the library knows: their nature, unit, labels, definition and known breaks.
--
-- Names are the portal's column names. What a name means may depend on the dataset: the functions
-- below take it, and series carry theirs. Without a dataset a name means what it means in the data
-- on auto-entrepreneurs, or else in the first family of datasets that has it. Other measures can
-- be used too: they come after these, in the order of the file's header, and adding them up needs
-- the option `how`.
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"

local catalogue = lazy "urssaf.domain.catalogue"
local main_family = lazy "urssaf.domain.catalogue.auto_entrepreneurs"
local estimates = lazy "urssaf.domain.estimates"

---@class urssaf.measures
local measures = {}

-- The first measures in canonical order; the others come after these, by families.
local ORDER = {
  "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs", "administrativement_actifs_nb", "solde", "taux_activite",
  "chiffre_d_affaires_moyen", "nombre_de_ti_actifs", "effectifs_salaries_brut",
  "effectifs_salaries_cvs", "masse_salariale_brut", "masse_salariale_cvs", "dpae_brut",
  "dpae_cvs", "nombre_de_procedures_brut", "nombre_de_procedures_cvs",
}

local RANKS = tables.positions(ORDER)

--- The plausible range of turnover per active account in all of France, in euros per quarter.
--
-- The figure rose from about 3 200 in 2014 to about 5 100 in 2025, and rises further with prices.
---@type { low: number, high: number }
measures.TURNOVER_PER_ACTIVE = { low = 2000, high = 9000 }

-- Turnover divided by the number of active accounts tells a total from a mean. For a total, the
-- quotient is the mean turnover of an account: thousands of euros, some 1 600 in the lowest sector
-- of 2021. For a mean, it is that divided by the number of accounts again: about ten for a unit of
-- some hundred accounts, less than one for a unit of thousands. Between the thresholds either is
-- possible. (The mean of a unit of four accounts or fewer passes for a total: the two are of the
-- same size there, and no threshold separates them.)
local MEAN_BELOW, TOTAL_ABOVE = 200, 1000

local ESTIMATED = { "radiations", "administrativement_actifs" }

--- The measure that another one is an estimate of, judged by its name; nil if it is no estimate.
---@param name any
---@return string?
function measures.estimate_of(name)
  if RANKS[name] or type(name) ~= "string" or not name:find("estim", 1, true) then return nil end
  return tables.find(ESTIMATED, function(base) return name:sub(1, #base) == base end)
end

-- The definition in a family, with the formula that holds in the dataset.
local function defined_in(family, name, dataset)
  local own = dataset and family.own[dataset]
  return own and own[name] or family.measures[family.positions[name]]
end

-- The first family that has a measure.
local function family_with(name)
  if main_family.positions[name] then return main_family end
  return tables.find(catalogue.families(), function(family) return family.positions[name] end)
end

--- The definition of a measure; nil if the library does not know it.
--
-- The estimates in files of 2021 have the nature and unit of the measure that they estimate, and
-- `estimated = true`.
---@param name string
---@param dataset string? the dataset it is a column of; see above
---@return urssaf.Measure?
function measures.of(name, dataset)
  if name == nil then return nil end
  local family = dataset and catalogue.family(dataset)
  if not (family and family.positions[name]) then family, dataset = family_with(name), nil end
  if family then return defined_in(family, name, dataset) end
  local base = measures.estimate_of(name)
  return base and estimates.of(name, measures.of(base)) or nil
end

--- The known breaks of a measure, oldest first.
---@param name string
---@param dataset string? the dataset it is a column of; see above
---@return urssaf.Break[] list empty if there are none
function measures.breaks(name, dataset)
  local base = measures.estimate_of(name) or name
  local family = dataset and catalogue.family(dataset) or main_family
  return tables.filter(family.breaks, function(known)
    return tables.contains(known.measures, base)
  end)
end

--- Whether a file's turnover is a total or a mean, judged by two sums over the same cells.
---@param turnover number the sum of its turnover
---@param active number the sum of its economically active accounts
---@return "total"|"mean"|nil nil if it cannot be told
function measures.turnover_is(turnover, active)
  if active <= 0 or turnover <= 0 then return nil end
  local quotient = turnover / active
  if quotient < MEAN_BELOW then return "mean" end
  if quotient > TOTAL_ABOVE then return "total" end
end

--- Whether a column of this name is a measure in any file. Other names, such as `note`, are those
-- of measures in some datasets, and may be something else elsewhere.
---@param name string
---@return boolean
function measures.is_certain(name)
  return RANKS[measures.estimate_of(name) or name] ~= nil
end

--- The position of a measure in the canonical order; nil if the library does not know it. An
-- estimate has the position of the measure that it estimates.
---@param name string
---@param dataset string? the dataset it is a column of: of its measures the order is known
---@return integer?
function measures.rank(name, dataset)
  name = measures.estimate_of(name) or name
  if RANKS[name] or name == nil then return RANKS[name] end
  local family = dataset and catalogue.family(dataset) or family_with(name)
  local position = family and family.positions[name]
  return position and #ORDER + position
end

--- The names of the known measures, in canonical order.
---@return string[]
function measures.names()
  local names = tables.append({}, ORDER)
  for _, family in ipairs(catalogue.families()) do
    for _, measure in ipairs(family.measures) do names[#names + 1] = measure.name end
  end
  return tables.unique(names)
end

return measures
