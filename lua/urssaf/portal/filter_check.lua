--- Whether what came is what `where` asks for. A portal that ignores it, or something on the way
-- that drops it, sends units that nobody asked for, and they would be added up with the others.
--
-- The keys of units, the periods and the values are looked at, not the rows. What cannot be told is
-- no fault: a string of ODSQL, and columns that are in no key, such as those that were left out.
local cells = require "urssaf.csv.cell"
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local odsql = require "urssaf.portal.odsql"
local period = require "urssaf.domain.period"
local schema = require "urssaf.domain.schema"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local filter_check = {}

-- The portal decides what is equal, so this is broad: "01" and 1, "2a" and "2A", with or without
-- accents.
local function comparable(value)
  local text = numbers.shown(value)
  local number = cells.number(text)
  return number and numbers.text(number) or names.fold(text)
end

-- The texts of a unit's key are compared once, since its series follow each other.
local function stray_unit(plain, name, wanted)
  local set, last = tables.set(tables.map(wanted, comparable)), nil
  for _, s in ipairs(plain.series) do
    if s.key ~= last and not set[comparable(s.key[name] or "")] then return s.key[name] or "" end
    last = s.key
  end
end

-- The first value outside of the set in a series. Only the values that are there are looked at: the
-- grid may be a thousand times as large.
local function stray_in(values, set)
  local first
  for i, value in pairs(values) do
    if not set[comparable(value)] and (not first or i < first) then first = i end
  end
  return first and numbers.shown(values[first])
end

local function stray_value(plain, name, wanted)
  local set = tables.set(tables.map(wanted, comparable))
  for _, s in ipairs(plain.series) do
    local stray = s.measure == name and stray_in(s.values, set)
    if stray then return stray end
  end
end

-- How many bytes of a date tell the period. The last day of a month may be written 28 in February.
local DATE_LENGTHS = { year = 4, month_end = 7, last_day = 10 }

-- Whether a period, given by its last day, may be what is wanted of a column: a year or the
-- beginning of a date, or a quarter. What is written in another way may be anything.
local function may_be(part, wanted, last_day)
  local text = numbers.shown(wanted)
  if part == "quarter" then
    local number = cells.quarter(text)
    return not number or number == math.ceil(tonumber(last_day:sub(6, 7)) / 3)
  end
  if not text:find("^%d%d%d%d") or #text > #last_day then return true end
  local length = math.min(DATE_LENGTHS[part], #text)
  return text:sub(1, length) == last_day:sub(1, length)
end

-- The positions at which some series has a value.
local function positions_with_values(plain)
  local present = {}
  for _, s in ipairs(plain.series) do
    for i in pairs(s.values) do present[i] = true end
  end
  return present
end

local function stray_period(plain, name, wanted)
  local part, present = schema.time_part(name), positions_with_values(plain)
  for i, name_of_period in ipairs(plain.periods) do
    local last_day = period.last_day(name_of_period)
    local is_wanted = tables.find(wanted, function(one) return may_be(part, one, last_day) end)
    if not is_wanted and present[i] then return name_of_period end
  end
end

-- The function that finds what is outside of a filter on this column; nil if none can.
local function finder(plain, name, field_type)
  if schema.time_part(name) then return stray_period end
  if field_type == "date" or field_type == "datetime" then return nil end
  if tables.contains(plain.dimensions, name) then return stray_unit end
  return tables.contains(plain.measures, name) and stray_value or nil
end

--- Fails if something came that `where` does not ask for.
---@param where table<string, any> fields, each with a value or a list
---@param plain table of decoder:finish
---@param fields table[] of the metadata
---@return boolean? ok
---@return urssaf.Error? err kind `content`
function filter_check.verify(where, plain, fields)
  local types = {}
  for _, field in ipairs(fields) do types[field.name] = field.type end
  for _, name in ipairs(sorting.keys(where)) do
    local find = finder(plain, name, types[name])
    local stray = find and find(plain, name, odsql.values(name, where[name]))
    if stray then
      return errors.fail("content", ("rows came that where does not ask for, with %s = '%s': the"
        .. " portal, or a proxy, ignored the filter"):format(name, names.quoted(stray)))
    end
  end
  return true
end

return filter_check
