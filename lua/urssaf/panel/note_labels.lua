--- The labels of measures that have one of their own, as measures from outside may: a note that
-- names such a measure has `labels`, by the measures' names, so that its sentence says them.
local changed_note = require "urssaf.domain.changed_note"
local tables = require "urssaf.base.tables"

local note_labels = {}

-- The fields of notes that name a measure.
local FIELDS = { "measure", "part", "by", "gap_measure" }

-- The labels of series, and of the parts of ratios; nil if none has any.
local function labels_of(list)
  local labels
  local function add(s)
    if s.label then
      labels = labels or {}
      labels[s.measure] = s.label
    end
  end
  for _, s in ipairs(list) do
    local parts = s.parts
    if s.label then add(s) end
    if parts then
      add(parts.numerator)
      add(parts.denominator)
    end
  end
  return labels
end

-- Of the labels those of the measures that a note names; nil if it names none of them.
local function own_labels(note, labels)
  local own = tables.merge(note.labels)
  local function add(name) own[name] = own[name] or labels[name] end
  for _, field in ipairs(FIELDS) do
    if note[field] then add(note[field]) end
  end
  for _, name in ipairs(note.measures or {}) do add(name) end
  return next(own) and own or nil
end

local function labelled(notes, labels)
  return tables.map(notes, function(note)
    local own = own_labels(note, labels)
    return own and changed_note(note, { labels = own }) or note
  end)
end

--- Notes with the labels of the measures that they name. Notes do not change, and the list itself
-- is returned if no series has a label.
---@param notes urssaf.Note[]?
---@param list urssaf.Series[] series whose labels count
---@return urssaf.Note[]? notes nil if they were
function note_labels.of(notes, list)
  local labels = notes and notes[1] and labels_of(list)
  return labels and labelled(notes, labels) or notes
end

--- Gives the notes of series that were just made their labels. Series that share a list of notes
-- share the new one.
---@param list urssaf.Series[]
function note_labels.put(list)
  local labels, made = labels_of(list), {}
  for _, s in ipairs(labels and list or {}) do
    local notes = s.notes
    if notes then
      made[notes] = made[notes] or labelled(notes, labels)
      s.notes = made[notes]
    end
  end
end

return note_labels
