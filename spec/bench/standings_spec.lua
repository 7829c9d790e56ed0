-- The table of the nearest peers.
local standings = require "spec.bench.standings"

describe("standings", function()
  local function figures(name, cpu, inner, peak)
    return { name = name, of = { cpu = cpu, inner = inner, wall = cpu, peak = peak } }
  end

  it("name the nearest peer in each figure, and count where it takes less", function()
    local all = standings.new()
    all:add("fetch", { figures("urssaf", 2, 1, 10), figures("a", 4, 0.5, 40),
      figures("b", 3, 2, 20) })
    local text = all:text()
    assert.matches("\n  fetch +1%.50 b +0%.50 a +1%.50 b +2%.00 b +\n", text)
    assert.matches("a peer takes less in 1 of 4 figures\n$", text)
  end)

  it("have no row without a peer", function()
    local all = standings.new()
    all:add("report", { figures("urssaf", 2, 1, 10) })
    assert.are.equal("", all:text())
  end)
end)
