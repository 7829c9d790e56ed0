--- Sparklines and bars of block characters.
local blocks = {}

local LEVELS = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" }
local EIGHTHS = { "▏", "▎", "▍", "▌", "▋", "▊", "▉" }

--- The lowest and the highest value, and how many values there are.
---@param values table<integer, number>
---@param size integer how many values, missing ones too
---@return number? low nil if there is none
---@return number? high
---@return integer count
function blocks.extent(values, size)
  local low, high, count = nil, nil, 0
  for i = 1, size do
    local value = values[i]
    if value ~= nil then
      low, high, count = math.min(low or value, value), math.max(high or value, value), count + 1
    end
  end
  return low, high, count
end

-- The values, or if there are more than `width`, the means of `width` parts of them. The mean of a
-- part is missing if one of its values is.
local function condensed(values, size, width)
  if size <= width then return values, size end
  local means = {}
  for j = 1, width do
    local first, last = math.floor((j - 1) * size / width) + 1, math.floor(j * size / width)
    local sum = 0.0
    for i = first, last do sum = sum and values[i] and sum + values[i] end
    means[j] = sum and sum / (last - first + 1) or nil
  end
  return means, width
end

--- A sparkline: a block for each value, as high as the value is between the lowest and the highest.
-- A missing value is a blank; a single value has no shape, and its line is "".
---@param values table<integer, number>
---@param size integer how many values, missing ones too
---@param width integer how many characters at most
---@return string
function blocks.sparkline(values, size, width)
  values, size = condensed(values, size, width)
  local low, high, count = blocks.extent(values, size)
  local line = {}
  if count < 2 then return "" end
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

--- A bar whose length is proportional to a value, in eighths of a character. The bar of a negative
-- value is made of lighter blocks.
---@param value number?
---@param greatest number the absolute value whose bar is `width` long
---@param width integer
---@return string
function blocks.bar(value, greatest, width)
  if value == nil or greatest == 0 then return "" end
  local eighths = math.floor(math.abs(value) / greatest * width * 8 + 0.5)
  local whole = math.floor(eighths / 8)
  if value < 0 then return ("░"):rep(math.max(whole, 1)) end
  return ("█"):rep(whole) .. (EIGHTHS[eighths - whole * 8] or "")
end

--- The greatest absolute value; 0 if there are no values.
---@param values table<integer, number>
---@param size integer
---@return number
function blocks.greatest(values, size)
  local low, high = blocks.extent(values, size)
  return math.max(math.abs(low or 0), math.abs(high or 0))
end

return blocks
