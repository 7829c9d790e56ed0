--- How the figures are to be read: what is true of all of them, notes, breaks, definitions.
local breaks = require "urssaf.report.breaks"
local html = require "urssaf.report.html"
local measures = require "urssaf.domain.measures"
local series = require "urssaf.panel.series"
local phrases = require "urssaf.language.report"

local element = html.element

local notes_section = {}

-- ------------------------------------------------------------------ notes

-- Breaks have a list of their own, but for those from before the page's first quarter: these are
-- said if they touch its last.
local function is_said_of_break(note, about)
  for _, one in ipairs(about.breaks) do
    if one.known.id == note.id then return false end
  end
  for _, name in ipairs(note.periods or {}) do
    if name == about.at then return true end
  end
  return false
end

-- That the page is synthetic stands at its top.
local function is_elsewhere(note, about)
  if note.kind == "break" then return not is_said_of_break(note, about) end
  return note.kind == "synthetic"
end

-- Each once, in words: notes that differ in their periods alone say the same.
local function sentences(notes, about)
  local list, seen = {}, {}
  for _, note in ipairs(notes) do
    local text = not is_elsewhere(note, about) and about.said:note(note)
    if text and not seen[text] then seen[text], list[#list + 1] = true, text end
  end
  return list
end

local function add(list, text)
  list[#list + 1] = text
end

-- So many are named.
local FEW = 3

-- Who makes a sum missing: the départements of a place that lack a value.
local function culprits(about, measure, i)
  local place, list = about.place, {}
  if place.kind == "departement" or not about.departements then return "" end
  for _, s in ipairs(about.departements.series) do
    local belongs = place.kind == "france" or s.key.code_region == place.code
    if s.measure == measure and belongs and s.values[i] == nil and i >= series.start(s) then
      add(list, about.said:place(s.key))
    end
  end
  if #list == 0 then return "" end
  return (" (%s%s)"):format(table.concat(list, ", ", 1, math.min(FEW, #list)),
    #list > FEW and ", …" or "")
end

-- Where values are missing: before the first, and in between.
local function gaps(about, s)
  local page, said, list, lacking = about.words, about.said, {}, {}
  local first, label = series.start(s), said:label(s.measure)
  if first > #s.periods then return list end
  if first > 1 then add(list, page.since:format(label, said:period(s.periods[first]))) end
  for i = first, #s.periods do
    if s.values[i] == nil then
      add(lacking, said:period(s.periods[i]) .. culprits(about, s.measure, i))
    end
  end
  if #lacking > 0 then
    add(list, page.lacking:format(label, table.concat(lacking, ", ")))
  end
  return list
end

-- That figures are not adjusted; which, where others are.
local function unadjusted(about)
  local raw, adjusted = {}, 0
  for _, s in ipairs(about.own.series) do
    if (measures.of(s.measure) or {}).adjusted then
      adjusted = adjusted + 1
    else
      add(raw, about.said:label(s.measure))
    end
  end
  if #raw == 0 then return nil end
  if adjusted == 0 then return about.words.not_adjusted end
  return about.words.some_not_adjusted:format(table.concat(raw, ", "))
end

-- Those that are computed lack what their parts lack.
local function is_computed(s)
  local known = measures.of(s.measure)
  return known.parts ~= nil or known.terms ~= nil
end

local function all_sentences(about, notes)
  local page, list = about.words, {}
  list[1] = unadjusted(about)
  for _, text in ipairs(sentences(notes, about)) do add(list, text) end
  add(list, page.missing)
  for _, s in ipairs(about.own.series) do
    for _, text in ipairs(is_computed(s) and {} or gaps(about, s)) do add(list, text) end
  end
  add(list, page.revised)
  if about.is_whole and about.place.kind ~= "france" then
    add(list, page.ranks:format(page[about.place.kind .. "s"]))
  end
  return list
end

-- ------------------------------------------------------------------ breaks and definitions

local function break_item(one, said)
  local labels = {}
  for i, measure in ipairs(one.measures) do labels[i] = said:label(measure) end
  return element("li", nil, breaks.sentence(one, said), " ",
    phrases.of(said.code).concerns:format(table.concat(labels, ", ")))
end

local function break_list(about)
  local items = {}
  for i, one in ipairs(about.breaks) do items[i] = break_item(one, about.said) end
  if #items == 0 then return nil end
  return { element("h3", { id = "breaks" }, about.words.breaks),
    element("ol", nil, items) }
end

local function definitions(panel, said)
  local items = {}
  for _, s in ipairs(panel.series) do
    local known = measures.of(s.measure)
    items[#items + 1] = { element("dt", nil, said:label(s.measure)),
      element("dd", nil, known.definition[said.code]) }
  end
  return { element("h3", nil, phrases.of(said.code).definitions), element("dl", nil, items) }
end

--- The section.
---@param about urssaf.report.Subject
---@param notes table[] of all that the page shows
---@return table content
function notes_section.of(about, notes)
  local items = {}
  for i, text in ipairs(all_sentences(about, notes)) do items[i] = element("li", nil, text) end
  return { element("ul", nil, items), break_list(about), definitions(about.own, about.said) }
end

return notes_section
