-- A difference in words.
local diff = require "urssaf.panel.diff"
local locale = require "spec.support.locale"
local small_panel = require "spec.support.small_panel"
local build = require "spec.support.small_publication"

describe("the summary", function()
  it("says what was published, what is new and gone, and the revisions", function()
    local newer = build(function(list)
      list[1].immatriculations = { 100, 209, 300, false }
      list[3][1] = { code_departement = "2A", departement = "Corse du Sud", code_region = "94",
        region = "Corse" }
      list[3].radiations[1] = 4
      table.remove(list, 2)
      for _, one in ipairs(list) do
        table.insert(one.immatriculations, 1)
        table.insert(one.radiations, 1)
      end
    end, { dataset = "d", source = { data_processed = "2026-07-16T07:30:12+00:00" } })
    local older = build(nil, { dataset = "d",
      source = { data_processed = "2026-01-15T07:30:12+00:00" } })
    -- immatriculations: 100 200 300 and 1 2 3 4 were 610, and are 9 more; radiations were 126
    assert.are.equal(table.concat({
      "d, published 2026-07-16, compared with 2026-01-15",
      "1 period new: Q1 2021",
      "1 unit gone: Isère (38)",
      "1 unit renamed: Corse du Sud (2A) (departement was Corse-du-Sud)",
      "immatriculations: 1 of 7 cells revised (+1.48 % in all), 0 appeared, 1 vanished",
      "radiations: 1 of 8 cells revised (-0.79 % in all), 0 appeared, 0 vanished",
      "the largest revisions:",
      "  Corse du Sud (2A), radiations, Q1 2020: 4, before 5 (-20 %)",
      "  Ain (01), immatriculations, Q2 2020: 209, before 200 (+4.5 %)",
    }, "\n"), tostring(diff.compare(newer, older)))
  end)

  it("is short: five names of a list, ten revisions", function()
    local function of(count, value)
      local list = {}
      for i = 1, count do
        list[i] = { { region = ("R%02d"):format(i) }, immatriculations = { value, 1 },
          radiations = { 1, 1 } }
      end
      return small_panel.panel(2020, { "immatriculations", "radiations" }, list)
    end
    local text = tostring(diff.compare(of(20, 3), of(13, 2)))
    assert.matches("7 units new: R14, R15, R16, R17, R18 and 2 more\n", text, 1, true)
    assert.matches("\n  R10, immatriculations, Q1 2020: 3, before 2 (+50 %)\n  and 3 more", text, 1,
      true)
    assert.is_nil(text:find("R11", 1, true))
  end)

  it("has no lines on what did not change", function()
    local cells = diff.compare(
      build(function(list) list[2].radiations[3] = false end),
      build(function(list) list[1].immatriculations[2] = false end))
    assert.are.equal(table.concat({ "two panels",
      "immatriculations: 0 of 11 cells revised, 1 appeared, 0 vanished",
      "radiations: 0 of 11 cells revised, 0 appeared, 1 vanished",
    }, "\n"), tostring(cells))
    local unit = diff.compare(build(), build(function(list) table.remove(list, 1) end))
    assert.are.equal("two panels\n1 unit new: Ain (01)", tostring(unit))
    local ten = tostring(diff.compare(build(function(list)
      for i = 1, 4 do
        list[1].radiations[i], list[2].radiations[i] = 1, 2
      end
      list[3].radiations[1], list[3].radiations[2] = 1, 1
    end), build()))
    assert.matches("\n  Corse-du-Sud (2A), radiations, Q2 2020: 1, before 6 (", ten, 1, true)
    assert.is_nil(ten:find("more", 1, true))
  end)

  it("names what could not be compared", function()
    local function of(nature)
      local p = build()
      for _, s in ipairs(p.series) do
        if s.measure == "radiations" then s.nature = nature end
      end
      return p
    end
    local text = tostring(diff.compare(of(), of "ratio"))
    assert.matches("\nnot compared: radiations: it is a flow, and was a ratio", text, 1, true)
  end)

  it("shows revisions whose sum is zero", function()
    local text = tostring(diff.compare(build(function(list)
      list[1].radiations[1], list[1].radiations[2] = 11, 19
    end), build()))
    assert.matches("radiations: 2 of 12 cells revised (0 % in all), 0 appeared", text, 1, true)
  end)

  it("leaves the publication out if a panel does not have it", function()
    local result = diff.compare(build(nil, { source = { data_processed = "2026-07-16" } }), build())
    assert.are.equal("two panels\nno difference in 24 cells", tostring(result))
  end)

  it("has no decimal comma under a French locale", function()
    if not locale.has_french() then return pending(locale.MISSING) end
    local text = locale.under(locale.FRENCH, function()
      return tostring(diff.compare(build(function(list)
        list[1].immatriculations[1] = 101.25
        list[2].radiations[1] = 50.001
      end), build()))
    end)
    assert.matches(": 101.25, before 100 (+1.25 %)", text, 1, true)
    assert.matches(": 50.001, before 50 (less than 0.01 %)", text, 1, true)
    assert.is_nil(text:find("%d,%d"))
  end)
end)
