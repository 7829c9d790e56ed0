-- Answers GET /departement/38?measure=economiquement_actifs with series as JSON, from memory.
--
-- mod_magnet keeps this compiled and runs it for each request, with new globals every time. What
-- has to last is in the module `publication`.
-- luacheck: globals lighty
local answer = require "answer"

local request = lighty.r.req_attr

-- The path comes decoded; the query does not.
local answered = answer.from_kept {
  method = request["request.method"],
  place = request["uri.path"]:match "^/departement/(.*)$",
  arguments = lighty.c.urldec_query(request["uri.query"] or ""),
}
for name, value in pairs(answered.headers) do lighty.r.resp_header[name] = value end
lighty.r.resp_body.set(answered.body)
return answered.status
