-- The faults that a base URL asks for:
--
--   /with/<percent-encoded JSON list>/api/explore/v2.1/…
--
-- Each item of the list is a table of faults, or a string, which only makes the prefix unique.
-- `on` names the requests that an item applies to: export, records, metadata, catalog or any. With
-- `after` it does not apply to the first n of them under this prefix, with `times` only to the n
-- that follow. If several items apply to a request, their faults are merged. An unknown name or a
-- wrong type is an error.

local cjson = require "cjson"
local url = require "spec.support.standin.url"

local KINDS = { export = true, records = true, metadata = true, catalog = true, any = true }

local TYPES = {
  on = "string", after = "number", times = "number",

  -- in the place of the response
  status = "number",        -- with `body`, or else with the usual body of this status
  body = "string",          -- this text, with `status` or 200
  html = "boolean",         -- a maintenance page with status 200
  redirect = "string",      -- 302 (or `status`) to this address
  mute = "boolean",         -- no response until the client has closed the connection

  -- how it is sent
  headers = "table",        -- { name = text, or false to remove it }
  delay = "number",         -- seconds before the response
  drip = "table",           -- { bytes =, pause = }: the size of pieces, seconds between them
  cut = "number",           -- the body ends after so many bytes; the HTTP is complete
  reset = "number",         -- connection reset after so many bytes; 0: before the status line
  encoding = "string",      -- this Content-Encoding; only gzip and deflate are applied
  bad_gzip = "boolean",     -- gzip that is invalid after its beginning
  cut_gzip = "number",      -- gzip ends after so many compressed bytes; the HTTP is complete

  -- the contents
  count = "number",         -- added to total_count and records_count
  publication = "string",   -- data_processed in the metadata
  older = "table",          -- { quarters =, revised = }: an old vintage (old_vintage.lua)
  columns = "table",        -- list of the fields there are, in this order
  rename = "table",         -- { old = new } names
  order = "string",         -- unit, time, scrambled or reverse, without an order_by
  cut_rows = "number",      -- the file ends after so many rows, as if complete
  inject = "table",         -- { after_rows =, text = }: in place of the rest of the file
  line_end = "string", final_line_end = "boolean", bom = "boolean",   -- of a CSV file
}

-- The fields of the faults that are tables; all are required.
local PARTS = {
  drip = { bytes = "number", pause = "number" },
  inject = { after_rows = "number", text = "string" },
  older = { quarters = "number", revised = "table" },
}

local Faults = {}
Faults.__index = Faults

local function check_type(name, value, expected)
  if type(value) ~= expected then
    error(("fault %s: %s expected, got %s"):format(name, expected, type(value)), 0)
  end
end

local function check(item)
  if type(item) == "string" then
    return
  end
  for name, value in pairs(item) do
    check_type(name, value, TYPES[name] or error("unknown fault: " .. tostring(name), 0))
    for part, expected in pairs(PARTS[name] or {}) do
      check_type(name .. "." .. part, value[part], expected)
    end
  end
  if not KINDS[item.on] then
    error("fault without a known `on`: " .. tostring(item.on), 0)
  end
end

local function parse(encoded)
  local list = cjson.decode(url.decode(encoded))
  for _, item in ipairs(list) do
    check(item)
  end
  return list
end

local function meets(item, kind)
  return type(item) == "table" and (item.on == "any" or item.on == kind)
end

-- The faults that apply to this request, merged; the request is counted.
function Faults:take(prefix, kind)
  local known = self[prefix] or { list = parse(prefix), met = {} }
  self[prefix] = known
  local active = {}
  for n, item in ipairs(known.list) do
    if meets(item, kind) then
      known.met[n] = (known.met[n] or 0) + 1
      local at = known.met[n] - (item.after or 0)
      if at > 0 and at <= (item.times or math.huge) then
        for name, value in pairs(item) do
          active[name] = value
        end
      end
    end
  end
  return active
end

local faults = {}

function faults.new()
  return setmetatable({}, Faults)
end

return faults
