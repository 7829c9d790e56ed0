local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local numbers = require "urssaf.base.numbers"

describe("urssaf.base.numbers", function()
  hygiene("urssaf.base.numbers", { "integer", "parse", "shown", "text" })
  hygiene("urssaf.base.decimals", { "parse", "text" })

  it("integer is the integer that a number equals, or nil", function()
    assert.are.equal("integer", lua.number_type(numbers.integer(12.0)))
    assert.are.equal(12, numbers.integer(12.0))
    assert.are.equal(-2 ^ 53 + 1, numbers.integer(-2 ^ 53 + 1))
    for _, other in ipairs { 1.5, 2 ^ 53, -2 ^ 53, math.huge, 0 / 0, "12", true } do
      assert.is_nil(numbers.integer(other))
    end
  end)
end)
