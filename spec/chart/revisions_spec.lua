-- The chart of revisions, and lines of raw and seasonally adjusted figures.
local assert_misuse = require "spec.support.assert_misuse"
local chart = require "urssaf.chart"
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local function spaced(text)
  return (text:gsub("\194\160", " "):gsub("\226\128\175", " "):gsub("\226\136\146", "-"))
end

local KEY = { code_departement = "38", departement = "Isère" }
local DATASET = "auto-entrepreneurs-par-departement"

-- A publication of Isère's active accounts from 2022-Q1 on.
local function publication(day, values, measure)
  measure = measure or "economiquement_actifs"
  return small_panel.panel(2022, { measure }, { { KEY, [measure] = values } }, { dataset = DATASET,
    source = { attribution = "Urssaf", title = "Titre", data_processed = day .. "T07:30:00Z",
      url = "https://open.urssaf.fr/api/explore/v2.1/catalog/datasets/x/exports/csv?a" } })
end

local function found_of(older, newer, measure)
  return assert(urssaf.revisions { measure = measure or "economiquement_actifs", key = {},
    panels = { publication("2024-01-16", older, measure),
      publication("2024-07-16", newer, measure) } })
end

-- The second quarter was raised from 200 to 220 and the third cut from 400 to 390.
local found = found_of({ 100, 200, 400 }, { 100, 220, 390, 500 })

-- What the marks say: values by label.
local function marks_of(svg)
  local values = {}
  for label, value in spaced(svg):gmatch 'data%-label="([^"]*)" data%-value="([^"]*)"' do
    values[label] = value
  end
  return values
end

describe("a chart of revisions", function()
  hygiene("urssaf.chart.revisions", { "plan" })
  local svg = assert(chart.revisions(found))

  it("has the first and the latest figure of each period, and their difference", function()
    assert.are.same({
      ["First figures, Q1 2022"] = "100", ["First figures, Q2 2022"] = "200",
      ["First figures, Q3 2022"] = "400", ["Published 16 July 2024, Q1 2022"] = "100",
      ["Published 16 July 2024, Q2 2022"] = "220", ["Published 16 July 2024, Q3 2022"] = "390",
      ["Published 16 July 2024, Q4 2022"] = "500", ["Q1 2022, revision"] = "0.00%",
      ["Q2 2022, revision"] = "+10.00%", ["Q3 2022, revision"] = "-2.50%" }, marks_of(svg))
  end)

  it("draws differences up from zero where figures were raised, else down", function()
    local heights, tops = {}, {}
    for bar in svg:gmatch '<rect class="[^"]*%-strong"[^>]*>' do
      heights[#heights + 1] = tonumber(bar:match ' height="([%d.]+)"')
      tops[#tops + 1] = tonumber(bar:match ' y="([%d.]+)"')
    end
    local zero = tops[1]
    assert.are.equal(3, #heights)
    assert.are.equal(0, heights[1])
    assert.is_true(math.abs(tops[2] + heights[2] - zero) < 0.02) -- ends at zero
    assert.is_true(math.abs(tops[3] - zero) < 0.02) -- begins there
    assert.is_true(math.abs(heights[2] / heights[3] - 4) < 0.01) -- 10 % and 2.5 %
  end)

  it("has a legend, a title, alternative text, notes and source, in both languages", function()
    for lang, wanted in pairs {
      en = { "Isère: economically active, revisions", "First figures", "Published 16 July 2024",
        "Latest less first figure, in %", "Figures revised: 2 of 3, at most by +10.00% (Q2 2022).",
        "Q3 2022 and earlier: the first figures are those of the oldest publication",
        "published 16 July 2024", "open.urssaf.fr/explore/dataset/x" },
      fr = { "Isère : économiquement actifs, révisions", "Premiers chiffres",
        "Publication du 16 juillet 2024", "Dernier chiffre moins le premier, en %",
        "Chiffres révisés : 2 sur 3, au plus de +10,00 % (T2 2022).",
        "T3 2022 et avant : les premiers chiffres sont ceux de la plus ancienne",
        "publication du 16 juillet 2024" },
    } do
      local text = spaced(assert(chart.revisions(found, { lang = lang, width = 900 })))
        :gsub("&#39;", "'")
      for _, one in ipairs(wanted) do assert.matches(one, text, 1, true) end
    end
    local text = spaced(chart.text("revisions", found).description)
    assert.matches("^Line chart of revisions%. First figures: first 100 %(Q1 2022%), last", text)
    assert.matches("at most by +10.00% (Q2 2022).", text, 1, true)
  end)

  it("compares rates in points, and figures from zero in their own unit", function()
    local rates = found_of({ 0.5, 0.5 }, { 0.5, 0.52 }, "taux_activite")
    assert.are.equal("+2.0 pt", marks_of(chart.revisions(rates))["Q2 2022, revision"])
    local counts = found_of({ 0, 10 }, { 3, 12 })
    assert.are.equal("+2", marks_of(chart.revisions(counts))["Q2 2022, revision"])
    assert.are.equal("+3", marks_of(chart.revisions(counts))["Q1 2022, revision"])
  end)

  it("begins a year before the first revision, and says what it leaves out", function()
    local older, newer = {}, {}
    for i = 1, 40 do older[i], newer[i] = 1000 + i, 1000 + i end -- 2022 to 2031
    newer[15] = 2000 -- 2025-Q3: drawn from 2024-Q3 on
    local svg_of = spaced(chart.revisions(found_of(older, newer)))
    assert.is_truthy(svg_of:find("First figures, Q3 2024", 1, true))
    assert.is_nil(svg_of:find("First figures, Q2 2024", 1, true))
    assert.matches("Not drawn: the figures before Q3 2024, which were", svg_of, 1, true)
    -- without any, the last four years
    local none = spaced(chart.revisions(found_of(older, older)))
    assert.matches("None of the 40 figures was revised.", none, 1, true)
    assert.is_truthy(none:find("First figures, Q1 2028", 1, true))
    assert.is_nil(none:find("First figures, Q4 2027", 1, true))
  end)

  it("tells changes of method between the publications among its notes", function()
    local measure = "effectifs_salaries_brut"
    local function employees(day, value)
      return small_panel.panel(2020, { measure },
        { { { secteur_na88i = "01" }, [measure] = { 1000, value } } },
        { dataset = "effectifs-salaries-et-masse-salariale-du-secteur-prive-france-entiere-x-na88",
          source = { data_processed = day .. "T07:30:00Z" } })
    end
    local function notes_of(day, lang)
      local moved = assert(urssaf.revisions { measure = measure, key = {},
        panels = { employees("2021-03-19", 1010), employees(day, 1020) } })
      return spaced(table.concat(chart.text("revisions", moved, { lang = lang }).notes, "\n"))
    end
    assert.matches("\nEmployees (raw): publications since June 2021 count employees in the"
      .. " declarations of each contract (DSN) alone", notes_of("2021-06-30", "en"), 1, true)
    assert.matches("\nEffectifs salariés (bruts) : depuis juin 2021, les publications comptent",
      notes_of("2021-06-30", "fr"), 1, true)
    assert.is_nil(notes_of("2021-05-19", "en"):find "June 2021")
  end)

  it("needs two publications, and revisions", function()
    local one = assert(urssaf.revisions { measure = "economiquement_actifs", key = {},
      panels = { publication("2024-01-16", { 1, 2 }) } })
    local none, err = chart.revisions(one)
    assert.is_nil(none)
    assert.are.equal("none", err.kind)
    assert.matches("no figure is in two publications yet", err.message, 1, true)
    assert_misuse(function() chart.revisions(urssaf.sample()) end, "another table")
    assert_misuse(function() chart.revisions(5) end, "got number")
    assert_misuse(function() chart.revisions(found, { scale = "own" }) end, "scale")
  end)
end)

describe("a line chart of raw and adjusted figures", function()
  hygiene("urssaf.chart.adjusted_pairs", { "first" })
  local RAW, ADJUSTED = "nombre_de_procedures_brut", "nombre_de_procedures_cvs"
  local function panel_of(measures)
    return small_panel.panel(2022, measures, { { { region = "Bretagne", code_region = "53" },
      [RAW] = { 10, 20, 10, 20 }, [ADJUSTED] = { 15, 15, 15, 16 } } },
      { dataset = "procedures-collectives-par-region" })
  end

  it("has the raw line thin, without markers and below, and a legend", function()
    local svg = spaced(chart.line(panel_of { ADJUSTED, RAW }))
    local thin, thick = svg:find '<path class="[^"]*%-thin1"', svg:find '<path class="[^"]*%-line2"'
    assert.is_true(thin < thick)
    assert.is_nil(svg:find '<path class="[^"]*%-line1"')
    assert.matches("%-thin1{[^}]*stroke%-width:1;", svg)
    assert.matches("%-line2{[^}]*stroke%-width:2;", svg)
    -- the legend: marks at the left, the order that of the lines' ends
    local raw = svg:find('x="30" y="[%d.]+">Insolvency proceedings %(raw%)<')
    local adjusted = svg:find('x="30" y="[%d.]+">Insolvency proceedings %(adjusted%)<')
    assert.is_true(raw < adjusted)
    -- a marker in the legend and one at the end
    assert.are.equal(2, select(2, svg:gsub('<circle class="[^"]*%-mark1"', "")))
  end)

  it("is as any other where one of them is alone", function()
    for _, measure in ipairs { RAW, ADJUSTED } do
      local svg = chart.line(panel_of { measure })
      assert.matches('<path class="[^"]*%-line1"', svg)
      assert.is_nil(svg:find "thin1")
    end
  end)
end)
