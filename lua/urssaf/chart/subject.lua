--- What a chart draws: a panel, a series, or a list of series, which become a panel.
local errors = require "urssaf.base.errors"
local panels = require "urssaf.panel"

-- Whether a table is a list of series, or one.
local function is_drawable(subject)
  if type(subject) ~= "table" then return false end
  return subject.values ~= nil and subject.measure ~= nil or type(subject[1]) == "table"
end

--- The panel that a chart draws. Series may have different grids; they have one frequency. An empty
-- list gives a panel with nothing to draw.
---@param subject urssaf.Panel|urssaf.Series|urssaf.Series[]
---@return urssaf.Panel
return function(subject)
  if type(subject) == "table" and type(subject.series) == "table" then return subject end
  if is_drawable(subject) then return panels(subject) end
  if type(subject) == "table" and next(subject) == nil then
    return panels { series = {}, frequency = "year" }
  end
  errors.misuse("a panel, a series or a list of series expected, got %s", type(subject))
end
