local hygiene = require "spec.support.hygiene"
local assert_misuse = require "spec.support.assert_misuse"
local json = require "urssaf.base.json"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local SOURCE = {
  title = "Auto-entrepreneurs, par département", attribution = "Urssaf",
  licence = "Open Database License (ODbL)", data_processed = "2026-07-16T07:30:12+00:00",
  url = "https://open.urssaf.fr/x/auto-entrepreneurs-par-departement/exports/csv?delimiter=%3B",
  fetched_at = "2026-11-01T10:00:00Z",
}

local function panel(source, dataset)
  return small_panel.panel(2020, { "radiations" }, { { {}, radiations = { 1 } } },
    { dataset = dataset or "auto-entrepreneurs-par-departement", source = source })
end

describe("cite", function()
  it("names publisher, title, publication, licence, address and access, in French", function()
    assert.are.equal("Urssaf : Auto-entrepreneurs, par département, "
      .. "publication du 16 juillet 2026, licence Open Database License (ODbL), "
      .. "https://open.urssaf.fr/x/auto-entrepreneurs-par-"
      .. "departement, consulté le 1er novembre 2026.", panel(SOURCE):cite())
  end)

  it("and in English", function()
    assert.are.equal("Urssaf: Auto-entrepreneurs, par département, published 16 July 2026, "
      .. "licence Open Database License (ODbL), https://open.urssaf.fr/x/auto-entrepreneurs-par-"
      .. "departement, accessed 1 November 2026.", panel(SOURCE):cite "en")
  end)

  it("leaves out what it does not know", function()
    assert.are.equal("Urssaf : un-jeu-nouveau.", panel({}, "un-jeu-nouveau"):cite "fr")
    assert.are.equal("Urssaf: un-jeu-nouveau, file read on 2 May 2026.",
      panel({ path = "x.csv", read_at = "2026-05-02T00:00:00Z" }, "un-jeu-nouveau"):cite "en")
    assert.are.equal("@misc{urssaf:un-jeu-nouveau,\n  author = {{Urssaf}},\n"
      .. "  title = {un-jeu-nouveau},\n}", panel({}, "un-jeu-nouveau"):cite "bibtex")
  end)

  it("knows the titles and the pages of the portal's datasets without their metadata", function()
    local page = "https://open.urssaf.fr/explore/dataset/auto-entrepreneurs-par-departement/"
    assert.are.equal("Urssaf: Auto-entrepreneurs, par département, " .. page
      .. ", file read on 2 May 2026.",
      panel({ path = "x.csv", read_at = "2026-05-02T00:00:00Z" }):cite "en")
    assert.are.equal("@misc{urssaf:auto-entrepreneurs-par-departement,\n  author = {{Urssaf}},\n"
      .. "  title = {Auto-entrepreneurs, par département},\n  url = {" .. page .. "},\n}",
      panel({}):cite "bibtex")
    -- figures of somebody else are not on the portal, whatever dataset they are like
    assert.are.equal("a survey: auto-entrepreneurs-par-departement.",
      panel({ attribution = "a survey" }):cite "en")
  end)

  it("has no title of figures of one's own whose source is a name alone", function()
    local own = urssaf.panel { source = "a survey", series = {
      { measure = "creations", values = { ["2024"] = 1 } } } }
    assert.are.equal("a survey.", own:cite "fr")
    assert.are.equal("a survey.", own:cite "en")
    assert.are.equal("@misc{urssaf:panel,\n  author = {{a survey}},\n}", own:cite "bibtex")
  end)

  it("makes an entry of BibTeX, escaped", function()
    assert.are.equal("@misc{urssaf:auto-entrepreneurs-par-departement-2026,\n"
      .. "  author = {{Urssaf \\& Cie}},\n  title = {100 \\% \\{x\\_y\\}},\n  year = {2026},\n"
      .. "  url = {https://open.urssaf.fr/a},\n  urldate = {2026-11-01},\n"
      .. "  note = {licence ODbL \\#1},\n}",
      panel({ attribution = "Urssaf & Cie", title = "100 % {x_y}", licence = "ODbL #1",
        data_processed = "2026-07-16", url = "https://open.urssaf.fr/a?b=c",
        fetched_at = "2026-11-01T00:00:00Z" }):cite "bibtex")
  end)

  it("ends no field of BibTeX early: braces that are not balanced become parentheses", function()
    for title, expected in pairs { ["a}, note = {b"] = "a), note = (b", ["{{a}"] = "((a)",
      ["a\\}"] = "a\\textbackslash{})", ["{a}{b{}}"] = "\\{a\\}\\{b\\{\\}\\}" } do
      assert.matches("  title = {" .. expected .. "},\n", panel({ title = title }):cite "bibtex", 1,
        true)
    end
    assert.matches("url = {https://a/%)%%20b},", panel({ url = "https://a/} b" }):cite "bibtex")
  end)

  it("names the dataset's page on the portal, not its API's address", function()
    local url = "https://open.urssaf.fr/api/explore/v2.1/catalog/datasets/a-b/exports/csv?x=1"
    local page = "https://open.urssaf.fr/explore/dataset/a-b/"
    assert.matches(page .. ", consulté", panel({ url = url, fetched_at = "2026-11-01" }):cite(), 1,
      true)
    assert.matches("url = {" .. page .. "}", panel({ url = url }):cite "bibtex", 1, true)
    local other = "http://127.0.0.1:80/api/v2/catalog/datasets/a"
    assert.matches("http://127.0.0.1:80/explore/dataset/a/", panel({ url = other }):cite "en", 1,
      true)
  end)

  it("makes an item of CSL-JSON", function()
    assert.are.same({ { id = "urssaf:auto-entrepreneurs-par-departement-2026", type = "dataset",
      title = "Auto-entrepreneurs, par département", author = { { literal = "Urssaf" } },
      issued = { ["date-parts"] = { { 2026, 7, 16 } } },
      accessed = { ["date-parts"] = { { 2026, 11, 1 } } },
      URL = "https://open.urssaf.fr/x/auto-entrepreneurs-par-departement",
      note = "licence Open Database License (ODbL)" } }, json.decode(panel(SOURCE):cite "csl"))
    assert.are.same({ { id = "urssaf:auto-entrepreneurs-par-departement", type = "dataset",
      title = "Auto-entrepreneurs, par département", author = { { literal = "Urssaf" } },
      URL = "https://open.urssaf.fr/explore/dataset/auto-entrepreneurs-par-departement/" } },
      json.decode(panel({}):cite "csl"))
  end)

  it("refuses another style, naming the nearest", function()
    assert_misuse(function() panel({}):cite "bibtx" end, "did you mean 'bibtex'?")
    assert_misuse(function() panel({}):cite(5) end, "unknown style '5'")
  end)
end)

describe("urssaf.panel.citation", function()
  hygiene("urssaf.panel.citation", { "cite" })
end)
