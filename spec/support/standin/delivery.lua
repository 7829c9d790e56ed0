-- What active faults (see faults.lua) make of an answer between its route and the wire.

local answers = require "spec.support.standin.answers"
local body = require "spec.support.standin.body"
local json = require "spec.support.standin.json"

local delivery = {}

local HTML = "<!DOCTYPE html>\n<html><head><title>%s</title></head>"
  .. "<body><h1>%s</h1></body></html>\n"
local MAINTENANCE = HTML:format("Maintenance", "Le portail est en maintenance.")

-- The quota's own envelope, unlike that of every other error.
local EXHAUSTED = json.pretty {
  errorcode = 10002,
  reset_time = "2026-08-18T00:00:00Z",
  limit_time_unit = "day",
  call_limit = answers.QUOTA,
  error = "The daily quota of this portal is used up.",
}

local function status_answer(status, contents)
  if contents then
    return answers.plain(status, "application/json", contents)
  elseif status == 429 then
    return answers.plain(status, "application/json", EXHAUSTED)
  end
  return answers.plain(status, "text/html", HTML:format(status, "Erreur " .. status))
end

-- The answer a fault puts in place of the portal's own, if one does.
function delivery.replaced(active)
  if active.redirect then
    local answer = answers.plain(math.floor(active.status or 302), "text/plain", "")
    answers.set_header(answer, "Location", active.redirect)
    return answer
  elseif active.html then
    return answers.plain(200, "text/html; charset=utf-8", MAINTENANCE)
  elseif active.mute or active.reset == 0 then
    return answers.plain(200, "text/plain", "")
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
    answer.body = body.cut(body.iterator(answer.body), active.cut)
  end
  if active.reset then
    answer.body = body.cut(body.iterator(answer.body), active.reset, "reset")
  end
  if label then
    answer.body = body.encode(body.iterator(answer.body), coding)
    answers.set_header(answer, "Content-Encoding", label)
  end
  if active.cut_gzip then
    answer.body = body.cut(answer.body, active.cut_gzip)
  end
  if active.drip then
    answer.body = body.slice(body.iterator(answer.body), active.drip.bytes)
    answer.pause = active.drip.pause
  end
end

-- The answer as it goes out to this request.
function delivery.finish(request, answer, active)
  transform(answer, active, coding_of(request, active))
  answers.frame(answer)
  for name, value in pairs(active.headers or {}) do
    if name:lower() == "content-length" then
      answers.set_header(answer, "Transfer-Encoding", false)
    end
    answers.set_header(answer, name, value)
  end
  answer.delay, answer.mute, answer.abort = active.delay, active.mute, active.reset == 0
  return answer
end

return delivery
