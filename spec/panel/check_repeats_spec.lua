-- Figures that were copied from another period.
local check = require "urssaf.panel.check"
local checked_panels = require "spec.support.checked_panels"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local small_panel = require "spec.support.small_panel"

local places = checked_panels.places
local CAME, WENT, TURNOVER = lua.unpack(checked_panels.MEASURES)

describe("urssaf.panel.check_repeats", function()
  hygiene("urssaf.panel.check_repeats", { "find" })
end)

-- Twelve quarters of four units in three measures; those of a unit change by some hundreds, some
-- hundreds, and some thousands of euros, never by the same. `punch` may change values[measure][i].
local function panel_of(punch, step)
  local rows = {}
  for u, name in ipairs { "A", "B", "C", "D" } do
    local values = { [CAME] = {}, [WENT] = {}, [TURNOVER] = {} }
    for i = 1, 12 do
      local wave = ((i * i * 7 + u * 13) % 17 + 1) * (step or 1)
      values[CAME][i], values[WENT][i] = 5000 + 100 * wave, 3000 + 70 * wave
      values[TURNOVER][i] = 4000000 + 1000 * wave
    end
    if u == 2 then punch(values) end
    rows[u] = { { region = name }, [CAME] = values[CAME], [WENT] = values[WENT],
      [TURNOVER] = values[TURNOVER] }
  end
  return small_panel.panel(2020, { CAME, WENT, TURNOVER }, rows)
end

local function copied(from, to, but)
  return function(values)
    for measure, list in pairs(values) do
      for i = 1, 12 do list[i] = list[i] + i end -- no round figures
      if measure ~= but then list[to] = list[from] end
    end
  end
end

describe("figures that were copied", function()
  for name, case in pairs {
    ["from the quarter before"] = { copied(5, 6), { "B - 2021-Q2" } },
    ["from the year before"] = { copied(6, 10), { "B - 2022-Q2" } },
    ["in the last quarter"] = { copied(11, 12), { "B - 2022-Q4" } },
    ["not where one measure differs"] = { copied(5, 6, WENT), {} },
    ["not from another quarter"] = { copied(5, 8), {} },
    ["not where nothing is copied"] = { copied(5, 5), {} },
  } do
    it("are found, and no others: " .. name, function()
      assert.are.same(case[2], places(check.report(panel_of(case[1])), "repeated"))
    end)
  end

  it("are not found where figures so small may be equal by chance", function()
    local rows = {}
    for u, name in ipairs { "A", "B", "C", "D" } do
      rows[u] = { { region = name }, [CAME] = { 20 + u, 23, 21, 24, 24, 26, 22, 25 } }
    end
    local p = small_panel.panel(2020, { CAME }, rows)
    assert.are.same({}, places(check.report(p), "repeated"))
  end)

  it("are not found among figures in thousands, which are often equal", function()
    local rows = {}
    for u, name in ipairs { "A", "B", "C", "D" } do
      rows[u] = { { region = name }, [TURNOVER] = { 20000 + 1000 * u, 23000, 21000, 24000, 24000,
        26000, 22000, 25000 } }
    end
    assert.are.same({}, places(check.report(small_panel.panel(2020, { TURNOVER }, rows)),
      "repeated"))
  end)
end)
