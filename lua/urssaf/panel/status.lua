--- What the values of a panel are, in the words of `csv_columns.STATUSES`.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local csv_columns = require "urssaf.panel.csv_columns"
local measures = require "urssaf.domain.measures"
local tables = require "urssaf.base.tables"

local status = {}

local FINAL, MISSING = "final", "missing"

-- The notes on breaks of a series: of what was computed those of the panel, since only the
-- operation knew which of its results a break affects.
local function break_notes(panel, s)
  if not s.transform then return caveats.breaks(s, caveats.reach(0)) end
  return tables.filter(panel.notes, function(note)
    return note.kind == "break" and note.measure == s.measure
  end)
end

-- The periods that a break affects, as a set.
local function broken_periods(panel, s)
  local set = {}
  for _, note in ipairs(break_notes(panel, s)) do
    for _, name in ipairs(note.periods or {}) do set[name] = true end
  end
  return set
end

-- What is the same for all series of a measure that were transformed alike.
local function facts_of(panel, s)
  local definition = measures.of(s.measure, s.dataset) or {}
  return { broken = broken_periods(panel, s), estimated = definition.estimated == true }
end

local function is_partial(s, i)
  local pair, absent = s.coverage and s.coverage[i], s.absent and s.absent[i]
  return pair ~= nil and pair[1] < pair[2] or (absent or "") ~= ""
end

-- Whether any cell of a series can have a word.
local MAY_BE = {
  estimated = function(_, facts) return facts.estimated end,
  partial = function(s) return s.coverage or s.absent end,
  ["break"] = function(_, facts) return next(facts.broken) end,
}

-- The tests of a cell that has a value, by word.
local TESTS = {
  estimated = function(_, _, facts) return facts.estimated end,
  provisional = function(s, i) return s.provisional ~= nil and s.provisional[i] end,
  filled = function(s, i) return s.filled ~= nil and s.filled[i] end,
  partial = is_partial,
  ["break"] = function(s, i, facts) return facts.broken[s.periods[i]] end,
}

-- The words that a cell of a series can have.
local function possible(s, facts)
  return tables.filter(csv_columns.STATUSES, function(word)
    return TESTS[word] and MAY_BE[word](s, facts)
  end)
end

local function words_of(s, i, facts, candidates)
  if s.values[i] == nil then return MISSING end
  local words
  for _, word in ipairs(candidates) do
    if TESTS[word](s, i, facts) then words = words and words .. " " .. word or word end
  end
  return words or FINAL
end

--- A function that says what a cell is: words, separated by blanks.
---@param panel urssaf.Panel
---@return fun(s: urssaf.Series, i: integer): string
function status.of(panel)
  local known, last, facts, candidates = {}, nil, nil, nil
  return function(s, i)
    if s ~= last then
      local id = additivity.id(s)
      known[id] = known[id] or facts_of(panel, s)
      last, facts = s, known[id]
      candidates = possible(s, facts)
    end
    return words_of(s, i, facts, candidates)
  end
end

return status
