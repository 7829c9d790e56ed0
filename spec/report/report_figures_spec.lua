-- The key figures and the table of a report; the figures are worked out by another program.
local report_html = require "spec.support.report_html"
local sample_figures = require "spec.support.oracle.sample_figures"
local sample_report = require "spec.support.sample_report"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local grouped, growth = sample_figures.grouped, sample_figures.growth_text
local rank, sum = sample_figures.rank, sample_figures.sum
local section_of, table_of = report_html.section_of, report_html.table_of
local text_of, tile = report_html.text_of, report_html.tile
local panel, html_of = sample_report.panel, sample_report.html
local ISERE = sample_figures.departement "38"

describe("report", function()
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
        .. " Corse-du-Sud.", text_of(html_of "Corse"):gsub("\194\160", " "), 1, true)
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
end)
