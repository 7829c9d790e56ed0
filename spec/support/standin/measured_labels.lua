-- The labels of the columns: those that files and pages of the portal show, and for the others a
-- label made from the name, of which nothing but accents, capitals and signs differ from it.
-- `label_of(name, id)` returns the label and whether it is made up.

local ZERO_WIDTH = "\239\187\191" -- U+FEFF, which the portal has before some labels

local SEEN = {
  annee = "Année",
  trimestre = "Trimestre",
  dernier_jour_du_trimestre = "Dernier jour du trimestre",
  dernier_jour_du_mois = "Dernier jour du mois",
  region = "Région",
  ancienne_region = "Ancienne région",
  departement = "Département",
  code_region = ZERO_WIDTH .. "Code région",
  code_ancienne_region = "Code ancienne région",
  code_departement = "Code Département",
  secteur_d_activite = "Secteur d'activité",
  secteur_d_activite_me = "Secteur d'activité",
  nature_de_procedure = "Nature de procédure",
  immatriculations = "Immatriculations",
  radiations = "Radiations",
  chiffres_d_affaires = "Chiffres d'affaires",
  economiquement_actifs = "Economiquement actifs",
  administrativement_actifs = "Administrativement actifs",
  nombre_de_procedures_brut = "Nombre de procédures (brut)",
  masse_salariale_brute = "Masse salariale (brute)",
  glissement_annuel_masse_salariale = "Glissement annuel - Masse salariale",
  assiette_chomage_partiel = "Assiette chômage partiel",
  part_assiette_chomage_partiel = "Part de l'assiette chômage partiel",
  taux_impayes_fin_mois = "Taux d'impayés fin de mois (%)",
}

-- Labels that are others in some datasets: the beginning of their identifiers. Which dataset spells
-- the last day with a capital is not known; here it is the bonuses that share value.
local SEEN_IN = {
  ["auto-entrepreneurs"] = { code_region = "Code région" },
  ["prime-partage-valeur"] = { dernier_jour_du_trimestre = "Dernier jour du Trimestre" },
}

local SPELT = {
  activite = "activité", age = "âge", cog = "COG", covid = "Covid", declarees = "déclarées",
  categorie = "catégorie", chomage = "chômage", declaratif = "déclaratif", delais = "délais",
  detaillee = "détaillée", di = "DI", dpae = "DPAE", duree = "durée", epci = "EPCI", ess = "ESS",
  etablissement = "établissement", etablissements = "établissements", etat = "état",
  exoneration = "exonération", exonerations = "exonérations", independant = "indépendant",
  libelle = "libellé", metier = "métier", ms = "MS", na17 = "NA17", na17i = "NA17i",
  na27i = "NA27i", na28i = "NA28i", na38 = "NA38", na38i = "NA38i", na88 = "NA88",
  na88i = "NA88i", pepa = "Pepa", ppv = "PPV", region = "région", regionalise = "régionalisé",
  regionalisee = "régionalisée", regularisations = "régularisations", resultat = "résultat",
  resultats = "résultats", salaries = "salariés", systeme = "système", teletravail = "télétravail",
  ti = "TI", urssaf = "Urssaf",
}

local SIGNS = { brut = "(brut)", cvs = "(cvs)", d = "d'", l = "l'" }

-- "effectifs_salaries_brut" becomes "Effectifs salariés (brut)".
local function made_from(name)
  local words = {}
  for word in name:gmatch "[^_]+" do words[#words + 1] = SIGNS[word] or SPELT[word] or word end
  local text = table.concat(words, " "):gsub("([dl]') ", "%1")
  return (text:gsub("^é", "É"):gsub("^%l", string.upper))
end

local function seen(name, id)
  for start, labels in pairs(SEEN_IN) do
    if labels[name] and id:sub(1, #start) == start then return labels[name] end
  end
  return SEEN[name]
end

return function(name, id)
  local label = seen(name, id)
  if label then return label, false end
  return made_from(name), true
end
