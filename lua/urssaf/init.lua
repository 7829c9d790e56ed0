--- Urssaf's open data as Lua tables: complete and checked, or an error.
--     local urssaf = require "urssaf"
--     local panel = assert(urssaf.fetch())
--     local paris = assert(panel:get { departement = "Paris", measure = "immatriculations" })
--     print(paris:at "2021-Q2")
--
-- What depends on the world returns `nil, err`; misuse raises a string. Loading this module opens
-- no connection and loads neither libcurl nor most of the library: that happens on first use.
---@class urssaf
---@field chart urssaf.chart charts as SVG: `line`, `multiples`, `bars`, `map`
---@field geo urssaf.geo places: `find` and the lists
---@field language urssaf.language numbers, periods and notes in French and English
---@field loop urssaf.loop the option `wait` for event loops: `cqueues`, `luv`, `copas`, `socket`
---@field measures urssaf.measures what the measures are: `of`, `breaks`, `names`
---@field period urssaf.period parses, formats and computes with months, quarters and years
---@field quarter urssaf.quarter parses, formats and computes with quarters
local urssaf = { _VERSION = require "urssaf.base.version" }

local lazy = require "urssaf.base.lazy"

local client = lazy "urssaf.client"
local functions = lazy "urssaf.functions"

-- Modules that are fields of this one.
local MODULES = { chart = "urssaf.chart", geo = "urssaf.domain.geo", language = "urssaf.language",
  measures = "urssaf.domain.measures", period = "urssaf.domain.period",
  quarter = "urssaf.domain.quarter", loop = "urssaf.loop" }

local function everything(self)
  local all = {}
  for name, value in pairs(require "urssaf.functions") do all[name] = value end
  for name, value in next, self do all[name] = value end
  for name in pairs(MODULES) do all[name] = self[name] end
  return next, all
end

-- All functions but `fetch` are in functions.lua, which is loaded when one of them is asked for.
setmetatable(urssaf, {
  __index = function(_, name)
    return MODULES[name] and require(MODULES[name]) or functions[name]
  end,
  __pairs = everything,
})

-- Lua 5.1 and LuaJIT know no __pairs: there they are loaded now, so that `pairs` lists them.
if pairs(setmetatable({}, { __pairs = function() return "asked" end })) ~= "asked" then
  for name, value in pairs(require "urssaf.functions") do urssaf[name] = value end
end

--- Fetches a whole dataset, or the part that is asked for, and proves it complete: as many rows as
-- the portal counts, or an error.
--
--     local panel = assert(urssaf.fetch { from = 2019, measures = { "radiations" } })
--
-- `where`, `from`, `to` and `measures` narrow what is asked of the portal. Transient failures (no
-- connection, a body cut short, a busy server) are retried, `retries` times within `timeout`.
--
-- Every publication that is fetched is kept. `cache` says when a kept one answers: with "use", the
-- default, one that was checked within `max_age` answers without a request; after that, one small
-- request asks whether it is still the newest. "refresh" always downloads, "only" never asks the
-- portal, "off" neither reads nor keeps. If the portal cannot be reached, "use" answers with the
-- kept publication, and a note says so; with `strict` that is an error. `as_of` reads the latest
-- publication that was made up to a day.
---@overload fun(options: urssaf.FetchOptions?): urssaf.Panel?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options urssaf.FetchOptions?
---@return urssaf.Panel? panel
---@return urssaf.Error? err of any kind but `file`, `none` and `ambiguous`
function urssaf.fetch(dataset, options)
  return client.of_dataset("fetch", dataset, options)
end

return urssaf
