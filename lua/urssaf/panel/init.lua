--- A panel: all series of a dataset, on one grid of periods. docs/guide.md describes its shape.
--
-- Panels and series are plain tables. Their methods are loaded when a field is first read that the
-- table itself does not have.
-- They are immutable by convention: no method changes its receiver, and results may share series,
-- `periods`, `key` and `values` with it. `#panel` is the number of series; on Lua 5.1 and LuaJIT,
-- which do not ask tables for their length, only `#panel.series` is.
local lazy = require "urssaf.base.lazy"

local construction = lazy "urssaf.panel.construction"
local methods = lazy "urssaf.panel.methods"
local printed = lazy "urssaf.domain.printed"
local selection = lazy "urssaf.panel.selection"

-- The module can be called: that is `urssaf.panel`.
local panel = setmetatable({}, { __call = function(own, given)
  return construction.panel(given, own)
end })

-- A metatable whose methods are those of a module that is loaded late.
local function metatable_of(late)
  return { __index = late, __tostring = function(self) return late.__tostring(self) end }
end

local PANEL = metatable_of(methods)

-- A fetch loads nothing that prints.
local SOURCE = { __tostring = function(source) return printed.SOURCE.__tostring(source) end }

-- The number of series. Lua 5.1 and LuaJIT do not ask a table for its length.
PANEL.__len = function(self) return #self.series end

--- The metatable of the series of a panel: each has the `dataset`, by which its measure is
-- understood, though no field of its own. What is made of a series takes its metatable over.
---@param dataset string?
---@return table metatable
function panel.series_of(dataset)
  local shared = { dataset = dataset }
  -- the methods become fields of what is shared, and are no step behind it: operations ask each
  -- series for dozens of fields that it has not, which takes a twentieth of their time less so
  return metatable_of(setmetatable(shared, { __index = function(_, name)
    setmetatable(shared, nil)
    for method, f in pairs(require "urssaf.panel.series_methods") do shared[method] = f end
    return shared[name]
  end }))
end

-- Series know by what they share which panel they are from, until vintage.lua has asked.
local function claim(list, owner)
  local shared = list[1] and getmetatable(list[1]).__index
  if shared and rawget(shared, "of_panel") == nil then shared.of_panel = owner end
end

--- Makes a panel of a plain table (`dataset`, `frequency`, `periods`, `series`, `notes`,
-- `source`) whose series have methods already.
---@param plain table
---@return urssaf.Panel
function panel.of(plain)
  plain.notes = plain.notes or {}
  plain.source = setmetatable(plain.source or {}, SOURCE)
  plain.universe = plain.universe or selection.universe(plain.series, plain.source)
  claim(plain.series, plain)
  return setmetatable(plain, PANEL)
end

--- Makes a panel of a plain table with plain series, which get methods.
---@param plain table
---@return urssaf.Panel
function panel.new(plain)
  local metatable = panel.series_of(plain.dataset)
  for _, s in ipairs(plain.series) do setmetatable(s, metatable) end
  return panel.of(plain)
end

return panel
