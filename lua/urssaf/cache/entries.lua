--- What is kept for one question: its entries, and panels from them.
local assembly = require "urssaf.portal.assembly"
local chance = require "urssaf.base.random"
local decoders = require "urssaf.csv.decoder"
local errors = require "urssaf.base.errors"
local files = require "urssaf.cache.files"
local timestamp = require "urssaf.base.timestamp"
local json = require "urssaf.base.json"
local names = require "urssaf.base.names"
local period = require "urssaf.domain.period"
local progress = require "urssaf.portal.progress"
local quarter = require "urssaf.domain.quarter"
local query = require "urssaf.portal.query"
local store = require "urssaf.cache.store"

local shelf = {}

-- ------------------------------------------------------------------ what is asked

local function sorted(list)
  if not list then return nil end
  local copy = {}
  for i, name in ipairs(list) do copy[i] = name end
  table.sort(copy, names.before)
  return copy
end

-- Everything that changes the answer, written in one way. Of the key only whether there was one:
-- it may open more rows.
local function question_of(job)
  local options = job.options
  local from, to = options.from, options.to
  return {
    base_url = job.base_url, dataset = job.dataset,
    where = options.where ~= nil and json.encode(options.where, "where") or nil,
    from = from and quarter.from_ordinal(period.lower(from, "quarter")) or nil,
    to = to and quarter.from_ordinal(period.upper(to, "quarter")) or nil,
    measures = sorted(options.measures), dimensions = sorted(options.dimensions),
    keyed = options.api_key and true or nil,
  }
end

-- Where things are kept if nobody says: by the XDG Base Directory Specification.
local function default_folder()
  local function get(name)
    local value = os.getenv(name)
    return value and value:find("^%a?:?[/\\]") and value
  end
  if get "XDG_CACHE_HOME" then return get "XDG_CACHE_HOME" .. "/urssaf" end
  if get "HOME" then return get "HOME" .. "/.cache/urssaf" end
  return get "LOCALAPPDATA" and get "LOCALAPPDATA" .. "/urssaf"
end

--- The store that options name.
---@param options table `cache_dir json`
---@return table? store
---@return string? problem why there is none
function shelf.open_store(options)
  local problem = files.problem()
  if problem then return nil, problem end
  local folder = options.cache_dir or default_folder()
  if not folder then return nil, "no folder is known: say which (cache_dir)" end
  return store.new(folder, options.json)
end

-- ------------------------------------------------------------------ a shelf

local Shelf = {}
Shelf.__index = Shelf

--- Opens the shelf of a job's question. Without a store it is empty, and `problem` says why.
---@param job table `base_url dataset options`
---@return table shelf
function shelf.open(job)
  local opened, problem = shelf.open_store(job.options)
  local self = setmetatable({ job = job, store = opened, problem = problem, notes = {},
    question = question_of(job), random = chance.new(), entries = {} }, Shelf)
  if opened then
    local entries, damaged = opened:entries(self.question)
    self.entries, damaged = shelf.sound(entries, damaged)
    for _, what in ipairs(damaged) do self:note("what is kept cannot be used: " .. what) end
  end
  return self
end

--- Those of a store's entries that panels can be made of, and the paths of all others.
---@param entries table[]
---@param damaged string[]
---@return table[] entries
---@return string[] damaged
function shelf.sound(entries, damaged)
  local sound = {}
  for _, entry in ipairs(entries) do
    local list = assembly.is_about(entry.about) and sound or damaged
    list[#list + 1] = list == sound and entry or entry.path
  end
  return sound, damaged
end

--- Something to be said of every panel from here.
---@param message string
function Shelf:note(message)
  self.notes[#self.notes + 1] = { kind = "cache", message = message }
end

--- A panel, with what there is to say.
---@param panel urssaf.Panel
---@param ... urssaf.Note
---@return urssaf.Panel
function Shelf:hand_over(panel, ...)
  for _, list in ipairs { self.notes, { ... } } do
    for _, note in ipairs(list) do panel.notes[#panel.notes + 1] = note end
  end
  return panel
end

--- The entry that was the portal's newest publication when that was last asked.
---@return table? entry
function Shelf:current()
  table.sort(self.entries, store.latest_first("checked_at", "fetched_at"))
  return self.entries[1]
end

--- Serves an entry no more, and says why.
---@param entry table
---@param err table why
---@return table? entry
function Shelf:drop(entry, err)
  self:note(err.message)
  for i, other in ipairs(self.entries) do
    if other == entry then return table.remove(self.entries, i) end
  end
end

--- Something to write a new publication to, if there is a store.
---@return table? copy
function Shelf:copy()
  return self.store and self.store:copy(self.question, self.random)
end

--- Writes down that an entry was the newest publication just now.
---@param entry table
function Shelf:confirm(entry)
  store.confirm(entry, self.random, timestamp.text(timestamp.now()))
end

-- ------------------------------------------------------------------ entries

--- When an entry's publication was processed, or else fetched.
---@param entry table
---@return integer seconds
function shelf.dated(entry)
  return timestamp.of_iso(entry.about.data_processed or "")
    or timestamp.of_iso(entry.about.fetched_at)
end

--- The same as a day, for messages.
---@param entry table
---@return string
function shelf.day_of(entry)
  return timestamp.text(shelf.dated(entry)):sub(1, 10)
end

local function damage(entry, problem)
  return errors.new("cache", ("the kept publication of %s is damaged: %s"):format(
    shelf.day_of(entry), problem))
end

-- All of the bytes go through the checksum, also those after one that cannot be read.
local function feed(decoder, next_block)
  local ok, err = true, nil
  local block, problem = next_block()
  while block do
    if ok then ok, err = decoder:feed(block) end
    block, problem = next_block()
  end
  return ok, err, problem
end

local function decode(job, entry, knowledge, next_block)
  local decoder = decoders.new(knowledge, job.options)
  local ok, err, problem = feed(decoder, next_block)
  local plain
  if problem then
    err = damage(entry, problem)
  elseif ok then
    plain, err = decoder:finish()
  end
  decoder:close()
  return plain, err
end

--- A panel from an entry.
---@param entry table
---@param stale boolean? whether to say that it is
---@return urssaf.Panel? panel
---@return table? err kind `cache` if the entry is damaged
function Shelf:read(entry, stale)
  local job, about = self.job, entry.about
  if about.bytes > job.options.max_bytes then
    return errors.fail("limit", ("the kept publication is over %.0f bytes (max_bytes)"):format(
      job.options.max_bytes))
  end
  local ok, err = progress.report(job.options, about.bytes, "decode")
  local knowledge, next_block, problem, plain
  if ok then knowledge, err = assembly.learn(job, about.metadata) end
  if not knowledge then return nil, err end
  next_block, problem = store.blocks(entry)
  if not next_block then return nil, damage(entry, problem) end
  plain, err = decode(job, entry, knowledge, next_block)
  if plain then
    local question = query.ask(job.dataset, job.options, about.metadata.fields)
    local whole, lacking = assembly.verify(plain, about.rows, question)
    if not whole then plain, err = nil, damage(entry, lacking.message) end
  end
  if not plain then return nil, errors.adopt(err, { url = about.url }) end
  return assembly.panel(job, plain, about.metadata, {
    url = about.url, fetched_at = about.fetched_at, checked_at = about.checked_at, cached = true,
    stale = stale,
  })
end

return shelf
