--- How the figures are to be read: general remarks, notes, missing values, breaks, definitions.
local breaks = require "urssaf.report.breaks"
local html = require "urssaf.report.html"
local measures = require "urssaf.domain.measures"
local missing = require "urssaf.panel.missing"
local report_data = require "urssaf.report.data"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"

local element = html.element

local notes_section = {}

-- ------------------------------------------------------------------ notes

-- Breaks have a list of their own, except those from before the first period, which are among the
-- notes if they affect the latest one. That the data are synthetic stands at the report's top.
local function is_left_out(note, data)
  if note.kind ~= "break" then return note.kind == "synthetic" end
  return not tables.contains(note.periods or {}, data.latest)
    or tables.find(data.breaks, function(one) return one.known.id == note.id end)
end

local function sentences(notes, data)
  return data.language:sentences(tables.filter(notes, function(note)
    return not is_left_out(note, data)
  end))
end

-- ------------------------------------------------------------------ missing values

-- The series that are added up for the place: those of its départements.
local function parts_of(data)
  local place = data.place
  if place.kind == "departement" then return {} end
  return report_data.departements(data, function(one)
    return place.kind == "france" or one.code_region == place.code
  end)
end

-- A gap of a series, with the départements that cause it.
local function gap_text(gap, s, language)
  local text = language:period(s.periods[gap.from])
  if gap.to > gap.from then text = text .. language.to .. language:period(s.periods[gap.to]) end
  return gap.who and ("%s (%s)"):format(text, gap.who) or text
end

-- In which periods a series has no value: those before its first one, and gaps after it.
local function missing_values(data, s, parts)
  local phrases, language, list = data.phrases, data.language, {}
  local first, label = series.start(s), language:label_of(s)
  if first > #s.periods then return list end
  if first > 1 then list[1] = phrases.since:format(label, language:period(s.periods[first])) end
  local function name_of(key) return language:place(key) end
  local gaps = tables.map(missing.gaps(parts, s, name_of), function(gap)
    return gap_text(gap, s, language)
  end)
  if #gaps > 0 then table.insert(list, phrases.lacking:format(label, table.concat(gaps, ", "))) end
  return list
end

-- ------------------------------------------------------------------ all sentences

local function labels_of(names, language)
  return table.concat(tables.map(names, function(name) return language:label(name) end), ", ")
end

-- That figures are not seasonally adjusted; which ones, if others are.
local function unadjusted(data)
  local raw = tables.filter(data.own.series, function(s)
    return not (measures.of(s.measure, s.dataset) or {}).adjusted
  end)
  if #raw == 0 then return nil end
  if #raw == #data.own.series then return data.phrases.not_adjusted end
  local names = tables.map(raw, function(s) return s.measure end)
  return data.phrases.some_not_adjusted:format(labels_of(names, data.language))
end

local function all_sentences(data, notes)
  local phrases, list, parts = data.phrases, {}, parts_of(data)
  list[1] = unadjusted(data)
  tables.append(list, sentences(notes, data))
  table.insert(list, phrases.missing)
  for _, s in ipairs(data.own.series) do
    -- a derived measure is missing where its parts are, of which this is said already
    local is_derived = report_data.is_derived(s.measure)
    if not is_derived then tables.append(list, missing_values(data, s, parts)) end
  end
  table.insert(list, phrases.revised)
  if data.is_all_of_france and data.place.kind ~= "france" then
    table.insert(list, phrases.ranks:format(phrases[data.place.kind .. "s"]))
  end
  return list
end

-- ------------------------------------------------------------------ breaks and definitions

local function break_item(one, data)
  return element("li", nil, breaks.sentence(one, data.language), " ",
    data.phrases.concerns:format(labels_of(one.measures, data.language)))
end

local function break_list(data)
  if #data.breaks == 0 then return nil end
  local items = tables.map(data.breaks, function(one) return break_item(one, data) end)
  return { element("h3", { id = "breaks" }, data.phrases.breaks), element("ol", nil, items) }
end

local function definitions(data)
  local items = tables.map(data.own.series, function(s)
    local known = measures.of(s.measure, s.dataset)
    return { element("dt", nil, data.language:label_of(s)),
      element("dd", nil, known.definition[data.language.code]) }
  end)
  return { element("h3", nil, data.phrases.definitions), element("dl", nil, items) }
end

--- The section.
---@param data urssaf.report.Data
---@param notes table[] those of everything in the report
---@return table content
function notes_section.of(data, notes)
  local items = {}
  for i, text in ipairs(all_sentences(data, notes)) do items[i] = element("li", nil, text) end
  return { element("ul", nil, items), break_list(data), definitions(data) }
end

return notes_section
