--- What is known of each cell of a panel beside its value: the facts in the columns
-- `csv_columns.OF_CELL`.
local csv_columns = require "urssaf.panel.csv_columns"
local series = require "urssaf.panel.series"
local statuses = require "urssaf.panel.status"

local cell_facts = {}

-- A function that numbers texts: the same number for the same text, none for "" and nil.
local function numbering()
  local numbers, count = {}, 0
  return function(text)
    if text == nil or text == "" then return nil end
    if not numbers[text] then
      count = count + 1
      numbers[text] = count
    end
    return numbers[text]
  end
end

local NONE = {}

-- A function that gives what a series adds to sums over units where it has no value; of a ratio to
-- the numerator.
local function addend_of(s)
  local parts = csv_columns.parts_of(s)
  local addends = (parts and parts.numerator or s).addends or NONE
  return function(i) return addends[i] end
end

-- How many units are in each value of a sum, and how many should be.
local function of_sum(facts, s)
  local status, addend = facts.status(s), addend_of(s)
  local coverage, expected, absent, without = s.coverage or {}, s.expected or {}, s.absent or {},
    s.without or {}
  return function(i)
    local pair, all = coverage[i], expected[i]
    return status(i), pair and pair[1] or all, pair and pair[2] or all,
      facts.number_of(absent[i]), facts.number_of(without[i]), addend(i)
  end
end

-- What is no sum is one unit, expected from its first value to its end.
local function of_unit(facts, s)
  local status, addend = facts.status(s), addend_of(s)
  local values, first, last = s.values, series.start(s), series.stop(s)
  return function(i)
    return status(i), values[i] ~= nil and 1 or 0, i >= first and i <= last and 1 or 0, nil, nil,
      addend(i)
  end
end

--- Whether a series is a sum over units, which may be made of some of them.
---@param s urssaf.Series
---@return boolean
function cell_facts.is_sum(s)
  return (s.coverage or s.expected or s.absent or s.without) ~= nil
end

--- A function that gives for a series a function that gives the facts of a cell: its status, how
-- many units are in it and how many should be, a number for those that are missing of the expected
-- ones and of all, and what it adds to sums over units if it has no value.
---@param panel urssaf.Panel
---@return fun(s: urssaf.Series): fun(i: integer): string, integer?, integer?, integer?, ...
function cell_facts.of(panel)
  local facts = { status = statuses.of(panel), number_of = numbering() }
  return function(s) return (cell_facts.is_sum(s) and of_sum or of_unit)(facts, s) end
end

--- A function that gives what the value of a cell is made of: the numerator and the denominator of
-- a ratio, what they add to sums over units if it has none; the sum of a mean over units and their
-- number; nil if a series is neither.
---@param s urssaf.Series
---@return (fun(i: integer): number?, number?)?
function cell_facts.parts(s)
  local parts, means = csv_columns.parts_of(s), s.means
  if parts then
    return function(i)
      return (series.addend(parts.numerator, i)), (series.addend(parts.denominator, i))
    end
  end
  return means and function(i)
    if means[i] then return means[i].sum, means[i].count end
  end
end

return cell_facts
