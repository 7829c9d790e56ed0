--- Changes of method, with which Urssaf revised all of a measure's past: publications before and
-- after one do not compare, while the figures of one publication do.
local catalogue = require "urssaf.domain.catalogue"
local new_note = require "urssaf.domain.new_note"
local tables = require "urssaf.base.tables"

local method_changes = {}

---@class urssaf.MethodChange
---@field id string
---@field day string that of the first publication that is made in the new way
---@field measures string[]
---@field datasets string[]? those that it is of; all of its family if nil
---@field explanation { fr: string, en: string }

local function is_between(change, older, newer)
  return older < change.day and change.day <= newer
end

--- The notes on the changes of method between two publications.
---@param dataset string?
---@param names string[] the measures
---@param older string? when the data of the older publication were processed
---@param newer string? when those of the newer one were
---@return urssaf.Note[] notes kind `method`; none if a day is not known
function method_changes.notes(dataset, names, older, newer)
  local family = dataset and older and newer and catalogue.family(dataset)
  local notes = {}
  for _, change in ipairs(family and family.changes or {}) do
    local measures = tables.filter(names, function(name)
      return tables.contains(change.measures, name)
    end)
    local is_of = not change.datasets or tables.contains(change.datasets, dataset)
    if is_of and measures[1] and is_between(change, older:sub(1, 10), newer:sub(1, 10)) then
      notes[#notes + 1] = new_note("method", change.explanation.en, { id = change.id,
        day = change.day, measure = not measures[2] and measures[1] or nil,
        measures = measures[2] and measures or nil })
    end
  end
  return notes
end

--- A change by its id, as in a note.
---@param id string
---@return urssaf.MethodChange? change nil if the library does not know it
function method_changes.of(id)
  for family in catalogue.each() do
    local change = tables.find(family.changes, function(one) return one.id == id end)
    if change then return change end
  end
end

return method_changes
