local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local summation = require "urssaf.base.summation"

local function sum_of(list)
  local sum, rest = 0, 0
  for _, value in ipairs(list) do sum, rest = summation.add(sum, rest, value) end
  return summation.finish(sum, rest)
end

describe("urssaf.base.summation", function()
  hygiene("urssaf.base.summation", { "add", "finish" })

  it("does not depend on the order", function()
    assert.are_not.equal(0.1 + 0.2 + 0.3, 0.3 + 0.2 + 0.1)
    local sum = sum_of { 0.1, 0.2, 0.3 }
    for _, list in ipairs { { 0.3, 0.2, 0.1 }, { 0.2, 0.3, 0.1 }, { 0.2, 0.1, 0.3 } } do
      assert.are.equal(sum, (sum_of(list)))
    end
    -- python3: math.fsum([0.1, 0.2, 0.3]) is 0.6
    assert.are.equal(0.6, sum)
  end)

  it("keeps what one large value would swallow", function()
    assert.are.equal(2, (sum_of { 1, 1e15, 0.25, 0.75, -1e15 }))
  end)

  it("is infinite where a sum is", function()
    assert.are.equal(math.huge, (sum_of { 1, 1e308, 1e308, 2 }))
  end)

  it("keeps integers", function()
    local sum, low = sum_of { 1, 2, 3 }
    assert.are.equal("integer", lua.number_type(sum))
    assert.is_nil(low)
  end)

  it("tells what is left beyond the sum", function()
    local sum, low = sum_of { 2 ^ 53, 0.5 }
    assert.are.equal(2 ^ 53, sum)
    assert.are.equal(0.5, low)
  end)
end)
