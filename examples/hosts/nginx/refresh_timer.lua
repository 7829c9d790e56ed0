-- Fetches the newest publication now and then, and keeps it, in the first of nginx's workers and
-- without blocking it. All workers see what is kept when they next look.
-- luacheck: globals ngx
local newest = require "newest"
local sleep = require "sleep"

-- Seconds from one refresh to the next. Where nothing is new, a refresh is one small request.
local EVERY = tonumber(os.getenv "SERVE_REFRESH_EVERY") or 6 * 3600
-- ... and to the next after one that failed: five minutes.
local AGAIN = math.max(1, EVERY / 72)

local refresh

local function refresh_in(seconds)
  local ok, err = ngx.timer.at(seconds, refresh)
  if not ok and err ~= "process exiting" then ngx.log(ngx.ERR, err) end
end

-- After `nginx -s reload`, a worker that goes leaves the refresh to the one that comes.
local function stays() return not ngx.worker.exiting() end

function refresh(is_leaving)
  if is_leaving then return end
  local panel, problem = newest { wait = sleep, progress = stays }
  if not panel and stays() then ngx.log(ngx.ERR, tostring(problem)) end
  refresh_in(panel and EVERY or AGAIN)
end

if ngx.worker.id() == 0 then assert(ngx.timer.at(0, refresh)) end
