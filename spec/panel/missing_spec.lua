local hygiene = require "spec.support.hygiene"
local missing = require "urssaf.panel.missing"
local small_panel = require "spec.support.small_panel"

describe("urssaf.panel.missing", function()
  hygiene("urssaf.panel.missing", { "names", "notes" })

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
end)
