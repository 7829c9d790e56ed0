--- Dimensions: the columns that tell units apart. Their order, and the width of their codes.
local tables = require "urssaf.base.tables"

local dimensions = {}

-- Dimensions in any dataset, in the order that sorts units: the finest place first, the coarsest
-- sector first.
local COMMON = {
  "code_zone_d_emploi_regionalisee", "zone_d_emploi_regionalisee", "libelle_zone_d_emploi_reg",
  "code_zone_d_emploi_regionalise", "zone_d_emploi_regionalise", "code_zone_d_emploi",
  "zone_d_emploi", "libelle_zone_d_emploi", "code_epci", "epci", "code_departement", "departement",
  "code_region", "region", "code_nouvelle_region", "nouvelle_region", "code_ancienne_region",
  "ancienne_region", "grand_secteur_d_activite", "secteur_na17", "secteur_na17i", "secteur_na27i",
  "secteur_na28i", "secteur_na38", "secteur_na38i", "secteur_na88", "secteur_na88i",
  "secteur_d_activite", "secteur_d_activite_me", "type_de_travailleur_independant",
  "groupe_professionnel", "duree_de_contrat", "nature_de_contrat", "nature_de_procedure",
}

local RANKS = tables.positions(COMMON)

-- Official codes have at least so many digits, but a file may have "1" for "01".
local CODE_WIDTHS = { code_departement = 2, code_region = 2, code_ancienne_region = 2,
  code_nouvelle_region = 2, code_zone_d_emploi = 4 }

--- The names of all known dimensions, in the order that sorts units.
---@return string[]
function dimensions.names()
  return tables.append(tables.append({}, COMMON), require "urssaf.domain.dataset_dimensions")
end

--- More than the rank of any known dimension.
dimensions.BEHIND = 1000

--- The position of a dimension in the order that sorts units; nil if the library does not know it.
---@param name string
---@return integer?
function dimensions.rank(name)
  if RANKS[name] then return RANKS[name] end
  local position = tables.positions(require "urssaf.domain.dataset_dimensions")[name]
  return position and #COMMON + position
end

--- Whether a column of this name is a dimension in any dataset: a place, a sector, a contract.
---@param name string
---@return boolean
function dimensions.is_common(name)
  return RANKS[name] ~= nil
end

--- To how many digits the codes of a column are padded; nil if it has no official codes.
---@param name string
---@return integer?
function dimensions.code_width(name)
  return CODE_WIDTHS[name]
end

return dimensions
