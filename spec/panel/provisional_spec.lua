-- Figures that later publications usually change, by publications that are worked out by hand: the
-- publication k has the quarters 1 to k + 2; a figure of Ain is 8 too low when it is first
-- published, then 4 too low, and then right; those of Corse and Isère never change.
local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys, notes = small_panel.keys, small_panel.notes
local RAD, IMM = "radiations", "immatriculations"

-- `moving` of the three units are like Ain.
local function publication(k, moving)
  local units = {}
  for n, name in ipairs { "ain", "corse", "isere" } do
    local values, still = {}, {}
    for quarter = 1, k + 2 do
      local age = k + 2 - quarter
      local off = n <= moving and (age == 0 and 8 or age == 1 and 4) or 0
      values[quarter], still[quarter] = 100 * quarter - off, 7
    end
    units[n] = { keys[name], [RAD] = values, [IMM] = still }
  end
  return small_panel.panel(2020, { IMM, RAD }, units)
end

local function publications(moving, last)
  local list = {}
  for k = 1, last or 5 do list[k] = publication(k, moving) end
  return list
end

local function marks(s)
  local list = {}
  for i = 1, #s.periods do list[i] = s.provisional and s.provisional[i] and "p" or "." end
  return table.concat(list)
end

local function marks_of(panel, measure, name)
  return marks(assert(panel:get { measure = measure, departement = name }))
end

describe("urssaf.provisional", function()
  it("marks figures of an age at which most cells were changed", function()
    local panel = assert(urssaf.provisional(publication(5, 2), { panels = publications(2) }))
    for _, name in ipairs { "Ain", "Isère", "Corse-du-Sud" } do
      assert.are.equal(".....pp", marks_of(panel, RAD, name))
      assert.are.equal(".......", marks_of(panel, IMM, name))
    end
    -- of three units, one is not most of them
    panel = assert(urssaf.provisional(publication(5, 1), { panels = publications(1) }))
    assert.are.equal(".......", marks_of(panel, RAD, "Ain"))
    assert.are.same({}, notes(panel, "provisional"))
  end)

  it("says since when, in both languages", function()
    local panel = assert(urssaf.provisional(publication(5, 3), { panels = publications(3) }))
    local note = notes(panel, "provisional")[1]
    assert.are.equal(1, #notes(panel, "provisional"))
    assert.are.same({ RAD, "2021-Q2", { "2021-Q2", "2021-Q3" } },
      { note.measure, note.since, note.periods })
    assert.are.equal("provisional since Q2\194\1602021: later publications usually change figures"
      .. " this recent", note.message)
    assert.matches("provisoires depuis le T2\194\1602021", languages.of("fr"):note(note), 1, true)
  end)

  it("says that nothing is known of what cannot be compared", function()
    for _, list in ipairs { {}, publications(3, 1) } do
      local panel = assert(urssaf.provisional(publication(5, 3), { panels = list }))
      assert.are.equal(".......", marks_of(panel, RAD, "Ain"))
      local note = notes(panel, "provisional")[1]
      assert.are.same({ IMM, RAD }, note.measures)
      assert.matches("is not known", note.message, 1, true)
      assert.matches("on ne sait pas", languages.of("fr"):note(note), 1, true)
    end
  end)

  it("leaves out publications of another frequency, between two others, too", function()
    local years = publication(5, 3):annual()
    local panel = assert(urssaf.provisional(publication(5, 3),
      { panels = { publication(1, 3), years, publication(2, 3), years } }))
    assert.are.equal(".....pp", marks_of(panel, RAD, "Ain"))
  end)

  it("does not compare a panel of no dataset with the publications of another one", function()
    local panel = assert(urssaf.provisional(publication(5, 3)))
    assert.is_nil(panel.dataset)
    assert.matches("is not known", notes(panel, "provisional")[1].message, 1, true)
  end)

  it("is told by the column status", function()
    local panel = assert(urssaf.provisional(publication(5, 3), { panels = publications(3) }))
    local csv = panel:filter({ measure = RAD, departement = "Ain" }):to_csv()
    assert.are.equal(2, select(2, csv:gsub(",provisional,", "")))
    assert.matches("\n2021%-Q3[^\n]*,692,[^\n]*,provisional,", csv)
  end)

  it("is read back from CSV, as are filled cells", function()
    local panel = assert(urssaf.provisional(publication(5, 3), { panels = publications(3) }))
    panel.series[4].values[3] = nil
    panel = panel:fill()
    local back = assert(urssaf.read { text = panel:to_csv() })
    local sums = assert(urssaf.read { text = panel:total():to_csv() })
    for i, s in ipairs(panel.series) do
      assert.are.same(s.provisional, back.series[i].provisional)
      assert.are.same(s.filled, back.series[i].filled)
    end
    assert.is_true(back.series[4].filled[3])
    assert.are.equal(".....pp", marks(sums.series[2]))
    assert.are.same(notes(panel, "provisional"), notes(back, "provisional"))
  end)

  it("refuses what was transformed, and other options", function()
    assert_misuse(function()
      urssaf.provisional(publication(5, 3):yoy(), { panels = publications(3) })
    end, "yoy of immatriculations: mark the figures that it was made of")
    assert_misuse(function() urssaf.provisional(publication(5, 3), { panels = 3 }) end,
      "a list of panels")
    assert_misuse(function() urssaf.provisional(publication(5, 3), { panels = { "x.csv" } }) end,
      "a list of panels")
    assert_misuse(function() urssaf.provisional(3) end, "a panel expected, got number")
    assert_misuse(function() urssaf.client():provisional() end, "a panel expected, got nil")
  end)
end)

describe("marks of provisional figures", function()
  local function marked()
    local panel = publication(5, 3)
    return assert(urssaf.provisional(panel, { panels = publications(3) }))
  end

  it("go through filters, cuts, sums, years, growths and ratios", function()
    local panel = marked()
    assert.are.equal("..pp", marks_of(panel:filter { from = "2020-Q4" }, RAD, "Ain"))
    assert.are.equal("...", marks_of(panel:filter { to = "2020-Q3" }, RAD, "Ain"))
    local ain = panel:get { measure = RAD, departement = "Ain" }
    assert.are.equal("p", marks(ain:slice "2021-Q3"))
    assert.are.equal(".....pp", marks(panel:filter({ measure = RAD }):total().series[1]))
    assert.are.equal(".....pp", marks(panel:aggregate({ by = "region" }):get { measure = RAD,
      region = "Corse" }))
    assert.are.equal(".....pp", marks(panel:with("solde"):get { measure = "solde",
      departement = "Ain" }))
    local ratio = panel:with("r", { numerator = RAD, denominator = IMM }):filter { measure = "r" }
    assert.are.equal(".....pp", marks(ratio.series[1]))
    assert.are.equal(".....pp", marks(ratio:total().series[1]))
    assert.are.equal("....pp", marks(ratio:filter({ from = "2020-Q2" }).series[1]))
    -- 2022 is not whole
    assert.are.equal("..", marks(panel:annual():get { measure = RAD, departement = "Ain" }))
    assert.are.equal(".....pp", marks(ain:rolling(2)))
    assert.are.equal(".....pp", marks(ain:yoy()))
    assert.are.equal(".....pp", marks(ain:index "2020-Q1"))
    assert.are.equal(".....pp", marks(ain:map(function(v) return v end)))
    assert.are.equal(".....pp", marks(panel:fill().series[2]))
  end)

  it("of one measure are those of its revisions", function()
    local found = assert(urssaf.revisions { measure = RAD, key = { departement = "Ain" },
      panels = publications(1) })
    assert.are.equal(2, found.settled_at)
    local panel = found:mark(publication(5, 1))
    assert.are.equal(".....pp", marks_of(panel, RAD, "Corse-du-Sud"))
    assert.are.equal(".......", marks_of(panel, IMM, "Ain"))
    assert.are.equal(1, #notes(panel, "provisional"))
    assert_misuse(function() found:mark(publication(5, 1):annual()) end, "revisions of quarters")
    local alone = assert(urssaf.revisions { measure = RAD, panels = publications(1, 1) })
    assert.matches("is not known", notes(alone:mark(publication(1, 1)), "provisional")[1].message)
  end)
end)

describe("urssaf.panel.provisional", function()
  hygiene("urssaf.panel.provisional", { "OPTIONS", "by_publications", "panel" })
end)

describe("urssaf.panel.settling", function()
  hygiene("urssaf.panel.settling", { "age", "ages" })
end)

describe("urssaf.panel.marks", function()
  hygiene("urssaf.panel.marks", { "KINDS", "add", "base", "cut", "join", "keep", "lag", "windows" })
end)
