--- Results written for programs: a record for each row, as CSV and JSON.
local json_writer = require "urssaf.base.json_writer"
local record_format = require "urssaf.base.record_format"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local records = {}

-- Columns that are drawn are for people alone.
local IS_DRAWN = { line = true, bar = true }

local function field(value, format)
  if value == nil then return format.missing end
  return type(value) == "number" and format.number(value) or format.text(value)
end

-- The rows as records of a format, and the names of their fields.
local function lines_of(result, format)
  local header, places, lines = {}, {}, {}
  for i, column in ipairs(result.columns) do
    if not IS_DRAWN[column.kind] then
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

--- A header and the rows, nothing else.
---@param result urssaf.cli.Result
---@param csv { preset: "fr"?, delimiter: string? }
---@return string
function records.csv(result, csv)
  local format = record_format.csv(record_format.dialect(csv.preset), csv.delimiter)
  local lines, header = lines_of(result, format)
  return record_format.table_text(format, header, lines)
end

-- Notes whose messages are in a language; in English they are the library's own.
local function notes_in(language, notes)
  if language.code == "en" then return notes end
  return tables.map(notes, function(note)
    return tables.merge(note, { message = language:note(note) })
  end)
end

--- An object of the same shape for all commands: `command`, `title`, `rows`, `notes` and `source`,
-- and between title and rows what else a command has found.
---@param result urssaf.cli.Result
---@param name string of the command
---@param language urssaf.Language of the messages of notes
---@return string
function records.json(result, name, language)
  local fields = { json_writer.label "command" .. json_writer.string(name) }
  local function add(label, written)
    fields[#fields + 1] = json_writer.label(label) .. written
  end
  local has_title = (result.title or "") ~= ""
  add("title", has_title and json_writer.string(result.title) or "null")
  for _, label in ipairs(sorting.keys(result.fields)) do
    add(label, json_writer.encode(result.fields[label], label))
  end
  add("rows", result.records or json_writer.list((lines_of(result, record_format.JSON))))
  add("notes", json_writer.encode(notes_in(language, result.notes), "notes"))
  add("source", result.source and json_writer.encode(result.source, "source") or "null")
  return json_writer.object(fields) .. "\n"
end

return records
