-- Figures below zero: growth, shares and contributions. The figures are worked out by hand.
local small_panel = require "spec.support.small_panel"

local keys, listed = small_panel.keys, small_panel.listed
local IMM, RAD = "immatriculations", "radiations"

describe("signs", function()
  local function panel(ain, isere, rest)
    return small_panel.panel(2024, { RAD }, { { keys.ain, [RAD] = ain },
      { keys.isere, [RAD] = isere }, { keys.rest, [RAD] = rest } })
  end
  local function shares(p, when)
    local rows, list = p:share { at = when }, {}
    for i, row in ipairs(rows) do list[i] = row.share or "-" end
    return list, rows
  end

  it("leave no shares of a whole with a negative part, or that is not above zero", function()
    local list, rows = shares(panel({ 5 }, { -4 }, { 0 }), "2024-Q1")
    assert.are.same({ "-", "-", "-" }, list)
    assert.are.equal(1, rows.total)
    assert.are.equal("no shares and no contributions, because a part is negative, or the whole is"
      .. " not above zero", small_panel.note_text(rows, "signs"))
    list, rows = shares(panel({ 0 }, { 0 }, { 0 }), "2024-Q1")
    assert.are.same({ "-", "-", "-" }, list)
    assert.are.equal(1, #small_panel.notes(rows, "signs"))
    list = shares(panel({ 1 }, { 1 }, { -3 }), "2024-Q1")
    assert.are.same({ "-", "-", "-" }, list)
  end)

  it("may be negative of a pseudo-unit", function()
    local list, rows = shares(panel({ 5 }, { 4 }, { -1 }), "2024-Q1")
    assert.are.same({ 5 / 8, 4 / 8, -1 / 8 }, list)
    assert.are.same({}, small_panel.notes(rows, "signs"))
  end)

  it("leave no contributions either, but the growth of the whole", function()
    local rows = panel({ 5, 6 }, { -4, 2 }, { 0, 0 }):contributions { from = "2024-Q1",
      to = "2024-Q2" }
    assert.are.equal(7, rows.total.growth)
    assert.is_nil(rows[1].points)
    assert.are.equal(1, rows[1].change)
    assert.are.equal(1, #small_panel.notes(rows, "signs"))
    rows = panel({ 5, 6 }, { 4, 2 }, { -1, 0 }):contributions { from = "2024-Q1", to = "2024-Q2" }
    assert.are.equal(1 / 8, rows[1].points)
    assert.are.equal(-2 / 8, rows[2].points)
    assert.are.same({}, small_panel.notes(rows, "signs"))
  end)

  it("and zeros leave no growth and no index, with a note", function()
    local p = panel({ 0, 5, 5, 5, 7, -5, 5, 5, 8, 5 }, { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 },
      { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 })
    local growth = p:filter { departement = "Ain" }:yoy()
    assert.are.same({ "-", "-", "-", "-", "-", -2, 0, 0, 8 / 7 - 1, "-" },
      listed(growth.series[1]))
    local notes = small_panel.notes(growth, "base")
    assert.are.equal(1, #notes)
    assert.are.same({ "2025-Q1", "2026-Q2" }, notes[1].periods)
    assert.are.equal("there is no growth from zero or from a negative value",
      notes[1].message)
    -- the growth of an adjustment, which is mostly negative, is missing without a word, unless the
    -- panel is of nothing else
    local adjusted = small_panel.panel(2024, { IMM }, { { keys.ain, [IMM] = { 1, 1, 1, 1, 2 } },
      { { departement = "_calage_" }, [IMM] = { -1, -1, -1, -1, -2 } } })
    assert.are.same({}, small_panel.notes(adjusted:yoy(), "base"))
    assert.are.equal(1, #small_panel.notes(adjusted:filter { departement = "calage" }:yoy(),
      "base"))
    local index = p.series[1]:index "2024-Q1"
    assert.are.equal(0, index:count())
    assert.are.equal("there is no index, because its base is missing, zero or negative",
      small_panel.note_text(index, "base"))
    assert.are.same({}, small_panel.notes(p.series[1]:index "2024-Q2", "base"))
  end)
end)

describe("contributions", function()
  it("have the notes on both ends", function()
    local p = small_panel.panel(2024, { IMM }, { { keys.ain, [IMM] = { 1, 2, 3 } } }, {
      notes = { { kind = "x", message = "at the beginning", periods = { "2024-Q1" } },
        { kind = "x", message = "between", periods = { "2024-Q2" } },
        { kind = "x", message = "at the end", periods = { "2024-Q3" } } } })
    local rows = p:contributions { from = "2024-Q1", to = "2024-Q3" }
    local messages = {}
    for i, note in ipairs(small_panel.notes(rows, "x")) do messages[i] = note.message end
    assert.are.same({ "at the beginning", "at the end" }, messages)
  end)
end)
