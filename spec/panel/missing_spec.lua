local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local missing = require "urssaf.panel.missing"
local small_panel = require "spec.support.small_panel"

describe("urssaf.panel.missing", function()
  hygiene("urssaf.panel.missing", { "gaps", "names", "notes" })

  local function names_of(...)
    local units = {}
    for i, values in ipairs { ... } do
      local key = { departement = i > 1 and ("D%d"):format(i) or "_non classé ailleurs_" }
      units[i] = { key, radiations = values }
    end
    local list = small_panel.panel(2024, { "radiations" }, units).series
    return missing.names(list, "radiations", 2, function(key) return key.departement end)
  end

  it("names the first three units with a gap, in order", function()
    assert.are.equal("D2", names_of({ 1, 2 }, { 1, false }, { 1, 2 }))
    assert.are.equal("D2, D3, D4", names_of({ 1, 2 }, { 1, false }, { 1, false }, { 1, false }))
    assert.are.equal("D2, D3, D4, …",
      names_of({ 1, 2 }, { 1, false }, { 1, false }, { 1, false }, { 1, false }))
  end)

  it("does not name the remainder, nor a unit that has not begun", function()
    assert.is_nil(names_of({ 1, false }, { 1, 2 }))
    assert.is_nil(names_of({ 1, 2 }, { false, false, 3 }, { 1, 2, 3 }))
    assert.is_nil(names_of({ 1, 2 }, { 1, 2 }))
  end)

  describe("notes", function()
    local function gap_of(dataset)
      local panel = small_panel.panel(2024, { "nombre_de_procedures_brut" }, {
        { { region = "A" }, nombre_de_procedures_brut = { 5, 6, 7 } },
        { { region = "B" }, nombre_de_procedures_brut = { 1, false, 2 } },
      }, { dataset = dataset })
      local sums = panel:total()
      assert.is_nil(sums.series[1]:at "2024-Q2")
      assert.are.equal(6, panel:total { missing = "skip" }.series[1]:at "2024-Q2")
      local notes = missing.notes(panel, sums)
      assert.are.equal(1, #notes)
      return notes[1]
    end

    it("say who lacks a value", function()
      local note = gap_of "procedures-collectives-france-entiere"
      assert.are.equal("no sum in Q2 2024, because a value is missing: B", note.message)
      assert.matches("car une valeur manque : B%.$",
        languages.of("fr"):sentences({ note })[1])
    end)

    it("say where an empty cell very probably means none, and what to do", function()
      local note = gap_of "procedures-collectives-par-region"
      assert.matches("a value is missing: B; an empty cell of this dataset very probably means"
        .. " none", note.message, 1, true)
      assert.matches("missing = \"skip\"", note.message, 1, true)
      local french = languages.of("fr"):sentences({ note })[1]
      assert.matches("manque : B ; une cellule vide de ce jeu de données veut très probablement"
        .. " dire zéro", french, 1, true)
      assert.matches("missing = \"skip\"", french, 1, true)
    end)
  end)

  it("has one note for consecutive periods without the same units", function()
    local ain, isere = small_panel.keys.ain, small_panel.keys.isere
    -- Ain lacks February, March and June, Isère lacks April
    local units = small_panel.panel(2024, { "radiations" }, {
      { ain, radiations = { 1, false, false, 4, 5, false, 7 } },
      { isere, radiations = { 1, 2, 3, false, 5, 6, 7 } } }, { frequency = "month" })
    local notes = missing.notes(units, units:total())
    local said = {}
    for i, note in ipairs(notes) do said[i] = { note.message, note.periods, note.period or "-" } end
    assert.are.same({
      { "no sum from February 2024 to March 2024, because a value is missing: Ain (01)",
        { "2024-02", "2024-03" }, "-" },
      { "no sum in April 2024, because a value is missing: Isère (38)", { "2024-04" }, "2024-04" },
      { "no sum in June 2024, because a value is missing: Ain (01)", { "2024-06" }, "2024-06" },
    }, said)
  end)
end)
