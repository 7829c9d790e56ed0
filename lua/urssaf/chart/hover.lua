--- What is pointed at in a picture of lines: each value has the part of its column that is nearer
-- to it than to the others'.
local marker = require "urssaf.chart.marker"
local footnotes = require "urssaf.chart.footnotes"
local svg = require "urssaf.chart.svg"

local hover = {}

-- The values at a position, from above.
local function column(list, i, y)
  local found = {}
  for n, s in ipairs(list) do
    if s.values[i] ~= nil then found[#found + 1] = { n = n, series = s, y = y(s.values[i]) } end
  end
  table.sort(found, function(a, b)
    if a.y ~= b.y then return a.y < b.y end
    return a.n < b.n
  end)
  return found
end

-- What a value is, and of how many units or values where it is not of all.
local function said(sheet, s, i, amounts)
  local value, covered = amounts:value(s.values[i]), s.coverage and s.coverage[i]
  if covered and covered[1] < covered[2] then
    local words = sheet.words["of_" .. footnotes.counted(s)]
    value = value .. " (" .. words:format(sheet.language:number(covered[1]),
      sheet.language:number(covered[2])) .. ")"
  end
  return value
end

--- Invisible areas, one for each value, with what it says; a dot shows on the one pointed at.
---@param sheet urssaf.chart.Sheet
---@param plot table { list, labels, x, y, slot, top, bottom, amounts, has_dots }
---@return string
function hover.draw(sheet, plot)
  local parts = {}
  for i, name in ipairs(plot.list[1].periods) do
    local found = column(plot.list, i, plot.y)
    for k, one in ipairs(found) do
      local from = k == 1 and plot.top or (found[k - 1].y + one.y) / 2
      local to = k == #found and plot.bottom or (one.y + found[k + 1].y) / 2
      local shapes = svg.element("rect", { x = plot.x(i) - plot.slot / 2, y = from,
        width = plot.slot, height = math.max(to - from, 0) })
      if plot.has_dots then
        shapes = shapes .. marker.draw(sheet, 1, plot.x(i), one.y, 4, "dot" .. one.n)
      end
      parts[#parts + 1] = sheet:point(shapes,
        plot.labels[one.n] .. ", " .. sheet.language:period(name),
        said(sheet, one.series, i, plot.amounts))
    end
  end
  return svg.element("g", { ["fill-opacity"] = "0", ["pointer-events"] = "all" },
    table.concat(parts))
end

return hover
