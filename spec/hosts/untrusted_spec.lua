-- The program in examples/host that runs scripts it does not trust, and what such a script may try.
local doc_pages = require "spec.support.doc_pages"
local shell = require "spec.support.shell"

local HOST = "build/static/urssaf-untrusted"
local SECRET = "the secret of the host"

local DATA = table.concat({ "annee;trimestre;code_departement;departement;radiations",
  "2020;1;01;Ain;5", "2020;1;02;Aisne;4", "2020;2;01;Ain;6", "2020;2;02;Aisne;5" }, "\n") .. "\n"

describe("a script that is not trusted #host", function()
  local folder

  setup(function()
    folder = shell.temporary_folder()
    -- the example needs Lua 5.4, whichever runs the specs
    local built, _, output = shell.run "make -s LUA=lua5.4 BUILD=build/static host"
    assert(built, output)
    shell.write(folder .. "/data.csv", DATA)
    shell.write(folder .. "/secret.csv", DATA .. SECRET)
    shell.write(folder .. "/secret.lua", ("return %q"):format(SECRET))
  end)
  teardown(function() shell.remove(folder) end)

  -- Runs a script in the folder of the secret, with a command before the program and options.
  local function run(script, options, before)
    shell.write(folder .. "/script.lua", script)
    return shell.run(("root=$PWD; cd %s; LUA_PATH='./?.lua' %s $root/%s %s data.csv < script.lua")
      :format(folder, before or "", HOST, options or ""))
  end

  -- Expects that the script fails, and prints one line.
  local function assert_ended(message, script, options)
    local ran, code, output = run(script, options)
    assert.is_false(ran)
    assert.are.equal(1, code, output)
    assert.matches("^[^\n]*" .. message .. "\n$", output)
  end

  it("reads, adds up, writes and draws what the host gives it", function()
    local ran, _, output = run [[
      local panel = assert(urssaf.read { text = ... })
      local value, period = panel:total().series[1]:last()
      local joined = panel:join { by = "code_departement", measure = "population", nature = "count",
        rows = { { code_departement = "01", population = 3 } } }
      assert(panel:to_csv():find "2020%-Q2,01,Ain,")
      assert(panel:to_json():find '"Aisne"')
      return table.concat({ value, period, #joined.series, urssaf.geo.find("Ain").code,
        urssaf.chart.line(panel.series[1]):match "<svg" }, " ")]]
    -- by hand: 6 + 5, and two units with two measures
    assert.is_true(ran, output)
    assert.are.equal("11 2020-Q2 4 01 <svg\n", output)
  end)

  it("has no function of Lua that reaches files, code or the debugger", function()
    local _, _, output = run [[
      local found = {}
      for _, name in ipairs { "io", "os", "package", "debug", "load", "loadfile", "loadstring",
        "dofile", "collectgarbage", "print", "warn", "getfenv", "setfenv", "newproxy" } do
        found[#found + 1] = _G[name] ~= nil and name or nil
      end
      return #found .. tostring(string.dump)]]
    assert.are.equal("0nil\n", output)
  end)

  describe("opens no file", function()
    -- whatever it calls; all of them have the local `panel`
    local ATTEMPTS = {
      ["read of a path"] = 'urssaf.read "secret.csv"',
      ["read of a path in a table"] = 'urssaf.read { path = "secret.csv" }',
      ["client:read"] = 'urssaf.client {}:read "secret.csv"',
      ["a folder of a cache"] = 'urssaf.fetch { cache = "only", cache_dir = "." }',
      ["a file of certificates"] = 'urssaf.fetch { cache = "off", ca_file = "secret.csv",'
        .. " json = { decode = function() end } }",
      ["as_of"] = 'urssaf.fetch { as_of = "2026-01-01", cache_dir = "." }',
      ["vintages"] = 'urssaf.vintages { cache_dir = "." }',
      ["prune"] = 'urssaf.prune { keep = 1, cache_dir = "." }',
      ["revisions"] = 'urssaf.revisions { cache_dir = ".", measure = "radiations" }',
      ["provisional"] = 'urssaf.provisional(panel, { cache_dir = "." })',
      ["join of a file"] = 'panel:join { file = "secret.csv", by = "code_departement",'
        .. ' measure = "population", nature = "count" }',
      ["shapes of a map"] = 'urssaf.chart.map(urssaf.sample(), { at = "2024-Q4", measure ='
        .. ' "radiations", shapes = "secret.csv" })',
      ["the rows of to_csv"] = 'panel:to_csv { path = "written.csv" }',
      ["a report"] = 'urssaf.report(urssaf.sample(), "secret.csv")',
      ["require"] = 'require "secret"',
      ["require of a C module"] = 'require "urssaf.http"',
      ["require of the cache's files"] = 'require "urssaf.cache.files"',
      ["require of the decoder"] = 'require "urssaf.decode"',
      ["require of io"] = 'require "io"',
      ["a global of the library"] = 'io.open "secret.csv"',
    }

    it("through any function, nor connects", function()
      if not shell.has "strace" then return pending "strace is not installed" end
      local calls = { [[
        local text, said = ..., {}
        local panel = assert(urssaf.read { text = text })
        local function try(name, call)
          local raised, value, err = pcall(call)
          said[#said + 1] = name .. ": " .. tostring(raised and value or err or value)
        end]] }
      for name, call in pairs(ATTEMPTS) do
        calls[#calls + 1] = ("try(%q, function() return %s end)"):format(name, call)
      end
      calls[#calls + 1] = 'return table.concat(said, "\\n")'
      local ran, _, output = run(table.concat(calls, "\n"), "--seconds 20",
        "strace -f -e trace=open,openat,connect,socket,execve,unlink,rename,mkdir -o traced")
      assert.is_true(ran, output)
      local traced = shell.read(folder .. "/traced")
      local _, after = traced:match '^(.*)"data%.csv"[^\n]*\n(.*)$'
      for line in after:gmatch "[^\n]+" do
        assert.matches("exited with 0", line, 1, true)
      end
      assert.is_nil(output:find(SECRET, 1, true), output)
      for name in pairs(ATTEMPTS) do assert.matches(name .. ": ", output, 1, true) end
      assert.is_nil(output:find(": nil\n"), output)
    end)

    it("by the metatables of strings, panels and errors, or their functions", function()
      local _, _, output = run [[
        local panel = urssaf.read { text = ... }
        local function reach(value, seen)
          if type(value) ~= "table" or seen[value] then return end
          seen[value] = true
          assert(rawget(value, "open") == nil and rawget(value, "loadlib") == nil)
          for key, field in next, value do
            reach(key, seen)
            reach(field, seen)
          end
          reach(getmetatable(value), seen)
        end
        local _, err = urssaf.read { text = "annee;m\n2020;x\n" }
        local seen = {}
        local all = { _G, panel, err, urssaf, urssaf.client {} }
        for _, value in ipairs(all) do reach(value, seen) end
        local count = 0
        for _ in pairs(seen) do count = count + 1 end
        return table.concat({ tostring(getmetatable ""), tostring(getmetatable(panel)),
          tostring(getmetatable(err)), tostring(count > 20) }, " ")]]
      assert.are.equal("false false false true\n", output)
    end)

    it("by functions that it puts in the place of Lua's", function()
      local _, _, output = run [[
        local seen = {}
        for _, library in ipairs { string, table, math, _G } do
          for name in pairs(library) do
            if library ~= _G or name == "require" or name == "pcall" or name == "type" then
              library[name] = function(...) seen[#seen + 1] = name end
            end
          end
        end
        local panel = urssaf.read { text = ... }
        return panel:total().series[1]:at "2020-Q2" .. " " .. #seen]]
      assert.are.equal("11 0\n", output)
    end)
  end)

  describe("ends in time", function()
    for name, script in pairs {
      ["a loop"] = "while true do end",
      ["a loop that catches errors"] = "while true do pcall(function() while true do end end) end",
      ["a loop in coroutines"] = "while true do coroutine.wrap(function()"
        .. " pcall(function() while true do end end) end)() end",
      ["a loop in a function for filter"] = "urssaf.read { text = ... }:filter {"
        .. " departement = function() while true do end end }",
      ["a loop in a function for map"] = "urssaf.read { text = ... }.series[1]:map("
        .. "function() while true do end end)",
      ["a loop in progress"] = "urssaf.fetch { cache = 'off', json = { decode = function() end },"
        .. " transport = function() return 200, {}, '' end,"
        .. " progress = function() while true do end end }",
      ["a loop in a handler of xpcall"] = "xpcall(function() while true do end end,"
        .. " function() while true do end end)",
      ["a loop in what is closed"] = "local closed <close> = setmetatable({}, { __close ="
        .. " function() while true do end end }) while true do end",
      ["a loop in what a coroutine closes"] = "while true do pcall(coroutine.wrap(function() local"
        .. " closed <close> = setmetatable({}, { __close = function() while true do end end })"
        .. " while true do end end)) end",
      ["a loop in what coroutine.close closes"] = "while true do local thread = coroutine.create("
        .. "function() local closed <close> = setmetatable({}, { __close = function() while true"
        .. " do end end }) while true do end end) coroutine.resume(thread)"
        .. " pcall(coroutine.close, thread) end",
      ["a loop in a transport whose errors are caught"] = "while true do pcall(urssaf.fetch,"
        .. " { cache = 'off', json = { decode = function() end }, wait = function() end,"
        .. " transport = function() while true do end end }) end",
      ["a loop in __tostring of what is returned"] = "return setmetatable({}, { __tostring ="
        .. " function() while true do end end })",
      ["a loop in __tostring of an error"] = "error(setmetatable({}, { __tostring ="
        .. " function() while true do end end }))",
      ["a loop in __index of an option"] = "urssaf.read(setmetatable({}, { __index ="
        .. " function() while true do end end }))",
    } do
      it(name, function()
        assert_ended("the script takes too long", script, "--seconds 0.1")
      end)
    end

    it("a finalizer cannot loop, as there is none", function()
      local script = "setmetatable({}, { __gc = function() while true do end end })"
      assert_ended("script:1: __gc is not available here", script)
    end)

    it("nor can one of the library's tables, which take over the metatables of others", function()
      assert_ended("__gc is not available here", [[
        local one = urssaf.read { text = ... }.series[1]
        local metatable = { __index = one }
        local own = setmetatable({ measure = one.measure, frequency = one.frequency, key = one.key,
          periods = one.periods, values = one.values }, metatable)
        metatable.__gc = function() while true do end end
        held = one.change(own, 1)]])
    end)

    it("one call that takes for ever ends with the process, which says so", function()
      -- beside each other, as each takes its second
      local calls = { 'return ("a"):rep(1e4):find(("a*"):rep(30) .. "b")',
        "return table.move({}, 1, 1e15, 2)" }
      for i, script in ipairs(calls) do shell.write(folder .. "/" .. i .. ".lua", script) end
      local _, _, output = shell.run(("cd %s; for i in 1 2; do { $OLDPWD/%s --seconds 0.1 data.csv"
        .. " < $i.lua; echo \"exit code $?\"; } > $i.txt 2>&1 & done; wait; cat 1.txt 2.txt")
        :format(folder, HOST))
      assert.are.equal(("the script takes too long\nexit code 1\n"):rep(2), output)
    end)
  end)

  it("handles errors as Lua does, in protected calls and coroutines", function()
    local _, _, output = run [[
      local said = {}
      local function say(...)
        for i = 1, select("#", ...) do said[#said + 1] = tostring((select(i, ...))) end
      end
      say(xpcall(function(...) return ..., select("#", ...) end, error, nil, 2))
      say(xpcall(error, function(problem) return problem .. "!", 2 end, "wrong", 0))
      say(xpcall(error, function() error "again" end))
      local thread = coroutine.create(function(a) say(a, coroutine.yield(a + 1)) error({}, 0) end)
      say(coroutine.resume(thread, 1))
      local ok, problem = coroutine.resume(thread, 3)
      say(ok, type(problem), coroutine.status(thread), (coroutine.close(thread)))
      local each = coroutine.wrap(function() coroutine.yield(4, nil, 5) return 6 end)
      say(each()) say(each()) say(pcall(each))
      say(pcall(coroutine.wrap, 1))
      say(getmetatable(setmetatable({}, { __metatable = "own" })), getmetatable {})
      return table.concat(said, " ")]]
    -- what Lua 5.4 itself says, but that handlers' errors pass for theirs
    assert.are.equal(table.concat({ "true nil 2", "false wrong!", "false script:7: again", "true 2",
      "1 3", "false table dead false", "4 nil 5", "6", "false cannot resume dead coroutine",
      "false bad argument #1 (function expected)", "own nil" }, " ") .. "\n", output)
  end)

  it("may return any bytes, and nothing that steers a terminal", function()
    local script = 'return "é\\0\\27[31m\\194\\155\\tb"'
    assert.are.equal("é\0\27[31m\194\155\tb\n", (select(3, run(script))))
    if not shell.has "script" then return pending "script (bsdutils) is not installed" end
    local _, _, shown = shell.run(("cd %s; script -qec '%s%s data.csv < script.lua' /dev/null")
      :format(folder, shell.root, HOST))
    assert.are.equal("é??[31m?\tb\r\n", shown)
  end)

  describe("stays within its memory", function()
    for name, script in pairs {
      ["a long text"] = 'return ("x"):rep(1e9)',
      ["many texts"] = "local all = {} while true do all[#all + 1] = ('x'):rep(1e5) .. #all end",
      ["a text that doubles in map"] = "local text = 'x' urssaf.sample().series[1]:map(function()"
        .. " for _ = 1, 40 do text = text .. text end end)",
      ["many units"] = 'local rows = { "annee;code;m" } for i = 1, 1e7 do rows[#rows + 1] ='
        .. ' "2020;" .. i .. ";1" end return urssaf.read { text = table.concat(rows, "\\n") }',
    } do
      it(name, function()
        assert_ended("not enough memory", script, "--memory 16 --seconds 20")
      end)
    end
  end)

  it("runs by the lines of the page on hosts", function()
    local page = doc_pages.read "docs/embedding.md"
    shell.write(folder .. "/host.c", ([[
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <lauxlib.h>
      #include "urssaf.h"
      static void *allocate (void *data, void *block, size_t old, size_t size) {
        (void)old;
        if (size > *(size_t *)data) return NULL;
        if (size == 0) return free(block), NULL;
        return realloc(block, size);
      }
      static void watch (lua_State *L, lua_Debug *where) {
        (void)where;
        luaL_error(L, "late");
      }
      int main (void) {
        size_t limits = 1000000, length;
        const char *script = "return urssaf.quarter.parse '2T2021' .. tostring(io)";
        length = strlen(script);
        %s
        puts(lua_tostring(L, -1));
        lua_close(L);
      }]]):format(doc_pages.programs(page, "c")[2].text))
    local compiled, _, said = shell.run(("gcc -Wall -Werror $(pkg-config --cflags lua5.4)"
      .. " -Ibuild/static %s/host.c -o %s/host build/static/liburssaf.a"
      .. " $(pkg-config --libs lua5.4) -lcurl -lz $(pkg-config --libs libisal 2>/dev/null)"
      .. " -lpthread -lm"):format(folder, folder))
    assert.is_true(compiled, said)
    assert.are.equal("2021-Q2nil", shell.run_line(folder .. "/host"))
  end)

  it("may be precompiled no more than typed", function()
    local ran, _, output = run(string.dump(function() return 1 end))
    assert.is_false(ran)
    assert.matches("binary chunk", output, 1, true)
  end)
end)
