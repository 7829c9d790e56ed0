-- urssaf.loop in cqueues, luv, copas and luasocket's select: fetches beside a ticker, and what is
-- left in the loop however they end.
local cjson = require "spec.support.cjson"
local processes = require "spec.support.processes"
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

local CODES = { "75", "13", "69", "2A", "971", "38", "01", "31", "59", "33" }

-- Where Debian has copas: the file for 5.1 does on each Lua.
local COPAS = "/usr/share/lua/5.1/?.lua;/usr/share/lua/5.1/?/init.lua"

-- Seconds of a wait that nobody ends.
local LONGEST_WAIT = 1

local function environment()
  return { LUA_PATH = shell.lua_path .. ";" .. shell.root .. "?.lua;" .. COPAS,
    LUA_CPATH = shell.lua_cpath }
end

local function can_load(name)
  return (shell.run(shell.with(environment(), ("%s -e %s"):format(shell.lua,
    shell.quote(("require %q"):format(name))))))
end

-- The latest figure of a département, by plain loops over the sample.
local function expected(code)
  local periods = sample_figures.data.periods
  return sample_figures.cell(code, "economiquement_actifs", periods[#periods])
end

local PACKAGES = { cqueues = "lua-cqueues", luv = "lua-luv", copas = "lua-copas",
  socket = "lua-socket" }

describe("urssaf.loop #host", function()
  local portal = standin.for_cases()
  local is_here, results = {}, nil
  for name in pairs(PACKAGES) do is_here[name] = can_load(name) end

  local function command(name)
    local address = ("http://127.0.0.1:%d/api"):format(processes.free_port())
    local words = { shell.lua, "spec/support/loops/run.lua", name, shell.quote(portal.base_url),
      shell.quote(portal:with { { on = "export", status = 503, times = 1 } }),
      shell.quote(portal:with { { on = "any", mute = true } }), address }
    return "timeout 60 " .. shell.with(environment(), table.concat(words, " "))
  end

  -- All loops at the same time, a process each.
  local function run()
    if results then return end
    local folder, commands = shell.temporary_folder(), {}
    for name in pairs(PACKAGES) do
      if is_here[name] then
        commands[#commands + 1] = ("%s >%s/%s 2>&1 &"):format(command(name), folder, name)
      end
    end
    commands[#commands + 1] = "wait"
    shell.run(table.concat(commands, "\n"))
    results = {}
    for name in pairs(PACKAGES) do
      results[name] = is_here[name] and shell.read(folder .. "/" .. name)
    end
    shell.remove(folder)
  end

  -- Neither the library nor the loop may have printed anything else.
  local function results_of(name)
    run()
    assert.matches("^{[^\n]*}\n$", results[name])
    return cjson.decode(results[name])
  end

  for name, package in pairs(PACKAGES) do
    local function case(title, which, check)
      it(name .. " " .. title, function()
        if not is_here[name] then return pending(("no %s for %s"):format(package, shell.lua)) end
        local found = results_of(name)[which]
        if not found then return end -- neither this loop nor this Lua has that
        if type(found) == "table" then assert.are.equal(0, found.watched) end
        check(found)
      end)
    end

    for _, which in ipairs { "own", "shared" } do
      case("has ten fetches at once beside a ticker, each with a session "
        .. (which == "own" and "of its own" or "of one client"), which, function(found)
        for _, code in ipairs(CODES) do
          assert.are.equal(expected(code), found.figures[code], code)
        end
        assert.is_true(found.ticks > 1, found.ticks)
        print(("%s, %s: ten fetches in %.2f s, %d ticks, the longest pause %.0f ms"):format(
          name, which == "own" and "ten sessions" or "one session", found.took, found.ticks,
          found.longest * 1000))
      end)
    end

    case("passes the pause before a retry by a timer", "retry", function(found)
      assert.are.equal(expected "75", found.figure)
      assert.is_true(found.took > 0.2, found.took) -- half of the first pause, at least
      assert.is_true(found.ticks > 5, found.ticks)
    end)

    case("leaves nothing when `progress` cancels", "cancelled", function(found)
      assert.are.equal("cancelled", found.kind)
    end)

    case("leaves nothing when no connection can be made", "refused", function(found)
      assert.are.equal("network", found.kind)
    end)

    case("ends the waits at once when the client is closed", "closed", function(found)
      assert.are.same({ "cancelled", "cancelled" }, found.kinds)
      assert.is_true(found.after < LONGEST_WAIT / 2, found.after)
      if found.at_once then assert.are.equal(0, found.at_once) end
    end)

    case("leaves nothing when `progress` raises", "raised", function(found)
      assert.are.equal("false", found.kind)
      assert.are.equal("no more", found.problem)
    end)

    case("leaves nothing when the coroutine is closed", "abandoned", function(found)
      assert.is_true(found.before > 0, found.before)
    end)

    case("runs the loop itself outside of a coroutine", "outside", function(found)
      assert.are.equal(expected "75", found.figure)
    end)

    it(name .. " is shown by examples/loops.lua", function()
      if not is_here[name] then return pending(("no %s for %s"):format(package, shell.lua)) end
      local variables = environment()
      variables.URSSAF_BASE_URL = portal.base_url
      variables.URSSAF_CACHE_DIR = shell.temporary_folder()
      local ok, _, output = shell.run(shell.with(variables,
        ("%s examples/loops.lua %s 75 2A 971"):format(shell.lua, name)))
      shell.remove(variables.URSSAF_CACHE_DIR)
      assert.is_true(ok, output)
      for _, code in ipairs { "75", "2A", "971" } do
        assert.are.equal(("%d"):format(expected(code)), output:match(code .. " +(%d+)  %S"))
      end
      assert.matches("3 fetches and %d+ ticks in one loop of " .. name, output)
    end)

    case("leaves no socket open", "sockets", function(more)
      assert.are.equal(0, more)
    end)
  end
end)
