-- Which units begin, end, lack a value or grow from little, and the notes that name few of them.
local chart = require "urssaf.chart"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local lifetimes = require "urssaf.panel.lifetimes"
local small_panel = require "spec.support.small_panel"
local tallies = require "urssaf.panel.unit_tally"
local unit = require "urssaf.domain.unit"

local keys, notes_of = small_panel.keys, small_panel.notes
local IMM, RAD = "immatriculations", "radiations"

for module, exports in pairs {
  ["urssaf.panel.lifetimes"] = { "mark" },
  ["urssaf.panel.latest"] = { "complete", "note", "without_ended" },
  ["urssaf.panel.small_bases"] = { "THRESHOLD", "is_counted", "note", "of",
    "within" },
  ["urssaf.panel.joined_notes"] = { "at", "concerning", "of", "still",
    "with_series" },
  ["urssaf.panel.unit_tally"] = { "FEW", "new" },
  ["urssaf.panel.unit_note"] = "function",
  ["urssaf.panel.growth_notes"] = { "add" },
  ["urssaf.panel.growth_options"] = { "units" },
} do
  describe(module, function() hygiene(module, exports) end)
end

describe("the series of a unit that is like another", function()
  it("is of its measure, transformed alike", function()
    local plain, grown = { measure = RAD }, { measure = RAD, transform = "yoy" }
    local other = { measure = IMM, transform = "yoy" }
    local one = { series = { plain, other, grown } }
    assert.are.equal(grown, unit.series_like(one, { measure = RAD, transform = "yoy" }))
    assert.are.equal(plain, unit.series_like(one, { measure = RAD }))
    assert.is_nil(unit.series_like(one, { measure = RAD, transform = "qoq" }))
  end)
end)

-- A panel of radiations from 2023 on; each argument is { key, values }.
local function panel_of(fields, ...)
  local units = {}
  for i, one in ipairs { ... } do units[i] = { one[1], [RAD] = one[2] } end
  return small_panel.panel(2023, { RAD }, units, fields)
end

describe("a unit", function()
  -- For each unit, the position of its last value and whether it has ended.
  local function lives(panel, horizon)
    local list = {}
    for i, one in ipairs(lifetimes.mark(unit.collect(panel.series), horizon)) do
      list[i] = { one.last, one.ended or false }
    end
    return list
  end

  it("has ended if it has no value for a year before the last one of another", function()
    assert.are.same({ { 7, false }, { 3, true }, { 4, false } }, lives(panel_of(nil,
      { keys.ain, { 1, 2, 3, 4, 5, 6, 7, false } },
      { keys.isere, { 1, 2, 3, false, false, false, false, false } },
      { keys.corse, { 1, 2, 3, 4, false, false, false, false } })))
    assert.are.same({ { 1, true }, { 2, false } }, lives(panel_of({ frequency = "month" },
      { keys.ain, { 1, false } }, { keys.isere, { 1, 2 } }), 13))
  end)

  it("has ended in all its measures, or not at all", function()
    assert.are.same({ { 5, false }, { 5, false } }, lives(small_panel.panel(2023, { IMM, RAD }, {
      { keys.ain, [IMM] = { 1, false, false, false, false }, [RAD] = { 1, 2, 3, 4, 5 } },
      { keys.isere, [IMM] = { 1, 2, 3, 4, 5 }, [RAD] = { 1, 2, 3, 4, 5 } } })))
  end)

  it("never ends if it is a pseudo-unit, a sum, or of a dataset whose empty cells mean none",
    function()
      local values = { 1, false, false, false, false, false }
      assert.are.same({ { 1, false }, { 6, false } },
        lives(panel_of(nil, { keys.rest, values }, { keys.ain, { 1, 2, 3, 4, 5, 6 } })))
      assert.are.same({ { 1, false }, { 6, false } },
        lives(panel_of({ dataset = "procedures-collectives-par-region" }, { keys.isere, values },
          { keys.ain, { 1, 2, 3, 4, 5, 6 } })))
      local sums = panel_of(nil, { keys.isere, values }, { keys.corse, { 1, 2, 3, 4, 5, 6 } })
        :aggregate { by = "code_region" }
      assert.are.same({ { 1, false }, { 6, false } }, lives(sums))
    end)
end)

describe("a rank without a period", function()
  -- Corse-du-Sud ends with its second quarter of nine, a year and more before the last.
  local function of_ended(more)
    local nine, two = { 1, 2, 3, 4, 5, 6, 7, 8, 9 }, {}
    for i = 1, 9 do two[i] = i < 3 and 30 + i end
    return panel_of(nil, { keys.ain, nine }, { keys.isere, more or nine }, { keys.corse, two })
  end

  it("is that of the last one, though a unit has ended, and says so", function()
    local ranks = of_ended():rank { measure = RAD }
    assert.are.equal("2025-Q1", ranks.period)
    assert.are.equal(2, #ranks.rows)
    assert.are.equal(1, #ranks.notes)
    local note = ranks.notes[1]
    assert.are.same({ "unranked", "2023-Q2", "Corse-du-Sud (2A)", 0 },
      { note.kind, note.units[1].last, note.units[1].name, note.more })
    assert.are.equal("without a value in Q1 2025, and so without a rank: Corse-du-Sud ended (last"
      .. " value: Q2 2023)",
      (note.message:gsub("\194\160", " ")))
  end)

  it("is that of an earlier one where a unit lacks a value that has not ended", function()
    local ranks = of_ended { 1, 2, 3, 4, 5, 6, 7, 8, false }:rank { measure = RAD }
    assert.are.equal("2024-Q4", ranks.period)
    assert.are.same({ "latest", "unranked" }, { ranks.notes[1].kind, ranks.notes[2].kind })
    assert.are.equal(1, #ranks.notes[1].units)
    -- what has not ended, or has a value there, is named in no note
    local early = of_ended():rank { measure = RAD, at = "2023-Q2" }
    assert.are.same({ 3, 0 }, { #early.rows, #early.notes })
  end)

  it("leaves shares and the latest complete period as they are", function()
    assert.are.equal("2023-Q2", (of_ended():latest_complete()))
    assert.are.equal("2023-Q2", of_ended():share { measure = RAD }.period)
    assert.are.equal("2023-Q2", of_ended():rank { measure = RAD, by = "region" }.period)
  end)
end)

describe("the latest complete period", function()
  local function late()
    return panel_of(nil, { keys.ain, { 10, 11, 12 } }, { keys.isere, { 20, 21, false } },
      { keys.corse, { 5, 6, false } })
  end

  it("says who lacks a value in the last one", function()
    local found, note = late():latest_complete()
    assert.are.equal("2023-Q2", found)
    assert.are.same({ "latest", "2023-Q2", "2023-Q3", "Isère (38)", "Corse-du-Sud (2A)", RAD },
      { note.kind, note.period, note.last, note.units[1].name, note.units[2].name, note.measure })
    assert.are.equal("the latest complete period is Q2 2023; a later one has to be named, since"
      .. " values are missing in Q3 2023: Isère, Corse-du-Sud; the option missing counts them as"
      .. " none (zero)", (note.message:gsub("\194\160", " ")))
    local regions = panel_of(nil, { keys.ain, { 10, 11, 12 } }, { keys.corse, { 5, 6, false } })
      :aggregate { by = "code_region" }
    note = notes_of(regions:rank(), "latest")[1]
    assert.matches("values are missing in Q3.2023: Corse$", (note.message:gsub("\194\160", " ")))
  end)

  it("says nothing if it is the last one, or the last with any value", function()
    assert.are.equal(1, select("#", late():filter { departement = "Ain" }:latest_complete()))
    assert.are.equal(1, select("#", late():filter { departement = { "38", "2A" } }
      :latest_complete()))
    assert.is_nil((panel_of(nil, { keys.ain, { 1, false } }, { keys.isere, { false, false } })
      :filter { from = "2023-Q2" }:latest_complete()))
  end)

  it("does not wait for zeros, nor for units that have ended", function()
    assert.are.equal("2023-Q3", (late():latest_complete { missing = "zero" }))
    local ended = panel_of(nil, { keys.ain, { 1, 2, 3, 4, 5, 6 } },
      { keys.isere, { 1, 2, false, false, false, false } })
    assert.are.equal("2023-Q2", (ended:latest_complete()))
    assert.are.equal("2024-Q2", (ended:latest_complete { missing = "zero" }))
  end)

  it("is told by ranks, shares and contributions that fall back to it", function()
    assert.are.equal(1, #notes_of(late():rank(), "latest"))
    assert.are.equal(1, #notes_of(late():share(), "latest"))
    assert.are.equal(1, #notes_of(late():contributions { from = "2023-Q1" }, "latest"))
    assert.are.same({}, notes_of(late():rank { at = "2023-Q2" }, "latest"))
    assert.are.same({}, notes_of(late():share { at = "2023-Q2" }, "latest"))
  end)
end)

describe("growth from a small base", function()
  it("is noted, with the last such base", function()
    local growth = panel_of(nil, { keys.ain, { 12, 39, 40, 41, 24, 50, 60, 70 } },
      { keys.isere, { 400, 400, 400, 400, 400, 400, 400, 400 } }):yoy()
    local notes = notes_of(growth, "small_base")
    assert.are.equal(1, #notes)
    assert.are.same({ { "2024-Q1", "2024-Q2" }, "Ain (01)", 39, "2023-Q2", 40, 0 },
      { notes[1].periods, notes[1].units[1].name, notes[1].units[1].base,
        notes[1].units[1].period, notes[1].threshold, notes[1].more })
    assert.are.same({}, notes_of(growth:filter { departement = "Isère" }, "small_base"))
    assert.are.equal("Strike-offs: growth from fewer than 40 is mostly chance: Ain (39 in Q2"
      .. " 2023).",
      (languages.of("en"):note(notes[1]):gsub("\194\160", " ")))
  end)

  it("names in a ranking, and in a part of the grid, the bases of their periods alone", function()
    local growth = panel_of(nil, { keys.ain, { 12, 39, 40, 41, 24, 50, 60, 70 } },
      { keys.isere, { 20, 400, 400, 400, 400, 400, 400, 400 } },
      { keys.corse, { 400, 38, 37, 400, 400, 400, 400, 400 } }):yoy()
    local function told(of)
      local found = {}
      for _, note in ipairs(notes_of(of, "small_base")) do
        for _, one in ipairs(note.units) do
          found[#found + 1] = ("%s %d %s"):format(one.name, one.base, one.period)
        end
        found[#found + 1] = table.concat(note.periods, " ") .. " and " .. note.more
      end
      return found
    end
    local first = { "Ain (01) 12 2023-Q1", "Isère (38) 20 2023-Q1", "2024-Q1 and 0" }
    assert.are.same(first, told(growth:rank { at = "2024-Q1" }))
    assert.are.same({ "Corse-du-Sud (2A) 37 2023-Q3", "2024-Q3 and 0" },
      told(growth:rank { at = "2024-Q3" }))
    assert.are.same({}, told(growth:rank { at = "2024-Q4" }))
    assert.are.same(first, told(growth:filter { to = "2024-Q1" }))
    assert.are.same({ "Corse-du-Sud (2A) 37 2023-Q3", "Ain (01) 39 2023-Q2",
      "2024-Q2 2024-Q3 and 0" }, told(growth:filter { from = "2024-Q2" }))
    assert.are.same({}, told(growth:filter { from = "2024-Q4" }))
    local svg = chart.map(growth, { at = "2024-Q1" })
    assert.matches("Isère (20 in", svg, 1, true)
    assert.is_nil(svg:find("(37 in", 1, true) or svg:find("(39 in", 1, true))
    local note = notes_of(growth, "small_base")[1]
    assert.is_nil(note.bases)
    assert.is_nil(note.froms)
  end)

  it("is no matter for money, for shares, for changes, nor from zero", function()
    local panel = small_panel.panel(2023, { "chiffres_d_affaires", RAD }, {
      { keys.ain, chiffres_d_affaires = { 5, 6 }, [RAD] = { 0, 3 } } })
    assert.are.same({}, notes_of(panel:qoq(), "small_base"))
    assert.are.same({}, notes_of(panel.series[2]:change(1), "small_base"))
    local zero = panel_of(nil, { keys.ain, { 0, 3 } }):map(function(value) return value end)
    assert.are.same({}, zero:growth(1).series[1].values)
    local money = small_panel.panel(2023, { "chiffres_d_affaires" }, {
      { keys.ain, chiffres_d_affaires = { 0, 6 } } })
    assert.are.same({}, money:qoq().series[1].values)
    local negative = small_panel.panel(2023, { "chiffres_d_affaires" }, {
      { keys.ain, chiffres_d_affaires = { -10, 2, 3 } } })
    assert.are.same({}, notes_of(negative:qoq(), "small_base"))
    assert.are.same({}, notes_of(negative:change(1), "small_base"))
  end)

  it("is one short note of thousands of units, first those of the last periods", function()
    local units = {}
    for i = 1, 2500 do
      units[i] = { { commune = ("C%04d"):format(i) }, [RAD] = { 10 + i % 7, 50, i == 9 and 50 } }
    end
    units[9][RAD][2] = 30
    local notes = notes_of(small_panel.panel(2023, { RAD }, units):qoq(), "small_base")
    assert.are.equal(1, #notes)
    assert.are.same({ "C0009", 30, "C0007", 10, "C0014", 10, 2497 },
      { notes[1].units[1].name, notes[1].units[1].base, notes[1].units[2].name,
        notes[1].units[2].base, notes[1].units[3].name, notes[1].units[3].base, notes[1].more })
    assert.is_true(#notes[1].message < 200)
  end)
end)

describe("a tally of cells by unit", function()
  it("counts a period of a unit once, whatever its measures", function()
    local periods = small_panel.quarters(2023, 4)
    local tally, ain, isere = tallies.new(periods, "quarter"), { key = keys.ain },
      { key = keys.isere }
    tally:add(ain, IMM, { [2] = true })
    tally:add(ain, RAD, { [2] = true })
    tally:add(isere, RAD, { [3] = true })
    tally:add(isere, RAD, { [4] = true })
    tally:add({ key = keys.ain }, "none", {})
    local fields = tally:fields()
    assert.are.equal(4, tally.cells)
    assert.are.same({ "Isère (38)", 2, "2023-Q3", "2023-Q4", true },
      { fields.units[1].name, fields.units[1].count, fields.units[1].from, fields.units[1].to,
        fields.units[1].is_whole })
    assert.are.same({ "Ain (01)", 1, 0, { IMM, RAD } },
      { fields.units[2].name, fields.units[2].count, fields.more, fields.measures })
    assert.are.same({ "2023-Q2", "2023-Q3", "2023-Q4" }, fields.periods)
  end)
end)

describe("a check", function()
  -- The findings of a kind: where, periods, size, severity, measure.
  local function found(panel, kind)
    local list = {}
    for _, one in ipairs(panel:check().findings) do
      if one.kind == kind then
        list[#list + 1] = { one.where, one.periods and one.periods[1], one.size, one.severity,
          one.measure }
      end
    end
    return list
  end

  it("finds units that ended, in place of their empty cells", function()
    local panel = panel_of(nil, { keys.ain, { 9, 9, 9, 9, 9, 9, 9, 9 } },
      { keys.isere, { 7, false, 8, false, false, false, false, false } })
    assert.are.same({ { "Isère (38)", "2023-Q3", 8, "warning", RAD } }, found(panel, "ended"))
    assert.are.same({ { "Isère (38)", "2023-Q2", 1, "warning", RAD } }, found(panel, "missing"))
    assert.is_false(panel:check().ok)
  end)

  it("finds units that begin, for information", function()
    local panel = panel_of(nil, { keys.ain, { 9, 9, 9, 9 } },
      { keys.isere, { false, false, 4, 5 } })
    assert.are.same({ { "Isère (38)", "2023-Q3", 4, "info", RAD } }, found(panel, "born"))
    assert.is_true(panel:check().ok)
    panel = panel_of({ dataset = "procedures-collectives-par-region" },
      { keys.ain, { 9, 9, 9, 9 } }, { keys.isere, { false, false, 4, 5 } })
    assert.are.same({}, found(panel, "born"))
  end)

  it("finds empty cells that look like zeros", function()
    local function cells(fields, ...)
      local values = { 1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 50 }
      for i, value in ipairs { ... } do values[12 + i] = value end
      values[#values + 1] = 9
      return panel_of(fields, { keys.ain, values },
        { keys.isere, { 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9 } })
    end
    -- 11 cells of 1 to 3: as many zeros would be some 4
    assert.are.same({ { "the whole", nil, 4, "info", RAD } },
      found(cells(nil, false, false, false, false), "empty"))
    assert.are.same({}, found(cells(nil, false, false, false, 0), "empty"))
    assert.are.same({}, found(cells(nil, false, false, false, 4), "empty"))
  end)
end)
