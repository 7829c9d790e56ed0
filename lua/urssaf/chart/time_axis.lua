--- The time axis: each period has a slot of its own, so that a year's months or quarters lie
-- between its ticks and above its label.
local period = require "urssaf.domain.period"
local tables = require "urssaf.base.tables"
local text_layout = require "urssaf.chart.text_layout"

local time_axis = {}

---@class urssaf.chart.TimeAxis
---@field left number
---@field right number
---@field slot number the width of a period
---@field periods string[]
---@field frequency urssaf.Frequency
---@field years table[] { name =, first =, last = }: the positions of each year's periods
local TimeAxis = {}
TimeAxis.__index = TimeAxis

local function years_of(periods)
  local years = {}
  for i, name in ipairs(periods) do
    local year, last = name:sub(1, 4), years[#years]
    if not last or last.name ~= year then
      last = { name = year, first = i }
      years[#years + 1] = last
    end
    last.last = i
  end
  return years
end

--- The axis of a grid of periods between two coordinates.
---@param periods string[]
---@param left number
---@param right number
---@return urssaf.chart.TimeAxis
function time_axis.new(periods, left, right)
  return setmetatable({ left = left, right = right, slot = (right - left) / #periods,
    periods = periods, frequency = period.frequency(periods[1]), years = years_of(periods) },
    TimeAxis)
end

--- The middle of a period's slot.
---@param i integer its position
---@return number
function TimeAxis:x(i)
  return self.left + (i - 0.5) * self.slot
end

local INTERVALS = { 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000 }
local FONT_SIZE, BETWEEN = 11, 7

--- The interval between labelled years, so wide that their labels have room.
---@return integer
function TimeAxis:interval()
  local slots = 1
  for _, year in ipairs(self.years) do slots = math.max(slots, year.last - year.first + 1) end
  local room = text_layout.width("2000", FONT_SIZE) + BETWEEN
  return tables.find(INTERVALS, function(interval) return interval * slots * self.slot >= room end)
    or INTERVALS[#INTERVALS]
end

local HALF = text_layout.width("2000", FONT_SIZE) / 2

-- Whether years are so narrow that a label stands below the beginning of its year, not its middle.
local function is_dense(axis)
  return axis.frequency ~= "year" and axis:interval() > 2
end

-- The middle of a year's label, kept inside the axis.
local function middle_of(axis, year)
  if is_dense(axis) then
    return math.min(axis.left + (year.first - 1) * axis.slot, axis.right - HALF)
  end
  local middle = axis.left + (year.first - 1 + year.last) / 2 * axis.slot
  return math.min(math.max(middle, axis.left + HALF), axis.right - HALF)
end

-- The labels there is room for. Complete years come first: the first and last year may have so few
-- periods that their labels would take the room of a neighbour's.
local function labels_of(axis)
  local interval, labels, longest = axis:interval(), {}, 0
  local function place(year)
    local middle = middle_of(axis, year)
    for _, other in ipairs(labels) do
      if math.abs(other.x - middle) < 2 * HALF + BETWEEN - 2 then return end
    end
    labels[#labels + 1] = { x = middle, text = year.name }
  end
  for _, year in ipairs(axis.years) do longest = math.max(longest, year.last - year.first) end
  for _, wants_whole in ipairs { true, false } do
    for _, year in ipairs(axis.years) do
      local is_whole = year.last - year.first == longest
      if is_whole == wants_whole and tonumber(year.name) % interval == 0 then place(year) end
    end
  end
  if #labels == 0 then place(axis.years[1]) end
  return labels
end

-- Every how many periods there may be a tick, and a label: months are marked by the quarter or the
-- half-year if there is no room for all.
local PART_INTERVALS = { month = { 1, 3, 6 }, quarter = { 1 }, year = {} }

-- The least distance, in pixels, between two ticks, and between the middles of two labels.
local TICKS_APART, LABELS_APART = 7, { month = 34, quarter = 24 }

-- How far a label may stand out beyond the ends of the axis.
local BEYOND = 6

local function part_interval(axis, distance)
  return tables.find(PART_INTERVALS[axis.frequency], function(interval)
    return interval * axis.slot >= distance
  end)
end

-- Every how many months or quarters there is a label; nil if there is no room for any.
local function labelled_interval(axis)
  return part_interval(axis, LABELS_APART[axis.frequency])
end

local function part_label(canvas, axis, i, y)
  local text, x = canvas.language:part_of_year(axis.periods[i]), axis:x(i)
  local half = text_layout.width(text, FONT_SIZE) / 2
  if x - half < axis.left - BEYOND or x + half > axis.right + BEYOND then return "" end
  return canvas:text(x, y, text, "tick", "middle")
end

-- The ticks of months or quarters, and their labels, as far as there is room. Returns them and
-- their bottom.
local function part_marks(canvas, axis, y)
  local ticked, parts = part_interval(axis, TICKS_APART), {}
  if not ticked then return "", y end
  local labelled = labelled_interval(axis)
  for i, name in ipairs(axis.periods) do
    local ordinal, x = period.ordinal(name, axis.frequency), axis:x(i)
    if ordinal % ticked == 0 then parts[#parts + 1] = canvas:line(x, y, x, y + 3, "axis") end
    if labelled and ordinal % labelled == 0 then
      parts[#parts + 1] = part_label(canvas, axis, i, y + 15)
    end
  end
  return table.concat(parts), y + (labelled and 15 or 2)
end

local function has_room(axis, year)
  return (year.last - year.first + 1) * axis.slot >= 2 * HALF + 4
end

-- The tick between two years. Where only some of the periods have a label, labels are wider than
-- periods: the tick is then interrupted, and stands above them and between the labels of the years.
local function year_tick(canvas, axis, k, y, below)
  local year = axis.years[k]
  local before = axis.years[k - 1] or year
  local x = axis.left + (year.first - 1) * axis.slot
  if (labelled_interval(axis) or 1) == 1 then return canvas:line(x, y, x, below + 6, "axis") end
  local tick = canvas:line(x, y, x, y + 5, "axis")
  if not (has_room(axis, before) and has_room(axis, year)) then return tick end
  return tick .. canvas:line(x, below + 6, x, below + 18, "axis")
end

-- Ticks between years; those of annual data stand at the labels.
local function year_ticks(canvas, axis, y, below)
  local parts, interval = {}, axis:interval()
  if axis.frequency == "year" then
    return table.concat(tables.map(labels_of(axis), function(label)
      return canvas:line(label.x, y, label.x, y + 4, "axis")
    end))
  end
  for k, year in ipairs(axis.years) do
    local is_marked = interval <= 2 or tonumber(year.name) % interval == 0
    if is_marked and (k > 1 or is_dense(axis)) then
      parts[#parts + 1] = year_tick(canvas, axis, k, y, below)
    end
  end
  return table.concat(parts)
end

--- The line of the axis, its ticks and labels.
---@param canvas urssaf.chart.Canvas
---@param y number the bottom of the plot
---@return string svg
---@return number bottom
function TimeAxis:draw(canvas, y)
  local marks, below = part_marks(canvas, self, y)
  local parts = { canvas:line(self.left, y, self.right, y, "axis"), marks,
    year_ticks(canvas, self, y, below) }
  for _, label in ipairs(labels_of(self)) do
    parts[#parts + 1] = canvas:text(label.x, below + 16, label.text, "tick", "middle")
  end
  return table.concat(parts), below + 20
end

return time_axis
