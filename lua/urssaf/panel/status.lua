--- What the values of a panel are, in the words of `csv_columns.STATUSES`.
local additivity = require "urssaf.domain.additivity"
local break_notes = require "urssaf.panel.break_notes"
local caveats = require "urssaf.panel.caveats"
local csv_columns = require "urssaf.panel.csv_columns"
local measures = require "urssaf.domain.measures"
local tables = require "urssaf.base.tables"

local status = {}

local FINAL, MISSING = "final", "missing"

-- The notes on breaks and estimates of a series: of what was computed those of the panel, since
-- only the operation knew which of its results they affect.
local function notes_of(panel, s)
  if not s.transform then return caveats.breaks(s, caveats.reach(0)) end
  return tables.filter(panel.notes, function(note)
    return break_notes.is(note) and note.measure == s.measure
  end)
end

-- The periods that breaks, or estimates, affect, as sets by the kind of note.
local function affected_periods(panel, s)
  local sets = { ["break"] = {}, estimated = {} }
  for _, note in ipairs(notes_of(panel, s)) do
    for _, name in ipairs(note.periods or {}) do sets[note.kind][name] = true end
  end
  return sets
end

-- What is the same for all series of a measure that were transformed alike.
local function facts_of(panel, s)
  local definition = measures.of(s.measure, s.dataset) or {}
  local affected = affected_periods(panel, s)
  return { broken = affected["break"], rests_on_estimates = affected.estimated,
    is_estimate = definition.estimated == true, usual = {} }
end

--- Whether a value is a sum without some of the units that should be in it.
---@param s urssaf.Series
---@param i integer its position
---@return boolean
function status.is_partial(s, i)
  if s.values[i] == nil then return false end
  local pair, absent = s.coverage and s.coverage[i], s.absent and s.absent[i]
  return pair ~= nil and pair[1] < pair[2] or (absent or "") ~= ""
end

--- Whether a value is so recent that later publications usually change it.
---@param s urssaf.Series
---@param i integer its position
---@return boolean
function status.is_provisional(s, i)
  return s.provisional ~= nil and s.provisional[i] == true and s.values[i] ~= nil
end

-- The tests of a cell that has a value, by word.
local TESTS = {
  estimated = function(s, i, facts)
    return facts.is_estimate or facts.rests_on_estimates[s.periods[i]]
  end,
  provisional = status.is_provisional,
  filled = function(s, i) return s.filled and s.filled[i] end,
  partial = status.is_partial,
  ["break"] = function(s, i, facts) return facts.broken[s.periods[i]] end,
}

local function words_of(s, i, facts)
  local words = {}
  for _, word in ipairs(csv_columns.STATUSES) do
    local test = TESTS[word]
    if test and test(s, i, facts) then words[#words + 1] = word end
  end
  return words[1] and table.concat(words, " ") or FINAL
end

-- Whether all series of a measure that have a value have the same words there.
local function is_usual(s)
  return not (s.coverage or s.absent or s.filled or s.provisional)
end

-- What the cells of a series are: the words of usual series are kept.
local function cells_of(s, facts)
  local values, usual = s.values, is_usual(s) and facts.usual or {}
  return function(i)
    if values[i] == nil then return MISSING end
    local words = usual[i]
    if not words then
      words = words_of(s, i, facts)
      usual[i] = words
    end
    return words
  end
end

--- A function that gives for a series a function that says what a cell is: words, separated by
-- blanks.
---@param panel urssaf.Panel
---@return fun(s: urssaf.Series): fun(i: integer): string
function status.of(panel)
  local known = {}
  return function(s)
    local id = additivity.id(s)
    known[id] = known[id] or facts_of(panel, s)
    return cells_of(s, known[id])
  end
end

return status
