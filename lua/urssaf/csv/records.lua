--- Decodes a small body to its rows: the texts of each by the names of their columns. It has the
-- methods of `urssaf.csv.Decoder`, and bounds of its own, since it keeps every row.
local errors = require "urssaf.base.errors"
local csv_readers = require "urssaf.base.csv_reader"
local utf8 = require "urssaf.base.utf8"

local records = {}

-- The release calendar, the only dataset that is read in this way, has some hundreds of rows.
local MAX_RECORD_BYTES, MAX_RECORDS = 4 * 1024 * 1024, 20000
local MAX_COLUMNS = 4096

--- The most bytes of a body.
records.MOST_BYTES = MAX_RECORD_BYTES

---@class urssaf.csv.Records
---@field header string[]? the names of the columns, once they are in
---@field rows table<string, string>[] without the empty cells; a line break in a cell is a blank
local Records = {}
Records.__index = Records

--- Starts a decoder.
---@return urssaf.csv.Records
function records.new()
  return setmetatable({ reader = csv_readers.reader(";", MAX_RECORD_BYTES), rows = {}, bytes = 0 },
    Records)
end

local function wrong_name(name, seen)
  if name == "" then return "a column without a name" end
  if not utf8.is_text(name) then return "the name is not valid UTF-8 text" end
  return seen[name] and "two columns have this name"
end

local function take_header(self, row)
  if #row > MAX_COLUMNS then
    return csv_readers.wrong("limit", row.line, MAX_COLUMNS + 1, "too many columns")
  end
  local header, seen = {}, {}
  for i, name in ipairs(row) do
    local what = wrong_name(name, seen)
    if what then return csv_readers.wrong("decode", row.line, i, what) end
    header[i], seen[name] = name, true
  end
  self.header = header
end

local function take_row(self, row)
  if #row ~= #self.header then
    return csv_readers.wrong("decode", row.line, math.min(#row, #self.header) + 1,
      ("%d cells where the header has %d"):format(#row, #self.header))
  end
  if #self.rows == MAX_RECORDS then
    return csv_readers.wrong("limit", row.line, 1, ("more than %d rows"):format(MAX_RECORDS))
  end
  local fields = {}
  for i, cell in ipairs(row) do
    local text = cell:gsub("[\t\r\n ]+", " "):gsub("^ ", ""):gsub(" $", "")
    if not utf8.is_text(text) then
      return csv_readers.wrong("decode", row.line, i, "not valid UTF-8 text")
    end
    if text ~= "" then fields[self.header[i]] = text end
  end
  self.rows[#self.rows + 1] = fields
end

-- Takes the rows that are in. Of a row that is wrong the end may be missing.
local function take_rows(self)
  local row, wrong = self.reader:next()
  while row do
    self.is_ended = row.ended
    wrong = (self.header and take_row or take_header)(self, row)
    if wrong then break end
    row, wrong = self.reader:next()
  end
  if not wrong then return true end
  wrong.cut = wrong.cut or row ~= nil and not row.ended or nil
  self.err = errors.new(wrong.kind, wrong.message, wrong)
  return nil, self.err
end

--- Takes the next bytes.
---@param bytes string
---@return boolean? ok
---@return urssaf.Error? err kinds `decode limit`
function Records:feed(bytes)
  if self.err then return nil, self.err end
  self.bytes = self.bytes + #bytes
  if self.bytes > MAX_RECORD_BYTES then
    return errors.fail("limit", ("the rows have more than %d bytes"):format(MAX_RECORD_BYTES))
  end
  self.reader:feed(bytes)
  return take_rows(self)
end

--- Ends the body.
---@return table? plain `header records`; `rows`, how many; `complete`, whether the last has a line
-- end; `notes`, none yet
---@return urssaf.Error? err kinds `decode limit`
function Records:finish()
  if self.err then return nil, self.err end
  self.reader:finish()
  local ok, err = take_rows(self)
  if not ok then return nil, err end
  if not self.header then return errors.fail("decode", "line 1, column 1: the body is empty") end
  return { header = self.header, records = self.rows, rows = #self.rows, notes = {},
    complete = self.is_ended }
end

--- Frees its memory.
function Records:close()
  self.reader, self.rows = nil, nil
end

local function has_odd_quotes(line)
  return line:find('"', 1, true) ~= nil and select(2, line:gsub('"', "")) % 2 == 1
end

-- The end of the row that begins at a position: of a line, unless a quote is open there.
local function row_end(body, first)
  local at, is_open = first, false
  repeat
    local stop = body:find("\n", at, true) or #body
    if has_odd_quotes(body:sub(at, stop)) then is_open = not is_open end
    at = stop + 1
  until not is_open or at > #body
  return at - 1
end

--- A body with its header and only those of its rows in which a text occurs: to read these takes
-- less time than to read them all.
---@param body string
---@param text string without quotes
---@return string
function records.excerpt(body, text)
  local kept, first = {}, 1
  while first <= #body do
    local last = row_end(body, first)
    local row = body:sub(first, last)
    if first == 1 or row:find(text, 1, true) then kept[#kept + 1] = row end
    first = last + 1
  end
  return table.concat(kept)
end

return records
