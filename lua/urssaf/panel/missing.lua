--- Why sums are missing or partial: which units have no value where they should have one, and since
-- when.
--
-- There is one note for units with gaps, of kind `gap`, and one for units that have ended, of kind
-- `ended`; in sums that leave units out one of kind `partial` for both. Each is one, however many
-- units, measures and periods there are. A sum of sums says nothing that theirs say already.
local datasets = require "urssaf.domain.datasets"
local period = require "urssaf.domain.period"
local series = require "urssaf.panel.series"
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

-- ------------------------------------------------------------------ recording

-- The positions at which a member of a sum has no value where one is expected, as sets: `parts`,
-- where the sum leaves it out; `gaps`, where the sum is missing; `ends`, where that is because the
-- unit has ended. `told` has those of which notes on the member tell, if it is a sum itself.
local function lacking(member, values, stands_in, told)
  local s, ends_after = member.series, member.unit.ended and member.unit.last or math.huge
  local own, expected, parts, gaps, ends = s.values, s.expected, {}, {}, {}
  local first, last = expected and 1 or member.start, expected and #s.periods or member.stop
  for i = first, math.min(last, #s.periods) do
    local is_missing = own[i] == nil and stands_in[i] == nil
    if is_missing and (not expected or expected[i] > 0) then
      local at = values[i] ~= nil and parts or i > ends_after and ends or gaps
      local is_told = (at == parts and told.parts or told.gaps)[i]
      at[i] = not is_told or nil
    end
  end
  return parts, gaps, ends
end

-- The positions at which a sum leaves out what is missing within a member that is a sum itself.
local function partial(s, values, told)
  local parts = {}
  for i, ids in ipairs(s.absent or {}) do
    local is_partial = ids ~= "" and values[i] ~= nil and series.addend(s, i) ~= nil
    if is_partial and not told.parts[i] then parts[i] = true end
  end
  return parts
end

local NONE = { parts = {}, gaps = {} }

--- Records the cells that a member of a sum lacks: where the sum has a value all the same, it
-- leaves them out, as it does what members lack that are sums.
---@param member table see group_sum.lua; `unit` has `key`, `series`, and `last` and `ended` of
-- `lifetimes`
---@param measure string
---@param values table<integer, number> of the sum
---@param is_mean boolean whether that is a mean over units
function Cells:add(member, measure, values, is_mean)
  local s, one, told = member.series, member.unit, NONE
  if one.series[1].expected then
    told = { parts = told_of(self, OF_PARTS, measure), gaps = told_of(self, OF_GAPS, measure) }
  end
  if member.has_holes and not one.role then
    local stands_in = is_mean and s.means or not is_mean and s.addends or {}
    local parts, gaps, ends = lacking(member, values, stands_in, told)
    self.parts:add(one, measure, parts)
    self.gaps:add(one, measure, gaps)
    self.ends:add(one, measure, ends)
  end
  if s.absent then self.parts:add(one, measure, partial(s, values, told)) end
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
