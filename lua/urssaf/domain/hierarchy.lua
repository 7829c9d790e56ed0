--- Which coarser dimension follows from which: a département's region, a sector's parents.
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local hierarchy = {}

-- What follows from a dimension. A zone lies in several regions, a part of it in one. The sectors
-- are levels of one nomenclature: each is part of one sector of any coarser level. Names are
-- enough, since a code stays with its name.
local FOLLOWS = {
  zone_d_emploi_regionalisee = { "zone_d_emploi", "libelle_zone_d_emploi",
    "libelle_zone_d_emploi_reg", "region", "ancienne_region" },
  zone_d_emploi_regionalise = { "zone_d_emploi", "region", "ancienne_region" },
  zone_d_emploi = { "libelle_zone_d_emploi" },
  departement = { "region", "ancienne_region" },
  ancienne_region = { "region", "nouvelle_region" },
  commune = { "intitule_commune", "departement", "zone_d_emploi", "epci" },
  ape = { "secteur_na88" },
  secteur_na88i = { "secteur_na38i", "secteur_na28i", "secteur_na27i" },
  secteur_na88 = { "secteur_na38" },
  secteur_na38i = { "secteur_na28i", "secteur_na27i", "secteur_na17i" },
  secteur_na38 = { "secteur_na17" },
  secteur_na28i = { "secteur_na17i" },
  secteur_na27i = { "secteur_na17i" },
  secteur_na17i = { "grand_secteur_d_activite" },
  secteur_na17 = { "grand_secteur_d_activite" },
  mesure_d_exoneration = { "categorie_de_mesures" },
  categorie_de_mesures = { "grande_categorie_de_mesures" },
  mesure_d_exo_detail_ag = { "mesure_detail_ag", "categorie_detail_ag" },
  mesure_detail_ag = { "mesure_d_exo_detail_ag", "categorie_detail_ag" },
  categorie_detail_ag = { "grande_categorie_de_mesures" },
  categorie_encaissements_detaillee = { "categorie_encaissements" },
  categorie_d_emploi = { "type_d_emploi", "systeme_declaratif" },
  famille_ess = { "champ_ess" },
  libelle_metier = { "libelle_famille_professionnelle" },
  sexe = { "libelle_du_sexe" },
  libelle_du_sexe = { "sexe" },
  tranche_age = { "libelle_de_l_age" },
  libelle_de_l_age = { "tranche_age" },
  tranche_ema = { "libelle_tranche_ema" },
  libelle_tranche_ema = { "tranche_ema" },
}

--- The coarser dimensions that follow directly from one.
---@param name string without `code_`
---@return string[]
function hierarchy.above(name)
  return FOLLOWS[name] or {}
end

-- Adds to a set whatever follows from a dimension.
local function add_above(set, name)
  for _, coarser in ipairs(hierarchy.above(name)) do
    if not set[coarser] then
      set[coarser] = true
      add_above(set, coarser)
    end
  end
end

-- Of two dimensions that follow from each other, such as a code and its label, the label says more.
local function says_more(one, other)
  local is_label, is_other_label = one:find "^libelle" ~= nil, other:find "^libelle" ~= nil
  if is_label ~= is_other_label then return is_label end
  return sorting.before(one, other)
end

--- Those of some dimensions that do not follow from another of them: they tell units apart as all
-- do.
---@param names string[] without `code_`
---@return string[] in the same order
function hierarchy.finest(names)
  local known = tables.filter(names, function(name) return FOLLOWS[name] ~= nil end)
  if #known == 0 then return names end
  local above = {}
  for _, name in ipairs(known) do
    above[name] = {}
    add_above(above[name], name)
  end
  return tables.filter(names, function(name)
    return not tables.find(known, function(finer)
      local is_mutual = above[name] and above[name][finer]
      return finer ~= name and above[finer][name] and not (is_mutual and says_more(name, finer))
    end)
  end)
end

return hierarchy
