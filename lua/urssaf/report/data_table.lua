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
  return element("th", { scope = "col", ["data-name"] = s.measure }, language:label_of(s),
    not is_plain and element("small", nil, " (", language:unit(unit), ")") or nil)
end

-- Whether a text is a whole number in full, whose value the script reads from it.
local function says_all(text, value)
  return value % 1 == 0 and text:gsub("%D", "") == ("%.0f"):format(math.abs(value))
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

-- The pages of a site have no second copy of whole numbers, nor numbers beside the periods.
local function cell(s, i, data)
  local value = s.values[i]
  local text = data.language:value(value, additivity.unit(s))
  local has_value = value ~= nil and not (data.site and says_all(text, value))
  return element("td", { ["data-value"] = has_value and numbers.text(value) or nil }, text)
end

local function row(panel, i, marks, data)
  local language, name, cells = data.language, panel.periods[i], {}
  local ordinal = not data.site and numbers.text(period.ordinal(name, panel.frequency)) or nil
  for c, s in ipairs(panel.series) do cells[c] = cell(s, i, data) end
  return element("tr", nil,
    element("th", { scope = "row", ["data-value"] = ordinal, ["data-when"] = name },
      language:period(name), marks), cells, "\n")
end

-- The script makes a link of this, to the table's figures as CSV; nothing is in the page twice.
local function download(data)
  local place = data.place
  local name = place.kind == "departement" and place.code
    or place.kind == "region" and "region-" .. place.code or "france"
  return element("p", { class = "only-script", ["data-download"] = name .. ".csv" },
    data.phrases.download)
end

--- The table, the newest period first. The script sorts by the attribute `data-value`, which cells
-- without a value do not have.
---@param data urssaf.report.Data
---@return table content a region that scrolls, and a link to its figures
function data_table.of(data)
  local panel, language, headings, rows = data.own, data.language, {}, {}
  for c, s in ipairs(panel.series) do headings[c] = heading(s, language) end
  local marks = marks_of(data)
  for i = #panel.periods, 1, -1 do rows[#rows + 1] = row(panel, i, marks[i], data) end
  local first = element("th", { scope = "col", ["data-name"] = "period",
    ["aria-sort"] = "descending" }, data.phrases.period)
  local region = { class = "scroll", tabindex = "0", ["aria-labelledby"] = "caption" }
  return { download(data), element("section", region,
    element("table", { ["data-sortable"] = true },
      element("caption", { id = "caption" },
        element("span", nil, data.phrases.caption:format(data.name))),
      element("thead", nil, element("tr", nil, first, headings)),
      element("tbody", nil, rows))) }
end

return data_table
