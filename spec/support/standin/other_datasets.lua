-- The synthetic datasets beside the one by département. They differ so much that a client fails if
-- it assumes columns instead of reading them.

local dataset = require "spec.support.standin.dataset"
local lua = require "spec.support.lua"
local national = require "urssaf.sample.national"
local noise = require("urssaf.sample.cells").noise
local field = dataset.field

local REST = "_non classé ailleurs_"

-- Activities of auto-entrepreneurs and their share, per thousand.
local ACTIVITIES = {
  { "Arts et spectacles", 70 }, { "BTP - Construction", 165 }, { "Coiffure et beauté", 70 },
  { "Commerce de détail", 190 }, { "Conseil et ingénierie", 150 }, { "Enseignement", 75 },
  { "Santé et action sociale", 60 }, { "Transports", 130 }, { REST, 90 },
}
local BROAD_ACTIVITIES = {
  { "Agriculture, industrie", 90 }, { "BTP - Construction", 165 }, { "Commerce", 245 },
  { "Services, hors commerce", 475 }, { REST, 25 },
}

local SECTORS = {
  { "Industrie", "Industries agroalimentaires", 40 },
  { "Industrie", "Fabrication de produits métalliques", 60 },
  { "Construction", "Construction", 130 },
  { "Tertiaire", "Commerce; réparation d'automobiles", 260 },
  { "Tertiaire", "Hébergement et restauration", 140 },
  { "Tertiaire", "Activités \"informatiques\" et conseil", 370 },
}

-- The regions before 2016, each with the code of its region of today, and a weight.
local FORMER_REGIONS = {
  { "84", "82", "Rhône-Alpes", 110 }, { "84", "83", "Auvergne", 20 },
  { "27", "26", "Bourgogne", 24 }, { "27", "43", "Franche-Comté", 16 },
  { "53", "53", "Bretagne", 48 }, { "24", "24", "Centre", 36 },
  { "94", "94", "Corse", 4 }, { "44", "42", "Alsace", 30 }, { "44", "41", "Lorraine", 32 },
  { "44", "21", "Champagne-Ardenne", 18 }, { "32", "31", "Nord-Pas-de-Calais", 58 },
  { "32", "22", "Picardie", 24 }, { "11", "11", "Île-de-France", 290 },
  { "28", "23", "Haute-Normandie", 28 }, { "28", "25", "Basse-Normandie", 20 },
  { "75", "72", "Aquitaine", 48 }, { "75", "74", "Limousin", 9 },
  { "75", "54", "Poitou-Charentes", 24 },
  { "76", "73", "Midi-Pyrénées", 44 }, { "76", "91", "Languedoc-Roussillon", 34 },
  { "52", "52", "Pays de la Loire", 60 }, { "93", "93", "Provence-Alpes-Côte d'Azur", 74 },
  { "01", "01", "Guadeloupe", 5 }, { "02", "02", "Martinique", 5 }, { "03", "03", "Guyane", 2 },
  { "04", "04", "La Réunion", 8 },
}

local CONTRACTS = {
  { "CDD", "Moins d'un mois", 640 }, { "CDD", "Un mois et plus", 190 },
  { "CDI", "Sans terme", 170 },
}

local PROCEDURES = {
  { "Liquidation judiciaire", 700 }, { "Redressement judiciaire", 270 }, { "Sauvegarde", 30 },
}

local SELF_EMPLOYED = {
  { "Artisans et commerçants", 1650 }, { "Auto-entrepreneurs", 2200 },
  { "Professions libérales", 820 }, { "Praticiens et auxiliaires médicaux", 420 },
}

local function text(name, label)
  return field(name, "text", label, nil, { facet = true })
end

local function int(name, label)
  return field(name, "int", label)
end

local function double(name, label)
  return field(name, "double", label, "Donnée corrigée des variations saisonnières")
end

local function names(fields)
  local list = {}
  for i, each in ipairs(fields) do
    list[i] = each.name
  end
  return list
end

local function pick(data, wanted)
  local found = {}
  for _, each in ipairs(data.fields) do
    if wanted[each.name] then
      found[#found + 1] = each
    end
  end
  return found
end

local AREA = { region = true, departement = true }
local CODES = { code_region = true, code_departement = true }

-- Rounded to two decimals, and a float even if it is whole: the column is one of doubles.
local function decimals(x)
  return math.floor(x * 100 + 0.5) / 100
end

local function count(x)
  return math.floor(x + 0.5)
end

-- Slow growth; `season` adds the wave through the year that adjusted figures lack.
local function trend(u, p, seed)
  return (1 + 0.004 * p) * (1 + 0.01 * noise(u, p, seed))
end

local function season(p, depth)
  return 1 + depth * (((p - 1) % 4) - 1.5) / 1.5
end

-- The cells of two columns, raw and seasonally adjusted ("_cvs").
local function raw_and_corrected(size, depth, seed)
  return function(u, measure, p)
    local level = size(u, measure) * trend(u, p, seed)
    if measure:find("_cvs$") then
      return decimals(level)
    end
    return count(level * season(p, depth))
  end
end

-- A unit for each row of a list; a row's first item is the value of the column.
local function units_of(column, list)
  local units = {}
  for i, row in ipairs(list) do units[i] = { [column] = row[1] } end
  return units
end

local function by_activity(base)
  return dataset.synthetic {
    id = "auto-entrepreneurs-par-secteur-dactivite",
    title = "Auto-entrepreneurs, par secteur d'activité",
    theme = "Auto-entrepreneurs",
    fields = dataset.join({ text("secteur_d_activite_me", "Secteur d'activité") },
      dataset.time_fields(), pick(base, base.is_measure)),
    measures = base.measures,
    units = units_of("secteur_d_activite_me", ACTIVITIES),
    first_year = national.first_year,
    quarters = national.quarters,
    compute = function(u, measure, p)
      local share = ACTIVITIES[u][2] / 1000 * (1 + 0.02 * noise(u, p, 21))
      return count(national.totals[measure][p] * share)
    end,
  }
end

local function by_area_and_activity(base)
  local units, n = {}, #BROAD_ACTIVITIES
  for _, area in ipairs(base.units) do
    for _, activity in ipairs(BROAD_ACTIVITIES) do
      units[#units + 1] = lua.merged(area, { secteur_d_activite_me = activity[1] })
    end
  end
  local measures = {
    chiffres_d_affaires = true, economiquement_actifs = true, administrativement_actifs = true,
  }
  local before = (2015 - national.first_year) * 4
  return dataset.synthetic {
    id = "auto-entrepreneurs-par-departement-secteur",
    title = "Auto-entrepreneurs, par département et secteur",
    theme = "Auto-entrepreneurs",
    fields = dataset.join(pick(base, AREA), { text("secteur_d_activite_me", "Secteur d'activité") },
      dataset.time_fields(), pick(base, CODES), pick(base, measures)),
    measures = names(pick(base, measures)),
    units = units,
    first_year = 2015,
    quarters = national.quarters - before,
    compute = function(u, measure, p)
      local whole = base:value(math.floor((u - 1) / n) + 1, measure, p + before)
      local share = BROAD_ACTIVITIES[(u - 1) % n + 1][2] / 1000
      return whole and count(whole * share * (1 + 0.02 * noise(u, p, 22)))
    end,
  }
end

local function self_employed()
  return dataset.synthetic {
    id = "travailleurs-independants-actifs-trimestriels",
    title = "Travailleurs indépendants actifs",
    theme = "Travailleurs indépendants",
    fields = dataset.join(dataset.time_fields(),
      { text("type_de_travailleur_independant", "Type de travailleur indépendant") },
      { int("nombre_de_ti_actifs", "Nombre de TI actifs") }),
    measures = { "nombre_de_ti_actifs" },
    units = units_of("type_de_travailleur_independant", SELF_EMPLOYED),
    first_year = 2016,
    quarters = 40,
    compute = raw_and_corrected(function(u) return SELF_EMPLOYED[u][2] * 1000 end, 0.01, 23),
  }
end

local PAYROLL_FIELDS = {
  int("effectifs_salaries_brut", "Effectifs salariés (brut)"),
  double("effectifs_salaries_cvs", "Effectifs salariés (cvs)"),
  int("masse_salariale_brut", "Masse salariale (brut)"),
  double("masse_salariale_cvs", "Masse salariale (cvs)"),
}

-- The payroll is seven thousand euros per employee and quarter.
local function payroll_size(jobs)
  return function(u, measure)
    return jobs(u) * (measure:find("^masse") and 7000 or 1)
  end
end

local function region_names(base)
  local by_code = {}
  for _, key in ipairs(base.units) do
    if key.code_region then
      by_code[key.code_region] = key.region
    end
  end
  return by_code
end

local function payroll_by_region(base)
  local region_of, units, jobs = region_names(base), {}, {}
  for _, former in ipairs(FORMER_REGIONS) do
    for _, sector in ipairs(SECTORS) do
      units[#units + 1] = {
        region = region_of[former[1]], ancienne_region = former[3],
        code_region = former[1], code_ancienne_region = former[2],
        grand_secteur_d_activite = sector[1], secteur_na28i = sector[2],
      }
      jobs[#jobs + 1] = former[4] * sector[3] * 19
    end
  end
  return dataset.synthetic {
    id = "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-region-x-na38",
    title = "Effectifs salariés et masse salariale du secteur privé, par région et secteur",
    theme = "Emploi",
    fields = dataset.join(
      { text("region", "Région"), text("ancienne_region", "Ancienne région"),
        text("grand_secteur_d_activite", "Grand secteur d'activité"),
        text("secteur_na28i", "Secteur NA28i") },
      dataset.time_fields(),
      { text("code_region", "Code région"), text("code_ancienne_region", "Code ancienne région") },
      PAYROLL_FIELDS),
    measures = names(PAYROLL_FIELDS),
    units = units,
    first_year = 2010,
    quarters = 64,
    compute = raw_and_corrected(payroll_size(function(u) return jobs[u] end), 0.02, 24),
  }
end

local function payroll_of_france()
  local rates = {
    double("salaire_moyen_par_tete_brut", "Salaire moyen par tête (brut)"),
    double("salaire_moyen_par_tete_cvs", "Salaire moyen par tête (cvs)"),
    double("glissement_trimestriel", "Glissement trimestriel de la masse salariale (%)"),
    double("glissement_annuel", "Glissement annuel de la masse salariale (%)"),
  }
  local level = raw_and_corrected(payroll_size(function() return 19000000 end), 0.02, 25)
  local rate = {
    salaire_moyen_par_tete_brut = function(p)
      return level(1, "masse_salariale_brut", p) / level(1, "effectifs_salaries_brut", p)
    end,
    salaire_moyen_par_tete_cvs = function(p)
      return level(1, "masse_salariale_cvs", p) / level(1, "effectifs_salaries_cvs", p)
    end,
    glissement_trimestriel = function(p) return 0.4 + 1.5 * noise(1, p, 26) end,
    glissement_annuel = function(p) return p > 4 and 1.6 + 3 * noise(1, p, 27) or nil end,
  }
  return dataset.synthetic {
    id = "masse-salariale-du-secteur-prive-france-entiere",
    title = "Masse salariale du secteur privé, France entière",
    theme = "Emploi",
    fields = dataset.join(dataset.time_fields("dernier_jour_trim"), PAYROLL_FIELDS, rates),
    measures = names(dataset.join(PAYROLL_FIELDS, rates)),
    units = { {} },
    first_year = 2000,
    quarters = 104,
    compute = function(u, measure, p)
      if rate[measure] then
        local value = rate[measure](p)
        return value and decimals(value)
      end
      return level(u, measure, p)
    end,
  }
end

local function hirings(base)
  local units, size = {}, {}
  for i, area in ipairs(base.units) do
    for _, sector in ipairs { "Industrie", "Construction", "Tertiaire" } do
      for _, contract in ipairs(CONTRACTS) do
        units[#units + 1] = lua.merged(area, { grand_secteur_d_activite = sector,
          nature_de_contrat = contract[1], duree_de_contrat = contract[2] })
        size[#size + 1] = contract[3] * (12 + 10 * noise(i, #sector, 28))
      end
    end
  end
  local measures = { int("dpae_brut", "DPAE (brut)"), double("dpae_cvs", "DPAE (cvs)") }
  return dataset.synthetic {
    id = "dpae-par-departement-x-grand-secteur",
    title = "Déclarations préalables à l'embauche, par département et grand secteur",
    theme = "Emploi",
    fields = dataset.join(pick(base, AREA),
      { text("grand_secteur_d_activite", "Grand secteur d'activité"),
        text("duree_de_contrat", "Durée de contrat"),
        text("nature_de_contrat", "Nature de contrat") },
      dataset.time_fields(), pick(base, CODES), measures),
    measures = names(measures),
    units = units,
    first_year = 2020,
    quarters = 24,
    compute = raw_and_corrected(function(u) return size[u] end, 0.1, 29),
  }
end

local function insolvencies(base)
  local region_of, units, size = region_names(base), {}, {}
  local measures = {
    int("nombre_de_procedures_brut", "Nombre de procédures (brut)"),
    double("nombre_de_procedures_cvs", "Nombre de procédures (cvs)"),
  }
  for _, former in ipairs(FORMER_REGIONS) do
    local region = region_of[former[1]]
    for _, procedure in ipairs(region and PROCEDURES or {}) do
      units[#units + 1] = { region = region, code_region = former[1],
        nature_de_procedure = procedure[1] }
      size[#size + 1] = former[4] * procedure[2] / 100
    end
    region_of[former[1]] = nil
  end
  return dataset.synthetic {
    id = "procedures-collectives-par-region",
    title = "Procédures collectives, par région",
    theme = "Entreprises",
    fields = dataset.join({ text("region", "Région"),
      text("nature_de_procedure", "Nature de procédure") },
      dataset.time_fields(), { text("code_region", "Code région") }, measures),
    measures = names(measures),
    units = units,
    first_year = 2012,
    quarters = 56,
    compute = raw_and_corrected(function(u) return size[u] end, 0.15, 30),
  }
end

-- Not in the catalog, and refused without a key.
local function private()
  return dataset.synthetic {
    id = "jeu-prive",
    title = "Jeu privé",
    theme = "Essais",
    private = true,
    fields = dataset.join(dataset.time_fields(), { int("nombre", "Nombre") }),
    measures = { "nombre" },
    units = { {} },
    first_year = 2024,
    quarters = 4,
    compute = function(_, _, p) return p * 10 end,
  }
end

return function(base)
  return {
    by_activity(base), by_area_and_activity(base), self_employed(), payroll_by_region(base),
    payroll_of_france(), hirings(base), insolvencies(base), private(),
  }
end
