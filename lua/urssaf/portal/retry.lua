--- Asking again: which failures pass by themselves, how often and when to try anew.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"

local retry = {}

-- seconds; the pause doubles from one failure to the next
local FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30

-- statuses of a server that is busy or out of order for a moment
local PASSING = { [429] = true, [500] = true, [502] = true, [503] = true, [504] = true }

--- Whether a failure is likely to pass: no connection, an answer cut short, a server that is out
-- of order. A quota that is used up does not pass in time.
---@param err urssaf.Error
---@return boolean
function retry.is_passing(err)
  if err.kind == "network" or err.limit == "connect_timeout" or err.cut then return true end
  return err.kind ~= "quota" and PASSING[err.status] == true
end

-- How often this failure may be met, and under what name that is counted. Rows and count that do
-- not agree may be of two publications: asked for once more, whatever `retries` says.
local function allowance(err, retries)
  if err.kind == "incomplete" and not err.cut then return 1, "mismatch" end
  if not retry.is_passing(err) then return 0, "lasting" end
  return err.kind == "incomplete" and math.max(1, retries) or retries, "passing"
end

-- Half of it by chance, so that those who failed together do not come back together.
local function pause_after(call, err, failures)
  if err.kind == "incomplete" and failures == 1 then return 0 end
  local longest = math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ^ (failures - 1))
  return math.max(longest * (0.5 + call.random() / 2), err.retry_after or 0)
end

local function told(err, attempts, late)
  err.cut, err.limit = nil, nil
  if attempts > 1 then
    err.attempts = attempts
    err.message = ("%s; asked %d times"):format(err.message, attempts)
  end
  if late then
    err.retry_after = math.ceil(late)
    err.message = ("%s; come back in %s seconds: the call's time limit ends before (timeout)")
      :format(err.message, numbers.shown(err.retry_after))
  end
  return nil, err
end

--- Does work until it succeeds, fails for good, or has failed too often (`retries`).
---@param call table of call.new
---@param work function returns a result and what belongs to it, or nil, err
---@return any? result
---@return any err or what belongs to the result
function retry.run(call, work)
  local attempts, met = 0, {}
  while true do
    local result, extra = work()
    if result ~= nil then return result, extra end
    attempts = attempts + 1
    local allowed, sort = allowance(extra, call.options.retries)
    met[sort] = (met[sort] or 0) + 1
    if met[sort] > allowed then return told(extra, attempts) end
    local pause = pause_after(call, extra, met[sort])
    if pause > 0 and pause >= call:remaining() then return told(extra, attempts, pause) end
    local ok, err = call:pause(pause)
    if not ok then return nil, errors.adopt(err, { url = extra.url }) end
  end
end

return retry
