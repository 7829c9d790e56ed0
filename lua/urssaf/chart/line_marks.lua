--- The marks of a series in a line chart: the line itself, markers that tell lines apart, and the
-- hover areas behind the tooltips.
local footnotes = require "urssaf.chart.footnotes"
local hover_data = require "urssaf.chart.hover_data"
local stable = require "urssaf.base.stable"
local statuses = require "urssaf.panel.status"
local svg = require "urssaf.chart.svg"
local tables = require "urssaf.base.tables"

local line_marks = {}

-- ------------------------------------------------------------------ lines

--- The runs of consecutive positions that have a value.
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

-- The pieces of a run: its parts up to values that are provisional, and those up to others.
local function pieces_of(s, run)
  local pieces = {}
  for i = run[1] + 1, run[2] do
    local last, is_dashed = pieces[#pieces], statuses.is_provisional(s, i)
    if last and last.is_dashed == is_dashed then
      last[2] = i
    else
      pieces[#pieces + 1] = { i - 1, i, is_dashed = is_dashed }
    end
  end
  return pieces
end

-- The shares of the way from one value to the next between which a line is on the axis; nil if it
-- is nowhere.
local function visible(from, to, axis)
  local first, last = 0, 1
  for _, limit in ipairs { axis.low, axis.high } do
    local is_out_before = limit == axis.low and from < limit or limit == axis.high and from > limit
    local is_out_after = limit == axis.low and to < limit or limit == axis.high and to > limit
    if is_out_before and is_out_after then return nil end
    local crossing = (limit - from) / (to - from)
    if is_out_before then first = math.max(first, crossing) end
    if is_out_after then last = math.min(last, crossing) end
  end
  return first, last
end

-- The paths of a piece of a line, as far as it is on the axis.
local function clipped(s, piece, plot, axis)
  local paths, points = {}, nil
  for i = piece[1] + 1, piece[2] do
    local from, to = s.values[i - 1], s.values[i]
    local first, last = visible(from, to, axis)
    local function at(share)
      return { plot.x(i - 1 + share), plot.y(from + (to - from) * share) }
    end
    if first and (first > 0 or not points) then
      points = { at(first) }
      paths[#paths + 1] = points
    end
    if first then points[#points + 1] = at(last) end
    if not first or last < 1 then points = nil end
  end
  return tables.map(paths, svg.path)
end

-- The paths of a piece of a line: one, unless the line leaves the axis.
local function paths_of(s, piece, plot, axis)
  if axis.has_outliers then return clipped(s, piece, plot, axis) end
  local points = {}
  for i = piece[1], piece[2] do points[#points + 1] = { plot.x(i), plot.y(s.values[i]) } end
  return { svg.path(points) }
end

--- The line of a series: broken where values are missing or beyond the axis, dashed up to
-- provisional values, a dot for a value that stands alone.
---@param canvas urssaf.chart.Canvas
---@param s urssaf.Series
---@param n integer the number of the line's style
---@param plot urssaf.chart.Plot
---@param axis urssaf.chart.ValueAxis
---@return string
function line_marks.draw(canvas, s, n, plot, axis)
  local paths, dots = { [true] = {}, [false] = {} }, {}
  for _, run in ipairs(line_marks.runs(s)) do
    if run[1] == run[2] then
      local class = statuses.is_provisional(s, run[1]) and "hollow" or "mark"
      dots[#dots + 1] = canvas:element("circle", class .. n,
        { cx = plot.x(run[1]), cy = plot.y(s.values[run[1]]), r = 3 })
    end
    for _, piece in ipairs(pieces_of(s, run)) do
      tables.append(paths[piece.is_dashed], paths_of(s, piece, plot, axis))
    end
  end
  local function lines(class, list)
    local d = table.concat(list)
    if canvas.shared then d = d:gsub("(%.%d)%d", "%1") end -- a tenth of a pixel is enough
    return #list > 0 and canvas:element("path", class .. n, { d = d }) or ""
  end
  local solid = n <= (plot.thin or 0) and "thin" or "line"
  return lines(solid, paths[false]) .. lines("dashed", paths[true]) .. table.concat(dots)
end

--- Hollow points on sums that leave units or values out.
---@param canvas urssaf.chart.Canvas
---@param s urssaf.Series
---@param n integer the number of the line's style
---@param plot urssaf.chart.Plot
---@param axis urssaf.chart.ValueAxis
---@return string
function line_marks.partial(canvas, s, n, plot, axis)
  local parts = {}
  for i = 1, #s.periods do
    local value = footnotes.partial(s, i) and s.values[i]
    if value and value >= axis.low and value <= axis.high then
      parts[#parts + 1] = canvas:element("circle", "hollow" .. n,
        { cx = plot.x(i), cy = plot.y(value), r = 2.5 })
    end
  end
  return table.concat(parts)
end

--- The position of a series' last value; nil if it has none.
---@param s urssaf.Series
---@return integer?
function line_marks.last(s)
  for i = #s.periods, 1, -1 do
    if s.values[i] ~= nil then return i end
  end
end

-- ------------------------------------------------------------------ markers

-- The corners of each shape around its middle, for a radius of one; the first is a circle.
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

--- A marker: each line has a shape of its own, for readers who cannot tell its colour.
---@param canvas urssaf.chart.Canvas
---@param n integer the number of the shape, 1 to 8
---@param x number
---@param y number
---@param radius number
---@param class string
---@return string
function line_marks.marker(canvas, n, x, y, radius, class)
  local corners = SHAPES[n]
  if not corners then return svg.circle(x, y, radius, canvas:class(class)) end
  local points = tables.map(corners, function(corner)
    return { x + corner[1] * radius, y + corner[2] * radius }
  end)
  return canvas:element("path", class, { d = svg.path(points) .. "Z" })
end

-- ------------------------------------------------------------------ hover areas

-- The values of all series at a position, from the top.
local function column(list, i, y)
  local found = {}
  for n, s in ipairs(list) do
    if s.values[i] ~= nil then found[#found + 1] = { n = n, series = s, y = y(s.values[i]) } end
  end
  return stable.sort(found, function(a, b) return a.y < b.y end)
end

-- A value for its tooltip: "1,234", "1,234 (provisional)", "1,234 (3 of 4 units)" if the sum is
-- not complete.
local function value_text(canvas, s, i, number_format)
  local text, covered = number_format:value(s.values[i]), footnotes.partial(s, i)
  if statuses.is_provisional(s, i) then
    text = ("%s (%s)"):format(text, canvas.phrases.provisional_value)
  end
  if not covered then return text end
  local language, phrase = canvas.language, canvas.phrases["of_" .. footnotes.counted(s)]
  return ("%s (%s)"):format(text,
    phrase:format(language:number(covered[1]), language:number(covered[2])))
end

---@class urssaf.chart.Plot where a chart over time draws its series
---@field list urssaf.Series[]
---@field labels string[] the names of the series
---@field number_format urssaf.chart.NumberFormat
---@field time urssaf.chart.TimeAxis
---@field x fun(i: integer): number the middle of a period
---@field y fun(value: number): number where a value lies; its end of the axis if it is beyond
---@field top number
---@field bottom number
---@field has_dots boolean? whether a dot shows the value pointed at
---@field thin integer? how many of the lines, from the first on, are thin

--- The hover areas: invisible rectangles that carry the tooltips. A value's area is the part of
-- its period's column that is nearer to it than to the other series.
---@param canvas urssaf.chart.Canvas
---@param plot urssaf.chart.Plot
---@return string
function line_marks.hover(canvas, plot)
  if canvas.shared then
    return hover_data.of(canvas, plot, function(s, i)
      return value_text(canvas, s, i, plot.number_format)
    end)
  end
  local parts, slot = {}, plot.time.slot
  for i, period in ipairs(plot.list[1].periods) do
    local found, x = column(plot.list, i, plot.y), plot.x(i)
    for k, one in ipairs(found) do
      local from = k == 1 and plot.top or (found[k - 1].y + one.y) / 2
      local to = k == #found and plot.bottom or (one.y + found[k + 1].y) / 2
      local shapes = svg.rect(x - slot / 2, from, slot, math.max(to - from, 0))
      if plot.has_dots then
        shapes = shapes .. line_marks.marker(canvas, 1, x, one.y, 4, "dot" .. one.n)
      end
      parts[#parts + 1] = canvas:point(shapes,
        plot.labels[one.n] .. ", " .. canvas.language:period(period),
        value_text(canvas, one.series, i, plot.number_format))
    end
  end
  return svg.element("g", { ["fill-opacity"] = "0", ["pointer-events"] = "all" },
    table.concat(parts))
end

return line_marks
