local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

describe("urssaf", function()
  local MODULES = { "chart", "geo", "language", "loop", "measures", "period", "quarter" }
  local exports = { "_VERSION", "fetch", "read", "describe", "catalog", "calendar",
    "vintages", "prune", "client", "capabilities", "sample", "report", "site", "panel",
    "revisions", "provisional" }
  if lua.has_pairs_metamethod then
    for _, name in ipairs(MODULES) do exports[#exports + 1] = name end
  end
  hygiene("urssaf", exports)

  it("has modules as fields, loaded on first use", function()
    for _, name in ipairs(MODULES) do
      assert.are.equal(require("urssaf." .. name), urssaf[name])
    end
    assert.is_nil(urssaf.nothing)
    local ok, _, output = shell.run(shell.checkout .. shell.lua .. " -e " .. shell.quote([[
      require "urssaf"
      for name in pairs(package.loaded) do
        if name:find "^urssaf" then io.write(name, "\n") end
      end]]) .. " | sort")
    assert.is_true(ok)
    -- where `pairs` asks no metatable, the functions are there from the start
    assert.are.equal("urssaf\nurssaf.base.lazy\nurssaf.base.version\n"
      .. (lua.has_pairs_metamethod and "" or "urssaf.functions\n"), output)
  end)

  it("has the modules that the reference promised under their names", function()
    for name, place in pairs { errors = "base.errors", period = "domain.period",
      quarter = "domain.quarter",
      geo = "domain.geo", measures = "domain.measures", series = "panel.series",
      check = "panel.check", diff = "panel.diff" } do
      local ok, _, output = shell.run(shell.checkout .. shell.lua .. " -e " .. shell.quote(
        ('io.write(tostring(require "urssaf.%s" == require "urssaf.%s"))'):format(name, place)))
      assert.is_true(ok, output)
      assert.are.equal("true", output)
    end
    for _, name in ipairs { "panel", "chart", "report", "client", "language" } do
      assert.are.equal("table", type(require("urssaf." .. name)))
    end
  end)

  it("has one version, the newest that the changelog has", function()
    assert.are.equal(shell.read_file("CHANGELOG.md"):match("\n## (%d%S*)"), urssaf._VERSION)
    assert.are.equal(require "urssaf.base.version", urssaf._VERSION)
  end)

  -- the lines of `paths` that `known` does not have
  local function unknown(paths, known)
    local list = {}
    for path in paths:gmatch "[^\n]+" do
      if not known[path] then list[#list + 1] = path end
    end
    return list
  end

  it("is in the rockspec with every file it has, and no other", function()
    local rockspec, listed = {}, {}
    local text = shell.read_file "rockspec/urssaf-scm-1.rockspec"
    assert(lua.load_alone(text, "rockspec", rockspec))()
    for name, module in pairs(rockspec.build.modules) do
      for _, path in ipairs(type(module) == "string" and { module } or module.sources) do
        assert.is_true((shell.run("test -f " .. path)), path)
        listed[path] = name
      end
    end
    local lua_files = shell.run_line "find lua -name '*.lua'"
    assert.are.same({}, unknown(lua_files, listed))
    for path in lua_files:gmatch "[^\n]+" do
      local name = path:gsub("^lua/", ""):gsub("%.lua$", ""):gsub("/init$", ""):gsub("/", ".")
      assert.are.equal(name, listed[path])
    end
    -- the rock has zlib; what ISA-L needs is for the Makefile alone
    for path in shell.run_line("sh mk/sources.sh http isal"):gmatch "[^\n]+" do
      listed[path] = listed[path] or "urssaf.http"
    end
    -- a C file that is not reached through a header of its name (mk/sources.sh) is in no module
    local c_files = shell.run_line "find src -name '*.c' -not -path 'src/static/*'"
    assert.are.same({}, unknown(c_files, listed))
  end)

  it("does not load libcurl until the first request", function()
    local script = [[
      local function has_curl()
        local maps = assert(io.open "/proc/self/maps")
        local found = maps:read("*a"):find("libcurl", 1, true) ~= nil
        maps:close()
        return found
      end
      local urssaf = require "urssaf"
      assert(urssaf.read { text = "annee;radiations\n2020;1\n" })
      local client = urssaf.client { base_url = "http://127.0.0.1:1", retries = 0 }
      local before = has_curl()
      client:describe()
      print(before, has_curl())
    ]]
    local ok, _, output = shell.run(shell.checkout .. shell.lua .. " -e " .. shell.quote(script))
    assert.is_true(ok, output)
    assert.are.equal("false\ttrue\n", output)
  end)

  for _, module in ipairs { "http", "decode", "checksum" } do
    it(("exports nothing from C but luaopen_urssaf_%s"):format(module), function()
      local ok, _, output = shell.run(("nm -D --defined-only %s/urssaf/%s.so"):format(
        shell.build, module))
      assert.is_true(ok, output)
      local symbols = {}
      for symbol in output:gmatch("%x+ %a ([^\n]+)") do symbols[#symbols + 1] = symbol end
      assert.are.same({ "luaopen_urssaf_" .. module }, symbols)
    end)
  end

  it("prints nothing and does not change the locale", function()
    local script = "require 'urssaf'; assert(os.setlocale() == 'C')"
    local ok, _, output = shell.run(shell.checkout .. shell.lua .. " -e " .. shell.quote(script))
    assert.is_true(ok, output)
    assert.are.equal("", output)
  end)
end)
