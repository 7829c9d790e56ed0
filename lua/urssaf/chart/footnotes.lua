--- Footnotes: the sentences below a chart (breaks, missing units, caveats) and its source line.
local break_marks = require "urssaf.chart.break_marks"
local break_notes = require "urssaf.panel.break_notes"
local caveats = require "urssaf.panel.caveats"
local joined_notes = require "urssaf.panel.joined_notes"
local measures = require "urssaf.domain.measures"
local period = require "urssaf.domain.period"
local sources = require "urssaf.language.source"
local stable = require "urssaf.base.stable"
local tables = require "urssaf.base.tables"
local vintage = require "urssaf.panel.vintage"

local footnotes = {}

---@class urssaf.chart.BreakMark a break in the series, or an estimate, at one period of a chart
---@field id string of the break
---@field kind "break"|"estimated"
---@field at integer the position of its period
---@field number integer that of its sentence, from 1
---@field text string what happened, as a sentence
---@field measures table<string, boolean> the measures that it concerns; "" if it names none

-- ------------------------------------------------------------------ which notes

-- Whether a note concerns one of the panel's periods.
local function is_inside(panel, note)
  return not note.periods or tables.find(note.periods, function(name)
    return period.is(name, panel.frequency)
      and period.position(panel.periods, panel.frequency, name)
  end) ~= nil
end

-- The notes of a panel and of its series, as far as they concern these series and its periods.
local function notes_of(panel, list)
  local all = caveats.concerning(panel.notes or {}, list)
  for _, s in ipairs(list) do all = caveats.add(all, s.notes or {}) end
  all = joined_notes.concerning(all, list)
  return tables.filter(all, function(note) return is_inside(panel, note) end)
end

-- The notes as sentences, each once, without the breaks that the chart marks.
local function sentences(notes, language, marked)
  local unmarked = tables.filter(notes, function(note)
    return not break_notes.is(note) or not marked[note.id]
  end)
  return language:sentences(unmarked, "readers")
end

-- ------------------------------------------------------------------ breaks

-- The break that a note tells of, if the library knows it; the note has the quarters of estimates.
local function known_of(note)
  local known = break_notes.is(note) and note.id and measures.break_of(note.id)
  return known and tables.merge(known, { periods = note.quarters or known.periods }) or nil
end

-- Numbers the marks: those of one sentence have one number.
local function number(marks)
  local numbers, count = {}, 0
  for _, mark in ipairs(marks) do
    if not numbers[mark.id] then
      count = count + 1
      numbers[mark.id] = count
    end
    mark.number = numbers[mark.id]
  end
end

-- The breaks and estimates on the panel's grid, oldest first, each once: those of the measures, and
-- those that notes tell of. Returns the marks as a list, and which ids they have.
local function marks_of(panel, list, notes, language)
  local marks, measures_of = {}, {}
  local function add(note, known)
    local positions = known and break_marks.positions(panel, known) or {}
    for _, at in ipairs(measures_of[note.id] and {} or positions) do
      marks[#marks + 1] = { id = note.id, at = at, text = language:note(note), kind = note.kind }
    end
    if #positions == 0 then return end
    measures_of[note.id] = measures_of[note.id] or {}
    measures_of[note.id][note.measure or ""] = true
  end
  for _, s in ipairs(list) do
    for _, known in ipairs(vintage.breaks(s.measure, s.dataset, vintage.of(s))) do
      add(break_notes.note(known, s.measure), known)
    end
  end
  for _, note in ipairs(notes) do add(note, known_of(note)) end
  stable.sort(marks, function(a, b) return a.at < b.at end)
  number(marks)
  for _, mark in ipairs(marks) do mark.measures = measures_of[mark.id] end
  return marks, measures_of
end

-- The sentences of the marks, with their numbers.
local function break_sentences(marks)
  return tables.unique(tables.map(marks, function(mark)
    return ("(%d) %s"):format(mark.number, mark.text)
  end))
end

-- ------------------------------------------------------------------ coverage

--- What the coverage of a sum counts: "values" if each value of the series is made of several
-- periods, else "units".
---@param s urssaf.Series
---@return "units"|"values"
function footnotes.counted(s)
  return s.span and "values" or "units"
end

--- The coverage of a sum that leaves something out, { covered, all }; nil if the value is missing
-- or complete.
---@param s urssaf.Series
---@param i integer the position of the value
---@return integer[]?
function footnotes.partial(s, i)
  local covered = s.coverage and s.values[i] ~= nil and s.coverage[i]
  return covered and covered[1] < covered[2] and covered or nil
end

-- How much the least complete sum covers, as a sentence; nil if all are complete.
local function coverage_sentence(list, canvas)
  local worst, counted
  for _, s in ipairs(list) do
    for i = 1, #s.periods do
      local covered = footnotes.partial(s, i)
      if covered and (not worst or covered[1] / covered[2] < worst[1] / worst[2]) then
        worst, counted = covered, footnotes.counted(s)
      end
    end
  end
  if not worst then return nil end
  local language, phrases = canvas.language, canvas.phrases
  local phrase = counted == "values" and phrases.partial_values or phrases.partial
  return phrase:format(language:number(worst[1]), language:number(worst[2]))
end

-- What the dashed part of lines is; nil if there is none.
local function provisional_sentence(list, canvas)
  local has_marks = tables.find(list, function(s) return s.provisional ~= nil end)
  return has_marks and canvas.phrases.provisional or nil
end

-- ------------------------------------------------------------------ of a chart

--- The footnotes of a chart over time: its breaks and estimates, to be marked; and all sentences,
-- those on the marks first.
---@param panel urssaf.Panel
---@param list urssaf.Series[]
---@param canvas { language: urssaf.Language, phrases: table } a canvas, or these two of it
---@return urssaf.chart.BreakMark[] marks
---@return string[] notes
function footnotes.over_time(panel, list, canvas)
  local notes = notes_of(panel, list)
  local marks, marked = marks_of(panel, list, notes, canvas.language)
  local all = break_sentences(marks)
  all[#all + 1] = coverage_sentence(list, canvas)
  all[#all + 1] = provisional_sentence(list, canvas)
  return marks, tables.append(all, sentences(notes, canvas.language, marked))
end

--- The footnotes of a chart of one period: its notes as sentences.
---@param notes table[]
---@param canvas urssaf.chart.Canvas
---@return string[]
function footnotes.at_once(notes, canvas)
  return canvas.language:sentences(notes, "readers")
end

--- The source line of a chart: publisher, dataset, publication, licence, address.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@return string
function footnotes.source(panel, canvas)
  local source, dataset = panel.source or {}, panel.dataset
  local address = sources.address(source, dataset)
  return sources.line(canvas.language, { attribution = source.attribution,
    is_unknown = source.is_unknown, url = source.url,
    title = sources.title(source, dataset) or dataset, data_processed = source.data_processed,
    licence = source.licence }, address and address:gsub("^https?://", ""):gsub("/$", ""),
    dataset, panel.notes)
end

return footnotes
