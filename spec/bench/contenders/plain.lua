-- What one would write without a library: luasocket, lua-cjson and a pivot.
local base_url, checks = arg[1], arg[2] == "check"

local cjson = require "cjson"
local http = require "socket.http"
local ltn12 = require "ltn12"
local socket = require "socket"
local zlib = require "zlib"

local tointeger = math.tointeger or tonumber

local MEASURES = { "immatriculations", "radiations", "chiffres_d_affaires",
  "economiquement_actifs", "administrativement_actifs" }

local function get(path)
  local parts = {}
  assert(http.request {
    url = base_url .. "/catalog/datasets/auto-entrepreneurs-par-departement" .. path,
    headers = { ["Accept-Encoding"] = "gzip" },
    sink = ltn12.sink.table(parts),
  })
  return (zlib.inflate()(table.concat(parts)))
end

local started, wall = os.clock(), socket.gettime()
local rows = cjson.decode(get "/exports/json")
local decoded = os.clock()
local units = {}
for _, row in ipairs(rows) do
  local code = row.code_departement
  if code == cjson.null then code = row.departement end
  local unit = units[code]
  if not unit then
    unit = {}
    for _, measure in ipairs(MEASURES) do unit[measure] = {} end
    units[code] = unit
  end
  local period = row.annee .. "-Q" .. ("%d"):format(row.trimestre)
  for _, measure in ipairs(MEASURES) do
    local value = row[measure]
    if value ~= cjson.null then unit[measure][period] = tointeger(value) or value end
  end
end
local cpu = os.clock() - started
wall = socket.gettime() - wall

if checks then
  local cells, sum = 0, 0
  for _, unit in pairs(units) do
    for _, series in pairs(unit) do
      for _, value in pairs(series) do cells, sum = cells + 1, sum + value end
    end
  end
  print(("cells %d sum %d"):format(cells, sum))
end
print(("cpu %.6f decode %.6f wall %.6f"):format(cpu, decoded - started, wall))
