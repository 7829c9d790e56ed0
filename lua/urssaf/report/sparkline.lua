--- A small line without axes: how a series went, from its first value to its last.
local html = require "urssaf.report.html"
local numbers = require "urssaf.base.numbers"

local element = html.element

local WIDTH, HEIGHT, MARGIN = 200, 36, 4

-- A tenth of a unit is finer than a pixel.
local function coordinate(value)
  return numbers.text(math.floor(value * 10 + 0.5) / 10)
end

local function range(s)
  local low, high
  for _, value in s:each() do
    if value then
      low, high = math.min(low or value, value), math.max(high or value, value)
    end
  end
  return low, high
end

-- Positions in the picture; a level series is drawn in the middle.
local function scale(s)
  local low, high = range(s)
  local step = #s.periods > 1 and (WIDTH - 2 * MARGIN) / (#s.periods - 1) or 0
  return function(i)
    local share = high > low and (s.values[i] - low) / (high - low) or 0.5
    return coordinate(MARGIN + (i - 1) * step),
      coordinate(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN))
  end
end

-- The line is broken where a value is missing; one that stands alone is a dot.
local function path(s, place)
  local parts, is_drawing = {}, false
  for i = 1, #s.periods do
    if s.values[i] ~= nil then
      local x, y = place(i)
      parts[#parts + 1] = (is_drawing and "L" or "M") .. x .. " " .. y
      if not is_drawing and s.values[i + 1] == nil then parts[#parts + 1] = "h0" end
    end
    is_drawing = s.values[i] ~= nil
  end
  return table.concat(parts)
end

local function last_position(s)
  for i = #s.periods, 1, -1 do
    if s.values[i] ~= nil then return i end
  end
end

local sparkline = {}

--- A series as a small picture.
---@param s urssaf.Series
---@param label string what it says to those who do not see it
---@return table? element nil if there is no value
function sparkline.of(s, label)
  local last = last_position(s)
  if not last then return nil end
  local place = scale(s)
  local x, y = place(last)
  return element("svg", { class = "spark", role = "img", ["aria-label"] = label,
      viewBox = ("0 0 %d %d"):format(WIDTH, HEIGHT), xmlns = "http://www.w3.org/2000/svg" },
    element("path", { d = path(s, place) }), element("circle", { cx = x, cy = y, r = "3" }))
end

return sparkline
