--- Formats for one record: a line of CSV, or a JSON object.
local json_writer = require "urssaf.base.json_writer"
local numbers = require "urssaf.base.numbers"

local record_format = {}

-- A record is `open`, its fields separated by `between`, and `close`. A field is its label followed
-- by its value; `missing` stands for nil.
---@class urssaf.RecordFormat
---@field open string
---@field close string
---@field between string
---@field missing string
---@field label fun(name: string): string
---@field text fun(value: string): string
---@field number fun(value: any): string? nil if the value is not a finite number

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
  return { open = "", close = "", between = between, missing = "",
    label = function() return "" end,
    text = function(value)
      if dialect.is_guarded and value:find("^'*[=+%-@\t\r]") then value = "'" .. value end
      return quote(value)
    end,
    number = point == "." and numbers.text or function(value)
      local digits = numbers.text(value)
      if not digits or not digits:find(".", 1, true) then return digits end
      return quote((digits:gsub("%.", point)))
    end }
end

--- The format of a JSON object.
---@type urssaf.RecordFormat
record_format.JSON = { open = "{", close = "}", between = ",", missing = "null",
  label = json_writer.label, text = json_writer.string, number = numbers.text }

return record_format
