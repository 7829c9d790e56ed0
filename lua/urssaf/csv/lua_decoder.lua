--- The decoder in Lua, for hosts that cannot load a C module. It has the functions of
-- `urssaf.decode`, which lua/urssaf/annotations/decode.lua describes, and gives the same results,
-- many times slower. The fuzzing compares the two.
local utf8 = require "urssaf.base.utf8"
local errors = require "urssaf.base.errors"
local csv_readers = require "urssaf.base.csv_reader"
local tabulation = require "urssaf.csv.tabulation"

local lua_decoder = {}

local Decoder = {}
local METATABLE = { __index = Decoder, __close = function(self) self:close() end }

local MAX_COLUMNS = 4096
local MAX_NAME = 256 -- bytes of a column's name
local TOO_LONG = "a name of more than 256 bytes"
local BOUNDS = { max_line = 1048576, max_units = 1000000, max_periods = 2000 }
local LARGEST_BOUND = 1e15

local function bound(given, otherwise)
  return math.min(math.max(math.floor(given or otherwise), 1), LARGEST_BOUND)
end

--- Starts a decoder.
---@param options urssaf.decode.Options?
---@return urssaf.decode.Decoder
function lua_decoder.csv(options)
  local bounds = {}
  for name, otherwise in pairs(BOUNDS) do bounds[name] = bound((options or {})[name], otherwise) end
  return setmetatable({
    bounds = bounds, state = "heading",
    reader = csv_readers.reader((options or {}).delimiter or ";", bounds.max_line),
  }, METATABLE)
end

local function check_open(self)
  if self.state == "closed" then errors.misuse("attempt to use a closed decoder") end
end

-- ------------------------------------------------------------------ failing

-- A row that cannot be read and has no line end may be cut.
local function fail(self, wrong)
  wrong.cut = wrong.cut or (self.unended ~= nil and self.unended == wrong.line) or nil
  self.err = errors.new(wrong.kind, wrong.message, wrong)
  self.state = "failed"
end

local function fail_at(self, ...)
  fail(self, csv_readers.wrong(...))
end

local function outcome(self)
  if self.state == "failed" then return nil, self.err end
  return true
end

-- ------------------------------------------------------------------ the header

-- A label may begin with byte order marks.
local function without_marks(label)
  while label:find("^\239\187\191") do label = label:sub(4) end
  return label
end

local function trouble_with(name, seen)
  if name == "" then return "a column without a name" end
  if not utf8.is_text(name) then return "the name is not valid UTF-8 text" end
  if #name > MAX_NAME then return TOO_LONG end
  if seen[name] then return "two columns have this name" end
end

local function take_header(self, row)
  if #row > MAX_COLUMNS then
    return fail_at(self, "limit", row.line, MAX_COLUMNS + 1, "too many columns")
  end
  local header, seen = {}, {}
  for i, label in ipairs(row) do
    local name = without_marks(label)
    local what = trouble_with(name, seen)
    if what then
      return fail_at(self, what == TOO_LONG and "limit" or "decode", row.line, i, what)
    end
    header[i], seen[name] = name, true
  end
  self.names, self.state = header, "waiting"
end

--- The columns' names; nil before they are in.
---@return string[]? header
function Decoder:header()
  check_open(self)
  return self.names
end

-- ------------------------------------------------------------------ rows

local function take_rows(self)
  while self.state == "heading" or self.state == "reading" do
    local row, wrong = self.reader:next()
    if row and not row.ended then self.unended = row.line end
    if row and self.state == "heading" then
      take_header(self, row)
    elseif row then
      wrong = self.table:add(row)
    end
    if wrong then fail(self, wrong) end
    if not row then return end
  end
end

--- Says what each column is, once the header is in.
---@param roles urssaf.decode.Role[]
---@return boolean? ok
---@return urssaf.Error? err
function Decoder:roles(roles)
  check_open(self)
  if self.state == "failed" then return nil, self.err end
  if self.state ~= "waiting" then errors.misuse("roles are given once, after the header is in") end
  self.table, self.state = tabulation.new(self.names, roles, self.bounds), "reading"
  take_rows(self)
  return outcome(self)
end

--- Takes the next bytes.
---@param bytes string
---@return boolean? ok
---@return urssaf.Error? err
function Decoder:feed(bytes)
  check_open(self)
  if self.state == "waiting" then
    errors.misuse("the header is in: call roles before feeding more")
  elseif self.state == "ended" or self.state == "finished" then
    errors.misuse("attempt to feed a decoder after the end")
  elseif self.state ~= "failed" then
    self.reader:feed(bytes)
    take_rows(self)
  end
  return outcome(self)
end

-- Reads the last row, which may have no line end.
local function end_input(self)
  if self.state ~= "heading" and self.state ~= "reading" then return end
  self.reader:finish()
  take_rows(self)
  if self.state == "heading" then
    fail_at(self, "decode", 1, 1, "the body is empty")
  elseif self.state == "waiting" then
    fail_at(self, "incomplete", 1, 1, "a header without a line end, cut there")
  elseif self.state == "reading" then
    self.state = "ended"
  end
end

-- ------------------------------------------------------------------ the end

local function refuse_early(self, what)
  if self.state == "waiting" then
    errors.misuse("the header is in: call roles before %s", what)
  end
end

--- Ends the input, and describes the unknown columns, and those that are watched.
---@return table<integer, urssaf.decode.Column>? columns by position
---@return urssaf.Error? err
function Decoder:columns()
  check_open(self)
  refuse_early(self, "columns")
  end_input(self)
  if self.state == "failed" then return nil, self.err end
  if self.state ~= "ended" then
    errors.misuse("call columns before finish")
  end
  return self.table:seen()
end

--- Ends the input and returns the tables, once.
---@param metatable table? of each series
---@return urssaf.decode.Result? result
---@return urssaf.Error? err
function Decoder:finish(metatable)
  check_open(self)
  if self.state == "finished" then errors.misuse("attempt to finish a decoder twice") end
  refuse_early(self, "finishing")
  end_input(self)
  local wrong = self.state == "ended" and (self.table:repeated() or self.table:sparse())
  if wrong then fail(self, wrong) end
  if self.state == "failed" then return nil, self.err end
  self.state = "finished"
  local result = self.table:tables(metatable)
  result.complete = self.unended == nil
  return result
end

--- Frees its memory; may be called any number of times.
function Decoder:close()
  self.reader, self.table, self.state = nil, nil, "closed"
end

return lua_decoder
