--- The cache entries of one query, and panels from them.
local errors = require "urssaf.base.errors"
local files = require "urssaf.cache.files"
local lazy = require "urssaf.base.lazy"
local sorting = require "urssaf.base.sorting"
local stores = require "urssaf.cache.store"
local tables = require "urssaf.base.tables"
local timestamp = require "urssaf.base.timestamp"

local new_note = lazy "urssaf.domain.new_note" -- few panels have a note

-- needed for a part of a dataset
local json_writer = lazy "urssaf.base.json_writer"
local odsql = lazy "urssaf.portal.odsql"
local period = lazy "urssaf.domain.period"

local location = lazy "urssaf.cache.location" -- needed for a folder that is not written out

-- needed to tell two API keys apart
local checksum = lazy "urssaf.checksum"

-- needed to write
local random = lazy "urssaf.base.random"
local writers = lazy "urssaf.cache.writer"

local entries = {}

-- ------------------------------------------------------------------ the query

-- In byte order, each once.
local function sorted(list)
  return list and sorting.keys(tables.set(list))
end

-- Tells one key from another, but not what a key is: one in 65 536 keys has the same 16 bits.
local function fingerprint(key)
  return ("%04x"):format(math.floor(checksum.crc32(key) / 2 ^ 16))
end

-- An end of a span in one spelling: `way` is "lower" or "upper". A last day and a pair, which are a
-- month in monthly data and a quarter elsewhere, are kept as both.
local function bound(value, way)
  if value == nil then return nil end
  local month = period.is(value, "month") and period.parse(value, "month")
  if month and period.is(value) then return month end
  local of_quarters = period.from_ordinal(period[way](value, "quarter"), "quarter")
  return month and ("%s or %s"):format(month, of_quarters) or of_quarters
end

local function condition_of(where)
  return json_writer.encode(odsql.canonical(where), "where")
end

local function query_of(request)
  local options = request.options
  return {
    base_url = request.base_url, dataset = request.dataset,
    where = options.where ~= nil and condition_of(options.where) or nil,
    from = bound(options.from, "lower"), to = bound(options.to, "upper"),
    measures = sorted(options.measures), dimensions = sorted(options.dimensions),
    key = options.api_key and fingerprint(options.api_key) or nil,
  }
end

--- The store that the options name.
---@param options table `cache_dir json timeout`
---@return urssaf.cache.Store? store
---@return string? problem why there is none
function entries.open_store(options)
  local problem = files.problem()
  if problem then return nil, problem end
  local folder, unknown = options.cache_dir, nil
  if not folder or folder:find("^~") then folder, unknown = location.of(folder) end
  if not folder then return nil, unknown end
  return stores.new(folder, options)
end

-- ------------------------------------------------------------------ the entries

---@class urssaf.cache.Entries
---@field request urssaf.portal.Request
---@field query urssaf.cache.Query
---@field store urssaf.cache.Store? nil if nothing can be kept
---@field problem string? why nothing can be kept
---@field list urssaf.cache.Entry[] the entries that can be used
---@field notes urssaf.Note[] for every panel from here
local Entries = {}
Entries.__index = Entries

-- How many damaged files have a note of their own.
local MOST_NOTES = 20

local function too_late()
  return errors.fail("timeout", "what is kept could not be read in time (timeout)")
end

--- The entries of a request's query; without a store there are none.
---@param request urssaf.portal.Request
---@return urssaf.cache.Entries? entries
---@return urssaf.Error? err kind `timeout`
function entries.open(request)
  local self = setmetatable({ request = request, query = query_of(request), list = {}, notes = {} },
    Entries)
  local store, problem = entries.open_store(request.options)
  local list, damaged
  if store then list, damaged = store:entries(self.query) end
  if store and store.is_late() then return too_late() end
  if not list then
    self.problem = problem or damaged
    return self
  end
  self.store, self.list = store, list
  for i = 1, math.min(#damaged, MOST_NOTES) do
    self:note("a kept publication cannot be used: " .. damaged[i])
  end
  if #damaged > MOST_NOTES then
    self:note(("%d more kept publications cannot be used"):format(#damaged - MOST_NOTES))
  end
  return self
end

-- Seconds; of what this machine noted by a clock that was ahead, nothing is known.
local function moment_of(entry, field, now)
  local seconds = entry[field] and timestamp.of_iso(entry[field]) or -math.huge
  return (field == "data_processed" or seconds <= now) and seconds or -math.huge
end

--- Sorts entries, the latest first.
---@param list urssaf.cache.Entry[]
---@param ... string fields with moments; each decides where those before it are equal
function entries.sort(list, ...)
  local fields, now = { ... }, timestamp.now()
  table.sort(list, function(a, b)
    for _, field in ipairs(fields) do
      local x, y = moment_of(a, field, now), moment_of(b, field, now)
      if x ~= y then return x > y end
    end
    return sorting.before(b.path, a.path)
  end)
end

--- Adds a note to every panel from here.
---@param message string
function Entries:note(message)
  self.notes[#self.notes + 1] = new_note("cache", message)
end

--- Gives a panel these notes, and one of its own.
---@param panel urssaf.Panel
---@param own urssaf.Note?
---@return urssaf.Panel
function Entries:annotate(panel, own)
  for _, note in ipairs(self.notes) do panel.notes[#panel.notes + 1] = note end
  panel.notes[#panel.notes + 1] = own
  return panel
end

--- The entry that was the newest publication when the portal was last asked.
---@return urssaf.cache.Entry?
function Entries:current()
  entries.sort(self.list, "checked_at", "fetched_at")
  return self.list[1]
end

--- Drops a damaged entry from the list, with a note, unless another process removed it meanwhile.
---@param entry urssaf.cache.Entry
---@param err urssaf.Error
function Entries:drop(entry, err)
  if stores.is_there(entry, self.store.parser) then self:note(err.message) end
  for i, other in ipairs(self.list) do
    if other == entry then
      table.remove(self.list, i)
      break
    end
  end
end

--- What a new publication is written to, if there is a store.
---@return urssaf.cache.Writer?
function Entries:writer()
  if not self.store then return nil end
  return writers.new(self.store, self.query, random.new())
end

--- Records that an entry is the newest publication at present.
---@param entry urssaf.cache.Entry
function Entries:confirm(entry)
  writers.confirm(entry, random.new(), timestamp.text(timestamp.now()), self.store.parser)
end

-- ------------------------------------------------------------------ a panel

local function damage(entry, problem)
  return errors.new("cache", ("the kept publication of %s is damaged: %s"):format(
    entry:day(), problem))
end

-- All bytes are read, also after one that cannot be decoded: only the checksum tells whether the
-- file is damaged. `timeout` counts from here: the portal's own may be over when this answers
-- instead.
local function feed(decoder, next_block, close, timeout)
  local ok, err, is_late = true, nil, stores.timer(timeout)
  local block, problem = next_block()
  while block do
    if is_late() then
      close()
      return too_late()
    end
    if ok then ok, err = decoder:feed(block) end
    block, problem = next_block()
  end
  return ok, err, problem
end

-- What an entry does not answer for: the caller's own bounds.
local OF_THE_CALLER = { limit = true, timeout = true }

local function decode(request, entry)
  local assembly = request.assembly
  local knowledge, unknown = assembly.knowledge(request, entry.metadata)
  if not knowledge then return nil, damage(entry, unknown.message) end
  local next_block, close = stores.blocks(entry)
  if not next_block then return nil, damage(entry, close) end
  local decoder = assembly.decoder(knowledge, request.options)
  local ok, err, problem = feed(decoder, next_block, close, request.options.timeout)
  local plain
  if ok and not problem then plain, err = decoder:finish() end
  decoder:close()
  if plain then ok, err = assembly.verify(request, plain, entry.metadata, entry.rows) end
  if plain and ok then return plain end
  if not problem and OF_THE_CALLER[err.kind] then return nil, err end
  return nil, damage(entry, problem or err.message)
end

--- A panel from an entry.
---@param entry urssaf.cache.Entry
---@param stale boolean? whether the portal could not be asked for a newer one
---@return urssaf.Panel? panel
---@return urssaf.Error? err kind `cache` if the entry is damaged
function Entries:read(entry, stale)
  local request = self.request
  if entry.bytes > request.options.max_bytes and stores.has_bytes(entry) then
    return errors.fail("limit", ("the kept publication is over %.0f bytes (max_bytes)"):format(
      request.options.max_bytes))
  end
  local ok, cancelled = request:report(entry.bytes, "decode")
  if not ok then return nil, cancelled end
  local plain, err = decode(request, entry)
  if not plain then return nil, errors.adopt(err, { url = entry.url }) end
  return request.assembly.make(request, plain, entry.metadata, {
    url = entry.url, fetched_at = entry.fetched_at, checked_at = entry.checked_at, cached = true,
    stale = stale,
  })
end

--- A panel from an entry, with its notes. If the entry is damaged it is dropped.
---@param entry urssaf.cache.Entry
---@param stale urssaf.Note? says why the portal could not be asked for a newer one
---@return urssaf.Panel? panel
---@return urssaf.Error? err nil too if the entry is damaged
function Entries:answer(entry, stale)
  local panel, err = self:read(entry, stale and true)
  if panel then return self:annotate(panel, stale) end
  if err.kind ~= "cache" then return nil, err end
  self:drop(entry, err)
end

return entries
