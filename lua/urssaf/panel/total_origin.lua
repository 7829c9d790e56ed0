--- The figures that tell which rows of a panel are totals: those of the panel that it was made of.
--
-- Which rows are totals is a fact about the data, and all figures tell it together. What is made of
-- a panel has fewer of them, or others: one year, one measure, growths. So a panel that was made of
-- another has an origin: the series that the first panel had of the same units. It stands in the
-- metatable, since a panel is a plain table that encoders take as it is.
local tables = require "urssaf.base.tables"

local total_origin = {}

---@class urssaf.TotalOrigin
---@field series urssaf.Series[]
---@field told table? what total_rows.lua found in them

local function with_origin(metatable, list)
  return { __index = metatable.__index, __tostring = metatable.__tostring,
    __len = metatable.__len, origin = { series = list } }
end

--- The origin of a panel; nil if its own series are that.
---@param panel urssaf.Panel
---@return urssaf.TotalOrigin?
function total_origin.of(panel)
  local origin = getmetatable(panel).origin
  if origin and origin.series ~= panel.series then return origin end
end

--- The series of some units in which total rows are told.
---@param panel urssaf.Panel
---@param is_wanted fun(key: table<string, string>): any
---@return urssaf.Series[]
function total_origin.series_of(panel, is_wanted)
  local origin = total_origin.of(panel) or panel
  return tables.filter(origin.series, function(s) return is_wanted(s.key) end)
end

--- The metatable of a panel that is made of another.
---@param panel urssaf.Panel the other
---@param list urssaf.Series[]? the series in which total rows are told; by default those of `panel`
---@return table
function total_origin.metatable(panel, list)
  local metatable = getmetatable(panel)
  if list then return with_origin(metatable, list) end
  if not metatable.origin then
    metatable = with_origin(metatable, panel.series)
    setmetatable(panel, metatable)
  end
  return metatable
end

return total_origin
