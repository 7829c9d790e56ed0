--- Pictures of one line: sparklines and bars of block characters.
local blocks = {}

local LEVELS = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }
local EIGHTHS = { "▏", "▎", "▍", "▌", "▋", "▊", "▉" }

local function extent(values, size)
  local low, high
  for i = 1, size do
    local value = values[i]
    if value ~= nil then
      low, high = math.min(low or value, value), math.max(high or value, value)
    end
  end
  return low, high
end

-- The means of `size` values in `width` parts: more than fit are put together, never left out. Of
-- a part in which one is missing there is no mean.
local function condensed(values, size, width)
  if size <= width then return values, size end
  local means = {}
  for j = 1, width do
    local first, last = math.floor((j - 1) * size / width) + 1, math.floor(j * size / width)
    local sum = 0
    for i = first, last do sum = sum and values[i] and sum + values[i] end
    means[j] = sum and sum / (last - first + 1) or nil
  end
  return means, width
end

--- A line of values, the lowest at the bottom, the highest at the top; a blank where one is
-- missing.
---@param values table<integer, number>
---@param size integer
---@param width integer at most so many characters
---@return string
function blocks.sparkline(values, size, width)
  values, size = condensed(values, size, width)
  local low, high = extent(values, size)
  local line = {}
  for i = 1, size do
    local value = values[i]
    if value == nil then
      line[i] = " "
    elseif high == low then
      line[i] = LEVELS[4]
    else
      line[i] = LEVELS[math.min(8, 1 + math.floor((value - low) / (high - low) * 8))]
    end
  end
  return table.concat(line)
end

--- A bar as long as a value is of the greatest, in eighths of a character; of a negative one as
-- long, of lighter blocks.
---@param value number?
---@param greatest number of the absolute values
---@param width integer
---@return string
function blocks.bar(value, greatest, width)
  if value == nil or greatest == 0 then return "" end
  local eighths = math.floor(math.abs(value) / greatest * width * 8 + 0.5)
  local whole = math.floor(eighths / 8)
  if value < 0 then return ("░"):rep(math.max(whole, 1)) end
  return ("█"):rep(whole) .. (EIGHTHS[eighths - whole * 8] or "")
end

--- The greatest of the absolute values; 0 if there is none.
---@param values table<integer, number>
---@param size integer
---@return number
function blocks.greatest(values, size)
  local low, high = extent(values, size)
  return math.max(math.abs(low or 0), math.abs(high or 0))
end

return blocks
