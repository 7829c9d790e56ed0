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
local entries = require "urssaf.cache.entry"
local files = require "urssaf.cache.files"
local json = require "urssaf.base.json"
local lazy = require "urssaf.base.lazy"

local checksum = lazy "urssaf.checksum"

local store = {}

local FORMAT = "v1"

---@class urssaf.cache.Query all that decides which rows and columns are fetched: strings and lists
-- of them, so that equal queries have equal JSON
---@field base_url string
---@field dataset string
---@field where string? as JSON
---@field from string? the first period, as a quarter
---@field to string? the last period, as a quarter
---@field measures string[]? in byte order
---@field dimensions string[]? in byte order
---@field keyed boolean? whether there was a key: it may open more rows

-- Only characters that every system takes, and no way out of the folder.
local function folder_name(text)
  return (text:gsub("[^A-Za-z0-9_.@-]", "_"):gsub("^%.", "_"):sub(1, 80))
end

-- ------------------------------------------------------------------ folders

local function address_folder(folder, base_url)
  local host = base_url:gsub("^%a+://", ""):gsub("/.*$", "")
  return ("%s/%s/%s-%s"):format(folder, FORMAT, folder_name(host), entries.crc(base_url))
end

local function dataset_folder(folder, query)
  local name = folder_name(query.dataset)
  if name ~= query.dataset then name = name .. "-" .. entries.crc(query.dataset) end
  return address_folder(folder, query.base_url) .. "/" .. name
end

local function is_narrowed(query)
  for name in pairs(query) do
    if name ~= "base_url" and name ~= "dataset" then return true end
  end
  return false
end

local function encoded(query)
  return json.encode(query, "the query")
end

--- The entries of a folder.
---@param folder string
---@param parser table? the host's JSON
---@return urssaf.cache.Entry[] entries in no order
---@return string[] damaged the paths of files that are no entries
function store.list(folder, parser)
  local list, damaged = {}, {}
  for _, name in ipairs(files.list(folder) or {}) do
    if name:find("^[^.].*%.json$") then
      local path = folder .. "/" .. name
      local text = files.read_all(path)
      local entry = text and entries.decode(text, path, parser)
      if entry then
        list[#list + 1] = entry
      elseif text or files.age(path) then -- and not just removed
        damaged[#damaged + 1] = path
      end
    end
  end
  return list, damaged
end

-- ------------------------------------------------------------------ a store

---@class urssaf.cache.Store
---@field folder string
---@field parser table? the host's JSON
local Store = {}
Store.__index = Store

--- The store in a folder, which need not be there yet.
---@param folder string
---@param parser table? the host's JSON
---@return urssaf.cache.Store
function store.new(folder, parser)
  return setmetatable({ folder = folder, parser = parser }, Store)
end

--- The folder of a query's entries.
---@param query urssaf.cache.Query
---@return string
function Store:folder_of(query)
  local part = is_narrowed(query) and entries.crc(encoded(query)) or "whole"
  return dataset_folder(self.folder, query) .. "/" .. part
end

--- The entries of a query.
---@param query urssaf.cache.Query
---@return urssaf.cache.Entry[] entries in no order
---@return string[] damaged paths
function Store:entries(query)
  local wanted, list = encoded(query), {}
  local found, damaged = store.list(self:folder_of(query), self.parser)
  for _, entry in ipairs(found) do
    if encoded(entry.query) == wanted then list[#list + 1] = entry end
  end
  return list, damaged
end

--- The entries of a dataset, whatever the query.
---@param query urssaf.cache.Query of which `base_url` and `dataset` count
---@return urssaf.cache.Entry[] entries in no order
---@return string[] damaged paths
function Store:all(query)
  local folder = dataset_folder(self.folder, query)
  local list, damaged = {}, {}
  for _, name in ipairs(files.list(folder) or {}) do
    local found, bad = store.list(folder .. "/" .. name, self.parser)
    for _, entry in ipairs(found) do
      if entry.query.base_url == query.base_url and entry.query.dataset == query.dataset then
        list[#list + 1] = entry
      end
    end
    for _, path in ipairs(bad) do damaged[#damaged + 1] = path end
  end
  return list, damaged
end

-- ------------------------------------------------------------------ one entry

--- The bytes of an entry: an iterator of blocks. At the end it returns nil, and a problem if they
-- are not the bytes that were written.
---@param entry urssaf.cache.Entry
---@return function? next_block
---@return string? problem
function store.blocks(entry)
  local handle, problem = files.open(entry.folder .. "/" .. entry.csv, "rb")
  if not handle then return nil, problem end
  local sum, size = 0, 0
  return function()
    local bytes, failed = files.read(handle)
    if bytes then
      sum, size = checksum.crc32(bytes, sum), size + #bytes
      return bytes
    end
    files.close(handle)
    if failed then return nil, failed end
    if sum ~= entry.checksum or size ~= entry.bytes then
      return nil, ("%s is not what was written"):format(entry.csv)
    end
  end
end

--- Removes an entry and its bytes.
---@param entry urssaf.cache.Entry
---@return boolean? ok
---@return string? problem
function store.remove(entry)
  local ok, problem = files.remove(entry.path)
  if ok then files.remove(entry.folder .. "/" .. entry.csv) end
  return ok, problem
end

return store
