--- Places rows of cells, in any order, in a table of units, periods and measures. A row that cannot
-- be placed exactly is refused. Written to be obviously right, since the specs compare the C module
-- with it. The contract is that of `urssaf.decode`, in meta/decode.lua.
local cells = require "urssaf.csv.cell"
local readers = require "urssaf.csv.reader"
local utf8 = require "urssaf.base.utf8"
local numbers = require "urssaf.base.numbers"
local names = require "urssaf.base.names"

local tabulation = {}

local Tabulation = {}
Tabulation.__index = Tabulation

local SERIES_A_UNIT = 16
-- about how many bytes a message quotes at most of a column's name, a cell, a row, a unit
local NAME, CELL, BEGINNING, PART = 80, 64, 200, 48

-- The columns with one of these roles, by rank, then in the order of the header.
local function by_rank(roles, wanted)
  local list = {}
  for i, role in ipairs(roles) do
    if wanted[role.role] then list[#list + 1] = i end
  end
  table.sort(list, function(a, b)
    local left, right = roles[a].rank or 0, roles[b].rank or 0
    if left ~= right then return left < right end
    return a < b
  end)
  return list
end

local function column_of(roles, wanted)
  for i, role in ipairs(roles) do
    if role.role == wanted then return i end
  end
end

--- Starts a tabulation.
---@param header string[]
---@param roles urssaf.decode.Role[]
---@param options table `max_units max_periods`
---@return table tabulation
function tabulation.new(header, roles, options)
  local columns = {}
  for i, role in ipairs(roles) do columns[i] = role.name or header[i] end
  return setmetatable({
    roles = roles, columns = columns, options = options,
    units = {}, unit_count = 0, row_count = 0, fractional = {},
    texts = by_rank(roles, { dimension = true, attribute = true }),
    measures = by_rank(roles, { measure = true }),
    year = column_of(roles, "year"), quarter = column_of(roles, "quarter"),
    last_day = column_of(roles, "last_day"),
  }, Tabulation)
end

function Tabulation:is_quarterly()
  return self.quarter ~= nil or self.last_day ~= nil
end

-- ------------------------------------------------------------------ what is wrong

function Tabulation:wrong(kind, line, column, what)
  local name = self.columns[column]
  return readers.wrong(kind, line, column, what, name and utf8.excerpt(name, NAME))
end

function Tabulation:wrong_cell(row, column, what)
  return self:wrong("decode", row.line, column, ('%s: "%s"'):format(what,
    utf8.excerpt(row[column], CELL)))
end

-- ------------------------------------------------------------------ a row

function Tabulation:check_width(row)
  local expected = #self.roles
  if #row == expected then return nil end
  if #row == 1 and row[1] == "" then return self:wrong("decode", row.line, 1, "an empty line") end
  return self:wrong("decode", row.line, math.min(#row, expected) + 1,
    ('%d cells where the header has %d, in the row that begins "%s"'):format(#row, expected,
      utf8.excerpt(row[1], BEGINNING)))
end

-- The period of a row as a number, one more for each later period; or nil, and what is wrong.
function Tabulation:period(row)
  local year, quarter
  if self.year then
    year = cells.year(row[self.year])
    if not year then return nil, self:wrong_cell(row, self.year, "not a year") end
  end
  if self.quarter then
    quarter = cells.quarter(row[self.quarter])
    if not quarter then return nil, self:wrong_cell(row, self.quarter, "not a quarter") end
  end
  if self.last_day then
    local day_year, day_quarter = cells.last_day(row[self.last_day])
    if not day_year then
      return nil, self:wrong_cell(row, self.last_day, "not the last day of a quarter")
    end
    if (year or day_year) ~= day_year or (quarter or day_quarter) ~= day_quarter then
      return nil, self:wrong_cell(row, self.last_day,
        "contradicts the other time columns of its row")
    end
    year, quarter = day_year, day_quarter
  end
  return self:is_quarterly() and year * 4 + (quarter or 1) - 1 or year
end

function Tabulation:extend_grid(period, line)
  local first, last = math.min(self.first or period, period), math.max(self.last or period, period)
  if last - first >= self.options.max_periods then
    return self:wrong("limit", line, self.last_day or self.year, ("more than %.0f periods between"
      .. " the first and the last (max_periods)"):format(self.options.max_periods))
  end
  self.first, self.last = first, last
end

-- The values by measure; or nil, and what is wrong.
function Tabulation:values(row)
  local values = {}
  for _, m in ipairs(self.measures) do
    if row[m] ~= "" then
      local value = cells.number(row[m])
      if not value then
        return nil, self:wrong_cell(row, m, "not a number (digits, with a decimal point if any)")
      end
      values[m] = value
      if not numbers.integer(value) then self.fractional[m] = true end
    end
  end
  return values
end

-- By role, so that of several wrong cells the same one is named as by the C module.
function Tabulation:check_texts(row)
  for _, role in ipairs { "ignored", "dimension", "attribute" } do
    for i, column in ipairs(self.roles) do
      if column.role == role and not utf8.is_text(row[i]) then
        return self:wrong_cell(row, i, "not valid UTF-8 text")
      end
    end
  end
end

-- ------------------------------------------------------------------ the unit of a row

-- Whether a column tells this unit from others: a dimension does, and a name whose code is empty.
function Tabulation:tells_apart(texts, i)
  local role = self.roles[i]
  return role.role == "dimension" or (role.of ~= nil and texts[role.of] == "")
end

function Tabulation:identity(texts)
  local parts = {}
  for k, i in ipairs(self.texts) do
    parts[k] = self:tells_apart(texts, i) and ("%d:%s"):format(#texts[i], texts[i]) or "-"
  end
  return table.concat(parts, ";")
end

function Tabulation:check_bounds(line)
  local most = self.options.max_units
  if self.unit_count >= most then
    return self:wrong("limit", line, self.texts[1] or 1, ("more than %.0f units (max_units)")
      :format(most))
  end
  local series = (self.unit_count + 1) * #self.measures
  if math.floor(series / SERIES_A_UNIT) > most then
    return self:wrong("limit", line, self.measures[1], ("more than %.0f series (%d times"
      .. " max_units)"):format(most * SERIES_A_UNIT, SERIES_A_UNIT))
  end
end

-- The unit of a row; or nil, and what is wrong.
function Tabulation:unit(row)
  local texts = {}
  for _, i in ipairs(self.texts) do texts[i] = cells.code(row[i], self.roles[i].width) end
  local id = self:identity(texts)
  if not self.units[id] then
    local wrong = self:check_bounds(row.line)
    if wrong then return nil, wrong end
    self.units[id] = { texts = texts }
    self.unit_count = self.unit_count + 1
  end
  return self.units[id], texts
end

--- Adds a row.
---@param row table of reader:next
---@return table? wrong `kind message line column`
function Tabulation:add(row)
  local wrong = self:check_width(row)
  if wrong then return wrong end
  local period, values, unit, texts
  period, wrong = self:period(row)
  wrong = wrong or self:extend_grid(period, row.line)
  if wrong then return wrong end
  values, wrong = self:values(row)
  wrong = wrong or self:check_texts(row)
  if wrong then return wrong end
  unit, texts = self:unit(row)
  if not unit then return texts end
  unit[#unit + 1] = { period = period, texts = texts, values = values, line = row.line }
  self.row_count = self.row_count + 1
end

-- ------------------------------------------------------------------ unknown columns

-- An attribute without a code.
function Tabulation:is_unknown(i)
  return self.roles[i].role == "attribute" and not self.roles[i].of
end

function Tabulation:varies(i)
  for _, unit in pairs(self.units) do
    for _, row in ipairs(unit) do
      if row.texts[i] ~= unit[1].texts[i] then return true end
    end
  end
  return false
end

-- Whether a column has a cell that is not empty, and then whether all such cells are numbers.
function Tabulation:contents_of(i)
  local filled, numeric = false, true
  for _, unit in pairs(self.units) do
    for _, row in ipairs(unit) do
      local cell = row.texts[i]
      if cell ~= "" then filled, numeric = true, numeric and cells.number(cell) ~= nil end
    end
  end
  return filled, filled and numeric
end

--- Describes the cells of the unknown columns.
---@return table<integer, urssaf.decode.Column> columns by position
function Tabulation:unknown()
  local columns = {}
  for _, i in ipairs(self.texts) do
    if self:is_unknown(i) then
      local filled, numeric = self:contents_of(i)
      columns[i] = { filled = filled, numeric = numeric, varies = self:varies(i) }
    end
  end
  return columns
end

-- ------------------------------------------------------------------ a period that comes twice

-- For each column, the text of the latest period in which it is not empty.
local function latest_texts(unit)
  local texts, periods = {}, {}
  for _, row in ipairs(unit) do
    for i, text in pairs(row.texts) do
      texts[i] = texts[i] or ""
      if text ~= "" and (not periods[i] or row.period > periods[i]) then
        texts[i], periods[i] = text, row.period
      end
    end
  end
  return texts
end

function Tabulation:describe(unit)
  local texts, parts = latest_texts(unit), {}
  for _, i in ipairs(self.texts) do
    if texts[i] ~= "" and self:tells_apart(texts, i) then
      parts[#parts + 1] = utf8.excerpt(texts[i], PART)
    end
  end
  return parts[1] and table.concat(parts, ", ") or "the whole"
end

-- The unknown columns that may be the dimension by which two rows of one period differ; none, if
-- the rows are equal in all of them.
function Tabulation:splitting(first, again)
  local differ, list = false, {}
  for _, i in ipairs(self.texts) do
    if self:is_unknown(i) then
      differ = differ or first.texts[i] ~= again.texts[i]
      if self:varies(i) then list[#list + 1] = i end
    end
  end
  return differ and list or {}
end

-- Two rows of one unit and period: either an unknown column is a dimension, or one row is wrong.
function Tabulation:wrong_repeat(unit, first, again)
  local list, quoted = self:splitting(first, again), {}
  for k, i in ipairs(list) do
    quoted[k] = '"' .. utf8.excerpt(self.columns[i], NAME) .. '"'
  end
  if list[1] then
    return self:wrong("schema", again.line, list[1], ("an unknown column splits the unit"
      .. " %s: take it in with dimensions = { ... }; it is %s%s"):format(self:describe(unit),
      list[2] and "among " or "", table.concat(quoted, ", ")))
  end
  return self:wrong("decode", again.line, self.last_day or self.year, ("the unit %s has this period"
    .. " twice, first on line %d"):format(self:describe(unit), first.line))
end

--- The first row that repeats a period of its unit, if there is one.
---@return table? wrong `kind message line column`
function Tabulation:repeated()
  local worst
  for _, unit in pairs(self.units) do
    local seen = {}
    for _, row in ipairs(unit) do
      local first = seen[row.period]
      if first and not (worst and worst.again.line <= row.line) then
        worst = { unit = unit, first = first, again = row }
      end
      seen[row.period] = first or row
    end
  end
  return worst and self:wrong_repeat(worst.unit, worst.first, worst.again)
end

-- ------------------------------------------------------------------ the tables

-- A string that sorts as codes do: letters before digits (2A before 21), empty ones last.
local function sort_key(text, width)
  if text == "" then return "\255" end
  if not width or width == 0 then return "\1" .. text end
  return "\1" .. text:gsub(".", function(c) return (c:find("%d") and "\2" or "\1") .. c end)
end

-- The units in canonical order: by the texts of their columns, by rank.
function Tabulation:sorted()
  local list = {}
  for _, unit in pairs(self.units) do
    local texts, order = latest_texts(unit), {}
    for k, i in ipairs(self.texts) do order[k] = sort_key(texts[i], self.roles[i].width) end
    list[#list + 1] = { rows = unit, texts = texts, order = order }
  end
  table.sort(list, function(a, b)
    for k = 1, #a.order do
      if a.order[k] ~= b.order[k] then return names.before(a.order[k], b.order[k]) end
    end
    return false
  end)
  return list
end

function Tabulation:key(texts, unknown)
  local key = {}
  for _, i in ipairs(self.texts) do
    if texts[i] ~= "" and not (unknown[i] and unknown[i].varies) then
      key[self.columns[i]] = texts[i]
    end
  end
  return key
end

function Tabulation:periods()
  local list = {}
  for period = self.first or 0, self.last or -1 do
    list[#list + 1] = self:is_quarterly()
      and ("%d-Q%d"):format(math.floor(period / 4), period % 4 + 1) or ("%d"):format(period)
  end
  return list
end

function Tabulation:values_of(unit, m)
  local values = {}
  for _, row in ipairs(unit.rows) do
    local value = row.values[m]
    if value then
      values[row.period - self.first + 1] = self.fractional[m] and value + 0.0
        or numbers.integer(value)
    end
  end
  return values
end

local function note_key(keys, key)
  for name, value in pairs(key) do
    keys[name] = keys[name] or {}
    keys[name][value] = true
  end
end

--- The result of `decoder:finish`, without `complete`.
---@param metatable table? of each series
---@return table result
function Tabulation:tables(metatable)
  local frequency = self:is_quarterly() and "quarter" or "year"
  local periods, series, keys, unknown = self:periods(), {}, {}, self:unknown()
  for _, unit in ipairs(self:sorted()) do
    local key = self:key(unit.texts, unknown)
    note_key(keys, key)
    for _, m in ipairs(self.measures) do
      series[#series + 1] = setmetatable({ measure = self.columns[m], frequency = frequency,
        key = key, periods = periods, values = self:values_of(unit, m) }, metatable)
    end
  end
  return { frequency = frequency, periods = periods, series = series, keys = keys,
    rows = self.row_count }
end

return tabulation
