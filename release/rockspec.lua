-- Writes the rockspecs (`make rockspec`): into rockspec/urssaf-scm-1.rockspec, which builds a
-- checkout, the list of modules; then, if the version is one to release, that version's rockspec,
-- which is the same but for version and source.
--
--     lua5.4 release/rockspec.lua [FOLDER, instead of rockspec]
package.path = "./?.lua;" .. package.path

local files = require "mk.files"

local FOLDER = arg[1] or "rockspec"
local CHECKOUT = "urssaf-scm-1.rockspec"

local SOURCE = [[
-- There is no public address yet: the source is in the source rock (.src.rock), beside this file.
-- `luarocks make` with this file builds the unpacked archive.
source = { url = "file://urssaf-%s.tar.gz", dir = "urssaf-%s" }
]]

-- What each C module is linked with; CURL and ZLIB are in the rockspec's external_dependencies.
local C_MODULES = {
  { name = "http", libraries = { "curl", "z", "pthread" }, external = { "CURL", "ZLIB" } },
  { name = "decode", libraries = { "m" }, external = {} },
  { name = "checksum", libraries = { "z" }, external = { "ZLIB" } },
}

-- The text with the one place that a pattern matches replaced.
local function replaced(text, pattern, new)
  local first, last = text:find(pattern)
  assert(first and not text:find(pattern, last + 1), CHECKOUT .. ": not once: " .. pattern)
  return text:sub(1, first - 1) .. new .. text:sub(last + 1)
end

local function sources(of)
  local list = {}
  local pipe = assert(io.popen("sh mk/sources.sh " .. of))
  for path in pipe:lines() do list[#list + 1] = path end
  assert(pipe:close() and #list > 0, "no sources: " .. of)
  return list
end

local function lua_modules()
  local lines = {}
  for i, path in ipairs(sources "lua") do
    local name = path:match("^lua/(.*)%.lua$"):gsub("/init$", ""):gsub("/", ".")
    lines[i] = ("    [%q] = %q,\n"):format(name, path)
  end
  table.sort(lines)
  return table.concat(lines)
end

local function list(format, items)
  local texts = {}
  for i, item in ipairs(items) do texts[i] = format:format(item) end
  return table.concat(texts, ", ")
end

local function c_module(module)
  local lines = { ("    [\"urssaf.%s\"] = {"):format(module.name), "      sources = {" }
  for _, path in ipairs(sources(module.name)) do
    lines[#lines + 1] = ("        %q,"):format(path)
  end
  lines[#lines + 1] = "      },"
  lines[#lines + 1] = ("      libraries = { %s },"):format(list("%q", module.libraries))
  if #module.external > 0 then
    lines[#lines + 1] = ("      incdirs = { %s },"):format(list('"$(%s_INCDIR)"', module.external))
    lines[#lines + 1] = ("      libdirs = { %s },"):format(list('"$(%s_LIBDIR)"', module.external))
  end
  lines[#lines + 1] = "    },\n"
  return table.concat(lines, "\n")
end

local modules = { "  modules = {\n", lua_modules() }
for _, module in ipairs(C_MODULES) do modules[#modules + 1] = c_module(module) end
modules[#modules + 1] = "  },\n}\n"

local checkout = replaced(files.read("rockspec/" .. CHECKOUT), "  modules = {\n.*$",
  table.concat(modules))
files.write(FOLDER .. "/" .. CHECKOUT, checkout)

local version = dofile "lua/urssaf/base/version.lua"
if not version:find "-" then
  local text = replaced(checkout, 'version = "scm%-1"', ('version = "%s-1"'):format(version))
  text = replaced(text, "%-%- There is no public address[^\n]*\nsource = [^\n]*\n",
    SOURCE:format(version, version))
  files.write(("%s/urssaf-%s-1.rockspec"):format(FOLDER, version), text)
end
