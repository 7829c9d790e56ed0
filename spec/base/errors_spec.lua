local errors = require "urssaf.base.errors"
local hygiene = require "spec.support.hygiene"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"

describe("urssaf.base.errors", function()
  hygiene("urssaf.base.errors", { "try", "new", "fail", "adopt", "misuse",
    "unloadable" })

  it("are tables whose text is one line", function()
    local err = errors.new("http", "the answer\r\n  is odd", { status = 503, url = "http://x/" })
    assert.are.equal("http: the answer is odd (http://x/)", tostring(err))
    assert.are.equal(503, err.status)
    assert.are.equal("none: nothing", tostring(errors.new("none", "nothing")))
  end)

  it("keep their kind and message, whatever other fields are given", function()
    local err = errors.new("incomplete", "mine", { kind = "decode", message = "its", line = 3 })
    assert.are.same({ "incomplete", "mine", 3 }, { err.kind, err.message, err.line })
  end)

  it("fail returns nil and the error", function()
    local nothing, err = errors.fail("limit", "too long")
    assert.is_nil(nothing)
    assert.are.equal("limit", err.kind)
  end)

  it("adopt adds fields that are absent, and overrides none", function()
    local err = errors.adopt({ kind = "network", message = "reset", status = 200 },
      { status = 500, url = "u" })
    assert.are.same({ "network", "reset", 200, "u" },
      { err.kind, err.message, err.status, err.url })
  end)

  it("misuse raises a string with the caller's file and line", function()
    local ok, message = pcall(function() errors.misuse("%s is wrong", "it") end)
    assert.is_false(ok)
    assert.matches("^[^:]*errors_spec%.lua:%d+: it is wrong$", message)
  end)
end)

describe("urssaf.domain.options", function()
  hygiene("urssaf.domain.options", { "check", "checks", "elsewhere", "one_of" })

  local spec = { size = options.checks.positive, mode = options.checks.cache_mode }

  it("are copied: the caller's table is not changed", function()
    local given = { size = 3 }
    local checked = options.check(given, spec)
    assert.are.same(given, checked)
    assert.are_not.equal(given, checked)
    assert.are.same({}, options.check(nil, spec))
  end)

  for name, case in pairs {
    ["unknown"] = { { siez = 1 }, "unknown option 'siez' (did you mean 'size'?)" },
    ["of another type"] = { { size = "x" },
      "option 'size' must be a number above zero, got \"x\"" },
    ["a table"] = { { size = { 1 } }, "got a table" },
    ["none of the values there are"] = { { mode = "slow" },
      [[option 'mode' must be "use", "refresh", "only" or "off", got "slow"]] },
  } do
    it(name .. " raise", function()
      local ok, message = pcall(options.check, case[1], spec)
      assert.is_false(ok)
      assert.matches(case[2], message, 1, true)
    end)
  end
end)

describe("urssaf.domain.period", function()
  hygiene("urssaf.domain.period", { "A_YEAR", "year", "ordinal", "lower", "upper", "check_span",
    "outside",
    "position", "positions" })

  it("year is given for a bare year only", function()
    assert.are.equal(2021, period.year(2021))
    assert.are.equal(2021, period.year "2021")
    assert.are.equal(2021, period.year(2021.0))
    for _, other in ipairs { "2021-Q1", "21", 21, 2021.5, true, {} } do
      assert.is_nil(period.year(other))
    end
  end)

  it("spans begin and end with a year's first and last quarter", function()
    assert.are.equal(period.ordinal("2021-Q1", "quarter"), period.lower(2021, "quarter"))
    assert.are.equal(period.ordinal("2021-Q4", "quarter"), period.upper("2021", "quarter"))
    assert.are.equal(period.ordinal("2021-Q2", "quarter"), period.upper("T2 2021", "quarter"))
  end)

  it("the positions of a span are within the grid; an empty span ends before it begins", function()
    local grid = { "2020-Q1", "2020-Q2", "2020-Q3" }
    local function positions(from, to) return { period.positions(grid, "quarter", from, to) } end
    assert.are.same({ 2, 3 }, positions("T2 2020", 2020))
    assert.are.same({ 1, 3 }, positions(nil, nil))
    assert.are.same({ 1, 2 }, positions("1999-Q1", "2020-Q2"))
    local first, last = period.positions(grid, "quarter", 2030)
    assert.is_true(last < first)
    assert.are.same({ 1, 0 }, { period.positions({}, "quarter", 2030) })
  end)

  it("the position of a period is its index in the grid, or nil", function()
    local grid = { "2020-Q1", "2020-Q2" }
    assert.are.equal(2, period.position(grid, "quarter", "T2 2020"))
    assert.is_nil(period.position(grid, "quarter", "2020-Q3"))
    assert.is_nil(period.position(grid, "quarter", "2019-Q4"))
    assert.is_nil(period.position({}, "quarter", "2019-Q4"))
    assert.has_error(function() period.position({}, "quarter", "2019-Q5") end)
  end)

  it("years are consecutive", function()
    assert.are.equal(1, period.ordinal("2021", "year") - period.ordinal(2020, "year"))
    -- a year that is only partly within the span is not one of its years
    assert.are.equal(2022, period.lower("2021-Q3", "year"))
    assert.are.equal(2021, period.lower("2021-Q1", "year"))
    assert.are.equal(2020, period.upper("2021-Q3", "year"))
    assert.are.equal(2021, period.upper("2021-Q4", "year"))
    assert.has_error(function() period.ordinal("2021-Q3", "year") end)
  end)
end)
