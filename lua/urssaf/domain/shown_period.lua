--- A value that should be a period, as a message shows it: `2021-Q5`, `{2021, 5}`.
local numbers = require "urssaf.base.numbers"

---@param value any
---@return string
return function(value)
  if type(value) ~= "table" then return numbers.shown(value) end
  return ("{%s, %s}"):format(numbers.shown(value[1] or value.year),
    numbers.shown(value[2] or value.quarter or value.month))
end
