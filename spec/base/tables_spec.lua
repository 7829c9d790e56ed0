local hygiene = require "spec.support.hygiene"
local tables = require "urssaf.base.tables"

describe("urssaf.base.tables", function()
  hygiene("urssaf.base.tables", { "append", "equal", "merge", "positions", "set" })
  hygiene("urssaf.base.lists", { "contains", "filter", "find", "group", "is_list", "map",
    "unique" })

  it("equal compares tables by what is in them", function()
    assert.is_true(tables.equal({ a = { 1, "x" }, b = false }, { b = false, a = { 1, "x" } }))
    assert.is_true(tables.equal("x", "x"))
    for _, other in ipairs { {}, { a = { 1 } }, { a = { 1, "y" } }, { a = { 1, "x" }, b = 1 },
      "a" } do
      assert.is_false(tables.equal({ a = { 1, "x" } }, other))
      assert.is_false(tables.equal(other, { a = { 1, "x" } }))
    end
  end)

  local LIST = { 3, 1, 4, 1, 5 }

  local function is_large(number) return number > 3 end
  local function is_huge(number) return number > 100 end
  local function parity(number) return number % 2 end

  it("makes lists from lists, which stay as they are", function()
    assert.are.same({ 4, 3, 7, 5, 10 },
      tables.map(LIST, function(number, position) return number + position end))
    assert.are.same({ 4, 5 }, tables.filter(LIST, is_large))
    assert.are.same({}, tables.filter(LIST, is_huge))
    assert.are.same({ 3, 1, 4, 5 }, tables.unique(LIST))
    assert.are.same({ 3, 4 }, tables.unique(LIST, parity))
    assert.are.same({ { id = 1, 3, 1, 1, 5 }, { id = 0, 4 } }, tables.group(LIST, parity))
    assert.are.same({ 3, 1, 4, 1, 5 }, LIST)
  end)

  it("tells a list from other tables", function()
    for _, list in ipairs { {}, { 1 }, { "a", false, "c" } } do
      assert.is_true(tables.is_list(list))
    end
    for _, other in ipairs { { a = 1 }, { 1, a = 2 }, { [2] = 1 }, { 1, nil, 3 }, { [1.5] = 1 } } do
      assert.is_false(tables.is_list(other))
    end
    for _, value in ipairs { "list", 1, print } do assert.is_false(tables.is_list(value)) end
  end)

  it("finds an element", function()
    assert.are.equal(4, tables.find(LIST, is_large))
    assert.is_nil(tables.find(LIST, is_huge))
    assert.is_true(tables.contains(LIST, 5))
    assert.is_false(tables.contains(LIST, 9))
  end)

  it("adds to the first of two lists", function()
    local list = { "a" }
    assert.are.equal(list, tables.append(list, { "b", "c" }))
    assert.are.same({ "a", "b", "c" }, list)
  end)

  it("makes keys of elements and of their fields", function()
    assert.are.same({ a = true, b = true }, tables.set { "a", "b", "a" })
    assert.are.same({ a = true, b = true }, tables.set({ { of = "a" }, { of = "b" } }, "of"))
    assert.are.same({ a = 1, b = 2 }, tables.positions { "a", "b" })
  end)

  it("merges tables, the later first", function()
    local first = { a = 1, b = 2 }
    assert.are.same({ a = 1, b = 3, c = false }, tables.merge(first, { b = 3 }, { c = false }))
    assert.are.same({ a = 1, b = 2 }, first)
    assert.are.same({}, tables.merge())
  end)
end)
