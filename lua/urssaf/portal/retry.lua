--- Retries: which failures are likely to be transient, how often and when they are retried.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"

local retry = {}

-- seconds; the pause doubles from one failure to the next
local FIRST_PAUSE, LONGEST_PAUSE = 0.5, 30

-- statuses of a server that is busy or out of order for a moment
local TRANSIENT = { [429] = true, [500] = true, [502] = true, [503] = true, [504] = true }

--- Whether a failure is likely to be transient: no connection, a body cut short, a server that is
-- out of order. A quota that is used up is not: it is renewed after hours. Nor is a mistake in the
-- environment (`lasting`).
---@param err urssaf.Error
---@return boolean
function retry.is_transient(err)
  if err.lasting then return false end
  if err.kind == "network" or err.limit == "connect_timeout" or err.cut then return true end
  return err.kind ~= "quota" and TRANSIENT[err.status] == true
end

-- How many failures of this sort are allowed, and the name under which they are counted. Rows and
-- count that differ may belong to two publications: that is retried once, whatever `retries` says.
local function allowance(err, retries)
  if err.kind == "incomplete" and not err.cut then return 1, "mismatch" end
  if not retry.is_transient(err) then return 0, "lasting" end
  return err.kind == "incomplete" and math.max(1, retries) or retries, "transient"
end

-- Half of the pause is random, so that clients that failed together do not come back together.
local function pause_after(call, err, failures)
  if err.kind == "incomplete" and failures == 1 then return 0 end
  local longest = math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ^ (failures - 1))
  return math.max(longest * (0.5 + call.random() / 2), err.retry_after or 0)
end

-- `pause`: the one that would go beyond the call's time limit.
local function give_up(err, attempts, pause)
  err.cut, err.limit, err.lasting = nil, nil, nil
  if attempts > 1 then
    err.attempts = attempts
    err.message = ("%s; asked %d times"):format(err.message, attempts)
  end
  if pause then
    err.retry_after = math.ceil(pause)
    err.message = ("%s; try again in %s seconds: the call's time limit ends before that (timeout)")
      :format(err.message, numbers.shown(err.retry_after))
  end
  return nil, err
end

--- Does work until it succeeds, fails for good, or has failed too often (`retries`).
---@param call urssaf.portal.Call
---@param work function returns a result and a second value, or nil, err
---@return any? result
---@return any extra the second value, or err
function retry.run(call, work)
  local attempts, failures = 0, {}
  while true do
    local result, extra = work()
    if result ~= nil then return result, extra end
    attempts = attempts + 1
    local allowed, sort = allowance(extra, call.options.retries)
    failures[sort] = (failures[sort] or 0) + 1
    if failures[sort] > allowed then return give_up(extra, attempts) end
    local pause = pause_after(call, extra, failures[sort])
    if pause > 0 and pause >= call:remaining() then return give_up(extra, attempts, pause) end
    local ok, err = call:pause(pause, extra)
    if not ok then return nil, errors.adopt(err, { url = extra.url }) end
  end
end

return retry
