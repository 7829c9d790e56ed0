-- The query parameters of each kind of request: their types, defaults and bounds.

local errors = require "spec.support.standin.errors"

local DELIMITERS = { [";"] = true, [","] = true, ["\t"] = true, ["|"] = true }
local BOOLEANS = { ["true"] = true, ["false"] = false }

local function text(values)
  return values[#values] ~= "" and values[#values] or nil
end

local function list(values)
  return values
end

local function boolean(values, name)
  local value = BOOLEANS[values[#values]:lower()]
  if value == nil then
    errors.bad_parameter(("%s must be true or false, not %s"):format(name, values[#values]))
  end
  return value
end

local function integer(low, high)
  return function(values, name)
    local value = values[#values]:match("^%-?%d+$") and tonumber(values[#values])
    if not value or value < low or value > high then
      errors.bad_parameter(("%s must be an integer between %d and %d, not %s")
        :format(name, low, high, values[#values]))
    end
    return math.floor(value)
  end
end

local function delimiter(values)
  if not DELIMITERS[values[#values]] then
    errors.bad_parameter("delimiter must be one of ; , TAB |")
  end
  return values[#values]
end

local function with(base, more)
  local all = {}
  for name, read in pairs(base) do all[name] = read end
  for name, read in pairs(more) do all[name] = read end
  return all
end

local COMMON = { lang = text, timezone = text }
local ROWS = with(COMMON, { select = text, where = text, order_by = text, refine = list })
local EXPORT = with(ROWS, { limit = integer(-1, 2 ^ 31), offset = text })

local READERS = {
  catalog = with(COMMON, { limit = integer(0, 100), offset = integer(0, 10000) }),
  metadata = COMMON,
  records = with(ROWS, { limit = integer(0, 100), offset = integer(0, 10000) }),
  json = EXPORT,
  jsonl = EXPORT,
  csv = with(EXPORT, {
    delimiter = delimiter, use_labels = boolean, with_bom = boolean, quote_all = boolean,
    list_separator = text,
  }),
}

local DEFAULTS = {
  catalog = { limit = 10, offset = 0 },
  records = { limit = 10, offset = 0 },
  json = { limit = -1 },
  jsonl = { limit = -1 },
  csv = { limit = -1, delimiter = ";", use_labels = false, with_bom = true, quote_all = false },
}

local parameters = {}

-- The values of a request's parameters. What the portal would refuse is refused, and so is what the
-- stand-in does not support: to ignore it would give a response that looks right.
function parameters.read(kind, query)
  local values = with(DEFAULTS[kind] or {}, {})
  for name, given in pairs(query) do
    local read = READERS[kind][name]
    if not read then
      errors.bad_parameter(("%s is not a parameter this stand-in knows here"):format(name))
    end
    values[name] = read(given, name)
  end
  if (kind == "records" or kind == "catalog") and values.offset + values.limit > 10000 then
    errors.bad_parameter("offset + limit must not exceed 10000")
  end
  return values
end

return parameters
