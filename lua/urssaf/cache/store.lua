--- Publications kept on a disk: for each a `.csv` with the unpacked bytes from the portal, and a
-- `.json`, its entry.
--
--     <cache_dir>/v1/<host>-<crc>/<dataset>/<whole, or crc of the query>/
--       20260716T073012Z-6868.json                the entry, with the checksum of
--       20260716T073012Z-6868-5f0e2a11.csv        these bytes
--       .new-…/                                   being written
--
-- A `.json` comes last, by a rename, and names its `.csv` by the checksum of the bytes. So every
-- entry that can be found is whole, even if other processes write at the same time or were killed.
-- Damage that the disk does later is found by the checksums. Names from outside are used only as
-- part of a folder's name; which query an entry answers is written in the entry itself.
--
-- `cache_dir` may be a link. Below it only real folders and files with names as above are used: a
-- link could lead to the user's own files.
local entries = require "urssaf.cache.entry"
local files = require "urssaf.cache.files"
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"
local timestamp = require "urssaf.base.timestamp"

local checksum = lazy "urssaf.checksum"
local json_writer = lazy "urssaf.base.json_writer" -- needed for a part of a dataset
local file_changes = lazy "urssaf.cache.file_changes" -- needed to write
local ownership = lazy "urssaf.cache.ownership" -- needed for the default folder

local store = {}

local FORMAT = "v1"

---@class urssaf.cache.Query all that decides which rows and columns are fetched: strings and lists
-- of them, so that equal queries have equal JSON
---@field base_url string
---@field dataset string
---@field where string? as JSON
---@field from string? the first period, as a month or a quarter
---@field to string? the last period, as a month or a quarter
---@field measures string[]? in byte order
---@field dimensions string[]? in byte order
---@field key string? a fingerprint of the key: it may open more rows

-- Only characters that every system takes, and no way out of the folder.
local function folder_name(text)
  return (text:gsub("[^A-Za-z0-9_.@-]", "_"):gsub("^%.", "_"):sub(1, 80))
end

-- ------------------------------------------------------------------ folders

local function address_name(base_url)
  local host = base_url:gsub("^%a+://", ""):gsub("/.*$", "")
  return ("%s-%s"):format(folder_name(host), entries.crc(base_url))
end

local function dataset_name(dataset)
  local name = folder_name(dataset)
  return name == dataset and name or name .. "-" .. entries.crc(dataset)
end

local function is_narrowed(query)
  for name in pairs(query) do
    if name ~= "base_url" and name ~= "dataset" then return true end
  end
  return false
end

local function query_name(query)
  return is_narrowed(query) and entries.crc(json_writer.encode(query, "the query")) or "whole"
end

--- Counts from now on whether a time is over: never too early, though the clock has whole seconds.
---@param timeout number seconds
---@return fun(): boolean is_over
function store.timer(timeout)
  local last = timestamp.now() + timeout + 1
  return function() return timestamp.now() >= last end
end

-- ------------------------------------------------------------------ a store

---@class urssaf.cache.Store
---@field folder string
---@field parser table? the host's JSON
---@field owner integer? of all folders, who alone may write in them; nil if others may
---@field is_late fun(): boolean whether the time for listing is over
local Store = {}
Store.__index = Store

--- The store in a folder, which need not be there yet.
---@param folder string
---@param options table? `json timeout cache_dir`; in a folder that was named others may write
---@return urssaf.cache.Store
function store.new(folder, options)
  options = options or {}
  return setmetatable({ folder = folder, parser = options.json,
    owner = not options.cache_dir and ownership.own_number() or nil,
    is_late = store.timer(options.timeout or math.huge) }, Store)
end

-- Why the store's own folder is none, nil if it is one, or can be made. It may be a link to a
-- folder, and what is above it may be a file.
local function no_folder(path)
  local found = files.attributes(path)
  local kind = found and found.mode or files.kind(path)
  if kind == "directory" then return nil end
  if kind then
    return ("%s is a %s, not a folder: move it away, or name another folder (URSSAF_CACHE_DIR)")
      :format(path, kind)
  end
  local above = path:match "^(.*[^/\\])[/\\]+$" or path:match "^(.+)[/\\][^/\\]+$"
  return above and no_folder(above)
end

-- The same of a path below it, where a link is no folder.
local function no_real_folder(path)
  local kind = files.kind(path) or "directory"
  return kind ~= "directory" and ("%s is a %s, not a folder"):format(path, kind) or nil
end

--- Why a folder must not be used, nil if it may be, or is not there yet.
---@param path string
---@return string? objection
function Store:objection(path)
  local problem = (path == self.folder and no_folder or no_real_folder)(path)
  if problem then return problem end
  local who = self.owner and ownership.other_writers(path, self.owner)
  return who and ("%s %s, and could change what is kept: name a folder of your own, or this one if"
    .. " you trust them (URSSAF_CACHE_DIR)"):format(who, path) or nil
end

-- The folder that these names lead to from the store's own; nil and the problem, if one on the way
-- must not be used, or cannot be made.
local function descend(self, names, make)
  local path
  for i = 0, #names do
    path = i == 0 and self.folder or path .. "/" .. names[i]
    local ok, problem = true, nil
    if make then ok, problem = file_changes.make_folders(path) end
    problem = problem or self:objection(path)
    if problem or not ok then return nil, problem end
  end
  return path
end

--- The folder of a query's entries, which need not be there.
---@param query urssaf.cache.Query
---@param make boolean? whether to make it
---@return string? folder
---@return string? problem
function Store:folder_of(query, make)
  return descend(self, { FORMAT, address_name(query.base_url), dataset_name(query.dataset),
    query_name(query) }, make)
end

--- The folder of a dataset, which has a folder for each query.
---@param query urssaf.cache.Query of which `base_url` and `dataset` count
---@return string? folder
---@return string? problem
function Store:folder_of_dataset(query)
  return descend(self, { FORMAT, address_name(query.base_url), dataset_name(query.dataset) })
end

--- The entries of a folder.
---@param folder string
---@return urssaf.cache.Entry[]? entries in no order; nil if there was no time to read them
---@return string[]|string damaged the paths of files that are no entries, or the problem
function Store:list(folder)
  local list, damaged = {}, {}
  for _, name in ipairs(files.list(folder) or {}) do
    if self.is_late() then return nil, folder .. " could not be read in time" end
    if entries.is_file_name(name, "json") then
      local path = folder .. "/" .. name
      local entry = store.entry_at(path, self.parser)
      if entry then
        list[#list + 1] = entry
      elseif files.kind(path) then -- and not just removed
        damaged[#damaged + 1] = path
      end
    end
  end
  return list, damaged
end

--- The entries of a query.
---@param query urssaf.cache.Query
---@return urssaf.cache.Entry[]? entries in no order; nil if the folder cannot be used
---@return string[]|string damaged paths, or the problem
function Store:entries(query)
  local folder, problem = self:folder_of(query)
  if not folder then return nil, problem end
  local list = {}
  local found, damaged = self:list(folder)
  for _, entry in ipairs(found or {}) do
    if tables.equal(entry.query, query) then list[#list + 1] = entry end
  end
  return found and list, damaged
end

-- ------------------------------------------------------------------ one entry

--- Reads an entry's file.
---@param path string
---@param parser table? the host's JSON
---@return urssaf.cache.Entry? entry nil if there is none that can be used
function store.entry_at(path, parser)
  local text = files.read_all(path, entries.MOST_BYTES)
  return text and entries.decode(text, path, parser)
end

--- Whether an entry is still there, with the same bytes: another process may have removed or
-- replaced it since it was read.
---@param entry urssaf.cache.Entry
---@param parser table? the host's JSON
---@return boolean
function store.is_there(entry, parser)
  local now = store.entry_at(entry.path, parser)
  return now ~= nil and now.csv == entry.csv
end

-- What is wrong with a file whose bytes are not those of the entry.
local function not_written(entry)
  return entry.csv .. " is not what was written"
end

--- Whether an entry's bytes are there, and as many as were written.
---@param entry urssaf.cache.Entry
---@return boolean ok
---@return string? problem
function store.has_bytes(entry)
  local size, problem = files.size(entry.folder .. "/" .. entry.csv)
  if size == entry.bytes then return true end
  return false, size and not_written(entry) or problem
end

--- The bytes of an entry: an iterator of blocks. At the end it returns nil, and a problem if they
-- are not the bytes that were written.
---@param entry urssaf.cache.Entry
---@return function? next_block
---@return function|string close closes the file before its end; or the problem
function store.blocks(entry)
  local ok, problem = store.has_bytes(entry)
  local handle
  if ok then handle, problem = files.open(entry.folder .. "/" .. entry.csv, "rb") end
  if not handle then return nil, problem end
  local sum, size = 0, 0
  return function()
    local bytes, failed
    if size <= entry.bytes then bytes, failed = files.read(handle) end -- it may be growing
    if bytes then
      sum, size = checksum.crc32(bytes, sum), size + #bytes
      return bytes
    end
    files.close(handle)
    if failed then return nil, failed end
    if sum ~= entry.checksum or size ~= entry.bytes then return nil, not_written(entry) end
  end, function() files.close(handle) end
end

return store
