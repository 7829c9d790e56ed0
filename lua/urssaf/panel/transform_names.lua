--- What the name of a transform says, such as "yoy of rolling(4)".
local period = require "urssaf.domain.period"

local transform_names = {}

--- The name of a transform, followed by those applied before: "yoy of rolling(4)".
---@param s { transform: string? }
---@param name string
---@return string
function transform_names.after(s, name)
  return s.transform and name .. " of " .. s.transform or name
end

-- The transforms that compare two periods, or a period with a base.
local COMPARES = { yoy = true, qoq = true, mom = true, growth = true, change = true,
  index = true, contribution = true }

--- Whether the transform that was applied last compares periods: its results are never added.
---@param name string
---@return boolean
function transform_names.compares(name)
  return COMPARES[name:match "^%a+"] == true
end

-- How many periods before its own a transform uses.
local REACHES = {
  yoy = function(_, frequency) return period.A_YEAR[frequency] end,
  qoq = function() return 1 end,
  mom = function() return 1 end,
  growth = function(count) return count end,
  change = function(count) return count end,
  contribution = function(count) return count end,
  rolling = function(count) return count - 1 end,
  index = function(_, _, size) return size end,
}

--- How many periods before its own a value uses, as in composition.lua.
---@param name string
---@param frequency urssaf.Frequency
---@param size integer how many periods there are
---@return integer
function transform_names.span(name, frequency, size)
  local span = 0
  for one in (name .. " of "):gmatch "(.-) of " do
    local word, count = one:match "^(%a+)%(?(%d*)"
    local reach = REACHES[word]
    if reach then span = span + reach(tonumber(count) or 1, frequency, size) end
  end
  return math.min(span, size)
end

--- What of a transform is no change of prices, and the base of one: nil and "2020" of
-- "deflated(2020)". Of a ratio only the numerator is in constant prices.
---@param name string?
---@return string? rest nil if nothing else was applied
---@return string? base
function transform_names.without_prices(name)
  local rest, base = {}, nil
  for one in ((name or "") .. " of "):gmatch "(.-) of " do
    local found = one:match "^deflated%((.-)%)$"
    base = base or found
    if not found and one ~= "" then rest[#rest + 1] = one end
  end
  return rest[1] and table.concat(rest, " of ") or nil, base
end

return transform_names
