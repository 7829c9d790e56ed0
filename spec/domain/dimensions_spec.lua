-- Dimensions: their order, the width of their codes, and what follows from them.
local datasets = require "urssaf.domain.datasets"
local dimensions = require "urssaf.domain.dimensions"
local hierarchy = require "urssaf.domain.hierarchy"
local schema = require "urssaf.domain.schema"
local urssaf = require "urssaf"

describe("a dimension", function()
  it("of any known dataset has a place in the order that sorts units", function()
    local places = {}
    for i, name in ipairs(dimensions.names()) do
      assert.is_nil(places[name], name)
      places[name] = i
      assert.are.equal(i, dimensions.rank(name))
    end
    for _, id in ipairs(datasets.names()) do
      for _, name in ipairs(datasets.of(id).dimensions) do
        assert.is_number(places[name], name)
        assert.is_true(places[name] < dimensions.BEHIND)
      end
    end
    assert.is_nil(dimensions.rank "radiations")
  end)

  it("that is a code stands before the name that goes with it", function()
    for _, name in ipairs(dimensions.names()) do
      local code = dimensions.rank("code_" .. name)
      assert.is_true(code == nil or code == dimensions.rank(name) - 1, name)
    end
  end)

  -- official codes: "01" of a département or region, "0051" of an employment zone
  for name, width in pairs { code_departement = 2, code_region = 2, code_ancienne_region = 2,
    code_nouvelle_region = 2, code_zone_d_emploi = 4 } do
    it(("%s has codes of %d digits"):format(name, width), function()
      assert.are.equal(width, dimensions.code_width(name))
      local short = ("annee;%s;radiations\n2020;%d;1\n"):format(name, 7)
      assert.are.equal(("0"):rep(width - 1) .. "7",
        assert(urssaf.read { text = short }).series[1].key[name])
    end)
  end

  it("is common if any dataset may have it", function()
    for _, name in ipairs { "departement", "secteur_na38", "nature_de_contrat" } do
      assert.is_true(dimensions.is_common(name))
    end
    for _, name in ipairs { "sexe", "champ", "indicateurs", "note", "mystere" } do
      assert.is_false(dimensions.is_common(name))
    end
  end)

  it("that is a number is no measure, in a dataset that the library does not know too", function()
    local fields = { { name = "annee", type = "date" }, { name = "sexe", type = "int" },
      { name = "tranche_age", type = "int" }, { name = "nombre", type = "int" },
      { name = "date_unix", type = "int" } }
    local roles = assert(schema.roles({ "annee", "sexe", "tranche_age", "nombre", "date_unix" },
      schema.knowledge("jeu-prive", {}, fields, fields)))
    local kinds = {}
    for i, role in ipairs(roles) do kinds[i] = role.role end
    assert.are.same({ "year", "dimension", "dimension", "measure", "ignored" }, kinds)
    local panel = assert(urssaf.read { text = "annee;sexe;mystere\n2020;1;5\n2020;2;6\n" })
    assert.are.same({ 2, "1", "mystere" },
      { #panel.series, panel.series[1].key.sexe, panel.series[1].measure })
  end)
end)

-- All that follows from a dimension, without what stands above more than once.
local function all_above(name)
  local set, list = {}, {}
  local function add(one)
    for _, above in ipairs(hierarchy.above(one)) do
      if not set[above] and above ~= name then
        set[above], list[#list + 1] = true, above
        add(above)
      end
    end
  end
  add(name)
  table.sort(list)
  return list
end

describe("what follows", function()
  for name, expected in pairs {
    departement = { "ancienne_region", "nouvelle_region", "region" },
    ancienne_region = { "nouvelle_region", "region" },
    region = {},
    -- a zone lies in several regions, a part of it in one
    zone_d_emploi = { "libelle_zone_d_emploi" },
    zone_d_emploi_regionalisee = { "ancienne_region", "libelle_zone_d_emploi",
      "libelle_zone_d_emploi_reg", "nouvelle_region", "region", "zone_d_emploi" },
    -- some of them lie in two regions
    epci = {},
    secteur_na88i = { "grand_secteur_d_activite", "secteur_na17i", "secteur_na27i",
      "secteur_na28i", "secteur_na38i" },
    secteur_na88 = { "grand_secteur_d_activite", "secteur_na17", "secteur_na38" },
    secteur_na28i = { "grand_secteur_d_activite", "secteur_na17i" },
    grand_secteur_d_activite = {},
    mesure_d_exoneration = { "categorie_de_mesures", "grande_categorie_de_mesures" },
    sexe = { "libelle_du_sexe" },
    libelle_metier = { "libelle_famille_professionnelle" },
  } do
    it("from " .. name .. " are the coarser dimensions", function()
      assert.are.same(expected, all_above(name))
    end)
  end

  it("stays in a sum, if it is one throughout", function()
    local text = "annee;region;grand_secteur_d_activite;secteur_na38;secteur_na88;radiations\n"
      .. "2020;Corse;GS1;CA;10;1\n2020;Corse;GS1;CA;11;2\n2020;Bretagne;GS1;CB;13;4\n"
    local panel = assert(urssaf.read { text = text }):aggregate { by = "secteur_na38" }
    local sums = {}
    for i, s in ipairs(panel.series) do sums[i] = { s.key, s.values[1] } end
    assert.are.same({
      { { secteur_na38 = "CA", grand_secteur_d_activite = "GS1" }, 3 },
      { { secteur_na38 = "CB", grand_secteur_d_activite = "GS1" }, 4 },
    }, sums)
  end)
end)
