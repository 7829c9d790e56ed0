--- How one record is written: as a line of CSV, or as a JSON object.
local json = require "urssaf.base.json"
local numbers = require "urssaf.base.numbers"

local record_format = {}

-- The fields of a record stand between `open` and `close`, separated by `between`. Each is its
-- label followed by its value; `missing` stands for nil.
---@class urssaf.RecordFormat
---@field open string
---@field close string
---@field between string
---@field missing string
---@field label fun(name: string): string
---@field text fun(value: string): string
---@field number fun(value: any): string? nil if the value is not a finite number

---@class urssaf.CsvOptions
---@field delimiter string? by default ","
---@field point string? the decimal separator, by default "."
---@field is_guarded boolean? puts an apostrophe before what spreadsheets take for a formula

local function no_label() return "" end

--- A line of CSV, without the line end. Fields are quoted where they must be.
---@param options urssaf.CsvOptions?
---@return urssaf.RecordFormat
function record_format.csv(options)
  options = options or {}
  local between, point = options.delimiter or ",", options.point or "."
  local special = '["\r\n' .. between .. "]"
  local function quote(field)
    if not field:find(special) then return field end
    return '"' .. field:gsub('"', '""') .. '"'
  end
  local function text(value)
    local is_formula = options.is_guarded and value:find("^[=+%-@\t\r]")
    return quote(is_formula and "'" .. value or value)
  end
  local function number(value)
    local digits = numbers.text(value)
    return digits and quote((digits:gsub("%.", point)))
  end
  return { open = "", close = "", between = between, missing = "", label = no_label, text = text,
    number = number }
end

--- A JSON object.
---@type urssaf.RecordFormat
record_format.JSON = { open = "{", close = "}", between = ",", missing = "null",
  label = json.label, text = json.string, number = numbers.text }

return record_format
