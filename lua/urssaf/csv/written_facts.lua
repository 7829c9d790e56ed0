--- Reads what describes a cell beside its value (`csv_columns.OF_CELL`), in the columns of a long
-- table or in the texts that a wide one has for its rows.
local csv_columns = require "urssaf.panel.csv_columns"
local note = require "urssaf.csv.written_series".note
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local written_facts = {}

-- What a status says of a value that is kept.
local MARKS = require("urssaf.panel.marks").KINDS

---@class urssaf.csv.WrittenFacts
local Facts = {}
Facts.__index = Facts

--- Starts a reader of cells.
---@param context urssaf.csv.WrittenContext
---@param at table<string, integer> the positions of columns by name
---@return urssaf.csv.WrittenFacts
function written_facts.new(context, at)
  local self = setmetatable({ context = context, store = context.store, at = at, statuses = {},
    counts = {}, has_counts = at.present ~= nil or at.expected ~= nil }, Facts)
  if self.has_counts then self.store:expect_counts() end
  return self
end

local IS_STATUS = tables.set(csv_columns.STATUSES)

-- What a status says that is kept, by mark; nil if it is no status.
local function marks_of(text)
  local marks = {}
  for word in text:gmatch "[^ ]+" do
    if not IS_STATUS[word] then return nil end
    marks[word] = true
  end
  return marks
end

function Facts:put_status(row, one, ordinal)
  local text = row[self.at.status or 0]
  if not text then return nil end
  local marks = self.statuses[text] or marks_of(text)
  if not marks then
    return self.context:wrong("decode", row.line, self.at.status, ('"%s" is no status: %s'):format(
      utf8.excerpt(text, 48), table.concat(csv_columns.STATUSES, ", ")))
  end
  self.statuses[text] = marks
  for _, name in ipairs(one.values[ordinal] ~= nil and MARKS or {}) do
    note(one, name, ordinal, marks[name])
  end
end

-- A number of units; nil if the cell is empty.
function Facts:count(row, name)
  local text = row[self.at[name] or 0]
  if not text or text == "" then return nil end
  local count = self.counts[text] or text:find "^%d+$" and #text < 10 and tonumber(text)
  if not count then
    return nil, self.context:wrong("decode", row.line, self.at[name],
      ('not a number of units: "%s"'):format(utf8.excerpt(text, 48)))
  end
  if count < 100 then self.counts[text] = count end
  return count
end

-- Whether the counts of a cell are those of most: a unit, one of one.
function Facts:is_plain(row, has_value)
  local at = self.at
  return row[at.expected] == "1" and row[at.present] == (has_value and "1" or "0")
    and row[at.absent] == "" and row[at.without] == ""
end

function Facts:put_counts(row, one, ordinal)
  if self:is_plain(row, one.values[ordinal] ~= nil) then return nil end
  local present, wrong = self:count(row, "present")
  local expected, absent, without
  if not wrong then expected, wrong = self:count(row, "expected") end
  if not wrong then absent, wrong = self:count(row, "absent") end
  if not wrong then without, wrong = self:count(row, "without") end
  if wrong then return wrong end
  if present and expected and present > expected then
    return self.context:wrong("decode", row.line, self.at.present,
      "more units than the expected ones")
  end
  if self.has_counts then self.store:count(one, ordinal, present, expected) end
  note(one, "absent", ordinal, absent and tostring(absent))
  note(one, "without", ordinal, without and tostring(without))
end

-- A number in a cell; nil if it is empty, or if there is no such column.
function Facts:number(row, name)
  local position = self.at[name]
  if not position or (row[position] or "") == "" then return nil end
  return self.context:number(row, position)
end

-- How far a ratio may be from the quotient of its parts, relative to its size.
local TOLERANCE = 1e-9

local function is_quotient(value, top, bottom, factor)
  if not (value and top and bottom) then return true end
  local quotient = (factor or 1) * top / bottom
  return math.abs(value - quotient) <= TOLERANCE * math.max(math.abs(value), math.abs(quotient))
end

-- Whether a series may be a mean over units: that of a measure of which nothing else is known.
local function may_be_mean(one)
  return one.nature == nil or one.nature == "unknown"
end

function Facts:put_parts(row, one, ordinal)
  if not (one.parts or may_be_mean(one)) then return nil end
  local top, wrong = self:number(row, "numerator")
  local bottom
  if not wrong then bottom, wrong = self:number(row, "denominator") end
  if wrong then return wrong end
  if not is_quotient(one.values[ordinal], top, bottom, one.parts and one.parts.factor) then
    return self.context:wrong("decode", row.line, self.at.value or self.at.numerator,
      "not the quotient of its numerator and denominator")
  elseif one.parts then
    note(one, "tops", ordinal, top)
    note(one, "bottoms", ordinal, bottom)
  elseif top and bottom then
    note(one, "means", ordinal, { sum = top, count = bottom })
  end
end

-- What a cell without a value adds to sums over units.
function Facts:put_addend(row, one, ordinal)
  local addend, wrong = self:number(row, "addend")
  if addend and one.values[ordinal] ~= nil then
    return self.context:wrong("decode", row.line, self.at.addend,
      "there is a value, so that nothing is added in its place: empty one of the two cells")
  end
  note(one, "addends", ordinal, addend)
  return wrong
end

--- Takes what describes a cell whose value was put into the store.
---@param row table its texts by position, and its `line`
---@param one table of `written_series`
---@param ordinal integer
---@return table? wrong
function Facts:put(row, one, ordinal)
  return self:put_counts(row, one, ordinal) or self:put_parts(row, one, ordinal)
    or self:put_addend(row, one, ordinal) or self:put_status(row, one, ordinal)
end

return written_facts
