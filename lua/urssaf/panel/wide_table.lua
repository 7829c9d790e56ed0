--- The rows and columns of `panel:wide` as lines. In CSV, columns behind the table describe its
-- rows, so that it can be read back: `columns` says what its columns are, then come the other keys,
-- what is known of the measures and what is known of the cells. What differs from column to column
-- is a list, "|Ain|Isère": of what is the same in each row it stands in the first one alone.
local cell_facts = require "urssaf.panel.cell_facts"
local csv_columns = require "urssaf.panel.csv_columns"
local errors = require "urssaf.base.errors"
local long_table = require "urssaf.panel.long_table"
local selection = require "urssaf.panel.selection"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local wide = require "urssaf.panel.wide"

local wide_table = {}

local IS_OF_CELL = tables.set(csv_columns.OF_CELL)

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

-- ------------------------------------------------------------------ what describes the cells

-- A cell of a series that there is not: it has no status.
local NO_CELL = { has_value = false }

-- A function that gives the facts of a cell as texts, by the names of `csv_columns.OF_CELL`, and
-- whether it has a value. Cells of which little is known share one table.
local function describer_of_cells(panel, form)
  local facts, of_series, parts_of, plain = cell_facts.of(panel), {}, {}, {}
  return function(s, i)
    local function text(value)
      return value == nil and form.missing or (long_table.number(value, s, i, form):gsub('"', ""))
    end
    if not of_series[s] then
      of_series[s], parts_of[s] = facts(s), cell_facts.parts(s) or function() end
    end
    local status, present, expected, absent, without, addend = of_series[s](i)
    local numerator, denominator = parts_of[s](i)
    local is_plain = not (absent or without or addend or numerator or denominator)
    local id = is_plain and ("%s\n%s\n%s"):format(status, tostring(present), tostring(expected))
    if id and plain[id] then return plain[id] end
    local cell = { status = status, present = text(present), expected = text(expected),
      absent = text(absent), without = text(without), addend = text(addend),
      numerator = text(numerator), denominator = text(denominator),
      has_value = s.values[i] ~= nil }
    if id then plain[id] = cell end
    return cell
  end
end

-- The text that is the same in all cells of a row, but for those whose value is missing; nil if
-- there is none.
local function common_text(cells, name)
  local missing, common = csv_columns.WITHOUT_VALUE[name], nil
  for _, cell in ipairs(cells) do
    local is_other = missing and not cell.has_value
    if not is_other then common = common or cell[name] end
    if cell[name] ~= (is_other and missing or common) or not cell[name] then return nil end
  end
  return common or missing or #cells == 0 and ""
end

-- What describes the cells of a row, by name: a text for all of them, or a list.
local function texts_of(cells)
  local texts, kinds = {}, tables.unique(cells)
  for _, name in ipairs(csv_columns.OF_CELL) do
    texts[name] = common_text(kinds, name)
      or "|" .. table.concat(tables.map(cells, function(cell) return cell[name] or "" end), "|")
  end
  return texts
end

-- A function that gives what describes the cells of row `r`.
local function describer_of_rows(panel, result, rows, columns, owners, form)
  local describe = describer_of_cells(panel, form)
  return function(r)
    local cells = {}
    for c = 1, #result.header - 1 do
      local s = owners[r][c]
      local i = rows.name == "period" and r or columns.name == "period" and c or 1
      cells[c] = s and describe(s, i) or NO_CELL
    end
    return texts_of(cells)
  end
end

-- ------------------------------------------------------------------ the columns behind a table

-- The columns behind a table: { name =, of = a function that gives the text in a row, if it is no
-- fact of its cells }.
local function descriptions_of(panel, list, rows, columns)
  local axis, notes = csv_columns.of_axis(columns.name), long_table.notes(panel, list)
  local is_axis = tables.set { axis, csv_columns.of_axis(rows.name) }
  local descriptions = { { name = csv_columns.AXIS, of = function() return axis end } }
  local function add(name, of) table.insert(descriptions, { name = name, of = of }) end
  for _, key in ipairs(unit.key_names(list)) do
    local name = csv_columns.of_key(key)
    if not is_axis[name] then
      add(name, describer(rows, columns, list, function(s) return s.key[key] end))
    end
  end
  for _, name in ipairs(csv_columns.WIDE) do
    local value_of = csv_columns.OF_SERIES[name]
    if value_of and not is_axis[name] then add(name, describer(rows, columns, list, value_of)) end
    if IS_OF_CELL[name] then add(name) end
  end
  if not is_axis.period then add("period", function() return panel.periods[1] or "" end) end
  add("notes", function(r) return r == 1 and notes or "" end)
  return descriptions
end

-- ------------------------------------------------------------------ lines

local function check_date(rows, date)
  if date and rows.name ~= "period" then
    errors.misuse("%s: a row of this table is about no period but a %s", { option = "date" },
      rows.name, { in_lua = ": leave out date, or say rows = \"period\"", about = "no_date" })
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
  local result, rows, columns, owners = wide.of(panel, given, taken_names(panel, list))
  check_date(rows, given.date)
  local descriptions = given.bare and {} or descriptions_of(panel, list, rows, columns)
  local texts_of_row = describer_of_rows(panel, result, rows, columns, owners, form)
  local labels, lines = setmetatable({}, { __index = function() return "" end }), {}
  for r, row in ipairs(result.rows) do
    local cells = { form.text(row[1]) }
    if given.date then cells[2] = form.day(long_table.day(row[1], given.date)) end
    tables.append(cells, value_cells(row, result.header, labels, form))
    local texts = descriptions[1] and texts_of_row(r)
    for _, one in ipairs(descriptions) do
      cells[#cells + 1] = form.text(one.of and one.of(r) or texts[one.name])
    end
    lines[r] = form.open .. table.concat(cells, form.between) .. form.close
  end
  local header = result.header
  header[1] = csv_columns.of_axis(rows.name)
  if given.date then table.insert(header, 2, "date") end
  return lines, tables.append(header, tables.map(descriptions, function(one) return one.name end))
end

return wide_table
