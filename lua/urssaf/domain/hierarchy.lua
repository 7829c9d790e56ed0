--- Which coarser dimension follows from which: a département's region, a sector's parents.
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

return hierarchy
