--- A cache entry: one kept publication of one query. Its JSON file holds the fields below, without
-- `folder` and `path`, and their checksum:
--
--     {"entry":{…},"checksum":"5f0e2a11"}
--
-- Whoever can write in the folder can also make that checksum. So each field is checked before
-- anything is done with it, and files are found by names that follow from the fields.
local json = require "urssaf.base.json"
local lazy = require "urssaf.base.lazy"
local numbers = require "urssaf.base.numbers"
local publications = require "urssaf.portal.publication"
local timestamp = require "urssaf.base.timestamp"

local reformatted = lazy "urssaf.cache.reformatted" -- needed if others wrote

-- a C module: where it cannot be loaded, nothing is kept
local checksum = lazy "urssaf.checksum"

local entry = {}

--- The most bytes of an entry's file. Those of real datasets have one to five thousand.
entry.MOST_BYTES = 256 * 1024

---@class urssaf.cache.Entry
---@field query urssaf.cache.Query what was fetched (`question` in the file)
---@field csv string the name of the file with the bytes, in the same folder
---@field checksum integer CRC-32 of these bytes
---@field bytes integer how many they are
---@field rows integer
---@field url string of the export
---@field fetched_at string
---@field checked_at string when it was last known to be the newest publication
---@field data_processed string? when the publication was made
---@field records integer? rows of the whole dataset, according to the metadata
---@field metadata urssaf.Metadata as much of them as is needed to decode the bytes again
---@field folder string where both files are
---@field path string of the JSON file
local Entry = {}
Entry.__index = Entry

--- A checksum of text, as eight hexadecimal digits.
---@param text string
---@return string
function entry.crc(text)
  return ("%08x"):format(checksum.crc32(text))
end

-- ------------------------------------------------------------------ what the fields are

local function is_text(value)
  return type(value) == "string" and not value:find("%c")
end

local function is_count(value)
  return (numbers.integer(value) or -1) >= 0
end

local function is_checksum(value)
  return is_count(value) and value < 2 ^ 32
end

local function is_moment(value)
  return type(value) == "string" and timestamp.of_iso(value) ~= nil
end

local function is_list(value)
  if type(value) ~= "table" then return false end
  local count = 0
  for _ in pairs(value) do count = count + 1 end
  for i = 1, count do
    if not is_text(value[i]) then return false end
  end
  return count > 0
end

local function optional(is)
  return function(value) return value == nil or is(value) end
end

local function fields_are_sound(value, fields)
  for name, is in pairs(fields) do
    if not is(value[name]) then return false end
  end
  return true
end

-- Earlier versions wrote `keyed`: whether there was a key.
local QUERY = { base_url = is_text, dataset = is_text, where = optional(is_text),
  from = optional(is_text), to = optional(is_text), measures = optional(is_list),
  dimensions = optional(is_list), key = optional(is_text),
  keyed = optional(function(value) return value == true end) }

--- The checks of an entry's fields.
entry.FIELDS = {
  query = function(value) return value and fields_are_sound(value, QUERY) end,
  csv = is_text, checksum = is_checksum, bytes = is_count, rows = is_count, url = is_text,
  fetched_at = is_moment, checked_at = is_moment, records = optional(numbers.integer),
  data_processed = optional(function(value) return type(value) == "string" end),
  metadata = function(value) return publications.check(value) ~= nil end,
}

-- ------------------------------------------------------------------ making one

-- A copy with these fields alone; nil of what is no table.
local function only(fields, value)
  if type(value) ~= "table" then return nil end
  local copy = {}
  for name in pairs(fields) do copy[name] = value[name] end
  return copy
end

--- The constructor, from the fields of the file, where the query is called `question`.
---@param fields table
---@param path string of the file
---@return urssaf.cache.Entry
function entry.construct(fields, path)
  local self = only(entry.FIELDS, fields)
  self.query = only(QUERY, fields.question)
  self.folder, self.path = path:match("^(.*)/"), path
  return setmetatable(self, Entry)
end

--- The names of an entry's two files: when the publication was made, how many rows the dataset had
-- then, and for the bytes their checksum.
---@param fields table of the entry
---@return string name, string csv
function entry.file_names(fields)
  local processed = timestamp.of_iso(fields.data_processed or "")
  local name = ("undated-%08x"):format(fields.checksum)
  if processed then
    name = ("%s-%s"):format(timestamp.text(processed):gsub("[-:]", ""),
      numbers.text(fields.records) or "x")
  end
  return name .. ".json", ("%s-%08x.csv"):format(name, fields.checksum)
end

--- Whether a file's name is one that `file_names` makes: others in the folder are somebody else's.
---@param name string
---@param extension "json"|"csv"
---@return boolean
function entry.is_file_name(name, extension)
  local stem = name:match("^(.*)%." .. extension .. "$") or ""
  return (stem:find("^undated%-[%x-]+$") or stem:find("^%d+T%d+Z%-[x%x-]+$")) ~= nil
end

-- ------------------------------------------------------------------ the file

-- Whether the fields are of the right kinds, and say the same where one follows from another.
local function is_sound(self)
  if not fields_are_sound(self, entry.FIELDS) then return false end
  local name, csv = entry.file_names(self)
  return self.path == self.folder .. "/" .. name and self.csv == csv
    and self.data_processed == publications.source(self.metadata).data_processed
    and self.records == publications.stated_rows(self.metadata)
end

--- Reads an entry's file.
---@param text string
---@param path string of the file
---@param parser table? the host's JSON
---@return urssaf.cache.Entry? entry nil if the text is not what the library writes
function entry.decode(text, path, parser)
  local body, sum = text:match('^{"entry":(.*),"checksum":"(%x+)"}%s*$')
  local is_as_written = body and entry.crc(body) == sum
  local fields = is_as_written and json.decode(body, parser) or reformatted(text, parser)
  local self = type(fields) == "table" and entry.construct(fields, path)
  return self and is_sound(self) and self or nil
end

-- ------------------------------------------------------------------ dates

--- When the publication was made, or else fetched.
---@return integer seconds
function Entry:dated()
  return timestamp.of_iso(self.data_processed or "") or timestamp.of_iso(self.fetched_at)
end

--- The same as a day, for messages.
---@return string
function Entry:day()
  return timestamp.text(self:dated()):sub(1, 10)
end

return entry
