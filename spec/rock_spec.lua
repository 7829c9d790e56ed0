local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

describe("the rock", function()
  local folder, portal

  setup(function()
    folder = shell.temporary_folder()
    portal = standin.start {}
  end)

  teardown(function()
    portal:stop()
    shell.remove(folder)
  end)

  it("passes lint", function()
    local ok, _, output = shell.run("luarocks-5.4 lint rockspec/urssaf-scm-1.rockspec")
    assert.is_true(ok, output)
  end)

  it("installs into an empty tree, and the quickstart runs on it from another folder", function()
    -- Debian's lua-cjson is unknown to LuaRocks, which would go and look for one
    local ok, _, output = shell.run("set -e; T=" .. folder .. "\n" .. [[
      mkdir $T/copy $T/elsewhere
      cp -r src lua rockspec LICENSE README.md CHANGELOG.md examples $T/copy
      cd $T/copy
      luarocks-5.4 make --deps-mode=none --tree $T/tree rockspec/urssaf-scm-1.rockspec
      cp examples/quickstart.lua $T/elsewhere]])
    assert.is_true(ok, output)

    local installed = ("T=%s; export URSSAF_BASE_URL=%s; "):format(folder, portal.base_url)
      .. 'export LUA_PATH="$T/tree/share/lua/5.4/?.lua;$T/tree/share/lua/5.4/?/init.lua;;" '
      .. 'LUA_CPATH="$T/tree/lib/lua/5.4/?.so;;"; cd $T/elsewhere; ' .. shell.lua
    ok, _, output = shell.run(installed .. " quickstart.lua")
    assert.is_true(ok, output)
    assert.matches("France without Mayotte, T4 2025", output, 1, true)

    ok, _, output = shell.run(installed .. [[ -e '
      print(package.searchpath("urssaf", package.path))
      print(package.searchpath("urssaf.http", package.cpath))']])
    assert.is_true(ok, output)
    assert.are.equal(folder .. "/tree/share/lua/5.4/urssaf/init.lua\n"
      .. folder .. "/tree/lib/lua/5.4/urssaf/http.so\n", output)
  end)
end)
