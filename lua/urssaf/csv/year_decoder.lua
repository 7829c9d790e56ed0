--- The decoder for tables with columns of one year each (see domain/year_columns.lua). The decoder
-- for any table reads what is of no year: from each row it gets these cells, one year for all rows,
-- and the row's number in place of a figure. The figures are read here, each cell once. Its
-- functions are those of `urssaf.decode` that decoder.lua calls, and `begin`.
local cells = require "urssaf.csv.cell"
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"
local csv_readers = require "urssaf.base.csv_reader"
local rows = require "urssaf.csv.row"
local tables = require "urssaf.base.tables"

local year_decoder = {}

local Decoder = {}
Decoder.__index = Decoder

-- The bytes of a row, and how many series there may be for each of max_units and in all: the other
-- decoder's own bounds.
local MAX_LINE, SERIES_A_UNIT, MAX_SERIES = 1048576, 16, 1000000
local MAX_UNITS, MAX_PERIODS = 1000000, 2000

-- The columns that are added. No table has them, since such a column would date its rows.
local YEAR, NUMBER = "annee", "annee_"

--- Starts a decoder.
---@param layout urssaf.YearColumns
---@param module table the decoder for any table: `urssaf.decode`, or lua_decoder.lua
---@param options urssaf.decode.Options
---@return table decoder
function year_decoder.new(layout, module, options)
  local delimiter, most = options.delimiter or ";", options.max_units or MAX_UNITS
  return setmetatable({
    layout = layout, units = module.csv(options), delimiter = delimiter,
    special = '["\r\n' .. delimiter .. "]", reader = csv_readers.reader(delimiter, MAX_LINE),
    most_periods = options.max_periods or MAX_PERIODS,
    most_series = math.max(math.min(most * SERIES_A_UNIT, MAX_SERIES), most),
    figures = {}, fractional = {}, seen = {}, complete = true,
  }, Decoder)
end

-- ------------------------------------------------------------------ errors

local function fail(wrong)
  return errors.fail(wrong.kind, wrong.message, wrong)
end

-- An error of the other decoder, whose lines are those of the table that came. A unit that is there
-- twice is so in every year.
local function located(self, err)
  if not (err and err.column) then return err end
  local position = self.layout.plain[err.column]
  local where = position and ("column %d"):format(position) or "year " .. self.layout.years[1]
  local moved = errors.new(err.kind, err.message:gsub("column %d+", where, 1), err)
  moved.column = position
  return moved
end

-- An error about a figure: its year is in the place of the column's number.
local function wrong_figure(wrong, year)
  wrong.message = wrong.message:gsub("column %d+", "year " .. year, 1)
  wrong.column = nil
  return fail(wrong)
end

-- ------------------------------------------------------------------ rows

local function quoted(self, cell)
  if not cell:find(self.special) then return cell end
  return '"' .. cell:gsub('"', '""') .. '"'
end

-- A list of cells as a line.
local function line_of(self, list)
  return table.concat(list, self.delimiter) .. "\n"
end

local function take_unit(self, row)
  local list = {}
  for i, position in ipairs(self.layout.plain) do list[i] = quoted(self, row[position]) end
  tables.append(list, { self.layout.years[1], ("%d"):format(#self.figures + 1) })
  local ok, err = self.units:feed(line_of(self, list))
  if not ok then return nil, located(self, err) end
  return true
end

-- The cells of a row that are of a year, at their positions in a row of that year alone.
local function cells_of(self, row, year)
  local behind, list = #self.layout.plain + 1, { line = row.line }
  for number in ipairs(self.layout.measures) do
    local position = self.layout.positions[year][number]
    list[behind + number] = position and row[position] or ""
  end
  return list
end

-- Notes what the cells of columns that are no measures hold.
local function note_texts(self, list)
  for _, i in ipairs(self.texts) do
    if list[i] ~= "" then
      local seen = self.seen[i]
      seen.filled, seen.numeric = true, seen.numeric and cells.number(list[i]) ~= nil
    end
  end
end

-- Keeps the values of a row by measure, at the positions of their years.
local function take_figures(self, row)
  local own, columns = {}, self.columns_of_year
  for _, m in ipairs(columns.measures) do own[m] = {} end
  for _, year in ipairs(self.layout.years) do
    local list = cells_of(self, row, year)
    note_texts(self, list)
    local values, wrong = columns:values(list)
    if not values then return wrong_figure(wrong, year) end
    for m, value in pairs(values) do
      own.has_value, own[m][year - self.layout.years[1] + 1] = true, value
      if not numbers.integer(value) then self.fractional[m] = true end
    end
  end
  self.figures[#self.figures + 1] = own
  return true
end

local function wrong_width(self, row)
  local wrong = csv_readers.wrong("decode", row.line, math.min(#row, self.width) + 1,
    ("%d cells where the header has %d"):format(#row, self.width))
  wrong.cut = not row.ended or nil
  return fail(wrong)
end

local function take_row(self, row)
  self.complete = row.ended
  if not self.width then -- the header
    self.width = #row
    return true
  end
  if #row ~= self.width then return wrong_width(self, row) end
  if (#self.figures + 1) * #self.columns_of_year.measures > self.most_series then
    return fail(csv_readers.wrong("limit", row.line, 1,
      ("more than %.0f series, units times measures (max_units)"):format(self.most_series)))
  end
  local ok, err = take_unit(self, row)
  if not ok then return nil, err end
  return take_figures(self, row)
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

--- The names of the columns of a table with a row for each year.
---@return string[]
function Decoder:header()
  return self.layout.header
end

-- Makes the grid, from the first year to the last.
local function make_periods(self)
  local years, periods = self.layout.years, {}
  for year = tonumber(years[1]), tonumber(years[#years]) do
    periods[#periods + 1] = ("%d"):format(year)
  end
  self.periods = periods
  if #periods <= self.most_periods then return true end
  return fail(csv_readers.wrong("limit", 1, 1, ("more than %.0f periods between the first and the"
    .. " last (max_periods)"):format(self.most_periods)))
end

-- The columns with a figure for each year, which are all behind the year itself.
local function note_columns(self, roles)
  self.columns_of_year, self.texts = rows.columns(self.layout.header, roles), {}
  for i = #self.layout.plain + 2, #roles do
    if roles[i].role == "attribute" or roles[i].role == "dimension" then
      table.insert(self.texts, i)
      self.seen[i] = { filled = false, numeric = true }
    end
  end
end

--- Says what each column of a table with a row for each year is. One of texts for each year is left
-- out.
---@param roles urssaf.decode.Role[]
---@return boolean? ok
---@return urssaf.Error? err
function Decoder:roles(roles)
  local ok, err = make_periods(self)
  if not ok then return nil, err end
  note_columns(self, roles)
  local header, own = {}, {}
  for i = 1, #self.layout.plain do
    header[i], own[i] = quoted(self, self.layout.header[i]), roles[i]
  end
  tables.append(header, { YEAR, NUMBER })
  tables.append(own, { { role = "year" }, { role = "measure", rank = 1 } })
  ok, err = self.units:feed(line_of(self, header))
  if not ok then return nil, err end
  return self.units:roles(own)
end

--- Begins with what another decoder was fed up to the header.
---@param roles table[] of the layout's header
---@param begun string[] the bytes
---@return boolean? ok
---@return table? err
function Decoder:begin(roles, begun)
  local ok, err = self:roles(roles)
  if not ok then return nil, err end
  return self:feed(table.concat(begun))
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
  columns, err = self.units:columns()
  if not columns then return nil, located(self, err) end
  for i, seen in pairs(self.seen) do
    local numeric = seen.filled and seen.numeric
    columns[i] = { filled = seen.filled, numeric = numeric, varies = seen.filled and not numeric }
  end
  return columns
end

-- A measure's values; whole numbers, if all of the measure are.
local function values_of(self, own, m)
  for i, value in pairs(own[m]) do
    own[m][i] = self.fractional[m] and value or numbers.integer(value)
  end
  return own[m]
end

--- The tables, once. `rows` counts those of the table that came.
---@param metatable table? of each series
---@return urssaf.decode.Result? result
---@return urssaf.Error? err
function Decoder:finish(metatable)
  local units, err = self.units:finish()
  if not units then return nil, located(self, err) end
  local columns, series = self.columns_of_year, {}
  for _, one in ipairs(units.series) do
    local own = self.figures[one.values[1]]
    for _, m in ipairs(own.has_value and columns.measures or {}) do
      series[#series + 1] = setmetatable({ measure = columns.names[m], frequency = "year",
        key = one.key, periods = self.periods, values = values_of(self, own, m) }, metatable)
    end
  end
  return { frequency = "year", periods = self.periods, series = series, keys = units.keys,
    rows = #self.figures, complete = self.complete }
end

--- Frees its memory.
function Decoder:close()
  self.units:close()
  self.reader, self.figures = nil, nil
end

return year_decoder
