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

---@class urssaf.chart.Badge the number of one mark, or of several of that number side by side
---@field number integer
---@field from number where its first mark stands
---@field to number
---@field row integer from 1, the topmost

local function is_beside(a, b)
  return b - a < 2 * RADIUS + 1
end

-- The badges of marks: one for marks of one number so close together that two would overlap, and
-- as many rows as are needed for those of different numbers.
local function badges_of(marks, x)
  local badges, last = {}, {}
  for _, mark in ipairs(marks) do
    local at, before = x(mark.at), badges[#badges]
    if before and before.number == mark.number and is_beside(before.to, at) then
      before.to = at
    else
      badges[#badges + 1] = { number = mark.number, from = at, to = at }
    end
  end
  for _, badge in ipairs(badges) do
    badge.middle, badge.row = (badge.from + badge.to) / 2, 1
    while last[badge.row] and is_beside(last[badge.row], badge.middle) do
      badge.row = badge.row + 1
    end
    last[badge.row] = badge.middle
  end
  return badges
end

local ROW = 2 * RADIUS + 2

--- The height that the badges need above the plot.
---@param marks urssaf.chart.BreakMark[]
---@param x fun(i: integer): number
---@return number
function break_marks.height(marks, x)
  local most = 0
  for _, badge in ipairs(badges_of(marks, x)) do most = math.max(most, badge.row) end
  return most * ROW
end

-- A badge, and a line under it that joins its marks if there are several.
local function draw_badge(canvas, badge, top)
  local middle = top + RADIUS + (badge.row - 1) * ROW
  local joint = badge.to > badge.from
    and canvas:line(badge.from, middle + RADIUS, badge.to, middle + RADIUS, "break") or ""
  return joint
    .. canvas:element("circle", "break-badge", { cx = badge.middle, cy = middle, r = RADIUS })
    .. canvas:text(badge.middle, middle + 4, ("%d"):format(badge.number), "tick", "middle")
end

--- Lines with badges.
---@param canvas urssaf.chart.Canvas
---@param marks urssaf.chart.BreakMark[]
---@param x fun(i: integer): number
---@param top number of the badges
---@param bottom number of the lines
---@return string
function break_marks.draw(canvas, marks, x, top, bottom)
  local badges = badges_of(marks, x)
  local lines = tables.map(marks, function(mark)
    local at = x(mark.at)
    local badge = tables.find(badges, function(one)
      return one.number == mark.number and at >= one.from and at <= one.to
    end)
    return canvas:line(at, top + 2 * RADIUS + (badge.row - 1) * ROW, at, bottom, "break")
  end)
  return table.concat(lines) .. table.concat(tables.map(badges, function(badge)
    return draw_badge(canvas, badge, top)
  end))
end

return break_marks
