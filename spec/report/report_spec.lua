-- What a report is as a page, of which panels it is made, and which it refuses.
local hygiene = require "spec.support.hygiene"
local locale = require "spec.support.locale"
local not_empty = require "spec.support.not_empty"
local report_html = require "spec.support.report_html"
local assert_misuse = require "spec.support.assert_misuse"
local sample_report = require "spec.support.sample_report"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local section_of, table_of = report_html.section_of, report_html.table_of
local text_of, tile = report_html.text_of, report_html.tile
local panel, html_of = sample_report.panel, sample_report.html

describe("report", function()
  describe("as a module", function() hygiene("urssaf.report", { "page" }) end)

  describe("markup", function()
    it("ends with a section that is on one sheet of paper", function()
      local on_paper = require("urssaf.report.css"):match "@media print {(.*)}%s*$"
      assert.matches("#source { break%-inside: avoid; }", on_paper)
      -- it says who made the page, and nothing comes behind it
      local last = html_of("38"):match ".*<section ([^>]*>.-)</section>%s*</main>"
      assert.matches('^[^>]*id="source"', last)
      assert.matches("Made by urssaf", last, 1, true)
    end)

    for _, place in ipairs { "38", "Bretagne", "France", "Guadeloupe" } do
      for _, lang in ipairs { "en", "fr" } do
        it(("is well-formed for %s in %s"):format(place, lang), function()
          local html = html_of(place, { lang = lang })
          report_html.assert_well_formed(html)
          assert.matches(('^<!DOCTYPE html>\n<html lang="%s">'):format(lang), html)
          assert.are.equal(1, select(2, html:gsub("<h1", "")))
          assert.is_true(#html < 400 * 1024, ("%d bytes"):format(#html))
        end)
      end
    end

    it("loads nothing from elsewhere", function()
      local html = html_of "38"
      assert.matches("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;; "
        .. "script-src &#39;unsafe-inline&#39;; img-src data:", html, 1, true)
      for _, found in ipairs { "@import", "url%([^#]", "<img", "<iframe", " src=", "fetch%(",
        "XMLHttp" } do
        assert.is_nil(html:find(found), found)
      end
    end)

    it("does not skip a level of headings", function()
      local last = 0
      for digit in not_empty.matches(html_of "38", "<h(%d)") do
        local level = tonumber(digit)
        assert.is_true(level <= last + 1, ("h%d after h%d"):format(level, last))
        last = level
      end
    end)

    it("escapes names and sources", function()
      local hostile = "<script>alert(1)</script>&\""
      local given = small_panel.panel(2018, { "radiations", "economiquement_actifs" }, {
        { { code_departement = "38", departement = hostile, code_region = "84",
          region = "a]]>b" .. hostile },
          radiations = { 1, 2, 3, 4, 5, 6, 7, 8 },
          economiquement_actifs = { 1, 2, 3, 4, 5, 6, 7, 8 } },
      }, { dataset = hostile, source = { title = hostile, licence = hostile, path = hostile,
        licence_url = "javascript:alert(1)", attribution = "\1\255" .. hostile },
        notes = { { kind = "cut", message = hostile } } })
      local html = html_of("38", { title = hostile .. "'" }, given)
      report_html.assert_well_formed(html)
      assert.are.equal(1, select(2, html:gsub("<script", "")))
      assert.is_nil(html:find("javascript:", 1, true))
      assert.matches("&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;", html, 1, true)
      assert.is_nil(html:find("\1", 1, true))
    end)
  end)

  describe("of other panels", function()
    -- one measure of two sectors in each of the two départements of Corsica
    local function by_sector()
      local units = {}
      for i, code in ipairs { "2A", "2B" } do
        for j, sector in ipairs { "Commerce", "Construction" } do
          local key = { code_departement = code, departement = code == "2A" and "Corse-du-Sud"
            or "Haute-Corse", code_region = "94", region = "Corse", grand_secteur = sector }
          units[#units + 1] = { key, effectifs_salaries_brut = { 10 * i + j, 20 * i + j } }
        end
      end
      return small_panel.panel(2024, { "effectifs_salaries_brut" }, units)
    end

    it("adds up the sectors of a place, and names those that a filter left", function()
      local html = html_of("2A", nil, by_sector())
      assert.are.equal("43", tile(html, "effectifs_salaries_brut").value)
      assert.is_nil(text_of(html):find("only:", 1, true))
      assert.are.equal("126", tile(html_of("Corse", nil, by_sector()),
        "effectifs_salaries_brut").value)
      local some = by_sector():filter { grand_secteur = "Commerce" }
      html = html_of("Corse", nil, some)
      assert.are.equal("62", tile(html, "effectifs_salaries_brut").value)
      assert.matches("only: Commerce", text_of(html), 1, true)
      assert.matches("<h1>Corse</h1>", html, 1, true)
      assert.matches("<h1>Corse-du-Sud, Commerce</h1>", html_of("2A", nil, some), 1, true)
    end)

    it("is of France if the data have no places, and of no other place", function()
      local given = small_panel.panel(2024, { "radiations" }, {
        { { secteur = "a" }, radiations = { 1, 2, 3, 4 } },
        { { secteur = "b" }, radiations = { 5, 6, 7, 8 } } }, { dataset = "x" })
      assert.are.equal("36", tile(html_of("France", nil, given), "radiations").value)
      assert.is_nil((urssaf.report(given, "Bretagne")))
      assert.matches("only: a", text_of(html_of(nil, nil, given:filter { secteur = "a" })), 1, true)
    end)

    it("has a chart of each measure if the usual ones are not there", function()
      local html = html_of("2A", nil, by_sector())
      assert.are.equal("Employees (raw)", report_html.title_of(html, "l1"))
      assert.are.equal("43", report_html.marks_of(html, "l1")["Corse-du-Sud, Q2 2024"])
    end)
  end)

  describe("of little data", function()
    it("is made of one quarter, without growth", function()
      local given = panel:filter { from = "2025-Q4" }
      for _, place in ipairs { "38", "Bretagne", "France" } do
        local html = html_of(place, nil, given)
        report_html.assert_well_formed(html)
        assert.are.equal("change over a year: –", tile(html, "administrativement_actifs").change)
        assert.are.equal("–", tile(html, "immatriculations").value)
        assert.are.equal(2, #table_of(html))
      end
    end)

    it("is made of few quarters, with the breaks from before them among the notes", function()
      local html = html_of("38", nil, panel:filter { from = "2024-Q1" })
      report_html.assert_well_formed(html)
      assert.is_nil(html:find('id="breaks"', 1, true))
      assert.matches("were partial (Urssaf).", text_of(section_of(html, "reading")), 1, true)
      -- three quarters have no sum over four, and so no chart of it
      html = html_of("38", nil, panel:filter { from = "2025-Q2" })
      local _, figures = section_of(html, "charts"):gsub("<figure", "")
      assert.are.equal(2, figures)
      assert.is_nil(tile(html, "chiffre_d_affaires_moyen").beside)
    end)

    it("is made if every value of a measure is missing", function()
      local given = small_panel.panel(2024, { "radiations", "economiquement_actifs" }, {
        { small_panel.keys.isere, radiations = { 5, 5, 5, 5, 5 },
          economiquement_actifs = { false, false, false, false, false } } })
      local html = html_of("38", nil, given)
      report_html.assert_well_formed(html)
      assert.are.equal("20", tile(html, "radiations").value)
      assert.are.equal("–", tile(html, "economiquement_actifs").value)
    end)

    it("is refused for an empty panel", function()
      for _, place in ipairs { "38", "Bretagne", "France" } do
        local html, err = urssaf.report(small_panel.panel(2020, {}, {}), place)
        assert.is_nil(html)
        assert.are.equal("none", err.kind)
        assert.matches("nothing of", err.message, 1, true)
      end
    end)

    it("does not add up a turnover that is a mean", function()
      local mean = { 12, 13, 14, 15, 16 }
      local given = small_panel.panel(2024, { "chiffres_d_affaires", "economiquement_actifs" }, {
        { small_panel.keys.isere, chiffres_d_affaires = mean,
          economiquement_actifs = { 4, 4, 4, 4, 4 } } })
      given.series[1].nature, given.series[1].unit = "ratio", "EUR/account"
      local texts = tile(html_of("38", nil, given), "chiffres_d_affaires")
      assert.are.equal("€16", texts.value)
      assert.are.equal("in Q1 2025", texts.when)
    end)
  end)

  describe("misuse and failures", function()
    it("fails for a place that does not exist, and names the nearest", function()
      local html, err = urssaf.report(panel, "Izère")
      assert.is_nil(html)
      assert.are.equal("none", err.kind)
      assert.are.equal("Isère", err.nearest)
      html, err = urssaf.report(panel, "Rhône-Alpes")
      assert.is_nil(html)
      assert.are.equal("Auvergne-Rhône-Alpes", err.nearest)
    end)

    it("refuses unknown options, unknown languages, and what is no place", function()
      assert_misuse(function() urssaf.report(panel, "38", { langue = "fr" }) end,
        "did you mean 'lang'?")
      assert_misuse(function() urssaf.report(panel, "38", { lang = "de" }) end, '"fr" or "en"')
      assert_misuse(function() urssaf.report(panel, { country = "FR" }) end, "a code or a name")
      assert_misuse(function() urssaf.report("38") end, "a panel expected")
      local given = small_panel.panel(2024, { "radiations" }, { { small_panel.keys.isere,
        radiations = {} } })
      for _, place in ipairs { "38", "France" } do
        assert_misuse(function() urssaf.report(given, place) end,
          "there is no period in these data")
      end
    end)

    it("refuses series that are not as published", function()
      assert_misuse(function() urssaf.report(panel:yoy(), "38") end, "as they are published")
    end)
  end)

  it("is in French throughout, or in English", function()
    local fr, en = text_of(html_of("38", { lang = "fr" })), text_of(html_of "38")
    for _, words in ipairs { "Key figures", "over a year", "Q4 2025", "Registrations" } do
      assert.matches(words, en, 1, true)
      assert.is_nil(fr:find(words, 1, true), words)
    end
    for _, words in ipairs { "Chiffres clés", "sur un an", "T4 2025", "Immatriculations" } do
      assert.matches(words, fr, 1, true)
      assert.is_nil(en:find(words, 1, true), words)
    end
    assert.matches("<h1>Auto-entrepreneurs\194\160: Isère</h1>", html_of("38", { lang = "fr" }), 1,
      true)
  end)

  it("of a file without a title is called by its measure, else by whom it is about", function()
    local function title_of(dataset, measures)
      local values = { small_panel.keys.isere }
      for _, measure in ipairs(measures) do values[measure] = { 1, 2, 3, 4 } end
      local of = small_panel.panel(2024, measures, { values }, { dataset = dataset })
      return (assert(urssaf.report(of, "38", { lang = "fr" })):match "<h1>(.-)</h1>"
        :gsub("\194\160", " "))
    end
    assert.are.equal("Procédures collectives (brutes) : Isère",
      title_of("procedures-collectives-par-region", { "nombre_de_procedures_brut" }))
    assert.are.equal("Secteur privé : Isère", title_of("masse-salariale-et-assiette-chomage-partiel"
      .. "-mensuelles-secteur-prive-par-region", { "masse_salariale_brute",
        "assiette_chomage_partiel" }))
  end)

  it("has the title that is given", function()
    local html = html_of("38", { title = "Rapport & cie" })
    assert.matches("<title>Rapport &amp; cie</title>", html, 1, true)
    assert.matches("<h1>Rapport &amp; cie</h1>", html, 1, true)
  end)

  it("is the same under a French locale", function()
    if not locale.has_french() then return pending(locale.MISSING) end
    local function report() return assert(urssaf.report(panel, "38")) end
    assert.is_true(report() == locale.under(locale.FRENCH, report))
  end)
end)
