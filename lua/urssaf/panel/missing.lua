--- Why sums are missing: which units have no value where they should have one, and since when.
--
-- There is one note for units with gaps, of kind `gap`, and one for units that have ended, of kind
-- `ended`, however many units, measures and periods there are.
local datasets = require "urssaf.domain.datasets"
local tables = require "urssaf.base.tables"
local tallies = require "urssaf.panel.unit_tally"
local unit_note = require "urssaf.panel.unit_note"

local missing = {}

---@class urssaf.MissingCells the cells that make sums missing
local Cells = {}
Cells.__index = Cells

--- An empty record.
---@param like urssaf.Series one of the series that are added up
---@return urssaf.MissingCells
function missing.cells(like)
  return setmetatable({ gaps = tallies.new(like.periods, like.frequency),
    ends = tallies.new(like.periods, like.frequency),
    ratios = {}, is_none = datasets.is_empty_none(like.dataset),
    -- of what is computed from several cells, an empty one is no zero
    is_plain = not (like.expected or like.span or like.transform) }, Cells)
end

--- Records a cell.
---@param one table the unit: `key`, and `last` and `ended` of `lifetimes`
---@param measure string
---@param i integer the position
function Cells:add(one, measure, i)
  local has_ended = one.ended and i > one.last
  local tally = has_ended and self.ends or self.gaps
  tally:add(one, measure, i)
end

--- Tells that a measure is a ratio: it is missing where a part is, of which enough is said then.
---@param measure string
---@param parts string[] the measures of its parts
function Cells:ratio(measure, parts)
  self.ratios[measure] = parts
end

-- Leaves the ratios out of the measures that a tally names, if one of their parts is there.
local function leave_out_ratios(tally, ratios)
  tally.measures = tables.filter(tally.measures, function(measure)
    return not tables.find(ratios[measure] or {}, function(part) return tally.has[part] end)
  end)
end

--- The notes on what was recorded: none, one or two.
---@return urssaf.Note[]
function Cells:notes()
  local notes = {}
  leave_out_ratios(self.gaps, self.ratios)
  leave_out_ratios(self.ends, self.ratios)
  if self.gaps.cells > 0 then
    local fields = self.gaps:fields()
    fields.empty = self.is_none and "none" or nil
    fields.is_derived = not self.is_plain or nil
    notes[1] = unit_note("gap", fields)
  end
  if self.ends.cells > 0 then notes[#notes + 1] = unit_note("ended", self.ends:fields()) end
  return notes
end

return missing
