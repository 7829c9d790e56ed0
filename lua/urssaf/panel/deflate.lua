--- Amounts in constant prices: those in euros, divided by a price index.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local composition = require "urssaf.panel.composition"
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local new_note = require "urssaf.domain.new_note"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local selection = require "urssaf.panel.selection"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local transform_names = require "urssaf.panel.transform_names"
local unit = require "urssaf.domain.unit"

local deflate = {}

local OPTIONS = { by = options.checks.text, base = options.checks.bound,
  measure = options.checks.any }

local function is_in_euros(s)
  local own = additivity.unit(s) or ""
  return own:find "^EUR" ~= nil and not own:find "^EUR of "
end

-- The positions of the base, all of which must be in the grid.
local function base_positions(panel, base)
  local frequency = panel.frequency
  local first, last = period.lower(base, frequency), period.upper(base, frequency)
  local before = panel.periods[1] and period.ordinal(panel.periods[1], frequency) - 1 or 0
  first, last = first - before, last - before
  if first > last then errors.misuse("base: shorter than a %s", frequency) end
  if first < 1 or last > #panel.periods then
    errors.misuse("base: %s", period.outside(panel.periods, frequency, base))
  end
  return first, last
end

-- The prices of each period over those of the base; nothing where the index is missing, or if it is
-- missing in the base.
local function price_levels(index, first, last)
  local sum, levels = 0, {}
  for i = first, last do
    local value = index and index.values[i]
    if not value or value <= 0 then return levels, false end
    sum = sum + value
  end
  local mean = sum / (last - first + 1)
  for i = 1, #index.periods do
    local value = index.values[i]
    if value and value > 0 then levels[i] = value / mean end
  end
  return levels, true
end

local function in_base_prices(s, levels, base)
  local fields = composition.of(s)
  fields.values, fields.members, fields.steps = {}, nil, nil -- these are in current euros
  for i = 1, #s.periods do
    if s.values[i] ~= nil and levels[i] then fields.values[i] = s.values[i] / levels[i] end
  end
  fields.unit = additivity.unit(s):gsub("^EUR", "EUR of " .. base)
  fields.transform = transform_names.after(s, ("deflated(%s)"):format(base))
  fields.notes = tables.filter(s.notes or {}, function(note) return note.kind ~= "nominal" end)
  if s.parts then
    fields.parts = tables.merge(s.parts,
      { numerator = in_base_prices(s.parts.numerator, levels, base) })
  end
  return series.like(s, fields)
end

local SHOWN = 5

local function notes_of(panel, given, base, without)
  local message = ("in euros of %s: divided by %s, which is 1 there"):format(base, given.by)
  local notes = { new_note("deflated", message, { base = base, by = given.by }) }
  if #without > 0 then
    local shown = names.listed(tables.map(without, function(one) return unit.name(one.key) end),
      SHOWN)
    message = ("missing in euros of %s, where %s has no value in the base: %s"):format(base,
      given.by, shown)
    notes[2] = new_note("deflated", message, { base = base, by = given.by, without = shown })
  end
  return caveats.add(tables.filter(panel.notes, function(note)
    return note.kind ~= "nominal"
  end), notes)
end

local function check(panel, given)
  given = options.check(given, OPTIONS)
  if not given.by then errors.misuse("by: say the measure that is the price index") end
  if not given.base then errors.misuse("base: say the period or year whose prices are taken") end
  selection.measure(panel, given.by)
  local wanted = given.measure and selection.measure_matcher(panel, given.measure)
  given.is_wanted = function(s) return is_in_euros(s) and (not wanted or wanted(s.measure)) end
  if #panel.series > 0 and not tables.find(panel.series, given.is_wanted) then
    errors.misuse("deflate: no measure %s is in current euros",
      wanted and "that is asked for" or "of these data")
  end
  return given
end

--- The series of a panel, those in euros in the prices of a base.
---@param panel urssaf.Panel
---@param given urssaf.DeflateOptions
---@return urssaf.Series[] series
---@return urssaf.Note[] notes
function deflate.series(panel, given)
  given = check(panel, given)
  if not panel.periods[1] then return {}, panel.notes end
  local first, last = base_positions(panel, given.base)
  local base = first == last and panel.periods[first] or period.parse(given.base)
  local list, without, units = {}, {}, unit.collect(panel.series)
  for _, one in ipairs(units) do
    local index = tables.find(one.series, function(s) return s.measure == given.by end)
    local levels, is_known = price_levels(index, first, last)
    if not is_known then without[#without + 1] = one end
    for _, s in ipairs(one.series) do
      list[#list + 1] = given.is_wanted(s) and in_base_prices(s, levels, base) or s
    end
  end
  if #units > 0 and #without == #units then
    errors.misuse("base: %s has no value above zero in all of %s", given.by, base)
  end
  return list, notes_of(panel, given, base, without)
end

return deflate
