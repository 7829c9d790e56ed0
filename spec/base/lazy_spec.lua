local hygiene = require "spec.support.hygiene"
local lazy = require "urssaf.base.lazy"

describe("urssaf.base.lazy", function()
  hygiene("urssaf.base.lazy", "function")

  local loads

  before_each(function()
    loads = 0
    package.preload["spec.lazy.module"] = function()
      loads = loads + 1
      return { answer = 42 }
    end
  end)

  after_each(function()
    package.preload["spec.lazy.module"], package.loaded["spec.lazy.module"] = nil, nil
  end)

  it("loads a module when a field of it is asked for, and once", function()
    local module = lazy "spec.lazy.module"
    assert.are.equal(0, loads)
    assert.are.equal(42, module.answer)
    assert.are.equal(42, module.answer)
    assert.is_nil(module.question)
    assert.are.equal(1, loads)
  end)

  it("calls a module that is a function", function()
    package.preload["spec.lazy.module"] = function()
      loads = loads + 1
      return function(...) return select("#", ...), ... end
    end
    local count = lazy "spec.lazy.module"
    assert.are.equal(0, loads)
    assert.are.same({ 2, "a", "b" }, { count("a", "b") })
    assert.are.same({ 0 }, { count() })
    assert.are.equal(1, loads)
  end)

  it("raises each time that a module which cannot be loaded is used", function()
    local module = lazy "spec.lazy.none"
    for _ = 1, 2 do
      local ok, problem = pcall(function() return module.answer end)
      assert.is_false(ok)
      assert.matches("module 'spec.lazy.none' not found", problem, 1, true)
    end
  end)
end)
