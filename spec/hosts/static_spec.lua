-- The archive for hosts that link the library, and the program in examples/host that does so.
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

-- The example needs Lua 5.4, whichever runs the specs.
local MAKE = "make -s LUA=lua5.4 BUILD=build/static "
local HOST = "build/static/urssaf-host"

describe("the static archive", function()
  local portal = standin.for_cases()
  local folder

  setup(function()
    folder = shell.temporary_folder()
    local built, _, output = shell.run(MAKE .. "static host")
    assert(built, output)
  end)
  teardown(function() shell.remove(folder) end)

  -- Runs a script in another folder, where no file of the checkout is found.
  local function run(script, options)
    local path = folder .. "/script.lua"
    shell.write(path, script)
    return shell.run(("root=$PWD; cd %s; unset LUA_PATH LUA_CPATH; $root/%s %s script.lua %s")
      :format(folder, HOST, options or "", portal.base_url))
  end

  local FETCH = [[
    local urssaf = require "urssaf"
    local panel = assert(urssaf.fetch { base_url = arg[1], cache = "off" })
    print(#panel.series, panel:total().series[1]:last())]]

  it("exports luaopen_* and nothing else", function()
    local listing = shell.run_line("nm -g --defined-only build/static/liburssaf.a")
    local names = {}
    for name in listing:gmatch " T (%S+)" do names[#names + 1] = name end
    table.sort(names)
    assert.are.same({ "luaopen_urssaf", "luaopen_urssaf_checksum", "luaopen_urssaf_decode",
      "luaopen_urssaf_http", "luaopen_urssaf_sandbox" }, names)
    assert.is_nil(listing:find(" [BbDdCR] "), listing)
  end)

  it("has a header that compiles alone", function()
    local taken, _, said = shell.run("gcc -x c -std=c99 -fsyntax-only -Wall -Wpedantic -Werror"
      .. " $(pkg-config --cflags lua5.4) build/static/urssaf.h")
    assert.is_true(taken, said)
  end)

  it("is all that a host needs: it reads no file of the library", function()
    local ran, _, output = run(FETCH)
    assert.is_true(ran, output)
    local panel = assert(urssaf.fetch(portal:options {}))
    local value, period = panel:total().series[1]:last()
    assert.are.equal(("%d\t%.0f\t%s\n"):format(#panel.series, value, period), output)
  end)

  it("has every module of the library", function()
    local ran, _, output = run [[
      local count = 0
      require "urssaf"
      for name in pairs(package.preload) do
        if name:find "^urssaf" then
          require(name)
          count = count + 1
        end
      end
      print(count)]]
    assert.is_true(ran, output)
    -- without the command, and without the annotations
    local files = tonumber(shell.run_line("find lua/urssaf -name '*.lua' -not -path '*/cli/*'"
      .. " -not -path '*/annotations/*' | wc -l"))
    assert.are.equal(files - 1 + 3, tonumber(output)) -- not urssaf itself, but the three in C
  end)

  it("names the line of the script with an error", function()
    local ran, code, output = run '\nrequire "urssaf".fetch { chache = "off" }'
    assert.is_false(ran)
    assert.are.equal(1, code)
    assert.are.equal("urssaf-host: script.lua:2: unknown option 'chache' (did you mean 'cache'?)\n",
      output)
  end)

  it("ends a script that needs too much memory, with a message", function()
    local ran, code, output = run(FETCH, "--memory 1")
    assert.is_false(ran)
    assert.are.equal(1, code)
    assert.are.equal("urssaf-host: not enough memory\n", output)
    assert.is_true((run(FETCH, "--memory 8")))
  end)

  it("prints how the program is used", function()
    for _, words in ipairs { "", "--memory", "--memory x script.lua", "--memory 0 script.lua" } do
      local ran, code, output = shell.run(HOST .. " " .. words)
      assert.is_false(ran)
      assert.are.equal(2, code)
      assert.matches("^usage: urssaf%-host", output)
    end
  end)
end)
