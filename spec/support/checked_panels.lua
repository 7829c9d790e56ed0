-- Panels to check, and what is read from a report.
--
--   local p = checked_panels.build({ scale = 1000 }, function(cells) cells.A[STOCK][3] = 5 end)
--   checked_panels.places(check.report(p), "stock_flow")   -- "A administrativement_actifs 2016-Q3"
local assert = require "luassert"
local lua = require "spec.support.lua"
local panel = require "urssaf.panel"
local sample = require "spec.support.standin.sample"
local small_panel = require "spec.support.small_panel"

local MEASURES = { "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs" }
local CAME, WENT, TURNOVER, ACTIVE, STOCK = lua.unpack(MEASURES)

-- No weight is a sum of others, so that no unit looks like a total.
local WEIGHTS = { A = 1, B = 2, C = 4, D = 8, E = 16 }

local checked_panels = { MEASURES = MEASURES, WEIGHTS = WEIGHTS,
  REST = "_non classé ailleurs_" }

--- A consistent panel. In each quarter a unit has 100 registrations, 60 strike-offs, a stock that
-- grows by 40 from 1000 on, and 600 active accounts with a turnover of 4000 euros each; all times
-- `scale` and its weight. `punch` may change cells[unit][measure][position]; false is a hole.
---@param options table `quarters`, `year`, `scale`, `weights`, `keys`
---@param punch fun(cells: table)?
function checked_panels.build(options, punch)
  local quarters, cells = options.quarters or 12, {}
  local weights = options.weights or WEIGHTS
  for name, weight in pairs(weights) do
    local size, of = weight * (options.scale or 1), {}
    for _, measure in ipairs(MEASURES) do of[measure] = {} end
    for i = 1, quarters do
      of[CAME][i], of[WENT][i], of[STOCK][i] = 100 * size, 60 * size, (1000 + 40 * i) * size
      of[ACTIVE][i], of[TURNOVER][i] = 600 * size, 600 * 4000 * size
    end
    cells[name] = of
  end
  if punch then punch(cells) end
  local order, units = {}, {}
  for name in pairs(cells) do order[#order + 1] = name end
  table.sort(order)
  for i, name in ipairs(order) do
    units[i] = { options.keys and options.keys[name] or { region = name } }
    for measure, values in pairs(cells[name]) do units[i][measure] = values end
  end
  return small_panel.panel(options.year or 2016, MEASURES, units)
end

--- The findings of a kind.
function checked_panels.found(result, kind)
  local list = {}
  for _, one in ipairs(result.findings) do
    if one.kind == kind then list[#list + 1] = one end
  end
  return list
end

--- The places of findings: "unit measure period period …".
function checked_panels.places(result, kind)
  local list = {}
  for i, one in ipairs(checked_panels.found(result, kind)) do
    list[i] = table.concat({ one.where, one.measure or "-", lua.unpack(one.periods or {}) }, " ")
  end
  return list
end

--- The kinds of findings, each once.
function checked_panels.kinds(result)
  local list, seen = {}, {}
  for _, one in ipairs(result.findings) do
    if not seen[one.kind] then seen[one.kind], list[#list + 1] = true, one.kind end
  end
  return list
end

--- Why a kind, or a measure, was not checked.
function checked_panels.reason(result, kind, measure)
  for _, one in ipairs(result.skipped) do
    if one.kind == kind and one.measure == measure then return one.reason end
  end
end

--- The verdict: the last line of a report.
function checked_panels.last_line(result)
  return tostring(result):match("[^\n]*$")
end

--- Asserts that a size is the expected one.
function checked_panels.near(expected, value)
  assert.is_true(math.abs(expected - value) < 1e-12, ("%s expected, got %s"):format(expected,
    tostring(value)))
end

--- The sample as a panel; `punch(value, key, measure, i)` may change a cell.
function checked_panels.sample(punch)
  local data, list = sample.auto_entrepreneurs(), {}
  for u, key in ipairs(data.units) do
    for _, measure in ipairs(data.measures) do
      local values = {}
      for i = 1, #data.periods do
        values[i] = data:value(u, measure, i)
        if punch then values[i] = punch(values[i], key, measure, i) end
      end
      list[#list + 1] = { measure = measure, frequency = "quarter", key = key,
        periods = data.periods, values = values }
    end
  end
  return panel.new { dataset = data.id, frequency = "quarter", periods = data.periods,
    series = list }
end

return checked_panels
