-- The structure of the C core, as its object files and its includes have it: src/binding (and
-- src/static) is all that knows Lua; src/http and src/csv know neither Lua nor each other.
local shell = require "spec.support.shell"
local http_transfers = require "spec.support.http_transfers"

local PLAIN = { http = true, csv = true }
local KNOWS_LUA = { binding = true, static = true }

local function sources_of(pattern)
  local ok, _, listing = shell.run("ls src/*/" .. pattern)
  assert(ok, listing)
  local list = {}
  for path in listing:gmatch "%S+" do list[#list + 1] = path:match "^src/(.+)$" end
  return list
end

local function folder_of(path)
  return path:match "^[^/]+"
end

-- The first circle among nodes as "a → b → a"; nil if there is none. `arrows` is node -> a list of
-- nodes.
local function find_circle(nodes, arrows)
  local done, path = {}, {}
  local function visit(node)
    for at, earlier in ipairs(path) do
      if earlier == node then
        return table.concat(path, " → ", at) .. " → " .. node
      end
    end
    if done[node] then return nil end
    path[#path + 1] = node
    for _, target in ipairs(arrows[node] or {}) do
      local circle = visit(target)
      if circle then return circle end
    end
    path[#path] = nil
    done[node] = true
  end
  for _, node in ipairs(nodes) do
    local circle = visit(node)
    if circle then return circle end
  end
end

describe("a circle", function()
  for name, case in pairs {
    ["of one"] = { { a = { "a" } }, "a → a" },
    ["of two"] = { { a = { "b" }, b = { "a" } }, "a → b → a" },
    ["behind an entry"] = { { a = { "b" }, b = { "c", "d" }, d = { "b" } }, "b → d → b" },
    ["unlike two ways to one end"] = { { a = { "b", "c" }, b = { "c" } }, "none" },
  } do
    it(name .. " is found", function()
      assert.are.equal(case[2], find_circle({ "a", "b", "c", "d" }, case[1]) or "none")
    end)
  end
end)

describe("the object files #c", function()
  local objects, owner = {}, {}
  -- one of the two is compiled in
  local other = require("urssaf").capabilities().inflate:match "^isal" and "zlib" or "isal"
  local left_out = { ["http/inflate_" .. other .. ".c"] = true,
    ["http/gzip_head.c"] = other == "isal" }
  local sources = {}
  for _, source in ipairs(sources_of "*.c") do
    if folder_of(source) ~= "static" and not left_out[source] then
      sources[#sources + 1] = source
    end
  end
  local is_readable = http_transfers.has_command "nm" and not http_transfers.under_a_sanitizer()

  -- Names as `nm -P` prints them, "name type …": U is for undefined, w and v for undefined if weak,
  -- a capital for one that other objects see.
  local function read(source)
    local object = { needs = {}, names = {} }
    local ok, _, output = shell.run(("nm -P %s/%s"):format(shell.build, (source:gsub("c$", "o"))))
    assert(ok, "no object that can be read: " .. output)
    for name, kind in output:gmatch "(%S+) (%a)[^\n]*\n" do
      object.names[#object.names + 1] = name
      if kind:find "[Uwv]" then
        object.needs[#object.needs + 1] = name
      elseif kind:find "%u" then
        assert(not owner[name], name .. " is defined twice")
        owner[name] = source
      end
    end
    return object
  end

  setup(function()
    if not is_readable then return end
    for _, source in ipairs(sources) do objects[source] = read(source) end
  end)

  local function check(name, examine)
    it(name, function()
      if not is_readable then return pending("no nm, or a sanitizer's names") end
      local bad = {}
      for _, source in ipairs(sources) do
        for _, symbol in ipairs(objects[source].names) do examine(bad, source, symbol) end
      end
      assert.are.same({}, bad)
    end)
  end

  check("of plain folders have no name of Lua's", function(bad, source, symbol)
    if PLAIN[folder_of(source)] and (symbol:find "^luaL?_" or symbol:find "^luaopen_") then
      bad[#bad + 1] = source .. " has " .. symbol
    end
  end)

  check("of plain folders need nothing of another folder", function(bad, source, symbol)
    local from = owner[symbol]
    if PLAIN[folder_of(source)] and from and folder_of(from) ~= folder_of(source) then
      bad[#bad + 1] = ("%s needs %s of %s"):format(source, symbol, from)
    end
  end)

  it("make no circle", function()
    if not is_readable then return pending("no nm, or a sanitizer's names") end
    local arrows, count = {}, 0
    for source, object in pairs(objects) do
      arrows[source] = {}
      for _, name in ipairs(object.needs) do
        if owner[name] then arrows[source][#arrows[source] + 1] = owner[name] end
      end
      count = count + #arrows[source]
    end
    assert.is_true(count > 50, count)
    assert.is_nil(find_circle(sources, arrows))
  end)

  it("are there for every source", function()
    if not is_readable then return pending("no nm, or a sanitizer's names") end
    local folders = {}
    for _, source in ipairs(sources) do
      assert.is_true(#objects[source].names > 0, source)
      folders[folder_of(source)] = true
    end
    assert.are.same({ binding = true, csv = true, http = true }, folders)
  end)
end)

describe("the includes of the C core", function()
  local files, includes = sources_of "*.[ch]", {}
  for _, file in ipairs(files) do
    includes[file] = {}
    for open, name in shell.read_file("src/" .. file):gmatch '#include ([<"])([^>"]+)' do
      includes[file][#includes[file] + 1] = { name = name, is_ours = open == '"' }
    end
  end

  -- "binding/http.c", "../csv/panel.h" -> "csv/panel.h"
  local function resolve(file, name)
    return name:match "^%.%./(.+)$" or folder_of(file) .. "/" .. name
  end

  local function check(name, is_bad)
    it(name, function()
      local bad = {}
      for _, file in ipairs(files) do
        for _, include in ipairs(includes[file]) do
          if is_bad(file, include) then bad[#bad + 1] = file .. " includes " .. include.name end
        end
      end
      assert.are.same({}, bad)
    end)
  end

  check("name Lua's headers in src/binding and src/static alone", function(file, include)
    return not KNOWS_LUA[folder_of(file)] and (include.name:find "^lua"
      or include.name:find "^lauxlib")
  end)

  check("of a plain folder name that folder's files alone", function(file, include)
    return PLAIN[folder_of(file)] and include.is_ours and include.name:find("/", 1, true)
  end)

  it("make no circle", function()
    local arrows, count = {}, 0
    for _, file in ipairs(files) do
      arrows[file] = {}
      for _, include in ipairs(includes[file]) do
        if include.is_ours then
          arrows[file][#arrows[file] + 1] = resolve(file, include.name)
          count = count + 1
        end
      end
    end
    assert.is_true(count > 50, count)
    assert.is_nil(find_circle(files, arrows))
  end)
end)
