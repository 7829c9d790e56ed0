--- What has to be said under a picture: the breaks that it marks, and the notes.
local caveats = require "urssaf.panel.caveats"
local measures = require "urssaf.domain.measures"
local period = require "urssaf.domain.period"
local text_layout = require "urssaf.chart.text_layout"

local footnotes = {}

local function position(panel, quarter)
  local name = panel.frequency == "year" and quarter:sub(1, 4) or quarter
  return period.position(panel.periods, panel.frequency, name)
end

-- A break by its identifier, of whatever measure.
local function known_break(id)
  for _, name in ipairs(measures.names()) do
    for _, known in ipairs(measures.breaks(name)) do
      if known.id == id then return known end
    end
  end
end

-- Whether what is said of some periods is said of one of these.
local function is_inside(panel, note)
  if not note.periods then return true end
  for _, name in ipairs(note.periods) do
    local there = #name == #panel.periods[1]
    if there and period.position(panel.periods, panel.frequency, name) then return true end
  end
  return false
end

-- All notes of a panel and of its series that concern them, once each.
local function notes_of(panel, list)
  local all = caveats.concerning(panel.notes or {}, list)
  for _, s in ipairs(list) do all = caveats.add(all, s.notes or {}) end
  local kept = {}
  for _, note in ipairs(all) do
    if is_inside(panel, note) then kept[#kept + 1] = note end
  end
  return kept
end

local function by_position(a, b)
  if a.at ~= b.at then return a.at < b.at end
  return a.order < b.order
end

-- The breaks on the grid, oldest first, once each.
local function marks_of(panel, list, notes, language)
  local marks, seen = {}, {}
  local function add(note, known)
    local at = known and position(panel, known.period)
    if at and not seen[note.id] then
      seen[note.id] = { id = note.id, at = at, order = #marks, text = language:note(note),
        measures = {} }
      marks[#marks + 1] = seen[note.id]
    end
    if at then seen[note.id].measures[note.measure or ""] = true end
  end
  for _, s in ipairs(list) do
    for _, known in ipairs(measures.breaks(s.measure)) do
      add({ kind = "break", id = known.id, measure = s.measure, message = known.explanation.en },
        known)
    end
  end
  for _, note in ipairs(notes) do
    if note.kind == "break" and note.id then add(note, known_break(note.id)) end
  end
  table.sort(marks, by_position)
  for i, mark in ipairs(marks) do mark.number = i end
  return marks, seen
end

local function sentences(notes, language, is_said)
  local list, seen = {}, {}
  for _, note in ipairs(notes) do
    local said = language:note(note)
    if not (note.kind == "break" and is_said[note.id]) and not seen[said] then
      seen[said], list[#list + 1] = true, said
    end
  end
  return list
end

--- What the coverage of a series counts: values, where each of its own is of several periods,
-- "values"; else "units".
---@param s urssaf.Series
---@return "units"|"values"
function footnotes.counted(s)
  return ((s.span or 0) > 0 or s.frequency == "year") and "values" or "units"
end

-- Where sums are not whole: of the worst, how many of how many units, or values.
local function coverage(list, sheet)
  local worst, counted
  for _, s in ipairs(list) do
    for i = 1, #s.periods do
      local covered = s.coverage and s.values[i] ~= nil and s.coverage[i]
      if covered and covered[1] < covered[2]
        and (not worst or covered[1] / covered[2] < worst[1] / worst[2]) then
        worst, counted = covered, footnotes.counted(s)
      end
    end
  end
  if not worst then return nil end
  local language = sheet.language
  local said = counted == "values" and sheet.words.partial_values or sheet.words.partial
  return said:format(language:number(worst[1]), language:number(worst[2]))
end

-- The sentences of the marks: with their numbers, or after what the marks are.
local function of_marks(marks, sheet, is_numbered)
  local said = {}
  if not is_numbered and #marks > 0 then said[1] = sheet.words.dashed end
  for _, mark in ipairs(marks) do
    said[#said + 1] = is_numbered and ("(%d) %s"):format(mark.number, mark.text) or mark.text
  end
  return said
end

--- Under a picture over time: the breaks to be marked, and all sentences, those of the marks first.
---@param panel urssaf.Panel
---@param list urssaf.Series[]
---@param sheet urssaf.chart.Sheet
---@param is_numbered boolean whether the marks have numbers
---@return table[] marks { at =, number =, text =, id =, measures = { name = true } }
---@return string[] notes
function footnotes.over_time(panel, list, sheet, is_numbered)
  local notes = notes_of(panel, list)
  local marks, is_said = marks_of(panel, list, notes, sheet.language)
  local said = of_marks(marks, sheet, is_numbered)
  said[#said + 1] = coverage(list, sheet)
  for _, sentence in ipairs(sentences(notes, sheet.language, is_said)) do
    said[#said + 1] = sentence
  end
  return marks, said
end

--- Under a picture of one period: its notes as sentences.
---@param notes table[]
---@param sheet urssaf.chart.Sheet
---@return string[]
function footnotes.at_once(notes, sheet)
  return sentences(notes, sheet.language, {})
end

--- Where the data come from: who, which publication, what licence.
---@param panel urssaf.Panel
---@param sheet urssaf.chart.Sheet
---@return string
function footnotes.source(panel, sheet)
  local source, words = panel.source or {}, sheet.words
  local parts = { text_layout.bounded(source.attribution or "Urssaf") }
  local title = source.title or panel.dataset
  parts[#parts + 1] = title and text_layout.bounded(title)
  local day = sheet.language:day(source.data_processed)
  if day then parts[#parts + 1] = words.published:format(day) end
  if source.licence then parts[#parts + 1] = words.licence:format(text_layout.bounded(source.licence)) end
  return words.source .. table.concat(parts, ", ") .. "."
end

return footnotes
