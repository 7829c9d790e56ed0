local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local sources = require "urssaf.language.source"

describe("urssaf.language.source", function()
  hygiene("urssaf.language.source", { "address", "facts", "line", "parts", "publisher",
    "title" })

  local fr, en = languages.of "fr", languages.of "en"
  local whole = { attribution = "Urssaf Caisse nationale", title = "Titre 100%",
    data_processed = "2026-07-16T10:00:00Z", licence = "ODbL 1.0" }

  it("has publisher, title, publication and licence, then the file", function()
    assert.are.equal("Source: Urssaf Caisse nationale, Titre 100%, published 16 July 2026,"
      .. " licence ODbL 1.0, a.csv.", sources.line(en, whole, "a.csv"))
    assert.are.equal("Source\194\160: Urssaf Caisse nationale, Titre 100%, publication du 16"
      .. " juillet 2026, licence ODbL 1.0.", sources.line(fr, whole))
  end)

  it("names those who count with Urssaf", function()
    local sectors = "effectifs-salaries-et-masse-salariale-du-secteur-prive-france-entiere-x-na88"
    local households = "particuliers-employeurs-par-categorie-demploi-et-par-region"
    assert.are.equal("Source: Urssaf, Dares (effectifs intérimaires), Titre 100%, a.csv.",
      sources.line(en, { title = "Titre 100%" }, "a.csv", sectors))
    assert.are.equal("Urssaf Caisse nationale, Dares (effectifs intérimaires)",
      sources.publisher(en, whole, sectors))
    assert.are.equal("Urssaf, CnCesu, Centre Pajemploi", sources.publisher(fr, {}, households))
    for _, dataset in ipairs { "auto-entrepreneurs-par-departement", "no-such-dataset" } do
      assert.are.equal("Urssaf", sources.publisher(en, { attribution = "Urssaf" }, dataset))
    end
    -- a name of somebody else's stays
    assert.are.equal("A survey", sources.publisher(en, { attribution = "A survey" }, sectors))
  end)

  it("leaves out what is unknown", function()
    assert.are.equal("Source: Urssaf.", sources.line(en, {}))
    local invented = { attribution = "urssaf (Lua), données synthétiques",
      title = "Comptes (données synthétiques)" }
    assert.are.equal("Source: urssaf (Lua), données synthétiques, Comptes (données synthétiques).",
      sources.line(en, invented))
    assert.are.equal("Source: urssaf (Lua), Comptes.",
      sources.line(en, invented, nil, nil, { { kind = "synthetic" } }))
    assert.are.same({}, sources.facts(en, { data_processed = "soon" }, "x"))
    assert.are.same({ "x" }, sources.facts(en, { data_processed = "soon" }, "x", "x"))
    assert.are.same({ "Titre 100%", "published 16 July 2026", "licence ODbL 1.0" },
      sources.facts(en, whole, "x", "x"))
  end)

  it("knows the titles and pages of Urssaf's datasets, for files that have neither", function()
    local regions = "procedures-collectives-par-region"
    local page = "https://open.urssaf.fr/explore/dataset/procedures-collectives-par-region/"
    assert.are.equal("Procédures collectives, par région", sources.title({}, regions))
    assert.are.equal("Titre 100%", sources.title(whole, regions))
    assert.are.equal(page, sources.address({ path = "a.csv" }, regions))
    -- the portal's own address says which portal
    assert.are.equal("http://127.0.0.1:80/explore/dataset/x/",
      sources.address({ url = "http://127.0.0.1:80/api/v2/catalog/datasets/x/exports/csv?a=b" },
        regions))
    for _, source in ipairs { { is_unknown = true }, { attribution = "A survey" } } do
      assert.is_nil(sources.title(source, regions))
      assert.is_nil(sources.address(source, regions))
    end
    assert.is_nil(sources.title({}, "no-such-dataset"))
    assert.is_nil(sources.address({}, "no-such-dataset"))
    assert.is_nil(sources.address({}, nil))
  end)

  it("ends with an address as it is, without a full stop", function()
    assert.are.equal("Source: Urssaf, a.org/b", sources.line(en, {}, "a.org/b"))
  end)
end)
