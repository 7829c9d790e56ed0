--- The figures that tell which rows of a panel are totals: those of the panel that it was made of.
--
-- Which rows are totals is a fact about the data, and all figures tell it together. What is made of
-- a panel has fewer of them, or others: one year, one measure, one region, growths. So a panel that
-- was made of another has an origin: the series of the first panel, until it was told which of
-- their units are totals, and then that. It stands in the metatable, since a panel is a plain table
-- that encoders take as it is.
--
-- All that is made of one panel, in any number of steps, shares one origin; sums over units have
-- one that tells of no totals. Once something was made of it the first panel has the origin too, to
-- give it to what is made later, and is marked as the first: its own figures tell its totals.
local total_origin = {}

---@class urssaf.TotalOrigin
---@field series urssaf.Series[]? of the first panel, until `told`
---@field told table<string, table>? see inherited_totals.lua

-- A metatable with the methods of another, and an origin.
local function with_origin(metatable, origin, is_first)
  return { __index = metatable.__index, __tostring = metatable.__tostring,
    __len = metatable.__len, origin = origin, is_first = is_first }
end

--- The origin of a panel; nil if it was made of no other, or is a table without methods, as JSON
-- gives it.
---@param panel urssaf.Panel
---@return urssaf.TotalOrigin?
function total_origin.of(panel)
  local metatable = getmetatable(panel)
  return metatable and not metatable.is_first and metatable.origin or nil
end

--- The metatable of a panel that is made of another.
---@param panel urssaf.Panel the other
---@param has_none boolean? whether it has no total rows, as sums have none
---@return table? metatable nil if the other has none
function total_origin.metatable(panel, has_none)
  local metatable = getmetatable(panel)
  if not metatable then return nil end
  if has_none then return with_origin(metatable, { told = {} }) end
  if not metatable.origin then
    metatable = with_origin(metatable, { series = panel.series }, true)
    setmetatable(panel, metatable)
  end
  -- what a panel remembers of itself (`own`) is not of those made of it
  local is_alone = metatable.is_first or metatable.own
  return is_alone and with_origin(metatable, metatable.origin) or metatable
end

return total_origin
