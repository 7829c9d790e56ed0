-- The marks of breaks, estimates and provisional figures behind the periods of tables.
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local marks = require "urssaf.cli.marks"
local panels = require "urssaf.panel"
local quarter = require "urssaf.domain.quarter"

-- Strike-offs of two départements that are whole numbers, so that the publication is an old one.
local function strike_offs(from, to)
  local periods = quarter.range(from, to)
  local made = { dataset = "auto-entrepreneurs-par-departement", frequency = "quarter",
    periods = periods, series = {} }
  for i, code in ipairs { "01", "38" } do
    local values = {}
    for k = 1, #periods do values[k] = 10 * k end
    made.series[i] = { measure = "radiations", frequency = "quarter", periods = periods,
      values = values, key = { code_departement = code, departement = "D" .. code } }
  end
  return panels.new(made)
end

local function spaced(text)
  return (text:gsub("\194\160", " "))
end

-- The marks behind periods, with plain blanks.
local function behind(marked)
  local set = {}
  for name, mark in pairs(marked.of_period) do set[name] = spaced(mark) end
  return set
end

describe("urssaf.cli.marks", function()
  hygiene("urssaf.cli.marks", { "of", "of_rows", "others", "with_others" })

  it("numbers the breaks of the periods that are shown, from the first one", function()
    local panel = strike_offs("2019-Q1", "2023-Q4")
    local all = marks.of(panel, languages.of "en")
    assert.are.same({ ["2019-Q4"] = " (1)", ["2022-Q4"] = " (2)", ["2023-Q4"] = " (3)" },
      behind(all))
    assert.are.equal(3, #all.sentences)
    assert.matches("^%(2%) Q4 2022: the office strike%-offs", spaced(all.sentences[2]))
    local later = marks.of(panel, languages.of "fr",
      function(i) return i >= 13 end) -- from 2022-Q1 on
    assert.are.same({ ["2022-Q4"] = " (1)", ["2023-Q4"] = " (2)" }, behind(later))
    assert.matches("^%(1%) T4 2022 : les radiations d'office", spaced(later.sentences[1]))
  end)

  it("marks a period in which any value is provisional", function()
    local panel = strike_offs("2022-Q3", "2023-Q1")
    panel.series[2].provisional = { [2] = true, [3] = true }
    panel.series[2].values[3] = nil
    local found = marks.of(panel, languages.of "en")
    assert.are.same({ ["2022-Q4"] = " (1, p)" }, behind(found))
    assert.are.equal("(p) provisional", found.sentences[2])
    assert.are.equal("(p) provisoire", marks.of(panel, languages.of "fr").sentences[2])
  end)

  it("stand for the notes on the same breaks, and for no others", function()
    local panel = strike_offs("2022-Q1", "2022-Q4")
    local notes = { { kind = "break", id = "strike-offs-2022", measure = "radiations",
      message = "x", periods = { "2022-Q4" } }, { kind = "nominal", message = "y" } }
    local kinds = {}
    local marked = marks.of(panel, languages.of "en")
    for i, note in ipairs(marks.others(notes, marked)) do kinds[i] = note.kind end
    assert.are.same({ "nominal" }, kinds)
    -- of a period that is not shown the note stays
    local first = marks.of(panel, languages.of "en", function(i) return i == 1 end)
    assert.are.equal(2, #marks.others(notes, first))
  end)

  it("are told without a number where their period is not shown", function()
    local panel = strike_offs("2019-Q1", "2022-Q4")
    local found = marks.with_others(panel, languages.of "en", function(i) return i == 16 end)
    assert.are.same({ ["2022-Q4"] = " (1)" }, behind(found))
    assert.matches("^%(1%) Q4 2022: ", spaced(found.sentences[1]))
    assert.matches("^Q4 2019: ", spaced(found.sentences[2]))
    assert.are.equal(2, #found.sentences)
    assert.is_true(found.ids["strike-offs-2019"] and found.ids["strike-offs-2022"])
  end)

  it("are none where nothing is to be marked", function()
    local found = marks.of(strike_offs("2020-Q1", "2020-Q3"), languages.of "en")
    assert.are.same({ {}, {} }, { found.of_period, found.sentences })
  end)
end)

describe("urssaf show and chart", function()
  it("mark a break behind its period, and say what it is", function()
    for _, name in ipairs { "show", "chart" } do
      local printed = spaced(command.printed(name
        .. " 38 --sample -m radiations --from 2022-Q3 --to 2023-Q1"))
      assert.matches("\nQ4 2022 %(1%) +%d", printed)
      assert.matches("\nQ3 2022 +%d", printed)
      assert.matches("\n· (1) Q4 2022: the office strike-offs of 31 December 2022", printed, 1,
        true)
    end
    local compared = spaced(command.printed
      "compare 38 69 --sample -m radiations --from 2021-Q4 --to 2022-Q4")
    assert.matches("Code  Place  Q4 2021  Q4 2022 (1)  Change", compared, 1, true)
    assert.matches("\n· (1) Q4 2022: the office strike-offs of 31 December 2022", compared, 1, true)
    assert.is_nil(compared:find("· Q4 2022:", 1, true))
    -- machines have the column `status`
    local csv = command.printed
      "show 38 --sample -m radiations --from 2022-Q4 --to 2022-Q4 --format csv --quiet"
    assert.matches("\n2022%-Q4,38,", csv)
  end)
end)
