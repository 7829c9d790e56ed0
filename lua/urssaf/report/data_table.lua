--- All quarters and measures of a place as a table that can be sorted.
local additivity = require "urssaf.domain.additivity"
local html = require "urssaf.report.html"
local numbers = require "urssaf.base.numbers"
local quarter = require "urssaf.domain.quarter"
local phrases = require "urssaf.language.report"

local element = html.element

local data_table = {}

local function heading(s, said)
  local unit = additivity.unit(s)
  local is_plain = unit == nil or unit == "account"
  return element("th", { scope = "col" }, said:label(s.measure),
    not is_plain and element("small", nil, " (", said:unit(unit), ")") or nil)
end

local function cell(s, i, said)
  local value = s.values[i]
  return element("td", { ["data-value"] = value ~= nil and numbers.text(value) or nil },
    said:value(value, additivity.unit(s)))
end

local function row(panel, i, said)
  local name, cells = panel.periods[i], {}
  for c, s in ipairs(panel.series) do cells[c] = cell(s, i, said) end
  return element("tr", nil,
    element("th", { scope = "row", ["data-value"] = numbers.text(quarter.ordinal(name)) },
      said:period(name)), cells, "\n")
end

--- The table, the newest quarter first; without a value, a cell has no `data-value`.
---@param panel urssaf.Panel of one unit
---@param name string of the place
---@param said urssaf.Language
---@return table element a region that scrolls
function data_table.of(panel, name, said)
  local page, headings, rows = phrases.of(said.code), {}, {}
  for c, s in ipairs(panel.series) do headings[c] = heading(s, said) end
  for i = #panel.periods, 1, -1 do rows[#rows + 1] = row(panel, i, said) end
  return element("section", { class = "scroll", tabindex = "0", ["aria-labelledby"] = "caption" },
    element("table", { ["data-sortable"] = true },
      element("caption", { id = "caption" }, page.caption:format(name)),
      element("thead", nil, element("tr", nil,
        element("th", { scope = "col", ["aria-sort"] = "descending" }, page.period), headings)),
      element("tbody", nil, rows)))
end

return data_table
