--- Estimates in files of 2021, which stood beside the measures that they estimate.
local printed = require "urssaf.domain.printed"
local tables = require "urssaf.base.tables"

local estimates = {}

--- The definition of a measure of 2021 whose name marks it as an estimate of another measure.
---@param name string
---@param base urssaf.Measure the other measure
---@return urssaf.Measure
function estimates.of(name, base)
  return setmetatable(tables.merge(base, { name = name, estimated = true,
    label = { fr = base.label.fr .. " (estimation)", en = base.label.en .. " (estimate)" },
    definition = {
      fr = base.definition.fr .. " Estimation publiée en 2021, depuis intégrée à la mesure.",
      en = base.definition.en .. " An estimate published in 2021, since then part of the"
        .. " measure." } }), printed.MEASURE)
end

return estimates
