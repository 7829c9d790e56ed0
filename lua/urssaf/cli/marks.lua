--- The marks of breaks, estimates and provisional figures in tables: those that charts have, behind
-- the period.
local break_notes = require "urssaf.panel.break_notes"
local canvases = require "urssaf.chart.canvas"
local footnotes = require "urssaf.chart.footnotes"
local line_marks = require "urssaf.chart.line_marks"
local tables = require "urssaf.base.tables"

local marks = {}

---@class urssaf.cli.Marks
---@field of_period table<string, string> what stands behind a period: " (1)", " (p)"
---@field sentences string[] what the marks mean
---@field notes urssaf.Note[] those of the panel that no mark stands for

local PROVISIONAL = "p"

local function is_provisional(panel, i)
  return tables.find(panel.series, function(s) return line_marks.is_provisional(s, i) end) ~= nil
end

-- The numbers behind each period from the first one shown, and what they mean: those of a chart,
-- but the first one shown is the first.
local function numbered(panel, first, canvas)
  local numbers, new, shown = {}, {}, {}
  for _, mark in ipairs((footnotes.over_time(panel, panel.series, canvas))) do
    if mark.at >= first then
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

--- The marks of a panel's periods.
---@param panel urssaf.Panel
---@param language urssaf.Language
---@param first integer? the position of the first period that is shown
---@return urssaf.cli.Marks
function marks.of(panel, language, first)
  first = first or 1
  local canvas = canvases.new { lang = language.code }
  local numbers, shown = numbered(panel, first, canvas)
  local made, has_provisional = { of_period = {} }, false
  for i = first, #panel.periods do
    local list = tables.unique(numbers[i] or {})
    if is_provisional(panel, i) then
      list[#list + 1], has_provisional = PROVISIONAL, true
    end
    if list[1] then
      made.of_period[panel.periods[i]] = (" (%s)"):format(table.concat(list, ", "))
    end
  end
  made.sentences = tables.map(shown, function(mark, number)
    return ("(%d) %s"):format(number, mark.text)
  end)
  if has_provisional then
    table.insert(made.sentences, ("(%s) %s"):format(PROVISIONAL, canvas.phrases.provisional_value))
  end
  local ids = tables.set(shown, "id")
  made.notes = tables.filter(panel.notes, function(note)
    return not (break_notes.is(note) and note.id and ids[note.id])
  end)
  return made
end

return marks
