--- Formats for one record, a line of CSV or a JSON object, and for a table of such records.
local json_writer = require "urssaf.base.json_writer"
local numbers = require "urssaf.base.numbers"

local record_format = {}

-- A record is `open`, its fields separated by `between`, and `close`. A field is its label followed
-- by its value; `missing` stands for nil. A table is what its header makes, then the records, each
-- behind `before_next`, the first one behind `before_first`, then `tail`.
---@class urssaf.RecordFormat
---@field head fun(header: string[]): string
---@field before_first string
---@field before_next string
---@field tail string
---@field open string
---@field close string
---@field between string
---@field missing string
---@field label fun(name: string): string
---@field text fun(value: string): string
---@field day fun(value: string): string of an ISO day
---@field number fun(value: any): string? nil if the value is not a finite number
---@field notes_are_apart boolean? whether the notes stand elsewhere, and not in the first record

---@class urssaf.CsvDialect
---@field delimiter string? by default ","
---@field point string? the decimal separator, by default "."
---@field is_guarded boolean? whether texts that spreadsheets take for formulas get an apostrophe
---@field bom string what the file begins with
---@field line_end string

local PLAIN = { bom = "", line_end = "\n" }
local PRESETS = { fr = { bom = "\239\187\191", delimiter = ";", point = ",", line_end = "\r\n",
  is_guarded = true } }

--- The dialect for programs, or that of a preset.
---@param preset "fr"|nil for French spreadsheets
---@return urssaf.CsvDialect
function record_format.dialect(preset)
  return preset and PRESETS[preset] or PLAIN
end

--- The format of a line of CSV, without its line end. Only fields that need quotes have them.
---@param dialect urssaf.CsvDialect
---@param delimiter string? in place of the dialect's
---@return urssaf.RecordFormat
function record_format.csv(dialect, delimiter)
  local between, point = delimiter or dialect.delimiter or ",", dialect.point or "."
  local special = '["\r\n' .. between .. "]"
  local function quote(field)
    if not field:find(special) then return field end
    return '"' .. field:gsub('"', '""') .. '"'
  end
  local function text(value)
    if dialect.is_guarded and value:find("^'*[=+%-@\t\r]") then value = "'" .. value end
    return quote(value)
  end
  local function head(header)
    local names = {}
    for i, name in ipairs(header) do names[i] = text(name) end
    return dialect.bom .. table.concat(names, between)
  end
  local line_end = dialect.line_end
  return { head = head, before_first = line_end, before_next = line_end, tail = line_end,
    open = "", close = "", between = between, missing = "", text = text, day = text,
    label = function() return "" end,
    number = point == "." and numbers.text or function(value)
      local digits = numbers.text(value)
      if not digits or not digits:find(".", 1, true) then return digits end
      return quote((digits:gsub("%.", point)))
    end }
end

--- The format of a JSON object.
---@type urssaf.RecordFormat
record_format.JSON = { head = function() return "[" end, before_first = "", before_next = ",",
  tail = "]", open = "{", close = "}", between = ",", missing = "null",
  label = json_writer.label, text = json_writer.string,
  day = json_writer.string, number = numbers.text }

--- A table of records.
---@param form urssaf.RecordFormat
---@param header string[]
---@param records string[]
---@return string
function record_format.table_text(form, header, records)
  local first = records[1] and form.before_first or ""
  return form.head(header) .. first .. table.concat(records, form.before_next) .. form.tail
end

return record_format
