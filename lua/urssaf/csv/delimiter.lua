--- Finds the delimiter of a CSV file: the one with which the header names known columns, and the
-- rows are as long as the header. Texts may hold more of the other delimiters.
local dimensions = require "urssaf.domain.dimensions"
local measure_order = require "urssaf.domain.measure_order"
local names = require "urssaf.base.names"
local csv_readers = require "urssaf.base.csv_reader"
local schema = require "urssaf.domain.schema"
local tables = require "urssaf.base.tables"

local delimiter = {}

local DELIMITERS = { ";", ",", "\t", "|" }

-- How many rows are compared with the header.
local ROWS = 20

local function is_known(heading)
  local name = names.slug(heading)
  return schema.time_part(name) or dimensions.rank(name) or name:find "^code_"
    or measure_order.rank(name)
end

local function count_known(header)
  return #tables.filter(header, is_known)
end

-- How many of the first rows have as many cells as the header. A row without a line end may be cut.
local function count_even(rows, size)
  local count = 0
  for _ = 1, size > 1 and ROWS or 0 do
    local row = rows:next()
    if not row then break end
    if row.ended and #row == size then count = count + 1 end
  end
  return count
end

-- What speaks for a delimiter, the weightiest first.
local function evidence(head, one)
  local rows = csv_readers.reader(one, #head)
  rows:feed(head)
  rows:finish()
  local header = rows:next()
  if not header then return { 0, 0, 0 } end
  return { count_known(header), count_even(rows, #header), #header }
end

local function is_stronger(one, other)
  for i, count in ipairs(one) do
    if count ~= other[i] then return count > other[i] end
  end
  return false
end

--- The delimiter of a file.
---@param head string its beginning, with more than the header if there is more
---@return ";"|","|"\t"|"|" delimiter `;` if nothing speaks for another
function delimiter.find(head)
  local candidates = tables.filter(DELIMITERS, function(one) return head:find(one, 1, true) end)
  local best, most = candidates[1] or DELIMITERS[1], nil
  for _, one in ipairs(#candidates > 1 and candidates or {}) do
    local found = evidence(head, one)
    if not most or is_stronger(found, most) then best, most = one, found end
  end
  return best
end

return delimiter
