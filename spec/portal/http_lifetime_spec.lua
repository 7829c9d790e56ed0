local http = require "urssaf.http"
local lua = require "spec.support.lua"
local raw_server = require "spec.support.raw_server"
local shell = require "spec.support.shell"
local http_transfers = require "spec.support.http_transfers"

local GZIPPED, TEXT, LARGE = http_transfers.GZIPPED, http_transfers.TEXT, http_transfers.LARGE
local GZIP_TEXT, GZIP_LARGE = http_transfers.GZIP_TEXT, http_transfers.GZIP_LARGE

local sized, drain, in_a_child = http_transfers.sized, http_transfers.drain,
  http_transfers.in_a_child
local poll_for, poll_until = http_transfers.poll_for, http_transfers.poll_until

local server = raw_server.for_cases()

describe("closing", function()
  local function started(answer)
    local session = http.session()
    local url = server:on("/closing", { { send = answer or sized(LARGE) } })
    return session, session:get(url)
  end

  local orders = {
    ["transfer, then session"] = function(s, t) t:close() s:close() end,
    ["session, then transfer"] = function(s, t) s:close() t:close() end,
    ["each twice"] = function(s, t) t:close() t:close() s:close() s:close() t:close() end,
    ["by the metamethods"] = function(s, t)
      for _, name in ipairs { "__close", "__gc", "__close" } do
        getmetatable(t)[name](t)
        getmetatable(s)[name](s)
      end
    end,
  }
  for name, close in pairs(orders) do
    it("works in any order and number: " .. name, function()
      for _, polls in ipairs { 0, 1, 3 } do
        local session, transfer = started()
        for _ = 1, polls do
          session:poll(0.1)
        end
        close(session, transfer)
        assert.has_error(function() transfer:read() end, "attempt to use a closed transfer")
        assert.has_error(function() session:poll(0) end, "attempt to use a closed session")
      end
    end)
  end

  it("makes every method raise", function()
    local session, transfer = started()
    transfer:close()
    session:close()
    for _, name in ipairs { "read", "status", "headers", "info" } do
      assert.error_matches(function() transfer[name](transfer) end, "closed transfer")
    end
    assert.error_matches(function() session:get(server.root) end, "closed session")
    assert.error_matches(function() session:poll() end, "closed session")
  end)

  -- Lua 5.4's own, which others cannot read.
  if lua.has_close then
    it("happens at the end of a block, in both orders and after errors", function()
      local session = http.session()
      local transfer = session:get(server.root .. "/")
      local block = assert(load [[
        local session <close> = ...
        local transfer <close> = select(2, ...)
        error("on purpose")
      ]])
      assert.is_false((pcall(block, session, transfer)))
      assert.error_matches(function() session:poll() end, "closed session")
      assert.error_matches(function() transfer:read() end, "closed transfer")
    end)

    it("happens when a coroutine is closed", function()
      local session = http.session()
      local transfer = session:get(server:on("/mute", { { mute = true } }))
      local thread = coroutine.create(assert(load [[
        local session <close> = ...
        local transfer <close> = select(2, ...)
        while true do
          session:poll(0)
          coroutine.yield()
        end
      ]]))
      coroutine.resume(thread, session, transfer)
      coroutine.resume(thread)
      assert.is_true(coroutine.close(thread))
      assert.error_matches(function() transfer:read() end, "closed transfer")
    end)
  end

  it("the session leaves what came readable, then says cancelled", function()
    local session = http.session()
    local transfer = session:get(server:on("/half", {
      { send = sized(TEXT .. "x"):sub(1, -2) }, { mute = true },
    }))
    poll_until(session, function() return transfer:status() end)
    poll_for(session, 0.1)
    session:close()
    assert.equal(TEXT, transfer:read())
    local bytes, err = transfer:read()
    assert.is_nil(bytes)
    assert.equal("cancelled", err.kind)
    assert.equal(200, transfer:status())
    assert.equal(#TEXT, transfer:info().delivered)
  end)

  it("the session does not spoil what was over by then", function()
    local session, transfer = started(sized(GZIP_TEXT, GZIPPED))
    poll_until(session, function() return session:poll(0.1) == 0 end)
    session:close()
    assert.equal(TEXT, transfer:read())
    assert.equal(1, select("#", transfer:read()))
    assert.is_nil(transfer:read())
  end)

  it("a transfer ends its request, and leaves the others alone", function()
    local session = http.session()
    local mute = session:get(server:on("/mute", { { mute = true } }))
    local other = session:get(server:on("/other", { { sleep = 0.2 }, { send = sized("x") } }))
    session:poll(0.1)
    mute:close()
    assert.equal("x", (drain(session, other)))
  end)
end)

describe("ownership", function()
  local function each_mode(f)
    return function()
      if not lua.has_generations then return f() end
      local before = collectgarbage("incremental")
      f()
      collectgarbage("generational")
      f()
      collectgarbage(before)
    end
  end

  it("lets a transfer outlive the session's variable", each_mode(function()
    local session = http.session()
    local transfer = session:get(server:on("/outlive", { { send = sized(TEXT) } }))
    poll_until(session, function() return session:poll(0.05) == 0 end)
    session = nil -- luacheck: ignore 311
    lua.collect_all()
    assert.equal(TEXT, transfer:read())
    assert.is_nil(transfer:read())
  end))

  it("keeps a session as long as one of its transfers is held", each_mode(function()
    local held = setmetatable({}, { __mode = "k" })
    local session = http.session()
    local transfer = session:get(server:on("/mute", { { mute = true } }))
    session:poll(0)
    held[session] = true
    session = nil -- luacheck: ignore 311
    lua.collect_all()
    assert.not_nil(next(held))
    assert.equal("", transfer:read())
    transfer = nil -- luacheck: ignore 311
    lua.collect_all()
    assert.is_nil(next(held))
  end))

  it("does not keep what nobody holds", each_mode(function()
    local held = setmetatable({}, { __mode = "k" })
    local session = http.session()
    held[session:get(server:on("/mute", { { mute = true } }))] = true
    held[http.session()] = true
    session:poll(0)
    lua.collect_all()
    assert.is_nil(next(held))
    assert.equal(0, session:poll(0))
  end))

  -- In a process of its own: in one that holds many specs, a full collection takes long.
  it("stands a full collection at every step", function()
    local ended_well, said = in_a_child([[
      local http = require "urssaf.http"
      local http_transfers = require "spec.support.http_transfers"
      local lua = require "spec.support.lua"
      local url = ...
      local function read_all()
        local session = http.session()
        local transfer = session:get(url, { headers = { ["X-A"] = "b" } })
        collectgarbage()
        http_transfers.poll_until(session, function()
          collectgarbage()
          return transfer:status()
        end)
        local body, err = http_transfers.drain(session, transfer, function() collectgarbage() end)
        assert(err == nil, tostring(err))
        assert(body == http_transfers.LARGE)
        print(transfer:status(), transfer:headers()["content-encoding"])
      end
      if lua.has_generations then
        collectgarbage "incremental"
        read_all()
        collectgarbage "generational"
      end
      read_all()]], server:on("/steps", { { send = sized(GZIP_LARGE, GZIPPED) } }))
    assert.is_true(ended_well, said)
    assert.equal(("200\tgzip\n"):rep(lua.has_generations and 2 or 1), said)
  end)

  it("stands transfers dropped half-way", each_mode(function()
    local session = http.session()
    local url = server:on("/dropped", { { send = sized(LARGE) } })
    for i = 1, 30 do
      local transfer = session:get(url)
      if i % 3 > 0 then
        session:poll(0.01)
      end
      if i % 3 > 1 then
        transfer:read()
      end
      if i % 10 == 0 then
        collectgarbage()
      end
    end
    collectgarbage()
    assert.equal(0, session:poll(0))
    assert.is_true((drain(session, session:get(url))) == LARGE)
  end))

  -- The failure is told in tables, and making one may collect.
  it("stands a finalizer that closes a transfer whose failure is being told", function()
    local ended_well, said = in_a_child([[
      local http = require "urssaf.http"
      local lua = require "spec.support.lua"
      local session = http.session()
      for _ = 1, 100 do
        local transfer = session:get(..., { timeout = 0.001 })
        local over = http.now() + 0.003
        while http.now() < over do session:poll(0.001) end
        collectgarbage()
        collectgarbage "stop"
        lua.dropped(function() transfer:close() end)
        collectgarbage "restart"
        lua.collect "incremental"
        local ok, bytes, err = pcall(transfer.read, transfer)
        if ok then assert(bytes == nil and err.limit == "timeout", err.limit) end
      end
      print "told"]], server:on("/mute", { { mute = true } }))
    assert.is_true(ended_well, said)
    assert.equal("told\n", said)
  end)

  -- Finalizers run wherever memory is asked for, also inside read() and info().
  local MEDDLER = [[
    local http = require "urssaf.http"
    local lua = require "spec.support.lua"
    local url, deed = ...
    local session = http.session()
    local transfer, length, on, deeds, closed = nil, 0, true, 0, 0
    local function read()
      local bytes = transfer:read()
      length = length + #(bytes or "")
      return bytes
    end
    local meddle = {
      read = read,
      poll = function() session:poll(0) end,
      close = function()
        -- level 4, below pcall and the finalizer, is the method that the finalizer interrupts
        local method = (debug.getinfo(4, "f") or {}).func
        if method and (method == transfer.info or method == transfer.headers) then
          transfer:close()
          closed = closed + 1
        end
      end,
    }
    local function arm()
      lua.dropped(function()
        if on then
          arm()
          deeds = deeds + 1
          pcall(meddle[deed])
        end
      end)
    end
    if lua.has_generations then collectgarbage("generational") end
    arm()
    local deadline = http.now() + 4
    for _ = 1, deed == "close" and 200 or 1 do
      transfer = session:get(url .. "?" .. ("q"):rep(300))
      pcall(function()
        while http.now() < deadline do
          local bytes = read()
          if not bytes then return end
          if bytes == "" then session:poll(0.1) end
          for _ = 1, 20 do transfer:info() transfer:headers() end
        end
      end)
    end
    on = false
    print(length, deeds, closed)
  ]]

  for _, deed in ipairs { "read", "poll", "close" } do
    it("stands finalizers that " .. deed .. " in the midst of a method", function()
      local url = server:on("/meddled", { { send = sized(deed == "close" and TEXT or LARGE) } })
      local ended_well, said = in_a_child(MEDDLER, url, deed)
      assert.is_true(ended_well, said)
      local length, deeds, closed = said:match("^(%d+)\t(%d+)\t(%d+)\n$")
      assert.is_true(tonumber(deeds) > 0)
      if deed == "close" then
        assert.is_true(tonumber(closed) > 0)
      else
        assert.equal(#LARGE, tonumber(length))
      end
    end)
  end

  local FORKING = [[
    #include <lauxlib.h>
    #include <sys/wait.h>
    #include <unistd.h>
    static int forking (lua_State *L) {
      int status = -1;
      pid_t child = fork();
      if (child == 0) _exit(lua_pcall(L, 0, 0, 0) == 0 ? 0 : 1);
      waitpid(child, &status, 0);
      lua_pushboolean(L, WIFEXITED(status) && WEXITSTATUS(status) == 0);
      return 1;
    }
    int luaopen_forking (lua_State *L) {
      lua_pushcfunction(L, forking);
      return 1;
    }
  ]]

  -- A function that runs another in a forked child and says whether it went well there; nil
  -- without a compiler.
  local function load_forking()
    if not http_transfers.has_command("gcc") then
      return nil
    end
    local folder = shell.temporary_folder()
    local library = http_transfers.compile(folder .. "/forking.so", FORKING,
      "-shared -fPIC LUA_CFLAGS")
    local open = assert(package.loadlib(library, "luaopen_forking"))
    shell.remove(folder)
    return open()
  end

  it("stays with the process: a forked child is refused, its parent goes on", function()
    local fork = load_forking()
    if not fork then
      return pending("no compiler to make a fork with")
    end
    local session = http.session()
    local url = server:on("/fork", { { send = sized(LARGE .. "x"):sub(1, -2) }, { sleep = 0.3 },
      { send = "x" } })
    local transfer = session:get(url)
    poll_until(session, function() return transfer:status() end)
    assert.is_true(fork(function()
      for _, attempt in ipairs {
        { session.poll, session, 0 }, { session.get, session, url }, { transfer.read, transfer },
        { session.fds, session }, { session.timeout, session },
      } do
        local result, err = attempt[1](attempt[2], attempt[3])
        assert(result == nil and err.kind == "network" and err.message:find("fork"))
      end
      transfer:info()
      local other = http.session()
      assert(drain(other, other:get(url)) == LARGE .. "x")
      transfer:close()
      session:close()
      collectgarbage()
    end))
    local body, err = drain(session, transfer)
    assert.is_nil(err)
    assert.is_true(body == LARGE .. "x")
  end)
end)
