-- All 83 time series of the stand-in, one case each, in all ways to get them: see
-- support/dataset_check.lua.
--
-- A case that fails lists all that is wrong with its dataset, not the first alone.
local dataset_check = require "spec.support.dataset_check"
local schemas = require "spec.support.standin.measured_columns"
local standin = require "spec.support.standin"

local MOST_ROWS_IN_LUA = 1000

describe("all datasets #long", function()
  local portal = standin.for_cases { catalogue = "part" }

  for _, schema in ipairs(schemas) do
    it(("%s (%s)"):format(schema.id, schema.grain), function()
      local findings = dataset_check.run(portal, schema, MOST_ROWS_IN_LUA)
      if findings ~= "" then error(findings, 0) end
    end)
  end
end)
