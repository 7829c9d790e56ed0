local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

-- For LuaRocks, LuaJIT is Lua 5.1 with other headers.
local VERSION = shell.run_line(shell.lua .. " -e 'print((_VERSION:gsub(\"Lua \", \"\")))'")
local LUAROCKS = "luarocks-" .. VERSION
local HEADERS = shell.lua:find "jit" and "LUA_INCDIR=$(pkg-config --variable=includedir luajit)"
  or ""

describe("the rock", function()
  local portal = standin.for_cases()
  local folder

  setup(function() folder = shell.temporary_folder() end)
  teardown(function() shell.remove(folder) end)

  it("passes lint", function()
    local ok, _, output = shell.run(LUAROCKS .. " lint rockspec/urssaf-scm-1.rockspec")
    assert.is_true(ok, output)
  end)

  it("installs into an empty tree, and the quickstart runs on it from another folder", function()
    -- LuaRocks does not know Debian's lua-cjson and would download one: --deps-mode=none
    local ok, _, output = shell.run(("set -e; T=%s; LUAROCKS=%s; HEADERS=%s\n"):format(folder,
      LUAROCKS, HEADERS) .. [[
      mkdir $T/copy $T/elsewhere
      cp -r bin src lua share rockspec LICENSE README.md CHANGELOG.md examples $T/copy
      cd $T/copy
      $LUAROCKS make --deps-mode=none --tree $T/tree rockspec/urssaf-scm-1.rockspec $HEADERS
      cp examples/quickstart.lua $T/elsewhere]])
    assert.is_true(ok, output)

    assert(shell.run(("cd %s/tree/lib/luarocks/rocks-*/urssaf/*/share/man && test -e man1/urssaf.1"
      .. " && test -e fr/man1/urssaf.1"):format(folder)))

    local share = folder .. "/tree/share/lua/" .. VERSION
    local lib = folder .. "/tree/lib/lua/" .. VERSION
    local installed = ("export URSSAF_BASE_URL=%s LUA_PATH='%s/?.lua;%s/?/init.lua;;' "
      .. "LUA_CPATH='%s/?.so;;'; cd %s/elsewhere; %s"):format(portal.base_url, share, share, lib,
      folder, shell.lua)
    ok, _, output = shell.run(installed .. " quickstart.lua")
    assert.is_true(ok, output)
    assert.matches("France without Mayotte, T4 2025", output, 1, true)

    -- Lua 5.1 has no package.searchpath
    ok, _, output = shell.run(installed .. [[ -e '
      local function search(name, path)
        for template in path:gmatch "[^;]+" do
          local file = template:gsub("?", (name:gsub("%.", "/")))
          if io.open(file) then return file end
        end
      end
      print(search("urssaf", package.path))
      print(search("urssaf.http", package.cpath))']])
    assert.is_true(ok, output)
    assert.are.equal(share .. "/urssaf/init.lua\n" .. lib .. "/urssaf/http.so\n", output)
  end)
end)
