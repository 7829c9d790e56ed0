local remembered_whole = require "urssaf.report.remembered_whole"
local lua = require "spec.support.lua"
local urssaf = require "urssaf"

describe("the whole of a panel that is reported on again", function()
  local function small() return urssaf.sample { from = 2023 } end

  -- The whole once it is remembered: from the second report on.
  local function remembered(panel, missing)
    remembered_whole.of(panel, missing)
    return remembered_whole.of(panel, missing)
  end

  it("is made once, from the second report on", function()
    local panel = small()
    local whole = remembered(panel)
    assert.are.equal(whole, remembered_whole.of(panel))
    assert.are.equal(whole, remembered_whole.of(panel))
  end)

  it("is made anew for other sums, and for another panel", function()
    local panel = small()
    local whole = remembered(panel)
    assert.are_not.equal(whole, remembered_whole.of(panel, "skip"))
    whole = remembered(panel)
    assert.are_not.equal(whole, remembered_whole.of(small()))
    assert.are.equal(whole, remembered_whole.of(panel))
  end)

  it("stays what it was while others are reported on in between", function()
    local one, other = small(), small()
    local whole, of_other = remembered(one), remembered(other)
    assert.are.equal(whole, remembered_whole.of(one))
    assert.are.equal(of_other, remembered_whole.of(other))
  end)

  it("shows nowhere in the panel", function()
    local panel = small()
    remembered(panel)
    assert.are.same(lua.sorted_keys(small()), lua.sorted_keys(panel))
    assert.are.same(small(), panel)
    assert.are.equal(small():to_json(), panel:to_json())
  end)

  it("is not that of a panel that was made of it", function()
    local panel = small()
    local part = panel:filter { region = "84" }
    remembered(part)
    local made = part:filter { measure = "radiations" }
    assert.is_nil(getmetatable(made).own)
    assert.is_table(getmetatable(part).own)
  end)

  for what, change in pairs {
    ["a value"] = function(panel) panel.series[7].values[3] = 12345 end,
    ["a value that is gone"] = function(panel) panel.series[7].values[3] = nil end,
    ["a name"] = function(panel) panel.series[7].key.departement = "Aisne-sur-Mer" end,
    ["a note"] = function(panel) panel.notes[2] = { kind = "cut", message = "cut" } end,
    ["the source"] = function(panel) panel.source.title = "Titre" end,
    ["a series less"] = function(panel) table.remove(panel.series) end,
    ["a field more"] = function(panel) panel.series[1].filled = { [2] = true } end,
    ["a table in the place of an equal one"] = function(panel)
      panel.series[6].values = lua.merged(panel.series[6].values, { [1] = 1 })
    end,
  } do
    it("is made anew after a change: " .. what, function()
      local panel = small()
      local whole = remembered(panel)
      change(panel)
      assert.are_not.equal(whole, remembered_whole.of(panel))
    end)
  end

  it("gives the same reports as without it, in any order", function()
    local panel, alone = small(), {}
    for _, place in ipairs { "38", "Bretagne", "France", "2A" } do
      alone[place] = assert(urssaf.report(small(), place))
    end
    for _, place in ipairs { "2A", "38", "France", "Bretagne", "38", "2A" } do
      assert.are.equal(alone[place], (urssaf.report(panel, place)))
    end
  end)

  it("sees that a figure has changed", function()
    local panel = small()
    local before
    for _ = 1, 3 do before = urssaf.report(panel, "38") end
    local s = panel:get { departement = "69", measure = "economiquement_actifs" }
    local value = s.values[#s.periods]
    s.values[#s.periods] = value + 100000
    assert.are_not.equal(before, (urssaf.report(panel, "38")))
    s.values[#s.periods] = value
    assert.are.equal(before, (urssaf.report(panel, "38")))
  end)

  it("does not keep the panel alive", function()
    local weak = setmetatable({}, { __mode = "v" })
    local function report_on(panel)
      weak[1] = panel
      for _ = 1, 3 do assert(urssaf.report(panel, "38")) end
    end
    report_on(small())
    for _ = 1, 3 do collectgarbage() end
    assert.is_nil(weak[1])
  end)
end)
