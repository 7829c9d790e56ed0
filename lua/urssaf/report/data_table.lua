--- All periods and measures of a place, as a table that can be sorted.
local additivity = require "urssaf.domain.additivity"
local break_marks = require "urssaf.chart.break_marks"
local html = require "urssaf.report.html"
local numbers = require "urssaf.base.numbers"
local period = require "urssaf.domain.period"
local statuses = require "urssaf.panel.status"
local tables = require "urssaf.base.tables"

local element = html.element

local data_table = {}

local function heading(s, language)
  local unit = additivity.unit(s)
  local is_plain = unit == nil or unit == "account"
  return element("th", { scope = "col" }, language:label_of(s),
    not is_plain and element("small", nil, " (", language:unit(unit), ")") or nil)
end

local function cell(s, i, language)
  local value = s.values[i]
  return element("td", { ["data-value"] = value ~= nil and numbers.text(value) or nil },
    language:value(value, additivity.unit(s)))
end

-- What stands behind the name of each period: the numbers of breaks and estimates, as in charts,
-- and a letter where a value is provisional.
local function marks_of(data)
  local panel, marks = data.own, {}
  local function add(i, mark)
    marks[i] = marks[i] or {}
    table.insert(marks[i], { "\194\160", mark })
  end
  for n, one in ipairs(data.breaks) do
    for _, at in ipairs(break_marks.positions(panel, one.known)) do
      add(at, element("a", { href = "#breaks" }, ("(%d)"):format(n)))
    end
  end
  for i in ipairs(panel.periods) do
    if tables.find(panel.series, function(s) return statuses.is_provisional(s, i) end) then
      add(i, element("abbr", { title = data.phrases.provisional }, "(p)"))
    end
  end
  return marks
end

local function row(panel, i, marks, language)
  local name, cells = panel.periods[i], {}
  local ordinal = period.ordinal(name, panel.frequency)
  for c, s in ipairs(panel.series) do cells[c] = cell(s, i, language) end
  return element("tr", nil,
    element("th", { scope = "row", ["data-value"] = numbers.text(ordinal) },
      language:period(name), marks), cells, "\n")
end

--- The table, the newest period first. The script sorts by the attribute `data-value`, which cells
-- without a value do not have.
---@param data urssaf.report.Data
---@return table element a region that scrolls
function data_table.of(data)
  local panel, language, headings, rows = data.own, data.language, {}, {}
  for c, s in ipairs(panel.series) do headings[c] = heading(s, language) end
  local marks = marks_of(data)
  for i = #panel.periods, 1, -1 do rows[#rows + 1] = row(panel, i, marks[i], language) end
  return element("section", { class = "scroll", tabindex = "0", ["aria-labelledby"] = "caption" },
    element("table", { ["data-sortable"] = true },
      element("caption", { id = "caption" }, data.phrases.caption:format(data.name)),
      element("thead", nil, element("tr", nil,
        element("th", { scope = "col", ["aria-sort"] = "descending" }, data.phrases.period),
        headings)),
      element("tbody", nil, rows)))
end

return data_table
