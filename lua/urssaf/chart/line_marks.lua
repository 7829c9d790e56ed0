--- A series as a line: broken where values are missing, a dot where one stands alone.
local svg = require "urssaf.chart.svg"

local line_marks = {}

--- The runs of positions that have values, without a gap each.
---@param s urssaf.Series
---@return integer[][] runs { first, last }
function line_marks.runs(s)
  local runs, first = {}, nil
  for i = 1, #s.periods + 1 do
    local is_there = i <= #s.periods and s.values[i] ~= nil
    if is_there and not first then
      first = i
    elseif not is_there and first then
      runs[#runs + 1] = { first, i - 1 }
      first = nil
    end
  end
  return runs
end

--- The line through the values there are.
---@param sheet urssaf.chart.Sheet
---@param s urssaf.Series
---@param n integer which of the lines' styles
---@param x fun(i: integer): number
---@param y fun(value: number): number
---@return string
function line_marks.draw(sheet, s, n, x, y)
  local data, dots = {}, {}
  for _, run in ipairs(line_marks.runs(s)) do
    if run[1] == run[2] then
      dots[#dots + 1] = sheet:element("circle", "mark" .. n,
        { cx = x(run[1]), cy = y(s.values[run[1]]), r = 3 })
    else
      local points = {}
      for i = run[1], run[2] do points[#points + 1] = { x(i), y(s.values[i]) } end
      data[#data + 1] = svg.path(points)
    end
  end
  local line = #data > 0 and sheet:element("path", "line" .. n, { d = table.concat(data) }) or ""
  return line .. table.concat(dots)
end

--- Where a series ends: its last value's position; nil if it has none.
---@param s urssaf.Series
---@return integer?
function line_marks.last(s)
  for i = #s.periods, 1, -1 do
    if s.values[i] ~= nil then return i end
  end
end

return line_marks
