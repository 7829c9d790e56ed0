-- Notes say the labels of measures that have one of their own.
local chart = require "urssaf.chart"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys, notes_of = small_panel.keys, small_panel.notes
local POPULATION, STOCK = "population", "administrativement_actifs"

describe("urssaf.panel.note_labels", function()
  hygiene("urssaf.panel.note_labels", { "of", "put" })

  -- Two départements with a stock and a population from outside, of which one value is missing.
  local function joined(label)
    local panel = small_panel.panel(2024, { STOCK }, {
      { keys.ain, [STOCK] = { 10, 11, 12, 13, 14 } }, { keys.isere, [STOCK] = { 5, 6, 7, 8, 9 } } })
    local rows = {}
    for i, name in ipairs(panel.periods) do
      rows[i] = { code_departement = "01", period = name, population = 30 }
      if i ~= 3 then
        rows[#panel.periods + i] = { code_departement = "38", period = name, population = 20 }
      end
    end
    local list = {}
    for i = 1, 2 * #panel.periods do list[#list + 1] = rows[i] end
    return assert(panel:join { rows = list, by = { "code_departement", "period" },
      measure = POPULATION, nature = "stock", unit = "person", label = label, source = "INSEE" })
  end

  local LABEL = { fr = "Population municipale", en = "Municipal population" }

  -- The beginnings of the sentences of a kind, in both languages.
  local function said(of, kind)
    local found = {}
    for _, code in ipairs { "en", "fr" } do
      for _, note in ipairs(notes_of(of, kind)) do
        found[#found + 1] = languages.of(code):note(note):gsub("\194\160", " "):match "^[^:]-%f[:]"
          or ""
      end
    end
    return found
  end

  local BOTH = { "Municipal population", "Population municipale " }

  it("are said of what was joined, and of what is made of it", function()
    local panel = joined(LABEL)
    assert.are.same(BOTH, said(panel, "joined"))
    assert.are.same(BOTH, said(panel:total(), "gap"))
    assert.are.same(BOTH, said(panel:total { missing = "skip" }, "partial"))
    assert.are.same(BOTH, said(panel:total { missing = "zero" }, "filled"))
    assert.are.same(BOTH, said(panel:filter { measure = POPULATION }:qoq(), "small_base"))
    assert.are.same(BOTH, said(panel:rank { measure = POPULATION, at = "2024-Q3" }, "unranked"))
    local growth = panel:filter { measure = POPULATION }:qoq()
    assert.are.same(BOTH, said(growth:rank { at = "2024-Q2" }, "small_base"))
    assert.are.same(BOTH, said(growth.series[1], "season"))
    assert.are.same(BOTH, said(panel:get { measure = POPULATION, departement = 38 }:qoq(),
      "small_base"))
    assert.are.same(BOTH, said(urssaf.panel { panel:get { measure = POPULATION,
      departement = 38 }:qoq() }, "small_base"))
    local svg = chart.map(growth, { at = "2024-Q2", lang = "fr" }):gsub("\194\160", " ")
    assert.matches("Population municipale : une évolution à partir de moins de 40", svg, 1, true)
    assert.is_nil(svg:find("population :", 1, true))
  end)

  it("are said of a ratio of the user's own, and of its parts", function()
    local ratio = joined(LABEL):with("densite", { numerator = STOCK, denominator = POPULATION,
      label = "Comptes par habitant" })
    local growth = ratio:filter { measure = "densite" }:qoq()
    assert.are.same({ "Comptes par habitant", "Comptes par habitant " }, said(growth, "season"))
    local rows = { { code_departement = "01", population = 30 } }
    local outside = assert(small_panel.panel(2024, { STOCK }, {
      { keys.ain, [STOCK] = { 10 } }, { keys.isere, [STOCK] = { 5 } } }):join { rows = rows,
      by = "code_departement", measure = POPULATION, nature = "stock", unit = "person",
      label = LABEL }):with("densite", { numerator = STOCK, denominator = POPULATION }):total()
    local note = notes_of(outside, "outside")[1]
    assert.are.equal("densite: without Isère (38), where Municipal population is missing in every"
      .. " period.", (languages.of("en"):note(note):gsub("\194\160", " ")))
    assert.are.equal("densite : sans Isère (38), où Population municipale manque à chaque période.",
      (languages.of("fr"):note(note):gsub("\194\160", " ")))
    assert.matches("where population is missing", note.message, 1, true)
  end)

  it("come back from a file, and are not there of a measure without", function()
    local panel = joined(LABEL):total()
    local back = assert(urssaf.read { text = panel:to_csv() })
    assert.are.same(BOTH, said(back, "gap"))
    assert.are.same({ "population", "population " }, said(joined(nil):total(), "gap"))
    assert.is_nil(notes_of(joined(nil):total(), "gap")[1].labels)
  end)
end)
