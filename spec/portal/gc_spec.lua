-- Ownership: calls under every kind of garbage collection, clients closed and dropped in any order
-- and at any moment.
local checksum = require "urssaf.checksum"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local WHERE = { code_departement = "2A" }

describe("the collector makes no difference #world", function()
  local portal = standin.for_cases { idle = 300 }
  local folder, expected

  setup(function()
    local sum = checksum.crc32(assert(urssaf.fetch(portal:options { where = WHERE })):to_csv())
    expected = ("%d\tnil\n%d\tnil\n%d\ttrue\n%d\tnil\n%d\ttrue\nincomplete\n12 nil\n"):format(sum,
      sum, sum, sum, sum)
  end)

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  for _, kind in ipairs { "every few instructions", "in a coroutine", "stopped",
    lua.unpack(lua.collectors) } do
    it("to what is fetched, kept, refused, read and added up: " .. kind, function()
      local _, _, output = shell.run(("%s %s spec/support/gc_calls.lua %s %s %s %s"):format(
        shell.checkout, shell.lua, shell.quote(kind), shell.quote(portal.base_url),
        shell.quote(portal:with { { on = "export", cut = 100 } }), folder))
      assert.are.equal(expected, output)
    end)
  end
end)

describe("a client", function()
  local portal = standin.for_cases()
  local expected

  setup(function() expected = assert(urssaf.fetch(portal:options { where = WHERE })).series end)

  local function client(more)
    return urssaf.client(portal:options(more))
  end

  it("that is dropped leaves no connection", function()
    collectgarbage()
    local before = shell.descriptors()
    for _ = 1, 20 do assert(client():fetch { where = WHERE }) end
    lua.collect_all()
    assert.are.equal(before, shell.descriptors())
  end)

  it("is one of many, dropped and closed in any order", function()
    collectgarbage()
    local before, clients = shell.descriptors(), {}
    for i = 1, 60 do
      clients[i] = client()
      assert.are.same(expected, assert(clients[i]:fetch { where = WHERE }).series)
    end
    for i = 1, 60, 3 do clients[i]:close() end
    for i = 60, 1, -3 do clients[i]:close() end
    clients = nil -- luacheck: ignore
    lua.collect_all()
    assert.are.equal(before, shell.descriptors())
  end)

  it("may be closed twice, from a coroutine, and while it fetches", function()
    local own = client()
    assert(own:fetch { where = WHERE })
    coroutine.wrap(function() own:close() end)()
    own:close()
    assert.has_error(function() own:fetch() end, nil)
    local busy
    busy = client { progress = function() busy:close() end }
    local _, err = busy:fetch { where = WHERE }
    assert.are.equal("cancelled", err.kind)
  end)

  it("that is called off half-way leaves nothing under way, and goes on", function()
    collectgarbage()
    local before = shell.descriptors()
    local own = client()
    for round = 1, 5 do
      local calls = 0
      local ok, message = pcall(own.fetch, own, { where = WHERE, progress = function()
        calls = calls + 1
        if calls == round then error "stop" end
      end })
      assert.is_true(ok or tostring(message):find("stop", 1, true) ~= nil, tostring(message))
    end
    assert.are.same(expected, assert(own:fetch { where = WHERE }).series)
    own:close()
    collectgarbage()
    assert.are.equal(before, shell.descriptors())
  end)

  it("whose call was dropped in a coroutine is collected with it", function()
    collectgarbage()
    local before = shell.descriptors()
    local function begin()
      local own = client()
      local thread = coroutine.create(function()
        own:fetch { where = WHERE, progress = function(_, _, phase)
          if phase == "download" then coroutine.yield "half-way" end
        end }
      end)
      local _, where = coroutine.resume(thread)
      assert.are.equal("half-way", where)
    end
    for _ = 1, 5 do begin() end
    lua.collect_all()
    assert.are.equal(before, shell.descriptors())
  end)

  it("that was used before a fork works in both processes", function()
    local library = os.tmpname()
    local built = shell.run(([[printf '%%s' '#include <lua.h>
      #include <sys/wait.h>
      #include <unistd.h>
      static int forked (lua_State *L) {
        int status = 0;
        pid_t pid = fork();
        if (pid == 0) { lua_settop(L, 1); lua_call(L, 0, 1); _exit(lua_toboolean(L, -1) ? 0 : 1); }
        waitpid(pid, &status, 0);
        lua_pushinteger(L, status);
        return 1;
      }
      int luaopen_forked (lua_State *L) { lua_pushcfunction(L, forked); return 1; }' \
      | gcc -shared -fPIC -x c - -o %s %s]]):format(library, shell.lua_cflags))
    assert.is_true(built)
    local forked = assert(package.loadlib(library, "luaopen_forked"))()
    os.remove(library)
    local own = client()
    assert(own:fetch { where = WHERE })
    local status = forked(function()
      local panel = own:fetch { where = WHERE }
      return panel ~= nil and #panel.series == #expected and panel.source.rows == 68
    end)
    assert.are.equal(0, status)
    assert.are.same(expected, assert(own:fetch { where = WHERE }).series)
    own:close()
  end)
end)
