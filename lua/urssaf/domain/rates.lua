--- Rates: measures that are never added up, told by their names where no definition says it.
--
--   percent   `part_…`, `taux_…`, `glissement_…`, `ga_…`, `gt_…`: in per cent, or a share
--   mean      `…_moyen`, `…_moyenne`, `…_moyen_…`: so much for each of something
--   mark      `note`: a mark that was given
--
-- A plural, as in `effectifs_salaries_moyens`, is a count: the mean of several counts.
local tables = require "urssaf.base.tables"

local rates = {}

local PERCENT = { "^part_", "^taux_", "^glissement_", "^ga_", "^gt_" }
local MEAN = { "_moyen$", "_moyenne$", "_moyen_", "_moyenne_" }

local function fits(name, patterns)
  return tables.find(patterns, function(pattern) return name:find(pattern) end) ~= nil
end

--- What kind of rate a measure is, by its name.
---@param name string
---@return "percent"|"mean"|"mark"|nil kind nil if the name tells of no rate
function rates.kind(name)
  if fits(name, PERCENT) then return "percent" end
  if fits(name, MEAN) then return "mean" end
  return name == "note" and "mark" or nil
end

return rates
