--- The measures that mean the same in any dataset, in canonical order. What they mean is in
-- measures.lua; here is what reading a file needs.
local tables = require "urssaf.base.tables"

local measure_order = {}

-- The measures of other datasets come after these, by families.
local ORDER = {
  "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs", "administrativement_actifs_nb", "solde", "taux_activite",
  "chiffre_d_affaires_moyen", "taux_radiation", "nombre_de_ti_actifs", "effectifs_salaries_brut",
  "effectifs_salaries_cvs", "masse_salariale_brut", "masse_salariale_cvs", "dpae_brut",
  "dpae_cvs", "nombre_de_procedures_brut", "nombre_de_procedures_cvs",
}

local RANKS = tables.positions(ORDER)

local ESTIMATED = { "radiations", "administrativement_actifs" }

--- How many they are.
measure_order.SIZE = #ORDER

--- Their names.
---@return string[]
function measure_order.names()
  return tables.append({}, ORDER)
end

--- The measure that another one is an estimate of, judged by its name; nil if it is no estimate.
---@param name any
---@return string?
function measure_order.estimate_of(name)
  if RANKS[name] or type(name) ~= "string" or not name:find("estim", 1, true) then return nil end
  return tables.find(ESTIMATED, function(base) return name:sub(1, #base) == base end)
end

--- The position of a measure; nil if it is none of these. An estimate has the position of the
-- measure that it estimates. Other names, such as `note`, are those of measures in some datasets,
-- and may be something else elsewhere.
---@param name string
---@return integer?
function measure_order.rank(name)
  return RANKS[measure_order.estimate_of(name) or name]
end

return measure_order
