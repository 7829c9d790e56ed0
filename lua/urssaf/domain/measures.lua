--- The measures the library knows: what they are, and what may be done with them.
--
-- Names are the portal's column names. A measure that is not here stays usable and comes after
-- these, in the order of the file's header; sums of it ask how they are meant.
local lazy = require "urssaf.base.lazy"

local measure_definitions = lazy "urssaf.domain.measure_definitions"

---@class urssaf.measures
local measures = {}

---@class urssaf.Measure
---@field name string
---@field nature "flow"|"stock"|"count"|"ratio" of the period, at its end, how many in it, two parts
---@field unit string "account", "EUR", "EUR/account", "1" (a share), "employee", "declaration", …
---@field label { fr: string, en: string }
---@field definition { fr: string, en: string }
---@field source string who defines it
---@field adjusted boolean? for seasonal variation
---@field estimated boolean?
---@field parts { numerator: string, denominator: string }? of a ratio
---@field terms { plus: string, minus: string }? of a difference

---@class urssaf.Break
---@field id string
---@field period string the quarter of the break
---@field from string from here …
---@field to string … to here stock and flows need not add up
---@field date string of effect, or of the law
---@field explanation { fr: string, en: string }
---@field source string
---@field measures string[] those it affects

-- The canonical order. measure_definitions.lua says what each of them is.
local ORDER = {
  "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs", "administrativement_actifs_nb", "solde", "taux_activite",
  "chiffre_d_affaires_moyen", "nombre_de_ti_actifs", "effectifs_salaries_brut",
  "effectifs_salaries_cvs", "masse_salariale_brut", "masse_salariale_cvs", "dpae_brut",
  "dpae_cvs", "nombre_de_procedures_brut", "nombre_de_procedures_cvs",
}

local RANKS = {}
for rank, name in ipairs(ORDER) do RANKS[name] = rank end

--- Where a national turnover by active account is plausible, in euros a quarter.
--
-- It went from about 3 200 in 2014 to about 5 100 in 2025; prices will carry it further.
---@type { low: number, high: number }
measures.TURNOVER_PER_ACTIVE = { low = 2000, high = 9000 }

-- A total over the active is the mean turnover of an account: thousands of euros, some 1 600 in the
-- sector that had least in 2021. A mean over the active is that divided by their number once more:
-- some ten where a unit has some hundreds, less than one where it has thousands. In between it
-- cannot be told. (Units of four accounts or fewer have means that pass for totals: the two are
-- of one size there, and no threshold parts them.)
local MEAN_BELOW, TOTAL_ABOVE = 200, 1000

local ESTIMATED = { "radiations", "administrativement_actifs" }

--- The measure that another one estimates, by their names; nil if it is no estimate.
---@param name any
---@return string?
function measures.estimate_of(name)
  if RANKS[name] or type(name) ~= "string" or not name:find("estim", 1, true) then return nil end
  for _, base in ipairs(ESTIMATED) do
    if name:sub(1, #base) == base then return base end
  end
end

--- The definition of a measure; nil if the library does not know it.
--
-- The estimates in files of 2021 have the nature and unit of the measure that they estimate, and
-- `estimated`.
---@param name string
---@return urssaf.Measure?
function measures.of(name)
  if RANKS[name] then return measure_definitions.measures[RANKS[name]] end
  local base = measures.estimate_of(name)
  return base and measure_definitions.estimate(name, measures.of(base)) or nil
end

--- The known breaks in a measure, oldest first.
---@param name string
---@return urssaf.Break[] list empty if there are none
function measures.breaks(name)
  local base, list = measures.estimate_of(name) or name, {}
  for _, known in ipairs(measure_definitions.breaks) do
    for _, affected in ipairs(known.measures) do
      if affected == base then list[#list + 1] = known end
    end
  end
  return list
end

--- Whether turnover is a total or a mean, by the sums of the same cells of both.
---@param turnover number the sum of a file's turnover
---@param active number the sum of its economically active
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

--- The known names, in canonical order.
---@return string[]
function measures.names()
  local list = {}
  for i, name in ipairs(ORDER) do list[i] = name end
  return list
end

return measures
