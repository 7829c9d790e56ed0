-- Makes the globals of scripts that are not trusted: see luaopen_urssaf_sandbox in urssaf.h. The
-- state has no io, os, package or debug. `library` becomes the globals of the library's modules,
-- which share no table with those of the scripts; `load_bundled` loads one of these modules, and
-- returns nil if there is none of that name.
local load_bundled, library = ...

local error, getmetatable, rawget, setmetatable = error, getmetatable, rawget, setmetatable
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

local strings = getmetatable("")
strings.__index = library.string
strings.__metatable = false

-- ---------------------------------------------------------------- the scripts

for _, name in ipairs(BARRED) do _G[name] = nil end
rawset(string, "dump", nil)

local function is_finalizing(metatable)
  return type(metatable) == "table" and rawget(metatable, "__gc") ~= nil
end

-- Finalizers run without hooks: one that loops could not be stopped.
function _G.setmetatable(object, metatable)
  if is_finalizing(metatable) then error("__gc is not available here", 2) end
  return setmetatable(object, metatable)
end

function _G.getmetatable(object)
  local metatable = getmetatable(object)
  return not is_finalizing(metatable) and metatable
end

function _G.require(name)
  if not is_public[name] then
    error(("module '%s' is not available here"):format(tostring(name)), 2)
  end
  return library.require(name)
end

_G.urssaf = library.require "urssaf"
