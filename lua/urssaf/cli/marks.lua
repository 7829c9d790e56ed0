--- The marks of breaks, estimates and provisional figures in tables: those that charts have, behind
-- the period.
local break_notes = require "urssaf.panel.break_notes"
local chart_phrases = require "urssaf.language.chart"
local footnotes = require "urssaf.chart.footnotes"
local statuses = require "urssaf.panel.status"
local tables = require "urssaf.base.tables"

local marks = {}

---@class urssaf.cli.Marks
---@field of_period table<string, string> what stands behind a period: "(1)", "(p)", after a blank
---@field sentences string[] what the marks mean
---@field ids table<string, boolean> of the breaks and estimates that are marked

local PROVISIONAL = "p"

-- No line breaks between a period and its mark.
local BLANK = "\194\160"
local BEHIND = BLANK .. "(%s)"

local function is_provisional(panel, i)
  return tables.find(panel.series, function(s) return statuses.is_provisional(s, i) end) ~= nil
end

-- The numbers behind each period that is shown, and what they mean: those of a chart, but the first
-- one shown is the first.
local function numbered(panel, is_shown, labels)
  local numbers, new, shown = {}, {}, {}
  for _, mark in ipairs((footnotes.over_time(panel, panel.series, labels))) do
    if is_shown(mark.at) then
      if not new[mark.number] then
        shown[#shown + 1] = mark
        new[mark.number] = #shown
      end
      numbers[mark.at] = numbers[mark.at] or {}
      table.insert(numbers[mark.at], ("%d"):format(new[mark.number]))
    end
  end
  return numbers, shown
end

local function any() return true end

--- The marks of a panel's periods.
---@param panel urssaf.Panel
---@param language urssaf.Language
---@param is_shown (fun(i: integer): boolean)? which positions are shown; by default all
---@return urssaf.cli.Marks
function marks.of(panel, language, is_shown)
  is_shown = is_shown or any
  local labels = { language = language, phrases = chart_phrases[language.code] }
  local numbers, shown = numbered(panel, is_shown, labels)
  local made, has_provisional = { of_period = {}, ids = tables.set(shown, "id") }, false
  for i, period in ipairs(panel.periods) do
    local list = tables.unique(numbers[i] or {})
    if is_shown(i) and is_provisional(panel, i) then
      list[#list + 1], has_provisional = PROVISIONAL, true
    end
    if list[1] then made.of_period[period] = BEHIND:format(table.concat(list, "," .. BLANK)) end
  end
  made.sentences = tables.map(shown, function(mark, number)
    return ("(%d) %s"):format(number, mark.text)
  end)
  if has_provisional then
    table.insert(made.sentences, ("(%s) %s"):format(PROVISIONAL, labels.phrases.provisional_value))
  end
  return made
end

--- What is told of a panel of whose periods only some are shown: the marks of these, and without a
-- number those of all others.
---@param panel urssaf.Panel
---@param language urssaf.Language
---@param is_shown fun(i: integer): boolean
---@return urssaf.cli.Marks
function marks.with_others(panel, language, is_shown)
  local shown = marks.of(panel, language, is_shown)
  local others = marks.of(panel, language, function(i) return not is_shown(i) end)
  for _, sentence in ipairs(others.sentences) do
    local text = sentence:match "^%(%d+%) (.*)$"
    if text then table.insert(shown.sentences, text) end
  end
  shown.ids = tables.merge(others.ids, shown.ids)
  return shown
end

--- The notes that no mark stands for.
---@param notes urssaf.Note[]
---@param marked urssaf.cli.Marks
---@return urssaf.Note[]
function marks.others(notes, marked)
  return tables.filter(notes, function(note)
    return not (break_notes.is(note) and note.id and marked.ids[note.id])
  end)
end

return marks
