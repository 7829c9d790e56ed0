--- The cache entries of one query, and panels from them.
local errors = require "urssaf.base.errors"
local files = require "urssaf.cache.files"
local lazy = require "urssaf.base.lazy"
local stores = require "urssaf.cache.store"

local damage = lazy "urssaf.cache.damage"
local latest_first = lazy "urssaf.cache.latest_first" -- needed where several are kept
local location = lazy "urssaf.cache.location" -- needed for a folder that is not written out
local narrowed_query = lazy "urssaf.cache.narrowed_query" -- needed for a part of a dataset
local new_note = lazy "urssaf.domain.new_note" -- few panels have a note

local entries = {}

-- ------------------------------------------------------------------ the query

-- What may make a query one for a part of a dataset.
local PARTS = { "where", "from", "to", "measures", "dimensions", "api_key" }

local function query_of(request)
  local query = { base_url = request.base_url, dataset = request.dataset }
  for _, name in ipairs(PARTS) do
    if request.options[name] ~= nil then return narrowed_query.of(query, request.options) end
  end
  return query
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
  if damaged[1] then damage.note(self, damaged) end
  return self
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
  if self.list[2] then latest_first(self.list, "checked_at", "fetched_at") end
  return self.list[1]
end

-- ------------------------------------------------------------------ a panel

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
  if not knowledge then return nil, damage.of(entry, unknown.message) end
  local next_block, close = stores.blocks(entry)
  if not next_block then return nil, damage.of(entry, close) end
  local decoder = assembly.decoder(knowledge, request.options)
  local ok, err, problem = feed(decoder, next_block, close, request.options.timeout)
  local plain
  if ok and not problem then plain, err = decoder:finish() end
  decoder:close()
  if plain then ok, err = assembly.verify(request, plain, entry.metadata, entry.rows) end
  if plain and ok then return plain end
  if not problem and OF_THE_CALLER[err.kind] then return nil, err end
  return nil, damage.of(entry, problem or err.message)
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
  if request.observer then request.observer:read(entry) end
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
  damage.drop(self, entry, err)
end

return entries
