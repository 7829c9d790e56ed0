--- Shapes that tell lines apart where colours do not.
local svg = require "urssaf.chart.svg"

local marker = {}

-- Corners of each shape round its middle, for a radius of one; the first is a circle.
local SHAPES = {
  false,
  { { -0.9, -0.9 }, { 0.9, -0.9 }, { 0.9, 0.9 }, { -0.9, 0.9 } },
  { { 0, -1.2 }, { 1.15, 0.9 }, { -1.15, 0.9 } },
  { { 0, -1.35 }, { 1.2, 0 }, { 0, 1.35 }, { -1.2, 0 } },
  { { 0, 1.2 }, { 1.15, -0.9 }, { -1.15, -0.9 } },
  { { -0.4, -1.2 }, { 0.4, -1.2 }, { 0.4, -0.4 }, { 1.2, -0.4 }, { 1.2, 0.4 }, { 0.4, 0.4 },
    { 0.4, 1.2 }, { -0.4, 1.2 }, { -0.4, 0.4 }, { -1.2, 0.4 }, { -1.2, -0.4 }, { -0.4, -0.4 } },
  { { -1.3, -0.65 }, { 1.3, -0.65 }, { 1.3, 0.65 }, { -1.3, 0.65 } },
  { { -0.65, -1.3 }, { 0.65, -1.3 }, { 0.65, 1.3 }, { -0.65, 1.3 } },
}

--- The n-th shape at a place.
---@param sheet urssaf.chart.Sheet
---@param n integer 1 to 8
---@param x number
---@param y number
---@param radius number
---@param class string
---@return string
function marker.draw(sheet, n, x, y, radius, class)
  local corners = SHAPES[n]
  if not corners then return sheet:element("circle", class, { cx = x, cy = y, r = radius }) end
  local points = {}
  for i, corner in ipairs(corners) do
    points[i] = { x + corner[1] * radius, y + corner[2] * radius }
  end
  return sheet:element("path", class, { d = svg.path(points) .. "Z" })
end

return marker
