--- What a command found, written for people (table, md) or for machines (csv, json).
--
-- A result:
--
--   title     a line
--   columns   list of { name =, label =, kind = "text"|"period"|"number"|"amount"|"bar"|"line"|
--             "detail", unit =, is_change = }: a number is a value of that unit, an amount one that
--             is written already; a bar or line is for people alone, a detail for machines
--   rows      list of lists, row[i] belongs to columns[i]; missing is nil
--   lines     what else there is to say to people, a sentence each
--   notes     of a panel
--   source    of a panel, or nil
--   fields    what else machines are told, as JSON
local text_table = require "urssaf.cli.text_table"
local json = require "urssaf.base.json"
local language = require "urssaf.language"
local blocks = require "urssaf.cli.blocks"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local text = require "urssaf.cli.text"

local formats = {}

local FOR_PEOPLE = { bar = true, line = true }
local DRAWN_WIDTH = 24

-- ------------------------------------------------------------------ cells for people

local WRITERS = {}

function WRITERS.text(value)
  return value or ""
end

WRITERS.amount, WRITERS.detail = WRITERS.text, WRITERS.text

function WRITERS.period(value, _, words)
  return value and words:period(value) or ""
end

function WRITERS.number(value, column, words)
  local written = words:value(value, column.unit)
  return column.is_change and words:signed(written, value) or written
end

-- What is drawn in a column, by its kind: the cells for a width.
local DRAWN = {}

function DRAWN.line(rows, i, width)
  local cells = {}
  for r, row in ipairs(rows) do cells[r] = blocks.sparkline(row[i].values, row[i].size, width) end
  return cells
end

function DRAWN.bar(rows, i, width)
  local values, cells = {}, {}
  for r, row in ipairs(rows) do values[r] = row[i] end
  local greatest = blocks.greatest(values, #rows)
  for r = 1, #rows do cells[r] = blocks.bar(values[r], greatest, width) end
  return cells
end

local function written_cells(result, i, words)
  local column, cells = result.columns[i], {}
  for r, row in ipairs(result.rows) do
    cells[r] = WRITERS[column.kind](row[i], column, words)
  end
  return cells
end

local function columns_of(result, words)
  local columns = {}
  for i, column in ipairs(result.columns) do
    local draw = DRAWN[column.kind]
    local is_number = column.kind == "number" or column.kind == "amount"
    local align = is_number and "right" or "left"
    columns[#columns + 1] = column.kind ~= "detail" and { heading = column.label, align = align,
      width = DRAWN_WIDTH, cells = not draw and written_cells(result, i, words) or nil,
      draw = draw and function(width) return draw(result.rows, i, width) end } or nil
  end
  return columns
end

-- ------------------------------------------------------------------ what comes with it

local WORDS = {
  fr = { source = "Source : ", licence = "licence ", published = "publication du " },
  en = { source = "Source: ", licence = "licence ", published = "published " },
}

local function source_line(source, words)
  local said, parts = WORDS[words.code], {}
  local function add(before, value)
    if value then parts[#parts + 1] = before .. value end
  end
  add("", source.attribution or "Urssaf")
  add("", source.title)
  add(said.published, words:day(source.data_processed))
  add(said.licence, source.licence)
  add("", source.path and source.path:match("[^/\\]*$"))
  return said.source .. table.concat(parts, ", ") .. "."
end

--- What has to be said below a result: notes, then the source; a text each.
---@param result table
---@param words urssaf.Language
---@return string[]
function formats.remarks(result, words)
  local list, said = {}, {}
  for _, note in ipairs(result.notes or {}) do
    local sentence = words:note(note)
    -- a break is told once, however many measures it is a break of
    if not said[sentence] then said[sentence], list[#list + 1] = true, sentence end
  end
  if result.source then list[#list + 1] = source_line(result.source, words) end
  return list
end

-- ------------------------------------------------------------------ the formats

--- A table of the terminal's width.
function formats.table(result, words, width)
  local lines = {}
  local function put(list)
    if #lines > 0 and #list > 0 then lines[#lines + 1] = "" end
    for _, line in ipairs(list) do lines[#lines + 1] = line end
  end
  put((result.title or "") ~= "" and text.wrap(result.title, width) or {})
  local columns = columns_of(result, words)
  local has_table = #columns > 0 and #result.rows > 0
  put(has_table and text_table.lines(columns, #result.rows, width) or {})
  local said = {}
  for _, line in ipairs(result.lines or {}) do
    for _, part in ipairs(text.wrap(line, width)) do said[#said + 1] = part end
  end
  put(said)
  local remarks = {}
  for _, remark in ipairs(formats.remarks(result, words)) do
    for _, part in ipairs(text.hang("· ", remark, width)) do remarks[#remarks + 1] = part end
  end
  put(remarks)
  return table.concat(lines, "\n") .. "\n"
end

-- Nothing in a name is a mark, a link or a tag.
local function md_cell(cell)
  return (cell:gsub("[\\`*_<>%[%]|~&]", "\\%0"):gsub("[\r\n]+", " "))
end

local function md_row(columns, cell_of)
  local cells = {}
  for i, column in ipairs(columns) do cells[i] = md_cell(cell_of(column)) end
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

--- Markdown.
function formats.md(result, words)
  local parts = {}
  if (result.title or "") ~= "" then parts[1] = "**" .. md_cell(result.title) .. "**" end
  local columns = columns_of(result, words)
  if #columns > 0 and #result.rows > 0 then
    parts[#parts + 1] = md_table(columns, #result.rows)
  end
  for _, line in ipairs(result.lines or {}) do
    if line ~= "" then parts[#parts + 1] = md_cell(line) end
  end
  local remarks = formats.remarks(result, words)
  for i, remark in ipairs(remarks) do remarks[i] = "- " .. md_cell(remark) end
  if #remarks > 0 then parts[#parts + 1] = table.concat(remarks, "\n") end
  return table.concat(parts, "\n\n") .. "\n"
end

local function each_machine_column(result, visit)
  for i, column in ipairs(result.columns) do
    if not FOR_PEOPLE[column.kind] then visit(i, column) end
  end
end

local function csv_field(value)
  local field = type(value) == "number" and numbers.text(value) or value or ""
  if not field:find('[",\r\n]') then return field end
  return '"' .. field:gsub('"', '""') .. '"'
end

--- CSV: a header of names, plain numbers, nothing else.
function formats.csv(result)
  local header, lines = {}, {}
  each_machine_column(result, function(_, column) header[#header + 1] = csv_field(column.name) end)
  lines[1] = table.concat(header, ",")
  for _, row in ipairs(result.rows) do
    local fields = {}
    each_machine_column(result, function(i) fields[#fields + 1] = csv_field(row[i]) end)
    lines[#lines + 1] = table.concat(fields, ",")
  end
  return table.concat(lines, "\n") .. "\n"
end

local function json_row(result, row)
  local fields = {}
  each_machine_column(result, function(i, column)
    local value = row[i] == nil and "null" or json.encode(row[i], column.name)
    fields[#fields + 1] = json.string(column.name) .. ":" .. value
  end)
  return "{" .. table.concat(fields, ",") .. "}"
end

local function plain(value)
  if type(value) ~= "table" then return value end
  local copy = {}
  for name, inner in pairs(value) do copy[name] = plain(inner) end
  return copy
end

--- JSON: title, rows, notes and source.
function formats.json(result)
  local rows, fields = {}, {}
  for i, row in ipairs(result.rows) do rows[i] = json_row(result, row) end
  local function add(name, written)
    fields[#fields + 1] = json.string(name) .. ":" .. written
  end
  if result.title then add("title", json.string(result.title)) end
  for _, name in ipairs(names.sorted_keys(result.fields or {})) do
    add(name, json.encode(plain(result.fields[name]), name))
  end
  add("rows", json.list(rows))
  add("notes", json.encode(plain(result.notes or {}), "notes"))
  if result.source then add("source", json.encode(plain(result.source), "source")) end
  return "{" .. table.concat(fields, ",") .. "}\n"
end

--- Writes a result.
---@param result table
---@param format "table"|"csv"|"json"|"md"
---@param code "fr"|"en"
---@param width integer
---@return string
function formats.write(result, format, code, width)
  return formats[format](result, language.of(code), width)
end

return formats
