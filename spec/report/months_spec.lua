-- Reports on panels of months, whose figures are synthetic and simple enough to be added by hand.
local isere_reports = require "spec.support.isere_reports"
local report_html = require "spec.support.report_html"
local small_panel = require "spec.support.small_panel"
local sorting = require "urssaf.base.sorting"
local urssaf = require "urssaf"

local section_of, table_of, text_of, tile, marks_of = report_html.section_of, report_html.table_of,
  report_html.text_of, report_html.tile, report_html.marks_of

-- A list of values, by default for the months of 2019 and 2020.
local function months(value_of, count)
  local list = {}
  for i = 1, count or 24 do list[i] = value_of(i) end
  return list
end

describe("a report on months", function()
  local en, fr = isere_reports.of(2019, "month", {
    immatriculations = months(function(i) return i end),
    radiations = months(function() return 2 end),
    chiffres_d_affaires = months(function(i) return 1000 * i end),
    economiquement_actifs = months(function(i) return not (i > 2 and i < 6) and 500 end),
    administrativement_actifs = months(function(i) return 1000 + i end) })

  isere_reports.cases(en, fr, { label = "Administrativement actifs, décembre 2019",
    value = "1 012" })

  it("has levels at the end of the latest month, and their change over twelve months", function()
    local texts = tile(en, "administrativement_actifs")
    assert.are.equal("at the end of December 2020", texts.when)
    assert.are.equal("1,024", texts.value)
    assert.matches("+1.2% over a year", texts.change, 1, true) -- 12 of 1,012
    assert.are.equal("fin décembre 2020", tile(fr, "administrativement_actifs").when)
    assert.are.equal("in December 2020", tile(en, "economiquement_actifs").when)
    assert.are.equal("en décembre 2020", tile(fr, "economiquement_actifs").when)
    assert.are.equal("48.8%", tile(en, "taux_activite").value) -- 500 of 1,024
  end)

  it("has flows over twelve months", function()
    local texts = tile(en, "immatriculations")
    assert.are.equal("over twelve months, to December 2020", texts.when)
    assert.are.equal("222", texts.value) -- 13 + … + 24
    assert.matches("+184.6% over a year", texts.change, 1, true) -- of 1 + … + 12 = 78
    assert.are.equal("sur douze mois, jusqu'en décembre 2020", tile(fr, "immatriculations").when)
    assert.are.equal("198", tile(en, "solde").value) -- 222 - 24
    assert.matches("+144 over a year", tile(en, "solde").change, 1, true) -- 54 a year before
    assert.are.equal("€444", tile(en, "chiffre_d_affaires_moyen").value) -- 222,000 / 500
  end)

  it("says from which month to which a sparkline runs", function()
    assert.matches("from 1,001 in January 2019 to 1,024 in December 2020", text_of(en:gsub(
      'aria%-label="([^"]*)"', ">%1<")), 1, true)
    assert.matches("de 1 001 en janvier 2019 à 1 024 en décembre 2020", text_of(fr:gsub(
      'aria%-label="([^"]*)"', ">%1<")), 1, true)
  end)

  it("has a table of all months, the newest first, that sorts by time", function()
    local rows = table_of(fr)
    assert.are.equal(25, #rows)
    assert.are.equal("Mois", rows[1][1])
    assert.are.same({ "décembre 2020", "24", "2", "24 000" },
      { rows[2][1], rows[2][2], rows[2][3], rows[2][4] })
    assert.are.equal("janvier 2019", rows[25][1])
    local ordinals = {}
    for value in section_of(fr, "data"):gmatch '<th data%-value="(%d+)"' do
      ordinals[#ordinals + 1] = tonumber(value)
    end
    for i = 1, 24 do assert.are.equal(2020 * 12 + 11 - (i - 1), ordinals[i]) end
    assert.matches("All months", text_of(en), 1, true)
    assert.matches("Isère, month by month", text_of(en), 1, true)
  end)

  it("tells which months are missing", function()
    assert.matches("Economically active: missing in March 2019 to May 2019.", text_of(en), 1, true)
    assert.matches("Économiquement actifs : il manque mars 2019 à mai 2019.", text_of(fr), 1, true)
    assert.matches("latest complete month: December 2020", text_of(en), 1, true)
  end)

  it("speaks of months", function()
    assert.matches("compare a month with the same month of the year before, or sums over twelve"
      .. " months", text_of(en), 1, true)
    assert.matches("comparer un mois au même mois de l'année précédente, ou des sommes sur douze"
      .. " mois", text_of(fr), 1, true)
  end)

  it("compares a place with France, as sums over twelve months to the base year's end", function()
    local units = {}
    for i, key in ipairs(isere_reports.unit_keys()) do
      units[i] = { key,
        economiquement_actifs = months(function(m) return m <= 24 and 100 or 110 end, 36),
        chiffres_d_affaires = months(function(m) return m <= 24 and 1000 or 1200 end, 36) }
    end
    local panel = small_panel.panel(2018, { "chiffres_d_affaires", "economiquement_actifs" }, units,
      { frequency = "month" })
    local html = assert(urssaf.report(panel, "38"))
    assert.matches("Economically active: Isère and France, 100 in 2019", text_of(html), 1, true)
    assert.matches("Turnover, over 12 months: Isère and France, 100 in 2019", text_of(html), 1,
      true)
    local seen = {}
    for id in html:gmatch '<svg [^>]*id="(l%d+)"' do
      local marks = marks_of(html, id)
      seen[#seen + 1] = marks["Isère, December 2020"]
    end
    -- the accounts; these of a mean of 100; twelve times 1,200 of twelve times 1,000; the mean
    -- turnover, 14,400 / 110
    table.sort(seen, sorting.before)
    assert.are.same({ "110", "110.0", "120.0", "€131" }, seen)
    assert.matches("Rank by level: 1st", tile(html, "economiquement_actifs").rank, 1, true)
    local france = assert(urssaf.report(panel, "France", { lang = "fr" }))
    assert.matches("par région, 100 en 2019", text_of(france), 1, true)
  end)
end)
