--- Rates: measures that are never added up, told by their names where no definition says it.
--
--   percent   first word `part`, `taux`, `tx`, `glissement`, `ga`, `gt`, `pourcentage`, `pct` or
--             `proportion`: in per cent, or a share
--   mean      first word `moyenne`; `…_moyen`, `…_moyenne`, `…_moyen_…`: so much for each
--   mark      `note`; first word `indice`, `ratio` or `mediane`: neither a share nor a mean
--
-- A plural, as in `effectifs_salaries_moyens`, is a count: the mean of several counts.
local tables = require "urssaf.base.tables"

local rates = {}

-- Kinds by the first word of a name.
local BY_FIRST_WORD = { moyenne = "mean", indice = "mark", ratio = "mark", mediane = "mark" }
for _, word in ipairs { "part", "taux", "tx", "glissement", "ga", "gt", "pourcentage", "pct",
  "proportion" } do
  BY_FIRST_WORD[word] = "percent"
end
-- First words of growths.
local GROWTHS = tables.set { "glissement", "ga", "gt" }

local MEAN = { "_moyen$", "_moyenne$", "_moyen_", "_moyenne_" }

local function is_mean(name)
  return name:find("_moyen", 1, true) ~= nil
    and tables.find(MEAN, function(pattern) return name:find(pattern) end) ~= nil
end

--- What kind of rate a measure is, by its name.
---@param name string
---@return "percent"|"mean"|"mark"|nil kind nil if the name tells of no rate
function rates.kind(name)
  local by_first_word = BY_FIRST_WORD[name:match "^%l+_" and name:match "^%l+" or name]
  if by_first_word then return by_first_word end
  if is_mean(name) then return "mean" end
  return name == "note" and "mark" or nil
end

--- Whether a measure is a growth or a difference, by its name.
---@param name string
---@return boolean
function rates.is_growth(name)
  return GROWTHS[name:match "^%l+"] == true and rates.kind(name) == "percent"
end

return rates
