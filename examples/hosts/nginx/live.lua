-- Answers GET /live/departement/38 like /departement/38, but with what the portal has now. While it
-- waits for the portal, the worker answers other requests.
local answer = require "answer"
local dataset = require "dataset"
local exchange = require "exchange"
local sleep = require "sleep"
local urssaf = require "urssaf"

-- The status for what went wrong, by its kind; for all else it is 502.
local STATUS = { timeout = 504, quota = 503 }

local function portal_panel(place)
  local panel, err = urssaf.fetch(dataset, {
    where = { code_departement = place.code }, cache = "off", timeout = 10, wait = sleep,
  })
  if panel then return panel end
  return nil, answer.refuse(STATUS[err.kind] or 502, err.message)
end

exchange(function(request) return answer.from(portal_panel, request) end)
