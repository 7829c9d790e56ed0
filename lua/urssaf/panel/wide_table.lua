--- The rows and columns of `panel:wide` as lines. In CSV, columns behind the table describe its
-- rows, so that it can be read back: `columns` says what its columns are, then come the other keys
-- and what is known of the measures. What differs from column to column stands in the first row
-- alone, as a list: "|Ain|Isère".
local csv_columns = require "urssaf.panel.csv_columns"
local errors = require "urssaf.base.errors"
local long_table = require "urssaf.panel.long_table"
local selection = require "urssaf.panel.selection"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local wide = require "urssaf.panel.wide"

local wide_table = {}

-- ------------------------------------------------------------------ what describes the rows

-- The values of an attribute by the position of a series on an axis, the same everywhere on an axis
-- of periods; nil if series at one position differ.
local function values_on(axis, list, value_of)
  local values, is_known = {}, {}
  for _, s in ipairs(list) do
    local at, value = axis.position[s] or 1, value_of(s) or ""
    if is_known[at] and values[at] ~= value then return nil end
    values[at], is_known[at] = value, true
  end
  return values
end

local function escaped(text)
  return (text:gsub("[\\|]", "\\%0"))
end

-- A function that gives the text of an attribute in a row.
local function describer(rows, columns, list, value_of)
  local by_row = values_on(rows, list, value_of)
  if by_row then
    return function(r) return escaped(by_row[rows.name == "period" and 1 or r] or "") end
  end
  local by_column, texts = values_on(columns, list, value_of), {}
  for c in ipairs(by_column and columns.labels or {}) do texts[c] = "|" .. escaped(by_column[c]) end
  local text = table.concat(texts)
  return function(r) return r == 1 and text or "" end
end

-- The columns behind a table: { name =, of = a function that gives the text in a row }.
local function descriptions_of(panel, list, rows, columns)
  local own, notes = tables.set { rows.name, columns.name }, long_table.notes(panel, list)
  local axis = csv_columns.of_axis(columns.name)
  local descriptions = { { name = csv_columns.AXIS, of = function() return axis end } }
  local function add(name, of) table.insert(descriptions, { name = name, of = of }) end
  for _, key in ipairs(unit.key_names(list)) do
    if key == "period" or key == "measure" or not own[key] then
      add(csv_columns.of_key(key), describer(rows, columns, list, function(s)
        return s.key[key]
      end))
    end
  end
  for _, name in ipairs(csv_columns.WIDE) do
    local value_of = csv_columns.OF_SERIES[name]
    if value_of and not own[name] then add(name, describer(rows, columns, list, value_of)) end
  end
  if not own.period then add("period", function() return panel.periods[1] or "" end) end
  add("notes", function(r) return r == 1 and notes or "" end)
  return descriptions
end

-- ------------------------------------------------------------------ lines

local function check_date(rows, date)
  if date and rows.name ~= "period" then
    errors.misuse("date: a row of this table is about no period but a %s: leave out date, or say"
      .. " rows = \"period\"", rows.name)
  end
end

local function value_cells(row, header, labels, form)
  local cells = {}
  for c = 2, #header do
    local value = row[c]
    cells[c - 1] = labels[c] .. (value == nil and form.missing or form.number(value)
      or long_table.refuse(value, header[c], row[1]))
  end
  return cells
end

-- The names that no column of the table may have, since others have them.
local function taken_names(panel, list)
  local taken = tables.set(csv_columns.WIDE)
  taken.date, taken[csv_columns.AXIS] = true, true
  for _, key in ipairs(unit.key_names(list)) do taken[csv_columns.of_key(key)] = true end
  return tables.merge(taken, tables.set(panel.source and panel.source.dimensions or {}))
end

--- The table alone, for JSON.
---@param panel urssaf.Panel
---@param given table checked options
---@param form urssaf.RecordFormat
---@return string[] lines
function wide_table.plain_lines(panel, given, form)
  local result, labels, lines = wide.of(panel, given), {}, {}
  for c, name in ipairs(result.header) do labels[c] = form.label(name) end
  for r, row in ipairs(result.rows) do
    local cells = value_cells(row, result.header, labels, form)
    table.insert(cells, 1, labels[1] .. form.text(row[1]))
    lines[r] = form.open .. table.concat(cells, form.between) .. form.close
  end
  return lines
end

--- The table with the columns that describe it, for CSV.
---@param panel urssaf.Panel
---@param given table checked options
---@param form urssaf.RecordFormat
---@return string[] lines
---@return string[] header
function wide_table.lines(panel, given, form)
  local list = selection.of_measures(panel, given.measure)
  local result, rows, columns = wide.of(panel, given, taken_names(panel, list))
  check_date(rows, given.date)
  local descriptions = given.bare and {} or descriptions_of(panel, list, rows, columns)
  local labels, lines = setmetatable({}, { __index = function() return "" end }), {}
  for r, row in ipairs(result.rows) do
    local cells = { form.text(row[1]) }
    if given.date then cells[2] = form.text(long_table.day(row[1], given.date)) end
    tables.append(cells, value_cells(row, result.header, labels, form))
    for _, one in ipairs(descriptions) do cells[#cells + 1] = form.text(one.of(r)) end
    lines[r] = form.open .. table.concat(cells, form.between) .. form.close
  end
  local header = result.header
  header[1] = csv_columns.of_axis(rows.name)
  if given.date then table.insert(header, 2, "date") end
  return lines, tables.append(header, tables.map(descriptions, function(one) return one.name end))
end

return wide_table
