-- The figures of the 83 datasets: invented, of a likely size, the same on every run and machine.
--
--   local at = figures.new { grain =, start =, periods =, types =, units = }
--   at(u, measure, p)      a cell, or nil where it is empty
--
-- `start` counts the first period from year 0, `periods` is their number, `types` has the type of
-- each column by its name.
--
-- A level is a national total times a unit's share, with a trend, a season and noise. What depends
-- on other columns (rates, growth, sums) is computed from their cells as they are printed, so that
-- a row agrees with itself.

local noise = require "spec.support.standin.catalogue.noise"
local parts = require "spec.support.standin.catalogue.parts"
local periods = require "spec.support.standin.catalogue.periods"

local figures = {}

-- ---------------------------------------------------------------- levels

-- National totals of 2015: of a year for a flow, at any time otherwise; growth in a year; how far
-- the season goes up and down.
local function flow(total, growth, season)
  return { total = total, growth = growth or 0.02, season = season or 0, is_flow = true }
end

local function stock(total, growth, season)
  return { total = total, growth = growth or 0.015, season = season or 0 }
end

local LEVELS = {
  accords_delais = flow(400000),
  administrativement_actifs = stock(1100000, 0.08),
  comptes_cotisants = stock(12000000),
  dpae_brut = flow(26000000, 0.02, 0.1),
  dpae_cvs = flow(26000000, 0.02),
  effectif_organisme = stock(1500),
  effectifs_salaries_brut = stock(17800000, 0.008, 0.01),
  effectifs_salaries_cvs = stock(17800000, 0.008),
  effectifs_salaries_moyens = stock(17800000, 0.008),
  effectifs_urssaf = stock(13000, -0.01),
  immatriculations = flow(330000, 0.09, -0.05),
  masse_salariale = flow(560e9, 0.025),
  masse_salariale_brut = flow(560e9, 0.025, 0.04),
  masse_salariale_brute = flow(560e9, 0.025, 0.04),
  masse_salariale_cvs = flow(560e9, 0.025),
  masse_salariale_nette_brut = flow(9e9, 0.01, 0.02),
  masse_salariale_nette_cvs = flow(9e9, 0.01),
  montant_des_encaissements = flow(470e9),
  montant_des_exonerations = flow(45e9, 0.03),
  ms_t_60j_brut = flow(560e9, 0.025, 0.04),
  ms_t_60j_cvs = flow(560e9, 0.025),
  nombre_actions = flow(60000),
  nombre_d_employeurs_brut = stock(2000000, -0.01, 0.01),
  nombre_d_employeurs_cvs = stock(2000000, -0.01),
  nombre_d_entreprises = stock(1500000),
  nombre_d_etablissements = stock(1850000, 0.01),
  nombre_d_heures_declarees_brut = flow(900e6, -0.01, 0.02),
  nombre_d_heures_declarees_cvs = flow(900e6, -0.01),
  nombre_de_procedures_brut = flow(62000, 0.01, 0.1),
  nombre_de_procedures_cvs = flow(62000, 0.01),
  nombre_de_ti = stock(2900000, 0.03),
  nombre_de_ti_actifs = stock(2900000, 0.03),
  revenu = flow(75e9),
  total_etablissements_actifs = stock(1700000, 0.01),
}

-- Each measure has noise of its own.
local function seed_of(name)
  local seed = 0
  for at = 1, #name do seed = (seed * 31 + name:byte(at)) % 9973 end
  return seed
end

-- What a function gives for a name, computed once.
local function by_name(compute)
  return setmetatable({}, { __index = function(self, name)
    self[name] = compute(name)
    return self[name]
  end })
end

local seeds = by_name(seed_of)

-- Noise of a measure, unit and period: the same, whatever the first period of a dataset is.
local function drawn_of(data, name, u, p)
  return noise(u, data.start + p, seeds[name])
end

-- A level changes a little from one period to the next. An adjustment is mostly below zero.
local function level_of(data, name, u, p)
  local level, in_year = LEVELS[name], periods.in_year[data.grain]
  local at = data.start + p - 1
  local years = at / in_year - 2015
  local size = level.total * data.units:share(u) * math.max(0.1, 1 + level.growth * years)
  local drawn = drawn_of(data, name, u, p)
  if level.is_flow then size = size / in_year end
  if data.units:role(u) == "adjustment" then return 0.3 * size * (drawn - 0.7) end
  local wave = in_year > 1 and level.season * (2 * (at % in_year) / (in_year - 1) - 1) or 0
  local spread = math.min(0.9, 0.03 + 1 / math.sqrt(size)) -- a small figure changes more
  return size * (1 + wave) * (1 + spread * drawn) * (1 + 0.2 * noise(u, 7, seeds[name]))
end

-- ---------------------------------------------------------------- printing

-- Decimals of a double; those of other names are whole, printed 4334.0.
local DECIMALS = {
  { "^part_", 10 }, { "^taux_", 10 }, { "^glissement_", 10 }, { "^g[at]_", 10 },
  { "moyen_par_indiv", 10 }, { "^radiations$", 6 }, { "montant", 2 }, { "^masse_salariale$", 2 },
  { "^dpae_cvs$", 2 }, { "^note$", 2 }, { "^resultats$", 2 }, { "", 0 },
}

local function scale_of(name)
  for _, rule in ipairs(DECIMALS) do
    if name:find(rule[1]) then return 10 ^ rule[2] end
  end
end

local scales = by_name(scale_of)

local function printed(value, kind, name)
  if value == nil then return nil end
  if kind ~= "double" then return math.floor(value + 0.5) end
  local scale = scales[name]
  return math.floor(value * scale + 0.5) / scale
end

-- Insolvencies: none is an empty cell, never a zero.
local function is_empty(name, value)
  return value == 0 and name:find "^nombre_de_procedures" ~= nil
end

local NONE = {} -- stands for an empty cell

-- The value of a key, computed if it is not known.
local function kept(known, key, compute, ...)
  local value = known[key]
  if value == nil then
    value = compute(...)
    known[key] = value == nil and NONE or value
  end
  if value ~= NONE then return value end
end

-- Stocks are made of a unit's whole past, so the flows are kept.
local function keeping_flows(at)
  local known = { immatriculations = {}, radiations = {} }
  return function(u, name, p)
    if not known[name] then return at(u, name, p) end
    return kept(known[name], u * 1000 + p, at, u, name, p)
  end
end

-- The cells of the row that was asked for last are kept, since they are made of each other.
local function keeping_row(at)
  local unit, period, row
  return function(u, name, p)
    if u ~= unit or p ~= period then unit, period, row = u, p, {} end
    return kept(row, name, at, u, name, p)
  end
end

local function level_alone(cells, u, p, name)
  return cells.level(u, name, p)
end

local function cells_of(data, at)
  local in_year = periods.in_year[data.grain]
  return {
    at = at,
    level = function(u, name, p) return level_of(data, name, u, p) end,
    drawn = function(u, p, name) return drawn_of(data, name, u, p) end,
    year = function(p) return math.floor((data.start + p - 1) / in_year) end,
    quarter = function(p) return (data.start + p - 1) % 4 + 1 end,
    in_year = in_year,
    last = data.periods,
  }
end

function figures.new(data)
  local cells
  local function at(u, name, p)
    local part = parts.of(name, data.types) or level_alone
    local value = printed(part(cells, u, p, name), data.types[name] or "int", name)
    if not is_empty(name, value) then return value end
  end
  cells = cells_of(data, data.types.immatriculations and keeping_flows(at) or keeping_row(at))
  return cells.at
end

return figures
