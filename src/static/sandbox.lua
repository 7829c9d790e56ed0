-- Makes the globals of scripts that are not trusted: see luaopen_urssaf_sandbox in urssaf.h. The
-- state has no io, os, package or debug. `library` becomes the globals of the library's modules,
-- which share no table with those of the scripts; `load_bundled` loads one of these modules, and
-- returns nil if there is none of that name.
local load_bundled, library = ...

local coroutine, error, getmetatable, pcall = coroutine, error, getmetatable, pcall
local rawget, rawset, setmetatable = rawget, rawset, setmetatable
local tostring, type = tostring, type

-- Functions that load files or code, change what is not the script's, run where no hook is called,
-- cost a whole collection each, or print.
local BARRED = { "collectgarbage", "dofile", "gcinfo", "getfenv", "load", "loadfile", "loadstring",
  "module", "newproxy", "print", "setfenv", "warn" }

local PUBLIC = { "urssaf", "urssaf.chart", "urssaf.check", "urssaf.diff", "urssaf.errors",
  "urssaf.geo", "urssaf.language", "urssaf.measures", "urssaf.panel", "urssaf.period",
  "urssaf.quarter", "urssaf.report", "urssaf.series" }

local is_public = {}
for _, name in ipairs(PUBLIC) do is_public[name] = true end

for _, name in ipairs(BARRED) do _G[name] = nil end
rawset(string, "dump", nil)

-- ---------------------------------------------------------------- the library

local function copy(fields)
  local copied = {}
  for name, value in pairs(fields) do copied[name] = value end
  return copied
end

for name, value in pairs(_G) do
  library[name] = type(value) == "table" and value ~= _G and copy(value) or value
end
library._G = library

local loaded = {}

function library.require(name)
  if loaded[name] == nil then
    local module = load_bundled(name)
    if module == nil then error(("module '%s' is not available here"):format(name), 2) end
    loaded[name] = module
  end
  return loaded[name]
end

-- Finalizers run without hooks: one that loops could not be stopped. The library's tables get no
-- metatable with one either, as they may get that of a script's table.
function library.setmetatable(object, metatable)
  if type(metatable) == "table" and rawget(metatable, "__gc") ~= nil then
    error("__gc is not available here", 2)
  end
  return setmetatable(object, metatable)
end

local strings = getmetatable("")
strings.__index = library.string
strings.__metatable = false

-- ---------------------------------------------------------------- the scripts

-- The metatables that scripts gave, as keys. Those of the library stay hidden: its functions in C
-- take them as they are.
local own = setmetatable({}, { __mode = "k" })

function _G.setmetatable(object, metatable)
  if type(metatable) == "table" then own[metatable] = true end
  return library.setmetatable(object, metatable)
end

function _G.getmetatable(object)
  local metatable = getmetatable(object)
  if type(metatable) == "table" and not own[metatable] then return false end
  return metatable
end

local function handled(handler, ok, ...)
  if ok then return true, ... end
  local _, result = pcall(handler, ...)
  return false, result
end

-- Lua's own calls the handler where the error is raised: of an error of a hook, within the hook,
-- where no other is called.
function _G.xpcall(f, handler, ...) return handled(handler, pcall(f, ...)) end

local function ended(ok, ...)
  if not ok then error((...), 0) end
  return ...
end

local function protected(f)
  if type(f) ~= "function" then error("bad argument #1 (function expected)", 3) end
  return function(...) return ended(pcall(f, ...)) end
end

-- What is to be closed when a coroutine ends is closed as its error left it: without hooks, if that
-- was an error of a hook. pcall closes it before, with hooks. (Where nothing can be closed, pcall
-- may not let a coroutine yield.)
if coroutine.close then
  local create, wrap = coroutine.create, coroutine.wrap
  rawset(coroutine, "create", function(f) return create(protected(f)) end)
  rawset(coroutine, "wrap", function(f) return wrap(protected(f)) end)
end

function _G.require(name)
  if not is_public[name] then
    error(("module '%s' is not available here"):format(tostring(name)), 2)
  end
  return library.require(name)
end

_G.urssaf = library.require "urssaf"
