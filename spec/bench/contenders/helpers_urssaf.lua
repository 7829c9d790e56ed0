-- An operation of spec/bench/operations.lua in a process of its own:
--
--   helpers_urssaf.lua FOLDER RUNS NAME   prints its name and the least CPU and wall seconds
local folder, runs, wanted = arg[1], tonumber(arg[2]), arg[3]

local helpers_data = require "spec.bench.helpers_data"
local now = require("socket").gettime
local operations = require "spec.bench.operations"
local tables = require "urssaf.base.tables"
local urssaf = require "urssaf"

local function read(name) return assert(urssaf.read(("%s/%s.csv"):format(folder, name))) end

local operation = tables.find(operations.list { panel = read "newer", older = read "older",
  population = helpers_data.rows(folder, "population"),
  prices = helpers_data.rows(folder, "prices") }, function(one) return one.name == wanted end)

local cpu, wall = math.huge, math.huge
for _ = 1, runs do
  collectgarbage()
  local started, at = os.clock(), now()
  operation.run()
  cpu, wall = math.min(cpu, os.clock() - started), math.min(wall, now() - at)
end
print(("%s %.7f %.7f"):format(wanted, cpu, wall))
