-- The figures of a group, of which the first is taken as it is, the next ones are added four at a
-- time, and the rest one by one. The figures are worked out by hand.
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local small_panel = require "spec.support.small_panel"

local listed = small_panel.listed
local RAD = "radiations"

describe("urssaf.panel.member_sums", function()
  hygiene("urssaf.panel.member_sums", { "of" })

  -- The panel of units with these values each; the empty cells are false.
  local function panel_of(units)
    local rows = {}
    for n, values in ipairs(units) do
      rows[n] = { { departement = "D" .. n, code_departement = ("%02d"):format(n) },
        [RAD] = values }
    end
    return small_panel.panel(2020, { RAD }, rows)
  end

  local function totals(units, given)
    return listed(panel_of(units):total(given).series[1])
  end

  -- The last figure of some units with one each, and its kind of number.
  local function last(...)
    local units = {}
    for n, value in ipairs { ... } do units[n] = { 1, value } end
    local sum = panel_of(units):total().series[1].values[2]
    return sum, math.type and math.type(sum)
  end

  it("adds any number of members", function()
    local units, sums = {}, { 1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 66 }
    for n, sum in ipairs(sums) do
      units[n] = { n, 100 * n }
      assert.are.same({ sum, 100 * sum }, totals(units))
    end
  end)

  it("adds those that have a value, whichever lacks one", function()
    for lacking = 1, 7 do
      local units = {}
      for n = 1, 7 do units[n] = { n, n ~= lacking and n, 10 * n } end
      assert.are.same({ 28, "-", 280 }, totals(units))
      assert.are.same({ 28, 28 - lacking, 280 }, totals(units, { missing = "skip" }))
      units[2][3] = false
      assert.are.same({ 28, 28 - lacking, 260 }, totals(units, { missing = "skip" }))
    end
  end)

  it("gives an integer of integers alone", function()
    if not math.type then return end -- such a Lua has one kind of numbers
    for float = 1, 7 do
      local values = { 1, 2, 3, 4, 5, 6, 7 }
      assert.are.same({ 28, "integer" }, { last(lua.unpack(values)) })
      values[float] = float + 0.0
      assert.are.same({ 28, "float" }, { last(lua.unpack(values)) })
    end
  end)

  it("lets no integer wrap around", function()
    local tointeger = math.tointeger or function(value) return value end
    local large, largest = tointeger(2 ^ 62), math.maxinteger or 2 ^ 63
    assert.are.equal(2 ^ 64, (last(5, large, large, large, large))) -- 5 in 64 bits
    assert.are.equal(2 ^ 64, (last(0, large, large, large, large, 7)))
    assert.are.equal(2 ^ 65, (last(0, largest, largest, largest, largest))) -- -4 in 64 bits
    assert.are.equal(-2 ^ 64, (last(3, -large, -large, -large, -large)))
    assert.are.equal(2 ^ 64, (last(largest, largest))) -- -2 in 64 bits
    assert.are.equal(1, (last(1, large, large, -large, -large)))
    assert.are.equal(2 ^ 53 - 1, (last(tointeger(2 ^ 53) - 5, 1, 1, 1, 1)))
  end)

  it("tells the sums that may be rounded", function()
    local tointeger = math.tointeger or function(value) return value end
    local function notes_of(...)
      local units, count = {}, 0
      for n, value in ipairs { ... } do units[n] = { 1, value } end
      for _, note in ipairs(panel_of(units):total().notes) do
        count = count + (note.kind == "rounded" and 1 or 0)
      end
      return count
    end
    local large = tointeger(2 ^ 51)
    assert.are.equal(0, notes_of(large, large, large, large - 1))
    assert.are.equal(1, notes_of(large, large, large, large))
    assert.are.equal(1, notes_of(0, large, large, large, large))
    assert.are.equal(1, notes_of(0, -large, -large, -large, -large))
    assert.are.equal(1, notes_of(tointeger(2 ^ 53)))
  end)
end)
