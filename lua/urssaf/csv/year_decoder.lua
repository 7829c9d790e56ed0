--- The decoder for tables with columns of one year each (see domain/year_columns.lua): rewrites
-- each row as a row for each year, as it comes, and has the decoder for any table read these. Its
-- functions are those of `urssaf.decode` that decoder.lua calls.
local errors = require "urssaf.base.errors"
local csv_readers = require "urssaf.base.csv_reader"

local year_decoder = {}

local Decoder = {}
Decoder.__index = Decoder

-- The bytes of a row: the other decoder's own bound.
local MAX_LINE = 1048576

--- Starts a decoder.
---@param layout urssaf.YearColumns
---@param module table the decoder for any table: `urssaf.decode`, or lua_decoder.lua
---@param options urssaf.decode.Options
---@return table decoder
function year_decoder.new(layout, module, options)
  local delimiter = options.delimiter or ";"
  return setmetatable({
    layout = layout, inner = module.csv(options), delimiter = delimiter,
    special = '["\r\n' .. delimiter .. "]",
    reader = csv_readers.reader(delimiter, MAX_LINE), count = 0, complete = true,
  }, Decoder)
end

-- ------------------------------------------------------------------ rewriting

local function quoted(self, cell)
  if not cell:find(self.special) then return cell end
  return '"' .. cell:gsub('"', '""') .. '"'
end

-- A list of cells as a line.
local function line_of(self, cells)
  return table.concat(cells, self.delimiter) .. "\n"
end

-- The line of the table that a rewritten line comes from, and its year. Line breaks within cells
-- are not counted.
local function origin(self, line)
  local index, years = line - 2, self.layout.years
  local year = index % #years
  return ("%d"):format((index - year) / #years + 2), years[year + 1]
end

-- An error about a rewritten line as one about the table's own: its line, and the year in the place
-- of the column's number.
local function located(self, err)
  if not (err and err.line and err.line > 1) then return err end
  local line, year = origin(self, err.line)
  local message = err.message
    :gsub("^line %d+, column %d+", ("line %s, year %s"):format(line, year))
    :gsub("first on line (%d+)$", function(first)
      return "first on line " .. origin(self, tonumber(first))
    end)
  local moved = errors.new(err.kind, message, err)
  moved.line, moved.column = tonumber(line), nil
  return moved
end

-- Hands on a row for each year.
local function pass_row(self, row)
  local layout, cells = self.layout, {}
  for i, position in ipairs(layout.plain) do cells[i] = quoted(self, row[position]) end
  local behind = #cells + 1
  for _, year in ipairs(layout.years) do
    cells[behind] = year
    for number = 1, #layout.measures do
      local position = layout.positions[year][number]
      cells[behind + number] = position and quoted(self, row[position]) or ""
    end
    local ok, err = self.inner:feed(line_of(self, cells))
    if not ok then return nil, located(self, err) end
  end
  return true
end

local function fail(wrong)
  return errors.fail(wrong.kind, wrong.message, wrong)
end

local function take_row(self, row)
  self.complete = row.ended
  if not self.width then -- the header
    self.width = #row
    return true
  end
  self.count = self.count + 1
  if #row == self.width then return pass_row(self, row) end
  local wrong = csv_readers.wrong("decode", row.line, math.min(#row, self.width) + 1,
    ("%d cells where the header has %d"):format(#row, self.width))
  wrong.cut = not row.ended or nil
  return fail(wrong)
end

local function take_rows(self)
  local row, wrong = self.reader:next()
  while row do
    local ok, err = take_row(self, row)
    if not ok then return nil, err end
    row, wrong = self.reader:next()
  end
  if wrong then return fail(wrong) end
  return true
end

-- ------------------------------------------------------------------ as urssaf.decode

--- The names of the columns of the rewritten table.
---@return string[]
function Decoder:header()
  return self.layout.header
end

--- Says what each column of the rewritten table is.
---@param roles urssaf.decode.Role[]
---@return boolean? ok
---@return urssaf.Error? err
function Decoder:roles(roles)
  local cells = {}
  for i, heading in ipairs(self.layout.header) do cells[i] = quoted(self, heading) end
  local ok, err = self.inner:feed(line_of(self, cells))
  if not ok then return nil, err end
  return self.inner:roles(roles)
end

--- Takes the next bytes of the table, whose header is among them.
---@param bytes string
---@return boolean? ok
---@return urssaf.Error? err
function Decoder:feed(bytes)
  self.reader:feed(bytes)
  return take_rows(self)
end

--- Ends the table, and describes the cells of the attributes without a code.
---@return table<integer, urssaf.decode.Column>? columns
---@return urssaf.Error? err
function Decoder:columns()
  self.reader:finish()
  local ok, err = take_rows(self)
  if not ok then return nil, err end
  local columns
  columns, err = self.inner:columns()
  return columns, located(self, err)
end

--- The tables, once. `rows` counts those of the table that came.
---@param metatable table? of each series
---@return urssaf.decode.Result? result
---@return urssaf.Error? err
function Decoder:finish(metatable)
  local result, err = self.inner:finish(metatable)
  if not result then return nil, located(self, err) end
  result.rows, result.complete = self.count, self.complete
  return result
end

--- Frees its memory.
function Decoder:close()
  self.inner:close()
  self.reader = nil
end

return year_decoder
