-- The datasets that are no time series: what is said of each, by its identifier and by the columns
-- of a file. The columns are those measured on the portal.
local catalogue = require "urssaf.domain.catalogue"
local datasets = require "urssaf.domain.datasets"
local entries = require "urssaf.domain.catalogue.other_shapes"
local hygiene = require "spec.support.hygiene"
local not_empty = require "spec.support.not_empty"
local other_shapes = require "urssaf.domain.other_shapes"
local urssaf = require "urssaf"

local PLACES = "code_region;region;code_ancienne_region;ancienne_region;"
  .. "code_departement;departement"
local EMPLOYERS = "code_categorie_d_emploi;categorie_d_emploi;type_d_emploi;" .. PLACES
  .. ";nombre_d_employeurs;nombre_d_heures_declarees;masse_salariale_nette;"
  .. "nombre_de_mois_de_declarations;somme_des_ages;age_moyen_categ_x_dep"
local EMPLOYEES = "code_categorie_d_emploi;categorie_d_emploi;" .. PLACES
  .. ";nombre_de_salaries;nombre_de_femmes_salariees;nombre_d_hommes_salaries;"
  .. "nombre_d_heures_declarees;masse_salariale_nette;nombre_de_relations_contract;"
  .. "nombre_de_salaries_t4;nombre_de_femmes_salariees_t4;nombre_d_hommes_salaries_t4;"
  .. "nombre_d_heures_declarees_t4;masse_salariale_nette_t4;nombre_de_relat_contract_t4;"
  .. "somme_des_ages_t4;age_moyen_au_t4_categ_x_dep"

-- Identifier, columns, shape, how many others there are of its kind, part of the message.
local CASES = {
  { "particuliers-employeurs-en-2021", EMPLOYERS, "years", 6,
    "(particuliers-employeurs-en-2018 to particuliers-employeurs-en-2024)" },
  { "salaries-des-particuliers-employeurs-en-2024", EMPLOYEES, "years", 6,
    "(salaries-des-particuliers-employeurs-en-2018 to salaries-des-particuliers-employeurs-" },
  { "mesures-exceptionnelles-covid-19-reports-france-entiere-x-secteur-na88",
    "date_d_observation;mois_d_observation;mois_d_echeance;jour_d_echeance;echeance_de_paiement;"
      .. "grand_secteur_d_activite;secteur_na38;secteur_na88;nb_etab_a_echeance;cotisations_dues;"
      .. "nb_etab_avec_report;montant_reports;date_num_echeance;date_num_observation",
    "deadlines", 1, "by deadline" },
  { "mesures-exceptionnelles-covid-19-reports-par-departement-x-grand-secteur",
    "date_d_observation;mois_d_observation;mois_d_echeance;jour_d_echeance;echeance_de_paiement;"
      .. PLACES .. ";grand_secteur_d_activite;nb_etab_a_echeance;cotisations_dues;"
      .. "nb_etab_avec_report;montant_reports", "deadlines", 1, "by deadline" },
  { "mesures-exceptionnelles-covid-19-reports-ti-france-entiere",
    "mois_d_echeance;categorie_de_ti;grand_secteur_d_activite;secteur_na38;secteur_na88;"
      .. "nombre_de_ti_concernes;montant_des_reports;montant_en_millions", "deadlines", 1,
    "by deadline" },
  { "mesures-exceptionnelles-covid-19-reports-ti-par-departement-x-grand-secteur",
    "mois_d_echeance;categorie_de_ti;" .. PLACES .. ";grand_secteur;nombre_de_ti_concernes;"
      .. "montant_des_reports;montant_en_millions;geo_point_2d", "deadlines", 1, "by deadline" },
  { "aide-exceptionnelle-cpsti-covid-19", "dispositif;" .. PLACES .. ";code_na21;secteur_na21;"
      .. "nombre_de_beneficiaires;montant_total_de_l_aide;montant_en_millions;geo_point_2d",
    "once", 0, "a measure of 2020" },
  { "mesures-exceptionnelles-covid-19-indemnisation-activite-partielle-emploi-domicil",
    "systeme_declaratif;region;ancienne_region;nom_du_departement;code_region;"
      .. "code_ancienne_region;code_departement;nombre_d_employeurs;nombre_de_salaries;"
      .. "nombre_d_heures;salaire;indemnisation_versee_estimee;montant_rembourse",
    "once", 0, "a measure of 2020" },
  { "planning-de-mise-a-jour", "thematique;type_de_produit;publication_associee;periodicite;"
      .. "date_de_mise_a_jour;precision;nom_du_produit;lien_vers_le_produit;"
      .. "debut_date_de_mise_a_jour;fin_date_de_mise_a_jour", "calendar", 0,
    "urssaf.calendar { dataset = … }" },
}

local function columns_of(text)
  local list = {}
  for name in text:gmatch "[^;]+" do list[#list + 1] = name end
  return list
end

-- A portal with one dataset, of these columns and one row.
local function portal(header)
  local fields = {}
  for i, name in ipairs(columns_of(header)) do
    fields[i] = ('{"name": "%s", "type": "text"}'):format(name)
  end
  return function(url)
    if url:find("/records?", 1, true) then
      return 200, { ["content-type"] = "application/json" }, '{"total_count": 1}'
    elseif url:find("/exports/", 1, true) then
      return 200, { ["content-type"] = "text/csv" },
        header .. "\r\n" .. header:gsub("[^;]+", "1") .. "\r\n"
    end
    return 200, { ["content-type"] = "application/json" },
      ('{"fields": [%s], "metas": {"default": {"data_processed": "2026-01-01"}}}'):format(
        table.concat(fields, ","))
  end
end

local function check(case, panel, err, own)
  assert.is_nil(panel)
  assert.are.equal("schema", err.kind)
  assert.are.equal(case[3], err.shape)
  assert.matches(case[5], err.message, 1, true)
  assert.matches(own .. " is no time series but ", err.message, 1, true)
  assert.are.same(columns_of(case[2]), err.came)
end

describe("urssaf.domain.other_shapes", function()
  hygiene("urssaf.domain.other_shapes", { "of" })

  for _, case in ipairs(CASES) do
    it("says what a fetch of " .. case[1] .. " would be of", function()
      local panel, err = urssaf.fetch(case[1], { cache = "off", transport = portal(case[2]) })
      check(case, panel, err, case[1])
      assert.are.equal(case[4], #(err.others or {}))
      for _, other in ipairs(err.others or {}) do assert.are_not.equal(case[1], other) end
    end)

    it("recognizes a file of " .. case[1], function()
      local text = case[2] .. "\r\n" .. case[2]:gsub("[^;]+", "1") .. "\r\n"
      local panel, err = urssaf.read { text = text }
      check(case, panel, err, "the file")
    end)
  end

  it("recognizes a file with labels", function()
    local _, err = urssaf.read { text = "Code catégorie d'emploi;Nombre d'employeurs;"
      .. "Nombre de mois de déclarations;Somme des âges\nCESU_HGED;5;6;7\n" }
    assert.are.equal("years", err.shape)
    assert.are.equal(7, #err.others)
  end)

  it("says of a list that it is one", function()
    local _, err = urssaf.fetch("liste-des-presidents", { cache = "off",
      transport = portal "organisme;nom" })
    assert.are.equal("list", err.shape)
    assert.matches("liste-des-presidents is no time series but a list", err.message, 1, true)
    assert.is_nil(err.others)
  end)

  it("leaves an unknown dataset or file to the usual message", function()
    assert.is_nil(other_shapes.of("nobody-knows-it", { "a", "b" }))
    local _, err = urssaf.read { text = "a;b\n1;2\n" }
    assert.matches("^no columns that date a row", err.message)
    assert.is_nil(err.shape)
  end)

  it("says how columns of one year each have to be written", function()
    for _, header in ipairs { "ape;Effectifs (2006);Effectifs (2007)", "ape;2006;2007",
      "ape;2006 Effectifs;2007 Effectifs", "ape;a_2006;b_2007" } do
      local _, err = urssaf.read { text = header .. "\n1;2;3\n" }
      assert.are.equal("schema", err.kind)
      assert.matches("columns of one year each are not read as these are written", err.message, 1,
        true)
      assert.is_nil(err.shape)
    end
    assert.is_nil((other_shapes.of(nil, { "zone_d_emploi_2020", "effectifs" })))
  end)

  it("reads a dataset that has got a column of years", function()
    local text = "annee;departement;nombre_d_employeurs\n2024;Ain;5\n"
    local panel = assert(urssaf.read({ text = text },
      { dataset = "particuliers-employeurs-en-2024" }))
    assert.are.equal("year", panel.frequency)
  end)

  it("knows 20 datasets of the statistical ones, and the lists", function()
    local count = {}
    for _, entry in not_empty.list(entries) do
      count[entry.shape] = (count[entry.shape] or 0) + #entry
      for _, id in ipairs(entry) do assert.is_nil(catalogue.dataset(id), id) end
    end
    assert.are.same({ years = 14, deadlines = 4, once = 2, calendar = 1, list = 15 }, count)
    assert.are.equal("calendar", select(2, other_shapes.of(datasets.CALENDAR, {})).shape)
  end)
end)
