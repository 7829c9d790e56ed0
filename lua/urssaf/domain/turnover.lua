--- Detects turnover that is a mean, as in files of 2021, where the column of the total has it. The
-- size of the values tells the two apart.
local lazy = require "urssaf.base.lazy"
local measures = require "urssaf.domain.measures"

local new_note = lazy "urssaf.domain.new_note" -- few panels have a note

local turnover = {}

-- How many cells are enough to tell a mean from a total.
local CELLS = 200

-- The sums of turnover and of active accounts over cells that have both, until there are enough.
-- The series of a unit share their key.
local function sums_of(list)
  local total, active, cells, own = 0, 0, 0, {}
  for _, s in ipairs(list) do
    if s.key ~= own.key then own = { key = s.key } end
    own[s.measure] = s.values
    local a, b = own.chiffres_d_affaires, own.economiquement_actifs
    if a and b and not own.added then
      own.added = true
      for i = 1, #s.periods do
        if a[i] and b[i] then total, active, cells = total + a[i], active + b[i], cells + 1 end
      end
    end
    if cells >= CELLS then break end
  end
  return total, active
end

--- Marks turnover that is a mean as a ratio, so that it is never added up.
---@param list table[] plain series
---@return table? note kind `mean`; nil if the turnover is not a mean
function turnover.settle(list)
  if measures.turnover_is(sums_of(list)) ~= "mean" then return nil end
  for _, s in ipairs(list) do
    if s.measure == "chiffres_d_affaires" then s.nature, s.unit = "ratio", "EUR/account" end
  end
  return new_note("mean", "in this file chiffres_d_affaires is the mean turnover of an active"
    .. " account, not the total: it is never added up", { measure = "chiffres_d_affaires" })
end

return turnover
