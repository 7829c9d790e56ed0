--- The marks of breaks: a dashed line in the quarter, with the number of its note.
local break_marks = {}

local RADIUS = 7

-- Which row of badges each mark is in, so that near ones do not cover each other.
local function rows_of(marks, x)
  local rows, last = {}, {}
  for i, mark in ipairs(marks) do
    local row = 1
    while last[row] and x(mark.at) - last[row] < 2 * RADIUS + 1 do row = row + 1 end
    rows[i], last[row] = row, x(mark.at)
  end
  return rows
end

--- How much room the badges need above the picture.
---@param marks table[] of remarks.over_time
---@param x fun(i: integer): number
---@return number
function break_marks.height(marks, x)
  local most = 0
  for _, row in ipairs(rows_of(marks, x)) do most = math.max(most, row) end
  return most * (2 * RADIUS + 2)
end

--- The marks.
---@param sheet urssaf.chart.Sheet
---@param marks table[]
---@param x fun(i: integer): number
---@param top number where the badges begin
---@param bottom number
---@return string
function break_marks.draw(sheet, marks, x, top, bottom)
  local lines, badges = {}, {}
  local rows = rows_of(marks, x)
  for i, mark in ipairs(marks) do
    local at = x(mark.at)
    local middle = top + RADIUS + (rows[i] - 1) * (2 * RADIUS + 2)
    lines[i] = sheet:line(at, middle + RADIUS, at, bottom, "break")
    badges[i] = sheet:element("circle", "break-badge", { cx = at, cy = middle, r = RADIUS })
      .. sheet:text(at, middle + 4, ("%d"):format(mark.number), "tick", "middle")
  end
  return table.concat(lines) .. table.concat(badges)
end

--- The lines alone, where there is no room for numbers.
function break_marks.lines(sheet, marks, x, top, bottom)
  local lines = {}
  for i, mark in ipairs(marks) do
    lines[i] = sheet:line(x(mark.at), top, x(mark.at), bottom, "break")
  end
  return table.concat(lines)
end

return break_marks
