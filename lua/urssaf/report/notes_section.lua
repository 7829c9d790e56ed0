--- How the figures are to be read: general remarks, notes, missing values, breaks, definitions.
local break_notes = require "urssaf.panel.break_notes"
local breaks = require "urssaf.report.breaks"
local html = require "urssaf.report.html"
local measures = require "urssaf.domain.measures"
local report_data = require "urssaf.report.data"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"

local element = html.element

local notes_section = {}

-- ------------------------------------------------------------------ notes

-- Breaks and estimates have a list of their own, except those from before the first period, which
-- are among the notes if they affect the latest one. That the data are synthetic stands at the
-- report's top.
local function is_left_out(note, data)
  if not break_notes.is(note) then return note.kind == "synthetic" end
  return not tables.contains(note.periods or {}, data.latest)
    or tables.find(data.breaks, function(one) return one.known.id == note.id end)
end

local function sentences(notes, data)
  return data.language:sentences(tables.filter(notes, function(note)
    return not is_left_out(note, data)
  end), "readers")
end

-- ------------------------------------------------------------------ missing values

-- How many spans without a value are listed.
local MOST_SPANS = 6

-- The spans of consecutive periods without a value, after the first one with a value.
local function gaps_of(s, language)
  local texts, from = {}, nil
  for i = series.start(s), #s.periods + 1 do
    local is_gap = i <= #s.periods and s.values[i] == nil
    if is_gap and not from then from = i end
    if from and not is_gap then
      local first, last = language:period(s.periods[from]), language:period(s.periods[i - 1])
      texts[#texts + 1] = first == last and first or first .. language.to .. last
      from = nil
    end
  end
  local more = #texts > MOST_SPANS and ", …" or ""
  return table.concat(texts, ", ", 1, math.min(#texts, MOST_SPANS)) .. more
end

-- In which periods a series has no value: those before its first one, and gaps after it. Why a sum
-- has gaps is said in a note.
local function missing_values(data, s)
  local phrases, language, list = data.phrases, data.language, {}
  local first, label = series.start(s), language:label_of(s)
  if first > #s.periods then return list end
  if first > 1 then list[1] = phrases.since:format(label, language:period(s.periods[first])) end
  local gaps = s.expected and "" or gaps_of(s, language)
  if gaps ~= "" then table.insert(list, phrases.lacking:format(label, gaps)) end
  return list
end

-- ------------------------------------------------------------------ all sentences

local function labels_of(names, data)
  return table.concat(tables.map(names, function(name)
    return data.language:label(name, data.panel.dataset)
  end), ", ")
end

-- That figures are not seasonally adjusted; which ones, if others are. Years have no seasons.
local function unadjusted(data)
  if data.panel.frequency == "year" then return nil end
  local raw = tables.filter(data.own.series, function(s)
    return not (measures.of(s.measure, s.dataset) or {}).adjusted
  end)
  if #raw == 0 then return nil end
  if #raw == #data.own.series then return data.phrases.not_adjusted end
  local names = tables.map(raw, function(s) return s.measure end)
  return data.phrases.some_not_adjusted:format(labels_of(names, data))
end

local function all_sentences(data, notes)
  local phrases, list = data.phrases, {}
  list[1] = unadjusted(data)
  tables.append(list, sentences(notes, data))
  table.insert(list, phrases.empty_cells[data.missing])
  for _, s in ipairs(data.own.series) do
    -- a derived measure is missing where its parts are, of which this is said already
    local is_derived = report_data.is_derived(s.measure)
    if not is_derived then tables.append(list, missing_values(data, s)) end
  end
  table.insert(list, phrases.revised)
  if data.is_all_of_france and data[data.place.kind .. "s"] then
    table.insert(list, phrases.ranks:format(phrases[data.place.kind .. "s"]))
  end
  return list
end

-- ------------------------------------------------------------------ breaks and definitions

local function break_item(one, data)
  return element("li", nil, breaks.sentence(one, data.language), " ",
    data.phrases.concerns:format(labels_of(one.measures, data)))
end

local function break_list(data)
  if #data.breaks == 0 then return nil end
  local items = tables.map(data.breaks, function(one) return break_item(one, data) end)
  local title = breaks.has_estimates(data.breaks) and "breaks_estimates" or "breaks"
  return { element("h3", { id = "breaks" }, data.phrases[title]), element("ol", nil, items) }
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
