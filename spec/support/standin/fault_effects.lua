-- What active faults (see faults.lua) make of an answer between its route and the wire.

local responses = require "spec.support.standin.responses"
local body_filters = require "spec.support.standin.body_filters"
local json = require "spec.support.standin.json"

local fault_effects = {}

local HTML = "<!DOCTYPE html>\n<html><head><title>%s</title></head>"
  .. "<body><h1>%s</h1></body></html>\n"
local MAINTENANCE = HTML:format("Maintenance", "Le portail est en maintenance.")

-- The quota's own envelope, unlike that of every other error.
local EXHAUSTED = json.pretty {
  errorcode = 10002,
  reset_time = "2026-08-18T00:00:00Z",
  limit_time_unit = "day",
  call_limit = responses.QUOTA,
  error = "The daily quota of this portal is used up.",
}

local function status_answer(status, contents)
  if contents then
    return responses.plain(status, "application/json", contents)
  elseif status == 429 then
    return responses.plain(status, "application/json", EXHAUSTED)
  end
  return responses.plain(status, "text/html", HTML:format(status, "Erreur " .. status))
end

-- The answer a fault puts in place of the portal's own, if one does.
function fault_effects.replaced(active)
  if active.redirect then
    local answer = responses.plain(math.floor(active.status or 302), "text/plain", "")
    responses.set_header(answer, "Location", active.redirect)
    return answer
  elseif active.html then
    return responses.plain(200, "text/html; charset=utf-8", MAINTENANCE)
  elseif active.mute or active.reset == 0 then
    return responses.plain(200, "text/plain", "")
  elseif active.status or active.body then
    return status_answer(math.floor(active.status or 200), active.body)
  end
end

local function coding_of(request, active)
  if active.encoding then
    return active.encoding, active.encoding
  elseif active.bad_gzip then
    return "gzip", "spoiled"
  elseif active.cut_gzip then
    return "gzip", "gzip"
  end
  local accepted = (request.headers["accept-encoding"] or ""):lower():gsub("%s", "")
  if accepted:find "gzip" and not accepted:find "gzip;q=0%f[,%z]" then
    return "gzip", "gzip"
  end
end

local function transform(answer, active, label, coding)
  if active.cut then
    answer.body = body_filters.cut(body_filters.iterator(answer.body), active.cut)
  end
  if active.reset then
    answer.body = body_filters.cut(body_filters.iterator(answer.body), active.reset, "reset")
  end
  if label then
    answer.body = body_filters.encode(body_filters.iterator(answer.body), coding)
    responses.set_header(answer, "Content-Encoding", label)
  end
  if active.cut_gzip then
    answer.body = body_filters.cut(answer.body, active.cut_gzip)
  end
  if active.drip then
    answer.body = body_filters.slice(body_filters.iterator(answer.body), active.drip.bytes)
    answer.pause = active.drip.pause
  end
end

-- The answer as it goes out to this request.
function fault_effects.finish(request, answer, active)
  transform(answer, active, coding_of(request, active))
  responses.frame(answer)
  for name, value in pairs(active.headers or {}) do
    if name:lower() == "content-length" then
      responses.set_header(answer, "Transfer-Encoding", false)
    end
    responses.set_header(answer, name, value)
  end
  answer.delay, answer.mute, answer.abort = active.delay, active.mute, active.reset == 0
  return answer
end

return fault_effects
