-- Fetches the newest publication now and then, and keeps it, in the first of nginx's workers and
-- without blocking it. All workers see what is kept when they next look.
-- luacheck: globals ngx
local sleep = require "sleep"
local urssaf = require "urssaf"

-- Seconds from one refresh to the next. Where nothing is new, a refresh is one small request.
local EVERY = tonumber(os.getenv "SERVE_REFRESH_EVERY") or 6 * 3600

local refresh

local function again()
  local ok, err = ngx.timer.at(EVERY, refresh)
  if not ok and err ~= "process exiting" then ngx.log(ngx.ERR, err) end
end

-- After `nginx -s reload`, a worker that goes leaves the refresh to the one that comes.
local function stays() return not ngx.worker.exiting() end

function refresh(is_leaving)
  if is_leaving then return end
  local panel, err = urssaf.fetch { max_age = 0, strict = true, wait = sleep, progress = stays }
  if not panel and err.kind ~= "cancelled" then ngx.log(ngx.ERR, tostring(err)) end
  for _, note in ipairs(panel and panel.notes or {}) do
    if note.kind == "cache" then ngx.log(ngx.ERR, note.message) end
  end
  again()
end

if ngx.worker.id() == 0 then assert(ngx.timer.at(0, refresh)) end
