--- Raw figures and the same seasonally adjusted in one chart: the raw line is thin and lies below,
-- the adjusted one is what the eye follows.
local measures = require "urssaf.domain.measures"
local panels = require "urssaf.panel"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local adjusted_pairs = {}

-- What two series share that are raw and adjusted figures of one unit, transformed alike.
local function id_of(s, measure)
  return table.concat({ unit.id(s.key), measure, s.transform or "" }, "\n")
end

-- The series of a panel by their unit and measure.
local function by_id(list)
  local found = {}
  for _, s in ipairs(list) do found[id_of(s, s.measure)] = s end
  return found
end

-- Whether a series is the raw one of a pair.
local function is_raw(s, known)
  local definition = measures.of(s.measure, s.dataset)
  local other = definition and not definition.adjusted and definition.counterpart
  return other and known[id_of(s, other)] ~= nil or false
end

--- The panel with the raw series of its pairs first, which are drawn below the others; and how many
-- these are.
---@param panel urssaf.Panel
---@return urssaf.Panel
---@return integer count
function adjusted_pairs.first(panel)
  local known, raw, others = by_id(panel.series), {}, {}
  for _, s in ipairs(panel.series) do
    local list = is_raw(s, known) and raw or others
    list[#list + 1] = s
  end
  local count = #raw
  if count == 0 then return panel, 0 end
  return panels.of { dataset = panel.dataset, frequency = panel.frequency, periods = panel.periods,
    source = panel.source, notes = panel.notes, series = tables.append(raw, others),
    universe = panel.universe }, count
end

return adjusted_pairs
