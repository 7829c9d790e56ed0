--- Which territory a sum over all units is about, told by what is in it: France, with Mayotte or
-- without it.
--
-- A sum over sectors has lost its places, and so may be the units of the next sum. `summed` of a
-- panel's universe keeps what was in it: the places, since when Mayotte is in the sum of a
-- measure, and whether something else than a place was filtered out before.
local additivity = require "urssaf.domain.additivity"
local check_text = require "urssaf.panel.check_text"
local new_note = require "urssaf.domain.new_note"
local period = require "urssaf.domain.period"
local places = require "urssaf.domain.places"
local selection = require "urssaf.panel.selection"
local series = require "urssaf.panel.series"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local scope = {}

---@class urssaf.Scope
---@field places table<string, table<string, boolean>> the values of the keys that name places
---@field is_part boolean whether a value of another key was filtered out
---@field has_mayotte boolean whether Mayotte is among the units, be it without a value
---@field measures table[] { measure =, mayotte = , first = }: the first period with Mayotte (nil
-- if it is in none), and that with any unit

-- The earlier of two periods, which may be a quarter and a year.
local function earlier(a, b)
  if a == b or not (a and b) then return a or b end
  return sorting.before(period.first_day(b), period.first_day(a)) and b or a
end

-- Whether Mayotte is among the units, and the keys that are its: the series of a unit share theirs.
local function keys_of_mayotte(list)
  local keys, last = {}, nil
  for _, s in ipairs(list) do
    if s.key ~= last then
      last = s.key
      keys[last] = places.is_mayotte(last) or nil
    end
  end
  return keys
end

-- Since when Mayotte, and any unit, is in the sum of each measure.
local function measures_of(list, before, of_mayotte)
  local found, ordered = {}, {}
  for _, s in ipairs(list) do
    local id = s.transform and additivity.id(s) or s.measure
    local own = found[id]
    if not own then
      own = tables.merge(before[s.measure] or { measure = s.measure }, {})
      found[id], ordered[#ordered + 1] = own, own
    end
    local since = series.since(s)
    if since ~= own.first then own.first = earlier(own.first, since) end
    if of_mayotte[s.key] then own.mayotte = earlier(own.mayotte, since) end
  end
  return ordered
end

local function places_of(keys)
  local found = {}
  for name, values in pairs(keys) do
    if places.is_key(name) then found[name] = values end
  end
  return found
end

-- Whether a value of a key other than a place was filtered out.
local function is_filtered(present, universe)
  for name, values in pairs(universe.keys) do
    for value in pairs(places.is_key(name) and {} or values) do
      if not (present[name] and present[name][value]) then return true end
    end
  end
  return false
end

--- What is in the sums over some units of a panel.
---@param panel urssaf.Panel
---@param list urssaf.Series[] those that are added up
---@return urssaf.Scope
function scope.of(panel, list)
  local keys = selection.universe(list).keys
  local before = panel.universe.summed or { places = {}, measures = {} }
  local of_measure, of_mayotte = {}, keys_of_mayotte(list)
  for _, one in ipairs(before.measures) do of_measure[one.measure] = one end
  return { places = tables.merge(before.places, places_of(keys)),
    is_part = before.is_part or is_filtered(keys, panel.universe),
    has_mayotte = before.has_mayotte or next(of_mayotte) ~= nil,
    measures = measures_of(list, of_measure, of_mayotte) }
end

--- Whether the sums are of France. Data without places are, where the dataset says so.
---@param panel urssaf.Panel the panel that is added up
---@param own urssaf.Scope of its units
---@return boolean
function scope.is_france(panel, own)
  if own.is_part then return false end
  if next(own.places) then return places.cover_france(own.places) end
  return next(places_of(panel.universe.keys)) == nil and places.is_auto_entrepreneurs(panel)
end

-- Why Mayotte is in none of the sums of a measure; by the names of the French sentences.
local function why_without(panel, own)
  if not places.had_mayotte(panel) then return "which these data do not cover" end
  if own.has_mayotte then return "of which there is no figure", "empty" end
  return "which was left out", "left_out"
end

local function note_on(panel, own, one, measure)
  if one.mayotte then
    return new_note("scope", ("Mayotte is in these sums from %s on, and not before"):format(
      check_text.period(one.mayotte)),
      { since = one.mayotte, variant = "since", measure = measure })
  end
  local reason, variant = why_without(panel, own)
  return new_note("scope", "France without Mayotte, " .. reason,
    { variant = variant, measure = measure })
end

--- The notes that a sum over all units is that of France without Mayotte, or has Mayotte from some
-- period on: one for all measures, or one for each if they differ.
---@param panel urssaf.Panel the panel that is added up
---@param own urssaf.Scope of its units
---@return urssaf.Note[] notes kind `scope`; none if Mayotte is in all sums, or it is not France
function scope.notes(panel, own)
  if not scope.is_france(panel, own) then return {} end
  local notes, differ = {}, false
  for _, one in ipairs(own.measures) do
    differ = differ or one.mayotte ~= own.measures[1].mayotte
  end
  for i, one in ipairs(own.measures) do
    local is_throughout = one.mayotte ~= nil and one.mayotte == one.first
    if not is_throughout and (differ or i == 1) then
      notes[#notes + 1] = note_on(panel, own, one, differ and one.measure or nil)
    end
  end
  return notes
end

return scope
