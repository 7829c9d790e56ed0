local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local sources = require "urssaf.language.source"

describe("urssaf.language.source", function()
  hygiene("urssaf.language.source", { "facts", "line", "parts", "publisher" })

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
    assert.are.equal("Source: Urssaf, Dares (effectifs intérimaires), a.csv.",
      sources.line(en, {}, "a.csv", sectors))
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
    assert.are.same({ "x" }, sources.facts(en, { data_processed = "soon" }, "x"))
    assert.are.same({ "Titre 100%", "published 16 July 2026", "licence ODbL 1.0" },
      sources.facts(en, whole, "x"))
  end)
end)
