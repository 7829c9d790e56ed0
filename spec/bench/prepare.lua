-- Writes what nginx serves for a size: the stand-in's synthetic sample so many times over, or all
-- of one of its other datasets, as files named by the paths of the portal's API.
--
--   lua5.4 spec/bench/prepare.lua SCALE|DATASET FOLDER [ORDER [UNITS [PERIODS]]]
--
-- ORDER is that of the rows: unit (the default), time or scrambled. A dataset has so many times its
-- UNITS and its PERIODS. JSON, which grows to half a gigabyte, is written of the sample, up to 20
-- times, and of a dataset where UNITS is 1.
local catalogue_dataset = require "spec.support.standin.catalogue.dataset"
local export = require "spec.support.standin.export"
local grown = require "spec.support.standin.catalogue.grown"
local json = require "spec.support.standin.json"
local lua = require "spec.support.lua"
local metadata = require "spec.support.standin.metadata"
local query = require "spec.support.standin.query"
local sample = require "spec.support.standin.sample"
local schemas = require "spec.support.standin.measured_columns"
local tables = require "urssaf.base.tables"

local SCALE, FOLDER, ORDER = tonumber(arg[1]), arg[2], arg[3] or "unit"
local LARGEST_JSON = 20

local TIMES = { units = tonumber(arg[4]), periods = tonumber(arg[5]) }

local function dataset(id)
  local schema = assert(tables.find(schemas, function(one) return one.id == id end), id)
  if next(TIMES) then schema = grown.schema(schema, TIMES) end
  return catalogue_dataset.new(schema, schema.rows)
end

local data = SCALE and sample.auto_entrepreneurs { scale = math.floor(SCALE) } or dataset(arg[1])
local active = { order = ORDER }
local view = query.view(data, { limit = -1 }, active)

local function write(name, pieces)
  local file = assert(io.open(FOLDER .. "/" .. name, "wb"))
  for piece in pieces do file:write(piece) end
  file:close()
  assert(lua.execute(("gzip -6 -k -f '%s/%s'"):format(FOLDER, name)))
end

local function once(text)
  local done = false
  return function()
    if done then return nil end
    done = true
    return text
  end
end

local CSV = { delimiter = ";", use_labels = false, with_bom = false }

assert(lua.execute(("mkdir -p '%s'"):format(FOLDER)))
write("metadata.json", once(json.encode(metadata(view, active))))
write("records.json", once(('{"total_count": %d, "results": []}'):format(data.count)))
write("export.csv", export.pieces("csv", view, CSV, active))
if SCALE and SCALE <= LARGEST_JSON or TIMES.units == 1 and not TIMES.periods then
  write("export.json", export.pieces("json", query.view(data, { limit = -1 }, active), {}, active))
end
