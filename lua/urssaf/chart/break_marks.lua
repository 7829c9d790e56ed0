--- The marks of breaks in the series: a dashed line at the period, and above it a badge with the
-- number of the break's note.
local period = require "urssaf.domain.period"
local quarter = require "urssaf.domain.quarter"
local tables = require "urssaf.base.tables"

local break_marks = {}

-- The period in which a break took effect, by the frequency.
local PERIOD_OF = {
  month = function(known) return known.date:sub(1, 7) end,
  quarter = function(known) return known.period end,
  year = function(known) return known.date:sub(1, 4) end,
}

-- Each quarter that is an estimate, as a break of that quarter alone.
local function quarters_of(known)
  if not known.periods then return { known } end
  return tables.map(known.periods, function(name)
    return { period = name, date = quarter.last_day(name) }
  end)
end

--- The positions on a panel's grid at which a break took effect, or which are estimates.
---@param panel urssaf.Panel
---@param known urssaf.Break
---@return integer[] positions none if it is outside
function break_marks.positions(panel, known)
  local list = {}
  for _, one in ipairs(quarters_of(known)) do
    list[#list + 1] = period.position(panel.periods, panel.frequency,
      PERIOD_OF[panel.frequency](one))
  end
  return list
end

local RADIUS = 7

-- The row of each mark's badge: as many rows as are needed for badges not to overlap.
local function rows_of(marks, x)
  local rows, last = {}, {}
  for i, mark in ipairs(marks) do
    local row = 1
    while last[row] and x(mark.at) - last[row] < 2 * RADIUS + 1 do row = row + 1 end
    rows[i], last[row] = row, x(mark.at)
  end
  return rows
end

--- The height that the badges need above the plot.
---@param marks urssaf.chart.BreakMark[]
---@param x fun(i: integer): number
---@return number
function break_marks.height(marks, x)
  local most = 0
  for _, row in ipairs(rows_of(marks, x)) do most = math.max(most, row) end
  return most * (2 * RADIUS + 2)
end

--- Lines with badges.
---@param canvas urssaf.chart.Canvas
---@param marks urssaf.chart.BreakMark[]
---@param x fun(i: integer): number
---@param top number of the badges
---@param bottom number of the lines
---@return string
function break_marks.draw(canvas, marks, x, top, bottom)
  local lines, badges = {}, {}
  local rows = rows_of(marks, x)
  for i, mark in ipairs(marks) do
    local at = x(mark.at)
    local middle = top + RADIUS + (rows[i] - 1) * (2 * RADIUS + 2)
    lines[i] = canvas:line(at, middle + RADIUS, at, bottom, "break")
    badges[i] = canvas:element("circle", "break-badge", { cx = at, cy = middle, r = RADIUS })
      .. canvas:text(at, middle + 4, ("%d"):format(mark.number), "tick", "middle")
  end
  return table.concat(lines) .. table.concat(badges)
end

--- Lines without badges, for charts that have no room for them.
function break_marks.lines(canvas, marks, x, top, bottom)
  return table.concat(tables.map(marks, function(mark)
    return canvas:line(x(mark.at), top, x(mark.at), bottom, "break")
  end))
end

return break_marks
