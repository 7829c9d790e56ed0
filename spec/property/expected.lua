--- What python3 computed of one panel, compared with what the library gives.
local expected = {}

local MEASURES = { "immatriculations", "radiations", "economiquement_actifs",
  "administrativement_actifs", "solde", "taux_activite", "taux_radiation", "pour_mille" }
local IS_RATIO = { taux_activite = true, taux_radiation = true, pour_mille = true }
local MOST_SHOWN = 20

expected.PER_YEAR = { month = 12, quarter = 4, year = 1 }

-- Sums over units of whole numbers and decimals are the doubles next to the exact ones.
local IS_SUM = {}
for _, level in ipairs { "total", "region", "sector", "both" } do
  for _, missing in ipairs { "strict", "skip", "zero" } do
    IS_SUM[level .. " " .. missing] = true
  end
end

--- The measures of a panel; a year's flow or count is not divided by a level at the year's end.
function expected.measures_of(panel)
  local list = {}
  for i, measure in ipairs(MEASURES) do
    if panel.frequency ~= "year" or not IS_RATIO[measure] then list[i] = measure end
  end
  return list
end

function expected.is_ratio(measure) return IS_RATIO[measure] or false end

local IS_PLAIN = {}
for i = 1, 4 do IS_PLAIN[MEASURES[i]] = true end

--- Whether it is a measure of the file.
function expected.is_plain(measure) return IS_PLAIN[measure] or false end

-- ------------------------------------------------------------------ names of units

-- A place with its code, since two pseudo-units may have the same one; nil if the key has none.
local function place_of(key, field)
  return key[field] and (key["code_" .. field] or "") .. ":" .. key[field]
end

function expected.region_of(key) return place_of(key, "region") or "-" end

function expected.name_of(key)
  return (place_of(key, "departement") or expected.region_of(key)) .. "/"
    .. (key.secteur_d_activite or "-")
end

local name_of = expected.name_of

-- ------------------------------------------------------------------ comparing

expected.state = { operations = 0, cells = 0, wrong = 0 }
local state = expected.state

--- Counts a disagreement and prints the first ones.
function expected.report(seed, message)
  state.wrong = state.wrong + 1
  if state.wrong <= MOST_SHOWN then print(("seed %d: %s"):format(seed, message)) end
end

-- Sums are compared exactly; growths, shares and means are rounded several times.
local function agree(operation, measure, value, exact)
  if value == exact then return true end
  if IS_SUM[operation] and not IS_RATIO[measure] then return false end
  return math.abs(value - exact) <= 1e-9 * math.max(1, math.abs(exact))
end

-- What one panel must give: expected[operation][measure][unit and period] = value.
local Expected = {}
expected.Expected = Expected
Expected.__index = Expected

-- Compares all cells that an operation gives of one measure.
function Expected:compare(operation, measure, cells)
  local all = (self.cells[operation] or {})[measure] or {}
  for cell, value in pairs(all) do
    state.cells = state.cells + 1
    if cells[cell] == nil or not agree(operation, measure, cells[cell], value) then
      expected.report(self.seed, ("%s, %s, %s is %s, not %.17g"):format(operation, measure, cell,
        tostring(cells[cell]), value))
    end
  end
  for cell, value in pairs(cells) do
    if all[cell] == nil then
      expected.report(self.seed, ("%s, %s, %s is %.17g, and should be missing"):format(operation,
        measure, cell, value))
    end
  end
end

-- Cells of all measures, by measure.
function Expected:compare_all(operation, by_measure)
  state.operations = state.operations + 1
  local names = self.cells[operation] or {}
  for measure in pairs(by_measure) do names[measure] = names[measure] or {} end
  for measure in pairs(names) do
    self:compare(operation, measure, by_measure[measure] or {})
  end
end

function Expected:series(operation, list, name)
  local by_measure = {}
  for _, s in ipairs(list) do
    by_measure[s.measure] = by_measure[s.measure] or {}
    for i, period in ipairs(s.periods) do
      by_measure[s.measure][(name or name_of)(s.key) .. "\t" .. period] = s.values[i]
    end
  end
  self:compare_all(operation, by_measure)
end

-- The values of all series at a period.
function Expected:at(operation, panel, measure, period)
  local cells = {}
  for _, s in ipairs(panel.series) do
    cells[name_of(s.key) .. "\t" .. period] = s:at(period)
  end
  state.operations = state.operations + 1
  self:compare(operation, measure, cells)
end

function Expected:rows(operation, rows, measure, field, period, name)
  local cells = {}
  for _, row in ipairs(rows) do
    if row[field] then cells[(name or name_of)(row.key) .. "\t" .. period] = row[field] end
  end
  state.operations = state.operations + 1
  self:compare(operation, measure, cells)
end

return expected
