--- Places rows of cells, in any order, in a table of units, periods and measures. A row that cannot
-- be placed exactly is refused. Written to be obviously right, since the specs compare the C module
-- with it. The contract is that of `urssaf.decode`, in annotations/decode.lua.
local cells = require "urssaf.csv.cell"
local month_evidence = require "urssaf.csv.month_evidence"
local numbers = require "urssaf.base.numbers"
local order = require "urssaf.domain.order"
local pseudo_units = require "urssaf.domain.pseudo_units"
local rows = require "urssaf.csv.row"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

-- A double may have rounded a whole number from here on.
local ROUNDED_FROM = 2 ^ 53

local tabulation = {}

local Tabulation = {}
Tabulation.__index = Tabulation

-- at most so many series for each of max_units, and so many in all, unless max_units is larger
local SERIES_A_UNIT, MAX_SERIES = 16, 1000000
-- What is made of a panel has a cell for each period of each series. There may be more of them only
-- if one in RARE comes from a row.
local MAX_CELLS, RARE = 5000000, 25
-- a message quotes at most about this many bytes of each text of a unit
local PART = 48

--- Starts a tabulation.
---@param header string[]
---@param roles urssaf.decode.Role[]
---@param options table `max_units max_periods`
---@return table tabulation
function tabulation.new(header, roles, options)
  local columns = rows.columns(header, roles)
  local self = setmetatable({
    columns = columns, roles = roles, texts = columns.texts, measures = columns.measures,
    options = options, units = {}, unit_count = 0, row_count = 0, fractional = {}, months = {},
    rounded = {},
  }, Tabulation)
  for i, role in ipairs(roles) do
    self.months[i] = role.watched and month_evidence.new(columns.frequency) or nil
  end
  for _, i in ipairs(self.texts) do self.has_unknown = self.has_unknown or self:is_unknown(i) end
  return self
end

-- ------------------------------------------------------------------ rows

function Tabulation:extend_grid(period, line)
  local first, last = math.min(self.first or period, period), math.max(self.last or period, period)
  if last - first >= self.options.max_periods then
    return self.columns:wrong("limit", line, self.columns.dating, ("more than %.0f periods"
      .. " between the first and the last (max_periods)"):format(self.options.max_periods))
  end
  self.first, self.last = first, last
end

-- ------------------------------------------------------------------ the unit of a row

-- Whether a column tells this unit from others: a dimension does, and a name whose code is empty or
-- may be that of several pseudo-units.
function Tabulation:tells_apart(texts, i)
  local role = self.roles[i]
  if not role.of then return role.role == "dimension" end
  return texts[role.of] == "" or pseudo_units.is_marked(texts[i])
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
    return self.columns:wrong("limit", line, self.texts[1] or 1,
      ("more than %.0f units (max_units)"):format(most))
  end
  local most_series = math.max(math.min(most * SERIES_A_UNIT, MAX_SERIES), most)
  if (self.unit_count + 1) * #self.measures > most_series then
    return self.columns:wrong("limit", line, self.measures[1],
      ("more than %.0f series, units times measures (max_units)"):format(most_series))
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
  local columns = self.columns
  local wrong = columns:check_width(row)
  if wrong then return wrong end
  local period, values, unit, texts
  period, wrong = columns:period(row)
  wrong = wrong or self:extend_grid(period, row.line) or columns:check_texts(row)
  if wrong then return wrong end
  unit, texts = self:unit(row)
  if not unit then return texts end
  values, wrong = columns:values(row)
  if wrong then return wrong end
  for m, value in pairs(values) do
    if not numbers.integer(value) then
      self.fractional[m] = true
      self.rounded[m] = self.rounded[m] or math.abs(value) >= ROUNDED_FROM
    end
  end
  unit[#unit + 1] = { period = period, texts = texts, values = values, line = row.line }
  self.row_count = self.row_count + 1
  for i, evidence in pairs(self.months) do evidence:note(row[i], period) end
  -- With more rows than periods the unit has one of them twice, unless unknown columns tell the
  -- rows apart: which of them do is known at the end.
  if #unit > self.options.max_periods and not self.has_unknown then return self:repeated() end
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

--- Describes the cells of the unknown columns, and of those that are watched.
---@return table<integer, urssaf.decode.Column> columns by position
function Tabulation:seen()
  local columns = self:unknown()
  for i, evidence in pairs(self.months) do
    columns[i] = columns[i] or {}
    columns[i].months = evidence:judge()
  end
  return columns
end

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

-- Joins excerpts of at most `each` bytes, as long as another has room in a message's `most` bytes.
local function joined(excerpts, each, most)
  local text = excerpts[1] or ""
  for i = 2, #excerpts do
    if #text + each + 16 >= most then break end
    text = text .. ", " .. excerpts[i]
  end
  return text
end

function Tabulation:describe(unit)
  local texts, parts = latest_texts(unit), {}
  for _, i in ipairs(self.texts) do
    if texts[i] ~= "" and self:tells_apart(texts, i) then
      parts[#parts + 1] = utf8.excerpt(texts[i], PART)
    end
  end
  return parts[1] and joined(parts, PART, 160) or "the whole"
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
    quoted[k] = '"' .. utf8.excerpt(self.columns.names[i], rows.NAME) .. '"'
  end
  if list[1] then
    return self.columns:wrong("schema", again.line, list[1], ("an unknown column splits the unit"
      .. " %s: %s%s"):format(self:describe(unit), list[2] and "one of " or "",
      joined(quoted, rows.NAME, 200)))
  end
  return self.columns:wrong("decode", again.line, self.columns.dating,
    ("the unit %s has this period twice, first on line %d"):format(self:describe(unit), first.line))
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

function Tabulation:sparse()
  local size = self.unit_count * ((self.last or -1) - (self.first or 0) + 1)
  if size * #self.measures <= MAX_CELLS or size <= RARE * self.row_count then return nil end
  return self.columns:wrong("limit", 1, self.columns.dating, ("more than %.0f cells, units times"
    .. " measures times periods, of which fewer than one in %.0f is there"):format(MAX_CELLS, RARE))
end

-- ------------------------------------------------------------------ the tables

-- The units in canonical order: compared column by column, the columns by rank.
function Tabulation:sorted()
  local list = {}
  for _, unit in pairs(self.units) do
    list[#list + 1] = { rows = unit, texts = latest_texts(unit) }
  end
  table.sort(list, function(a, b)
    for _, i in ipairs(self.texts) do
      local x, y, width = a.texts[i], b.texts[i], self.roles[i].width or 0
      if x ~= y then return order.before(x, y, width > 0) end
    end
    return false
  end)
  return list
end

function Tabulation:key(texts, unknown)
  local key = {}
  for _, i in ipairs(self.texts) do
    if texts[i] ~= "" and not (unknown[i] and unknown[i].varies) then
      key[self.columns.names[i]] = texts[i]
    end
  end
  return key
end

local SPELLINGS = {
  month = function(period) return ("%d-%02d"):format(math.floor(period / 12), period % 12 + 1) end,
  quarter = function(period) return ("%d-Q%d"):format(math.floor(period / 4), period % 4 + 1) end,
  year = function(period) return ("%d"):format(period) end,
}

function Tabulation:periods()
  local list, spelt = {}, SPELLINGS[self.columns.frequency]
  for period = self.first or 0, self.last or -1 do list[#list + 1] = spelt(period) end
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

local function has_value(unit)
  for _, row in ipairs(unit.rows) do
    if next(row.values) ~= nil then return true end
  end
  return false
end

-- The measures with figures that may have been rounded; nil if there are none.
function Tabulation:rounded_measures()
  local list = tables.filter(self.measures, function(m) return self.rounded[m] end)
  return #list > 0 and tables.map(list, function(m) return self.columns.names[m] end) or nil
end

--- The result of `decoder:finish`, without `complete`.
---@param metatable table? of each series
---@return table result
function Tabulation:tables(metatable)
  local frequency = self.columns.frequency
  local periods, series, keys, unknown = self:periods(), {}, {}, self:unknown()
  for _, unit in ipairs(self:sorted()) do
    local key = self:key(unit.texts, unknown)
    note_key(keys, key)
    for _, m in ipairs(has_value(unit) and self.measures or {}) do
      series[#series + 1] = setmetatable({ measure = self.columns.names[m], frequency = frequency,
        key = key, periods = periods, values = self:values_of(unit, m) }, metatable)
    end
  end
  return { frequency = frequency, periods = periods, series = series, keys = keys,
    rows = self.row_count, rounded = self:rounded_measures() }
end

return tabulation
