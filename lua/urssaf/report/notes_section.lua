--- How the figures are to be read: general remarks, notes, missing values, breaks, definitions.
local breaks = require "urssaf.report.breaks"
local html = require "urssaf.report.html"
local measures = require "urssaf.domain.measures"
local missing = require "urssaf.panel.missing"
local report_data = require "urssaf.report.data"
local series = require "urssaf.panel.series"

local element = html.element

local notes_section = {}

local function add(list, text)
  list[#list + 1] = text
end

-- ------------------------------------------------------------------ notes

local function is_in_list(note, list)
  for _, one in ipairs(list) do
    if one.known.id == note.id then return true end
  end
  return false
end

local function affects(note, quarter)
  for _, name in ipairs(note.periods or {}) do
    if name == quarter then return true end
  end
  return false
end

-- Breaks have a list of their own, except those from before the first quarter, which are among the
-- notes if they affect the latest quarter. That the data are synthetic stands at the report's top.
local function is_left_out(note, data)
  if note.kind ~= "break" then return note.kind == "synthetic" end
  return is_in_list(note, data.breaks) or not affects(note, data.latest)
end

-- The notes as sentences, without duplicates: notes that differ only in their periods read alike.
local function sentences(notes, data)
  local list, seen = {}, {}
  for _, note in ipairs(notes) do
    local text = not is_left_out(note, data) and data.language:note(note)
    if text and not seen[text] then
      seen[text] = true
      add(list, text)
    end
  end
  return list
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

-- In which quarters a series has no value: those before its first one, and gaps after it, with the
-- départements that cause them.
local function missing_values(data, s, parts)
  local phrases, language, list, gaps = data.phrases, data.language, {}, {}
  local first, label = series.start(s), language:label(s.measure)
  if first > #s.periods then return list end
  if first > 1 then add(list, phrases.since:format(label, language:period(s.periods[first]))) end
  local function name_of(key) return language:place(key) end
  for i = first, #s.periods do
    if s.values[i] == nil then
      local who = missing.names(parts, s.measure, i, name_of)
      add(gaps, language:period(s.periods[i]) .. (who and (" (%s)"):format(who) or ""))
    end
  end
  if #gaps > 0 then add(list, phrases.lacking:format(label, table.concat(gaps, ", "))) end
  return list
end

-- ------------------------------------------------------------------ all sentences

-- That figures are not seasonally adjusted; which ones, if others are.
local function unadjusted(data)
  local raw, adjusted = {}, 0
  for _, s in ipairs(data.own.series) do
    if (measures.of(s.measure) or {}).adjusted then
      adjusted = adjusted + 1
    else
      add(raw, data.language:label(s.measure))
    end
  end
  if #raw == 0 then return nil end
  if adjusted == 0 then return data.phrases.not_adjusted end
  return data.phrases.some_not_adjusted:format(table.concat(raw, ", "))
end

local function all_sentences(data, notes)
  local phrases, list, parts = data.phrases, {}, parts_of(data)
  list[1] = unadjusted(data)
  for _, text in ipairs(sentences(notes, data)) do add(list, text) end
  add(list, phrases.missing)
  for _, s in ipairs(data.own.series) do
    -- a derived measure is missing where its parts are, of which this is said already
    local texts = report_data.is_derived(s.measure) and {} or missing_values(data, s, parts)
    for _, text in ipairs(texts) do add(list, text) end
  end
  add(list, phrases.revised)
  if data.is_all_of_france and data.place.kind ~= "france" then
    add(list, phrases.ranks:format(phrases[data.place.kind .. "s"]))
  end
  return list
end

-- ------------------------------------------------------------------ breaks and definitions

local function break_item(one, data)
  local labels = {}
  for i, measure in ipairs(one.measures) do labels[i] = data.language:label(measure) end
  return element("li", nil, breaks.sentence(one, data.language), " ",
    data.phrases.concerns:format(table.concat(labels, ", ")))
end

local function break_list(data)
  local items = {}
  for i, one in ipairs(data.breaks) do items[i] = break_item(one, data) end
  if #items == 0 then return nil end
  return { element("h3", { id = "breaks" }, data.phrases.breaks), element("ol", nil, items) }
end

local function definitions(data)
  local items = {}
  for _, s in ipairs(data.own.series) do
    local known = measures.of(s.measure)
    items[#items + 1] = { element("dt", nil, data.language:label(s.measure)),
      element("dd", nil, known.definition[data.language.code]) }
  end
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
