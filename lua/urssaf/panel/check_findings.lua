--- The state that the checks of a panel share: units with their plain series, the measures and
-- where they have values, and the findings so far.
local additivity = require "urssaf.domain.additivity"
local printed = require "urssaf.domain.printed"
local pseudo_units = require "urssaf.domain.pseudo_units"
local unit = require "urssaf.domain.unit"
local vintage = require "urssaf.panel.vintage"

local check_findings = {}

---@class urssaf.CheckState
---@field panel urssaf.Panel
---@field periods string[] the panel's
---@field frequency string the panel's
---@field tolerance number? the option
---@field units table[] of unit.collect, with `of` (series by measure) and
-- `role`, that of a pseudo-unit
---@field members table[] the units without total rows, once these are known
---@field measures string[] those with a value
---@field present table<string, table<integer, boolean>> by measure, the positions with a value
---@field estimated string[] the quarters whose strike-offs Urssaf has estimated
---@field rates table<string, boolean> the published rates that were checked against their parts
---@field findings urssaf.Finding[]
---@field skipped table[] see urssaf.Check
local State = {}
State.__index = State

local FINDING = { __tostring = function(finding) return finding.message end }

--- Adds a finding.
---@param kind string
---@param severity "error"|"warning"|"info"
---@param fields table of urssaf.Finding; the message continues after the unit's name
function State:add(kind, severity, fields)
  fields.kind, fields.severity = kind, severity
  fields.where = fields.where or fields.key and unit.name(fields.key) or "the whole"
  fields.message = fields.where .. ": " .. fields.message
  table.insert(self.findings, setmetatable(fields, FINDING))
end

--- Records what was not checked, and why.
---@param kind string?
---@param reason string
---@param measure string?
function State:skip(kind, reason, measure)
  table.insert(self.skipped, setmetatable({ kind = kind, measure = measure, reason = reason },
    printed.SKIPPED))
end

-- The series to check. Computed series and ratios are skipped, with a reason.
local function plain_series(state)
  local plain, seen = {}, {}
  for _, s in ipairs(state.panel.series) do
    local title = additivity.title(s)
    if not s.transform and additivity.nature(s) ~= "ratio" then
      plain[#plain + 1] = s
    elseif not seen[title] then
      seen[title] = true
      state:skip(nil, "it is computed from others, or a ratio", title)
    end
  end
  return plain
end

-- Records the positions at which at least one unit has a value of the measure.
local function note_present(state, s)
  local present = state.present[s.measure] or {}
  for i = 1, #s.periods do
    if s.values[i] ~= nil then present[i] = true end
  end
  if next(present) and not state.present[s.measure] then
    state.present[s.measure] = present
    table.insert(state.measures, s.measure)
  end
end

--- The state at the start of a check.
---@param panel urssaf.Panel
---@param tolerance number?
---@return urssaf.CheckState
function check_findings.new(panel, tolerance)
  local state = setmetatable({
    panel = panel, periods = panel.periods, frequency = panel.frequency, tolerance = tolerance,
    rates = {}, findings = {}, skipped = {}, present = {}, measures = {},
    estimated = vintage.estimated(panel),
  }, State)
  local plain = plain_series(state)
  state.units = unit.collect(plain)
  for _, s in ipairs(plain) do note_present(state, s) end
  for _, one in ipairs(state.units) do
    one.of, one.role = {}, pseudo_units.role(one.key)
    for _, s in ipairs(one.series) do one.of[s.measure] = s end
  end
  return state
end

return check_findings
