local cells = require "urssaf.sample.cells"
local lua = require "spec.support.lua"
local sample = require "spec.support.standin.sample"

local UNCLASSIFIED = "_non classé ailleurs_"

local data = sample.auto_entrepreneurs()

local function period_index(name)
  local year, quarter = name:match("^(%d+)%-Q(%d)$")
  return (tonumber(year) - 2009) * 4 + tonumber(quarter)
end

local function sum(measure, name, belongs)
  local total = 0
  for u, key in ipairs(data.units) do
    if not belongs or belongs(key) then
      total = total + (data:value(u, measure, period_index(name)) or 0)
    end
  end
  return total
end

local function sum_of_year_to(measure, name)
  local last, total = period_index(name), 0
  for p = last - 3, last do
    total = total + sum(measure, data.periods[p])
  end
  return total
end

local function assert_within(share, published, found)
  local off = math.abs(found / published - 1)
  assert(off <= share, ("%s published, %s found, off by %.4f"):format(published, found, off))
end

local function each_cell(visit)
  for u, key in ipairs(data.units) do
    for p, period in ipairs(data.periods) do
      for _, measure in ipairs(data.measures) do
        visit(key, period, measure, data:value(u, measure, p))
      end
    end
  end
end

local function official_codes()
  local codes = {}
  for i = 1, 95 do
    if i == 20 then
      codes[#codes + 1] = "2A"
      codes[#codes + 1] = "2B"
    else
      codes[#codes + 1] = ("%02d"):format(i)
    end
  end
  for i = 971, 974 do
    codes[#codes + 1] = tostring(i)
  end
  return codes
end

-- Figures published in Urssaf's half-yearly notes.
local PUBLISHED = {
  administrativement_actifs = {
    ["2014-Q4"] = 982000, ["2015-Q2"] = 1075000, ["2017-Q2"] = 1197000, ["2019-Q4"] = 1641000,
    ["2020-Q4"] = 1928000, ["2021-Q2"] = 2230000, ["2021-Q4"] = 2228497, ["2022-Q2"] = 2500000,
    ["2023-Q4"] = 2674000, ["2024-Q4"] = 2914000, ["2025-Q2"] = 3186000,
  },
  economiquement_actifs = {
    ["2013-Q2"] = 465000, ["2015-Q2"] = 600000, ["2017-Q2"] = 686000, ["2019-Q4"] = 952000,
    ["2021-Q2"] = 1145000, ["2022-Q2"] = 1302000, ["2023-Q4"] = 1462000, ["2025-Q2"] = 1587000,
  },
  chiffres_d_affaires = {
    ["2013-Q2"] = 1.57e9, ["2021-Q2"] = 5.2e9, ["2022-Q2"] = 6.389e9, ["2025-Q2"] = 8.05e9,
  },
}
local PUBLISHED_OVER_A_YEAR = {
  immatriculations = {
    ["2014-Q4"] = 330000, ["2015-Q2"] = 318600, ["2017-Q2"] = 343000, ["2020-Q4"] = 599000,
    ["2021-Q2"] = 719000, ["2022-Q2"] = 692000, ["2023-Q4"] = 727000,
  },
  radiations = {
    ["2014-Q4"] = 252000, ["2015-Q2"] = 218500, ["2017-Q2"] = 261000, ["2021-Q2"] = 326000,
    ["2022-Q2"] = 420000, ["2023-Q4"] = 529000,
  },
}
local PUBLISHED_MEAN_TURNOVER = {
  ["2013-Q2"] = 3368, ["2014-Q4"] = 3290, ["2015-Q2"] = 3319, ["2019-Q4"] = 4498,
  ["2021-Q2"] = 4567, ["2021-Q4"] = 4707, ["2022-Q2"] = 4907, ["2025-Q2"] = 5070,
}

describe("the sample: national totals within 2 % of the published figures", function()
  for measure, figures in pairs(PUBLISHED) do
    for name, published in pairs(figures) do
      it(measure .. " " .. name, function()
        assert_within(0.02, published, sum(measure, name))
      end)
    end
  end

  for measure, figures in pairs(PUBLISHED_OVER_A_YEAR) do
    for name, published in pairs(figures) do
      it(measure .. " over the twelve months to " .. name, function()
        assert_within(0.02, published, sum_of_year_to(measure, name))
      end)
    end
  end

  for name, published in pairs(PUBLISHED_MEAN_TURNOVER) do
    it("mean turnover " .. name, function()
      local mean = sum("chiffres_d_affaires", name) / sum("economiquement_actifs", name)
      assert_within(0.02, published, mean)
    end)
  end

  for _, name in ipairs { "2014-Q4", "2021-Q4" } do
    it("58 % economically active at " .. name, function()
      local share = sum("economiquement_actifs", name) / sum("administrativement_actifs", name)
      assert_within(0.02, 0.58, share)
    end)
  end
end)

describe("the sample: accounts at 2021-Q4 within 10 % of the published figures", function()
  local cases = {
    { "region", "Provence-Alpes-Côte d'Azur", 234707 },
    { "departement", "Alpes-Maritimes", 62249 },
    { "region", "Corse", 14886 },
    { "region", "Bretagne", 80822 },
  }
  for _, case in ipairs(cases) do
    it(case[2], function()
      local function belongs(key) return key[case[1]] == case[2] end
      assert_within(0.1, case[3], sum("administrativement_actifs", "2021-Q4", belongs))
    end)
  end
end)

describe("the sample: areas", function()
  it("are the 100 départements in official order, then the unclassified remainder", function()
    local codes = official_codes()
    assert.equal(100, #codes)
    assert.equal(101, #data.units)
    for i, code in ipairs(codes) do
      assert.equal(code, data.units[i].code_departement)
    end
    assert.same({ region = UNCLASSIFIED, departement = UNCLASSIFIED, code_region = "NCA",
      code_departement = "NCA" }, data.units[101])
  end)

  it("belong to the regions of 2016", function()
    local counts = {}
    for _, key in ipairs(data.units) do
      local name = key.code_region .. " " .. key.region
      counts[name] = (counts[name] or 0) + 1
    end
    assert.same({
      ["84 Auvergne-Rhône-Alpes"] = 12, ["27 Bourgogne-Franche-Comté"] = 8, ["53 Bretagne"] = 4,
      ["24 Centre-Val de Loire"] = 6, ["94 Corse"] = 2, ["44 Grand Est"] = 10,
      ["32 Hauts-de-France"] = 5, ["11 Île-de-France"] = 8, ["28 Normandie"] = 5,
      ["75 Nouvelle-Aquitaine"] = 12, ["76 Occitanie"] = 13, ["52 Pays de la Loire"] = 5,
      ["93 Provence-Alpes-Côte d'Azur"] = 6, ["01 Guadeloupe"] = 1, ["02 Martinique"] = 1,
      ["03 Guyane"] = 1, ["04 La Réunion"] = 1, ["NCA " .. UNCLASSIFIED] = 1,
    }, counts)
  end)

  it("are large and small where those of France are", function()
    local registered = {}
    for u, key in ipairs(data.units) do
      registered[key.departement] = data:value(u, "administrativement_actifs", 52)
    end
    for _, big in ipairs { "Paris", "Rhône", "Bouches-du-Rhône", "Nord", "Alpes-Maritimes" } do
      for _, small in ipairs { "Lozère", "Creuse", "Cantal", "Haute-Marne" } do
        assert(registered[big] > 10 * registered[small], big .. " against " .. small)
      end
    end
  end)
end)

describe("the sample: cells", function()
  it("are missing where the comment in cells.lua says, and nowhere else", function()
    local listed = {
      ["15 immatriculations 2012-Q1"] = true, ["48 radiations 2013-Q3"] = true,
      ["23 chiffres_d_affaires 2020-Q2"] = true, ["2A economiquement_actifs 2016-Q2"] = true,
      ["05 administrativement_actifs 2018-Q4"] = true,
    }
    for quarter = 1, 4 do
      listed["973 chiffres_d_affaires 2009-Q" .. quarter] = true
      listed["973 chiffres_d_affaires 2010-Q" .. quarter] = true
      listed["NCA immatriculations 2009-Q" .. quarter] = true
      listed["NCA radiations 2009-Q" .. quarter] = true
    end
    local missing = {}
    each_cell(function(key, period, measure, value)
      if value == nil then
        missing[("%s %s %s"):format(key.code_departement, measure, period)] = true
      end
    end)
    assert.same(listed, missing)
  end)

  it("are non-negative integers", function()
    each_cell(function(_, _, _, value)
      assert(value == nil or value >= 0 and value % 1 == 0)
      assert(value == nil or lua.number_type(value) == "integer")
    end)
  end)

  it("never have more accounts active than registered", function()
    for u in ipairs(data.units) do
      for p in ipairs(data.periods) do
        local active = data:value(u, "economiquement_actifs", p) or 0
        assert(active <= (data:value(u, "administrativement_actifs", p) or active))
      end
    end
  end)

  it("have most strike-offs in each year's last quarter", function()
    for year = 2009, 2025 do
      local last = sum("radiations", year .. "-Q4")
      for quarter = 1, 3 do
        assert(last > sum("radiations", year .. "-Q" .. quarter), year .. " " .. quarter)
      end
    end
  end)

  it("let the stock follow the flows roughly, not exactly", function()
    local off_somewhere = false
    for p = 2, 68 do
      local before, now = data.periods[p - 1], data.periods[p]
      local stock = sum("administrativement_actifs", now)
      local expected = sum("administrativement_actifs", before)
        + sum("immatriculations", now) - sum("radiations", now)
      assert(math.abs(stock - expected) < 0.04 * stock, now)
      off_somewhere = off_somewhere or math.abs(stock - expected) > 0.005 * stock
    end
    assert.is_true(off_somewhere)
  end)

  it("come from a generator with the values of its formula", function()
    -- (state × 48271 + x × 69621 + 12345) mod (2^31 - 1), computed with Python's integers
    assert.equal(-0.7998699274844816, cells.noise(1, 2, 3))
    assert.equal(0.7259434078475198, cells.noise(101, 68, 5))
  end)
end)

describe("the sample: rows", function()
  it("hold every column, unit by unit and then quarter by quarter", function()
    assert.equal(6868, data.count)
    local first, last_of_ain, first_of_aisne = data:row(1), data:row(68), data:row(69)
    assert.same({ "01", "2009", 1, "2009-03-31" }, { first.code_departement, first.annee,
      first.trimestre, first.dernier_jour_du_trimestre })
    assert.same({ "01", "2025", 4, "2025-12-31" }, { last_of_ain.code_departement,
      last_of_ain.annee, last_of_ain.trimestre, last_of_ain.dernier_jour_du_trimestre })
    assert.same({ "02", "Aisne", "32", "Hauts-de-France" }, { first_of_aisne.code_departement,
      first_of_aisne.departement, first_of_aisne.code_region, first_of_aisne.region })
    assert.equal(data:value(2, "radiations", 1), first_of_aisne.radiations)
  end)

  it("have the portal's columns, labels and types", function()
    local found = {}
    for i, field in ipairs(data.fields) do
      found[i] = { field.name, field.label, field.type }
    end
    assert.same({
      { "region", "Région", "text" },
      { "departement", "Département", "text" },
      { "annee", "Année", "date" },
      { "trimestre", "Trimestre", "int" },
      { "dernier_jour_du_trimestre", "Dernier jour du trimestre", "date" },
      { "code_region", "Code région", "text" },
      { "code_departement", "Code Département", "text" },
      { "immatriculations", "Immatriculations", "int" },
      { "radiations", "Radiations", "int" },
      { "chiffres_d_affaires", "Chiffres d'affaires", "int" },
      { "economiquement_actifs", "Economiquement actifs", "int" },
      { "administrativement_actifs", "Administrativement actifs", "int" },
    }, found)
  end)

  it("are the same again in a second sample", function()
    math.randomseed(7)
    local again = sample.auto_entrepreneurs { scale = 1 }
    for _, i in ipairs { 1, 777, 3000, 6868 } do
      assert.same(data:row(i), again:row(i))
    end
  end)
end)

describe("the sample at a larger scale", function()
  local large = sample.auto_entrepreneurs { scale = 3 }

  it("starts with the same units and adds clones with codes of their own", function()
    assert.equal(303, #large.units)
    assert.equal(303 * 68, large.count)
    local seen = {}
    for u, key in ipairs(large.units) do
      if u <= 101 then
        assert.same(data.units[u], key)
        assert.same(data:value(u, "radiations", 40), large:value(u, "radiations", 40))
      else
        assert.matches("^%w+$", key.code_departement)
        assert.matches("synthétique", key.departement)
        assert.is_nil(seen[key.code_departement])
        seen[key.code_departement] = true
      end
    end
  end)

  it("costs time and memory for the rows that are read, not for all rows #timed", function()
    collectgarbage()
    local memory, clock = collectgarbage("count"), os.clock()
    local huge = sample.auto_entrepreneurs { scale = 200 }
    assert.equal(1373600, huge.count)
    assert.is_number(huge:row(huge.count).administrativement_actifs)
    assert(os.clock() - clock < 2)
    assert(collectgarbage("count") - memory < 50 * 1024)
  end)
end)

describe("the sample's modules", function()
  it("touch no global, build fast, and do not draw from math.random #timed", function()
    local before, clock, random = {}, os.clock(), math.random
    for name in pairs(_G) do
      before[name] = true
    end
    for _, name in ipairs { "spec.support.standin.sample", "spec.support.standin.other_datasets",
      "spec.support.standin.dataset", "spec.support.oracle.geography", "urssaf.sample.cells",
      "urssaf.sample.data", "urssaf.sample.national" } do
      lua.unload(name)
    end
    math.random = function() error("math.random was called") end -- luacheck: ignore 122
    local fresh = require("spec.support.standin.sample").auto_entrepreneurs()
    for i = 1, fresh.count do fresh:row(i) end
    math.random = random -- luacheck: ignore 122
    assert(os.clock() - clock < 0.5)
    for name in pairs(_G) do
      assert.is_true(before[name], "global " .. tostring(name))
    end
  end)
end)
