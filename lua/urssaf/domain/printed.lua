--- What `print` shows of tables that have no methods: notes, measures, breaks and places. Each is a
-- metatable, and its text is one line in English.
local printed = {}

--- Of a note: its kind and message, and the measure that it is about.
printed.NOTE = {}

function printed.NOTE.__tostring(note)
  local about = type(note.measure) == "string" and (" (%s)"):format(note.measure) or ""
  return ("%s: %s%s"):format(note.kind, note.message, about)
end

--- Of the definition of a measure: its name, label, nature and unit.
printed.MEASURE = {}

function printed.MEASURE.__tostring(measure)
  local unit = measure.unit and ", " .. measure.unit or ""
  return ("%s: %s (%s%s)"):format(measure.name, measure.label.en, measure.nature, unit)
end

--- Of a break: when it is, why, and who says so.
printed.BREAK = {}

function printed.BREAK.__tostring(known)
  return ("%s: %s (%s)"):format(known.period, known.explanation.en, known.source)
end

local KINDS = { departement = "département", region = "region", ancienne_region = "former region" }

--- Of a place: its name and code, and the region it is in.
printed.PLACE = {}

function printed.PLACE.__tostring(place)
  local within = place.region and ", " .. place.region or ""
  return ("%s (%s), %s%s"):format(place.name, place.code, KINDS[place.kind], within)
end

return printed
