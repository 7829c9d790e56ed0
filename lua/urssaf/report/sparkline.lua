--- A sparkline: the course of a series from its first value to its last, without axes.
local html = require "urssaf.report.html"
local line_marks = require "urssaf.chart.line_marks"
local scale = require "urssaf.chart.scale"
local svg = require "urssaf.chart.svg"

local element = html.element

local WIDTH, HEIGHT, MARGIN = 200, 36, 4

-- A tenth of a unit is less than a pixel.
local function rounded(value)
  return math.floor(value * 10 + 0.5) / 10
end

-- Returns point(i): where the value at a position is drawn. A constant series runs in the middle.
local function points_of(s, range)
  local low, high = range.low, range.high
  local step = #s.periods > 1 and (WIDTH - 2 * MARGIN) / (#s.periods - 1) or 0
  return function(i)
    local share = high > low and (s.values[i] - low) / (high - low) or 0.5
    return { rounded(MARGIN + (i - 1) * step),
      rounded(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)) }
  end
end

-- A value between two gaps is a line without length, drawn as a dot since lines have round ends.
local function path(s, point)
  local parts = {}
  for n, run in ipairs(line_marks.runs(s)) do
    local points = {}
    for i = run[1], run[2] do points[#points + 1] = point(i) end
    parts[n] = svg.path(points) .. (#points == 1 and "h0" or "")
  end
  return table.concat(parts)
end

local sparkline = {}

--- The sparkline of a series.
---@param s urssaf.Series
---@param label string for those who do not see it
---@return table? element nil if there is no value
function sparkline.of(s, label)
  local range = scale.extent { s }
  if not range then return nil end
  local point = points_of(s, range)
  local last = point(line_marks.last(s))
  return element("svg", { class = "spark", role = "img", ["aria-label"] = label,
      viewBox = ("0 0 %d %d"):format(WIDTH, HEIGHT), xmlns = "http://www.w3.org/2000/svg" },
    element("path", { d = path(s, point) }),
    element("circle", { cx = last[1], cy = last[2], r = "3" }))
end

return sparkline
