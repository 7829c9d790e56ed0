--- Detects turnover that is a mean, as in files of 2021, where the column of the total has it. The
-- size of the values tells the two apart.
local lazy = require "urssaf.base.lazy"

local new_note = lazy "urssaf.domain.new_note" -- few panels have a note

local turnover = {}

-- Turnover divided by the number of active accounts tells a total from a mean. For a total, the
-- quotient is the mean turnover of an account: thousands of euros, 1 250 in the lowest sector and
-- quarter until 2024. For a mean, it is that divided by the number of accounts again: about ten
-- for a unit of some hundred accounts, less than one for a unit of thousands. Between the
-- thresholds either is possible. (The mean of a unit of four accounts or fewer passes for a total:
-- the two are of the same size there, and no threshold separates them.)
local MEAN_BELOW, TOTAL_ABOVE = 200, 1000

--- Whether a file's turnover is a total or a mean, judged by two sums over the same cells.
---@param total number the sum of its turnover
---@param active number the sum of its economically active accounts
---@return "total"|"mean"|nil nil if it cannot be told
function turnover.kind(total, active)
  if active <= 0 or total <= 0 then return nil end
  local quotient = total / active
  if quotient < MEAN_BELOW then return "mean" end
  if quotient > TOTAL_ABOVE then return "total" end
end

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
  if turnover.kind(sums_of(list)) ~= "mean" then return nil end
  for _, s in ipairs(list) do
    if s.measure == "chiffres_d_affaires" then s.nature, s.unit = "ratio", "EUR/account" end
  end
  return new_note("mean", "in this file chiffres_d_affaires is the mean turnover of an active"
    .. " account, not the total: it is never added up", { measure = "chiffres_d_affaires" })
end

return turnover
