--- A cache entry: one kept publication of one query. Its JSON file holds the fields below, without
-- `folder` and `path`, and their checksum:
--
--     {"entry":{…},"checksum":"5f0e2a11"}
local errors = require "urssaf.base.errors"
local json = require "urssaf.base.json"
local lazy = require "urssaf.base.lazy"
local publications = require "urssaf.portal.publication"
local timestamp = require "urssaf.base.timestamp"

-- a C module: where it cannot be loaded, nothing is kept
local checksum = lazy "urssaf.checksum"

local entry = {}

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

-- The constructor, from the fields of the file, where the query is called `question`.
local function construct(fields, path)
  fields.query, fields.question = fields.question, nil
  fields.folder, fields.path = path:match("^(.*)/"), path
  return setmetatable(fields, Entry)
end

-- The fields of the file.
local function fields_of(self)
  local fields = {}
  for name, value in pairs(self) do fields[name] = value end
  fields.query, fields.question = nil, self.query
  fields.folder, fields.path = nil, nil
  return fields
end

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

-- The name of a publication: when it was made, and how many rows the dataset had then.
local function name_of(fields)
  local processed = timestamp.of_iso(fields.data_processed or "")
  if not processed then return ("undated-%08x"):format(fields.checksum) end
  return ("%s-%s"):format(timestamp.text(processed):gsub("[-:]", ""), fields.records or "x")
end

--- The entry for a publication that was fetched.
---@param written urssaf.cache.Writer `query checksum bytes folder`
---@param metadata urssaf.Metadata
---@param origin table `url fetched_at`
---@param rows integer
---@return urssaf.cache.Entry
function entry.new(written, metadata, origin, rows)
  local fields = {
    question = written.query, checksum = written.checksum, bytes = written.bytes, rows = rows,
    url = origin.url, fetched_at = origin.fetched_at, checked_at = origin.fetched_at,
    data_processed = publications.source(metadata).data_processed,
    records = publications.stated_rows(metadata), metadata = kept_metadata(metadata),
  }
  local name = name_of(fields)
  fields.csv = ("%s-%08x.csv"):format(name, fields.checksum)
  return construct(fields, ("%s/%s.json"):format(written.folder, name))
end

-- ------------------------------------------------------------------ the file

--- The text of an entry's file.
---@return string
function Entry:encode()
  local text = json.encode(fields_of(self), "an entry of the cache")
  return ('{"entry":%s,"checksum":"%s"}\n'):format(text, entry.crc(text))
end

-- Whoever wrote the file, the bytes are looked for in its own folder only.
local function is_sound(fields)
  return type(fields) == "table" and type(fields.question) == "table"
    and type(fields.csv) == "string" and not fields.csv:find("[/\\]")
    and type(fields.checksum) == "number" and type(fields.bytes) == "number"
end

-- The fields of a file that another program has reformatted; nil if they are not those written.
local function reformatted(text, parser)
  local document = json.decode(text, parser)
  if type(document) ~= "table" then return nil end
  local ok, again = errors.try(json.encode, document.entry, "an entry")
  return ok and entry.crc(again) == document.checksum and document.entry or nil
end

--- Reads an entry's file.
---@param text string
---@param path string of the file
---@param parser table? the host's JSON
---@return urssaf.cache.Entry? entry nil if the text is not what was written
function entry.decode(text, path, parser)
  local body, sum = text:match('^{"entry":(.*),"checksum":"(%x+)"}%s*$')
  local is_as_written = body and entry.crc(body) == sum
  local fields = is_as_written and json.decode(body, parser) or reformatted(text, parser)
  if not is_sound(fields) then return nil end
  return construct(fields, path)
end

--- Whether an entry that was read has all that a panel is made of.
---@return boolean
function Entry:is_complete()
  local function is_moment(value)
    return type(value) == "string" and timestamp.of_iso(value) ~= nil
  end
  return type(self.rows) == "number" and type(self.url) == "string"
    and is_moment(self.fetched_at) and is_moment(self.checked_at)
    and (self.data_processed == nil or type(self.data_processed) == "string")
    and publications.check(self.metadata) ~= nil
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
