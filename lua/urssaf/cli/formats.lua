--- Results written for people (table, md) and for machines (csv, json).
local blocks = require "urssaf.cli.blocks"
local lazy = require "urssaf.base.lazy"
local sorting = require "urssaf.base.sorting"
local sources = require "urssaf.language.source"
local tables = require "urssaf.base.tables"
local text = require "urssaf.cli.text"
local text_table = require "urssaf.cli.text_table"
local utf8 = require "urssaf.base.utf8"

local json_writer = lazy "urssaf.base.json_writer"
local record_format = lazy "urssaf.base.record_format"

local formats = {}

-- ------------------------------------------------------------------ cells for people

local WRITERS = {}

function WRITERS.text(value)
  return utf8.bounded(value or "")
end

WRITERS.amount = WRITERS.text

function WRITERS.period(value, _, language)
  return value and language:period(value) or ""
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

-- The columns for people; none if there are no rows.
local function shown_columns(result, language)
  local columns = {}
  for i, column in ipairs(#result.rows > 0 and result.columns or {}) do
    if column.kind ~= "detail" then columns[#columns + 1] = shown_column(result, i, language) end
  end
  return columns
end

-- ------------------------------------------------------------------ notes and source

-- The notes and the source of a result, which names the file that was read.
local function footnotes(result, language)
  local list, source = language:sentences(result.notes), result.source
  if source then
    list[#list + 1] = sources.line(language, source, source.path and source.path:match("[^/\\]*$"))
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

-- ------------------------------------------------------------------ Markdown

-- No character of a name is taken for Markdown or HTML.
local function md_text(plain)
  return (plain:gsub("[\\`*_<>%[%]|~&]", "\\%0"):gsub("[\r\n]+", " "))
end

local function md_row(columns, cell_of)
  local cells = tables.map(columns, function(column) return md_text(cell_of(column)) end)
  return "| " .. table.concat(cells, " | ") .. " |"
end

local function md_table(columns, size)
  local lines = { md_row(columns, function(column) return column.heading end) }
  local rule = {}
  for i, column in ipairs(columns) do
    rule[i] = column.align == "right" and "---:" or ":---"
    column.cells = column.cells or column.draw(column.width)
  end
  lines[2] = "| " .. table.concat(rule, " | ") .. " |"
  for r = 1, size do
    lines[#lines + 1] = md_row(columns, function(column) return column.cells[r] or "" end)
  end
  return table.concat(lines, "\n")
end

function FORMATS.md(result, language)
  local parts = {}
  if has_title(result) then parts[1] = "**" .. md_text(result.title) .. "**" end
  local columns = shown_columns(result, language)
  if #columns > 0 then parts[#parts + 1] = md_table(columns, #result.rows) end
  for _, line in ipairs(result.lines) do
    if line ~= "" then parts[#parts + 1] = md_text(line) end
  end
  local notes = footnotes(result, language)
  for i, note in ipairs(notes) do notes[i] = "- " .. md_text(note) end
  if #notes > 0 then parts[#parts + 1] = table.concat(notes, "\n") end
  return table.concat(parts, "\n\n") .. "\n"
end

-- ------------------------------------------------------------------ CSV and JSON

local function field(value, format)
  if value == nil then return format.missing end
  return type(value) == "number" and format.number(value) or format.text(value)
end

-- The rows as records of a format, and the names of their fields. Drawn columns are left out.
local function records(result, format)
  local header, places, lines = {}, {}, {}
  for i, column in ipairs(result.columns) do
    if not DRAWN[column.kind] then
      header[#header + 1], places[#places + 1] = column.name, i
    end
  end
  for r, row in ipairs(result.rows) do
    local fields = {}
    for c, i in ipairs(places) do fields[c] = format.label(header[c]) .. field(row[i], format) end
    lines[r] = format.open .. table.concat(fields, format.between) .. format.close
  end
  return lines, header
end

-- A header and the rows, nothing else.
function FORMATS.csv(result, _, _, csv)
  local format = record_format.csv(record_format.dialect(csv.preset), csv.delimiter)
  local lines, header = records(result, format)
  return record_format.table_text(format, header, lines)
end

function FORMATS.json(result)
  local fields = {}
  local function add(name, written)
    fields[#fields + 1] = json_writer.label(name) .. written
  end
  if result.title then add("title", json_writer.string(result.title)) end
  for _, name in ipairs(sorting.keys(result.fields)) do
    add(name, json_writer.encode(result.fields[name], name))
  end
  add("rows", json_writer.list((records(result, record_format.JSON))))
  add("notes", json_writer.encode(result.notes, "notes"))
  if result.source then add("source", json_writer.encode(result.source, "source")) end
  return json_writer.object(fields) .. "\n"
end

--- Writes a result in the format and the language of a context.
---@param result urssaf.cli.Result
---@param context urssaf.cli.Context
---@return string
function formats.write(result, context)
  return FORMATS[context.format](result, context.language, context.width, context.csv)
end

return formats
