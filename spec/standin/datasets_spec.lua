local lua = require "spec.support.lua"
local sample = require "spec.support.standin.sample"

local UNCLASSIFIED = "_non classé ailleurs_"

local DATASETS = {
  ["auto-entrepreneurs-par-departement"] = {
    { "region", "departement", "code_region", "code_departement" },
    { "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
      "administrativement_actifs" },
  },
  ["auto-entrepreneurs-par-secteur-dactivite"] = {
    { "secteur_d_activite_me" },
    { "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
      "administrativement_actifs" },
  },
  ["auto-entrepreneurs-par-departement-secteur"] = {
    { "region", "departement", "secteur_d_activite_me", "code_region", "code_departement" },
    { "chiffres_d_affaires", "economiquement_actifs", "administrativement_actifs" },
  },
  ["travailleurs-independants-actifs-trimestriels"] = {
    { "type_de_travailleur_independant" }, { "nombre_de_ti_actifs" },
  },
  ["effectifs-salaries-et-masse-salariale-du-secteur-prive-par-region-x-na38"] = {
    { "region", "ancienne_region", "grand_secteur_d_activite", "secteur_na28i", "code_region",
      "code_ancienne_region" },
    { "effectifs_salaries_brut", "effectifs_salaries_cvs", "masse_salariale_brut",
      "masse_salariale_cvs" },
  },
  ["masse-salariale-du-secteur-prive-france-entiere"] = {
    {},
    { "effectifs_salaries_brut", "effectifs_salaries_cvs", "masse_salariale_brut",
      "masse_salariale_cvs", "salaire_moyen_par_tete_brut", "salaire_moyen_par_tete_cvs",
      "glissement_trimestriel", "glissement_annuel" },
  },
  ["dpae-par-departement-x-grand-secteur"] = {
    { "region", "departement", "grand_secteur_d_activite", "duree_de_contrat",
      "nature_de_contrat", "code_region", "code_departement" },
    { "dpae_brut", "dpae_cvs" },
  },
  ["procedures-collectives-par-region"] = {
    { "region", "nature_de_procedure", "code_region" },
    { "nombre_de_procedures_brut", "nombre_de_procedures_cvs" },
  },
  ["jeu-prive"] = { {}, { "nombre" } },
}

-- what is no time series
local CALENDAR = "planning-de-mise-a-jour"

local TIME = {
  annee = true, trimestre = true, dernier_jour_du_trimestre = true, dernier_jour_trim = true,
}

-- The names of the dimensions, of the measures and of the last-day column, recognized by the type
-- and the name of each field.
local function columns_of(dataset)
  local dimensions, measures, last_day = {}, {}, nil
  for _, field in ipairs(dataset.fields) do
    if TIME[field.name] then
      last_day = field.name:match("^dernier.*") or last_day
    elseif field.type == "text" then
      dimensions[#dimensions + 1] = field.name
    else
      measures[#measures + 1] = field.name
    end
  end
  return dimensions, measures, last_day
end

local MATH_TYPES = { int = "integer", double = "float" }

local function check_types(dataset, row)
  for _, field in ipairs(dataset.fields) do
    local value, expected = row[field.name], MATH_TYPES[field.type]
    if expected then
      assert.is_number(value)
      if lua.has_integers then assert.equal(expected, lua.number_type(value)) end
    elseif value ~= nil then
      assert.is_string(value)
    end
  end
end

describe("the sample's datasets", function()
  local by_id = {}
  for _, dataset in ipairs(sample.datasets()) do
    by_id[dataset.id] = dataset
  end

  for id, expected in pairs(DATASETS) do
    it(id .. " has its columns, and says that it is synthetic", function()
      local dataset = assert(by_id[id])
      local dimensions, measures, last_day = columns_of(dataset)
      assert.same(expected, { dimensions, measures })
      assert.same(expected[2], dataset.measures)
      assert.equal(id:find("france%-entiere") and "dernier_jour_trim"
        or "dernier_jour_du_trimestre", last_day)
      for _, text in ipairs { dataset.title, dataset.description, dataset.publisher } do
        assert.is_truthy(text:lower():find("données synthétiques", 1, true))
      end
    end)

    it(id .. " has no unit twice, and cells of its columns' types", function()
      local dataset, seen = by_id[id], {}
      for u, key in ipairs(dataset.units) do
        local parts = {}
        for _, name in ipairs(expected[1]) do
          parts[#parts + 1] = key[name] or ""
        end
        local text = table.concat(parts, "|")
        assert.is_nil(seen[text], text)
        seen[text] = true
        check_types(dataset, dataset:row(u * #dataset.periods))
      end
    end)
  end

  it("are those listed here and no others", function()
    for id in pairs(by_id) do
      assert.is_truthy(DATASETS[id] or id == CALENDAR, id)
    end
  end)

  it("have the release calendar among them, which has a row for each release", function()
    local dataset, links = by_id[CALENDAR], 0
    assert.is_truthy(dataset.title:find("données synthétiques", 1, true))
    for i = 1, dataset.count do
      local row = dataset:row(i)
      assert.is_string(row.nom_du_produit)
      local id = row.lien_vers_le_produit:match "/dataset/([%w-]+)/"
      links = links + (by_id[id] and 1 or 0)
    end
    assert.equal(10, links)
  end)

  it("by département and sector start in 2015 and have more than 10 000 rows", function()
    local dataset = by_id["auto-entrepreneurs-par-departement-secteur"]
    assert.equal("2015-Q1", dataset.periods[1])
    assert(dataset.count > 10000) -- beyond the reach of `records`
    local remainder = 0
    for _, key in ipairs(dataset.units) do
      remainder = remainder + (key.region == UNCLASSIFIED and 1 or 0)
    end
    assert(remainder > 0)
  end)
end)
