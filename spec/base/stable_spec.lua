local hygiene = require "spec.support.hygiene"
local stable = require "urssaf.base.stable"

describe("urssaf.base.stable", function()
  hygiene("urssaf.base.stable", { "sort" })

  it("sorts, and keeps the order of what is equal", function()
    -- of so many equal ones, table.sort would change the order
    local list = {}
    for i = 1, 200 do list[i] = { size = i % 3, number = i } end
    assert.are.equal(list, stable.sort(list, function(a, b) return a.size > b.size end))
    local found = {}
    for i, one in ipairs(list) do found[i] = one.number end
    local expected = {}
    for _, size in ipairs { 2, 1, 0 } do
      for i = 1, 200 do
        if i % 3 == size then expected[#expected + 1] = i end
      end
    end
    assert.are.same(expected, found)
  end)

  it("takes an empty list, and one of one", function()
    local function never() error "nothing to compare" end
    assert.are.same({}, stable.sort({}, never))
    assert.are.same({ { 1 } }, stable.sort({ { 1 } }, never))
  end)
end)
