--- The part of a panel that is drawn over time: pseudo-units have no line beside those of places.
local panels = require "urssaf.panel"
local period = require "urssaf.domain.period"
local pseudo_notes = require "urssaf.panel.pseudo_notes"
local pseudo_units = require "urssaf.domain.pseudo_units"
local tables = require "urssaf.base.tables"
local titles = require "urssaf.chart.titles"

local true_units = {}

-- How many names of units a sentence lists, which ends with them.
local FEW = 3

local function names_of(pseudo, panel, language)
  local names = tables.unique(tables.map(pseudo, function(s)
    return titles.place(s, panel, language)
  end))
  return table.concat(names, ", ", 1, math.min(FEW, #names)) .. (#names > FEW and "…" or ".")
end

-- The notes on the size of what is left out, at the panel's latest complete period.
local function size_notes(panel)
  local latest = panel:latest_complete()
  if not latest then return {} end
  local i = period.position(panel.periods, panel.frequency, latest)
  return pseudo_notes.left_out(panel.series, i)
end

--- The panel without its pseudo-units, and what to say of these. A panel of pseudo-units alone
-- stays as it is: whoever chose them wants to see them. Raises if there is too much to draw.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@param most integer how many series the chart has room for
---@param advice string what to do if there are more
---@return urssaf.Panel
---@return string[] sentences
function true_units.of(panel, canvas, most, advice)
  local units, pseudo = pseudo_units.split(panel.series)
  local drawn = #units > 0 and units or pseudo
  if #drawn > most then titles.check(panel, most, advice) end
  if #units == 0 or #pseudo == 0 then return panel, {} end
  local shown = panels.of { dataset = panel.dataset, frequency = panel.frequency,
    periods = panel.periods, source = panel.source, notes = panel.notes, series = units,
    universe = panel.universe }
  local sentences = { canvas.phrases.not_compared:format(names_of(pseudo, panel, canvas.language)) }
  return shown, tables.append(sentences, canvas.language:sentences(size_notes(panel), "readers"))
end

return true_units
