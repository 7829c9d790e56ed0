-- Figures of two units that changed places.
local check = require "urssaf.panel.check"
local checked_panels = require "spec.support.checked_panels"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"

local build, found, places = checked_panels.build, checked_panels.found, checked_panels.places
local CAME = lua.unpack(checked_panels.MEASURES)

describe("urssaf.panel.check_swaps", function()
  hygiene("urssaf.panel.check_swaps", { "find" })
end)

-- B has 200 registrations in each quarter, C 400, D 800
local function swap(one, other, from, to)
  return function(cells)
    for i = from, to do
      cells[one][CAME][i], cells[other][CAME][i] = cells[other][CAME][i], cells[one][CAME][i]
    end
  end
end

describe("figures that changed places", function()
  for name, case in pairs {
    ["in one quarter"] = { swap("B", "C", 6, 6), { "B immatriculations 2017-Q2" } },
    ["in the last quarter"] = { swap("B", "C", 12, 12), { "B immatriculations 2018-Q4" } },
    ["from one on"] = { swap("C", "D", 7, 12), { "C immatriculations 2017-Q3" } },
    ["not where only one is another"] = { function(cells) cells.B[CAME][6] = 400 end, {} },
    ["not where the other is unlike the first"] = { function(cells)
      cells.B[CAME][6], cells.C[CAME][6] = 400, 800
    end, {} },
    ["not where both are nearly the same"] = { function(cells)
      for i = 1, 12 do
        cells.B[CAME][i], cells.C[CAME][i] = i == 6 and 290 or 200, i == 6 and 200 or 290
      end
    end, {} },
    ["not of small figures"] = { function(cells)
      for i = 1, 12 do
        cells.A[CAME][i], cells.B[CAME][i] = i == 6 and 98 or 49, i == 6 and 49 or 98
      end
    end, {} },
    ["not for half a year"] = { swap("B", "C", 6, 8), {} },
  } do
    it("are found, and no others: " .. name, function()
      assert.are.same(case[2], places(check.report(build({}, case[1])), "swapped"))
    end)
  end

  it("are told with the other unit", function()
    local one = found(check.report(build({}, swap("B", "C", 6, 6))), "swapped")[1]
    assert.are.equal("B: immatriculations in Q2 2017 looks like that of C, and its own like that"
      .. " of this unit", one.message)
    assert.are.equal(400, one.size)
    assert.are.equal("warning", one.severity)
  end)

  it("are no mistake of two where many change at once", function()
    local weights = {}
    for u = 1, 14 do weights["U" .. u] = u % 2 == 1 and 1 or 2 end
    local result = check.report(build({ weights = weights }, function(cells)
      for u = 1, 13, 2 do swap("U" .. u, "U" .. u + 1, 6, 6)(cells) end
    end))
    assert.are.same({}, found(result, "swapped"))
  end)
end)
