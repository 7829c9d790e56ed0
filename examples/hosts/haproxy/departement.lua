-- Answers GET /departement/38?measure=economiquement_actifs with series as JSON, from memory, and
-- fetches the newest publication now and then.
-- luacheck: globals core
local answer = require "answer"
local newest = require "newest"

-- Seconds from one refresh to the next. Where nothing is new, a refresh is one small request.
local EVERY = tonumber(os.getenv "SERVE_REFRESH_EVERY") or 6 * 3600
-- ... and to the next after one that failed: five minutes.
local AGAIN = math.max(1, EVERY / 72)

-- HAProxy watches no descriptors of others, so a session has to be looked at: at most so many
-- seconds pass before the library sees what has come.
local LONGEST = 0.005

local function sleep(session, seconds)
  local longest = math.min(seconds, session:timeout() or seconds, LONGEST)
  core.msleep(math.max(1, math.floor(longest * 1000)))
end

core.register_task(function()
  while true do
    local panel, problem = newest { wait = sleep }
    if not panel then core.Warning(tostring(problem)) end
    core.sleep(math.floor(panel and EVERY or AGAIN))
  end
end)

-- The arguments of a query; of several with one name, the first.
local function arguments_of(applet)
  local arguments = {}
  for key, value in applet.qs:gmatch "([^&=]+)=?([^&]*)" do
    local name = applet.sc:url_dec(key, 1)
    arguments[name] = arguments[name] or applet.sc:url_dec(value, 1)
  end
  return arguments
end

-- An error message may quote the request, and JSON must be UTF-8.
local function respond(request)
  if not utf8.len(request.place) or not utf8.len(request.arguments.measure or "") then
    return { status = 400, headers = {}, body = "" }
  end
  return answer.from_kept(request)
end

core.register_service("departement", "http", function(applet)
  local answered = respond {
    method = applet.method,
    place = applet.sc:url_dec(applet.path:match "^/departement/(.*)$"),
    arguments = arguments_of(applet),
  }
  applet:set_status(answered.status)
  for name, value in pairs(answered.headers) do applet:add_header(name, value) end
  applet:add_header("Content-Length", #answered.body)
  applet:start_response()
  if applet.method ~= "HEAD" then applet:send(answered.body) end
end)
