--- A panel as its checks see it: the units with their plain series, which measures there are and
-- where, and what was found so far.
local additivity = require "urssaf.domain.additivity"
local unit = require "urssaf.domain.unit"

local check_findings = {}

local Survey = {}
Survey.__index = Survey

--- Adds a finding.
---@param kind string
---@param severity "error"|"warning"|"info"
---@param fields table of urssaf.Finding; the message goes on after the unit's name
function Survey:add(kind, severity, fields)
  fields.kind, fields.severity = kind, severity
  fields.where = fields.where or fields.key and unit.name(fields.key) or "the whole"
  fields.message = fields.where .. ": " .. fields.message
  table.insert(self.findings, fields)
end

--- Says what was not checked, and why.
---@param kind string?
---@param reason string
---@param measure string?
function Survey:skip(kind, reason, measure)
  table.insert(self.skipped, { kind = kind, measure = measure, reason = reason })
end

-- The series that say something of their own; of the others, what they are.
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

-- At which positions a unit at least has a value, by measure; the measures in their order.
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

--- Looks a panel over. What is found later is added to it.
---@param panel urssaf.Panel
---@param tolerance number?
---@return table survey `panel periods frequency units measures present findings skipped tolerance`
function check_findings.new(panel, tolerance)
  local state = setmetatable({
    panel = panel, periods = panel.periods, frequency = panel.frequency, tolerance = tolerance,
    findings = {}, skipped = {}, present = {}, measures = {},
  }, Survey)
  local plain = plain_series(state)
  state.units = unit.collect(plain)
  for _, s in ipairs(plain) do note_present(state, s) end
  for _, one in ipairs(state.units) do
    one.of, one.unclassified = {}, unit.is_unclassified(one.key)
    for _, s in ipairs(one.series) do one.of[s.measure] = s end
  end
  return state
end

return check_findings
