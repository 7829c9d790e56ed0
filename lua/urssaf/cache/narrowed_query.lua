--- The query of an entry that has a part of a dataset, in one spelling: the same question, asked in
-- other words, has the same entry.
local json_writer = require "urssaf.base.json_writer"
local lazy = require "urssaf.base.lazy"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

-- needed for one of the parts; where the C module cannot be loaded, nothing is kept
local checksum = lazy "urssaf.checksum"
local odsql = lazy "urssaf.portal.odsql"
local period = lazy "urssaf.domain.period"

local narrowed_query = {}

-- In byte order, each once.
local function sorted(list)
  return list and sorting.keys(tables.set(list))
end

-- Tells one key from another, but not what a key is: one in 65 536 keys has the same 16 bits.
local function fingerprint(key)
  return ("%04x"):format(math.floor(checksum.crc32(key) / 2 ^ 16))
end

-- An end of a span in one spelling: `way` is "lower" or "upper". A last day and a pair, which are a
-- month in monthly data and a quarter elsewhere, are kept as both.
local function bound(value, way)
  if value == nil then return nil end
  local month = period.is(value, "month") and period.parse(value, "month")
  if month and period.is(value) then return month end
  local of_quarters = period.from_ordinal(period[way](value, "quarter"), "quarter")
  return month and ("%s or %s"):format(month, of_quarters) or of_quarters
end

local function condition_of(where)
  return json_writer.encode(odsql.canonical(where), "where")
end

--- Adds to a query what narrows it.
---@param query urssaf.cache.Query of the whole dataset
---@param options table of the request
---@return urssaf.cache.Query query the same table
function narrowed_query.of(query, options)
  query.where = options.where ~= nil and condition_of(options.where) or nil
  query.from, query.to = bound(options.from, "lower"), bound(options.to, "upper")
  query.measures, query.dimensions = sorted(options.measures), sorted(options.dimensions)
  query.key = options.api_key and fingerprint(options.api_key) or nil
  return query
end

return narrowed_query
