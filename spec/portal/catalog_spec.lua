-- Finding datasets, in a catalog that is made up here.
local catalog = require "urssaf.portal.catalog"
local hygiene = require "spec.support.hygiene"
local tables = require "urssaf.base.tables"

local function dataset(id, metas, ...)
  local fields = {}
  for i, one in ipairs { ... } do
    fields[i] = { name = one[1], label = one[2], type = one[3] or "text" }
  end
  return { dataset_id = id, fields = fields, metas = { default = metas } }
end

local function all()
  return {
    dataset("dpae-mensuelles", { title = "Déclarations préalables à l'embauche, mensuelles",
      description = "<p class=\"embellie\">Séries <b>publiées</b> dans l&rsquo;Acoss&nbsp;Stat, "
        .. "corrig&eacute;es</p>", keyword = { "Emploi", "Contrats" }, theme = { "Embauche" } },
      { "annee", "Année", "date" }, { "trimestre", "Trimestre", "int" },
      { "dernier_jour_du_mois", "Dernier jour du mois", "date" },
      { "dpae_brut", "DPAE (brut)", "int" }),
    dataset("dpae-par-region", { title = "DPAE, par région", keyword = "Emploi",
      theme = "Embauche" }, { "annee", "Année", "date" }, { "trimestre", "Trimestre", "int" },
      { "region", "Région" }, { "dpae_brut", "DPAE (brut)", "int" }),
    dataset("effectifs-par-secteur", { title = "Effectifs salariés, par secteur d’activité",
      theme = { "Emploi salarié", "Œuvres" } }, { "annee", "Année", "date" },
      { "secteur_na17", "Secteur NA17" }, { "effectifs_salaries", "Effectifs salariés", "int" }),
    dataset("annuaire", { title = "Annuaire" }, { "nom", "Nom" }),
  }
end

local NAMES = { ["dpae-mensuelles"] = "m", ["dpae-par-region"] = "q",
  ["effectifs-par-secteur"] = "y", annuaire = "a" }

local function found(options)
  return table.concat(tables.map(catalog.search(all(), options), function(metadata)
    return NAMES[metadata.dataset_id]
  end))
end

describe("urssaf.portal.catalog", function()
  hygiene("urssaf.portal.catalog", { "OPTIONS", "annotate", "name_nearest",
    "name_nearest_field", "search" })

  for _, case in ipairs {
    { {}, "mqya" },
    { { words = "dpae" }, "mq" },
    { { words = "DPAE region" }, "q" },
    { { words = "declarations prealables" }, "m" },
    { { words = "DÉCLARATIONS embauche" }, "m" },
    { { words = "secteur d'activité" }, "y" },
    { { words = "secteur d’activite" }, "y" },
    { { words = { "secteur d'activité" } }, "y" },
    { { words = { "activité secteur" } }, "" },
    { { words = "activité secteur" }, "y" },
    { { words = "acoss stat" }, "m" },
    { { words = { "l'Acoss Stat" } }, "m" },
    { { words = "corrigées" }, "m" },
    { { words = "embellie" }, "" }, -- a class of the HTML
    { { words = "contrats" }, "m" },
    { { words = "emploi" }, "mqy" },
    { { words = "oeuvre" }, "y" },
    { { words = "régions" }, "q" },
    { { words = "salarie" }, "y" },
    { { words = "larie" }, "" }, -- not a beginning
    { { words = "effectifs_salaries" }, "y" },
    { { words = "na17" }, "y" },
    { { words = "zzz" }, "" },
    { { words = "" }, "mqya" },
    { { grain = "month" }, "m" },
    { { grain = "quarter" }, "q" },
    { { grain = "year" }, "y" },
    { { theme = "embauche" }, "mq" },
    { { theme = "Emploi" }, "y" },
    { { theme = "salarié" }, "y" },
    { { dimension = "region" }, "q" },
    { { dimension = "Région" }, "q" },
    { { dimension = "secteur_na17" }, "y" },
    { { dimension = "secteur" }, "" },
    { { dimension = "dpae_brut" }, "" }, -- a measure
    { { dimension = "trimestre" }, "" }, -- time
    { { dimension = "nom" }, "a" },
    { { words = "dpae", grain = "quarter", theme = "embauche", dimension = "region" }, "q" },
    { { words = "dpae", grain = "year" }, "" },
  } do
    local words = type(case[1].words) == "table" and "{" .. case[1].words[1] .. "}"
    it(("finds '%s' by %s %s %s %s"):format(case[2], words or case[1].words or "no words",
      case[1].grain or "", case[1].theme or "", case[1].dimension or ""), function()
      assert.are.equal(case[2], found(case[1]))
    end)
  end

  it("says of each its grain, and whether the library knows it", function()
    local list = catalog.search(all(), {})
    assert.are.same({ "month", "quarter", "year" }, { list[1].grain, list[2].grain,
      list[3].grain })
    assert.is_nil(list[4].grain)
    assert.is_false(list[1].known)
    assert.is_true(catalog.annotate({ dataset_id = "auto-entrepreneurs-par-departement" }).known)
  end)

  it("knows a dataset with columns of one year each, whose rows are of no grain", function()
    local metadata = catalog.annotate {
      dataset_id = "etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last",
      fields = { { name = "commune", type = "text" },
        { name = "effectifs_salaries_2006", type = "int" },
        { name = "effectifs_salaries_2007", type = "int" } } }
    assert.is_nil(metadata.grain)
    assert.is_true(metadata.known)
  end)

  for _, id in ipairs { "particuliers-employeurs-en-2024", "aide-exceptionnelle-cpsti-covid-19",
    "planning-de-mise-a-jour" } do
    it("has no grain for " .. id, function()
      local metadata = catalog.annotate { dataset_id = id,
        fields = { { name = "region", type = "text" }, { name = "somme_des_ages", type = "int" },
          { name = "mois_d_echeance", type = "text" } } }
      assert.is_nil(metadata.grain)
      assert.is_false(metadata.known)
    end)
  end

  it("copes with metadata in which something is missing or wrong", function()
    for _, wrong in ipairs { "x", 5, true, {}, { "x" }, { 5 }, { {} }, { default = 5 },
      { default = { title = {}, keyword = 5, theme = { 5 }, description = { {} } } } } do
      for _, field in ipairs { "fields", "metas" } do
        local one = { dataset_id = "x-y", [field] = wrong }
        for _, options in ipairs { { words = "x" }, { grain = "year" }, { theme = "x" },
          { dimension = "x" } } do
          local expected = options.words and 1 or 0
          assert.are.equal(expected, #catalog.search({ one }, options))
        end
      end
    end
    local one = { dataset_id = "x", fields = { { name = "region", label = 5 }, { name = 5 } } }
    assert.are.equal(1, #catalog.search({ one }, { dimension = "region" }))
  end)

  it("reads HTML in time that grows with it", function()
    for _, piece in ipairs { "<", "&a", "<p", "&eacute" } do
      local html = piece:rep(400000)
      local started = os.clock()
      catalog.search({ { dataset_id = "x", metas = { default = { description = html } } } },
        { words = "y" })
      assert.is_true(os.clock() - started < 5, piece)
    end
  end)
end)
