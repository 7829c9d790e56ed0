--- A panel: all series of a dataset, on one grid of periods. docs/guide.md describes its shape.
--
-- Panels and series are plain tables. Their methods are loaded when a field is first read that the
-- table itself does not have.
-- They are immutable by convention: no method changes its receiver, and results may share
-- `periods`, `key` and `values` with it.
local lazy = require "urssaf.base.lazy"

local methods = lazy "urssaf.panel.methods"
local selection = lazy "urssaf.panel.selection"
local series_methods = lazy "urssaf.panel.series_methods"

local panel = {}

-- A metatable whose methods are those of a module that is loaded late.
local function metatable_of(late)
  return { __index = late, __tostring = function(self) return late.__tostring(self) end }
end

local PANEL = metatable_of(methods)

--- The metatable of series.
panel.SERIES = metatable_of(series_methods)

--- Makes a panel of a plain table (`dataset`, `frequency`, `periods`, `series`, `notes`,
-- `source`) whose series have methods already.
---@param plain table
---@return urssaf.Panel
function panel.of(plain)
  plain.notes = plain.notes or {}
  plain.source = plain.source or {}
  plain.universe = plain.universe or selection.universe(plain.series)
  return setmetatable(plain, PANEL)
end

--- Makes a panel of a plain table with plain series, which get methods.
---@param plain table
---@return urssaf.Panel
function panel.new(plain)
  for _, s in ipairs(plain.series) do setmetatable(s, panel.SERIES) end
  return panel.of(plain)
end

return panel
