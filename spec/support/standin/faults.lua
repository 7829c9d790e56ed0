-- Faults a client asks for through its base URL:
--
--   /with/<percent-encoded JSON list>/api/explore/v2.1/…
--
-- Each item of the list is a table of faults, or a string, which only makes the prefix unique.
-- `on` says which requests it meets: export, records, metadata, catalog or any. `after` leaves the
-- first n of those under this very prefix alone, `times` limits it to the n that follow. Where
-- several items meet a request, their faults are taken together. An unknown name or a wrong type is
-- an error, so that a spec's slip shows.

local cjson = require "cjson"
local url = require "spec.support.standin.url"

local KINDS = { export = true, records = true, metadata = true, catalog = true, any = true }

local TYPES = {
  on = "string", after = "number", times = "number",

  -- instead of the answer
  status = "number",        -- with `body`, or a body that suits the status
  body = "string",          -- this text, with status 200 unless said
  html = "boolean",         -- a maintenance page with status 200
  redirect = "string",      -- 302 (or `status`) to this address
  mute = "boolean",         -- no answer until the client goes

  -- the way it comes
  headers = "table",        -- { name = text or false }: replaced, added, removed
  delay = "number",         -- seconds before the answer
  drip = "table",           -- { bytes =, pause = }: pieces of the wire, and seconds between them
  cut = "number",           -- the body ends after so many bytes; the message is whole
  reset = "number",         -- connection reset after so many bytes; 0: before the status line
  encoding = "string",      -- this Content-Encoding: gzip and deflate done, others only said
  bad_gzip = "boolean",     -- gzip that goes bad after its beginning
  cut_gzip = "number",      -- gzip that ends after so many compressed bytes; the message is whole

  -- the contents
  count = "number",         -- added to total_count and records_count
  publication = "string",   -- data_processed in the metadata
  older = "table",          -- { quarters =, revised = }: an older publication's rows (past.lua)
  columns = "table",        -- list of the fields there are, in this order
  rename = "table",         -- { old = new } names
  order = "string",         -- unit, time, scrambled or reverse, where none is asked for
  cut_rows = "number",      -- the file ends after so many rows, looking whole
  inject = "table",         -- { after_rows =, text = }: in place of the rest of the file
  line_end = "string", final_line_end = "boolean", bom = "boolean",   -- of a CSV file
}

-- Those of them that are made of parts, all of which are needed.
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

-- The faults that meet this request, as one table; it counts as met.
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
