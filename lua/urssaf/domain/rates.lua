--- Rates: measures that are never added up, told by their names where no definition says it.
--
--   percent   `part_…`, `taux_…`, `glissement_…`, `ga_…`, `gt_…`: in per cent, or a share
--   mean      `…_moyen`, `…_moyenne`, `…_moyen_…`: so much for each of something
--   mark      `note`: a mark that was given
--
-- A plural, as in `effectifs_salaries_moyens`, is a count: the mean of several counts.
local tables = require "urssaf.base.tables"

local rates = {}

-- What a name begins with.
local PERCENT = { part_ = true, taux_ = true, glissement_ = true, ga_ = true, gt_ = true }
local MEAN = { "_moyen$", "_moyenne$", "_moyen_", "_moyenne_" }

local function is_mean(name)
  return name:find("_moyen", 1, true) ~= nil
    and tables.find(MEAN, function(pattern) return name:find(pattern) end) ~= nil
end

--- What kind of rate a measure is, by its name.
---@param name string
---@return "percent"|"mean"|"mark"|nil kind nil if the name tells of no rate
function rates.kind(name)
  if PERCENT[name:match "^%l+_"] then return "percent" end
  if is_mean(name) then return "mean" end
  return name == "note" and "mark" or nil
end

return rates
