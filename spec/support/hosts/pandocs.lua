-- examples/hosts/pandoc in a real pandoc, beside a stand-in portal.
--
--   local pandoc = pandocs.for_cases()            -- within a describe
--   pandoc:case("does something", function() … end)   -- pending where there is no pandoc
--   pandoc:written(pandoc:example(), "-t plain")   -- the document
local busted = require "busted"
local cjson = require "spec.support.cjson"
local documents = require "spec.support.hosts.pandoc_documents"
local lua = require "spec.support.lua"
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"
local socket_http = require "socket.http"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local EXAMPLE = shell.root .. "examples/hosts/pandoc"

-- pandoc's Lua is 5.3, whichever runs the specs.
local BUILD = "build/lua5.3"
local WITH_C, WITHOUT_C = shell.root .. BUILD .. "/?.so;;", "none"

local EXPORT = "/catalog/datasets/auto-entrepreneurs-par-departement/exports/csv"

local pandocs = { EXAMPLE = EXAMPLE, WITH_C = WITH_C, WITHOUT_C = WITHOUT_C }

-- ---------------------------------------------------------------- what there is

-- What the library finds in pandoc's Lua: decoder, transport, JSON.
local function capabilities(folder, cpath)
  local path = shell.write(folder .. "/there.lua", [[
    local there = require("urssaf").capabilities()
    io.stderr:write(("%s %s %s"):format(there.decoder, there.transport, there.json))]])
  local _, _, said = shell.run(shell.with({ LUA_PATH = shell.lua_path, LUA_CPATH = cpath },
    "pandoc --lua-filter " .. path .. " -t plain </dev/null"))
  return (said:gsub("%s+$", ""))
end

-- Why the specs cannot run; nil if they can.
local function what_is_lacking(folder)
  if not shell.has("pandoc", "python3") then return "no pandoc or no python3" end
  if not shell.run(("make -s all LUA=lua5.3 BUILD=%s"):format(BUILD)) then
    return "no build for lua5.3"
  end
  local with, without = capabilities(folder, WITH_C), capabilities(folder, WITHOUT_C)
  if with == "c libcurl lua-cjson" and without == "lua nil dkjson" then return nil end
  return ("pandoc's Lua has %s, %s"):format(with, without)
end

local Pandoc = processes.class(function(self)
  if self.portal then self.portal:stop() end
  shell.remove(self.folder)
end)

local function start(pandoc)
  pandoc.folder = shell.temporary_folder()
  pandoc.lacking = what_is_lacking(pandoc.folder)
  if pandoc.lacking then return end
  pandoc.portal = standin.start()
  pandoc:write("figures.csv", (assert(socket_http.request(pandoc.portal.base_url .. EXPORT))))
  pandoc.panel = assert(urssaf.fetch(pandoc.portal:options()))
end

--- A folder with a file of data, a portal and its panel (`folder portal panel`), for the cases of
-- the current `describe`.
function pandocs.for_cases()
  local pandoc = processes.for_cases(Pandoc, start)
  busted.before_each(function()
    shell.run(("cd %s && rm -rf kept out.* media"):format(pandoc.folder))
  end)
  return pandoc
end

--- A case, which is pending where pandoc is lacking.
function Pandoc:case(name, work)
  busted.it(name, function()
    if self.lacking then return busted.pending(self.lacking) end
    work()
  end)
end

-- ---------------------------------------------------------------- documents

--- Writes a file of the folder; returns its path.
function Pandoc:write(name, text)
  return shell.write(self.folder .. "/" .. name, text)
end

--- The content of a file of the folder.
function Pandoc:read(name)
  return shell.read(self.folder .. "/" .. name)
end

--- A copy of the example beside the data, which are searched for beside the document.
function Pandoc:example()
  return self:write("example.md", shell.read(EXAMPLE .. "/example.md"))
end

--- A block of the example, in Markdown.
function pandocs.block(attributes, caption)
  return ("```{.urssaf %s}\n%s\n```\n\n"):format(attributes, caption or "Caption")
end

--- Runs pandoc in the folder: as shell.run, with all that it prints.
---@param more table<string, string>? variables of its environment
function Pandoc:run(document, arguments, more)
  local all = lua.merged({ LUA_PATH = shell.lua_path, LUA_CPATH = WITH_C,
    URSSAF_BASE_URL = self.portal.base_url, URSSAF_CACHE_DIR = self.folder .. "/kept",
    LC_ALL = "C.UTF-8" }, more)
  return shell.run(("cd %s && %s"):format(self.folder, shell.with(all,
    ("timeout 120 pandoc --lua-filter %s %s %s"):format(shell.quote(EXAMPLE .. "/figures.lua"),
      shell.quote(document), arguments))))
end

--- The document that pandoc makes without a word.
function Pandoc:written(document, arguments, more)
  local ok, _, said = self:run(document, arguments .. " -o out.it", more)
  assert(ok and said == "", said)
  return self:read "out.it"
end

--- The figures of a document, with their charts (`drawn`).
function Pandoc:figures(document, arguments, more)
  local text = self:written(document, "--extract-media=media -t json -M urssaf-data=figures.csv "
    .. (arguments or ""), more)
  local list = documents.figures(cjson.decode(text))
  for _, figure in ipairs(list) do
    figure.drawn = documents.chart(self.folder .. "/" .. figure.picture)
  end
  return list
end

--- The figure of one block.
function Pandoc:one(attributes, arguments, caption)
  return self:figures(self:write("one.md", pandocs.block(attributes, caption)), arguments)[1]
end

--- The series of the portal's panel.
function Pandoc:series(departement, measure)
  return assert(self.panel:get { departement = departement, measure = measure })
end

return pandocs
