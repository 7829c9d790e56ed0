--- Marks figures that are so young that later publications usually change them.
--
-- `provisional` of a series is a table by position: true where the value is such a figure, or is
-- made of one.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local composition = require "urssaf.panel.composition"
local errors = require "urssaf.base.errors"
local languages = require "urssaf.language"
local new_note = require "urssaf.domain.new_note"
local options = require "urssaf.domain.options"
local panel_like = require "urssaf.panel.panel_like"
local series = require "urssaf.panel.series"
local settling = require "urssaf.panel.settling"
local tables = require "urssaf.base.tables"

local provisional = {}

-- The last position at which a series of each measure has a value.
local function last_positions(list)
  local last = {}
  for _, s in ipairs(list) do
    for i in pairs(s.values) do
      if type(i) == "number" then last[s.measure] = math.max(last[s.measure] or 0, i) end
    end
  end
  return last
end

-- The series with the values from a position on marked, and those of its parts; itself if there are
-- none.
local function marked(s, first)
  local marks
  for i = first, #s.periods do
    if s.values[i] ~= nil then
      marks = marks or tables.merge(s.provisional)
      marks[i] = true
    end
  end
  if not marks then return s end
  local parts = s.parts and tables.merge(s.parts, {
    numerator = marked(s.parts.numerator, first),
    denominator = marked(s.parts.denominator, first) })
  return series.like(s, tables.merge(s, { provisional = marks, parts = parts }))
end

local function note_of(measure, periods)
  local since = languages.of("en"):period(periods[1])
  return new_note("provisional", ("provisional since %s: later publications usually change"
    .. " figures this recent"):format(since),
    { measure = measure, since = periods[1], periods = periods })
end

local function unknown_note(measures)
  return new_note("provisional", "which figures are provisional is not known: it takes two"
    .. " publications that are kept", { measures = measures, variant = "unknown" })
end

-- The first position of figures that are younger than an age.
local function first_of(age, last) return math.max(1, last - age + 1) end

-- A note for each measure, and one for those of which nothing is known.
local function notes_of(list, ages, last)
  local notes, unknown = {}, {}
  for _, s in ipairs(tables.unique(list, function(s) return s.measure end)) do
    local age, to = ages[s.measure], last[s.measure]
    if not age then
      unknown[#unknown + 1] = s.measure
    elseif age > 0 and to then
      notes[#notes + 1] = note_of(s.measure, composition.slice(s.periods, first_of(age, to), to))
    end
  end
  if #unknown > 0 then notes[#notes + 1] = unknown_note(unknown) end
  return notes
end

--- The panel with its youngest figures marked.
---@param panel urssaf.Panel
---@param ages table<string, integer> by measure, the age from which on figures mostly stay
---@param wanted (fun(measure: string): any)? which measures are to be marked; by default all
---@return table fields in which it differs
function provisional.panel(panel, ages, wanted)
  local last = last_positions(panel.series)
  local notes = notes_of(tables.filter(panel.series, function(s)
    return not wanted or wanted(s.measure)
  end), ages, last)
  local list = tables.map(panel.series, function(s)
    if s.transform then
      errors.misuse("%s: mark the figures that it was made of", additivity.title(s))
    end
    local age = (not wanted or wanted(s.measure)) and ages[s.measure]
    return age and last[s.measure] and marked(s, first_of(age, last[s.measure])) or s
  end)
  return { series = list, notes = caveats.add(panel.notes, notes) }
end

--- The options that say where to look for publications.
provisional.OPTIONS = { cache_dir = options.checks.text, panels = options.checks.panels,
  log = options.checks.callback }

--- The panel with those of its figures marked that publications usually change: see
-- `urssaf.provisional`.
---@param panel urssaf.Panel
---@param next_panel fun(): urssaf.Panel?, urssaf.Error? the publications, the oldest first
---@return urssaf.Panel?
---@return urssaf.Error? err that of `next_panel`
function provisional.by_publications(panel, next_panel)
  local ages, err = settling.ages(next_panel, tables.set(panel.series, "measure"), panel.frequency)
  if not ages then return nil, err end
  return panel_like(panel, provisional.panel(panel, ages))
end

return provisional
