--- The measures the library knows: their nature, unit, labels, definition and known breaks.
--
-- Names are the portal's column names. Other measures can be used too: they come after these, in
-- the order of the file's header, and adding them up needs the option `how`.
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"

local measure_definitions = lazy "urssaf.domain.measure_definitions"

---@class urssaf.measures
local measures = {}

---@class urssaf.Measure
---@field name string
---@field nature "flow"|"stock"|"count"|"ratio" what happened in the period, the level at its end,
-- how many in the period, or the quotient of two measures
---@field unit string "account", "EUR", "EUR/account", "1" (a share), "employee", "declaration", …
---@field label { fr: string, en: string }
---@field definition { fr: string, en: string }
---@field source string who defines it
---@field adjusted boolean? whether it is seasonally adjusted
---@field estimated boolean? whether it is an estimate, as in files of 2021
---@field parts { numerator: string, denominator: string }? of a ratio
---@field terms { plus: string, minus: string }? of a difference

---@class urssaf.Break
---@field id string
---@field period string the quarter of the break
---@field from string the first quarter in which stock and flows need not add up
---@field to string the last such quarter
---@field date string the day of its effect, or of the law
---@field explanation { fr: string, en: string }
---@field source string
---@field measures string[] the measures it affects

-- The canonical order: also that of `measure_definitions.measures`.
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

--- The definition of a measure; nil if the library does not know it.
--
-- The estimates in files of 2021 have the nature and unit of the measure that they estimate, and
-- `estimated = true`.
---@param name string
---@return urssaf.Measure?
function measures.of(name)
  if RANKS[name] then return measure_definitions.measures[RANKS[name]] end
  local base = measures.estimate_of(name)
  return base and measure_definitions.estimate(name, measures.of(base)) or nil
end

--- The known breaks of a measure, oldest first.
---@param name string
---@return urssaf.Break[] list empty if there are none
function measures.breaks(name)
  local base = measures.estimate_of(name) or name
  return tables.filter(measure_definitions.breaks, function(known)
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

--- The position of a measure in the canonical order; nil if the library does not know it. An
-- estimate has the position of the measure that it estimates.
---@param name string
---@return integer?
function measures.rank(name)
  return RANKS[measures.estimate_of(name) or name]
end

--- The names of the known measures, in canonical order.
---@return string[]
function measures.names()
  return tables.append({}, ORDER)
end

return measures
