local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local panels = require "urssaf.panel"
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
    assert.are.equal("no sum from Q2 2024 to Q4 2024, because values are missing: Isère; the"
      .. " option missing counts them as none (zero) or adds up the others (skip)",
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

  local function sentences(note)
    return { (languages.of("en"):note(note):gsub("\194\160", " ")),
      (languages.of("fr"):note(note):gsub("\194\160", " ")) }
  end

  it("names whom a partial sum leaves out, and since when, once a unit", function()
    local panel = small_panel.panel(2024, { "immatriculations", "radiations" }, {
      { keys.ain, immatriculations = { 1, 2, 3, 4, 5, 6 }, radiations = { 1, 2, 3, 4, 5, 6 } },
      { keys.isere, immatriculations = { 1, false, 3, 4, 5, 6 },
        radiations = { 1, false, 3, 4, 5, false } },
      { keys.corse, immatriculations = { 7, 8, false, false, false, false },
        radiations = { 1, 2, false, false, false, false } } })
    local total = panel:total { missing = "skip" }
    assert.are.same({}, notes_of(total, "gap"))
    assert.are.same({}, notes_of(total, "ended"))
    local found = notes_of(total, "partial")
    assert.are.equal(1, #found)
    assert.are.same({ "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2" }, found[1].periods)
    assert.are.same({ "immatriculations", "radiations" }, found[1].measures)
    assert.are.same({ "Registrations, Strike-offs: partial sums from Q2 2024 to Q2 2025;"
      .. " missing: Corse-du-Sud (last value: Q2 2024); Isère (2 quarters, Q2 2024 to Q2 2025).",
      "Immatriculations, Radiations : sommes partielles du T2 2024 au T2 2025 ; il manque :"
      .. " Corse-du-Sud (dernière valeur : T2 2024) ; Isère (2 trimestres, T2 2024 à T2 2025)." },
      sentences(found[1]))
    assert.are.same({}, notes_of(panel:total { missing = "zero" }, "partial"))
  end)

  it("says of sums that leave units out where none is left", function()
    local panel = panel_of(nil, { keys.ain, { 1, false, 3 } }, { keys.corse, { 1, 2, 3 } })
    local regions = panel:aggregate { by = "code_region", missing = "skip" }
    assert.are.same({}, notes_of(regions, "partial"))
    assert.are.same({ { "Strike-offs: no sum in Q2 2024, because values are missing: Ain; the"
      .. " option missing counts them as none (zero).", "Radiations : pas de somme au T2 2024,"
      .. " faute de valeur : Ain ; l'option missing les compte pour zéro (zero)." } },
      { sentences(notes_of(regions, "gap")[1]) })
  end)

  it("says what sums lack once, and not again of sums of these", function()
    local panel = small_panel.panel(2023, { "immatriculations", "radiations" }, {
      { keys.ain, immatriculations = { 1, 2, 3, 4, 5, 6, 7, 8 },
        radiations = { 1, 2, 3, 4, 5, false, 7, 8 } },
      { keys.isere, immatriculations = { 1, 2, false, 4, 5, 6, 7, 8 },
        radiations = { 1, 2, 3, 4, 5, 6, 7, 8 } },
      { keys.corse, immatriculations = { 7, 8, 1, 1, false, false, false, false },
        radiations = { 1, 2, 3, 4, false, false, false, false } } })
    local skipped = panel:filter { code_region = "84" }
    for missing, case in pairs { strict = { panel, "gap", "ended" }, skip = { skipped, "partial" },
    } do
      local given, kinds = { missing = missing }, { lua.unpack(case, 2) }
      local regions = case[1]:aggregate { by = "code_region", missing = missing }
      for number, made in ipairs { regions:total(given), regions:total(),
        regions:annual():total(given),
        regions:aggregate { by = "region", missing = missing }:total(given),
        regions:filter { measure = "radiations" }:total(given),
        regions:share { measure = "radiations", by = "region", at = "2024-Q2" },
        regions:shares { measure = "radiations", missing = missing } } do
        for _, kind in ipairs(kinds) do
          local found = notes_of(made, kind)
          assert.are.equal(1, #found, ("%s %d: %s"):format(missing, number, kind))
          for _, one in ipairs(found[1].units) do assert.is_truthy(one.key.departement) end
        end
      end
    end
  end)

  it("says of a partial sum of sums which of these are missing", function()
    local regions = panel_of(nil, { keys.ain, { 1, false, 3 } }, { keys.isere, { 1, 2, 3 } },
      { keys.corse, { 1, 2, 3 } }):aggregate { by = "code_region" }
    local total = regions:total { missing = "skip" }
    assert.are.same({}, notes_of(total, "gap"))
    assert.are.equal("Auvergne-Rhône-Alpes (84)", names_of(notes_of(total, "partial")[1]))
  end)

  it("says what sums of sums lack that were put together without notes", function()
    local regions = panel_of(nil, { keys.ain, { 1, false, 3 } }, { keys.isere, { 1, 2, 3 } },
      { keys.corse, { 1, 2, 3 } }):aggregate { by = "code_region" }
    local bare = panels.new { frequency = "quarter", periods = regions.periods,
      series = regions.series }
    assert.are.same({ "Auvergne-Rhône-Alpes (84)" }, { names_of(notes_of(bare:total(), "gap")[1]) })
    -- and what a measure lacks that is none of these sums
    local rows = { { code_region = "94", period = "2024-Q1", population = 3 } }
    for i, name in ipairs(regions.periods) do
      rows[i + 1] = { code_region = "84", period = name, population = 5 }
    end
    local joined = assert(regions:join { by = { "code_region", "period" }, measure = "population",
      nature = "stock", unit = "person", rows = rows })
    local found = notes_of(joined:total(), "gap")
    assert.are.equal(2, #found)
    assert.are.same({ "Ain (01)", "radiations" }, { names_of(found[1]), found[1].measure })
    assert.are.same({ "Corse (94)", "population" }, { names_of(found[2]), found[2].measure })
    assert.are.same({ "2024-Q2", "2024-Q3" }, found[2].periods)
  end)

  it("stays where a sum has no value at all, or none before the gap", function()
    local regions = panel_of(nil, { keys.ain, { 1, 2, 3 } }, { keys.isere, { false, 1, 1 } },
      { keys.corse, { 1, false, 3 } }):aggregate { by = "code_region" }
    local corse = regions:filter { code_region = "94", to = "2024-Q2" }
    assert.are.equal(1, #notes_of(corse:qoq():filter { region = "Corse" }, "gap"))
    local none = panel_of(nil, { keys.ain, { 1, 2, false } }, { keys.isere, { 2, 1, false } })
      :filter { from = "2024-Q3" }:aggregate { by = "code_region" }
    assert.are.equal(1, #notes_of(none, "gap"))
    assert.are.equal(1, #notes_of(none:total(), "gap"))
    assert.are.equal(1, #notes_of(none:filter { code_region = "84" }, "gap"))
  end)

  it("is no longer there of partial sums that are filtered out", function()
    local sums = panel_of(nil, { keys.ain, { 1, false } }, { keys.isere, { 1, 2 } },
      { keys.corse, { 1, 2 } }):aggregate { by = "code_region", missing = "skip" }
    assert.are.equal(1, #notes_of(sums:filter { region = "84" }, "partial"))
    assert.are.same({}, notes_of(sums:filter { region = "94" }, "partial"))
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
    assert.are.equal("no sum from Q3 2024 to Q2 2025, because Ain ended (last value: Q2 2024);"
      .. " the option missing adds up the others (zero, or skip)",
      (notes[1].message:gsub("\194\160", " ")))
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
    assert.matches("no sum from Q1 2025 to Q4 2025, because Ain ended before Q1 2025;",
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
