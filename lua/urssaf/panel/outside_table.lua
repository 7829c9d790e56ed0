--- Tables from outside, such as the population of each département: the rows of a CSV file, or of
-- Lua tables. What is wrong with a file is a failure that names its line.
local cannot_read = require "urssaf.base.cannot_read"
local csv_readers = require "urssaf.base.csv_reader"
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local outside_table = {}

---@class urssaf.OutsideTable
---@field name string the file's path, or "rows"
---@field header string[]
---@field rows table<string, any>[] the cells of each by their heading; of a file without the empty
-- ones
---@field lines integer[] the line of each row in the file, or its number
---@field has_comma boolean whether a comma is a decimal point in it

local LARGEST_FILE, MOST_ROW_BYTES, MOST_COLUMNS = 64 * 1024 * 1024, 1024 * 1024, 4096
local DELIMITERS = { ";", ",", "\t", "|" }

--- A failure at a row.
---@param outside urssaf.OutsideTable
---@param i integer the row
---@param what string
---@return nil
---@return urssaf.Error err kind `decode`
function outside_table.fail(outside, i, what)
  local line = outside.lines[i]
  local where = outside.is_file and "%s, line %d: %s" or "%s, row %d: %s"
  return errors.fail("decode", where:format(outside.name, line, what),
    { path = outside.path, line = line })
end

-- ------------------------------------------------------------------ files

local function content_of(path)
  if not rawget(_G, "io") then
    return errors.fail("host", "this host has no io to open a file with: pass rows = …")
  end
  local handle, problem = io.open(path, "rb")
  local text
  if handle then
    text, problem = handle:read(LARGEST_FILE + 1)
    handle:close()
  end
  if not handle or problem then return cannot_read(path, problem, { path = path }) end
  text = text or ""
  if #text > LARGEST_FILE then
    return errors.fail("limit", ("%s is over %d bytes"):format(path, LARGEST_FILE), { path = path })
  end
  return utf8.is_text(text) and text or utf8.of_latin1(text)
end

-- The rows of a text, and the first that is wrong.
local function rows_of(text, delimiter, most)
  local reader, list = csv_readers.reader(delimiter, MOST_ROW_BYTES), {}
  reader:feed(text)
  reader:finish()
  local row, wrong = reader:next()
  while row and #list < most do
    list[#list + 1] = row
    row, wrong = reader:next()
  end
  return list, wrong
end

-- The delimiter that makes most cells of the first line.
local function delimiter_of(text)
  local head, best, most = text:match "^[^\n]*\n?", DELIMITERS[1], 0
  for _, delimiter in ipairs(DELIMITERS) do
    local cells = rows_of(head, delimiter, 1)[1]
    if cells and #cells > most then best, most = delimiter, #cells end
  end
  return best
end

local function is_blank(row)
  return #row == 1 and row[1]:find "^%s*$" ~= nil
end

-- The cells of a row by their headings; nil and what is wrong if it has more or fewer.
local function by_heading(row, header)
  if #row ~= #header then
    return nil, ("%d cells where the header has %d"):format(#row, #header)
  end
  local cells = {}
  for i, cell in ipairs(row) do
    local text = cell:match "^%s*(.-)%s*$"
    if text ~= "" then cells[header[i]] = text end
  end
  return cells
end

local function check_header(outside, header)
  if not header then return outside_table.fail(outside, 1, "the file is empty") end
  local wrong = #header > MOST_COLUMNS and ("more than %d columns"):format(MOST_COLUMNS)
  local seen = {}
  for _, heading in ipairs(wrong and {} or header) do
    if heading ~= "" and seen[heading] then
      wrong = ("two columns are called %s"):format(names.quoted(heading))
    end
    seen[heading] = true
  end
  if wrong then return outside_table.fail(outside, 1, wrong) end
  return true
end

local function of_file(path)
  local text, err = content_of(path)
  if not text then return nil, err end
  local delimiter = delimiter_of(text)
  local list, wrong = rows_of(text, delimiter, math.huge)
  if wrong then
    return errors.fail(wrong.kind, ("%s, %s"):format(path, wrong.message),
      { path = path, line = wrong.line, column = wrong.column })
  end
  local outside = { name = path, path = path, is_file = true, header = list[1], rows = {},
    lines = { 1 }, has_comma = delimiter ~= "," }
  local ok
  ok, err = check_header(outside, list[1])
  if not ok then return nil, err end
  for i = 2, #list do
    if not is_blank(list[i]) then
      local at = #outside.rows + 1
      outside.lines[at] = list[i].line
      local cells, what = by_heading(list[i], outside.header)
      if not cells then return outside_table.fail(outside, at, what) end
      outside.rows[at] = cells
    end
  end
  return outside
end

-- ------------------------------------------------------------------ rows

local function of_rows(rows)
  local headings, lines = {}, {}
  for i, row in ipairs(rows) do
    if type(row) ~= "table" then
      errors.misuse("rows: a list of tables expected, got a %s at %d", type(row), i)
    end
    lines[i] = i
    for heading in pairs(row) do
      if type(heading) ~= "string" then
        errors.misuse("rows: row %d has a field that is no name: %s", i, numbers.shown(heading))
      end
      headings[heading] = true
    end
  end
  if #lines == 0 then errors.misuse("rows: a list of tables expected, got an empty table") end
  return { name = "rows", header = sorting.keys(headings), rows = rows, lines = lines,
    has_comma = false }
end

--- Opens a table.
---@param path string? of a CSV file with a header: in UTF-8 or Latin-1, with any usual delimiter
---@param rows table<string, any>[]? instead of a file
---@return urssaf.OutsideTable?
---@return urssaf.Error? err kinds `file limit decode`
function outside_table.open(path, rows)
  if (path == nil) == (rows == nil) then errors.misuse("say file = …, or rows = …") end
  if path then return of_file(path) end
  return of_rows(rows)
end

-- ------------------------------------------------------------------ cells

--- The heading of a column: spelt alike, or with the same words.
---@param outside urssaf.OutsideTable
---@param wanted string
---@return string? heading
---@return urssaf.Error? err kind `schema`
function outside_table.column(outside, wanted)
  if tables.contains(outside.header, wanted) then return wanted end
  local slug = names.slug(wanted)
  local found = tables.find(outside.header, function(heading)
    return names.slug(heading) == slug
  end)
  if found then return found end
  local nearest = names.nearest(wanted, outside.header)
  return errors.fail("schema", ("%s has no column '%s'%s; it has %s"):format(outside.name,
    utf8.bounded(wanted), names.meant(nearest), names.listed(outside.header, 10)),
    { path = outside.path, nearest = nearest })
end

-- Blanks between groups of three digits: U+0020, U+00A0, U+202F.
local function without_blanks(text)
  local plain = text:gsub("\194\160", " "):gsub("\226\128\175", " ")
  if plain:find "^[-+]?%d%d?%d? %d" then
    local groups = plain:gsub(" (%d%d%d)%f[%D]", "%1")
    return groups
  end
  return plain
end

--- The number in a cell; nil if the cell is empty.
---@param outside urssaf.OutsideTable
---@param i integer the row
---@param heading string
---@return number?
---@return urssaf.Error? err kind `decode`
function outside_table.number(outside, i, heading)
  local cell = outside.rows[i][heading]
  if cell == nil or cell == "" then return nil end
  local text = type(cell) == "string" and without_blanks(cell) or cell
  if type(text) == "string" then
    text = text:gsub("^\226\136\146", "-")
    if outside.has_comma then text = text:gsub("^([-+]?%d+),(%d+)$", "%1.%2") end
    local is_number = text:find "^[-+]?%d+%.?%d*$" or text:find "^[-+]?%d+%.?%d*[eE][-+]?%d+$"
    text = is_number and numbers.parse((text:gsub("^%+", ""))) or nil
  end
  if type(text) == "number" and text == text and math.abs(text) < math.huge then
    return numbers.integer(text) or text
  end
  return outside_table.fail(outside, i, ("'%s' in the column %s is no number; leave the cell empty"
    .. " if it is missing"):format(utf8.excerpt(tostring(cell), 40), heading))
end

--- The text in a cell: a whole number by its digits.
---@param outside urssaf.OutsideTable
---@param i integer the row
---@param heading string
---@return string?
---@return urssaf.Error? err kind `decode`
function outside_table.text(outside, i, heading)
  local cell = outside.rows[i][heading]
  if type(cell) == "number" then cell = numbers.text(cell) end
  if type(cell) == "string" and cell ~= "" then return cell end
  return outside_table.fail(outside, i, ("the column %s is empty"):format(heading))
end

return outside_table
