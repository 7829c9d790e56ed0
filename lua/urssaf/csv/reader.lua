--- CSV in pieces cut anywhere -> rows of cells. Written to be obviously right: what the C module
-- reads is compared with what this reads. (RFC 4180, with LF for a line's end too.)
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
    pieces = {}, size = 0, -- what came behind `text`
    text = "", at = 1, line = 1, begun = false, ended = false,
  }, Reader)
end

-- A row needs a line's end: before there is one, pieces are only collected.
local function take_in(self)
  self.text = self.text:sub(self.at) .. table.concat(self.pieces)
  self.at, self.pieces, self.size = 1, {}, 0
  if self.begun then return end
  local is_marked = self.text:sub(1, #BOM) == BOM
  local may_be = not self.ended and self.text == BOM:sub(1, #self.text)
  self.begun, self.at = is_marked or not may_be, is_marked and #BOM + 1 or 1
end

--- Takes in the next bytes.
---@param bytes string
function Reader:feed(bytes)
  self.pieces[#self.pieces + 1] = bytes
  self.size = self.size + #bytes
  local waiting = #self.text - self.at + 1 + self.size
  if bytes:find("\n", 1, true) or waiting > self.max_line then take_in(self) end
end

--- There are no more bytes.
function Reader:finish()
  self.ended = true
  take_in(self)
end

-- ------------------------------------------------------------------ one row

-- Each of these reads from a place on and returns the next one; or nil where more bytes are
-- needed; or false, and what is wrong.

local function refuse(self, row, kind, what, cut)
  if kind == "limit" then what = ("the line is longer than %.0f bytes"):format(self.max_line) end
  local column = #row + 1
  return false, { kind = kind, line = row.line, column = column, cut = cut,
    message = ("line %d, column %d: %s"):format(row.line, column, what) }
end

-- What must not stand there; a byte beyond the longest line is not looked at.
local function unexpected(self, row, at, what)
  return refuse(self, row, at - row.first < self.max_line and "decode" or "limit", what)
end

local function is_over(self, row, at)
  return at - row.first > self.max_line
end

-- Where a cell's closing quote is.
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

-- What comes behind a cell: a delimiter, the line's end, or nothing.
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

--- The next row: a list of cells, with `line`, where it begins, and `ended`, whether it has a line
-- end. Nil where there is none (yet); or nil and what is wrong: `kind message line column cut`.
---@return table? row
---@return table? wrong
function Reader:next()
  if not self.begun or self.at > #self.text then return nil end
  local row = { line = self.line, lines = 1, first = self.at, ended = false, over = false }
  local at, wrong = read_row(self, row)
  if not at then return nil, wrong end
  self.at, self.line = at, self.line + row.lines
  return row
end

return reader
