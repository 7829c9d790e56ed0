-- The notes and the source of a report.
local report_html = require "spec.support.report_html"
local sample_report = require "spec.support.sample_report"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local section_of = report_html.section_of
local text_of, tile = report_html.text_of, report_html.tile
local panel, html_of = sample_report.panel, sample_report.html

describe("report", function()
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
end)
