--- Reads rows of cells, by the roles of their columns.
local cells = require "urssaf.csv.cell"
local csv_readers = require "urssaf.base.csv_reader"
local utf8 = require "urssaf.base.utf8"

local rows = {}

--- About how many bytes a message quotes at most of a column's name.
rows.NAME = 80
-- the same of a cell, and of a row
local CELL, BEGINNING = 64, 200

-- The bytes of a text that tells units apart or describes one: an export repeats it in the row of
-- each value.
local MAX_UNIT_TEXT = 4096

---@class urssaf.csv.Columns
---@field names string[] what they are called in the result
---@field roles urssaf.decode.Role[]
---@field texts integer[] the positions of dimensions and attributes, by rank
---@field measures integer[] the positions of measures, by rank
---@field year integer? the position of this column, and so on
---@field quarter integer?
---@field last_day integer? of a quarter, or of a month
---@field frequency urssaf.Frequency
---@field dating integer? the one to name in a message about a period
local Columns = {}
Columns.__index = Columns

-- The columns with one of these roles, by rank, then in the order of the header.
local function by_rank(roles, wanted)
  local list = {}
  for i, role in ipairs(roles) do
    if wanted[role.role] then list[#list + 1] = i end
  end
  table.sort(list, function(a, b)
    local left, right = roles[a].rank or 0, roles[b].rank or 0
    if left ~= right then return left < right end
    return a < b
  end)
  return list
end

local function column_of(roles, wanted)
  for i, role in ipairs(roles) do
    if role.role == wanted then return i end
  end
end

--- The columns of a table.
---@param header string[]
---@param roles urssaf.decode.Role[]
---@return urssaf.csv.Columns
function rows.columns(header, roles)
  local names, year, quarter = {}, column_of(roles, "year"), column_of(roles, "quarter")
  local month_end = column_of(roles, "month_end")
  local last_day = month_end or column_of(roles, "last_day")
  for i, role in ipairs(roles) do names[i] = role.name or header[i] end
  return setmetatable({
    names = names, roles = roles,
    texts = by_rank(roles, { dimension = true, attribute = true }),
    measures = by_rank(roles, { measure = true }),
    year = year, quarter = quarter, last_day = last_day,
    frequency = month_end and "month" or (last_day or quarter) and "quarter" or "year",
    dating = last_day or year,
  }, Columns)
end

-- ------------------------------------------------------------------ what is wrong

-- Each of these returns `kind line column message`.

function Columns:wrong(kind, line, column, what)
  local name = self.names[column]
  return csv_readers.wrong(kind, line, column, what, name and utf8.excerpt(name, rows.NAME))
end

function Columns:wrong_cell(row, column, what)
  return self:wrong("decode", row.line, column, ('%s: "%s"'):format(what,
    utf8.excerpt(row[column], CELL)))
end

-- ------------------------------------------------------------------ a row

function Columns:check_width(row)
  local expected = #self.roles
  if #row == expected then return nil end
  if #row == 1 and row[1] == "" then return self:wrong("decode", row.line, 1, "an empty line") end
  return self:wrong("decode", row.line, math.min(#row, expected) + 1,
    ('%d cells where the header has %d, in the row that begins "%s"'):format(#row, expected,
      utf8.excerpt(row[1], BEGINNING)))
end

-- The number of the month that ends with a row's last day; or nil, and what is wrong. The other
-- columns give the year and the quarter, or nil.
function Columns:month(row, year, quarter)
  local day_year, month = cells.last_day(row[self.last_day])
  if self.frequency == "quarter" and not (month and month % 3 == 0) then
    return nil, self:wrong_cell(row, self.last_day, "not the last day of a quarter")
  elseif not month then
    return nil, self:wrong_cell(row, self.last_day, "not the last day of a month")
  elseif (year or day_year) ~= day_year or quarter and quarter ~= math.ceil(month / 3) then
    return nil, self:wrong_cell(row, self.last_day, "contradicts the other time columns of its row")
  end
  return day_year * 12 + month - 1
end

-- The period of a row as a number, one more for each later period; or nil, and what is wrong.
function Columns:period(row)
  local year, quarter, month, wrong
  if self.year then
    year = cells.year(row[self.year])
    if not year then return nil, self:wrong_cell(row, self.year, "not a year") end
  end
  if self.quarter then
    quarter = cells.quarter(row[self.quarter])
    if not quarter then return nil, self:wrong_cell(row, self.quarter, "not a quarter") end
  end
  if not self.last_day then return quarter and year * 4 + quarter - 1 or year end
  month, wrong = self:month(row, year, quarter)
  if wrong then return nil, wrong end
  return self.frequency == "quarter" and math.floor(month / 3) or month
end

-- The values by measure; or nil, and what is wrong.
function Columns:values(row)
  local values = {}
  for _, m in ipairs(self.measures) do
    if row[m] ~= "" then
      local value = cells.number(row[m])
      if not value then
        return nil, self:wrong_cell(row, m, "not a number (digits, with a decimal point if any)")
      end
      values[m] = value
    end
  end
  return values
end

function Columns:wrong_text(row, i, role)
  if not utf8.is_text(row[i]) then return self:wrong_cell(row, i, "not valid UTF-8 text") end
  if role ~= "ignored" and #row[i] > MAX_UNIT_TEXT then
    return self:wrong("limit", row.line, i,
      ("a text of more than %d bytes"):format(MAX_UNIT_TEXT))
  end
end

-- Role by role, as the C decoder does, so that both name the same cell if several are wrong.
function Columns:check_texts(row)
  for _, role in ipairs { "ignored", "dimension", "attribute" } do
    for i, column in ipairs(self.roles) do
      local wrong = column.role == role and self:wrong_text(row, i, role)
      if wrong then return wrong end
    end
  end
end

return rows
