--- Publications kept on a disk: for each a `.csv` as the portal sent it, unpacked, and a `.json`
-- beside it that says what it is.
--
--     <cache_dir>/v1/<host>-<crc>/<dataset>/<whole, or crc of the question>/
--       20260716T073012Z-6868.json                what it is, and the checksum of
--       20260716T073012Z-6868-5f0e2a11.csv        these bytes
--       .new-…/                                   being written
--
-- A `.json` comes last, by a rename, and names its `.csv` by the checksum of what is in it: so what
-- can be found is whole, whoever else writes or was killed meanwhile. What a disk may still do to
-- it afterwards, the checksums show. Names that come from outside are only ever part of a folder's
-- name; which question an entry answers is written in the entry itself.
local compat = require "urssaf.base.compat"
local errors = require "urssaf.base.errors"
local files = require "urssaf.cache.files"
local timestamp = require "urssaf.base.timestamp"
local json = require "urssaf.base.json"
local names = require "urssaf.base.names"

local store = {}

local FORMAT = "v1"
local BLOCK = 64 * 1024
-- after so many seconds nobody is writing any more
local ABANDONED = 86400

-- Loaded when something is kept: without C modules nothing is.
local function crc32(...)
  return require("urssaf.checksum").crc32(...)
end

local function crc(text)
  return ("%08x"):format(crc32(text))
end

-- A folder's name: of letters that every system takes, never a way out.
local function folder_name(text)
  return (text:gsub("[^A-Za-z0-9_.@-]", "_"):gsub("^%.", "_"):sub(1, 80))
end

-- ------------------------------------------------------------------ folders

local function address_folder(folder, base_url)
  local host = base_url:gsub("^%a+://", ""):gsub("/.*$", "")
  return ("%s/%s/%s-%s"):format(folder, FORMAT, folder_name(host), crc(base_url))
end

local function dataset_folder(folder, question)
  local name = folder_name(question.dataset)
  if name ~= question.dataset then name = name .. "-" .. crc(question.dataset) end
  return address_folder(folder, question.base_url) .. "/" .. name
end

local function is_narrowed(question)
  for name in pairs(question) do
    if name ~= "base_url" and name ~= "dataset" then return true end
  end
  return false
end

local function question_folder(folder, question)
  local part = is_narrowed(question) and crc(json.encode(question, "the question")) or "whole"
  return dataset_folder(folder, question) .. "/" .. part
end

-- Makes a folder with all those above it.
local function make_folders(path)
  if files.is_folder(path) then return true end
  local above = path:match("^(.+)/[^/]+/*$")
  if above then
    local ok, problem = make_folders(above)
    if not ok then return nil, problem end
  end
  local made, problem = files.make_folder(path)
  -- another process may have been first
  if made or files.is_folder(path) then return true end
  return nil, ("%s: %s"):format(path, problem or "cannot be made")
end

-- ------------------------------------------------------------------ whole files

local function read_file(path)
  local handle, problem = files.open(path, "rb")
  if not handle then return nil, problem end
  local parts = {}
  local bytes
  repeat
    bytes, problem = files.read(handle, BLOCK)
    parts[#parts + 1] = bytes
  until not bytes
  files.close(handle)
  if problem then return nil, problem end
  return table.concat(parts)
end

local function write_file(path, text)
  local handle, problem = files.open(path, "wb")
  if not handle then return nil, problem end
  local ok, unwritten = files.write(handle, text)
  local closed, unclosed = files.close(handle)
  if ok and closed then return true end
  return nil, unwritten or unclosed
end

-- ------------------------------------------------------------------ entries

-- The file of an entry: what it says, and a checksum of that.
local function sealed(about)
  local text = json.encode(about, "an entry of the cache")
  return ('{"entry":%s,"checksum":"%s"}\n'):format(text, crc(text))
end

-- What an entry has to say for itself, whoever wrote it; its bytes are in its own folder.
local function is_sound(about)
  return type(about) == "table" and type(about.question) == "table"
    and type(about.csv) == "string" and not about.csv:find("[/\\]")
    and type(about.checksum) == "number" and type(about.bytes) == "number"
end

local function unsealed(text, parser)
  local document = json.decode(text, parser)
  local about = type(document) == "table" and document.entry
  if not is_sound(about) then return nil end
  local ok, again = errors.try(json.encode, about, "an entry")
  return ok and crc(again) == document.checksum and about or nil
end

-- The entries of a folder, and the paths of those that are damaged.
local function entries_in(folder, parser)
  local entries, damaged = {}, {}
  for _, name in ipairs(files.list(folder) or {}) do
    if name:find("^[^.].*%.json$") then
      local path = folder .. "/" .. name
      local text = read_file(path)
      local about = text and unsealed(text, parser)
      if about then
        entries[#entries + 1] = { about = about, path = path, folder = folder }
      elseif text or files.age(path) then -- and not just removed
        damaged[#damaged + 1] = path
      end
    end
  end
  return entries, damaged
end

local Store = {}
Store.__index = Store

--- The store in a folder, which need not be there yet.
---@param folder string
---@param parser table? the host's JSON
---@return table store
function store.new(folder, parser)
  return setmetatable({ folder = folder, parser = parser }, Store)
end

--- What is kept for a question, in no order.
---@param question table strings, lists and tables of them; `base_url` and `dataset` at least
---@return table[] entries `{ about =, path =, folder = }`
---@return string[] damaged paths
function Store:entries(question)
  local wanted = json.encode(question, "the question")
  local found, damaged = entries_in(question_folder(self.folder, question), self.parser)
  local entries = {}
  for _, entry in ipairs(found) do
    if json.encode(entry.about.question, "the question") == wanted then
      entries[#entries + 1] = entry
    end
  end
  return entries, damaged
end

--- What is kept of a dataset, whatever the question.
---@param question table `base_url` and `dataset`
---@return table[] entries
---@return string[] damaged paths
function Store:all(question)
  local folder = dataset_folder(self.folder, question)
  local entries, damaged = {}, {}
  for _, name in ipairs(files.list(folder) or {}) do
    local some, bad = entries_in(folder .. "/" .. name, self.parser)
    for _, entry in ipairs(some) do
      local asked = entry.about.question
      if asked.base_url == question.base_url and asked.dataset == question.dataset then
        entries[#entries + 1] = entry
      end
    end
    for _, path in ipairs(bad) do damaged[#damaged + 1] = path end
  end
  return entries, damaged
end

--- The bytes of an entry: an iterator of blocks. At the end it gives nil, and a problem if they are
-- not those that were written.
---@param entry table
---@return function? next_block
---@return string? problem
function store.blocks(entry)
  local about = entry.about
  local handle, problem = files.open(entry.folder .. "/" .. about.csv, "rb")
  if not handle then return nil, problem end
  local sum, size = 0, 0
  return function()
    local bytes, failed = files.read(handle, BLOCK)
    if bytes then
      sum, size = crc32(bytes, sum), size + #bytes
      return bytes
    end
    files.close(handle)
    if failed then return nil, failed end
    if sum ~= about.checksum or size ~= about.bytes then
      return nil, ("%s is not what was written"):format(about.csv)
    end
  end
end

--- Removes an entry.
---@param entry table
---@return boolean? ok
---@return string? problem
function store.remove(entry)
  local ok, problem = files.remove(entry.path)
  if ok then files.remove(entry.folder .. "/" .. entry.about.csv) end
  return ok, problem
end

-- ------------------------------------------------------------------ writing

local Copy = {}
Copy.__index = Copy

-- A folder of one's own to write in; making one is what no two processes can both do.
local function writing_folder(folder, random)
  local problem
  for _ = 1, 10 do
    local path = ("%s/.new-%.0f"):format(folder, random() * 1e15)
    local ok
    ok, problem = files.make_folder(path)
    if ok then return path end
  end
  return nil, ("%s: %s"):format(folder, problem or "no folder can be made in it")
end

-- What those have left who were killed while writing.
local function remove_abandoned(path)
  local newest = files.age(path)
  local inside = files.list(path) or {}
  for _, name in ipairs(inside) do
    newest = math.min(newest or 0, files.age(path .. "/" .. name) or 0)
  end
  if not newest or newest < ABANDONED then return end
  for _, name in ipairs(inside) do files.remove(path .. "/" .. name) end
  files.remove_folder(path)
end

-- Bytes that no entry names any more, or never did.
local function remove_nameless(folder, list, parser)
  local named = {}
  for _, entry in ipairs((entries_in(folder, parser))) do named[entry.about.csv] = true end
  for _, name in ipairs(list) do
    local path = folder .. "/" .. name
    if name:find("%.csv$") and not named[name] and (files.age(path) or 0) >= ABANDONED then
      files.remove(path)
    end
  end
end

local function sweep(folder, parser)
  local list = files.list(folder) or {}
  for _, name in ipairs(list) do
    if name:find("^%.new%-") then remove_abandoned(folder .. "/" .. name) end
  end
  remove_nameless(folder, list, parser)
end

local function begin(self)
  local ok, problem = make_folders(self.folder)
  if not ok then return nil, problem end
  sweep(self.folder, self.parser)
  self.own, problem = writing_folder(self.folder, self.random)
  if not self.own then return nil, problem end
  self.handle, problem = files.open(self.own .. "/csv", "wb")
  return self.handle ~= nil, problem
end

--- Begins to write what answers a question. Nothing that goes wrong with it is an error: `problem`
-- says what, and the copy takes no more.
---@param question table
---@param random function returns a number from 0 to 1
---@return table copy `write`, `keep`, `close`; `problem`
function Store:copy(question, random)
  local copy = compat.finalized(setmetatable({
    folder = question_folder(self.folder, question), question = question, random = random,
    parser = self.parser, checksum = 0, bytes = 0,
  }, Copy))
  local ok, problem = begin(copy)
  if not ok then copy:fail(problem) end
  return copy
end

function Copy:fail(problem)
  self.problem = self.problem or tostring(problem)
  self:close()
end

--- Writes the next bytes.
---@param bytes string
function Copy:write(bytes)
  if not self.handle then return end
  local ok, problem = files.write(self.handle, bytes)
  if not ok then return self:fail(problem) end
  self.checksum, self.bytes = crc32(bytes, self.checksum), self.bytes + #bytes
end

-- A publication's name: when it was processed, and how many rows the dataset had then.
local function name_of(about)
  local processed = timestamp.of_iso(about.data_processed or "")
  if not processed then return ("undated-%08x"):format(about.checksum) end
  return ("%s-%s"):format(timestamp.text(processed):gsub("[-:]", ""), about.records or "x")
end

-- Puts an entry's file in its place, over an older one.
local function put_entry(own, path, about)
  local ok, problem = write_file(own .. "/json", sealed(about))
  if ok then ok, problem = files.rename(own .. "/json", path) end
  return ok, problem
end

-- What had the same name held other bytes of the same publication.
local function remove_former(former, about, parser)
  local old = former and unsealed(former, parser)
  return old and old.csv ~= about.csv and old.csv or nil
end

local function place(self, about)
  local name = name_of(about)
  local path = ("%s/%s.json"):format(self.folder, name)
  about.csv = ("%s-%08x.csv"):format(name, about.checksum)
  local former = remove_former(read_file(path), about, self.parser)
  local ok, problem = files.rename(self.own .. "/csv", self.folder .. "/" .. about.csv)
  if ok then ok, problem = put_entry(self.own, path, about) end
  if ok and former then files.remove(self.folder .. "/" .. former) end
  return ok, problem
end

--- Keeps what was written.
---@param about table what else is to be said of it; gains `question csv checksum bytes`
---@return boolean kept
function Copy:keep(about)
  if not self.handle then return false end
  local handle = self.handle
  self.handle = nil
  local ok, problem = files.close(handle)
  about.question, about.checksum, about.bytes = self.question, self.checksum, self.bytes
  if ok then ok, problem = place(self, about) end
  if not ok then self:fail(problem) end
  self:close()
  return ok and true or false
end

--- Ends it; what was not kept is gone.
function Copy:close()
  if self.handle then files.close(self.handle) end
  self.handle = nil
  if not self.own then return end
  files.remove(self.own .. "/csv")
  files.remove(self.own .. "/json")
  files.remove_folder(self.own)
  self.own = nil
end

Copy.__gc = Copy.close

--- Writes down that an entry was found to be the newest publication still.
---@param entry table
---@param random function as in `copy`
---@param checked_at string
function store.confirm(entry, random, checked_at)
  entry.about.checked_at = checked_at
  local own = writing_folder(entry.folder, random)
  if not own then return end
  put_entry(own, entry.path, entry.about)
  files.remove(own .. "/json")
  files.remove_folder(own)
end

--- An order for entries, the latest first.
---@param ... string fields of `about`, moments in text; one decides where those before are equal
---@return function before
function store.latest_first(...)
  local fields = { ... }
  return function(a, b)
    for _, field in ipairs(fields) do
      local x, y = a.about[field] or "", b.about[field] or ""
      if x ~= y then return names.before(y, x) end
    end
    return names.before(b.path, a.path)
  end
end

return store
