--- Reads rows of cells from CSV (RFC 4180, with LF as a line end too) that comes in blocks cut
-- anywhere. Written to be obviously right, since the specs compare the C module with it.
local reader = {}

local Reader = {}
Reader.__index = Reader

local BOM = "\239\187\191"

--- Starts a reader.
---@param delimiter string
---@param max_line integer the most bytes of a row
---@return table reader
function reader.reader(delimiter, max_line)
  return setmetatable({
    delimiter = delimiter, max_line = max_line, stops = "[\r\n\"" .. delimiter .. "]",
    blocks = {}, size = 0, -- received, but not yet part of `text`
    text = "", at = 1, line = 1, begun = false, ended = false,
    is_quoted = false, -- what comes next is within quotes
  }, Reader)
end

-- Makes the blocks part of `text`; skips a BOM.
local function take_in(self)
  self.text = self.text:sub(self.at) .. table.concat(self.blocks)
  self.at, self.blocks, self.size = 1, {}, 0
  if self.begun then return end
  local is_marked = self.text:sub(1, #BOM) == BOM
  local may_be = not self.ended and self.text == BOM:sub(1, #self.text)
  self.begun, self.at = is_marked or not may_be, is_marked and #BOM + 1 or 1
end

-- Whether a row may end in these bytes: at a line end outside of quotes.
local function may_end_row(self, bytes)
  local found = false
  for text, quote in bytes:gmatch('([^"]*)("?)') do
    found = found or not self.is_quoted and text:find("\n", 1, true) ~= nil
    if quote ~= "" then self.is_quoted = not self.is_quoted end
  end
  return found
end

--- Takes the next bytes. Until a row may end they are only collected: a row that comes in many
-- blocks is not read again with each.
---@param bytes string
function Reader:feed(bytes)
  self.blocks[#self.blocks + 1] = bytes
  self.size = self.size + #bytes
  local waiting = #self.text - self.at + 1 + self.size
  if may_end_row(self, bytes) or waiting > self.max_line then take_in(self) end
end

--- Says that there are no more bytes.
function Reader:finish()
  self.ended = true
  take_in(self)
end

-- ------------------------------------------------------------------ one row

--- What is wrong at a cell.
---@param kind string of the error
---@param line integer
---@param column integer
---@param what string
---@param name string? of the column
---@return table wrong `kind line column message`
function reader.wrong(kind, line, column, what, name)
  return { kind = kind, line = line, column = column, message = ("line %d, column %d%s: %s"):format(
    line, column, name and " (" .. name .. ")" or "", what) }
end

-- Each of these functions reads from a position on and returns the position behind what it read;
-- nil if more bytes are needed; or false, and what is wrong.

local function refuse(self, row, kind, what, cut)
  if kind == "limit" then what = ("the line is longer than %.0f bytes"):format(self.max_line) end
  local wrong = reader.wrong(kind, row.line, #row + 1, what)
  wrong.cut = cut
  return false, wrong
end

-- A byte that must not be there; if it is beyond the longest line allowed, that is the error.
local function unexpected(self, row, at, what)
  return refuse(self, row, at - row.first < self.max_line and "decode" or "limit", what)
end

local function is_over(self, row, at)
  return at - row.first > self.max_line
end

-- The position of a cell's closing quote.
local function closing_quote(self, row, at)
  while true do
    at = self.text:find('"', at, true)
    if is_over(self, row, (at or #self.text) + 1) then
      return refuse(self, row, "limit")
    elseif not at and self.ended then
      return refuse(self, row, "decode", "a quote is not closed before the end", true)
    elseif not at or (at == #self.text and not self.ended) then
      return nil
    end
    if self.text:sub(at + 1, at + 1) ~= '"' then return at end
    at = at + 2
  end
end

local function quoted_cell(self, row, at)
  local closing, wrong = closing_quote(self, row, at + 1)
  if not closing then return closing, wrong end
  local cell = self.text:sub(at + 1, closing - 1):gsub('""', '"')
  for _ in cell:gmatch("\n") do row.lines = row.lines + 1 end
  return closing + 1, cell
end

local function plain_cell(self, row, at)
  local stop = self.text:find(self.stops, at)
  if not stop and not self.ended and not is_over(self, row, #self.text + 1) then return nil end
  stop = stop or #self.text + 1
  if is_over(self, row, stop) then return refuse(self, row, "limit") end
  if self.text:sub(stop, stop) == '"' then
    return unexpected(self, row, stop, "a quote inside a cell that does not begin with one")
  end
  return stop, self.text:sub(at, stop - 1)
end

-- Behind a cell there is a delimiter, the line end, or nothing.
local function separator(self, row, at)
  local after = self.text:sub(at, at)
  if after == self.delimiter then return at + 1 end
  row.over = true
  if after == "\r" then
    local behind = self.text:sub(at + 1, at + 1)
    if behind == "" then return self.ended and at + 1 or nil end
    if behind ~= "\n" then
      return unexpected(self, row, at + 1, "a carriage return without a line feed")
    end
    at, after = at + 1, "\n"
  end
  row.ended = after == "\n"
  if row.ended then return at + 1 end
  if after ~= "" then
    return unexpected(self, row, at, "text after the closing quote of a cell")
  end
  return self.ended and at or nil
end

local function read_row(self, row)
  local at = row.first
  repeat
    local is_quoted = self.text:sub(at, at) == '"'
    local stop, cell = (is_quoted and quoted_cell or plain_cell)(self, row, at)
    if not stop then return stop, cell end
    if is_over(self, row, stop) then return refuse(self, row, "limit") end
    local next_at, wrong = separator(self, row, stop)
    if not next_at then return next_at, wrong end
    if is_over(self, row, next_at) then return refuse(self, row, "limit") end
    row[#row + 1], at = cell, next_at
  until row.over
  return at
end

--- The next row.
---@return table? row a list of cells; `line` is its first line, `ended` whether it has a line end.
-- nil if there is none yet
---@return table? wrong `kind message line column cut`
function Reader:next()
  if not self.begun or self.at > #self.text then return nil end
  local row = { line = self.line, lines = 1, first = self.at, ended = false, over = false }
  local at, wrong = read_row(self, row)
  if not at then return nil, wrong end
  self.at, self.line = at, self.line + row.lines
  return row
end

return reader
