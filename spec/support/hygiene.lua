-- The first cases of every module's spec: the module touches no global, loads twice and in a
-- coroutine, and exports exactly what is documented.
local assert = require "luassert"
local busted = require "busted"
local lua = require "spec.support.lua"

local describe, it = busted.describe, busted.it
local before_each, after_each = busted.before_each, busted.after_each

local function is_ours(name)
  return name == "urssaf" or name:find("^urssaf%.") ~= nil
end

local function unload()
  local kept = {}
  for name, module in pairs(package.loaded) do
    if is_ours(name) then kept[name] = module end
  end
  for name in pairs(kept) do package.loaded[name] = nil end
  return kept
end

local function reload(kept)
  unload()
  for name, module in pairs(kept) do package.loaded[name] = module end
end

-- What a careless module might change: the globals, the standard tables, the locale.
local function snapshot()
  local seen = {}
  for name, value in pairs(_G) do
    seen[name] = value
    if type(value) == "table" and name ~= "_G" and name ~= "package" and package.loaded[name] then
      for field, inner in pairs(value) do seen[name .. "." .. tostring(field)] = inner end
    end
  end
  seen["string metatable"] = getmetatable("").__index
  seen["locale"] = os.setlocale()
  return seen
end

return function(name, exports)
  describe("as a module", function()
    local kept

    before_each(function() kept = unload() end)
    after_each(function() reload(kept) end)

    it("touches no global", function()
      local before = snapshot()
      require(name)
      assert.are.same(before, snapshot())
    end)

    it("loads twice", function()
      local first = require(name)
      unload()
      assert.are.equal(type(first), type(require(name)))
    end)

    it("loads inside a coroutine", function()
      local ok, module = coroutine.resume(coroutine.create(function() return require(name) end))
      assert.is_true(ok, tostring(module))
    end)

    it("exports what is documented", function()
      local module = require(name)
      if exports == "function" then
        assert.are.equal("function", type(module))
      else
        table.sort(exports)
        assert.are.same(exports, lua.sorted_keys(module))
      end
    end)
  end)
end
