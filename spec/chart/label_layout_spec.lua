local hygiene = require "spec.support.hygiene"
local label_layout = require "urssaf.chart.label_layout"

describe("urssaf.chart.label_layout", function()
  hygiene("urssaf.chart.label_layout", { "place" })

  local function place(middles, height, top, bottom)
    local list = {}
    for i, y in ipairs(middles) do list[i] = { y = y, height = height } end
    return label_layout.place(list, top, bottom)
  end

  for _, case in ipairs {
    -- wanted middles, resulting middles: labels of height 10 between 0 and 100, worked out by hand
    { { 20, 50, 80 }, { 20, 50, 80 } },
    { { 50, 50 }, { 45, 55 } },
    { { 50, 54 }, { 47, 57 } },
    { { 50, 54, 58 }, { 44, 54, 64 } },
    { { 2 }, { 5 } }, { { 99 }, { 95 } },
    { { 1, 2, 3 }, { 5, 15, 25 } }, { { 98, 97, 99 }, { 85, 75, 95 } },
    { { 58, 50, 54 }, { 64, 44, 54 } },
    { { 20, 22, 70, 74 }, { 16, 26, 67, 77 } },
    -- a group that is pushed together with the next
    { { 10, 12, 21 }, { 5, 15, 25 } },
    {}, { {}, {} },
  } do
    it(("places labels wanted at %s"):format(table.concat(case[1] or {}, ", ")), function()
      assert.are.same(case[2] or {}, place(case[1] or {}, 10, 0, 100))
    end)
  end

  it("keeps labels apart, in the order of their wanted middles", function()
    local seed = 1
    local function chance()
      seed = (seed * 16807) % 2147483647
      return seed / 2147483647
    end
    for _ = 1, 300 do
      local list = {}
      for i = 1, 1 + math.floor(chance() * 8) do
        list[i] = { y = chance() * 120 - 10, height = chance() < 0.3 and 20 or 10 }
      end
      local middles, order = label_layout.place(list, 0, 160), {}
      for i in ipairs(list) do order[i] = i end
      table.sort(order, function(a, b) return middles[a] < middles[b] end)
      for k, i in ipairs(order) do
        local before = order[k - 1]
        local top = middles[i] - list[i].height / 2
        assert.is_true(top >= (before and middles[before] + list[before].height / 2 or 0) - 1e-9)
        assert.is_true(not before or list[before].y <= list[i].y)
        assert.is_true(middles[i] + list[i].height / 2 <= 160 + 1e-9)
      end
    end
  end)
end)
