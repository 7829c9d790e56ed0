--- The options of growths.
local options = require "urssaf.domain.options"

local growth_options = {}

local CHECKS = { units = options.one_of("all", "common") }

--- Which units of a sum are compared: the option `units`.
---@param given urssaf.GrowthOptions?
---@return "all"|"common"|nil
function growth_options.units(given)
  return options.check(given, CHECKS).units
end

return growth_options
