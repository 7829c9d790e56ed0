-- Writes what nginx serves for a size: the stand-in's synthetic sample so many times over, or all
-- of one of its other datasets, as files named by the paths of the portal's API.
--
--   lua5.4 spec/bench/prepare.lua SCALE|DATASET FOLDER [ORDER]
--
-- ORDER is that of the rows: unit (the default), time or scrambled. JSON, which grows to half a
-- gigabyte, is written of the sample, up to 20 times.
local catalogue = require "spec.support.standin.catalogue"
local export = require "spec.support.standin.export"
local json = require "spec.support.standin.json"
local lua = require "spec.support.lua"
local metadata = require "spec.support.standin.metadata"
local query = require "spec.support.standin.query"
local sample = require "spec.support.standin.sample"
local tables = require "urssaf.base.tables"

local SCALE, FOLDER, ORDER = tonumber(arg[1]), arg[2], arg[3] or "unit"
local LARGEST_JSON = 20

local function dataset(id)
  return assert(tables.find(catalogue(true), function(data) return data.id == id end), id)
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
if SCALE and SCALE <= LARGEST_JSON then
  write("export.json", export.pieces("json", query.view(data, { limit = -1 }, active), {}, active))
end
