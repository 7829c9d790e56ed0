--- The measures the library knows, in the order panels have them.
--
-- Names are the portal's column names. A measure that is not here stays usable and comes after
-- these, in the order of the file's header.
local measures = {}

local ORDER = {
  -- auto-entrepreneurs
  "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs",
  -- the other quarterly datasets of the portal
  "nombre_de_ti_actifs",
  "effectifs_salaries_brut", "effectifs_salaries_cvs",
  "masse_salariale_brut", "masse_salariale_cvs",
  "dpae_brut", "dpae_cvs",
  "nombre_de_procedures_brut", "nombre_de_procedures_cvs",
}

local RANKS = {}
for rank, name in ipairs(ORDER) do RANKS[name] = rank end

--- The place of a measure in the canonical order, nil if the library does not know it.
---@return integer?
function measures.rank(name)
  return RANKS[name]
end

--- The known names, in canonical order.
---@return string[]
function measures.names()
  local list = {}
  for i, name in ipairs(ORDER) do list[i] = name end
  return list
end

return measures
