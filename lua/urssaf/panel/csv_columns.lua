--- The columns of a panel that is written as CSV, which is read back by them. The module that
-- writes and those that read agree here.
--
-- A long table has a row for each cell, a wide one is that of `panel:wide` with columns behind it
-- that describe its rows.
local additivity = require "urssaf.domain.additivity"
local numbers = require "urssaf.base.numbers"
local tables = require "urssaf.base.tables"

local csv_columns = {}

--- What describes a cell beside its value; in a wide table, the cells of a row.
csv_columns.OF_CELL = { "numerator", "denominator", "status", "present", "expected", "absent",
  "without", "addend" }

-- The columns around those of a cell.
local function around_cells(before)
  return tables.append(tables.append(before, csv_columns.OF_CELL), { "dataset", "notes" })
end

--- The columns of a long table other than keys, in their order; keys stand before `name`, and the
-- day, if there is one, is `date` behind the period.
csv_columns.LONG = around_cells { "name", "measure", "value", "unit", "transform", "nature",
  "formula" }

--- The columns behind a wide table, other than those of keys. The first of them says what the
-- columns of the table are; with it a reader knows where the table ends.
csv_columns.AXIS = "columns"
csv_columns.WIDE = around_cells { "period", "measure", "unit", "transform", "nature", "formula" }

--- What describes a series, other than its key: the same in all its cells.
csv_columns.FIELDS = { "measure", "unit", "transform", "nature", "formula", "dataset" }

--- Columns by which a long table is recognized.
csv_columns.REQUIRED = { "period", "measure", "value" }

local OWN = tables.merge(tables.set(csv_columns.LONG), tables.set(csv_columns.WIDE),
  { date = true, [csv_columns.AXIS] = true })

--- Whether a column is none of a key.
---@param name string
---@return boolean
function csv_columns.is_own(name)
  return OWN[name] == true
end

--- The column of a key: a key with the name of another column, as "value", is "key.value".
---@param name string of the key
---@return string
function csv_columns.of_key(name)
  return (OWN[name] or name:find "^key%.") and "key." .. name or name
end

--- What an axis of a wide table is called: "period", "measure", or the column of a key.
---@param name string
---@return string
function csv_columns.of_axis(name)
  return (name == "period" or name == "measure") and name or csv_columns.of_key(name)
end

--- The key that a column is of.
---@param column string
---@return string
function csv_columns.key_of(column)
  return (column:gsub("^key%.", "", 1))
end

--- What a value is, in the order in which several words stand in a cell. A value that is nothing
-- else is final.
--
--   final        as the publication has it
--   estimated    the data say that it is an estimate, or made of one
--   provisional  a figure so young usually changes in later publications
--   filled       it stands for an empty cell
--   partial      a sum without some of the units that should be in it
--   break        a known break of the series affects it
--   missing      there is no value
csv_columns.STATUSES = { "final", "estimated", "provisional", "filled", "partial", "break",
  "missing" }

--- What a text that is the same in all cells of a wide table's row means for those without a value,
-- by the name of the column. In the other columns it means itself.
csv_columns.WITHOUT_VALUE = { status = "missing", present = "0" }

--- The natures that are written.
csv_columns.NATURES = tables.set { "flow", "stock", "count", "change", "window", "ratio",
  "unknown" }

-- ------------------------------------------------------------------ what a ratio is made of

local function part_text(part)
  return part.measure:find(" + ", 1, true) and "(" .. part.measure .. ")" or part.measure
end

--- The parts of a ratio that a file can tell of: not those of a share, since the whole is no
-- measure.
---@param s urssaf.Series
---@return table?
function csv_columns.parts_of(s)
  return s.parts and not s.parts.whole and s.parts or nil
end

local function formula_of(s)
  local parts = csv_columns.parts_of(s)
  if not parts then return s.computed end
  return (parts.factor and numbers.text(parts.factor) .. " * " or "")
    .. part_text(parts.numerator) .. " / " .. part_text(parts.denominator)
end

-- A measure, or several that are added up, within brackets.
local function part_of(text)
  return text:match "^%((.+)%)$" or (text:find "^[^ ()]+$" and text) or nil
end

--- The parts of a formula such as "100 * a / (b + c)"; nil if it is none.
---@param text string
---@return { numerator: string, denominator: string, factor: number? }?
function csv_columns.parse_formula(text)
  local factor, rest = text:match "^([%d.]+) %* (.+)$"
  local numerator, denominator = (rest or text):match "^(.-) / (.+)$"
  numerator, denominator = part_of(numerator or ""), part_of(denominator or "")
  if not (numerator and denominator) or factor and not numbers.parse(factor) then return nil end
  return { numerator = numerator, denominator = denominator,
    factor = factor and (numbers.integer(numbers.parse(factor)) or numbers.parse(factor)) or nil }
end

-- ------------------------------------------------------------------ what describes a series

-- A nature that was lost on purpose is not the same as one that is not known.
local function nature_of(s)
  return s.nature == "unknown" and "unknown" or additivity.nature(s)
end

--- What is the same in all cells of a series, by the name of the column.
---@type table<string, fun(s: urssaf.Series): string?>
csv_columns.OF_SERIES = {
  measure = function(s) return s.measure end,
  unit = additivity.unit,
  transform = function(s) return s.transform end,
  nature = nature_of,
  formula = formula_of,
  dataset = function(s) return s.dataset end,
}

return csv_columns
