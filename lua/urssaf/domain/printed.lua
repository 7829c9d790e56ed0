--- What `print` shows of tables that have no methods: sources, records, measures, places and
-- others. Each is a metatable, and its text is one line in English. Keys, values and lists within a
-- result have none.
local lazy = require "urssaf.base.lazy"

local numbers = lazy "urssaf.base.numbers"
local unit = lazy "urssaf.domain.unit"

local printed = {}

-- ------------------------------------------------------------------ lists

-- How many names a line lists.
local MOST_NAMES = 3

--- A number of things.
---@param count integer
---@param noun string whose plural ends with an s
---@return string
function printed.counted(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

--- The metatable of a list, whose text is how many it has, and the first of them.
---@param noun string what each of them is
---@param name_of fun(element: any): string
---@return table
function printed.list_of(noun, name_of)
  return { __tostring = function(list)
    local shown = {}
    for i = 1, math.min(#list, MOST_NAMES) do shown[i] = name_of(list[i]) end
    if #list > MOST_NAMES then shown[#shown + 1] = "…" end
    return printed.counted(#list, noun) .. (shown[1] and ": " .. table.concat(shown, ", ") or "")
  end }
end

local function name_of(element) return element.name end

-- ------------------------------------------------------------------ of panels

--- Of a unit that a note names: its name.
printed.NOTE_UNIT = { __tostring = name_of }

-- Files of a panel may say anything of its source.
local function text_of(value)
  return type(value) == "string" and value or nil
end

local function rows_of(source)
  local count = numbers.integer(source.rows)
  return count and ("%.0f row%s"):format(count, count == 1 and "" or "s")
end

--- Of a source: the title or the publisher, the day of the publication, how many rows it has, and
-- where it was read. All of these may be unknown.
printed.SOURCE = {}

function printed.SOURCE.__tostring(source)
  local day, facts = text_of(source.data_processed), {}
  facts[1] = text_of(source.title) or text_of(source.attribution) or "source without a title"
  facts[#facts + 1] = day and "published " .. day:sub(1, 10)
  facts[#facts + 1] = rows_of(source)
  facts[#facts + 1] = text_of(source.path) or text_of(source.url)
  return table.concat(facts, ", ")
end

--- Of a record: its unit, measure, period and value.
printed.RECORD = {}

function printed.RECORD.__tostring(record)
  return ("%s, %s, %s: %s"):format(unit.name(record.key), record.measure, record.period,
    numbers.text(record.value) or "missing")
end

--- Of a pseudo-unit: its name and role.
printed.PSEUDO_UNIT = {}

function printed.PSEUDO_UNIT.__tostring(one)
  return ("%s: %s"):format(one.name, one.role)
end

printed.PSEUDO_UNITS = printed.list_of("pseudo-unit", name_of)

--- Of what was not checked or compared: the measure or the kind of findings, and the reason.
printed.SKIPPED = {}

function printed.SKIPPED.__tostring(one)
  return ("%s: %s"):format(one.measure or one.kind, one.reason)
end

-- ------------------------------------------------------------------ of measures

--- Of the definition of a measure: its name, label, nature and unit.
printed.MEASURE = {}

function printed.MEASURE.__tostring(measure)
  local counted_in = measure.unit and ", " .. measure.unit or ""
  return ("%s: %s (%s%s)"):format(measure.name, measure.label.en, measure.nature, counted_in)
end

--- Of a break: when it is, why, and who says so.
printed.BREAK = {}

function printed.BREAK.__tostring(known)
  return ("%s: %s (%s)"):format(known.period, known.explanation.en, known.source)
end

printed.BREAKS = printed.list_of("break", function(known) return known.period end)

--- Of the names of measures.
printed.MEASURE_NAMES = printed.list_of("measure", function(name) return name end)

-- ------------------------------------------------------------------ of places

local KINDS = { departement = "département", region = "region", ancienne_region = "former region" }

--- Of a place: its name and code, and the region it is in.
printed.PLACE = {}

function printed.PLACE.__tostring(place)
  local within = place.region and ", " .. place.region or ""
  return ("%s (%s), %s%s"):format(place.name, place.code, KINDS[place.kind], within)
end

--- Of the lists of places, by the kind of their places.
printed.PLACES = {}
for kind, noun in pairs(KINDS) do printed.PLACES[kind] = printed.list_of(noun, name_of) end

-- ------------------------------------------------------------------ of sites

--- Of a file of a site: its name and size.
printed.FILE = {}

function printed.FILE.__tostring(file)
  return ("%s: %.0f bytes"):format(file.name, #file.text)
end

printed.FILES = printed.list_of("file", name_of)

return printed
