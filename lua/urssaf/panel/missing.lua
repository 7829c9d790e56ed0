--- Why sums are missing or partial: which units have no value where they should have one, and since
-- when.
--
-- There is one note for units with gaps, of kind `gap`, and one for units that have ended, of kind
-- `ended`; in sums that leave units out one of kind `partial` for both. Each is one, however many
-- units, measures and periods there are. A sum of sums says nothing that theirs say already.
local datasets = require "urssaf.domain.datasets"
local period = require "urssaf.domain.period"
local tables = require "urssaf.base.tables"
local tallies = require "urssaf.panel.unit_tally"
local unit_note = require "urssaf.panel.unit_note"

local missing = {}

---@class urssaf.MissingCells the cells that make sums missing, or partial
local Cells = {}
Cells.__index = Cells

-- The kinds of notes that say why sums are missing.
local OF_GAPS, OF_PARTS = { gap = true, ended = true }, { partial = true }

--- An empty record.
---@param like urssaf.Series one of the series that are added up
---@param settings { told: urssaf.Note[]?, missing: string? } the notes on these series, and what
-- makes a sum missing
---@return urssaf.MissingCells
function missing.cells(like, settings)
  local function tally() return tallies.new(like.periods, like.frequency) end
  return setmetatable({ gaps = tally(), ends = tally(), parts = tally(),
    like = like, notes_before = settings.told or {}, told = {}, ratios = {},
    is_none = datasets.is_empty_none(like.dataset), is_skipped = settings.missing == "skip",
    -- of what is computed from several cells, an empty one is no zero
    is_plain = not (like.expected or like.span or like.transform) }, Cells)
end

-- ------------------------------------------------------------------ what is told already

local function names_measure(note, measure)
  return note.measure == measure or tables.contains(note.measures or {}, measure)
end

-- Whether a note is about a measure, or a part of it.
local function is_about(note, measure, parts)
  return names_measure(note, measure) or tables.find(parts or {}, function(part)
    return names_measure(note, part)
  end) ~= nil
end

-- Adds the positions of a grid that are made of a note's periods.
local function add_positions(set, note, like)
  local before = period.ordinal(like.periods[1], like.frequency) - 1
  for _, name in ipairs(note.periods or {}) do
    local first, last = period.overlap(name, like.frequency)
    for i = first - before, last - before + (like.span or 0) do set[i] = true end
  end
end

-- The positions at which notes of some kinds tell of a measure.
local function told_of(self, kinds, measure)
  local id = (kinds == OF_GAPS and "gaps of " or "parts of ") .. measure
  if self.told[id] then return self.told[id] end
  local set = {}
  for _, note in ipairs(self.notes_before) do
    if kinds[note.kind] and is_about(note, measure, self.ratios[measure]) then
      add_positions(set, note, self.like)
    end
  end
  self.told[id] = set
  return set
end

-- Whether a unit is a sum, and the notes on it tell of a cell.
local function is_told(self, kinds, one, measure, i)
  return one.series[1].expected ~= nil and told_of(self, kinds, measure)[i] == true
end

-- ------------------------------------------------------------------ recording

local function has_ended(one, i)
  return one.ended and i > one.last
end

--- Records a cell that makes a sum missing.
---@param one table the unit: `key`, `series`, and `last` and `ended` of `lifetimes`
---@param measure string
---@param i integer the position
function Cells:add(one, measure, i)
  if is_told(self, OF_GAPS, one, measure, i) then return end
  local tally = has_ended(one, i) and self.ends or self.gaps
  tally:add(one, measure, i)
end

--- Records a cell that a sum leaves out.
---@param one table the unit
---@param measure string
---@param i integer the position
function Cells:add_part(one, measure, i)
  if not is_told(self, OF_PARTS, one, measure, i) then self.parts:add(one, measure, i) end
end

--- Tells that a measure is a ratio: it is missing where a part is, of which enough is said then.
---@param measure string
---@param parts string[] the measures of its parts
function Cells:ratio(measure, parts)
  self.ratios[measure] = parts
end

-- ------------------------------------------------------------------ notes

-- Leaves the ratios out of the measures that a tally names, if one of their parts is there.
local function leave_out_ratios(tally, ratios)
  tally.measures = tables.filter(tally.measures, function(measure)
    return not tables.find(ratios[measure] or {}, function(part) return tally.has[part] end)
  end)
end

local function gap_note(self, fields)
  fields.empty = self.is_none and "none" or nil
  fields.is_derived, fields.is_skipped = not self.is_plain or nil, self.is_skipped or nil
  return unit_note("gap", fields)
end

local function ended_note(self, fields)
  fields.is_skipped = self.is_skipped or nil
  return unit_note("ended", fields)
end

local function partial_note(self, fields)
  fields.variant = self.like.span and "of_spans" or nil
  return unit_note("partial", fields)
end

--- The notes on what was recorded: at most one of each kind.
---@return urssaf.Note[]
function Cells:notes()
  local notes = {}
  local function add(tally, make)
    leave_out_ratios(tally, self.ratios)
    if tally.cells > 0 then notes[#notes + 1] = make(self, tally:fields()) end
  end
  add(self.gaps, gap_note)
  add(self.ends, ended_note)
  add(self.parts, partial_note)
  return notes
end

return missing
