--- Cells of a sheet of Office Open XML (ECMA-376, SpreadsheetML), as a format of records.
--
-- A text is a text to a spreadsheet, whatever it looks like: 01 keeps its zero, and what begins
-- with = is no formula.
local numbers = require "urssaf.base.numbers"
local timestamp = require "urssaf.base.timestamp"
local utf8 = require "urssaf.base.utf8"

local sheet_cells = {}

--- What a sheet and a cell can hold, in rows, columns and UTF-16 units.
sheet_cells.MOST_ROWS, sheet_cells.MOST_COLUMNS, sheet_cells.MOST_TEXT = 1048576, 16384, 32767

--- The styles of cells, by their place in the workbook's styles.
sheet_cells.STYLES = { text = 1, day = 2, head = 3, wrapped = 4 }

local ROW = "\1" -- stands for the number of a row until it is known; no XML has it

-- ------------------------------------------------------------------ texts

local MARKUP = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ['"'] = "&quot;" }

local function escaped_byte(control)
  return ("_x%04X_"):format(control:byte())
end

--- A text as XML. What XML cannot hold, and CR, which it would change, is written as spreadsheets
-- read it: `_x0001_`. What is not UTF-8 becomes U+FFFD.
---@param text string
---@return string
function sheet_cells.escaped(text)
  text = text:gsub("_(x%x%x%x%x_)", "_x005F_%1")
  if text:find "[\128-\255]" then
    text = utf8.repaired(text):gsub("\239\191([\190\191])", function(last)
      return last == "\190" and "_xFFFE_" or "_xFFFF_"
    end)
  end
  return (text:gsub("[%z\1-\8\11-\31]", escaped_byte):gsub('[&<>"]', MARKUP))
end

-- No text has more UTF-16 units than bytes.
local function is_too_long(text)
  if #text <= sheet_cells.MOST_TEXT then return false end
  local _, characters = text:gsub("[^\128-\191]", "")
  local _, pairs_of_units = text:gsub("[\240-\247]", "")
  return characters + pairs_of_units > sheet_cells.MOST_TEXT
end

--- The texts of a workbook, each of which it has once.
---@class urssaf.SheetTexts
---@field list string[]
---@field is_too_long boolean whether one of them is longer than a cell can hold

--- A collection without texts, and a function that gives the place of a text in it, from 0 on.
---@return urssaf.SheetTexts texts
---@return fun(text: string): integer place_of
function sheet_cells.texts()
  local texts, places = { list = {}, is_too_long = false }, {}
  return texts, function(text)
    if not places[text] then
      places[text] = ("%d"):format(#texts.list)
      texts.list[#texts.list + 1] = text
      texts.is_too_long = texts.is_too_long or is_too_long(text)
    end
    return places[text]
  end
end

-- ------------------------------------------------------------------ places

--- The letters of a column: A, Z, AA.
---@param index integer from 1 on
---@return string
function sheet_cells.letters(index)
  local letters = ""
  while index > 0 do
    local rest = (index - 1) % 26
    letters = string.char(65 + rest) .. letters
    index = (index - 1 - rest) / 26
  end
  return letters
end

--- Rows with their numbers.
---@param rows string rows of the format below, each on a line
---@return string
function sheet_cells.numbered(rows)
  local number = 0
  return (rows:gsub("[^\n]+\n", function(row)
    number = number + 1
    row = row:gsub('<c r="%u+' .. ROW .. '"/>', "")
    return (row:gsub(ROW, ("%d"):format(number)))
  end))
end

-- ------------------------------------------------------------------ the format

-- The days since the one before 1900, as spreadsheets count them; nil before March 1900, where they
-- do not agree, since some have a 29 February in that year.
local function serial_of(day)
  local seconds = timestamp.of_iso(day)
  local serial = seconds and seconds / 86400 + 25569
  return serial and serial > 60 and ("%d"):format(serial) or nil
end

local function cell_of_text(place, style)
  return (' s="%d" t="s"><v>%s</v></c>'):format(style, place)
end

-- The header, and the function that gives the beginning of a cell by the name of its column.
local function head_writer(place_of)
  local begins = {}
  return function(header)
    local cells = {}
    for i, name in ipairs(header) do
      begins[name] = '<c r="' .. sheet_cells.letters(i) .. ROW .. '"'
      cells[i] = begins[name] .. cell_of_text(place_of(name), sheet_cells.STYLES.head)
    end
    return ('<row r="%s">%s</row>\n'):format(ROW, table.concat(cells))
  end, function(name) return begins[name] end
end

---@class urssaf.SheetFormat : urssaf.RecordFormat
---@field wrapped fun(value: string): string a text that is broken into lines

--- The format of a sheet's rows. `head` is called first, since it knows the columns.
---@param place_of fun(text: string): integer
---@return urssaf.SheetFormat
function sheet_cells.form(place_of)
  local head, label = head_writer(place_of)
  local styles = sheet_cells.STYLES
  local function text(value) return cell_of_text(place_of(value), styles.text) end
  return { wrapped = function(value) return cell_of_text(place_of(value), styles.wrapped) end,
    head = head, before_first = "", before_next = "", tail = "", between = "",
    open = '<row r="' .. ROW .. '">', close = "</row>\n", missing = "/>", label = label,
    text = text, notes_are_apart = true,
    day = function(value)
      local serial = serial_of(value)
      return serial and (' s="%d"><v>%s</v></c>'):format(styles.day, serial) or text(value)
    end,
    number = function(value)
      local digits = numbers.text(value)
      return digits and "><v>" .. digits .. "</v></c>"
    end }
end

return sheet_cells
