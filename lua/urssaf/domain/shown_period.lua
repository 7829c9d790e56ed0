--- A value that should be a period, as a message shows it: `2021-Q5`, `{2021, 5}`.
local numbers = require "urssaf.base.numbers"

---@param value any
---@return string
return function(value)
  if type(value) ~= "table" then return numbers.shown(value) end
  local first, second = value[1] or value.year, value[2] or value.quarter or value.month
  if first == nil and second == nil then return numbers.shown(value) end
  return ("{%s, %s}"):format(numbers.shown(first), numbers.shown(second))
end
