local errors = require "urssaf.base.errors"
local hygiene = require "spec.support.hygiene"
local options = require "urssaf.domain.options"

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

  it("misuse quotes no address, and only the beginning of a long text", function()
    local function message_of(...)
      return (select(2, pcall(errors.misuse, ...)):gsub("^.-:%d+: ", ""))
    end
    assert.are.equal("'a table' is none", message_of("'%s' is none", tostring({})))
    assert.are.equal("{a thread, nil}", message_of("{%s, %s}",
      tostring(coroutine.create(function() end)), tostring(nil)))
    assert.are.equal("a file", message_of("%s", tostring(io.stdout)))
    assert.are.equal("5 of a list", message_of("%d of %s", 5, "a list"))
    assert.are.equal("'" .. ("é"):rep(500) .. "…'", message_of("'%s'", ("é"):rep(100000)))
  end)
end)

describe("urssaf.base.error_texts", function()
  hygiene("urssaf.base.error_texts", { "line", "unloadable" })
end)

describe("urssaf.domain.option_checks", function()
  hygiene("urssaf.domain.option_checks", { "any", "bound", "callback", "count", "day_or_moment",
    "delimiter", "dimensions", "flag", "json", "label", "name_list", "name_or_names", "panels",
    "period", "positive", "whole", "zero_or_more" })
end)

describe("urssaf.domain.option_refusals", function()
  hygiene("urssaf.domain.option_refusals", { "no_table", "unknown", "wrong" })
end)

describe("urssaf.domain.options", function()
  hygiene("urssaf.domain.options", { "check", "checks", "one_of" })

  local spec = { size = options.checks.positive, mode = options.checks.cache_mode }

  it("are copied: the caller's table is not changed", function()
    local given = { size = 3 }
    local checked = options.check(given, spec)
    assert.are.same(given, checked)
    assert.are_not.equal(given, checked)
    assert.are.same({}, options.check(nil, spec))
  end)

  it("take a last day and a pair for a quarter; of a panel for a month too", function()
    local bound, of_panel = options.checks.bound, options.checks.period
    for _, value in ipairs { 2021, "2021-03", "T1 2021", "2021-03-31", { 2021, 3 } } do
      assert.is_nil(bound(value))
      assert.is_nil(of_panel(value))
    end
    for _, value in ipairs { "2021-05-31", { 2021, 7 } } do
      assert.are.equal("a month, a quarter, or a year", bound(value))
      assert.is_nil(of_panel(value))
    end
    assert.are.equal("a month, a quarter, or a year", of_panel "2021-13")
  end)

  for name, case in pairs {
    ["unknown"] = { { siez = 1 }, "unknown option 'siez' (did you mean 'size'?)" },
    ["of another type"] = { { size = "x" },
      "option 'size' must be a number above zero, got 'x'" },
    ["a table"] = { { size = { 1 } }, "got a table" },
    ["none of the values there are"] = { { mode = "slow" },
      [[option 'mode' must be "use", "refresh", "only" or "off", got 'slow']] },
  } do
    it(name .. " raise", function()
      local ok, message = pcall(options.check, case[1], spec)
      assert.is_false(ok)
      assert.matches(case[2], message, 1, true)
    end)
  end
end)
