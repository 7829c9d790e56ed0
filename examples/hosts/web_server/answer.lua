-- What a web server answers to GET /departement/38?measure=economiquement_actifs: that
-- département's series as JSON. Each server's own file reads the request and sends the answer.
--
-- A request is a table of `method`, and, decoded, `place` (what stands behind /departement/) and
-- `arguments` (their values by name); an answer one of `status`, `headers`, `body`.
local cjson = require "cjson"
local publication = require "publication"
local urssaf = require "urssaf"

local answer = {}

local function with_json(status, json, headers)
  headers = headers or {}
  headers["Content-Type"] = "application/json"
  return { status = status, headers = headers, body = json }
end

--- Refuses, with the reason.
function answer.refuse(status, message, headers)
  return with_json(status, cjson.encode { error = message }, headers)
end

local function contains(list, wanted)
  for _, name in ipairs(list) do
    if name == wanted then return true end
  end
  return false
end

-- An argument that is not known would leave an answer that is not what was asked for.
local function has_unknown(arguments)
  for name in pairs(arguments) do
    if name ~= "measure" then return true end
  end
  return false
end

-- The series of a place that a panel has.
local function series_of(panel, place, measure)
  local known = panel.source.measures
  if measure and not contains(known, measure) then
    return answer.refuse(400, ("no measure is '%s': there are %s"):format(measure,
      table.concat(known, ", ")))
  end
  local own = panel:filter { departement = place.code, measure = measure }
  if #own.series == 0 then return answer.refuse(404, place.name .. " is not in these data") end
  return with_json(200, own:to_json())
end

--- Answers from the panel that `panel_of` gives for a place, or with what it gives in its stead:
-- nil and an answer.
function answer.from(panel_of, request)
  if request.method ~= "GET" and request.method ~= "HEAD" then
    return answer.refuse(405, "only GET and HEAD are answered", { Allow = "GET, HEAD" })
  end
  if has_unknown(request.arguments) then
    return answer.refuse(400,
      "the only argument is measure, as in /departement/38?measure=radiations")
  end
  if request.place == "" then
    return answer.refuse(404, "say which département, as in /departement/38")
  end
  local place, unknown = urssaf.geo.find(request.place, "departement")
  if not place then return answer.refuse(404, unknown.message) end
  local panel, refusal = panel_of(place)
  return panel and series_of(panel, place, request.arguments.measure) or refusal
end

local function kept_panel()
  local panel = publication.current()
  if panel then return panel end
  return nil, answer.refuse(503, "no publication is kept yet",
    { ["Retry-After"] = tostring(publication.LOOK_EVERY) })
end

--- Answers from the newest publication that is kept.
function answer.from_kept(request) return answer.from(kept_panel, request) end

return answer
