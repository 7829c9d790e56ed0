local hygiene = require "spec.support.hygiene"
local measure_memo = require "urssaf.panel.measure_memo"

describe("urssaf.panel.measure_memo", function()
  hygiene("urssaf.panel.measure_memo", { "of" })

  -- A series with some fields of its own.
  local function radiations(fields)
    local s = { measure = "radiations", nature = "flow", unit = "account", span = 3 }
    for name, value in pairs(fields or {}) do s[name] = value end
    return s
  end

  local function counter()
    local count = 0
    return function()
      count = count + 1
      return { count }
    end
  end

  it("makes once what series of one kind have in common", function()
    local memo, make = {}, counter()
    local first = measure_memo.of(memo, radiations(), false, make)
    assert.are.equal(first, measure_memo.of(memo, radiations(), false, make))
    assert.are.same({ 1 }, first)
  end)

  it("makes it anew of a series that differs, and knows each of them", function()
    local memo, make, methods = {}, counter(), {}
    local function of(s, is_part) return measure_memo.of(memo, s, is_part, make)[1] end
    local function all()
      return { of(radiations()), of(radiations { measure = "dpae" }),
        of(radiations { nature = "stock" }), of(radiations { unit = "EUR" }),
        of(radiations { span = 4 }), of(radiations(), true), of(radiations { transform = "yoy" }),
        of(setmetatable(radiations(), methods)) }
    end
    assert.are.same({ 1, 2, 3, 4, 5, 6, 7, 8 }, all())
    assert.are.same({ 1, 2, 3, 4, 5, 6, 7, 8 }, all())
  end)

  it("keeps nothing without a table to keep it in", function()
    local make = counter()
    measure_memo.of(nil, radiations(), false, make)
    assert.are.same({ 2 }, measure_memo.of(nil, radiations(), false, make))
  end)
end)
