local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local numbers = require "urssaf.base.numbers"

describe("urssaf.base.numbers", function()
  hygiene("urssaf.base.numbers", { "integer", "parse", "shown", "text" })
  hygiene("urssaf.base.decimals", { "parse", "text" })

  it("shown is the text of a value, and the type of what has none", function()
    for expected, value in pairs { ["1.5"] = 1.5, ["12"] = 12, ["true"] = true, ["a b"] = "a b",
      ["a table"] = {}, ["a function"] = print, ["a userdata"] = io.stdout,
      ["a thread"] = coroutine.create(function() end) } do
      assert.are.equal(expected, numbers.shown(value))
    end
    assert.are.equal("nil", numbers.shown(nil))
  end)

  it("integer is the integer that a number equals, or nil", function()
    assert.are.equal("integer", lua.number_type(numbers.integer(12.0)))
    assert.are.equal(12, numbers.integer(12.0))
    assert.are.equal(-2 ^ 53 + 1, numbers.integer(-2 ^ 53 + 1))
    for _, other in ipairs { 1.5, 2 ^ 53, -2 ^ 53, math.huge, 0 / 0, "12", true } do
      assert.is_nil(numbers.integer(other))
    end
  end)
end)
