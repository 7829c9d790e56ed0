local lua = require "spec.support.lua"
local raw_server = require "spec.support.raw_server"
local shell = require "spec.support.shell"
local http_transfers = require "spec.support.http_transfers"

-- Seconds that the lookup of slow.test takes: longer than a busy machine needs for anything that
-- does not wait for it; and short, for the cases that see its end.
local ENDLESS, SHORT = "20", "1"

-- Seconds that a call and a process may take on a busy machine without waiting for the lookup.
local AT_ONCE, SOON = 1, 8

-- Notes when the lookup has begun and ended, in the file named by LOOKUP_LOG.
local SLOW_LOOKUP = [[
  #define _GNU_SOURCE
  #include <dlfcn.h>
  #include <netdb.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <string.h>
  #include <unistd.h>

  typedef int lookup (const char *, const char *, const struct addrinfo *,
                      struct addrinfo **);

  static void note (const char *word) {
    FILE *log = fopen(getenv("LOOKUP_LOG"), "a");
    fputs(word, log);
    fclose(log);
  }

  int getaddrinfo (const char *name, const char *service,
                   const struct addrinfo *hints, struct addrinfo **found) {
    if (name == NULL || strcmp(name, "slow.test") != 0)
      return ((lookup *)dlsym(RTLD_NEXT, "getaddrinfo"))(name, service, hints,
                                                         found);
    note("begun ");
    sleep((unsigned)atoi(getenv("LOOKUP_SECONDS")));
    note("ended ");
    return EAI_AGAIN;
  }
]]

-- A host that goes on after it has closed its Lua state, until the lookup is over.
local HOST = [[
  #include <lauxlib.h>
  #include <lualib.h>
  #include <stdio.h>
  #include <stdlib.h>
  #include <unistd.h>

  int main (int argc, char **argv) {
    lua_State *L = luaL_newstate();
    luaL_openlibs(L);
    if (argc < 2 || luaL_dofile(L, argv[1])) {
      puts(lua_tostring(L, -1));
      return 1;
    }
    lua_close(L);
    sleep((unsigned)atoi(getenv("LOOKUP_SECONDS")) + 1);
    puts("the host is well");
    return 0;
  }
]]

-- The beginning of every child's program.
local START = [[
  local http = require "urssaf.http"
  local session = http.session { proxy = "" }

  local function look_up(options)
    return session:get("http://slow.test/", options)
  end

  local function has_begun()
    local log = io.open(os.getenv "LOOKUP_LOG")
    return log and log:close()
  end

  local function poll_until(is_so)
    local deadline, longest = http.now() + 5, 0
    repeat
      assert(http.now() < deadline, "it did not happen")
      local before = http.now()
      session:poll(0.05)
      longest = math.max(longest, http.now() - before)
    until is_so()
    return longest
  end
]]

describe("a name lookup that hangs #world", function()
  local server = raw_server.for_cases()
  local folder, slow_lookup, host, log

  setup(function()
    folder = shell.temporary_folder()
    log = folder .. "/log"
    if http_transfers.has_command "gcc" then
      slow_lookup = http_transfers.compile(folder .. "/slow.so", SLOW_LOOKUP, "-shared -fPIC")
      host = http_transfers.compile(folder .. "/host", HOST, "LUA_CFLAGS LUA_LIBS")
    end
  end)

  teardown(function() shell.remove(folder) end)

  local function with_slow_lookup(f)
    return function()
      if not slow_lookup then
        return pending("no gcc to make a slow lookup with")
      end
      os.remove(log)
      f()
    end
  end

  local function noted()
    return shell.read(log)
  end

  -- The child's output; it must end without an error, and must have begun a lookup.
  local function said_by(script, surroundings, ...)
    surroundings = surroundings or {}
    surroundings.preload = slow_lookup
    surroundings.variables = ("LOOKUP_LOG=%s LOOKUP_SECONDS=%s"):format(shell.quote(log),
      surroundings.seconds or ENDLESS)
    local ended_well, said = http_transfers.in_a_child_with(surroundings, START .. script, ...)
    assert.is_true(ended_well, said)
    assert.matches("^begun ", noted())
    return said
  end

  it("fails by connect_timeout, and no poll takes longer for it", with_slow_lookup(function()
    local said = said_by [[
      local started = http.now()
      local transfer = look_up { connect_timeout = 0.3 }
      local err
      local longest = poll_until(function()
        local bytes
        bytes, err = transfer:read()
        return bytes == nil
      end)
      print(err.kind, http.now() - started, longest)
    ]]
    local kind, passed, longest = said:match("^(%a+)\t(%S+)\t(%S+)\n$")
    assert.equal("timeout", kind, said)
    assert.is_true(tonumber(passed) > 0.25 and tonumber(passed) < 2, said)
    assert.is_true(tonumber(longest) < AT_ONCE, said)
  end))

  it("holds up no other transfer", with_slow_lookup(function()
    local url = server:on("/quick", { { send = http_transfers.sized("quick") } })
    local said = said_by([[
      look_up()
      poll_until(has_begun)
      local started = http.now()
      local quick, body = session:get(...), ""
      local longest = poll_until(function()
        local bytes = quick:read()
        body = body .. (bytes or "")
        return bytes == nil
      end)
      print(body, http.now() - started, longest, session:poll(0))
    ]], nil, url)
    local body, passed, longest, running = said:match("^(%a+)\t(%S+)\t(%S+)\t(%d)\n$")
    assert.equal("quick", body, said)
    assert.is_true(tonumber(passed) < 2 and tonumber(longest) < AT_ONCE, said)
    assert.equal("1", running)
  end))

  local closings = {
    ["the transfer"] = "transfer:close() session:poll(0)",
    ["the session"] = "session:close() assert(select(2, transfer:read()).kind == 'cancelled')",
    ["neither, but dropped"] = "transfer, session = nil, nil collectgarbage()",
  }
  for what, close in pairs(closings) do
    it("is not waited for when closed: " .. what, with_slow_lookup(function()
      local said = said_by(([[
        local transfer = look_up()
        poll_until(has_begun)
        local started = http.now()
        %s
        print(http.now() - started)
      ]]):format(close))
      assert.is_true(tonumber(said) < AT_ONCE, said)
    end))
  end

  local stages = {
    ["under way"] = "look_up() poll_until(has_begun)",
    ["given up and closed"] = [[
      local transfer = look_up { connect_timeout = 0.3 }
      poll_until(function() return transfer:read() == nil end)
      transfer:close()
      session:close()
    ]],
  }
  local ends = {
    ["at the script's end"] = "",
    ["by os.exit that closes the state"] = lua.exit_closes and "os.exit(0, true)" or nil,
    ["by os.exit that leaves it"] = "os.exit(0, false)",
  }
  for stage, script in pairs(stages) do
    for name, ending in pairs(ends) do
      it("is not waited for when the process ends " .. name .. ", " .. stage,
        with_slow_lookup(function()
          local passed = http_transfers.timed(function()
            assert.equal("", said_by(script .. "\n" .. ending))
          end)
          assert.is_true(passed < SOON, passed)
        end))
    end

    it("may end after the host has closed its state, " .. stage, with_slow_lookup(function()
      assert.equal("the host is well\n", said_by(script, { host = host, seconds = SHORT }))
      assert.equal("begun ended ", noted())
    end))
  end
end)
