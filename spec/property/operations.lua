-- Sums over units, over time and comparisons, each also in other orders.
local expected = require "spec.property.expected"

local PER_YEAR, region_of, is_ratio = expected.PER_YEAR, expected.region_of, expected.is_ratio

local operations = {}

function operations.by(panel, key, missing)
  return panel:aggregate { by = key, missing = missing }
end

-- Sums by group, each also as a sum of sums.
function operations.sums(results, panel, has_sectors)
  local region, sector = { "code_region" }, { "secteur_d_activite" }
  local both = { "code_region", "secteur_d_activite" }
  local function both_name(key) return region_of(key) .. "/" .. key.secteur_d_activite end
  local function sector_name(key) return key.secteur_d_activite end
  for _, missing in ipairs { "strict", "skip" } do
    local function total(p) return p:total { missing = missing }.series end
    results:series("total " .. missing, total(panel))
    results:series("region " .. missing, operations.by(panel, region, missing).series, region_of)
    results:series("total " .. missing, total(operations.by(panel, region, missing)))
    if has_sectors then
      local fine = operations.by(panel, both, missing)
      results:series("both " .. missing, fine.series, both_name)
      results:series("sector " .. missing, operations.by(panel, sector, missing).series,
        sector_name)
      results:series("region " .. missing, operations.by(fine, region, missing).series, region_of)
      results:series("sector " .. missing, operations.by(fine, sector, missing).series, sector_name)
      results:series("total " .. missing, total(fine))
      results:series("total " .. missing, total(operations.by(fine, region, missing)))
      results:series("total " .. missing, total(operations.by(fine, sector, missing)))
    end
  end
end

function operations.coverage(results, panel)
  local present, wanted = {}, {}
  for _, s in ipairs(panel:total { missing = "skip" }.series) do
    present[s.measure], wanted[s.measure] = {}, {}
    for i, pair in ipairs(not s.parts and s.measure ~= "solde" and s.coverage or {}) do
      if pair[1] < pair[2] then
        local cell = "-/-\t" .. s.periods[i]
        present[s.measure][cell], wanted[s.measure][cell] = pair[1], pair[2]
      end
    end
  end
  results:compare_all("present", present)
  results:compare_all("expected", wanted)
end

local function indices(panel, base)
  local list = {}
  for i, s in ipairs(panel.series) do list[i] = s:index(base) end
  return list
end

-- Years, windows, growths and indices of the total and of each unit; where the order must not
-- matter, in each order.
function operations.over_time(results, panel, chosen)
  local total, regions = panel:total(), panel:aggregate { by = "code_region" }
  if PER_YEAR[panel.frequency] > 1 then
    results:series("unit annual", panel:annual().series)
    results:series("total annual", total:annual().series)
    results:series("total annual", panel:annual():total().series)
    results:series("total annual", regions:annual():total().series)
    results:series("total annual", panel:annual():aggregate { by = "code_region" }:total().series)
    results:series("total skip annual", panel:total { missing = "skip" }:annual().series)
    results:series("annual total skip", panel:annual():total { missing = "skip" }.series)
  end
  local rolling = panel:rolling(chosen.k)
  results:series("unit rolling", rolling.series)
  results:series("total rolling", total:rolling(chosen.k).series)
  results:series("total rolling", rolling:total().series)
  results:series("total rolling", regions:rolling(chosen.k):total().series)
  results:series("rolling total skip", rolling:total { missing = "skip" }.series)
  results:series("unit yoy", panel:yoy().series)
  results:series("total yoy", total:yoy().series)
  results:series("skip yoy", panel:total { missing = "skip" }:yoy().series)
  results:series("unit index", indices(panel, chosen.base))
  results:series("total index", indices(total, chosen.base))
end

-- The cell of the whole; none if there is no period.
function operations.one_cell(period, value)
  return period and { ["-/-\t" .. period] = value } or {}
end

local function position(panel, wanted)
  for i, period in ipairs(panel.periods) do
    if period == wanted then return i end
  end
  return 0
end

function operations.comparisons(results, panel, chosen)
  for _, measure in ipairs(expected.measures_of(panel)) do
    results:rows("rank", panel:rank { measure = measure, at = chosen.at }, measure, "rank",
      chosen.at)
    results:rows("rank zero", panel:rank { measure = measure, at = chosen.at, missing = "zero" },
      measure, "rank", chosen.at)
    for _, missing in ipairs(is_ratio(measure) and {} or { "strict", "skip", "zero" }) do
      local wanted = { measure = measure, at = chosen.at, missing = missing }
      results:rows("share unit " .. missing, panel:share(wanted), measure, "share", chosen.at)
      results:at("share unit " .. missing, panel:shares { measure = measure, missing = missing },
        measure, chosen.at)
      wanted.by = "code_region"
      results:rows("share region " .. missing, panel:share(wanted), measure, "share", chosen.at,
        region_of)
      local rows = panel:contributions { measure = measure, from = chosen.from, to = chosen.to,
        missing = missing }
      results:rows("points " .. missing, rows, measure, "points", chosen.to)
      results:at("points " .. missing, panel:points { measure = measure, missing = missing,
        k = position(panel, chosen.to) - position(panel, chosen.from) }, measure, chosen.to)
      results:compare("growth " .. missing, measure,
        operations.one_cell(chosen.to, rows.total.growth))
    end
  end
end

return operations
