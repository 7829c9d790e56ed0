-- A line chart as SVG, for a series with gaps: a line for each stretch of values, a point for each
-- value. The axis includes zero, so that no change looks larger than it is.
local chart = {}

-- Small, with large type: a phone shows it at two thirds of this size.
local WIDTH, HEIGHT = 480, 270
local TOP, RIGHT, BOTTOM = 34, 30, 240
local DIGIT = 8 -- the width of a digit, roughly

local GRID, INK, LINE = "#d9d9d9", "#333333", "#1f5fa8"

-- ---------------------------------------------------------------- the axes

-- The step between grid lines: 1, 2 or 5 times a power of ten, so that there are about four steps.
local function step_for(span)
  local wanted = span / 4
  local power = 10.0 ^ math.floor(math.log(wanted, 10))
  for _, factor in ipairs { 1, 2, 5 } do
    if factor * power >= wanted * 0.9 then return factor * power end
  end
  return 10 * power
end

-- The values of the grid lines, from zero or below to the highest value or above.
local function grid_of(series)
  local low, high, least = 0, 0, 0
  for _, value in series:each() do
    low, high = math.min(low, value or 0), math.max(high, value or 0)
    if math.type(value) == "integer" then least = 1 end
  end
  if low == high then high = 1 end
  local step = math.max(step_for(high - low), least)
  local grid = {}
  for i = math.floor(low / step), math.ceil(high / step) do grid[#grid + 1] = i * step end
  return grid
end

-- Some of a list, evenly spaced, and at most as many as given.
local function some_of(list, most)
  local some, every = {}, math.ceil(#list / most)
  for i = 1, #list, every do some[#some + 1] = list[i] end
  return some
end

-- The periods named below the axis, with their positions: all if they are few, otherwise the first
-- ones of some years; of months within a year, some of them.
local function named_periods(series, language)
  local all, years = {}, {}
  for i, period in ipairs(series.periods) do
    all[i] = { at = i, text = language:period(period) }
    local year = period:match "^(%d+)%-Q1$" or period:match "^(%d+)%-01$" or period:match "^%d+$"
    if year then years[#years + 1] = { at = i, text = year } end
  end
  local wide = series.frequency == "month" and 3 or 5
  if #all <= wide then return all end
  return #years > 1 and some_of(years, 8) or some_of(all, wide)
end

-- ---------------------------------------------------------------- SVG

local ENTITIES = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;" }

local function escaped(text)
  return (text:gsub("%c", " "):gsub("[&<>]", ENTITIES))
end

local function place(x)
  return (("%.1f"):format(x):gsub(",", ".")) -- a decimal point in every locale
end

local function text_at(x, y, anchor, text)
  return ('<text x="%s" y="%s" text-anchor="%s">%s</text>'):format(place(x), place(y), anchor,
    escaped(text))
end

local function line(x1, y1, x2, y2)
  return ('<path d="M%s %sL%s %s" stroke="%s"/>'):format(place(x1), place(y1), place(x2),
    place(y2), GRID)
end

local function frame(title)
  return ('<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d"'
    .. ' role="img" font-family="sans-serif" font-size="14" fill="%s">\n<title>%s</title>\n'
    .. '<rect width="%d" height="%d" fill="#ffffff"/>'):format(WIDTH, HEIGHT, WIDTH, HEIGHT, INK,
    escaped(title), WIDTH, HEIGHT)
end

-- ---------------------------------------------------------------- the values

-- Two functions: from a position in the series to x, and from a value to y.
local function scales(series, grid, left)
  local low, high, steps = grid[1], grid[#grid], math.max(#series.periods - 1, 1)
  return function(i)
    return left + (WIDTH - RIGHT - left) * (i - 1) / steps
  end, function(value)
    return BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)
  end
end

local function draw_values(add, series, x_of, y_of)
  local stretch = {}
  for i = 1, #series.periods + 1 do
    local value = series.values[i]
    if value then
      local x, y = place(x_of(i)), place(y_of(value))
      stretch[#stretch + 1] = x .. "," .. y
      add(('<circle cx="%s" cy="%s" r="2.5" fill="%s"/>'):format(x, y, LINE))
    elseif stretch[1] then
      add(('<polyline points="%s" fill="none" stroke="%s" stroke-width="2"/>'):format(
        table.concat(stretch, " "), LINE))
      stretch = {}
    end
  end
end

-- How a name below the axis stands at its position, so that all of it is in the picture.
local function anchor_of(x, text)
  local half = utf8.len(text) * DIGIT / 2
  return x - half < 0 and "start" or x + half > WIDTH and "end" or "middle"
end

--- Draws a series.
---@param title string
---@param series urssaf.Series with at least one value
---@param language table an object of language.lua
---@return string svg
function chart.draw(title, series, language)
  local grid, left = grid_of(series), 0
  for _, value in ipairs(grid) do
    left = math.max(left, 12 + DIGIT * utf8.len(language:number(value)))
  end
  local x_of, y_of = scales(series, grid, left)
  local parts = { frame(title), text_at(4, 18, "start", language:measure(series.measure)) }
  local function add(part) parts[#parts + 1] = part end
  for _, value in ipairs(grid) do
    add(line(left, y_of(value), WIDTH - RIGHT, y_of(value)))
    add(text_at(left - 8, y_of(value) + 5, "end", language:number(value)))
  end
  for _, period in ipairs(named_periods(series, language)) do
    add(line(x_of(period.at), BOTTOM, x_of(period.at), BOTTOM + 6))
    local x = x_of(period.at)
    add(text_at(x, BOTTOM + 22, anchor_of(x, period.text), period.text))
  end
  draw_values(add, series, x_of, y_of)
  add "</svg>\n"
  return table.concat(parts, "\n")
end

return chart
