local hygiene = require "spec.support.hygiene"
local locale = require "spec.support.locale"
local not_empty = require "spec.support.not_empty"
local report_html = require "spec.support.report_html"
local assert_misuse = require "spec.support.assert_misuse"
local sample_figures = require "spec.support.oracle.sample_figures"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local grouped, growth, rank, sum = sample_figures.grouped, sample_figures.growth_text,
  sample_figures.rank, sample_figures.sum
local section_of, table_of, text_of, tile = report_html.section_of, report_html.table_of,
  report_html.text_of, report_html.tile

local panel = urssaf.sample()

-- Reports on the whole sample are made once.
local made = {}

local function html_of(place, options, of)
  local id = not of and type(place) == "string" and not (options or {}).title
    and place .. (options and options.lang or "en")
  local html = made[id] or assert(urssaf.report(of or panel, place, options))
  if id then made[id] = html end
  return html
end

local ISERE = sample_figures.departement "38"

describe("report", function()
  describe("as a module", function() hygiene("urssaf.report", { "page" }) end)

  describe("key figures", function()
    local html = html_of "38"

    it("has the accounts at the end of the latest quarter, and how they changed", function()
      local now = sum("administrativement_actifs", "2025-Q4", ISERE)
      local before = sum("administrativement_actifs", "2024-Q4", ISERE)
      local texts = tile(html, "administrativement_actifs")
      assert.are.equal("Registered accounts", texts.title)
      assert.are.equal("at the end of Q4 2025", texts.when)
      assert.are.equal(grouped(now, ","), texts.value)
      assert.matches(growth(now, before) .. " over a year", texts.change, 1, true)
      local france = growth(sum("administrativement_actifs", "2025-Q4"),
        sum("administrativement_actifs", "2024-Q4"))
      assert.are.equal("France: " .. france, texts.beside)
    end)

    it("has turnover over four quarters, in millions of euros, nominal", function()
      local now = sum("chiffres_d_affaires", "2025-Q4", ISERE, 4)
      local before = sum("chiffres_d_affaires", "2024-Q4", ISERE, 4)
      local tenths = math.floor(now / 1e5 + 0.5)
      local texts = tile(html, "chiffres_d_affaires")
      assert.are.equal(("€%d.%dM"):format(math.floor(tenths / 10), tenths % 10), texts.value)
      assert.matches(growth(now, before), texts.change, 1, true)
      assert.matches("nominal", texts.change, 1, true)
      assert.are.equal("over four quarters, to Q4 2025", texts.when)
    end)

    it("has mean turnover: the sum of four quarters over the mean of the active", function()
      local function mean(belongs, period)
        return sum("chiffres_d_affaires", period, belongs, 4)
          / (sum("economiquement_actifs", period, belongs, 4) / 4)
      end
      local own = mean(ISERE, "2025-Q4")
      local texts = tile(html, "chiffre_d_affaires_moyen")
      assert.are.equal("€" .. grouped(own, ","), texts.value)
      assert.matches(growth(own, mean(ISERE, "2024-Q4")), texts.change, 1, true)
      local place = rank(function(belongs) return mean(belongs, "2025-Q4") end, own)
      assert.matches(("^Rank by level: %d%%a%%a of 100 départements$"):format(place), texts.rank)
      assert.matches("^France: €" .. grouped(mean(nil, "2025-Q4"), ",") .. " %(",
        texts.beside)
    end)

    it("has registrations and strike-offs over four quarters, and their difference", function()
      local came = sum("immatriculations", "2025-Q4", ISERE, 4)
      local went = sum("radiations", "2025-Q4", ISERE, 4)
      local before = sum("immatriculations", "2024-Q4", ISERE, 4)
        - sum("radiations", "2024-Q4", ISERE, 4)
      assert.are.equal(grouped(came, ","), tile(html, "immatriculations").value)
      assert.are.equal(grouped(went, ","), tile(html, "radiations").value)
      local net = tile(html, "solde")
      assert.are.equal(grouped(came - went, ","), net.value)
      assert.matches(grouped(came - went - before, ",") .. " over a year", net.change, 1, true)
      assert.is_nil(net.rank)
    end)

    it("has the change of a share in points of it", function()
      local function share(period)
        return sum("economiquement_actifs", period, ISERE)
          / sum("administrativement_actifs", period, ISERE)
      end
      local points = (share "2025-Q4" - share "2024-Q4") * 100
      local tenths = math.floor(math.abs(points) * 10 + 0.5)
      local written = ("%s%d.%d points"):format(points < 0 and "-" or "+",
        math.floor(tenths / 10), tenths % 10)
      assert.matches(written .. " over a year", tile(html, "taux_activite").change, 1, true)
    end)

    it("marks ties", function()
      local units = {}
      for i, key in ipairs(sample_figures.data.units) do
        units[i] = { key, radiations = { 7, 7, 7, 7, key.code_departement == "75" and 9 or 7 } }
      end
      local given = small_panel.panel(2024, { "radiations" }, units)
      assert.are.equal("Rank by level: 1st of 100 départements",
        tile(html_of("75", nil, given), "radiations").rank)
      assert.are.equal("Rank by level: 2nd (tied) of 100 départements",
        tile(html_of("38", nil, given), "radiations").rank)
    end)

    it("ranks among the départements by size", function()
      local function size(belongs) return sum("economiquement_actifs", "2025-Q4", belongs) end
      assert.are.equal(("Rank by level: %dth of 100 départements"):format(rank(size, size(ISERE))),
        tile(html, "economiquement_actifs").rank)
    end)
  end)

  describe("of a region", function()
    it("adds its départements", function()
      for _, place in ipairs { "Bretagne", { region = "53" }, "region:53" } do
        local html = html_of(place)
        local active = sum("economiquement_actifs", "2025-Q4", sample_figures.region_coded "53")
        assert.are.equal(grouped(active, ","),
          tile(html, "economiquement_actifs").value)
        assert.matches("of 17 regions$", tile(html, "economiquement_actifs").rank)
      end
      assert.matches("<h1>Auto-entrepreneurs: Auvergne-Rhône-Alpes</h1>", html_of { region = 84 },
        1, true)
      assert.matches("<h1>Auto-entrepreneurs: Vaucluse</h1>", html_of(84), 1, true)
    end)

    it("has no sum in a quarter in which one of its départements lacks a value", function()
      -- the sample has no active accounts of Corse-du-Sud in 2016-Q2
      local rows = table_of(html_of "Corse")
      local by_period = {}
      for _, row in ipairs(rows) do by_period[row[1]] = row end
      assert.are.equal("Economically active", rows[1][5])
      assert.are.equal("–", by_period["Q2 2016"][5])
      local active = sum("economiquement_actifs", "2016-Q1", sample_figures.region_coded "94")
      assert.are.equal(grouped(active, ","),
        by_period["Q1 2016"][5])
      assert.matches("Economically active: no sum in Q2 2016, because values are missing:"
        .. " Corse-du-Sud; the option missing", text_of(html_of "Corse"):gsub("\194\160", " "), 1,
        true)
    end)

    it("is refused if the panel does not have all of it; Mayotte is always refused", function()
      local some = panel:filter { departement = { "29", "35", "22" } }
      local html, err = urssaf.report(some, "Bretagne")
      assert.is_nil(html)
      assert.are.equal("none", err.kind)
      assert.matches("not have all of Bretagne, and a sum without Morbihan", err.message, 1, true)
      assert.is_nil((urssaf.report(some, "France")))
      assert.is_truthy(urssaf.report(some, "29"))
      html, err = urssaf.report(panel, "Mayotte")
      assert.is_nil(html)
      assert.are.equal("none", err.kind)
      assert.matches("nothing of Mayotte", err.message, 1, true)
    end)
  end)

  describe("of France", function()
    it("adds all there is, the unclassified too", function()
      for _, html in ipairs { html_of "France", html_of(nil), html_of("la France") } do
        local texts = tile(html, "administrativement_actifs")
        assert.are.equal(grouped(sum("administrativement_actifs", "2025-Q4"), ","),
          texts.value)
        assert.is_nil(texts.beside)
        assert.is_nil(texts.rank)
      end
      assert.matches("the départements together, without Mayotte", text_of(html_of "France"), 1,
        true)
    end)

    it("mentions départements only if they were added up, and that Mayotte is missing", function()
      local national = small_panel.panel(2024, { "masse_salariale_brut" },
        { { {}, masse_salariale_brut = { 1, 2 } } },
        { dataset = "masse-salariale-du-secteur-prive-france-entiere" })
      local by_sector = small_panel.panel(2024, { "radiations" }, {
        { { secteur = "a" }, radiations = { 1, 2 } }, { { secteur = "b" },
          radiations = { 1, 2 } } },
        { dataset = "auto-entrepreneurs-par-secteur-dactivite" })
      for name, given in pairs { France = national, ["France without Mayotte"] = by_sector } do
        local html = html_of("France", nil, given)
        assert.is_nil(text_of(html):find("départements together", 1, true))
        assert.matches("<li>" .. name .. "</li><li>latest complete quarter", html, 1, true)
      end
    end)
  end)

  describe("the table", function()
    it("has every quarter and measure, with exact values for sorting", function()
      local html = html_of "38"
      local rows = table_of(html)
      assert.are.equal(1 + 68, #rows)
      assert.are.equal("Quarter Registrations Strike-offs Turnover (euros) Economically active "
        .. "Registered accounts Net registrations Share of active accounts (%) "
        .. "Mean turnover (euros per account)", table.concat(rows[1], " "))
      assert.are.equal("Q4 2025", rows[2][1])
      assert.are.equal("Q1 2009", rows[69][1])
      local turnover = sum("chiffres_d_affaires", "2009-Q1", ISERE)
      assert.are.equal(grouped(turnover, ","), rows[69][4])
      assert.matches(('<td data-value="%.0f">'):format(turnover), html, 1, true)
    end)

    it("shows a dash for a missing value, without a value to sort by", function()
      -- Cantal has no registrations in 2012-Q1 in the sample
      local html = html_of("15", { lang = "fr" })
      local row
      for line in section_of(html, "data"):gmatch("<tr>(.-)</tr>") do
        if text_of(line):find("^T1 2012") then row = line end
      end
      assert.matches("^<th[^>]*>[^<]*</th><td>–</td><td data%-value=", row)
      assert.matches("Immatriculations : valeur absente au T1 2012.", text_of(html), 1, true)
    end)
  end)

  describe("notes and source", function()
    it("begin with the banner of synthetic data, and only of these", function()
      local banner = '<p class="banner"'
      assert.is_truthy(html_of("38"):find(banner, 1, true) < html_of("38"):find("<h1>", 1, true))
      local plain = small_panel.panel(2024, { "radiations" }, { { small_panel.keys.isere,
        radiations = { 1, 2 } } })
      assert.is_nil(html_of("38", nil, plain):find(banner, 1, true))
    end)

    it("have each break once, with its reason", function()
      local text = text_of(section_of(html_of "38", "reading"))
      for _, words in ipairs {
        "Q2 2014: the Pinel law changes automatic strike-offs (loi n° 2014-626).",
        "Q4 2019: the office strike-offs of 31 December 2019 were put off by a year (Urssaf).",
        "not seasonally adjusted", "this growth is nominal",
      } do
        local _, times = text:gsub(words:gsub("%p", "%%%0"), "")
        assert.is_true(times >= 1, words)
        if words:find "^Q" then assert.are.equal(1, times, words) end
      end
      local later = html_of("38", nil, panel:filter { from = "2015-Q1" })
      assert.is_nil(text_of(section_of(later, "reading")):find("Pinel", 1, true))
    end)

    it("mark a change across a break, and no other", function()
      -- strike-offs changed in 2014-Q2, and then not before 2019-Q4
      for to, is_across in pairs { ["2014-Q4"] = true, ["2018-Q4"] = false, ["2020-Q2"] = true } do
        local html = html_of("38", nil, panel:filter { to = to })
        local change = tile(html, "administrativement_actifs").change
        assert.are.equal(is_across, change:find("across a break", 1, true) ~= nil, to)
        assert.is_nil(tile(html, "economiquement_actifs").change:find("break", 1, true))
      end
    end)

    -- The sample as if Urssaf had re-allocated its strike-offs.
    local function reallocated()
      local newer = urssaf.sample()
      for _, s in ipairs(newer.series) do
        for _, name in ipairs(s.measure == "radiations" and { "2022-Q4", "2023-Q4", "2024-Q4" }
          or {}) do
          local at = 4 * (tonumber(name:sub(1, 4)) - 2008)
          assert.are.equal(name, s.periods[at])
          s.values[at] = s.values[at] + 0.25
        end
      end
      return newer
    end

    it("tell estimates, and no break that is gone, in a publication that has them", function()
      local newer = reallocated()
      local html = html_of("38", nil, newer)
      local reading = text_of(section_of(html, "reading"))
      assert.matches("Breaks in the series, and estimates", reading, 1, true)
      assert.matches("Q2 2014: the Pinel law", reading, 1, true)
      assert.matches("Q4 2022, Q4 2023, Q4 2024: the strike-offs are estimated and re-allocated by"
        .. " Urssaf. Concerns: Strike-offs, Registered accounts, Net registrations", reading, 1,
        true)
      assert.is_nil(html:find("put off", 1, true))
      assert.is_nil(html:find("partial", 1, true))
      assert.matches('<a href="#breaks">Numbers mark breaks in the series, and estimates.</a>',
        html, 1, true)
      -- the chart marks the law with a number, and three quarters side by side with another
      local chart = html:match '<figure aria%-labelledby="l1%-heading">.-</figure>'
      local badges = {}
      for number in chart:gmatch '%-break%-badge"[^>]*/><text[^>]*>(%d)' do
        badges[#badges + 1] = number
      end
      assert.are.same({ "1", "2" }, badges)
      local lines = {}
      for x1, x2 in chart:gmatch '<line [^>]*%-break"[^>]* x1="([%d.]+)" x2="([%d.]+)"' do
        if x1 == x2 then lines[#lines + 1] = x1 end
      end
      assert.are.equal(4, #lines)
    end)

    it("mark a change that is made of estimates", function()
      local newer = reallocated()
      for to, words in pairs { ["2024-Q4"] = "with strike-offs that are estimates",
        ["2022-Q3"] = false } do
        local change = tile(html_of("38", nil, newer:filter { to = to }),
          "administrativement_actifs").change
        assert.are.equal(words ~= false, change:find("estimates", 1, true) ~= nil, to)
        if words then assert.matches("(" .. words .. ")", change, 1, true) end
        assert.is_nil(change:find("across a break", 1, true))
      end
      local french = html_of("38", { lang = "fr" }, newer)
      assert.matches("avec des radiations estimées", french, 1, true)
      assert.matches("Ruptures de série et estimations", french, 1, true)
    end)

    it("have source, publication, licence and citation, with links", function()
      local given = small_panel.panel(2024, { "radiations" }, { { small_panel.keys.isere,
        radiations = { 1, 2 } } },
        { dataset = "auto-entrepreneurs-par-departement", source = {
          title = "Auto-entrepreneurs, par département", attribution = "Urssaf",
          licence = "Open Database License (ODbL)", licence_url = "https://example.org/odbl?a&b",
          data_processed = "2026-07-16T07:30:12+00:00", fetched_at = "2026-11-01T10:00:00Z",
          url = "https://open.urssaf.fr/x/auto/exports/csv?delimiter=%3B" } })
      local html = html_of("38", { lang = "fr" }, given)
      local section = section_of(html, "source")
      assert.matches('<a href="https://example.org/odbl?a&amp;b">', section, 1, true)
      assert.matches('<a href="https://open.urssaf.fr/x/auto">', section, 1, true)
      assert.matches("publication du 16 juillet 2026", text_of(html), 1, true)
      assert.matches(text_of(given:cite "fr"), text_of(section), 1, true)
      assert.matches("urssaf report 38 --lang fr -o isere.html", text_of(section), 1, true)
    end)

    it("have no command if it would make another report", function()
      local heading = "To make this page again"
      assert.matches(heading, text_of(html_of "38"), 1, true)
      for _, given in ipairs { panel:filter { from = 2020 }, panel:filter { to = "2024-Q4" },
        panel:filter { region = 84 }, panel:filter { measure = { "radiations" } } } do
        assert.is_nil(text_of(html_of("38", nil, given)):find(heading, 1, true))
      end
      assert.is_nil(text_of(html_of("38", { title = "x" })):find(heading, 1, true))
      local asked = small_panel.panel(2024, { "radiations" }, { { small_panel.keys.isere,
        radiations = { 1, 2 } } },
        { source = { url = "https://example.org/csv?delimiter=%3B&where=annee%3E2023" } })
      assert.is_nil(text_of(html_of("38", nil, asked)):find(heading, 1, true))
    end)

    it("tell which figures are not adjusted, if others are", function()
      local both = { "effectifs_salaries_brut", "effectifs_salaries_cvs" }
      local given = small_panel.panel(2024, both,
        { { small_panel.keys.isere, effectifs_salaries_brut = { 1, 2 },
        effectifs_salaries_cvs = { 1, 2 } } })
      local function reading(lang, measure)
        local some = measure and given:filter { measure = measure } or given
        return text_of(section_of(html_of("38", { lang = lang }, some), "reading"))
      end
      assert.matches("Not seasonally adjusted: Employees (raw). Of these", reading "en", 1, true)
      assert.matches("saisonnières : Effectifs salariés (bruts). En comparer", reading "fr", 1,
        true)
      assert.matches("Figures are not seasonally adjusted", reading("en", both[1]), 1, true)
      assert.is_nil(reading("en", both[2]):find("ot seasonally adjusted", 1, true))
    end)

    it("have a command that makes the report again", function()
      for place, command in pairs {
        ["2A"] = "urssaf report 2A --sample --lang en -o corse-du-sud.html",
        Bretagne = "urssaf report Bretagne --sample --lang en -o bretagne.html",
        ["region:04"] = "urssaf report region:04 --sample --lang en -o la-reunion.html",
        PACA = [[urssaf report 'Provence-Alpes-Côte d'\''Azur' --sample --lang en]]
          .. " -o provence-alpes-cote-d-azur.html",
        France = "urssaf report France --sample --lang en -o france.html",
      } do
        assert.matches(command, text_of(section_of(html_of(place), "source")), 1, true)
      end
    end)
  end)

  describe("markup", function()
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
      for level in not_empty.matches(html_of "38", "<h(%d)") do
        level = tonumber(level)
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
          "there is no period in this panel")
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
