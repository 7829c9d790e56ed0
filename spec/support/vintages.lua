-- Two publications: the stand-in's newest, and an older one that is two quarters shorter and
-- differs in three cells, which have been revised since.
--
--   local environment = vintages.one_kept(portal, folder)   -- the older is kept, the newest is out
--   local environment = vintages.both_kept(portal, folder)
--
-- Both return the variables of the environment with which a program finds the portal and the cache.
local sample = require "spec.support.standin.sample"
local urssaf = require "urssaf"

local vintages = {}

local OLDER_QUARTERS, OLDER = 2, "2026-01-16T07:30:12+00:00"

--- The cells that differ, and what the older publication adds to each.
vintages.REVISED = {
  { code = "38", measure = "radiations", period = "2025-Q1", by = -40 },
  { code = "29", measure = "economiquement_actifs", period = "2025-Q2", by = 85 },
  { code = "01", measure = "chiffres_d_affaires", period = "2023-Q4", by = 125000 },
}

local function position(list, wanted, field)
  for i, one in ipairs(list) do
    if (field and one[field] or one) == wanted then return i end
  end
  error("there is no " .. wanted)
end

local function revised_cells()
  local data, list = sample.auto_entrepreneurs(), {}
  for i, cell in ipairs(vintages.REVISED) do
    list[i] = { unit = position(data.units, cell.code, "code_departement"), measure = cell.measure,
      quarter = position(data.periods, cell.period), by = cell.by }
  end
  return list
end

-- The portal has the older publication for three requests: one fetch.
local function keep_older(portal, folder)
  local environment = { URSSAF_CACHE_DIR = folder, URSSAF_BASE_URL = portal:with { { on = "any",
    times = 3, publication = OLDER,
    older = { quarters = OLDER_QUARTERS, revised = revised_cells() } } } }
  assert(urssaf.fetch { base_url = environment.URSSAF_BASE_URL, cache_dir = folder })
  return environment
end

vintages.one_kept = keep_older

function vintages.both_kept(portal, folder)
  local environment = keep_older(portal, folder)
  assert(urssaf.fetch { base_url = environment.URSSAF_BASE_URL, cache_dir = folder, max_age = 0 })
  return environment
end

return vintages
