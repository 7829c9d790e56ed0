local number_formats = require "urssaf.chart.number_format"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local panels = require "urssaf.panel"
local highlight = require "urssaf.chart.highlight"
local quarter = require "urssaf.domain.quarter"
local footnotes = require "urssaf.chart.footnotes"
local canvases = require "urssaf.chart.canvas"
local titles = require "urssaf.chart.titles"
local tables = require "urssaf.base.tables"

local ISERE = { departement = "Isère", code_departement = "38", code_region = "84",
  region = "Auvergne-Rhône-Alpes" }
local AIN = { departement = "Ain", code_departement = "01", code_region = "84",
  region = "Auvergne-Rhône-Alpes" }

local function panel_of(list, fields)
  local made = { dataset = "x", frequency = "quarter",
    periods = quarter.range("2019-Q1", "2020-Q4"), series = {} }
  for name, value in pairs(fields or {}) do made[name] = value end
  for i, one in ipairs(list) do
    made.series[i] = { measure = one.measure or "immatriculations", key = one.key or ISERE,
      frequency = made.frequency, periods = made.periods, values = one.values or { 1, 2 },
      coverage = one.coverage, notes = one.notes, transform = one.transform, unit = one.unit }
  end
  return panels.new(made)
end

local function raised(call, ...)
  local ok, message = pcall(call, ...)
  assert.is_false(ok)
  return message
end

-- With plain blanks and minus signs.
local function spaced(text)
  return (text:gsub("\194\160", " "):gsub("\226\128\175", " "):gsub("\226\136\146", "-"))
end

describe("urssaf.chart.number_format", function()
  hygiene("urssaf.chart.number_format", { "of" })

  local function of(lang, fields)
    fields.key, fields.frequency = {}, "quarter"
    fields.measure = fields.measure or "unheard_of"
    return number_formats.of(languages.of(lang), fields)
  end

  it("tells the limits of classes apart with few digits, in labels alone", function()
    local own = of("en", {})
    local function labels(...)
      own:tell_apart { ... }
      local list = {}
      for _, range in ipairs { ... } do
        list[#list + 1] = own:label(range.low) .. " to " .. own:label(range.high)
      end
      return list
    end
    assert.are.same({ "0.11 to 0.34", "0.38 to 37" },
      labels({ low = 0.1063, high = 0.3445 }, { low = 0.3836, high = 36.78 }))
    -- 1.338 and 1.349 are both 1.3
    assert.are.same({ "0.852 to 1.34", "1.35 to 2.68" },
      labels({ low = 0.8516, high = 1.338 }, { low = 1.349, high = 2.68 }))
    -- a value that ends one class and begins the next is no reason for more; whole numbers stay
    assert.are.same({ "1.5 to 3.5", "3.5 to 1,234" },
      labels({ low = 1.512, high = 3.456 }, { low = 3.456, high = 1234 }))
    assert.are.same({ "3.451 to 3.452", "3.453 to 9" },
      labels({ low = 3.4511, high = 3.4521 }, { low = 3.4529, high = 9 }))
    assert.are.equal("3.456", own:value(3.4562))
  end)

  for _, case in ipairs {
    { "fr", { measure = "radiations" }, 1234.4, "1 234", "1 234" },
    { "fr", { measure = "radiations" }, 2345678, "2 345 678", "2,3 M" },
    { "en", { measure = "chiffres_d_affaires" }, 695334827, "€695,334,827", "€695.3M" },
    { "en", { measure = "chiffres_d_affaires" }, -1234567, "-€1,234,567", "-€1.2M" },
    { "en", { measure = "chiffres_d_affaires", transform = "change(4)", nature = "change",
      unit = "EUR" }, -1234, "-€1,234", "-€1,234" },
    { "en", { measure = "chiffres_d_affaires", transform = "change(4)", nature = "change",
      unit = "EUR" }, 1234, "+€1,234", "+€1,234" },
    { "fr", { measure = "chiffres_d_affaires" }, 9e12, "9 000 000 000 000 €", "9 000 Md€" },
    { "fr", { measure = "taux_activite" }, 0.6123, "61,2 %", "61,2 %" },
    { "fr", { transform = "yoy", unit = "1" }, 0.123, "+12,3 %", "+12,3 %" },
    { "en", { transform = "yoy", unit = "1" }, -0.123, "-12.3%", "-12.3%" },
    { "fr", { transform = "yoy", unit = "1" }, 0, "0,0 %", "0,0 %" },
    { "fr", { transform = "yoy", unit = "points" }, 0.021, "+2,1 pt", "+2,1 pt" },
    { "en", { transform = "yoy", unit = "points" }, -0.00034, "-0.03 pt", "-0.03 pt" },
    { "fr", { transform = "change(4)", measure = "radiations" }, 12, "+12", "+12" },
    { "en", { transform = "index(2019)", unit = "index" }, 104.26, "104.3", "104.3" },
    { "fr", {}, 0.1238, "0,1238", "0,1238" }, { "fr", {}, 12.5, "12,5", "12,5" },
    { "fr", {}, 1234.56, "1 235", "1 235" }, { "fr", {}, 0.000123456, "0,0001235", "0,0001235" },
    { "fr", {}, 2.2e-9, "2,2 × 10⁻⁹", "2,2 × 10⁻⁹" },
    { "en", {}, 9e18, "9 × 10¹⁸", "9 × 10¹⁸" },
    { "en", {}, -1e-7, "-1 × 10⁻⁷", "-1 × 10⁻⁷" }, { "en", {}, 0, "0", "0" },
  } do
    it(("writes %s whole and as a label"):format(case[4]), function()
      local own = of(case[1], case[2])
      assert.are.equal(case[4], spaced(own:value(case[3])))
      assert.are.equal(case[5], spaced(own:label(case[3])))
    end)
  end
end)

describe("urssaf.chart.titles", function()
  hygiene("urssaf.chart.titles", { "at_once", "check", "common", "names", "nothing",
    "number_format", "place", "span", "subject", "subtitle", "title", "unit" })

  local fr, en = languages.of "fr", languages.of "en"

  it("make the title of what all series share, the names of the rest", function()
    local one = panel_of { {} }
    assert.are.equal("Isère : immatriculations", spaced(titles.title(one, fr)))
    assert.are.equal("Isère: registrations", titles.title(one, en))
    local two_places = panel_of { { key = AIN }, {} }
    assert.are.equal("Registrations", titles.title(two_places, en))
    assert.are.same({ "Ain", "Isère" }, titles.names(two_places, en))
    local two_measures = panel_of { {}, { measure = "radiations" } }
    assert.are.equal("Isère", titles.title(two_measures, en))
    assert.are.same({ "Registrations", "Strike-offs" }, titles.names(two_measures, en))
    local both = panel_of({ { key = AIN }, { measure = "radiations" } },
      { source = { title = "T" } })
    assert.are.equal("T", titles.title(both, en))
    assert.are.same({ "Ain: Registrations", "Isère: Strike-offs" }, titles.names(both, en))
  end)

  it("begin a label inside a title in lower case, with its accent", function()
    assert.are.equal("Isère : économiquement actifs",
      spaced(titles.title(panel_of { { measure = "economiquement_actifs" } }, fr)))
    assert.are.equal("Isère : DPAE", spaced(titles.title(panel_of { { measure = "DPAE" } }, fr)))
  end)

  it("say unit, frequency and span in the subtitle", function()
    local canvas = canvases.new { lang = "fr" }
    assert.are.equal("Nombre de comptes, données trimestrielles, T1 2019 à T4 2020",
      spaced(titles.subtitle(panel_of { {} }, canvas, "account")))
    assert.are.equal("Données annuelles, 2019, à dire", titles.subtitle(
      panel_of({ {} }, { frequency = "year", periods = { "2019" } }), canvas, nil, "à dire"))
  end)

  it("say whom the figures are about, unless the title does", function()
    local function subject(dataset, title, language)
      return titles.subject(panel_of({ {} }, { dataset = dataset }), title or "x", language or en)
    end
    assert.are.equal("Auto-entrepreneurs", subject "auto-entrepreneurs-par-departement")
    assert.are.equal("Insolvency proceedings", subject "procedures-collectives-par-region")
    assert.are.equal("Procédures collectives",
      subject("procedures-collectives-par-region", "x", fr))
    assert.is_nil(subject("procedures-collectives-par-region", "Insolvency proceedings in Paris"))
    assert.is_nil(subject("auto-entrepreneurs-par-departement", "Les AUTO ENTREPRENEURS en 2024"))
    assert.is_nil(subject "x")
  end)

  it("name two subjects of series of several datasets, and no more", function()
    local function subject(...)
      local list = {}
      for i, id in ipairs { ... } do list[i] = { dataset = id, key = ISERE, values = {} } end
      return titles.subject({ series = list }, "x", fr)
    end
    assert.are.equal("Auto-entrepreneurs, Procédures collectives",
      subject("auto-entrepreneurs-par-departement", "procedures-collectives-par-region",
        "auto-entrepreneurs-par-departement-secteur"))
    assert.is_nil(subject("auto-entrepreneurs-par-departement",
      "procedures-collectives-par-region", "dpae-mensuelles-par-region"))
  end)

  it("tell why there is nothing to draw, and refuse too much", function()
    assert.matches("no series in these data", titles.nothing(panel_of {}), 1, true)
    assert.matches("no period", titles.nothing(panel_of({ {} }, { periods = {} })), 1, true)
    assert.is_nil(titles.nothing(panel_of { {} }))
    assert.matches("2 series are too many for one chart, 1 at most: filter it",
      raised(titles.check, panel_of { {}, {} }, 1, "filter it"), 1, true)
    assert.matches("a panel expected, got string", raised(titles.nothing, "x"), 1, true)
  end)

  it("have a number format if all series share a unit", function()
    local function format_of(...) return titles.number_format(panel_of({ ... }).series, en) end
    assert.is_nil(format_of({}, { measure = "chiffres_d_affaires" }))
    assert.are.equal("account, account (change)",
      select(2, format_of({}, { transform = "change(1)" })))
    assert.are.equal("account", format_of({}, { key = AIN }).kind)
  end)
end)

describe("urssaf.chart.highlight", function()
  hygiene("urssaf.chart.highlight", { "of" })

  local keys = { ISERE, AIN, { grand_secteur = "Construction" } }

  for what, given in pairs { ["a code"] = "38", ["a name"] = "isere", ["a list"] = { "Isère" },
    ["a set of codes"] = { ["38"] = true, ["01"] = false }, ["a number"] = 38 } do
    it("takes " .. what, function()
      assert.are.same({ [ISERE] = true }, highlight.of(given, keys))
    end)
  end

  it("takes several, a code without its zero, and a unit that is not a place", function()
    assert.are.same({ [ISERE] = true, [AIN] = true }, highlight.of({ "38", 1 }, keys))
    assert.are.same({ [keys[3]] = true }, highlight.of("construction", keys))
    assert.are.same({}, highlight.of(nil, keys))
  end)

  it("takes a region for itself, not for its départements", function()
    local region = { code_region = "84", region = "Auvergne-Rhône-Alpes" }
    assert.are.same({ [region] = true }, highlight.of("AURA", { region }))
    assert.matches("none of the places here", raised(highlight.of, "84", { ISERE }), 1, true)
  end)

  it("suggests a similar name", function()
    assert.matches("highlight: 'Isaire' is none of the places here (did you mean 'Isère'?)",
      raised(highlight.of, "Isaire", { ISERE, AIN }), 1, true)
  end)
end)

describe("urssaf.chart.footnotes", function()
  hygiene("urssaf.chart.footnotes", { "at_once", "counted", "over_time", "partial", "source" })

  local fr = canvases.new { lang = "fr" }

  it("marks the breaks of a measure on the grid, and says them first", function()
    local marks, notes = footnotes.over_time(panel_of { { measure = "radiations" } },
      panel_of({ { measure = "radiations" } }).series, fr)
    -- of the four known ones, 2019-Q4 alone is in 2019 and 2020: the fourth quarter of the grid
    assert.are.equal(1, #marks)
    assert.are.equal(4, marks[1].at)
    assert.matches("^%(1%) T4 2019", spaced(notes[1]))
  end)

  it("has no mark if a measure has no break, and one if several share it", function()
    local none = panel_of { { measure = "economiquement_actifs" } }
    assert.are.same({}, (footnotes.over_time(none, none.series, fr)))
    local both = panel_of { { measure = "radiations" }, { measure = "solde" } }
    assert.are.equal(1, #footnotes.over_time(both, both.series, fr))
  end)

  -- Strike-offs of 2014 to 2023, of which those of two fourth quarters have fractions.
  local function reallocated(more)
    local values = {}
    for i = 1, 40 do values[i] = 100 end
    values[36], values[40] = 100.25, 100.5
    local list = { { measure = "radiations", values = values } }
    for i, one in ipairs(more or {}) do list[i + 1] = one end
    return panel_of(list, { periods = quarter.range("2014-Q1", "2023-Q4"),
      dataset = "auto-entrepreneurs-par-departement" })
  end

  it("marks each quarter that is an estimate, with one number and one sentence", function()
    local panel = reallocated { { measure = "administrativement_actifs" } }
    local marks, notes = footnotes.over_time(panel, panel.series, fr)
    local shown = {}
    for i, mark in ipairs(marks) do shown[i] = { mark.number, mark.at, mark.kind } end
    assert.are.same({ { 1, 2, "break" }, { 2, 36, "estimated" }, { 2, 40, "estimated" } }, shown)
    assert.are.same({ administrativement_actifs = true, radiations = true }, marks[3].measures)
    assert.are.equal("(1) T2 2014 : la loi Pinel change les radiations automatiques"
      .. " (loi n° 2014-626).", spaced(notes[1]))
    assert.are.equal("(2) T4 2022, T4 2023 : les radiations sont estimées et réparties par"
      .. " l'Urssaf.", spaced(notes[2]))
    assert.are.equal(2, #notes)
  end)

  it("says of a growth what it says of the figures", function()
    local growth = reallocated():yoy()
    local en = canvases.new { lang = "en" }
    local marks, notes = footnotes.over_time(growth, growth.series, en)
    assert.are.equal(3, #marks)
    assert.are.same({ "(1) Q2 2014: the Pinel law changes automatic strike-offs (loi n° 2014-626).",
      "(2) Q4 2022, Q4 2023: the strike-offs are estimated and re-allocated by Urssaf." },
      tables.map(notes, spaced))
  end)

  it("has a note on an estimate before the first period", function()
    local later = reallocated():yoy():filter { from = "2023-Q1", to = "2023-Q3" }
    assert.are.same({ {}, {} }, { footnotes.over_time(later, later.series, fr) })
    local stock = reallocated { { measure = "administrativement_actifs", key = AIN } }
      :filter { measure = "administrativement_actifs" }:yoy()
    later = stock:filter { from = "2023-Q1", to = "2023-Q3" }
    local marks, notes = footnotes.over_time(later, later.series, fr)
    assert.are.same({}, marks)
    assert.matches("^T4 2022, T4 2023", spaced(notes[1]))
  end)

  it("marks estimates in annual data in their years", function()
    local annual = reallocated():annual()
    local marks = footnotes.over_time(annual, annual.series, fr)
    assert.are.same({ 1, 9, 10 }, { marks[1].at, marks[2].at, marks[3].at })
  end)

  it("marks breaks in annual data in their year", function()
    local annual = panel_of({ { measure = "radiations" } },
      { frequency = "year", periods = { "2018", "2019", "2020" } })
    local marks = footnotes.over_time(annual, annual.series, fr)
    assert.are.same({ 1, 2 }, { #marks, marks[1].at })
  end)

  it("has a note on a break before the first period that distorts growths after it", function()
    local note = { kind = "break", id = "strike-offs-2019", measure = "radiations",
      periods = { "2020-Q3" }, message = "x" }
    local later = panel_of({ { measure = "radiations", notes = { note } } },
      { periods = quarter.range("2020-Q1", "2021-Q1") })
    local marks, notes = footnotes.over_time(later, later.series, fr)
    assert.are.same({}, marks)
    assert.matches("^T4 2019", spaced(notes[1]))
    local long_after = panel_of({ { measure = "radiations", notes = { note } } },
      { periods = quarter.range("2021-Q1", "2021-Q4") })
    assert.are.same({ {}, {} }, { footnotes.over_time(long_after, long_after.series, fr) })
  end)

  it("says each note once, if it concerns the series", function()
    local panel = panel_of({ {} }, { notes = { { kind = "synthetic", message = "s" },
      { kind = "synthetic", message = "s" }, { kind = "mean", measure = "radiations",
      message = "m" }, { kind = "scope", message = "z", periods = { "2010-Q1" } } } })
    local _, notes = footnotes.over_time(panel, panel.series, fr)
    assert.are.same({ "Données synthétiques, sans valeur statistique." }, notes)
  end)

  it("says how much the worst sum covers", function()
    local panel = panel_of { { values = { 1, 2, 3 }, coverage = { { 3, 3 }, { 1, 3 }, { 2, 3 } } } }
    local _, notes = footnotes.over_time(panel, panel.series, fr)
    assert.matches("(au pire 1 sur 3)", notes[1], 1, true)
  end)

  it("names publisher, publication and licence, as far as they are known", function()
    local panel = panel_of({ {} }, { source = { attribution = "Urssaf Caisse nationale",
      title = "Titre", data_processed = "2026-07-16T10:00:00Z", licence = "ODbL 1.0" } })
    assert.are.equal("Source : Urssaf Caisse nationale, Titre, publication du 16 juillet 2026,"
      .. " licence ODbL 1.0.", spaced(footnotes.source(panel, fr)))
    assert.are.equal("Source: Urssaf, x.", footnotes.source(panel_of { {} }, canvases.new {}))
  end)
end)
