local hygiene = require "spec.support.hygiene"
local sorting = require "urssaf.base.sorting"

describe("urssaf.base.sorting", function()
  hygiene("urssaf.base.sorting", { "before", "difference", "keys" })

  it("before compares bytes, not by the locale", function()
    assert.is_true(sorting.before("2", "21"))
    assert.is_false(sorting.before("21", "2"))
    assert.is_true(sorting.before("Z", "a"))
    assert.is_true(sorting.before("z", "é"))
    assert.is_false(sorting.before("a", "a"))
    assert.is_true(sorting.before("a_b", "aab"))
    for _, length in ipairs { 31, 32, 33, 64, 65 } do
      local same = ("é"):rep(length):sub(1, length)
      assert.is_true(sorting.before(same .. "a", same .. "b"))
      assert.is_false(sorting.before(same .. "b", same .. "a"))
      assert.is_true(sorting.before(same, same .. "a"))
      assert.is_false(sorting.before(same, same))
    end
  end)

  it("difference finds the first bytes that differ", function()
    assert.are.same({ 2, 98, 99 }, { sorting.difference("ab", "acb") })
    assert.are.same({ 3, 99 }, { sorting.difference("abc", "ab") })
    assert.are.same({ 67, 120, 121 }, { sorting.difference(("é"):rep(33) .. "x",
      ("é"):rep(33) .. "y") })
    local position, x, y = sorting.difference("ab", "ab")
    assert.are.same({ 3 }, { position, x, y })
  end)

  it("keys are in byte order", function()
    assert.are.same({ "Z", "a", "b" }, sorting.keys { b = 1, Z = 2, a = 3 })
  end)
end)
