-- The portal's error responses: raised anywhere in a handler, made into a response in one place.

local json = require "spec.support.standin.json"

local errors = {}

-- Ends the handler; the client gets { error_code, message } with this status.
function errors.raise(status, code, message)
  error({ status = status, code = code, message = message }, 0)
end

function errors.bad_parameter(message)
  errors.raise(400, "InvalidRESTParameterError", message)
end

-- Pretty-printed, without a charset and without quota headers.
function errors.response(err)
  local text = json.pretty(json.object({ "error_code", "message" },
    { error_code = err.code, message = err.message }))
  return { status = err.status, headers = { { "Content-Type", "application/json" } }, body = text }
end

return errors
