--- Tables in a terminal. Columns for which there is no room side by side go below the others.
local tables = require "urssaf.base.tables"
local text = require "urssaf.cli.text"

local text_table = {}

local GAP = 2 -- between columns
local LEAST = 8 -- how narrow a column of text may become

---@class urssaf.cli.ShownColumn
---@field heading string?
---@field align "left"|"right"|nil
---@field cells string[]? by row
---@field draw (fun(width: integer): string[])? in place of `cells`: makes them for a width
---@field width integer? how wide a drawn column may be

local function longest(cells, size)
  local width = 0
  for i = 1, size do width = math.max(width, text.length(cells[i] or "")) end
  return width
end

local function longest_word(line)
  local width = 0
  for word in line:gmatch("[^ ]+") do width = math.max(width, text.length(word)) end
  return width
end

-- A column with its widths: `width` is what its cells need and a heading on two lines, `least` is
-- that of its longest word.
local function measured(column, size)
  local heading = column.heading or ""
  if column.draw then
    return { heading = heading, width = column.width, least = LEAST, draw = column.draw }
  end
  local least = longest_word(heading)
  for i = 1, size do least = math.max(least, longest_word(column.cells[i] or "")) end
  return { align = column.align, cells = column.cells, heading = heading, least = least,
    width = math.max(longest(column.cells, size), longest_word(heading),
      math.ceil(text.length(heading) / 2), 1) }
end

-- The widest column that may become narrower; numbers never do.
local function widest(columns)
  local found
  for _, column in ipairs(columns) do
    local can = column.align ~= "right" and column.width > math.max(column.least, LEAST)
    if can and not (found and found.width >= column.width) then found = column end
  end
  return found
end

local function total_width(columns)
  local sum = -GAP
  for _, column in ipairs(columns) do sum = sum + GAP + column.width end
  return sum
end

-- The columns, narrowed to fit as far as their words allow: narrow cells take several lines.
local function fitted(columns, size, width)
  local list = tables.map(columns, function(column) return measured(column, size) end)
  local sum, column = total_width(list), widest(list)
  while sum > width and column do
    column.width, sum = column.width - 1, sum - 1
    column = widest(list)
  end
  local most = #list > 1 and math.max(math.floor(width / 2), LEAST) or width
  list[1].width = math.min(list[1].width, most)
  for i = 2, #list do list[i].width = math.min(list[i].width, width - list[1].width - GAP) end
  for _, one in ipairs(list) do one.cells = one.cells or one.draw(one.width) end
  return list
end

-- Blocks of columns that fit the width, each with the first column in front.
local function blocks(columns, width)
  local first, list, used = columns[1], {}, math.huge
  for i = 2, #columns do
    local needed = GAP + columns[i].width
    if used + needed > width then
      list[#list + 1], used = { first }, first.width
    end
    local block = list[#list]
    block[#block + 1], used = columns[i], used + needed
  end
  return #list > 0 and list or { { first } }
end

local function line_of(block, cell_of)
  local parts = tables.map(block, function(column)
    return text.pad(cell_of(column), column.width, column.align)
  end)
  return (table.concat(parts, (" "):rep(GAP)):gsub("%s+$", ""))
end

-- Adds the lines of one row. With `is_heading` cells of fewer lines stand at the bottom of the row.
local function put_row(lines, block, cell_of, is_heading)
  local height, wrapped = 1, {}
  for _, column in ipairs(block) do
    wrapped[column] = text.wrap(cell_of(column), column.width, true)
    height = math.max(height, #wrapped[column])
  end
  for row = 1, height do
    lines[#lines + 1] = line_of(block, function(column)
      local at = is_heading and #wrapped[column] - height + row or row
      return wrapped[column][at] or ""
    end)
  end
end

local function put_block(lines, block, size)
  put_row(lines, block, function(column) return column.heading end, true)
  lines[#lines + 1] = ("─"):rep(total_width(block))
  for i = 1, size do
    put_row(lines, block, function(column) return column.cells[i] or "" end)
  end
end

--- The lines of a table.
---@param columns urssaf.cli.ShownColumn[] the first names the rows, and is repeated in each block
---@param size integer how many rows
---@param width integer of the terminal
---@return string[]
function text_table.lines(columns, size, width)
  local lines = {}
  for i, block in ipairs(blocks(fitted(columns, size, width), width)) do
    if i > 1 then lines[#lines + 1] = "" end
    put_block(lines, block, size)
  end
  return lines
end

return text_table
