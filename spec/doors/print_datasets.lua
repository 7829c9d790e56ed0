-- Prints a table of all 83 time series of the stand-in, a line each, got in all ways (see
-- support/dataset_check.lua), and how many there are of each grain.
--
--   lua5.4 spec/doors/print_datasets.lua [part|full] [PATTERN]
--
-- `part`, the default: of those with more than 100 000 rows a tenth. PATTERN: only identifiers that
-- match it.
local dataset_check = require "spec.support.dataset_check"
local schemas = require "spec.support.standin.measured_columns"
local standin = require "spec.support.standin"

-- Fetched, and read with names and labels, with and without `dataset`.
local ALL_WAYS = 5
local IDLE = 900 -- seconds, while the decoder in Lua reads a large file

local portal = standin.start { catalogue = arg[1] or "part", idle = IDLE }
local grains, wrong = { month = 0, quarter = 0, year = 0 }, 0

local function of(count, all) return ("%d of %d"):format(count or 0, all or 0) end

local function row_of(schema, facts)
  return table.concat({ schema.id, schema.grain, facts.rows or 0, facts.units or 0,
    facts.periods or 0, of(facts.known, facts.measures), of(facts.alike_in_c, ALL_WAYS),
    of(facts.alike_in_lua, ALL_WAYS), of(facts.alike_sums, facts.sums) }, " | ")
end

print("dataset | grain | rows | units | periods | measures known | panels alike in C | in Lua"
  .. " | sums as python's")
for _, schema in ipairs(schemas) do
  if schema.id:find(arg[2] or "") then
    local findings, facts = dataset_check.run(portal, schema)
    print(row_of(schema, facts))
    io.stdout:flush()
    grains[schema.grain] = grains[schema.grain] + 1
    if findings ~= "" then
      wrong = wrong + 1
      print("  " .. findings:gsub("\n", "\n  "))
    end
  end
end
portal:stop()
print(("%d monthly, %d quarterly, %d yearly; %d with something wrong"):format(grains.month,
  grains.quarter, grains.year, wrong))
if wrong > 0 then os.exit(1) end
