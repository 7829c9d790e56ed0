--- Urssaf's quarterly open data as Lua tables: complete and checked, or an error.
--
--     local urssaf = require "urssaf"
--     local panel = assert(urssaf.fetch())
--     local paris = assert(panel:get { departement = "Paris", measure = "immatriculations" })
--     print(paris:at "2021-Q2")
--
-- What depends on the world returns `nil, err`; misuse raises a string. Loading this module opens
-- no connection and does not load libcurl; it loads next to nothing, and the rest when it is used.
---@class urssaf
---@field chart urssaf.chart pictures, as SVG: `line`, `multiples`, `bars`, `map`
---@field geo urssaf.geo places: `find` and the lists
---@field language urssaf.language numbers, periods and notes in French and English
---@field measures urssaf.measures what the measures are: `of`, `breaks`, `names`
---@field quarter urssaf.quarter reading, spelling and reckoning with quarters
local urssaf = { _VERSION = require "urssaf.base.version" }

-- Modules that are fields of this one, loaded when they are used.
local MODULES = { chart = "urssaf.chart", geo = "urssaf.domain.geo", language = "urssaf.language",
  measures = "urssaf.domain.measures", quarter = "urssaf.domain.quarter" }

local function with_modules(self)
  local all = {}
  for name, value in next, self do all[name] = value end
  for name in pairs(MODULES) do all[name] = self[name] end
  return next, all
end

-- Lua 5.1 and LuaJIT know no __pairs: there `pairs` lists the functions alone.
setmetatable(urssaf, {
  __index = function(_, name) return MODULES[name] and require(MODULES[name]) end,
  __pairs = with_modules,
})

local function client()
  return require "urssaf.client"
end

-- Options for a client, options for the call.
local function split(given)
  if type(given) ~= "table" then return nil, given end
  local session, rest = {}, {}
  for name, value in pairs(given) do
    if client().is_session_option(name) then session[name] = value else rest[name] = value end
  end
  return session, rest
end

-- Does one call on a client of its own.
local function once(given, work)
  local session, rest = split(given)
  local own = client().new(session)
  return require("urssaf.base.compat").finally(function() own:close() end, work, own, rest)
end

--- Fetches a whole dataset, or the part that is asked for, and proves it complete: as many rows as
-- the portal counts, or an error.
--
--     local panel = assert(urssaf.fetch { from = 2019, measures = { "radiations" } })
--
-- `where`, `from`, `to` and `measures` narrow what is asked of the portal. What passes by itself
-- (no connection, a body cut short, a busy server) is asked again, `retries` times within
-- `timeout`.
--
-- What is fetched is kept, every publication of it. `cache` says how it serves: with "use", the
-- default, one that was checked within `max_age` answers by itself, and after that one small
-- request asks whether it is still the newest; "refresh" always downloads, "only" never asks the
-- portal, "off" neither reads nor keeps. Where the portal cannot be reached, "use" answers with
-- what is kept, and a note says so; with `strict` that is an error. `as_of` reads the latest
-- publication that was kept up to a day.
---@overload fun(options: urssaf.FetchOptions?): urssaf.Panel?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options urssaf.FetchOptions?
---@return urssaf.Panel? panel
---@return urssaf.Error? err of any kind but `file`, `none` and `ambiguous`
function urssaf.fetch(dataset, options)
  dataset, options = client().dataset_and_options(dataset, options)
  return once(options, function(own, rest) return own:fetch(dataset, rest) end)
end

--- Reads a panel from a CSV file saved from the portal's page or its API: names or labels, BOM or
-- not, `;` or `,`. A file is checked as far as it can be by itself: one that was cut exactly
-- between two lines looks whole.
---@param from string|{ text: string } a path, or the text itself
---@param options urssaf.ReadOptions?
---@return urssaf.Panel? panel
---@return urssaf.Error? err kinds `file`, `content`, `decode`, `schema`, `limit`, `incomplete`
function urssaf.read(from, options)
  return require("urssaf.csv.file").panel(from, options)
end

--- A dataset's metadata as the portal has them, as plain tables: `dataset_id`, `fields` (a list of
-- `name`, `label`, `type`, `description`), `metas.default` (`title`, `description`, `license`,
-- `data_processed`, `records_count`, …). What is null there is absent here.
---@overload fun(options: urssaf.RequestOptions?): urssaf.Metadata?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options urssaf.RequestOptions? of the connection, as in `fetch`
---@return urssaf.Metadata? metadata
---@return urssaf.Error? err
function urssaf.describe(dataset, options)
  dataset, options = client().dataset_and_options(dataset, options)
  return once(options, function(own, rest) return own:describe(dataset, rest) end)
end

--- The metadata of all the portal's datasets: a list of what `describe` returns.
---@param options urssaf.RequestOptions? of the connection, as in `fetch`
---@return urssaf.Metadata[]? datasets
---@return urssaf.Error? err
function urssaf.catalog(options)
  return once(options, function(own, rest) return own:catalog(rest) end)
end

--- What is kept of a dataset: for each publication `dataset data_processed fetched_at checked_at
-- rows bytes url title path` (of its CSV), and what was asked for: `base_url where from to measures
-- dimensions`. The latest publication first.
---@overload fun(options: urssaf.VintagesOptions?): urssaf.Vintage[]?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options urssaf.VintagesOptions? `cache_dir`, `base_url`
---@return urssaf.Vintage[]? vintages
---@return urssaf.Error? err kind `cache`, where nothing can be kept at all
function urssaf.vintages(dataset, options)
  dataset, options = client().dataset_and_options(dataset, options)
  return once(options, function(own, rest) return own:vintages(dataset, rest) end)
end

--- Removes kept publications of a dataset: all but the latest `keep` of each question, or those
-- from before a day (`before`), or both. Nothing is ever removed without being asked.
---@overload fun(options: urssaf.PruneOptions): urssaf.Vintage[]?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options urssaf.PruneOptions `keep`, `before`; `cache_dir`, `base_url`
---@return urssaf.Vintage[]? removed as in `vintages`
---@return urssaf.Error? err kind `cache`
function urssaf.prune(dataset, options)
  dataset, options = client().dataset_and_options(dataset, options)
  return once(options, function(own, rest) return own:prune(dataset, rest) end)
end

--- A synthetic panel, from no network: in the form of the main dataset and of its size, with
-- invented figures. It says so in its title, its attribution and a note (kind `synthetic`).
---@param options urssaf.SampleOptions? `from`, `to`, `measures`
---@return urssaf.Panel panel
function urssaf.sample(options)
  return require("urssaf.sample").panel(options)
end

--- A page about a place: one HTML file with all that it needs, in light or dark as its reader has
-- it, to print too. It has key figures, charts, a map, a table of all quarters that sorts, what has
-- to be known to read them, source and licence.
--
-- `place` is a code or a name in any spelling, of a département before a region ("84" is Vaucluse);
-- or `{ region = "84" }`, `{ departement = "84" }`; nil or "France" for the whole. Options: `lang`
-- ("en", the default, or "fr"), `title`. The panel is one of quarters, as it was fetched or read:
-- a page of a region or of France needs all their départements.
---@overload fun(panel: urssaf.Panel): string?, urssaf.Error?
---@param panel urssaf.Panel
---@param place string|integer|table|nil
---@param options urssaf.ReportOptions? `lang`, `title`
---@return string? html
---@return urssaf.Error? err kind `none`: no such place, or the panel has nothing, or not all, of it
function urssaf.report(panel, place, options)
  return require("urssaf.report").page(panel, place, options)
end

--- What there is in this host. Chosen by itself: the C modules and lua-cjson where they can be
-- loaded; else the decoder in Lua, dkjson, and the `transport` and `json` that the host passes.
--
-- Where something is not there, `lacking` says why.
---@param options urssaf.CapabilitiesOptions? `transport`, `json`, as a client would be given them
---@return urssaf.Capabilities
function urssaf.capabilities(options)
  return require "urssaf.capabilities"(options)
end

--- A client: an object with `fetch`, `read`, `describe`, `catalog`, `vintages` and `prune` as
-- methods, one session for all of them, and `close`. Its options are those of the connection and
-- defaults for its calls.
---@param options urssaf.ClientOptions?
---@return urssaf.Client client
function urssaf.client(options)
  return client().new(options)
end

return urssaf
