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
---@field chart table pictures, as SVG: `line`, `multiples`, `bars`, `map`
---@field geo table places: `find` and the lists
---@field measures table what the measures are: `of`, `breaks`, `names`
---@field quarter table reading, spelling and reckoning with quarters
local urssaf = { _VERSION = require "urssaf.version" }

-- Modules that are fields of this one.
local MODULES = { chart = "urssaf.chart", geo = "urssaf.geo", measures = "urssaf.measures",
  quarter = "urssaf.quarter" }

setmetatable(urssaf, { __index = function(_, name)
  return MODULES[name] and require(MODULES[name])
end })

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
  return require("urssaf.compat").finally(function() own:close() end, work, own, rest)
end

--- Fetches a whole dataset, or the part that is asked for, and proves it complete.
--
-- Options that narrow what is asked of the portal: `where` (a table of equalities and lists, or an
-- ODSQL string), `from` and `to` (quarters in any spelling, or bare years; both inclusive),
-- `measures` (a list). `dimensions` names columns that tell units apart. Connection: `base_url`,
-- `api_key`, `ca_file`, `proxy`, `user_agent`, `connect_timeout` (10 s), `stall_timeout` (30 s),
-- `timeout` (300 s, for the whole call). Bounds: `max_bytes` (1 GiB after decompression),
-- `max_units` (1e6), `max_periods` (2000). `progress = function(received, total, phase)` is told
-- decoded bytes; total is nil; phase is connect, metadata, download, decode; false cancels. It is
-- called once a second at least, whether or not anything comes.
-- `wait = function(session, seconds)` lets time pass and may return early or yield, so that nothing
-- in the host stands still meanwhile; by default `session:poll(seconds)`.
-- In place of libcurl: `transport = function(url, headers, limits)`, which returns status, headers,
-- body, or nil and what went wrong; it may yield. In place of lua-cjson: `json`, a table with
-- `decode`.
-- What passes by itself (no connection, a body cut short, a busy server) is asked again, `retries`
-- times (3) within the time limit.
--
-- What is fetched is kept, every publication of it: `cache` is "use" (a kept one serves while it is
-- the newest; the default), "refresh" (always fetch), "only" (never ask the portal), "off";
-- `cache_dir` (by default `urssaf` under `$XDG_CACHE_HOME`), `max_age` (86400 s: how long not even
-- the metadata are asked), `as_of` (the latest publication kept up to that day, from disk alone),
-- `strict` (never serve a stale one, where the portal cannot be reached).
---@overload fun(options: table?): urssaf.Panel?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options table?
---@return urssaf.Panel? panel
---@return urssaf.Error? err with `kind`, `message` and, where they apply, `status url line column`
function urssaf.fetch(dataset, options)
  dataset, options = client().dataset_and_options(dataset, options)
  return once(options, function(own, rest) return own:fetch(dataset, rest) end)
end

--- Reads a panel from a CSV file saved from the portal's page or its API: names or labels, BOM or
-- not, `;` or `,`.
--
-- Options: `dataset`, `delimiter`, `from`, `to`, `measures`, `dimensions`, `max_bytes`,
-- `max_units`, `max_periods`, as in `fetch`.
---@param from string|table a path, or `{ text = … }`
---@param options table?
---@return urssaf.Panel? panel
---@return urssaf.Error? err kinds `file`, `content`, `decode`, `schema`, `limit`, `incomplete`
function urssaf.read(from, options)
  return require("urssaf.reading").panel(from, options)
end

--- A dataset's metadata as the portal has them, as plain tables: `dataset_id`, `fields` (a list of
-- `name`, `label`, `type`, `description`), `metas.default` (`title`, `description`, `license`,
-- `data_processed`, `records_count`, …). What is null there is absent here.
---@overload fun(options: table?): table?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options table? of the connection, as in `fetch`
---@return table? metadata
---@return urssaf.Error? err
function urssaf.describe(dataset, options)
  dataset, options = client().dataset_and_options(dataset, options)
  return once(options, function(own, rest) return own:describe(dataset, rest) end)
end

--- The metadata of all the portal's datasets: a list of what `describe` returns.
---@param options table? of the connection, as in `fetch`
---@return table[]? datasets
---@return urssaf.Error? err
function urssaf.catalog(options)
  return once(options, function(own, rest) return own:catalog(rest) end)
end

--- What is kept of a dataset: for each publication `dataset data_processed fetched_at checked_at
-- rows bytes url title path` (of its CSV), and what was asked for: `base_url where from to measures
-- dimensions`. The latest publication first.
---@overload fun(options: table?): table[]?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options table? `cache_dir`, `base_url`
---@return table[]? vintages
---@return urssaf.Error? err kind `cache`, where nothing can be kept at all
function urssaf.vintages(dataset, options)
  dataset, options = client().dataset_and_options(dataset, options)
  return once(options, function(own, rest) return own:vintages(dataset, rest) end)
end

--- Removes kept publications of a dataset: all but the latest `keep` of each question, or those
-- from before a day (`before`), or both. Nothing is ever removed without being asked.
---@overload fun(options: table): table[]?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options table `keep`, `before`; `cache_dir`, `base_url`
---@return table[]? removed as in `vintages`
---@return urssaf.Error? err kind `cache`
function urssaf.prune(dataset, options)
  dataset, options = client().dataset_and_options(dataset, options)
  return once(options, function(own, rest) return own:prune(dataset, rest) end)
end

--- A synthetic panel, from no network: in the form of the main dataset and of its size, with
-- invented figures. It says so in its title, its attribution and a note (kind `synthetic`).
---@param options table? `from`, `to`, `measures`
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
---@param options table? `lang`, `title`
---@return string? html
---@return urssaf.Error? err kind `none`: no such place, or the panel has nothing, or not all, of it
function urssaf.report(panel, place, options)
  return require("urssaf.report").page(panel, place, options)
end

--- What there is in this host. Chosen by itself: the C modules and lua-cjson where they can be
-- loaded; else the decoder in Lua, dkjson, and the `transport` and `json` that the host hands in.
--
-- Gives `version`, `lua` ("Lua 5.4", "LuaJIT 2.1.0-beta3"), `decoder` ("c", "lua"), `transport`
-- ("libcurl", "host", or nil: nothing can be fetched), `json` ("lua-cjson", "dkjson", "host", or
-- nil), `cache` (whether publications can be kept); `lacking`, a table: of `decoder`, `transport`,
-- `json`, `cache`, why it is not there.
---@param options table? `transport`, `json`, as a client would be given them
---@return table
function urssaf.capabilities(options)
  return require "urssaf.capabilities"(options)
end

--- A client: an object with `fetch`, `read`, `describe`, `catalog`, `vintages` and `prune` as
-- methods, one session for all of them, and `close`. Its options are those of the connection and
-- defaults for its calls.
---@param options table?
---@return table client
function urssaf.client(options)
  return client().new(options)
end

return urssaf
