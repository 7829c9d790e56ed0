--- The notes on the breaks of a measure, and on its estimates: which results they affect.
local check_text = require "urssaf.panel.check_text"
local measures = require "urssaf.domain.measures"
local new_note = require "urssaf.domain.new_note"
local period = require "urssaf.domain.period"
local quarter = require "urssaf.domain.quarter"
local tables = require "urssaf.base.tables"
local vintage = require "urssaf.panel.vintage"

local break_notes = {}

-- ------------------------------------------------------------------ which positions

-- The first and last position that a quarter has, or would have outside the grid.
local function positions_of(s, name)
  local before = period.ordinal(s.periods[1], s.frequency) - 1
  local first, last = period.overlap(name, s.frequency)
  return first - before, last - before
end

-- Whether a measure is a level at the period's end; and whether it is a mean of levels, or is
-- divided by one. A flow that a break affects counts as such even if it is divided by a level,
-- since the break affects it for longer; an estimate affects it for less.
local function levels(s, known_break)
  local known = measures.of(s.measure, s.dataset) or {}
  local parts, is_level = known.parts, known.nature == "stock"
  local part = parts and measures.of(parts.denominator, s.dataset) or {}
  local is_flow = parts and not known_break.periods
    and tables.contains(known_break.measures, parts.numerator)
  return is_level, part.nature == "stock" and not is_flow or s.is_mean and is_level
end

-- The first and last position that a break affects. A flow is affected up to the last quarter of
-- the break, which includes what the first one lacks; an estimated one is that of its quarter. A
-- level is right again at the end of that quarter, and so in the period that ends with it or after
-- it. A year's ratio is one of means, and affected as long as one of the year's quarters is.
local function extent(s, known)
  local is_level, has_level = levels(s, known)
  local from, first_to = positions_of(s, known.from)
  local to = select(2, positions_of(s, known.to))
  if not (is_level or has_level) then return from, known.periods and first_to or to end
  if has_level and s.frequency == "year" then
    return from, (positions_of(s, quarter.add(known.to, -1)))
  end
  return from, math.max(from, to - 1)
end

local function mark(touched, s, first, last)
  for i = math.max(first, 1), math.min(last or 0, #s.periods) do touched[i] = true end
end

-- Marks the results that use figures that a break affects: `span` turns the positions of the break
-- into those of the results. Estimates are breaks of a year each, of which only the use counts.
local function mark_touched(touched, s, known, span)
  if not known.periods then return mark(touched, s, span(extent(s, known))) end
  for _, name in ipairs(known.periods) do
    local one = tables.merge(known, { from = name, to = quarter.add(name, 4) })
    local from, to = extent(s, one)
    local first, last, also, also_last = span(from, to, true)
    mark(touched, s, first, last)
    mark(touched, s, also or 1, also_last)
  end
end

-- The periods whose result uses figures that a break affects.
local function touched_periods(s, known, span)
  local touched, list = {}, {}
  if s.periods[1] then mark_touched(touched, s, known, span) end
  for i, name in ipairs(s.periods) do
    if touched[i] then list[#list + 1] = name end
  end
  return list
end

-- The series whose breaks a series has, on a grid: itself, or its parts if it is a ratio without a
-- definition.
local function affected(s, grid, is_mean)
  local own = { measure = s.measure, dataset = s.dataset, frequency = grid.frequency,
    periods = grid.periods, vintage = vintage.of(s), is_mean = is_mean }
  if not s.parts or measures.of(s.measure, s.dataset) then return { own } end
  return tables.map({ s.parts.numerator, s.parts.denominator }, function(part)
    return tables.merge(own, { measure = part.measure, is_mean = true })
  end)
end

-- ------------------------------------------------------------------ notes

local DOUBTFUL = ", unless this publication has re-allocated them, which these figures do not tell"
local BY_DATE = ", to judge by the date of these data"

local function estimated(known, fields)
  local quarters = table.concat(tables.map(known.periods, check_text.period), ", ")
  return new_note("estimated", ("%s: %s%s"):format(quarters, known.explanation.en,
    known.is_by_date and BY_DATE or ""), tables.merge(fields, { quarters = known.periods,
    variant = known.is_by_date and "by_date" or nil }))
end

--- The note on a break as it is in a publication.
---@param known urssaf.Break of `vintage.breaks`
---@param measure string
---@param periods string[]? the results that it affects
---@return urssaf.Note note kind `break`, or `estimated`
function break_notes.note(known, measure, periods)
  local fields = { id = known.id, measure = measure, periods = periods }
  if known.periods then return estimated(known, fields) end
  fields.variant = known.is_doubtful and "doubtful" or nil
  return new_note("break", ("%s: %s (%s)%s"):format(check_text.period(known.period),
    known.explanation.en, known.source, known.is_doubtful and DOUBTFUL or ""), fields)
end

--- The notes on the breaks and estimates that affect results.
---@param s urssaf.Series for its measure, parts and publication
---@param span function of caveats.reach or caveats.from_base
---@param grid { frequency: urssaf.Frequency, periods: string[] } of the results
---@param is_mean boolean? whether they are means of levels, and not those at the end
---@return urssaf.Note[] notes kinds `break` and `estimated`
function break_notes.of(s, span, grid, is_mean)
  local notes = {}
  for _, one in ipairs(affected(s, grid, is_mean)) do
    for _, known in ipairs(vintage.breaks(one.measure, one.dataset, one.vintage)) do
      local periods = touched_periods(one, known, span)
      if #periods > 0 then notes[#notes + 1] = break_notes.note(known, s.measure, periods) end
    end
  end
  return notes
end

--- Whether a note tells of a break, or of estimates.
---@param note urssaf.Note
---@return boolean
function break_notes.is(note)
  return note.kind == "break" or note.kind == "estimated"
end

return break_notes
