-- Empty cells beside figures that are too large for none.
local doubtful_zeros = require "urssaf.panel.doubtful_zeros"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local small_panel = require "spec.support.small_panel"

local COUNT = "nombre_de_procedures_brut"

local function panel_of(values, dataset)
  return small_panel.panel(2016, { COUNT }, {
    { { region = "A" }, [COUNT] = values },
    { { region = "B" }, [COUNT] = { 1, 2, 1, 2, 1, 2, 1, 2, 1, 2 } },
  }, { dataset = dataset or "procedures-collectives-par-region" })
end

local function positions(values)
  local found, list = doubtful_zeros.of(panel_of(values).series[1]), {}
  for i = 1, 10 do list[#list + 1] = found[i] and i or nil end
  return list
end

describe("urssaf.panel.doubtful_zeros", function()
  hygiene("urssaf.panel.doubtful_zeros", { "of" })

  for name, case in pairs {
    ["between twelves"] = { { 12, 12, 12, 12, false, 12, 12, 12, 12, 12 }, { 5 } },
    ["not where one of eight is less"] = { { 12, 12, 12, 12, false, 12, 12, 12, 11, 12 }, {} },
    ["whatever is farther off than four values"] = { { 1, 12, 12, 12, 12, false, 12, 12, 12, 12 },
      { 6 } },
    ["in a gap, by the values at its ends"] = { { 12, 12, 12, 12, false, false, 12, 12, 12, 12 },
      { 5, 6 } },
    ["after the last value"] = { { 300, 310, 290, 305, false, false, false, false, false, false },
      { 5, 6, 7, 8, 9, 10 } },
    ["before the first value"] = { { false, 40, 40, 40, 40, 40, 40, 40, 40, 40 }, { 1 } },
    ["not among small figures"] = { { 6, 7, 5, 6, false, 6, 7, 6, 6, 6 }, {} },
    ["not where there is nothing"] = { { false, false, false, false, false, false, false, false,
      false, false }, {} },
  } do
    it("are found " .. name, function() assert.are.same(case[2], positions(case[1])) end)
  end

  it("are told where they count as none", function()
    local values = { 40, 42, false, 41, 40, 43, 2, 1, 2, false }
    -- beside the first: 40, 42, 41, 40, 43 and 2; beside the last: 43, 2, 1 and 2, 12 on average
    local note = small_panel.notes(panel_of(values):fill(), "filled")[1]
    assert.are.same({ 2, 2 }, { note.cells, note.doubtful })
    assert.matches("very probably means none (Urssaf does not say so), but 2 of them beside figures"
      .. " too large for that", note.message, 1, true)
    assert.matches("(l'Urssaf ne le dit pas), mais 2 à côté de chiffres trop grands pour cela",
      languages.of("fr"):note(note), 1, true)
    values[10] = 3
    note = small_panel.notes(panel_of(values):total { missing = "zero" }, "filled")[1]
    assert.matches(", but the figures beside this one are too large for that", note.message, 1,
      true)
    note = small_panel.notes(panel_of(values, "procedures-collectives-france-entiere"):fill(),
      "filled")[1]
    assert.is_nil(note.doubtful)
  end)
end)
