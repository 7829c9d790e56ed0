-- The dimensions of the 83 datasets that are neither places nor sectors of the nomenclature. Each
-- is a list of { columns…, weight =, role =, ends = }, as in places.lua; the texts are made up, in
-- the manner of the portal's.

local lua = require "spec.support.lua"
local places = require "spec.support.standin.catalogue.places"

-- One entry for each row; `names` are the columns of its items, in their order.
local function entries(names, rows)
  local list = {}
  for i, row in ipairs(rows) do
    local entry = { weight = row.weight or 1, role = row.role }
    for k, name in ipairs(names) do entry[name] = row[k] end
    list[i] = entry
  end
  return list
end

-- Entries of one column each, whose weights fall slowly.
local function texts(name, list)
  local rows = {}
  for i, text in ipairs(list) do rows[i] = { text, weight = 2 / (1 + i) } end
  return entries({ name }, rows)
end

local function numbered(kind, count)
  local list = {}
  for i = 1, count do list[i] = ("%s %d (synthétique)"):format(kind, i) end
  return list
end

local dimensions = {}

-- ---------------------------------------------------------------- hirings and payroll

dimensions.contracts = entries({ "nature_de_contrat", "duree_de_contrat" }, {
  { "CDD", "CDD de moins d'un mois", weight = 3.2 },
  { "CDD", "CDD de plus d'un mois" },
  { "CDI", "CDI", weight = 0.9 },
})
dimensions.long_contracts = { dimensions.contracts[2], dimensions.contracts[3] }

dimensions.procedures = entries({ "nature_de_procedure" }, {
  { "Liquidation judiciaire", weight = 0.7 }, { "Redressement judiciaire", weight = 0.27 },
  { "Sauvegarde", weight = 0.01 },
})

dimensions.scopes = texts("champ", { "Secteur privé", "Secteur public", "Autres employeurs" })
dimensions.two_scopes = { dimensions.scopes[1], dimensions.scopes[2] }

dimensions.sizes = texts("tranche_d_effectif", { "0 à 9 salariés", "10 à 19 salariés",
  "20 à 49 salariés", "50 à 99 salariés", "100 à 249 salariés", "250 à 499 salariés",
  "500 à 1 999 salariés", "2 000 salariés ou plus" })
for i, size in ipairs(dimensions.sizes) do
  size.libelle_tranche_ema, size.tranche_ema = size.tranche_d_effectif, ("T%d"):format(i)
end

-- The code of an age is a text that reads as a number.
local function ages()
  local list = {}
  for i = 1, 11 do
    local label = i == 1 and "Moins de 20 ans" or i == 11 and "65 ans ou plus"
      or ("%d à %d ans"):format(15 + 5 * (i - 1), 19 + 5 * (i - 1))
    list[i] = { tranche_age = tostring(i), libelle_de_l_age = label, weight = 1.2 - i / 12 }
  end
  return list
end
dimensions.ages = ages()
dimensions.sexes = entries({ "sexe", "libelle_du_sexe" }, { { 1, "Hommes" }, { 2, "Femmes" } })

-- ---------------------------------------------------------------- the self-employed

local ACTIVITIES = { "AZ - Agriculture, pêche", "CZ1 - Industrie",
  "CZ2 - Boucherie, boulangerie",
  "F1 - Gros œuvre", "F2 - Installation", "F3 - Finition", "G1 - Garages", "G2 - Commerce de gros",
  "G3 - Alimentation", "G4 - Commerce spécialisé", "G5 - Marchés", "G6 - Grands magasins",
  "HZ1 - Taxis", "HZ2 - Fret", "HZ3 - Courrier", "HZ4 - Autres transports", "IZ1 - Hébergement",
  "IZ2 - Restauration", "JZ - Informatique", "KZ - Finance", "LZ - Immobilier", "M1 - Droit",
  "M2 - Comptabilité, ingénierie", "M3 - Conseil", "M4 - \"Design\" et graphisme",
  "M5 - Autres techniques", "N1 - Nettoyage", "N2 - Services administratifs", "PZ - Enseignement",
  "QZ - Santé", "R1 - Spectacles", "R2 - Sport", "S1 - Réparations", "S2 - Coiffure, soins",
  "S3 - Services personnels", "UZ - Autres" }

dimensions.activities_me = texts("secteur_d_activite_me", ACTIVITIES)
dimensions.activities = texts("secteur_d_activite", ACTIVITIES)

-- The self-employed have more sectors, and a remainder.
local function more_activities()
  local list = lua.copy(dimensions.activities)
  for _, text in ipairs { "Q1 - Médecins", "Q2 - Infirmiers", "Q3 - Dentistes", "Q4 - Kinés",
    "Q5 - Autres soins" } do
    list[#list + 1] = { secteur_d_activite = text, weight = 0.1 }
  end
  list[#list + 1] = { secteur_d_activite = "nca _non classé ailleurs_", weight = 0.02,
    role = "remainder" }
  return list
end
dimensions.activities_and_remainder = more_activities()

dimensions.self_employed = texts("type_de_travailleur_independant", { "TI classiques",
  "Auto-entrepreneurs" })
dimensions.classic_self_employed = { dimensions.self_employed[1] }
dimensions.four_self_employed = texts("type_de_travailleur_independant", { "Auto-entrepreneurs",
  "Artisans et commerçants", "Professions libérales", "Praticiens et auxiliaires médicaux" })
dimensions.professions = entries({ "type_de_travailleur_independant", "groupe_professionnel" }, {
  { "TI classiques", "Artisans" }, { "TI classiques", "Commerçants" },
  { "TI classiques", "Professions libérales" }, { "Auto-entrepreneurs", "Artisans" },
  { "Auto-entrepreneurs", "Commerçants" }, { "Auto-entrepreneurs", "Professions libérales" },
  { "TI classiques", "nca _non classé ailleurs_", weight = 0.02, role = "remainder" },
})

-- Categories of private employers: the type of job and the way to declare it; the last row adjusts.
dimensions.home_jobs = entries(
  { "code_categorie_d_emploi", "categorie_d_emploi", "type_d_emploi", "systeme_declaratif" }, {
  { "CESU", "Hors garde d'enfant - CESU", "Hors garde d'enfant", "CESU", weight = 3 },
  { "CESU_DOM", "Outre-mer - CESU", "Hors garde d'enfant", "CESU", weight = 0.1 },
  { "DNS_AM", "Assistantes maternelles - DNS", "Assistantes maternelles", "DNS", weight = 0.1 },
  { "DNS_GED", "Garde d'enfant - DNS", "Garde d'enfant", "DNS", weight = 0.1 },
  { "DNS_HGED", "Hors garde d'enfant - DNS", "Hors garde d'enfant", "DNS" },
  { "PAJE_AM", "Assistantes maternelles - PAJE", "Assistantes maternelles", "PAJE", weight = 1.5 },
  { "PAJE_GED", "Garde d'enfant - PAJE", "Garde d'enfant", "PAJE", weight = 0.3 },
  { "PAJE_S", "Structures - PAJE", "Garde d'enfant", "PAJE", weight = 0.05 },
  { "___", "_calage_", "_calage_", "_calage_", role = "adjustment" },
})

-- ---------------------------------------------------------------- exemptions, social economy

-- Measures of exemption and the three levels above them. Codes are numbers.
local function exemptions(count, columns)
  local list = {}
  for i = 1, count do
    local great, category, detail = (i - 1) % 4 + 1, (i - 1) % 10 + 1, (i - 1) % 8 + 1
    local all = {
      grande_categorie_de_mesures = ("Grande catégorie %d"):format(great),
      code_grande_categorie_de_mesures = great,
      categorie_de_mesures = ("Catégorie %d.%d"):format(great, category),
      code_categorie_de_mesures = 10 * great + category,
      categorie_detail_ag = ("Détail %d.%d"):format(great, detail),
      code_categorie_detail_ag = 10 * great + detail,
      mesure_d_exo_detail_ag = ("Mesure agrégée %d"):format(i), code_mesure_detail_ag = 100 + i,
      mesure_d_exoneration = ("Mesure %d"):format(i), code_mesure_d_exoneration = 1000 + i,
    }
    local entry = { weight = 2 / (1 + i) }
    for _, name in ipairs(columns) do
      local code = "code_" .. name:gsub("mesure_d_exo_detail", "mesure_detail")
      entry[name], entry[code] = all[name], all[code]
    end
    list[i] = entry
  end
  return list
end

local GREAT = "grande_categorie_de_mesures"
dimensions.exemptions_by_great_category = exemptions(4, { GREAT })
dimensions.exemptions_by_detail = exemptions(8, { GREAT, "categorie_detail_ag" })
dimensions.exemptions_by_detailed_measure = exemptions(14, { GREAT, "categorie_detail_ag",
  "mesure_d_exo_detail_ag" })
dimensions.exemptions_by_category = exemptions(10, { GREAT, "categorie_de_mesures" })
dimensions.exemptions_by_measure = exemptions(30, { GREAT, "categorie_de_mesures",
  "mesure_d_exoneration" })
-- two measures that were repealed
dimensions.exemptions_by_measure[5].ends, dimensions.exemptions_by_measure[7].ends = 2010, 2018

dimensions.social_economy = entries({ "champ_ess", "famille_ess" }, {
  { "ESS", "Associations" }, { "ESS", "Coopératives" }, { "ESS", "Fondations", weight = 0.2 },
  { "ESS", "Mutuelles", weight = 0.3 }, { "Hors ESS", "Hors ESS", weight = 8 },
})
dimensions.families_of_social_economy = { lua.unpack(dimensions.social_economy, 1, 4) }

-- ---------------------------------------------------------------- the Urssaf themselves

local NATIONAL = "Urssaf caisse nationale"

-- An Urssaf for each former region, and the national one, whose region is not told.
local function organisations()
  local list = {}
  for _, place in ipairs(places.today_and_former_and_untold) do
    if place.region ~= "Mayotte" then
      local name = place.role and NATIONAL or "Urssaf " .. place.ancienne_region
      list[#list + 1] = lua.merged(place, { organisme = name })
    end
  end
  return list
end
dimensions.organisations = organisations()
dimensions.national_organisation = { { organisme = NATIONAL, weight = 1 } }

dimensions.contributors = texts("categorie_cotisant", { "Employeurs", "Auto-entrepreneurs",
  "Particuliers employeurs", "Artisans", "Commerçants", "Professions libérales",
  "Administrations", "Marins", "Artistes", "Autres" })
dimensions.most_contributors = { lua.unpack(dimensions.contributors, 1, 8) }
dimensions.receipts = entries({ "categorie_encaissements", "categorie_encaissements_detaillee" }, {
  { "Secteur privé", "Cotisations", weight = 5 }, { "Secteur privé", "CSG et CRDS", weight = 3 },
  { "Secteur public", "Cotisations" }, { "Indépendants", "Cotisations" },
  { "Indépendants", "CSG et CRDS", weight = 0.5 }, { "Particuliers", "Cotisations", weight = 0.2 },
  { "Autres", "Autres", weight = 0.1 },
})
dimensions.actions_against_fraud = texts("type_d_action", { "Actions ciblées", "Prévention",
  "Contrôles aléatoires" })
dimensions.controls = texts("type_action", { "Contrôle comptable", "Contrôle sur pièces",
  "Contrôle partiel" })
dimensions.surveys = entries({ "categorie_de_cotisants", "type_de_service" }, {
  { "Employeurs", "Tous services" }, { "Indépendants", "Tous services" },
})

dimensions.contracts_of_staff = entries({ "nature_de_contrat" },
  { { "CDI", weight = 9 }, { "CDD" } })
for _, contract in ipairs(dimensions.contracts_of_staff) do
  contract.nature_du_contrat = contract.nature_de_contrat
end
dimensions.permanent_contract = { dimensions.contracts_of_staff[1] }
dimensions.genders = entries({ "sexe", "genre" },
  { { "Femme", "Femme", weight = 3 }, { "Homme", "Homme" } })
dimensions.ages_of_staff = texts("tranche_age", { "25-29", "30-34", "35-39", "40-44", "45-49",
  "50-54", "55-59", "60 et plus" })

local function trades()
  local list = {}
  for i, trade in ipairs(numbered("Métier", 18)) do
    list[i] = { libelle_metier = trade, weight = 2 / (1 + i),
      libelle_famille_professionnelle = ("Famille %d"):format((i - 1) % 5 + 1) }
  end
  return list
end
dimensions.trades = trades()
dimensions.telework = entries(
  { "code_formule_teletravail", "libelle_formule_teletravail", "formule_teletravail" }, {
  { "F0", "Sans télétravail", "Aucune" }, { "F1", "Un jour par semaine", "Jours fixes" },
  { "F2", "Deux jours par semaine", "Jours fixes", weight = 3 },
  { "F3", "Trois jours par semaine", "Jours fixes" }, { "F4", "Forfait annuel", "Forfait" },
  { "F5", "Exceptionnel", "Forfait", weight = 0.2 },
})

local function indicators()
  local list = {}
  for i, text in ipairs(numbered("Indicateur", 26)) do
    local sheet = math.floor((i - 1) / 3) + 1
    list[i] = {
      libelle_court_fiche_cog = ("Fiche %d"):format(sheet),
      libelle_long_fiche_cog = ("Fiche %d ; engagement (synthétique)"):format(sheet),
      indicateurs = text, format_resultat = i % 2 == 0 and "pourcentage" or "nombre", weight = 1,
    }
  end
  return list
end
dimensions.indicators = indicators()

-- The country alone.
dimensions.country = { { weight = 1 } }

return dimensions
