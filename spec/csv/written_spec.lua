-- What panel:to_csv wrote is read back to the same panel; what somebody edited is checked.
local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local round_trip = require "spec.support.round_trip"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys = small_panel.keys
local IMM, RAD, CA = "immatriculations", "radiations", "chiffres_d_affaires"
local ACTIVE, STOCK = "economiquement_actifs", "administrativement_actifs"
local MAIN = "auto-entrepreneurs-par-departement"

-- Two years and two quarters of four units; Isère begins late and has a hole, Corse ends.
local function four()
  local function values(first, ...)
    local list = {}
    for i = 1, 10 do list[i] = first + i * i end
    for _, hole in ipairs { ... } do list[hole] = false end
    return list
  end
  return small_panel.panel(2020, { IMM, RAD, CA, ACTIVE, STOCK }, {
    { keys.ain, [IMM] = values(1), [RAD] = values(7), [CA] = values(1000.5), [ACTIVE] = values(20),
      [STOCK] = values(50) },
    { keys.isere, [IMM] = values(2, 1, 2, 6), [RAD] = values(3, 1), [CA] = values(2000),
      [ACTIVE] = values(30, 1), [STOCK] = values(60, 4) },
    { keys.corse, [IMM] = values(5, 9, 10), [RAD] = values(9, 10), [CA] = values(500),
      [ACTIVE] = values(40, 10), [STOCK] = values(70, 10) },
    { keys.rest, [IMM] = values(0, 3), [RAD] = values(0), [CA] = values(7), [ACTIVE] = values(9),
      [STOCK] = values(8, 1) },
  }, { dataset = MAIN, source = { url = "https://example.org/x?a=1|2", title = 'A "title"',
    data_processed = "2026-07-16T07:30:12+00:00", rows = 40,
    dimensions = { "code_departement", "departement", "code_region", "region" } },
    notes = { { kind = "cut", message = "a [b] | c\nd" } } })
end

-- Corse ends five quarters before the others, and has a hole before.
local function ended()
  return small_panel.panel(2020, { IMM }, {
    { keys.ain, [IMM] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 } },
    { keys.isere, [IMM] = { false, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 } },
    { keys.corse, [IMM] = { 3, false, 5, 6, 7, 8, 9, false, false, false, false, false } },
  }, { dataset = MAIN }):fill()
end

local function priced()
  return small_panel.panel(2020, { CA, RAD, "prix" }, {
    { keys.ain, [CA] = { 100, 110, 120, 130, 140 }, [RAD] = { 1, 2, 3, 4, 5 },
      prix = { 100, 101, 102, 103, 104 } },
    { keys.isere, [CA] = { 200, 210, false, 230, 240 }, [RAD] = { 5, 4, 3, 2, 1 },
      prix = { 100, 101, 102, 103, 105 } },
  }, { dataset = MAIN })
end

local function joined()
  return four():join { measure = "population", label = { en = "inhabitants", fr = "habitants" },
    unit = "person", nature = "stock", by = "code_departement",
    rows = { { code_departement = "01", population = 600000 },
      { code_departement = "38", population = 1200000 } } }
end

local function months()
  return small_panel.panel(2021, { "dpae_brut" }, {
    { { code_region = "53", region = "Bretagne" }, dpae_brut = { 1, 2, 3, 4, 5, 6, 7 } },
  }, { frequency = "month" })
end

-- A region whose only figure of the first quarter is its remainder's.
local function remainder_of_a_region()
  return small_panel.panel(2020, { IMM, STOCK }, {
    { keys.ain, [IMM] = { 10, 11, 12 }, [STOCK] = { 100, 110, 120 } },
    { keys.corse, [IMM] = { false, 7, 8 }, [STOCK] = { false, 70, 80 } },
    { { departement = "_non classé ailleurs_", code_departement = "NCA", code_region = "94",
      region = "Corse" }, [IMM] = { 5, 6, 7 }, [STOCK] = { 50, 60, 0 } },
  })
end

-- Isère begins in the middle of the first year.
local function born()
  return small_panel.panel(2020, { IMM, RAD, STOCK }, {
    { keys.ain, [IMM] = { 10, 11, 10, 10, 1, 1, 1, 1 }, [RAD] = { 1, 2, 3, 4, 5, 6, 7, 8 },
      [STOCK] = { 50, 51, 52, 53, 54, 55, 56, 57 } },
    { keys.isere, [IMM] = { false, false, 30, 20, 2, 2, 2, 2 },
      [RAD] = { false, false, 5, 6, 7, 8, 9, 10 },
      [STOCK] = { false, false, 8, 9, 10, 11, 12, 13 } },
  })
end

-- Means of one département, of two, and of none in the second year.
local function means()
  local other = { code_departement = "2B", departement = "Haute-Corse", code_region = "94",
    region = "Corse" }
  return small_panel.panel(2020, { "score" }, { { keys.ain, score = { 10, 11.5 } },
    { keys.corse, score = { 1, false } }, { other, score = { 3, false } } }, { frequency = "year" })
    :aggregate { by = "code_region", how = "mean" }
end

local PANELS = {
  ["of a region with figures of its remainder alone"] = function()
    return remainder_of_a_region():aggregate { by = "code_region" }
  end,
  ["of ratios of a region with figures of its remainder alone"] = function()
    return remainder_of_a_region():with("rate", { numerator = IMM, denominator = STOCK })
      :aggregate { by = "code_region" }
  end,
  ["of years in which a unit begins"] = function() return born():annual() end,
  ["of windows in which a unit begins"] = function()
    return born():filter { measure = { IMM, RAD } }:rolling(3)
  end,
  ["of yearly ratios of a unit that begins"] = function()
    return born():with("exits", { numerator = RAD, denominator = STOCK }):annual()
  end,
  ["of means over units"] = means,
  ["of units that have other measures"] = function()
    return small_panel.panel(2020, { IMM, RAD }, { { keys.ain, [IMM] = { 1, 2 } },
      { keys.isere, [RAD] = { 3, false } }, { keys.corse, [IMM] = { 4, 5 }, [RAD] = { 6, 7 } } })
      :filter { departement = { "Ain", "Isère", "Corse-du-Sud" } }
  end,
  ["as it was published"] = four,
  ["of a part, whose units began before it"] = function()
    return four():filter { from = "2020-Q3", departement = { "Isère", "Corse-du-Sud" } }
  end,
  ["of one unit"] = function() return four():filter { departement = "Ain" } end,
  ["of the remainder alone"] = function() return four():filter { departement = "NCA" } end,
  ["of strict sums"] = function() return four():total() end,
  ["of partial sums"] = function() return four():total { missing = "skip" } end,
  ["of regions"] = function() return four():aggregate { by = "region", missing = "skip" } end,
  ["of growths of partial sums"] = function() return four():total { missing = "skip" }:yoy() end,
  ["of years"] = function() return four():annual() end,
  ["of growths of years"] = function() return four():annual():yoy() end,
  ["of windows"] = function() return four():rolling() end,
  ["of growths of windows"] = function() return four():rolling(2):qoq() end,
  ["of windows of partial sums"] = function()
    return four():total { missing = "skip" }:rolling(2)
  end,
  ["with a known ratio"] = function() return four():with "taux_activite" end,
  ["with a ratio of its own"] = function()
    return four():with("exits", { numerator = RAD, denominator = IMM })
  end,
  ["of a ratio without the measures it is made of"] = function()
    return four():with("exits", { numerator = RAD, denominator = IMM }):filter { measure = "exits" }
  end,
  ["of ratios of regions"] = function()
    return four():with "chiffre_d_affaires_moyen":aggregate { by = "region", missing = "skip" }
  end,
  ["of yearly ratios"] = function() return four():with "taux_activite":annual() end,
  ["of rolling ratios"] = function() return four():with "taux_activite":rolling() end,
  ["of the growth of a ratio"] = function() return four():with "taux_activite":yoy() end,
  ["with cells that were filled"] = function() return four():fill() end,
  ["of sums of cells that were filled"] = function() return four():total { missing = "zero" } end,
  ["of growths of cells that were filled"] = function() return four():fill():yoy() end,
  ["of units that ended and were filled"] = ended,
  ["of units that had ended before it"] = function() return ended():filter { from = "2022-Q3" } end,
  ["of sums of units that ended"] = function() return ended():total() end,
  ["with provisional figures"] = function()
    local p = four()
    p.series[1].provisional = { [7] = true, [8] = true }
    return p
  end,
  ["in constant prices"] = function() return priced():deflate { by = "prix", base = 2020 } end,
  ["of growths in constant prices"] = function()
    return priced():deflate { by = "prix", base = "2020-Q1" }:yoy()
  end,
  ["of ratios in constant prices"] = function()
    return priced():with("mean", { numerator = CA, denominator = RAD })
      :deflate { by = "prix", base = 2020 }
  end,
  ["of windows in constant prices"] = function()
    return priced():deflate { by = "prix", base = 2020 }:filter { measure = CA }:rolling(2)
  end,
  ["of points"] = function()
    return four():with "taux_activite":filter { measure = "taux_activite" }:yoy()
  end,
  ["with a joined measure"] = joined,
  ["of ratios to a joined measure"] = function()
    return joined():with("per_1000", { numerator = RAD, denominator = "population", scale = 1000 })
  end,
  ["of series that a function gave"] = function()
    local p = four()
    for i, s in ipairs(p.series) do
      p.series[i] = s:map(function(value) return value / 4 end)
    end
    return p
  end,
  ["of months"] = months,
  ["of quarters of months"] = function() return months():quarterly() end,
  ["with keys that are called like columns"] = function()
    return small_panel.panel(2020, { IMM }, {
      { { value = "a", ["key.value"] = "b", period = "c", name = "=d" }, [IMM] = { 1, 2 } },
      { { value = "x", ["key.value"] = "y", period = "z", name = "'=d" }, [IMM] = { 3, 4 } } })
  end,
  ["with keys that are called as what describes a series"] = function()
    return small_panel.panel(2020, { IMM }, {
      { { dataset = "a", measure = "b", unit = "c" }, [IMM] = { 1, 2 } },
      { { dataset = "x", measure = "y", unit = "z" }, [IMM] = { 3, 4 } } }, { dataset = MAIN })
  end,
  ["of sums of one unit with a hole"] = function()
    return small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2, 3 } },
      { keys.corse, [IMM] = { 4, false, 6 } } }):aggregate { by = "code_region", missing = "skip" }
  end,
  ["with two pseudo-units of one code"] = function()
    return small_panel.panel(2020, { IMM }, {
      { { code_region = "84", region = "Auvergne-Rhône-Alpes" }, [IMM] = { 1, 2 } },
      { { code_region = "99", region = "_calage_" }, [IMM] = { -3, 4 } },
      { { code_region = "99", region = "_non classé ailleurs_" }, [IMM] = { 5, 6 } } })
  end,
  ["with names that need quotes"] = function()
    return small_panel.panel(2020, { IMM }, {
      { { secteur_na17 = 'a "b", c;\nd|e\\f' }, [IMM] = { 1, 2 } },
      { { secteur_na17 = "columns" }, [IMM] = { 0.1, 1e-7 } } })
  end,
}

describe("a panel", function()
  for name, make in pairs(PANELS) do
    it(name .. " comes back from CSV", function()
      local found, count = round_trip.all(make())
      assert.are.same({}, found)
      assert.is_true(count >= 4, count)
    end)
  end

  it("comes back from the rows in any order, and columns in any order", function()
    local lines, header = {}, nil
    for line in four():to_csv():gmatch "[^\n]+" do
      if header then table.insert(lines, 1, line) else header = line end
    end
    local back = assert(urssaf.read { text = header .. "\n" .. table.concat(lines, "\n") .. "\n" })
    local total = back:total { missing = "skip" }
    -- 2020-Q1: 1+1, Isère is missing, 5+1, 0+1
    assert.are.equal(9, total:get { measure = IMM }:at "2020-Q1")
    assert.are.equal(four().series[1].values[10], back:get { departement = "Ain",
      measure = IMM }:at "2022-Q2")
  end)

  it("is added up after reading as before it, and a growth or a ratio is not", function()
    local function read(p, given) return assert(urssaf.read { text = p:to_csv(given) }) end
    assert_misuse(function() read(four():yoy()):total() end, "never added")
    local shares = four():shares { measure = RAD }
    assert.are.equal(1, shares:total().series[1]:at "2021-Q1")
    assert_misuse(function() read(shares):total() end, "never added")
    assert_misuse(function()
      read(four():yoy():filter { measure = RAD }, { columns = "code_departement" }):total()
    end, "never added")
    assert_misuse(function() read(four():rolling():filter { measure = IMM }):rolling() end,
      "covers several periods")
    -- 20+1+40+1+9+1 of 50+1+70+1: the remainder has no stock there, and Isère no active accounts
    local rate = four():with "taux_activite":filter { measure = "taux_activite" }
    local expected = 62 / 122
    for _, one in ipairs { rate, read(rate) } do
      local found = one:total { missing = "skip" }.series[1]:at "2020-Q1"
      assert.is_true(math.abs(found - expected) < 1e-12, found)
    end
  end)

  -- the figures of these three follow from the cells above by hand
  local function both(p, axis, operate)
    local results, measure = { operate(p) }, p.series[1].measure
    for _, given in ipairs { {}, { columns = axis, measure = measure },
      { rows = axis, columns = "period", measure = measure, preset = "fr" } } do
      results[#results + 1] = operate(assert(urssaf.read { text = p:to_csv(given) }))
    end
    return results
  end

  it("has the remainder of a region without own figures in its sum, read back or not", function()
    local p = remainder_of_a_region():filter { measure = IMM }:aggregate { by = "code_region" }
    assert.is_nil(p:get { code_region = "94" }.values[1])
    for _, one in ipairs(both(p, "code_region", function(q) return q:total() end)) do
      assert.are.same({ 15, 24, 27 }, small_panel.listed(one.series[1]))
      assert.is_nil(one.series[1].coverage)
    end
  end)

  it("has no value of the whole where only pseudo-units have one, read back or not", function()
    -- a remainder under the code of a region of its own, beside a region that begins later
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { false, 2 } },
      { { departement = "_non classé ailleurs_", code_departement = "NCA", code_region = "94",
        region = "Corse" }, [IMM] = { 5, 6 } } }):aggregate { by = "code_region" }
    assert.are.equal(5, p:get { code_region = "94" }.values[1])
    for _, one in ipairs(both(p, "code_region", function(q) return q:total() end)) do
      assert.are.same({ "-", 8 }, small_panel.listed(one.series[1]))
    end
  end)

  it("has what a unit had since it began in the year's sum, read back or not", function()
    local p = born():filter { measure = IMM }:annual()
    assert.is_nil(p:get { departement = "Isère" }.values[1])
    for _, one in ipairs(both(p, "departement", function(q) return q:total() end)) do
      assert.are.same({ 91, 12 }, small_panel.listed(one.series[1]))
    end
  end)

  it("tells of a growth across a change of units that they change, not which do", function()
    local p = remainder_of_a_region():filter { measure = IMM }:total()
    for _, given in ipairs { {}, { columns = "measure" } } do
      local growth = assert(urssaf.read { text = p:to_csv(given) }):qoq()
      local expected = { "-", 24 / 15 - 1, 27 / 24 - 1 }
      assert.are.same(expected, small_panel.listed(growth.series[1]))
      assert.matches("the units of Total change in Q2.+2020; the file that was read does not name"
        .. " them$", small_panel.note_text(growth, "perimeter"))
      assert.are.same({ "2020-Q2" }, small_panel.notes(growth, "perimeter")[1].periods)
      assert_misuse(function()
        assert(urssaf.read { text = p:to_csv(given) }):qoq { units = "common" }
      end, "units are no longer known")
    end
  end)

  it("has the mean over all units in the mean of means, read back or not", function()
    for _, one in ipairs(both(means(), "region", function(q)
      return q:total { how = "mean", missing = "skip" }
    end)) do
      assert.are.same({ 14 / 3, 11.5 }, small_panel.listed(one.series[1]))
    end
  end)

  it("written wide knows that its years' ratio is not made of its years' stocks", function()
    local p = four():filter { departement = "Ain" }:with "taux_activite":annual()
    local back = assert(urssaf.read { text = p:to_csv { columns = "measure" } })
    -- 21 + 24 + 29 + 36 of 51 + 54 + 59 + 66; the stock of the year is 66
    assert.are.equal(66, back:get { measure = STOCK }:at "2020")
    assert.are.equal(110 / 230, back:total():get { measure = "taux_activite" }:at "2020")
  end)

  it("of whole sums says of none that a unit is missing, read back or not", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2, 3 } },
      { keys.isere, [IMM] = { 4, 5, 6 } } }):aggregate { by = "region" }
    for _, one in ipairs(both(p, "region", function(q) return q end)) do
      local s = one.series[1]
      assert.are.same({ 2, 2, 2 }, s.expected)
      assert.are.same({}, { s.coverage, s.absent, s.without })
    end
  end)

  it("ends for the units and the sums that have ended alone, read back or not", function()
    -- Corse's last figure is the seventh; the others have one to the end, and so has the sum
    local function ends(p)
      local list = {}
      for i, s in ipairs(p.series) do list[i] = s.ends or "-" end
      return list
    end
    local function read_back(p) return assert(urssaf.read { text = p:to_csv() }) end
    assert.are.same({ "-", "-", "2021-Q3" }, ends(read_back(ended())))
    assert.are.same({ "-" }, ends(read_back(ended():total { missing = "skip" })))
    assert.are.same({ "-", "-", "2021-Q3" }, ends(read_back(ended():filter { to = "2021-Q4" })))
    local alone = ended():filter { departement = "Corse-du-Sud" }:total { missing = "skip" }
    assert.are.same({ "2021-Q3" }, ends(read_back(alone)))
  end)

  it("of partial sums written wide has no growth between those of other units", function()
    local p = four():filter { measure = IMM }:total { missing = "skip" }
    local back = assert(urssaf.read { text = p:to_csv { columns = "measure" } })
    assert.is_nil(back:qoq().series[1]:at "2021-Q2") -- Isère is missing
    -- Corse is missing, in both quarters: Ain, Isère and the rest are 82 + 83 + 81, 101 + 102 + 100
    assert.are.equal(303 / 246 - 1, back:qoq().series[1]:at "2022-Q2")
    assert.are.same({ 2, 3 }, back.series[1].coverage[10]) -- the rest is never expected
  end)
end)

-- ------------------------------------------------------------------ by hand

local HEADER = "period,code_departement,measure,value,unit,transform,nature,formula,numerator,"
  .. "denominator,status,present,expected,absent,without,dataset,notes\n"

local function read(rows, given)
  return urssaf.read({ text = HEADER .. rows }, given)
end

describe("a file", function()
  it("is a table of period, measure and value, and of keys", function()
    local p = assert(urssaf.read { text = "measure,value,period,code_departement\n"
      .. "population,652432,2020,01\npopulation,1271166,2020,38\npopulation,659180,2021,1\n" })
    assert.are.equal("year", p.frequency)
    assert.are.same({ "2020", "2021" }, p.periods)
    assert.are.same({ { code_departement = "01" }, { code_departement = "38" } },
      { p.series[1].key, p.series[2].key })
    assert.are.same({ 652432, 659180 }, small_panel.listed(p.series[1]))
    assert.are.same({ 1271166, "-" }, small_panel.listed(p.series[2]))
  end)

  it("of a French spreadsheet has decimal commas, and codes that lost their zero", function()
    local p = assert(urssaf.read { text = "\239\187\191period;code_departement;measure;value\r\n"
      .. "2021-Q1;1;'=x;-1,5\r\n2021-Q1;2a;'=x;2\r\n" })
    assert.are.equal(-1.5, p:get { departement = "01", measure = "=x" }:at "2021-Q1")
    assert.are.equal(2, p:get { departement = "2A", measure = "=x" }:at "2021-Q1")
  end)

  it("says its dataset, its source and its notes", function()
    local p = assert(read("2021-Q1,01,radiations,5,,,,,,,,,,,," .. MAIN .. ',"scope: a | source: b'
      .. ' [data_processed=""2026-07-16"" url=""u""]"\n'))
    assert.are.equal(MAIN, p.dataset)
    assert.are.equal(MAIN, p.series[1].dataset)
    assert.are.same({ { kind = "scope", message = "a" } }, p.notes)
    assert.are.same({ "2026-07-16", "u", 1 },
      { p.source.data_processed, p.source.url, p.source.rows })
  end)

  it("is cut to the options from, to and measures", function()
    local rows = "2021-Q1,01,radiations,5,,,,,,,,,,,,,\n2021-Q2,01,radiations,6,,,,,,,,,,,,,\n"
      .. "2021-Q1,01,immatriculations,7,,,,,,,,,,,,,\n"
    local p = assert(read(rows, { from = "2021-Q2", measures = { RAD } }))
    assert.are.same({ "2021-Q2" }, p.periods)
    assert.are.same({ 1, 6 }, { #p.series, p.series[1].values[1] })
  end)

  local GOOD = "2021-Q1,01,radiations,5,account,,flow,,,,final,1,1,,," .. MAIN .. ",\n"
  for name, case in pairs {
    ["a number that is none"] = { "2021-Q2,01,radiations,5x,account,,flow,,,,final,1,1,,,"
      .. MAIN .. ",\n", "decode", "line 3, column 4 (value): not a number", 3 },
    ["a decimal comma"] = { '2021-Q2,01,radiations,"5,5",account,,flow,,,,final,1,1,,,' .. MAIN
      .. ",\n", "decode", "line 3, column 4 (value): not a number" },
    ["a period that is none"] = { "2021-Q5,01,radiations,5,account,,flow,,,,final,1,1,,," .. MAIN
      .. ",\n", "decode", "line 3, column 1 (period): not a period" },
    ["a period of another kind"] = { "2021,01,radiations,5,account,,flow,,,,final,1,1,,," .. MAIN
      .. ",\n", "decode", "a year, where the rows before have quarters" },
    ["a period twice"] = { GOOD, "decode", "line 3, column 1 (period): radiations of 01 has this"
      .. " period twice, first on line 2" },
    ["a period twice, the code without its zero"] = { (GOOD:gsub(",01,", ",1,")), "decode",
      "twice, first on line 2" },
    ["too many periods"] = { (GOOD:gsub("2021", "9021")), "limit", "more than 2000 periods" },
    ["another unit of measure"] = { "2021-Q2,01,radiations,5,EUR,,flow,,,,final,1,1,,," .. MAIN
      .. ",\n", "decode", '(unit): "EUR", where the same series has "account" on line 2' },
    ["another dataset"] = { "2021-Q2,38,radiations,5,account,,flow,,,,final,1,1,,,other,\n",
      "schema", "rows of two datasets" },
    ["a nature that is none"] = { "2021-Q2,38,radiations,5,account,,flux,,,,final,1,1,,," .. MAIN
      .. ",\n", "decode", "(nature): no nature" },
    ["a growth that may be added"] = { "2021-Q2,38,radiations,5,1,yoy,flow,,,,final,1,1,,," .. MAIN
      .. ",\n", "decode", "(nature): a flow, though these are the results of yoy" },
    ["a growth of no nature"] = { "2021-Q2,38,radiations,5,1,yoy,,,,,final,1,1,,," .. MAIN
      .. ",\n", "decode", "(nature): empty" },
    ["a status that is none"] = { "2021-Q2,01,radiations,5,account,,flow,,,,fianl,1,1,,," .. MAIN
      .. ",\n", "decode", '(status): "fianl" is no status' },
    ["counts that contradict each other"] = {
      "2021-Q2,01,radiations,5,account,,flow,,,,final,2,1,,," .. MAIN .. ",\n", "decode",
      "(present): more units than the expected ones" },
    ["a count that is none"] = { "2021-Q2,01,radiations,5,account,,flow,,,,final,x,1,,," .. MAIN
      .. ",\n", "decode", "(present): not a number of units" },
    ["a formula that is none"] = { "2021-Q2,01,x,5,,,ratio,a over b,,,final,1,1,,," .. MAIN
      .. ",\n", "decode", "(formula): no formula" },
    ["a ratio that is not that of its parts"] = {
      "2021-Q2,01,x,5,,,ratio,a / b,1,2,final,1,1,,," .. MAIN .. ",\n", "decode",
      "(value): not the quotient" },
    ["notes that are none"] = { "2021-Q2,01,radiations,5,account,,flow,,,,final,1,1,,," .. MAIN
      .. ",seen\n", "decode", "(notes): notes that were not written" },
    ["no measure"] = { "2021-Q2,01,,5,account,,flow,,,,final,1,1,,," .. MAIN .. ",\n", "decode",
      "(measure): no measure" },
    ["a cell too few"] = { "2021-Q2,01,radiations\n", "decode", "3 cells where the header has 17" },
    ["bytes that are no text"] = { "2021-Q2,\255,radiations,5,account,,flow,,,,final,1,1,,," .. MAIN
      .. ",\n", "decode", "not valid UTF-8" },
  } do
    it("with " .. name .. " is refused, with the line", function()
      local p, err = read(GOOD .. case[1])
      assert.is_nil(p)
      assert.are.equal(case[2], err.kind)
      assert.matches(case[3], err.message, 1, true)
      assert.are.equal(3, err.line)
    end)
  end

  it("may say which expected units are missing, and not which are missing of all", function()
    local p = assert(read("2020-Q1,01,radiations,5,,,,,,,final,1,1,,,d,\n"
      .. "2020-Q2,01,radiations,,,,,,,,missing,0,1,1,,d,\n"))
    local s = p.series[1]
    assert.are.same({ 1, 1 }, s.expected)
    assert.are.equal("", s.absent[1])
    assert.are_not.equal("", s.absent[2])
  end)

  it("may say how many units are missing, and not which: they are others in each period", function()
    local s = assert(read("2020-Q1,01,radiations,5,,,,,,,final,2,2,,,d,\n"
      .. "2020-Q2,01,radiations,7,,,,,,,partial,2,3,,,d,\n"
      .. "2020-Q3,01,radiations,8,,,,,,,partial,2,3,,,d,\n")).series[1]
    assert.are.same({ { 2, 2 }, { 2, 3 }, { 2, 3 } }, s.coverage)
    assert.are.same({ "-", "-", "-" }, small_panel.listed(s:qoq()))
  end)

  it("may have a value before any is expected, with which the series begins", function()
    local p = assert(read("2020-Q1,01,radiations,5,,,,,,,final,0,0,,,d,\n"
      .. "2020-Q2,01,radiations,7,,,,,,,final,1,1,,,d,\n"))
    assert.are.same({ 0, 1 }, p.series[1].expected)
    assert.is_nil(p.series[1].since)
    assert.are.same({ "-", 7 / 5 - 1 }, small_panel.listed(p.series[1]:qoq()))
  end)

  it("has notes in any row, equal ones once", function()
    local text = "period,code_departement,measure,value,notes\n"
      .. "2021-Q1,01,radiations,5,a: x | b: y\n2021-Q1,38,radiations,6,a: x | c: z\n"
    assert.are.same({ { kind = "a", message = "x" }, { kind = "b", message = "y" },
      { kind = "c", message = "z" } }, assert(urssaf.read { text = text }).notes)
  end)

  it("may not name millions of periods in its notes", function()
    local lines = { "period,code_departement,measure,value,notes" }
    for i = 1, 112 do
      lines[i + 1] = ('2021-Q1,u%d,radiations,5,"a: %d [periods=""1000..9999""]"'):format(i, i)
    end
    -- 111 rows name 999 000 periods, the next one more than a million
    assert.is_truthy(urssaf.read { text = table.concat(lines, "\n", 1, 112) .. "\n" })
    local _, err = urssaf.read { text = table.concat(lines, "\n") .. "\n" }
    assert.are.same({ "decode", 113 }, { err.kind, err.line })
  end)

  it("may have no addend beside a value, nor one that is no number", function()
    local header = "period,code_departement,measure,value,addend\n2021-Q1,01,radiations,,6\n"
    assert.are.equal(6, assert(urssaf.read { text = header }).series[1].addends[1])
    for _, case in ipairs { { "2021-Q2,01,radiations,5,6\n", "(addend): there is a value" },
      { "2021-Q2,01,radiations,,x\n", "(addend): not a number" } } do
      local _, err = urssaf.read { text = header .. case[1] }
      assert.matches("line 3, column 5 " .. case[2], err.message, 1, true)
    end
  end)

  it("without a row is incomplete", function()
    local _, err = read ""
    assert.are.equal("incomplete", err.kind)
  end)

  it("with a remark in a column of its own is refused, unless that is a dimension", function()
    local text = "period,code_departement,measure,value,remark\n2021-Q1,01,radiations,5,\n"
      .. "2021-Q2,01,radiations,6,odd\n"
    local _, err = urssaf.read { text = text }
    assert.are.equal("schema", err.kind)
    assert.matches('dimensions = { "remark" }', err.message, 1, true)
    assert.are.equal(2, #assert(urssaf.read({ text = text }, { dimensions = { "remark" } })).series)
  end)

  it("is held to the bounds of units", function()
    local _, err = read("2021-Q1,01,radiations,5,,,,,,,,,,,,,\n"
      .. "2021-Q1,02,radiations,5,,,,,,,,,,,,,\n", { max_units = 1 })
    assert.are.same({ "limit", 3 }, { err.kind, err.line })
  end)

  it("lacks a measure or a dataset that is asked for", function()
    local row = "2021-Q1,01,radiations,5,,,,,,,,,,,," .. MAIN .. ",\n"
    local _, err = read(row, { measures = { "radiation" } })
    assert.matches("no measure 'radiation' (did you mean 'radiations'?)", err.message, 1, true)
    _, err = read(row, { dataset = "other" })
    assert.matches("of auto-entrepreneurs-par-departement, not of other", err.message, 1, true)
  end)
end)

describe("a wide file", function()
  it("may have a header of more bytes than are read at once", function()
    local header, values = { "period" }, { "2021-Q1" }
    for i = 1, 12000 do header[i + 1], values[i + 1] = "unit" .. i, i end
    local p = assert(urssaf.read { text = table.concat(header, ",")
      .. ",columns,measure,dataset,notes\n" .. table.concat(values, ",")
      .. ",region,radiations,,\n" })
    assert.are.equal(12000, #p.series)
    assert.are.equal(11999, p:get { region = "unit11999" }.values[1])
  end)

  local function wide()
    return four():filter { measure = RAD }:to_csv { columns = "code_departement" }
  end
  local function change(from, to)
    local text = wide():gsub(from, to, 1)
    assert.are_not.equal(wide(), text)
    return urssaf.read { text = text }
  end

  for name, case in pairs {
    ["a number that is none"] = { "\n2020%-Q2,%d+,", "\n2020-Q2,x,",
      "column 2 (01): not a number" },
    ["a period twice"] = { "\n2020%-Q2,", "\n2020-Q1,", "twice, first on line 2" },
    ["a measure that changes"] = { "(\n2020%-Q2,[^\n]*),radiations,", "%1,immatriculations,",
      '(measure): "immatriculations", where line 2 has "radiations"' },
    ["a list that is too short"] = { "|Ain|", "|", "where the table has 4 columns" },
    ["a status that is none"] = { "(\n2020%-Q2,[^\n]*),final,", "%1,finale,",
      '(status): "finale" is no status' },
    ["counts that are too many"] = { ",|1|0|1|1,", ",|1|0|1|1|1,", "(expected): a list of 5,"
      .. " where the table has 4 columns" },
    ["another axis"] = { "(\n2020%-Q2,[^\n]*),code_departement,", "%1,measure,",
      "(columns): not what the columns are" },
  } do
    it("with " .. name .. " is refused, with the line", function()
      local p, err = change(case[1], case[2])
      assert.is_nil(p)
      assert.matches(case[3], err.message, 1, true)
      assert.is_true(err.line == 2 or err.line == 3, err.line)
    end)
  end
end)

for name, exports in pairs { written_long = { "new" }, written_wide = { "new" },
    written_series = { "new", "note" }, written_facts = { "new" },
    written_composition = { "settle", "settle_roles" },
    written = { "delimiter", "new" } } do
  describe("urssaf.csv." .. name, function() hygiene("urssaf.csv." .. name, exports) end)
end
