-- Reports on panels of years, whose figures are synthetic and simple enough to be added by hand.
local isere_reports = require "spec.support.isere_reports"
local lua = require "spec.support.lua"
local report_html = require "spec.support.report_html"
local small_panel = require "spec.support.small_panel"
local tables = require "urssaf.base.tables"
local urssaf = require "urssaf"

local section_of, table_of, text_of, tile, marks_of = report_html.section_of, report_html.table_of,
  report_html.text_of, report_html.tile, report_html.marks_of

local keys = small_panel.keys

local function panel_of(measures, units, fields)
  fields = fields or {}
  fields.frequency = "year"
  return small_panel.panel(2018, measures, units, fields)
end

describe("a report on years", function()
  local en, fr = isere_reports.of(2018, "year", {
    immatriculations = { 10, 20, 30, 45 }, radiations = { 4, 5, 6, 5 },
    chiffres_d_affaires = { 1000, 2000, 3000, 4500 },
    economiquement_actifs = { 100, false, 120, 150 },
    administrativement_actifs = { 200, 210, 220, 231 } })

  isere_reports.cases(en, fr, { label = "Administrativement actifs, 2019", value = "210" })

  it("has levels at the year's end, flows of the year, and their change over a year", function()
    local texts = tile(en, "administrativement_actifs")
    assert.are.equal("at the end of 2021", texts.when)
    assert.are.equal("231", texts.value)
    assert.matches("+5.0% over a year", texts.change, 1, true) -- 11 of 220
    assert.are.equal("fin 2021", tile(fr, "administrativement_actifs").when)
    texts = tile(en, "immatriculations")
    assert.are.equal("in 2021", texts.when)
    assert.are.equal("45", texts.value)
    assert.matches("+50.0% over a year", texts.change, 1, true)
    assert.are.equal("en 2021", tile(fr, "immatriculations").when)
    assert.are.equal("40", tile(en, "solde").value)
    assert.matches("+16 over a year", tile(en, "solde").change, 1, true) -- 40 - 24
    assert.are.equal("€30", tile(en, "chiffre_d_affaires_moyen").value) -- 4,500 / 150
  end)

  it("derives no ratio of a year's mean and a level at its end", function()
    assert.is_nil(en:find 'data%-measure="taux_activite"')
  end)

  it("has a table of all years, the newest first, that sorts by time", function()
    local rows = table_of(fr)
    assert.are.equal(5, #rows)
    assert.are.equal("Année", rows[1][1])
    assert.are.same({ "2021", "45", "5", "4 500" },
      { rows[2][1], rows[2][2], rows[2][3], rows[2][4] })
    assert.matches('<th data%-value="2021"', section_of(fr, "data"))
    assert.matches("All years", text_of(en), 1, true)
    assert.matches("Isère, année par année", text_of(fr), 1, true)
  end)

  it("tells which years are missing, and which is the latest", function()
    assert.matches("Economically active: missing in 2019.", text_of(en), 1, true)
    assert.matches("Économiquement actifs : il manque 2019.", text_of(fr), 1, true)
    assert.matches("latest complete year: 2021", text_of(en), 1, true)
    assert.matches("dernière année complète : 2021", text_of(fr), 1, true)
  end)

  it("says nothing of seasons or months", function()
    for _, word in ipairs { "season", "month" } do assert.is_nil(text_of(en):lower():find(word)) end
    for _, word in ipairs { "saison", "mois" } do assert.is_nil(text_of(fr):lower():find(word)) end
  end)

  it("is made of a panel of quarters by annual, with the ratios that it had", function()
    local quarters = small_panel.panel(2020, { "economiquement_actifs",
      "administrativement_actifs" }, { { keys.isere,
        economiquement_actifs = { 10, 20, 30, 40 },
        administrativement_actifs = { 100, 100, 100, 200 } } })
    local html = assert(urssaf.report(quarters:with("taux_activite"):annual(), "38"))
    assert.are.equal("25", tile(html, "economiquement_actifs").value)
    assert.are.equal("200", tile(html, "administrativement_actifs").value)
    assert.are.equal("20.0%", tile(html, "taux_activite").value) -- 25 of a mean of 125
    html = assert(urssaf.report(quarters:annual(), "38"))
    assert.is_nil(html:find 'data%-measure="taux_activite"')
  end)
end)

describe("a report on years of another dataset", function()
  local DATASET = "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-dep-x-na17i"
  local units = {}
  for _, place in ipairs(isere_reports.unit_keys()) do
    for _, sector in ipairs { "A", "B" } do
      units[#units + 1] = { lua.merged(place, { secteur_na17i = sector }),
        nombre_d_etablissements = { 10, 10, 20, place.code_departement == "38" and 30 or 20 },
        effectifs_salaries_moyens = { 50, 50, 50, 50 } }
    end
  end
  local panel = panel_of({ "nombre_d_etablissements", "effectifs_salaries_moyens" }, units,
    { dataset = DATASET })
  local html = assert(urssaf.report(panel, "38"))

  it("adds up the sectors of the place", function()
    assert.are.equal("60", tile(html, "nombre_d_etablissements").value)
    assert.matches("+50.0% over a year", tile(html, "nombre_d_etablissements").change, 1, true)
    assert.matches("1st of", tile(html, "nombre_d_etablissements").rank, 1, true)
    assert.are.equal("in 2021", tile(html, "effectifs_salaries_moyens").when)
  end)

  it("compares places by its first two measures", function()
    assert.matches("growth over a year, 2021", text_of(section_of(html, "map")), 1, true)
    local ranking = text_of(section_of(html, "ranking"))
    assert.matches("+50.0%", ranking, 1, true)
    assert.matches("départements of Auvergne-Rhône-Alpes", ranking, 1, true)
  end)

  it("names France where the place is beside it", function()
    local accounts = panel_of({ "economiquement_actifs" }, tables.map(units, function(one)
      return { one[1], economiquement_actifs = { 1, 2, 3, 3 } }
    end), { dataset = "travailleurs-independants-par-departement-secteur" })
    local page = assert(urssaf.report(accounts, "38"))
    assert.matches("Economically active: Isère and France, 100 in 2019", text_of(page), 1, true)
    local marks = marks_of(page, "l2")
    assert.are.same({ "150.0", "150.0" },
      { marks["Isère, 2021"], marks["France without Mayotte, 2021"] })
  end)

  it("adds up the départements of a region that the data do not name", function()
    local small = panel_of({ "nombre_d_etablissements" }, {
      { { code_departement = "2A", departement = "Corse-du-Sud" },
        nombre_d_etablissements = { 1, 2 } },
      { { code_departement = "2B", departement = "Haute-Corse" },
        nombre_d_etablissements = { 10, 20 } },
      { { code_departement = "38", departement = "Isère" },
        nombre_d_etablissements = { 100, 200 } } }, { dataset = DATASET })
    local corse = assert(urssaf.report(small, "Corse"))
    assert.are.equal("22", tile(corse, "nombre_d_etablissements").value)
    assert.matches("<h1>[^<]*Corse</h1>", corse)
    assert.is_nil(tile(corse, "nombre_d_etablissements").rank)
  end)

  describe("of rates alone", function()
    local RATES = "resultats-des-enquetes-de-satisfaction"
    local region = { code_region = "53", region = "Bretagne", type_de_service = "a" }
    local other = { code_region = "53", region = "Bretagne", type_de_service = "b" }

    it("is made of one unit of a place", function()
      local given = panel_of({ "note", "taux_de_satisfaction" }, { { region,
        note = { 7, 8 }, taux_de_satisfaction = { 80, 85 } } }, { dataset = RATES })
      local page = assert(urssaf.report(given, "Bretagne"))
      assert.are.equal("8", tile(page, "note").value)
      assert.matches("+5.0", tile(page, "taux_de_satisfaction").change, 1, true)
    end)

    it("is made of a place that is one unit, if others are several", function()
      local corse = { code_region = "94", region = "Corse", type_de_service = "a" }
      local given = panel_of({ "note" }, { { region, note = { 7, 8 } }, { other, note = { 5, 6 } },
        { corse, note = { 6, 9 } } }, { dataset = RATES })
      assert.are.equal("9", tile(assert(urssaf.report(given, "Corse")), "note").value)
      assert.is_nil((urssaf.report(given, "Bretagne")))
    end)

    it("is made of the whole, if that is one unit", function()
      local given = panel_of({ "taux_de_satisfaction" }, { { {},
        taux_de_satisfaction = { 80, 85 } } }, { dataset = RATES })
      local page = assert(urssaf.report(given, "France"))
      assert.are.equal("85.0%", tile(page, "taux_de_satisfaction").value)
    end)

    it("tells of columns that are left out once, and not under each chart", function()
      local given = panel_of({ "note" }, { { region, note = { 7, 8 } } }, { dataset = RATES,
        notes = { { kind = "seconds", column = "date_unix", message = "the column is left out" } },
      })
      local page = assert(urssaf.report(given, "Bretagne"))
      assert.are.equal(1, select(2, page:gsub("The column is left out", "")))
      assert.matches("The column is left out", text_of(section_of(page, "reading")), 1, true)
    end)

    it("is refused of several units, with the reason", function()
      local given = panel_of({ "note" }, { { region, note = { 7, 8 } },
        { other, note = { 5, 6 } } }, { dataset = RATES })
      local page, err = urssaf.report(given, "Bretagne")
      assert.is_nil(page)
      assert.are.equal("none", err.kind)
      assert.matches("none of its measures (note) may be added up", err.message, 1, true)
    end)
  end)

  it("is refused if the library knows none of the measures", function()
    local given = panel_of({ "choses" }, { { keys.isere, choses = { 7, 8 } } })
    local page, err = urssaf.report(given, "38")
    assert.is_nil(page)
    assert.matches("does not know the measures of these data (choses)", err.message, 1, true)
  end)
end)
