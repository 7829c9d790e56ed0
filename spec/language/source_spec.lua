local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local sources = require "urssaf.language.source"

describe("urssaf.language.source", function()
  hygiene("urssaf.language.source", { "facts", "line", "publisher" })

  local fr, en = languages.of "fr", languages.of "en"
  local whole = { attribution = "Urssaf Caisse nationale", title = "Titre 100%",
    data_processed = "2026-07-16T10:00:00Z", licence = "ODbL 1.0" }

  it("has publisher, title, publication and licence, then the file", function()
    assert.are.equal("Source: Urssaf Caisse nationale, Titre 100%, published 16 July 2026,"
      .. " licence ODbL 1.0, a.csv.", sources.line(en, whole, "a.csv"))
    assert.are.equal("Source\194\160: Urssaf Caisse nationale, Titre 100%, publication du 16"
      .. " juillet 2026, licence ODbL 1.0.", sources.line(fr, whole))
  end)

  it("leaves out what is unknown", function()
    assert.are.equal("Source: Urssaf.", sources.line(en, {}))
    assert.are.same({ "x" }, sources.facts(en, { data_processed = "soon" }, "x"))
    assert.are.same({ "Titre 100%", "published 16 July 2026", "licence ODbL 1.0" },
      sources.facts(en, whole, "x"))
  end)
end)
