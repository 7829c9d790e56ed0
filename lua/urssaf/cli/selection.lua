--- From a whole panel to the series that a command is asked for: measures, places, what is done to
-- them, periods; in this order, so that a growth has the year before.
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local panel = require "urssaf.panel"
local places = require "urssaf.cli.places"

local selection = {}

local function is_computed(name)
  local known = measures.of(name)
  return known ~= nil and (known.parts or known.terms) ~= nil
end

local function unknown(name, there)
  local all = names.sorted_keys(there)
  for _, one in ipairs(measures.names()) do
    if is_computed(one) then all[#all + 1] = one end
  end
  return errors.fail("usage", ("there is no measure '%s'%s; 'urssaf info' lists them"):format(name,
    names.suggestion(name, all)))
end

-- The panel with those that are computed from others, if they are asked for.
local function with_measures(whole, wanted)
  local there = {}
  for _, s in ipairs(whole.series) do there[s.measure] = true end
  for _, name in ipairs(wanted) do
    if not there[name] then
      if not is_computed(name) then return unknown(name, there) end
      whole, there[name] = whole:with(name), true
    end
  end
  return whole
end

-- Units by their keys; that it is only those is said of all that comes of them.
local function filtered(whole, pairs_given)
  local wanted, said = {}, {}
  for i, one in ipairs(pairs_given or {}) do
    wanted[one.name] = wanted[one.name] or {}
    table.insert(wanted[one.name], one.value)
    said[i] = one.name .. " = " .. one.value
  end
  if #said == 0 then return whole end
  local part = whole:filter(wanted)
  local what = table.concat(said, ", ")
  part.notes = caveats.add({ { kind = "selection", what = what, message = "only: " .. what } },
    part.notes)
  return part
end

local function indexed(whole, base)
  local list, notes = {}, whole.notes
  for i, s in ipairs(whole.series) do
    list[i] = s:index(base)
    notes = caveats.add(notes, list[i].notes or {})
  end
  return panel.new { dataset = whole.dataset, frequency = whole.frequency, periods = whole.periods,
    source = whole.source, series = list, notes = notes }
end

local USUAL = "economiquement_actifs"

--- The measure that is meant where one is needed: what is said, else the usual one, else the only
-- one.
---@param whole urssaf.Panel
---@param given table `measure`
---@return string[]? measures one of them, or all that are said
---@return urssaf.Error? err kind `usage`, where it cannot be told
function selection.one(whole, given)
  if type(given.measure) == "string" then return { given.measure } end
  if given.measure and #given.measure > 0 then return given.measure end
  local there, list = {}, {}
  for _, s in ipairs(whole.series) do
    if not there[s.measure] then there[s.measure], list[#list + 1] = true, s.measure end
  end
  if there[USUAL] then return { USUAL } end
  if #list == 1 then return list end
  return errors.fail("usage", ("say which measure (-m): %s"):format(table.concat(list, ", ")))
end

--- A panel with what the options do to each series: `rolling`, `growth`, `quarterly_growth`,
-- `index`.
---@param whole urssaf.Panel
---@param given table
---@return urssaf.Panel
function selection.transformed(whole, given)
  if given.rolling then whole = whole:rolling(given.rolling) end
  if given.growth then return whole:yoy() end
  if given.quarterly_growth then return whole:qoq() end
  if given.index then return indexed(whole, given.index) end
  return whole
end

--- The units and measures that are asked for, before any place.
---@param whole urssaf.Panel
---@param given table `measure` (a list), `where`
---@param wanted string[]? measures; by default those of the options, or all
---@return urssaf.Panel?
---@return urssaf.Error? err kind `usage`
function selection.units(whole, given, wanted)
  wanted = wanted or given.measure or {}
  local part, err = with_measures(whole, wanted)
  if not part then return nil, err end
  part = filtered(part, given.where)
  return #wanted > 0 and part:filter { measure = wanted } or part
end

-- Notes that name periods, and none of those that are left, are of what was cut off.
local function of_periods(notes, periods)
  local there, kept = {}, {}
  for _, name in ipairs(periods) do there[name] = true end
  for _, note in ipairs(notes) do
    local concerns = note.periods == nil
    for _, name in ipairs(note.periods or {}) do
      concerns = concerns or there[name] or there[name:sub(1, 4)]
    end
    if concerns then kept[#kept + 1] = note end
  end
  return kept
end

--- A panel from a period to another.
---@param whole urssaf.Panel
---@param given table `from to`
---@return urssaf.Panel?
---@return urssaf.Error? err kind `usage`
function selection.within(whole, given)
  if not (given.from or given.to) then return whole end
  local part = whole:filter { from = given.from, to = given.to }
  if #part.periods == 0 then
    return errors.fail("usage", ("no period is in that span: there are those from %s to %s"):format(
      whole.periods[1] or "?", whole.periods[#whole.periods] or "?"))
  end
  part.notes = of_periods(part.notes, part.periods)
  return part
end

--- The series of the places that are asked for.
---@param whole urssaf.Panel
---@param given table `measure where place annual rolling growth quarterly_growth index from to`
---@param wanted string[]? measures, as in `units`
---@return urssaf.Panel?
---@return urssaf.Error?
function selection.select(whole, given, wanted)
  local part, err = selection.units(whole, given, wanted)
  -- units that are asked for by a key stay as they are
  local by_key = #given.place == 0 and #(given.where or {}) > 0
  if part and not by_key then part, err = places.select(part, given.place) end
  if not part then return nil, err end
  if given.annual then part = part:annual() end
  part = selection.transformed(part, given)
  return selection.within(part, given)
end

--- The same where a measure is needed: see `one`.
---@param whole urssaf.Panel
---@param given table
---@return urssaf.Panel?
---@return urssaf.Error?
function selection.select_one(whole, given)
  local wanted, err = selection.one(whole, given)
  if not wanted then return nil, err end
  return selection.select(whole, given, wanted)
end

return selection
