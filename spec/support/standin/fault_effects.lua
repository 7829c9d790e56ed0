-- Applies the active faults (see faults.lua) to a response before it is sent.

local responses = require "spec.support.standin.responses"
local body_filters = require "spec.support.standin.body_filters"
local json = require "spec.support.standin.json"

local fault_effects = {}

local HTML = "<!DOCTYPE html>\n<html><head><title>%s</title></head>"
  .. "<body><h1>%s</h1></body></html>\n"
local MAINTENANCE = HTML:format("Maintenance", "Le portail est en maintenance.")

-- The body of a 429 has other fields than those of all other errors.
local EXHAUSTED = json.pretty {
  errorcode = 10002,
  reset_time = "2026-08-18T00:00:00Z",
  limit_time_unit = "day",
  call_limit = responses.QUOTA,
  error = "The daily quota of this portal is used up.",
}

local function status_response(status, contents)
  if contents then
    return responses.plain(status, "application/json", contents)
  elseif status == 429 then
    return responses.plain(status, "application/json", EXHAUSTED)
  end
  return responses.plain(status, "text/html", HTML:format(status, "Erreur " .. status))
end

-- The response that a fault puts in the place of the portal's, if there is one.
function fault_effects.replaced(active)
  if active.redirect then
    local response = responses.plain(math.floor(active.status or 302), "text/plain", "")
    responses.set_header(response, "Location", active.redirect)
    return response
  elseif active.html then
    return responses.plain(200, "text/html; charset=utf-8", MAINTENANCE)
  elseif active.mute or active.reset == 0 then
    return responses.plain(200, "text/plain", "")
  elseif active.status or active.body then
    return status_response(math.floor(active.status or 200), active.body)
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

local function transform(response, active, label, coding)
  if active.cut then
    response.body = body_filters.cut(body_filters.iterator(response.body), active.cut)
  end
  if active.reset then
    response.body = body_filters.cut(body_filters.iterator(response.body), active.reset, "reset")
  end
  if label then
    response.body = body_filters.encode(body_filters.iterator(response.body), coding)
    responses.set_header(response, "Content-Encoding", label)
  end
  if active.cut_gzip then
    response.body = body_filters.cut(response.body, active.cut_gzip)
  end
  if active.drip then
    response.body = body_filters.slice(body_filters.iterator(response.body), active.drip.bytes)
    response.pause = active.drip.pause
  end
end

-- The response as it is sent.
function fault_effects.finish(request, response, active)
  transform(response, active, coding_of(request, active))
  responses.frame(response)
  for name, value in pairs(active.headers or {}) do
    if name:lower() == "content-length" then
      responses.set_header(response, "Transfer-Encoding", false)
    end
    responses.set_header(response, name, value)
  end
  response.delay, response.mute, response.abort = active.delay, active.mute, active.reset == 0
  return response
end

return fault_effects
