--- Writes to a store: the bytes of a publication while they are fetched, and its entry once they
-- are proved complete. Everything is written in a folder of the writer's own, `.new-…`, and
-- renamed.
local compat = require "urssaf.base.compat"
local entries = require "urssaf.cache.entry"
local errors = require "urssaf.base.errors"
local file_changes = require "urssaf.cache.file_changes"
local files = require "urssaf.cache.files"
local lazy = require "urssaf.base.lazy"
local new_entry = require "urssaf.cache.new_entry"
local publications = require "urssaf.portal.publication"
local store = require "urssaf.cache.store"

local checksum = lazy "urssaf.checksum"

local writer = {}

---@class urssaf.cache.Writer
---@field query urssaf.cache.Query
---@field folder string? of the query's entries
---@field checksum integer CRC-32 of the bytes so far
---@field bytes integer how many they are
---@field problem string? why nothing is kept
local Writer = {}
Writer.__index = Writer

-- after so many seconds nobody is writing any more
local ABANDONED = 86400

-- Only one process can succeed in making a folder: no other writes in this one.
local function own_folder(folder, random)
  local problem
  for _ = 1, 10 do
    local path = ("%s/.new-%.0f"):format(folder, random() * 1e15)
    local ok
    ok, problem = file_changes.make_folder(path)
    if ok then return path end
  end
  return nil, ("%s: %s"):format(folder, problem or "no folder can be made in it")
end

-- How many things that nobody needs are removed at once: the next writer goes on.
local MOST_SWEPT = 100

-- What a writer has in its own folder.
local OWN_FILES = { "csv", "json" }

local function remove_own_folder(path)
  for _, name in ipairs(OWN_FILES) do
    local file = path .. "/" .. name
    if files.kind(file) == "file" then file_changes.remove(file) end
  end
  file_changes.remove_folder(path)
end

-- ------------------------------------------------------------------ sweeping

-- Seconds since a file was last written, if it is a file.
local function age_of_file(path)
  return files.kind(path) == "file" and file_changes.age(path) or nil
end

-- Removes the folder of a process that was killed while it wrote, and returns whether it was one.
local function remove_abandoned(path)
  local newest = files.kind(path) == "directory" and file_changes.age(path)
  for _, name in ipairs(OWN_FILES) do
    newest = newest and math.min(newest, age_of_file(path .. "/" .. name) or newest)
  end
  local is_abandoned = newest and newest >= ABANDONED
  if is_abandoned then remove_own_folder(path) end
  return is_abandoned
end

-- Removes bytes that no entry names, at most so many files.
local function remove_nameless(folder, list, kept, left)
  local entries_there = kept:list(folder)
  if not entries_there then return end
  local named = {}
  for _, entry in ipairs(entries_there) do named[entry.csv] = true end
  for _, name in ipairs(list) do
    if left == 0 or kept.is_late() then return end
    local path = folder .. "/" .. name
    if entries.is_file_name(name, "csv") and not named[name]
        and (age_of_file(path) or 0) >= ABANDONED then
      file_changes.remove(path)
      left = left - 1
    end
  end
end

local function sweep(folder, kept)
  local list, left = files.list(folder) or {}, MOST_SWEPT
  for _, name in ipairs(list) do
    if left == 0 or kept.is_late() then return end
    local is_own = name:find("^%.new%-%d+$") ~= nil
    if is_own and remove_abandoned(folder .. "/" .. name) then left = left - 1 end
  end
  remove_nameless(folder, list, kept, left)
end

-- ------------------------------------------------------------------ bytes

local function fail(self, problem)
  self.problem = self.problem or tostring(problem)
  self:close()
end

local function begin(self, kept, random)
  local problem
  self.folder, problem = kept:folder_of(self.query, true)
  if not self.folder then return nil, problem end
  sweep(self.folder, kept)
  self.own, problem = own_folder(self.folder, random)
  if not self.own then return nil, problem end
  self.handle, problem = files.open(self.own .. "/csv", "wb")
  return self.handle ~= nil, problem
end

--- Begins to write what answers a query. A failure to write is never an error of the fetch:
-- `problem` says what it was, and what is written afterwards is ignored.
---@param kept urssaf.cache.Store
---@param query urssaf.cache.Query
---@param random fun(): number from 0 to 1
---@return urssaf.cache.Writer
function writer.new(kept, query, random)
  local self = compat.finalized(setmetatable({
    query = query, parser = kept.parser, checksum = 0, bytes = 0,
  }, Writer))
  local ok, problem = begin(self, kept, random)
  if not ok then fail(self, problem) end
  return self
end

--- Writes the next bytes.
---@param bytes string
function Writer:write(bytes)
  if not self.handle then return end
  local ok, problem = file_changes.write(self.handle, bytes)
  if ok then
    self.checksum, self.bytes = checksum.crc32(bytes, self.checksum), self.bytes + #bytes
  else
    fail(self, problem)
  end
end

-- ------------------------------------------------------------------ entries

-- The metadata that are needed to decode the bytes again, and to name their source.
local function kept_metadata(metadata)
  local fields = {}
  for i, field in ipairs(metadata.fields) do
    fields[i] = { name = field.name, label = field.label, type = field.type }
  end
  local source = publications.source(metadata)
  return { fields = fields, metas = { default = {
    title = source.title, data_processed = source.data_processed,
    license = source.licence, license_url = source.licence_url,
    publisher = source.attribution, records_count = publications.stated_rows(metadata),
  } } }
end

local function entry_of(self, metadata, origin, rows)
  return new_entry.of({
    question = self.query, checksum = self.checksum, bytes = self.bytes, rows = rows,
    url = origin.url, fetched_at = origin.fetched_at, checked_at = origin.fetched_at,
    data_processed = publications.source(metadata).data_processed,
    records = publications.stated_rows(metadata), metadata = kept_metadata(metadata),
  }, self.folder)
end

-- Puts an entry's file in its place, over an older one.
local function put_entry(own, entry, text)
  local ok, problem = file_changes.write_all(own .. "/json", text)
  if ok then ok, problem = file_changes.rename(own .. "/json", entry.path) end
  return ok, problem
end

-- The file with the bytes of an older entry of the same name, if they are different bytes.
local function former_bytes(entry, parser)
  local former = store.entry_at(entry.path, parser)
  return former and former.csv ~= entry.csv and entry.folder .. "/" .. former.csv or nil
end

local function place(self, entry)
  local text, former = new_entry.encode(entry), former_bytes(entry, self.parser)
  if #text > entries.MOST_BYTES then return nil, "its description is too long" end
  local ok, problem = file_changes.rename(self.own .. "/csv", entry.folder .. "/" .. entry.csv)
  if ok then ok, problem = put_entry(self.own, entry, text) end
  if ok and former then file_changes.remove(former) end
  return ok, problem
end

--- Keeps what was written.
---@param metadata urssaf.Metadata
---@param origin table `url fetched_at`
---@param rows integer
---@return boolean kept
function Writer:keep(metadata, origin, rows)
  if not self.handle then return false end
  local handle = self.handle
  self.handle = nil
  local ok, problem = files.close(handle)
  if ok then ok, problem = place(self, entry_of(self, metadata, origin, rows)) end
  if not ok then fail(self, problem) end
  self:close()
  return ok and true or false
end

--- Ends it, and removes what was not kept.
function Writer:close()
  if self.handle then files.close(self.handle) end
  self.handle = nil
  if self.own then remove_own_folder(self.own) end
  self.own = nil
end

Writer.__gc = Writer.close

--- Records that an entry is still the newest publication, unless it was removed meanwhile. If that
-- fails, the next fetch asks the portal again.
---@param entry urssaf.cache.Entry
---@param random fun(): number from 0 to 1
---@param checked_at string
---@param parser table? the host's JSON
function writer.confirm(entry, random, checked_at, parser)
  entry.checked_at = checked_at
  local own = store.is_there(entry, parser) and own_folder(entry.folder, random)
  if not own then return end
  -- what JSON cannot hold, such as a list with a null in it, was not written by the library
  local encoded, text = errors.try(new_entry.encode, entry)
  if encoded then put_entry(own, entry, text) end
  remove_own_folder(own)
end

return writer
