--- Checks of what is there: holes, rows that are totals, the unclassified remainder. See check.lua.
local additivity = require "urssaf.domain.additivity"
local series = require "urssaf.panel.series"
local total_rows = require "urssaf.panel.total_rows"
local unit = require "urssaf.domain.unit"
local check_text = require "urssaf.panel.check_text"

local check_completeness = {}

-- Fewer equal cells, or fewer units to add, may be equal by chance.
local ENOUGH_CELLS, ENOUGH_UNITS = 8, 3
-- A remainder beyond this is larger than any département: Paris has some 8 %. Rankings and maps,
-- which leave it out, no longer show the whole.
local LARGE_REMAINDER = 0.10

-- ------------------------------------------------------------------ missing

local function add_missing(state, severity, measure, fields)
  fields.measure, fields.size = measure, #fields.periods
  fields.message = ("%s missing %s"):format(measure, fields.size == #state.periods
    and "altogether" or "in " .. check_text.spans(fields.periods, state.frequency))
  state:add("missing", severity, fields)
end

-- Where no unit has a value, though one had before: said once, and not of each unit.
local function missing_of_all(state, measure)
  local list, begun = {}, false
  for i, name in ipairs(state.periods) do
    local there = state.present[measure][i]
    begun = begun or there
    if begun and not there then list[#list + 1] = name end
  end
  if #list > 0 then add_missing(state, "warning", measure, { periods = list }) end
end

-- From the unit's first value on; all along if it has none.
local function missing_of(state, one, measure)
  local s = one.of[measure]
  local first = s and series.since(s) and series.start(s) or 1
  local list = {}
  for i = first, #state.periods do
    local lacking = not s or s.values[i] == nil
    if lacking and state.present[measure][i] then list[#list + 1] = state.periods[i] end
  end
  return list
end

--- Cells that should be there: warnings, of the remainder for information.
---@param state table of `survey`
function check_completeness.missing(state)
  for _, measure in ipairs(state.measures) do
    missing_of_all(state, measure)
    for _, one in ipairs(state.units) do
      local list = missing_of(state, one, measure)
      if #list > 0 then
        add_missing(state, one.unclassified and "info" or "warning", measure,
          { key = one.key, periods = list })
      end
    end
  end
end

-- ------------------------------------------------------------------ totals among their parts

local function without(units, found)
  local rest = {}
  for _, one in ipairs(units) do
    if not found[one] then rest[#rest + 1] = one end
  end
  return rest
end

-- The sums of a measure over all units, by position, where all of them have it.
local function full_sums(units, measure, size)
  local sums = {}
  for i = 1, size do
    local sum = 0
    for _, one in ipairs(units) do
      local s = one.of[measure]
      local value = s and s.values[i]
      sum = sum and value and sum + value
    end
    sums[i] = sum or nil
  end
  return sums
end

-- In how many cells a series is half of the sum over all, itself included; nil if it is not in one.
-- Zeros prove nothing.
local function halves(s, sums)
  local count = 0
  for i = 1, #s.periods do
    local value, sum = s.values[i], sums[i]
    if sum and value * 2 ~= sum then return nil end
    if sum and sum ~= 0 then count = count + 1 end
  end
  return count
end

local function note_equal(equal, one, measure, cells)
  local evidence = equal[one] or { cells = 0, measures = {} }
  evidence.cells = evidence.cells + cells
  table.insert(evidence.measures, measure)
  equal[one] = evidence
end

-- Units that equal the sum of all others in a measure at least, by unit.
local function equal_to_others(state, units)
  local equal = {}
  if #units <= ENOUGH_UNITS then return equal end
  for _, measure in ipairs(state.measures) do
    local sums = full_sums(units, measure, #state.periods)
    for _, one in ipairs(next(sums) and units or {}) do
      local cells = halves(one.of[measure], sums)
      if cells and cells >= ENOUGH_CELLS then note_equal(equal, one, measure, cells) end
    end
  end
  return equal
end

local function add_total(state, one, reason, evidence)
  local text = reason
  if evidence then
    text = ("it equals the sum of all others in %s, in all %d cells where all are there"):format(
      table.concat(evidence.measures, ", "), evidence.cells)
  end
  state:add("total_row", "warning", { key = one.key, size = evidence and evidence.cells,
    message = "it is itself a total: " .. text })
end

--- Rows that are themselves totals: warnings. Leaves the others as the members of sums.
---@param state table of `survey`
function check_completeness.totals(state)
  local found = total_rows.find(state.units)
  local named = {}
  for one in pairs(found) do named[one] = unit.is_named_total(one.key) or nil end
  local equal = equal_to_others(state, without(state.units, named))
  for _, one in ipairs(state.units) do
    if found[one] or equal[one] then
      add_total(state, one, found[one], equal[one])
      found[one] = true
    end
  end
  state.members = without(state.units, found)
  if #state.units > 1 and #state.units <= ENOUGH_UNITS then
    state:skip("total_row", ("one of %d units may equal the others by chance, so only names were"
      .. " looked at"):format(#state.units))
  end
end

-- ------------------------------------------------------------------ the unclassified remainder

-- The remainder and the whole of a measure at a position; nothing where the remainder or a unit
-- that should be there is missing, or a value is below zero, as a balance may be.
local function remainder_at(state, measure, i)
  local remainder, whole = nil, 0
  for _, one in ipairs(state.members) do
    local s = one.of[measure]
    local value = s and s.values[i]
    if value and value < 0 then return nil end
    if not value and s and not one.unclassified and i >= series.start(s) then return nil end
    whole = whole + (value or 0)
    if one.unclassified and value then remainder = (remainder or 0) + value end
  end
  if remainder and whole > 0 then return remainder, whole end
end

local function add_unclassified(state, measure, only)
  for i = #state.periods, 1, -1 do
    local remainder, whole = remainder_at(state, measure, i)
    if remainder then
      local share, when = remainder / whole, state.periods[i]
      state:add("unclassified", share > LARGE_REMAINDER and "warning" or "info", {
        key = only and only.key, where = not only and "unclassified units" or nil,
        measure = measure, periods = { when }, size = share,
        message = ("%s %% of %s in %s"):format(check_text.rounded(share * 100), measure, when),
      })
      return
    end
  end
  state:skip("unclassified", "there is no period with all units, and nothing below zero", measure)
end

--- How much the remainder is: for information, a warning if it is large.
---@param state table of `survey`
function check_completeness.unclassified(state)
  local list = {}
  for _, one in ipairs(state.members) do
    if one.unclassified then list[#list + 1] = one end
  end
  for _, measure in ipairs(#list > 0 and state.measures or {}) do
    if additivity.nature { measure = measure } then
      add_unclassified(state, measure, #list == 1 and list[1] or nil)
    else
      state:skip("unclassified", "nobody knows whether it can be added", measure)
    end
  end
end

return check_completeness
