--- What has to be said beside a result: notes of a panel or a series.
local additivity = require "urssaf.domain.additivity"
local geo = require "urssaf.domain.geo"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local period = require "urssaf.domain.period"
local quarter = require "urssaf.domain.quarter"
local selection = require "urssaf.panel.selection"

local caveats = {}

local function identity(note)
  return table.concat({ note.kind, note.measure or "", note.message }, "\n")
end

local function union(one, other)
  local periods, seen = {}, {}
  for _, list in ipairs { one or {}, other or {} } do
    for _, name in ipairs(list) do
      if not seen[name] then seen[name], periods[#periods + 1] = true, name end
    end
  end
  table.sort(periods, names.before)
  return periods
end

local function merged(one, other)
  if not other.periods or one.periods == other.periods then return one end
  local both = {}
  for name, value in pairs(one) do both[name] = value end
  both.periods = union(one.periods, other.periods)
  return both
end

--- The list of notes with others after it. What is said already is not said twice: of two notes
-- that say the same of other periods one is made.
---@param notes table[]?
---@param more table[]
---@return table[]
function caveats.add(notes, more)
  if notes and #more == 0 then return notes end
  local place, list = {}, {}
  for _, said in ipairs { notes or {}, more } do
    for _, note in ipairs(said) do
      local id = identity(note)
      place[id] = place[id] or #list + 1
      list[place[id]] = list[place[id]] and merged(list[place[id]], note) or note
    end
  end
  return list
end

--- The notes of a ratio's parts, as notes of the ratio.
---@param measure string
---@param notes table[]?
---@param more table[]?
---@return table[]? notes nil if there are none
function caveats.about(measure, notes, more)
  local list = {}
  for _, note in ipairs(caveats.add(notes, more or {}) or {}) do
    local own = {}
    for name, value in pairs(note) do own[name] = value end
    own.measure = note.measure and measure
    list[#list + 1] = own
  end
  return #list > 0 and caveats.add(nil, list) or nil
end

--- The notes that concern these series: those of no measure, those of theirs, and what says that
-- a measure is not there.
---@param notes table[]
---@param list urssaf.Series[]
---@return table[]
function caveats.concerning(notes, list)
  local there, kept = {}, {}
  for _, s in ipairs(list) do there[s.measure] = true end
  for _, note in ipairs(notes) do
    local concerns = not note.measure or there[note.measure] or note.kind == "left_out"
    if concerns then kept[#kept + 1] = note end
  end
  return #kept == #notes and notes or kept
end

--- The notes that concern series at a period: those that name periods have to name it.
---@param notes table[]
---@param list urssaf.Series[]
---@param when string
---@return table[]
function caveats.at(notes, list, when)
  local kept = {}
  for _, note in ipairs(caveats.concerning(notes, list)) do
    local concerns = note.periods == nil
    for _, name in ipairs(note.periods or {}) do concerns = concerns or name == when end
    if concerns then kept[#kept + 1] = note end
  end
  return kept
end

-- Where a quarter is on the grid, or would be.
local function place_of(s, name)
  local when = s.frequency == "year" and name:sub(1, 4) or name
  return period.ordinal(when, s.frequency) - period.ordinal(s.periods[1], s.frequency) + 1
end

-- Whether a measure is a level at the period's end, or has one in it.
local function levels(name)
  local known = measures.of(name) or {}
  local part = known.parts and measures.of(known.parts.denominator) or {}
  return known.nature == "stock", part.nature == "stock"
end

-- The first and last period, as positions, in which figures are not what they would be without a
-- break. What flows left out of the first quarter is in the last; a level is right again by then,
-- and of a year it is the one of the year's end.
local function extent(s, known)
  local is_level, has_level = levels(s.measure)
  local from, last = place_of(s, known.from), known.to
  if (is_level or has_level) and last ~= known.from then last = quarter.add(last, -1) end
  local to = place_of(s, last)
  local is_over = is_level and s.frequency == "year" and not last:find("Q4$")
  return from, is_over and math.max(from, to - 1) or to
end

-- The periods of the grid whose result uses or spans a break; `span(from, to)` tells them by their
-- positions, from those of the break.
local function touched(s, known, span)
  local list = {}
  if not s.periods[1] then return list end
  local first, last = span(extent(s, known))
  for i = math.max(first, 1), math.min(last, #s.periods) do list[#list + 1] = s.periods[i] end
  return list
end

--- The span of results that use up to `reach` periods before their own.
---@param reach integer
---@return fun(at: integer): integer, integer
function caveats.reach(reach)
  return function(from, to) return from, to + reach end
end

--- The span of results that are compared with a base, at those positions.
---@param first integer
---@param last integer
---@param size integer of the grid
---@return fun(at: integer): integer, integer
function caveats.from_base(first, last, size)
  return function(from, to)
    if to < first then return 1, to end
    if from > last then return from, size end
    return 1, size
  end
end

--- The breaks that sums or growths use or span.
---@param s urssaf.Series its measure and grid
---@param span function of caveats.reach or caveats.from_base
---@return table[] notes kind `break`
function caveats.breaks(s, span)
  local notes = {}
  for _, known in ipairs(measures.breaks(s.measure)) do
    local periods = touched(s, known, span)
    if #periods > 0 then
      notes[#notes + 1] = {
        kind = "break", id = known.id, measure = s.measure, periods = periods,
        message = ("%s: %s (%s)"):format(known.period, known.explanation.en, known.source),
      }
    end
  end
  return notes
end

--- What growth of money is.
---@param s urssaf.Series the series that grows
---@return table[] notes kind `nominal`
function caveats.nominal(s)
  if not (additivity.unit(s) or ""):find("^EUR") then return {} end
  return { { kind = "nominal", measure = s.measure, message = "this growth is nominal: in euros of"
    .. " each period, with what prices did" } }
end

--- Where growth is missing because its two ends are not made of the same units.
---@param s urssaf.Series
---@param periods string[]
---@return table[] notes kind `coverage`
function caveats.coverage(s, periods)
  if #periods == 0 then return {} end
  return { { kind = "coverage", measure = s.measure, periods = periods, message = "missing, for"
    .. " other units are missing in the sums it compares" } }
end

--- Where sums are of those units only that are there.
---@param list urssaf.Series[] aggregates
---@return table[] notes kind `partial`, one for each measure
function caveats.partial(list)
  local at, order = {}, {}
  for _, s in ipairs(list) do
    for i, who in ipairs(s.absent or {}) do
      if who ~= "" and s.values[i] ~= nil and not at[s.measure] then
        at[s.measure], order[#order + 1] = {}, s
      end
      if who ~= "" and s.values[i] ~= nil then at[s.measure][i] = true end
    end
  end
  local notes = {}
  for j, s in ipairs(order) do
    local periods = {}
    for i, name in ipairs(s.periods) do
      if at[s.measure][i] then periods[#periods + 1] = name end
    end
    notes[j] = { kind = "partial", measure = s.measure, periods = periods, message = "not all units"
      .. " are in these sums: see the coverage of the series" }
  end
  return notes
end

local MAYOTTE = { departement = "976", region = "06" }

-- Whether these keys have every département, or every region, but Mayotte.
local function covers_france(present, kind, places)
  local codes = present["code_" .. kind]
  for _, place in ipairs(codes and places or {}) do
    if not codes[place.code] and place.code ~= MAYOTTE[kind] then return false end
  end
  return codes ~= nil
end

local function is_place(name)
  return name:find("departement$") ~= nil or name:find("region$") ~= nil
end

-- Whether nothing was filtered out that there was, by keys other than places.
local function is_unfiltered(present, universe)
  for name, values in pairs(universe.keys) do
    for value in pairs(is_place(name) and {} or values) do
      if not (present[name] and present[name][value]) then return false end
    end
  end
  return true
end

--- What a sum over all units of a panel is a sum of, if it is of all there are.
---@param panel urssaf.Panel
---@return table[] notes kind `scope`
function caveats.scope(panel)
  if not (panel.dataset or ""):find("^auto%-entrepreneurs") then return {} end
  local present = selection.universe(panel.series).keys
  local has_places = present.code_departement or present.code_region
  local is_france = not has_places or covers_france(present, "departement", geo.departements)
    or covers_france(present, "region", geo.regions)
  if not (is_france and is_unfiltered(present, panel.universe)) then return {} end
  return { { kind = "scope", message = "France without Mayotte, which these data do not cover" } }
end

--- That a sum of seasonally adjusted figures is not adjusted itself.
---@param s urssaf.Series
---@return table[] notes kind `adjusted`
function caveats.adjusted(s)
  local definition = measures.of(s.measure)
  if not (definition and definition.adjusted) then return {} end
  return { { kind = "adjusted", measure = s.measure, message = "a sum of seasonally adjusted"
    .. " figures is not quite the adjusted figure of the sum" } }
end

return caveats
