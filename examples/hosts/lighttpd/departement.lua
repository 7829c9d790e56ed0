-- Answers GET /departement/38?measure=economiquement_actifs with series as JSON, from memory.
--
-- mod_magnet keeps this compiled and runs it for each request, with new globals every time. What
-- has to last is in the module `publication`.
-- luacheck: globals lighty
local cjson = require "cjson"
local publication = require "publication"
local urssaf = require "urssaf"

local request, headers = lighty.r.req_attr, lighty.r.resp_header

local function answer(status, json)
  headers["Content-Type"] = "application/json"
  lighty.r.resp_body.set(json)
  return status
end

local function refuse(status, message)
  return answer(status, cjson.encode { error = message })
end

local function contains(list, wanted)
  for _, name in ipairs(list) do
    if name == wanted then return true end
  end
  return false
end

local method = request["request.method"]
if method ~= "GET" and method ~= "HEAD" then
  headers["Allow"] = "GET, HEAD"
  return refuse(405, "only GET and HEAD are answered")
end

local panel = publication.current()
if not panel then
  headers["Retry-After"] = tostring(publication.LOOK_EVERY)
  return refuse(503, "no publication is kept yet")
end

-- The path comes decoded; the query does not.
local name = request["uri.path"]:match "^/departement/(.*)$"
local place, unknown = urssaf.geo.find(name, "departement")
if not place then return refuse(404, unknown.message) end

local measure = lighty.c.urldec_query(request["uri.query"] or "").measure
local known = panel.source.measures
if measure and not contains(known, measure) then
  return refuse(400, ("no measure is '%s': there are %s"):format(measure,
    table.concat(known, ", ")))
end

local own = panel:filter { departement = place.code, measure = measure }
if #own.series == 0 then return refuse(404, place.name .. " is not in these data") end
return answer(200, own:to_json())
