--- The marks of breaks, estimates, provisional figures and partial sums in tables: those that
-- charts have, behind the period; and behind the names of places where a table has one period.
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

local PROVISIONAL, PARTIAL = "p", "i"

-- No line breaks between a period and its mark.
local BLANK = "\194\160"
local BEHIND = BLANK .. "(%s)"

-- The letters of what any value of a position is.
local LETTERS = { { PROVISIONAL, "provisional_value", statuses.is_provisional },
  { PARTIAL, "partial_value", statuses.is_partial } }

local function any_is(panel, test, i)
  return tables.find(panel.series, function(s) return test(s, i) end) ~= nil
end

local function sentence_of(letter, text)
  return ("(%s) %s"):format(letter, text)
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
  local made, has = { of_period = {}, ids = tables.set(shown, "id") }, {}
  for i, name in ipairs(panel.periods) do
    local list = tables.unique(numbers[i] or {})
    for _, one in ipairs(is_shown(i) and LETTERS or {}) do
      if any_is(panel, one[3], i) then list[#list + 1], has[one[1]] = one[1], true end
    end
    if list[1] then made.of_period[name] = BEHIND:format(table.concat(list, "," .. BLANK)) end
  end
  made.sentences = tables.map(shown, function(mark, number)
    return ("(%d) %s"):format(number, mark.text)
  end)
  for _, one in ipairs(LETTERS) do
    if has[one[1]] then
      table.insert(made.sentences, sentence_of(one[1], labels.phrases[one[2]]))
    end
  end
  return made
end

--- A function that marks the name of a row with a value that is a partial sum, for people; and the
-- sentences on the marks that it has set.
---@param context urssaf.cli.Context
---@return fun(name: string, status: string): string
---@return string[]
function marks.of_rows(context)
  local sentences, phrases = {}, chart_phrases[context.language.code]
  return function(name, status)
    if context.is_for_machines or not status:find "partial" then return name end
    sentences[1] = sentence_of(PARTIAL, phrases.partial_value)
    return name .. BEHIND:format(PARTIAL)
  end, sentences
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
