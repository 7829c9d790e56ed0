--- What an operation on a whole panel does with each of its measures.
local additivity = require "urssaf.domain.additivity"
local errors = require "urssaf.base.errors"

local plan = {}

-- The rule of a measure; of a ratio with parts, those of its parts.
local function rule_of(s, setting, how)
  if not s.parts then return additivity.rule(s, setting, how) end
  for _, which in ipairs { "numerator", "denominator" } do
    local rule, reason = additivity.rule(s.parts[which], setting, how, true)
    if not rule then return nil, reason end
  end
  return "parts"
end

--- One entry for each measure that the operation makes sense for, in the order of the series. The
-- others are left out, with a note; if nothing else is there, that is a mistake and raises.
---@param list urssaf.Series[]
---@param setting table of arithmetic
---@param how string|table|nil
---@return table[] plans { series = the first of its measure, rule = }
---@return table[] notes kind `left_out`
function plan.make(list, setting, how)
  local plans, notes, seen = {}, {}, {}
  for _, s in ipairs(list) do
    local id = s.measure .. "\n" .. (s.transform or "")
    if not seen[id] then
      seen[id] = true
      local rule, reason = rule_of(s, setting, how)
      if rule then plans[#plans + 1] = { series = s, rule = rule } end
      if not rule then
        notes[#notes + 1] = { kind = "left_out", measure = s.measure,
          message = "left out: " .. reason, reason = reason }
      end
    end
  end
  if #plans == 0 and #notes > 0 then errors.misuse("%s", notes[1].reason) end
  for _, note in ipairs(notes) do note.reason = nil end
  return plans, notes
end

return plan
