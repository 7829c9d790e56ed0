-- Some of the periods, measures or units first, then sums, years, ranks and growths: see orders.py.
local expected = require "spec.property.expected"
local operations = require "spec.property.operations"

local PER_YEAR, region_of = expected.PER_YEAR, expected.region_of

-- One operation on each measure of a panel alone, as if it were on all of them.
local function by_measure(panel, run)
  local list = {}
  for _, measure in ipairs(expected.measures_of(panel)) do
    for _, s in ipairs(run(panel:filter { measure = measure }).series) do list[#list + 1] = s end
  end
  return list
end

local function cut(results, panel, chosen)
  local span = { from = chosen.from, to = chosen.to }
  local part = panel:filter(span)
  for _, missing in ipairs { "strict", "skip" } do
    local function total(p) return p:total { missing = missing } end
    local function regions(p) return operations.by(p, "code_region", missing) end
    results:series("cut total " .. missing, total(part).series)
    results:series("cut total " .. missing, total(panel):filter(span).series)
    results:series("cut total " .. missing, total(regions(part)).series)
    results:series("cut total " .. missing, by_measure(part, total))
    results:series("total " .. missing, by_measure(panel, total))
    results:series("cut region " .. missing, regions(part).series, region_of)
    results:series("cut region " .. missing, by_measure(part, regions), region_of)
  end
  if PER_YEAR[panel.frequency] > 1 then
    results:series("cut annual", part:annual():total().series)
    results:series("cut annual", operations.by(part:annual(), "code_region"):total().series)
    results:series("cut annual", by_measure(part, function(p) return p:annual():total() end))
  end
end

-- Each region by itself; pseudo-units may share a code, and stay as they are.
local function one_by_one(panel, sums)
  local list = {}
  for _, s in ipairs(sums.series) do
    local of = { s }
    if region_of(s.key) ~= "-" and not s.key.region:find "^_" then
      of = panel:filter { code_region = s.key.code_region, measure = s.measure }:total().series
    end
    list[#list + 1] = setmetatable({ key = s.key }, { __index = of[1] })
  end
  return list
end

-- Total rows are units like others where their parts are filtered out.
local function totals_alone(results, panel)
  local sectors = panel.universe.keys.secteur_d_activite or {}
  local list = sectors["Tous secteurs"]
    and panel:filter { secteur_d_activite = "Tous secteurs" }:total().series or {}
  results:series("totals alone", list)
end

local function changes(results, panel, chosen)
  local function index_year(p)
    local list = {}
    for i, s in ipairs(p.series) do list[i] = s:index(chosen.year) end
    return list
  end
  local total = panel:total()
  for of, p in pairs { unit = panel, total = total } do
    results:series(of .. " growth k", p:growth(chosen.k).series)
    results:series(of .. " change k", p:change(chosen.k).series)
    if chosen.year then results:series(of .. " index year", index_year(p)) end
  end
end

local function ranks(results, panel, chosen)
  local yoy, growth = panel:yoy(), panel:growth(chosen.k)
  for _, measure in ipairs(expected.measures_of(panel)) do
    local wanted = { measure = measure, at = chosen.at }
    results:rows("rank yoy", yoy:rank(wanted), measure, "rank", chosen.at)
    results:rows("rank growth", growth:rank(wanted), measure, "rank", chosen.at)
    wanted.by = "code_region"
    results:rows("rank region", panel:rank(wanted), measure, "rank", chosen.at, region_of)
  end
end

return function(results, panel, chosen)
  cut(results, panel, chosen)
  results:series("region strict", one_by_one(panel, operations.by(panel, "code_region")), region_of)
  totals_alone(results, panel)
  changes(results, panel, chosen)
  ranks(results, panel, chosen)
end
