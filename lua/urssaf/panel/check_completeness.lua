--- Checks of completeness: missing cells, total rows, the size of pseudo-units. See check.lua.
local additivity = require "urssaf.domain.additivity"
local check_text = require "urssaf.panel.check_text"
local datasets = require "urssaf.domain.datasets"
local doubtful_zeros = require "urssaf.panel.doubtful_zeros"
local lifetimes = require "urssaf.panel.lifetimes"
local names = require "urssaf.base.names"
local series = require "urssaf.panel.series"
local sums = require "urssaf.base.sums"
local tables = require "urssaf.base.tables"
local total_origin = require "urssaf.panel.total_origin"
local total_rows = require "urssaf.panel.total_rows"
local total_sums = require "urssaf.panel.total_sums"
local utf8 = require "urssaf.base.utf8"

local check_completeness = {}

-- A larger remainder exceeds any département: Paris has some 8 %. Rankings and maps leave the
-- remainder out, and then no longer show the whole.
local LARGE_REMAINDER = 0.10

-- ------------------------------------------------------------------ missing

local EMPTY_IS_NONE = ", very probably none: the dataset has many empty cells and no 0 (Urssaf does"
  .. " not say what they mean)"
local NOT_NONE = ", beside figures too large for none"

-- `reason`: why it need not worry anybody, if that is known.
local function add_missing(state, severity, measure, fields, reason)
  fields.measure, fields.size = measure, #fields.periods
  fields.message = ("%s missing %s%s"):format(utf8.shown(measure), fields.size == #state.periods
    and "altogether" or "in " .. check_text.spans(fields.periods, state.frequency), reason or "")
  state:add("missing", severity, fields)
end

-- Periods in which no unit has a value, though one had before, are one finding for the whole.
local function missing_of_all(state, measure)
  local list, begun = {}, false
  for i, name in ipairs(state.periods) do
    local is_present = state.present[measure][i]
    begun = begun or is_present
    if begun and not is_present then list[#list + 1] = name end
  end
  if #list > 0 then add_missing(state, "warning", measure, { periods = list }) end
end

-- The periods from the first value of a unit on (all if it has none), to its end if it has ended,
-- in which it lacks a value and another unit has one.
local function missing_of(state, one, measure)
  local s = one.of[measure]
  local first = s and series.since(s) and series.start(s) or 1
  local list = {}
  for i = first, one.ended and one.last or #state.periods do
    local lacking = not s or s.values[i] == nil
    if lacking and state.present[measure][i] then list[#list + 1] = state.periods[i] end
  end
  return list
end

-- The periods in which an empty cell may mean none, and those in which the figures beside it are
-- too large for that.
local function by_size(one, measure, list)
  local s, small, large, doubtful = one.of[measure], {}, {}, {}
  local at = s and doubtful_zeros.of(s) or {}
  for i = 1, s and #s.periods or 0 do doubtful[s.periods[i]] = at[i] end
  for _, name in ipairs(list) do table.insert(doubtful[name] and large or small, name) end
  return small, large
end

local function add_missing_of(state, one, measure, list)
  local is_none = datasets.is_empty_none((one.of[measure] or state.panel).dataset)
  local small, large = {}, list
  if is_none then small, large = by_size(one, measure, list) end
  if #large > 0 then
    add_missing(state, one.role and "info" or "warning", measure, { key = one.key,
      periods = large }, is_none and NOT_NONE or nil)
  end
  if #small > 0 then
    add_missing(state, "info", measure, { key = one.key, periods = small }, EMPTY_IS_NONE)
  end
end

--- Adds missing cells: as warnings; for information those of pseudo-units, and those that very
-- probably mean none.
---@param state urssaf.CheckState
function check_completeness.missing(state)
  lifetimes.mark(state.units)
  for _, measure in ipairs(state.measures) do
    missing_of_all(state, measure)
    for _, one in ipairs(state.units) do
      local list = missing_of(state, one, measure)
      if #list > 0 then add_missing_of(state, one, measure, list) end
    end
  end
end

-- ------------------------------------------------------------------ total rows

local function without(units, found)
  return tables.filter(units, function(one) return not found[one] end)
end

local function add_total(state, one, found, evidence)
  local text = found and found.reason
  if evidence then
    text = ("it equals the sum of all others in %s, in %s %d cells where every unit has a value")
      :format(names.listed(evidence.measures), evidence.cells == evidence.compared and "all"
        or evidence.cells .. " of", evidence.compared) .. (found and found.differs or "")
  end
  state:add("total_row", "warning", { key = one.key, size = evidence and evidence.cells,
    message = "it is itself a total: " .. text })
end

--- Adds total rows as warnings. The other units become the members of the sums that are checked
-- next.
---@param state urssaf.CheckState
function check_completeness.totals(state)
  local found, doubtful = total_rows.find(state.units, total_origin.of(state.panel))
  local by_level = tables.filter(state.units, function(one)
    return not (found[one] and found[one].is_by_level)
  end)
  local equal = total_sums.equal_in_some(by_level)
  for _, one in ipairs(state.units) do
    if found[one] or equal[one] then
      add_total(state, one, found[one], equal[one])
      found[one] = found[one] or {}
    elseif doubtful[one] then
      state:add("total_row", "warning", { key = one.key, size = (doubtful[one].gap or {}).gap,
        message = "it lacks a key that others in it have, and may be a total, but is not the sum of"
          .. " these; it is added up" })
    end
  end
  state.members = without(state.units, found)
  if #state.units > 1 and #state.units <= total_rows.FEW_UNITS then
    state:skip("total_row", ("one of %d units may equal the others by chance, so only names were"
      .. " checked"):format(#state.units))
  end
end

-- ------------------------------------------------------------------ pseudo-units

-- The pseudo-units of each kind of finding: their role, and what several of them are called.
local PSEUDO = {
  unclassified = { role = "remainder", several = "unclassified units" },
  adjustment = { role = "adjustment", several = "adjustments" },
}

-- The sum of the pseudo-units of a role and that over all units at a position; nil if they or an
-- expected unit are missing, or if a value is negative (a difference of flows may be, and so may
-- any adjustment). `starts`: from where on each unit is expected.
local function pseudo_at(state, role, measure, starts, i)
  local sum, whole = nil, 0
  for number, one in ipairs(state.members) do
    local s = one.of[measure]
    local value = s and s.values[i]
    if value and value < 0 and one.role ~= "adjustment" then return nil end
    if not value and i >= starts[number] then return nil end
    whole = sums.plus(whole, value or 0)
    if one.role == role and value then sum = sums.plus(sum or 0, value) end
  end
  if sum and whole > 0 then return sum, whole end
end

local function starts_of(members, measure)
  return tables.map(members, function(one)
    local s = one.of[measure]
    return s and not one.role and series.start(s) or math.huge
  end)
end

local function severity_of(kind, share)
  return kind == "unclassified" and share > LARGE_REMAINDER and "warning" or "info"
end

local function add_pseudo(state, kind, measure, only)
  local starts, pseudo = starts_of(state.members, measure), PSEUDO[kind]
  for i = #state.periods, 1, -1 do
    local sum, whole = pseudo_at(state, pseudo.role, measure, starts, i)
    if sum then
      local share, when = sum / whole, state.periods[i]
      state:add(kind, severity_of(kind, share), {
        key = only and only.key, where = not only and pseudo.several or nil,
        measure = measure, periods = { when }, size = share,
        message = ("%s %% of %s in %s"):format(check_text.rounded(share * 100),
          utf8.shown(measure), check_text.period(when)),
      })
      return
    end
  end
  state:skip(kind, "no period has all units, no negative value and a total above zero", measure)
end

local function find_pseudo(state, kind)
  local role = PSEUDO[kind].role
  local list = tables.filter(state.members, function(one) return one.role == role end)
  for _, measure in ipairs(#list > 0 and state.measures or {}) do
    if additivity.nature { measure = measure } then
      add_pseudo(state, kind, measure, #list == 1 and list[1] or nil)
    else
      state:skip(kind, "it is not known whether it can be added up", measure)
    end
  end
end

--- Adds the size of the remainder, as a warning if it is large, and that of adjustments; else both
-- are for information.
---@param state urssaf.CheckState
function check_completeness.unclassified(state)
  find_pseudo(state, "unclassified")
  find_pseudo(state, "adjustment")
end

return check_completeness
