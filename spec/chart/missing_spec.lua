-- What charts and reports say of missing sums, and of zeros in the place of empty cells.
local chart = require "urssaf.chart"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys = small_panel.keys

-- Isère lacks the second quarter, Corse the last one.
local function panel()
  return small_panel.panel(2024, { "radiations" }, {
    { keys.ain, radiations = { 100, 110, 120, 130 } },
    { keys.isere, radiations = { 50, false, 52, 53 } },
    { keys.corse, radiations = { 20, 21, 22, false } } })
end

-- The sentences below a chart, with plain blanks.
local function notes_of(kind, shown, options)
  return (table.concat(chart.text(kind, shown, options).notes, "\n"):gsub("\194\160", " "))
end

describe("a chart", function()
  it("of a sum says why it is missing, in both languages", function()
    assert.matches("no sum in 2 quarters between Q2 2024 and Q4 2024, because values are missing:"
      .. " Isère (Q2 2024), Corse-du-Sud (Q4 2024).", notes_of("line", panel():total()), 1, true)
    assert.matches("pas de somme pour 2 trimestres entre le T2 2024 et le T4 2024, faute de"
      .. " valeur : Isère (T2 2024), Corse-du-Sud (T4 2024).",
      notes_of("line", panel():total(), { lang = "fr" }), 1, true)
  end)

  it("of the latest complete period says who lacks a value in the last one", function()
    for _, kind in ipairs { "bars", "map" } do
      assert.matches("the latest complete period is Q3 2024; values are missing in Q4 2024:"
        .. " Corse-du-Sud.", notes_of(kind, panel()), 1, true)
      assert.is_nil(notes_of(kind, panel(), { at = "2024-Q3" }):find("latest complete", 1, true))
      local zero = notes_of(kind, panel(), { missing = "zero" })
      assert.is_nil(zero:find("latest complete", 1, true))
      assert.matches("empty cell", zero, 1, true)
    end
  end)
end)

describe("the advice in notes", function()
  it("is for those who make a picture or a page, not for its readers", function()
    local sample = urssaf.sample()
    local active = sample:filter { measure = "chiffres_d_affaires" }:total():yoy()
    for _, lang in ipairs { "fr", "en" } do
      local made = { notes_of("line", panel():total(), { lang = lang }),
        notes_of("bars", panel(), { lang = lang }), notes_of("line", active, { lang = lang }),
        urssaf.report(sample, "France", { lang = lang }) }
      for i, text in ipairs(made) do
        assert.is_nil(text:find("option missing", 1, true), i)
        assert.is_nil(text:find("option units", 1, true), i)
      end
    end
    -- the panel's own notes have it
    local notes = {}
    for i, note in ipairs(active.notes) do notes[i] = note.message end
    assert.matches("with the option units (common)", table.concat(notes, "\n"), 1, true)
    for i, note in ipairs(panel():total().notes) do notes[i] = note.message end
    assert.matches("the option missing", table.concat(notes, "\n"), 1, true)
  end)
end)

describe("a report", function()
  it("counts empty cells as zero if asked to, and says so", function()
    local shown = panel():filter { departement = "Isère" }
    local strict = assert(urssaf.report(shown, "Isère"))
    assert.matches("A missing value is shown as –, never as zero", strict, 1, true)
    local zero = assert(urssaf.report(shown, "Isère", { missing = "skip" }))
    assert.matches("a sum is that of the units that have a value", zero, 1, true)
    zero = assert(urssaf.report(panel(), "Corse-du-Sud", { missing = "zero" }))
    assert.matches("Empty cells count as zero", zero, 1, true)
    -- of the place and the periods that are shown, and not of Isère in another quarter
    assert.matches("an empty cell counts as 0: Corse-du-Sud (Q4 2024)",
      zero:gsub("\194\160", " "), 1, true)
    assert.matches("--missing zero", zero, 1, true)
  end)
end)
