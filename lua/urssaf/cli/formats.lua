--- Results written for people, as a table for the terminal; markdown.lua and records.lua write the
-- other formats.
local blocks = require "urssaf.cli.blocks"
local lazy = require "urssaf.base.lazy"
local sources = require "urssaf.language.source"
local tables = require "urssaf.base.tables"
local text = require "urssaf.cli.text"
local text_table = require "urssaf.cli.text_table"
local utf8 = require "urssaf.base.utf8"

local markdown = lazy "urssaf.cli.markdown"
local records = lazy "urssaf.cli.records"

local formats = {}

-- ------------------------------------------------------------------ cells for people

local WRITERS = {}

function WRITERS.text(value)
  return utf8.bounded(value or "")
end

WRITERS.amount = WRITERS.text

function WRITERS.period(value, column, language)
  local mark = column.marks and column.marks[value] or ""
  return value and language:period(value) .. mark or ""
end

function WRITERS.number(value, column, language)
  local written = language:value(value, column.unit)
  return column.is_change and language:signed(written, value) or written
end

-- The cells of columns that are drawn, for a width.
local DRAWN = {}
local DRAWN_WIDTH = 24

function DRAWN.line(rows, i, width)
  return tables.map(rows, function(row)
    return blocks.sparkline(row[i].values, row[i].size, width)
  end)
end

function DRAWN.bar(rows, i, width)
  local values, cells = {}, {}
  for r, row in ipairs(rows) do values[r] = row[i] end
  local greatest = blocks.greatest(values, #rows)
  for r = 1, #rows do cells[r] = blocks.bar(values[r], greatest, width) end
  return cells
end

-- A column as text_table takes it.
local function shown_column(result, i, language)
  local column, cells = result.columns[i], {}
  local draw = DRAWN[column.kind]
  for r, row in ipairs(draw and {} or result.rows) do
    cells[r] = WRITERS[column.kind](row[i], column, language)
  end
  local is_number = column.kind == "number" or column.kind == "amount"
  return { heading = utf8.bounded(column.label or ""), align = is_number and "right" or "left",
    width = DRAWN_WIDTH, cells = not draw and cells or nil,
    draw = draw and function(width) return draw(result.rows, i, width) end }
end

-- Whether a column has codes of places, beside the "all" of a total.
local function has_codes(result, i)
  local with_code = tables.filter(result.rows, function(row) return row[i] ~= "all" end)
  return #with_code == 0
    or tables.find(with_code, function(row) return (row[i] or "") ~= "" end) ~= nil
end

-- The columns for people; none if there are no rows. Units that are no places have no codes.
local function shown_columns(result, language)
  local columns = {}
  for i, column in ipairs(#result.rows > 0 and result.columns or {}) do
    local is_shown = column.kind ~= "detail" and (column.name ~= "code" or has_codes(result, i))
    if is_shown then columns[#columns + 1] = shown_column(result, i, language) end
  end
  return columns
end

-- ------------------------------------------------------------------ notes and source

-- The marks, the notes and the source of a result, which names the file that was read.
local function footnotes(result, language)
  local list, source = tables.append({}, result.marks), result.source
  tables.append(list, language:sentences(result.notes, "command"))
  if source then
    list[#list + 1] = sources.line(language, source, source.path and source.path:match("[^/\\]*$"),
      result.dataset, result.notes)
  end
  return list
end

local function has_title(result)
  return (result.title or "") ~= ""
end

-- ------------------------------------------------------------------ table

local FORMATS = {}

function FORMATS.table(result, language, width)
  local lines = {}
  local function put_part(list)
    if #lines > 0 and #list > 0 then lines[#lines + 1] = "" end
    tables.append(lines, list)
  end
  local function put_wrapped(prefix, list)
    local part = {}
    for _, line in ipairs(list) do tables.append(part, text.hang(prefix, line, width)) end
    put_part(part)
  end
  put_wrapped("", has_title(result) and { result.title } or {})
  local columns = shown_columns(result, language)
  put_part(#columns > 0 and text_table.lines(columns, #result.rows, width) or {})
  put_wrapped("", result.lines)
  put_wrapped("· ", footnotes(result, language))
  return table.concat(lines, "\n") .. "\n"
end

-- ------------------------------------------------------------------ other formats

function FORMATS.md(result, language)
  return markdown.text(result, shown_columns(result, language), footnotes(result, language))
end

function FORMATS.csv(result, _, _, csv)
  return records.csv(result, csv)
end

function FORMATS.json(result, language, _, _, name)
  return records.json(result, name, language)
end

--- Writes a result in the format and the language of a context.
---@param result urssaf.cli.Result
---@param context urssaf.cli.Context
---@return string
function formats.write(result, context)
  return FORMATS[context.format](result, context.language, context.width, context.csv,
    context.name)
end

return formats
