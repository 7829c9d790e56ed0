-- Answers GET /departement/38?measure=economiquement_actifs with series as JSON, from memory, and
-- fetches the newest publication now and then.
-- luacheck: globals core
local answer = require "answer"
local urssaf = require "urssaf"

-- Seconds from one refresh to the next. Where nothing is new, a refresh is one small request.
local EVERY = tonumber(os.getenv "SERVE_REFRESH_EVERY") or 6 * 3600

-- HAProxy watches no descriptors of others, so a session has to be looked at: at most so many
-- seconds pass before the library sees what has come.
local LONGEST = 0.005

local function sleep(session, seconds)
  local longest = math.min(seconds, session:timeout() or seconds, LONGEST)
  core.msleep(math.max(1, math.floor(longest * 1000)))
end

local function refresh()
  local panel, err = urssaf.fetch { max_age = 0, strict = true, wait = sleep }
  if not panel then core.Warning(tostring(err)) end
  for _, note in ipairs(panel and panel.notes or {}) do
    if note.kind == "cache" then core.Warning(note.message) end
  end
end

core.register_task(function()
  while true do
    refresh()
    core.sleep(EVERY)
  end
end)

-- The value of an argument of a query; the first, if there are several.
local function argument(applet, name)
  for key, value in applet.qs:gmatch "([^&=]+)=?([^&]*)" do
    if applet.sc:url_dec(key) == name then return applet.sc:url_dec(value, 1) end
  end
end

-- An error message may quote the request, and JSON must be UTF-8.
local function respond(request)
  if not utf8.len(request.place) or not utf8.len(request.measure or "") then
    return { status = 400, headers = {}, body = "" }
  end
  return answer.from_kept(request)
end

core.register_service("departement", "http", function(applet)
  local answered = respond {
    method = applet.method,
    place = applet.sc:url_dec(applet.path:match "^/departement/(.*)$"),
    measure = argument(applet, "measure"),
  }
  applet:set_status(answered.status)
  for name, value in pairs(answered.headers) do applet:add_header(name, value) end
  applet:add_header("Content-Length", #answered.body)
  applet:start_response()
  if applet.method ~= "HEAD" then applet:send(answered.body) end
end)
