local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local lua = require "spec.support.lua"
local small_panel = require "spec.support.small_panel"

local keys, notes_of = small_panel.keys, small_panel.notes

describe("urssaf.panel.missing", function()
  hygiene("urssaf.panel.missing", { "cells" })

  -- A panel of radiations from 2024 on; each argument is { key, values }.
  local function panel_of(fields, ...)
    local units = {}
    for i, one in ipairs { ... } do units[i] = { one[1], radiations = one[2] } end
    return small_panel.panel(2024, { "radiations" }, units, fields)
  end

  local function names_of(note)
    local names = {}
    for i, one in ipairs(note.units) do names[i] = one.name end
    return table.concat(names, ", ")
  end

  it("is one note for a unit and its measures, with the periods without a sum", function()
    local panel = small_panel.panel(2024, { "immatriculations", "radiations" }, {
      { keys.ain, immatriculations = { 1, 2, 3, 4 }, radiations = { 1, 2, 3, 4 } },
      { keys.isere, immatriculations = { 1, false, 3, false },
        radiations = { 1, 2, false, false } },
    })
    local notes = notes_of(panel:total(), "gap")
    assert.are.equal(1, #notes)
    local note = notes[1]
    assert.are.equal("Isère (38)", names_of(note))
    assert.are.equal(0, note.more)
    assert.are.same({ "2024-Q2", "2024-Q3", "2024-Q4" }, note.periods)
    assert.are.same({ "immatriculations", "radiations" }, note.measures)
    assert.are.equal(3, note.units[1].count)
    assert.are.equal("no sum since Q2 2024, because values are missing: Isère; the option missing"
      .. " counts them as none (zero) or adds up the others (skip)",
      (note.message:gsub("\194\160", " ")))
  end)

  it("is there of a panel of one unit, too", function()
    local total = small_panel.panel(2020, { "radiations" },
      { { small_panel.keys.ain, radiations = { 1, false, 3 } } }):total()
    local found = small_panel.notes(total, "gap")
    assert.are.equal(1, #found)
    assert.are.same({ "2020-Q2" }, found[1].periods)
  end)

  it("does not name a ratio beside one of its parts", function()
    local active, stock = "economiquement_actifs", "administrativement_actifs"
    local panel = small_panel.panel(2024, { stock, active }, {
      { keys.ain, [active] = { 1, 2 }, [stock] = { 3, 4 } },
      { keys.isere, [active] = { 1, false }, [stock] = { 3, 4 } } }):with "taux_activite"
    assert.are.equal(active, notes_of(panel:total(), "gap")[1].measure)
    local alone = panel:filter { measure = "taux_activite" }
    assert.are.equal("taux_activite", notes_of(alone:total(), "gap")[1].measure)
  end)

  it("names the three units with the most gaps, and counts the others", function()
    local units = {}
    local one = { 1, false, false, false }
    for i, values in ipairs { { 1, 1, 1, false }, { 1, 1, false, false }, one, one,
      { 1, 1, 1, 1 } } do
      units[i] = { { departement = "D" .. i }, values }
    end
    local note = notes_of(panel_of(nil, lua.unpack(units)):total(), "gap")[1]
    assert.are.equal("D3, D4, D2", names_of(note))
    assert.are.equal(1, note.more)
    assert.matches("one more unit", note.message, 1, true)
  end)

  it("does not name the remainder, nor a unit that has not begun", function()
    local panel = panel_of(nil, { keys.rest, { 1, false, 3 } }, { keys.ain, { false, 2, 3 } },
      { keys.isere, { 1, 2, 3 } })
    assert.are.same({}, notes_of(panel:total(), "gap"))
  end)

  it("is there of no sum that leaves units out", function()
    local panel = panel_of(nil, { keys.ain, { 1, false } }, { keys.isere, { 1, 2 } })
    assert.are.equal(1, #notes_of(panel:total(), "gap"))
    assert.are.same({}, notes_of(panel:total { missing = "skip" }, "gap"))
    assert.are.same({}, notes_of(panel:total { missing = "zero" }, "gap"))
  end)

  it("says where an empty cell very probably means none", function()
    local function note_of(dataset)
      return notes_of(panel_of({ dataset = dataset }, { keys.ain, { 1, false } },
        { keys.isere, { 1, 2 } }):total(), "gap")[1]
    end
    local note = note_of "procedures-collectives-par-region"
    assert.are.equal("none", note.empty)
    assert.matches("an empty cell of this dataset very probably means none", note.message, 1, true)
    assert.matches("veut très probablement dire zéro", languages.of("fr"):note(note), 1, true)
    assert.is_nil(note_of "procedures-collectives-france-entiere".empty)
  end)

  it("gives no advice on what is no cell of the data", function()
    local panel = panel_of(nil, { keys.ain, { 1, 1, 1, 1, 1, 1, 1, false } },
      { keys.isere, { 1, 1, 1, 1, 1, 1, 1, 1 } })
    local note = notes_of(panel:annual():total(), "gap")[1]
    assert.matches("no sum in 2025", note.message, 1, true)
    assert.is_nil(note.message:find("option missing", 1, true))
  end)

  it("says that a unit ended, when, and what to do", function()
    local panel = panel_of(nil, { keys.ain, { 5, 6, false, false, false, false } },
      { keys.isere, { 1, 2, 3, 4, 5, 6 } })
    local total = panel:total()
    assert.are.same({}, notes_of(total, "gap"))
    local notes = notes_of(total, "ended")
    assert.are.equal(1, #notes)
    assert.are.equal("2024-Q2", notes[1].units[1].last)
    assert.are.equal("no sum since Q3 2024, because Ain ended (last value: Q2 2024); the option"
      .. " missing adds up the others (zero, or skip)", (notes[1].message:gsub("\194\160", " ")))
    -- three quarters without a value are a gap
    panel = panel_of(nil, { keys.ain, { 5, 6, false, false, false } },
      { keys.isere, { 1, 2, 3, 4, 5 } })
    assert.are.same({}, notes_of(panel:total(), "ended"))
    assert.are.equal(1, #notes_of(panel:total(), "gap"))
  end)

  it("says that a unit ended before the grid", function()
    local panel = panel_of(nil, { keys.ain, { 5, 6, false, false, false, false, false, false } },
      { keys.isere, { 1, 2, 3, 4, 5, 6, 7, 8 } }):filter { from = "2025" }
    local note = notes_of(panel:total(), "ended")[1]
    assert.matches("no sum since Q1 2025, because Ain ended before Q1 2025;",
      note.message:gsub("\194\160", " "), 1, true)
    assert.are.same({ 5, 6, 7, 8 },
      small_panel.listed(panel:total { missing = "zero" }.series[1]))
    assert.is_nil(panel:total { missing = "zero" }.series[1].filled)
    local finding = panel:check().findings[1]
    assert.are.same({ "ended", { "2025-Q1" } }, { finding.kind, finding.periods })
    assert.matches("Ain (01): no value of any measure from 2025-Q1 on: sums are missing",
      finding.message, 1, true)
  end)

  it("stays behind if the units with gaps are filtered out", function()
    local sums = panel_of(nil, { keys.ain, { 1, false } }, { keys.corse, { 1, 2 } })
      :aggregate { by = "code_region" }
    assert.are.equal(1, #notes_of(sums, "gap"))
    assert.are.equal(1, #notes_of(sums:filter { region = "84" }, "gap"))
    assert.are.same({}, notes_of(sums:filter { region = "94" }, "gap"))
  end)

  it("is short of thousands of units", function()
    local units = {}
    for i = 1, 3000 do
      units[i] = { { commune = ("Commune %d"):format(i) }, { 1, i % 2 == 0 and 1 or false, 1 } }
    end
    local notes = notes_of(panel_of(nil, lua.unpack(units)):total(), "gap")
    assert.are.equal(1, #notes)
    assert.are.equal(3, #notes[1].units)
    assert.are.equal(1497, notes[1].more)
    assert.is_true(#notes[1].message < 300)
  end)
end)
