local cjson = require "spec.support.cjson"
local hygiene = require "spec.support.hygiene"
local panel = require "urssaf.panel"
local urssaf = require "urssaf"

-- Three places, two measures, three quarters. A value tells its place: 10 × unit + quarter for
-- immatriculations, negative for radiations. One cell is missing.
local TEXT = [[
code_region;region;code_departement;departement;annee;trimestre;immatriculations;radiations
84;Auvergne-Rhône-Alpes;01;Ain;2020;3;11;-11
84;Auvergne-Rhône-Alpes;01;Ain;2020;4;12;-12
84;Auvergne-Rhône-Alpes;01;Ain;2021;1;13;-13
84;Auvergne-Rhône-Alpes;38;Isère;2020;3;21;-21
84;Auvergne-Rhône-Alpes;38;Isère;2020;4;;-22
84;Auvergne-Rhône-Alpes;38;Isère;2021;1;23;-23
94;Corse;2A;Corse-du-Sud;2020;3;31;-31
94;Corse;2A;Corse-du-Sud;2020;4;32;-32
94;Corse;2A;Corse-du-Sud;2021;1;33;-33
]]

local function departements(p)
  local list = {}
  for i, s in ipairs(p.series) do list[i] = s.key.departement .. "/" .. s.measure:sub(1, 1) end
  return table.concat(list, " ")
end

describe("a panel", function()
  local p

  before_each(function() p = assert(urssaf.read { text = TEXT }) end)

  describe("filter", function()
    for name, case in pairs {
      ["by a key"] = { { departement = "Ain" }, "Ain/i Ain/r" },
      ["by a list of values"] = { { code_departement = { "38", "01" } },
        "Ain/i Ain/r Isère/i Isère/r" },
      ["by a measure"] = { { measure = "radiations" }, "Ain/r Corse-du-Sud/r Isère/r" },
      ["by a list of measures"] = { { measure = { "radiations", "immatriculations" },
        region = "Corse" }, "Corse-du-Sud/i Corse-du-Sud/r" },
      ["by a predicate"] = { { departement = function(name) return name:sub(1, 1) == "I" end },
        "Isère/i Isère/r" },
      ["by two keys"] = { { region = "Auvergne-Rhône-Alpes", measure = "radiations" },
        "Ain/r Isère/r" },
      ["by a value that is not there"] = { { departement = "Rhône" }, "" },
      ["by a known key that this panel has not"] = { { secteur_na28i = "x" }, "" },
      ["by a known measure that this panel has not"] = { { measure = "dpae_brut" }, "" },
      ["by a number"] = { { departement = 1 }, "Ain/i Ain/r" },
      ["by a code in place of a name"] = { { departement = "38" }, "Isère/i Isère/r" },
      ["by a name in place of a code"] = { { code_departement = "Isère" }, "Isère/i Isère/r" },
      ["by a code without its zero"] = { { code_departement = { 1, "2a" } },
        "Ain/i Ain/r Corse-du-Sud/i Corse-du-Sud/r" },
      ["without accents, hyphens and capitals"] = { { region = "auvergne rhone alpes" },
        "Ain/i Ain/r Isère/i Isère/r" },
      ["with blanks around"] = { { departement = " Isère " }, "Isère/i Isère/r" },
      ["by a region's number"] = { { code_region = 94 }, "Corse-du-Sud/i Corse-du-Sud/r" },
      ["by area"] = { { area = "metropole", measure = "radiations" },
        "Ain/r Corse-du-Sud/r Isère/r" },
      ["by an area that has nothing here"] = { { area = "drom" }, "" },
      ["by a region that is not here"] = { { region = "PACA" }, "" },
      ["by nothing"] = { {}, "Ain/i Ain/r Corse-du-Sud/i Corse-du-Sud/r Isère/i Isère/r" },
    } do
      it(name, function() assert.are.equal(case[2], departements(p:filter(case[1]))) end)
    end

    it("by units does not change the grid", function()
      assert.are.equal(p.periods, p:filter { departement = "Ain" }.periods)
    end)

    it("by from and to cuts the grid, both ends included", function()
      local cut = p:filter { from = "T4 2020", to = "2020-12-31" }
      assert.are.same({ "2020-Q4" }, cut.periods)
      assert.are.same({ 12 }, cut.series[1].values)
      assert.are.equal(cut.periods, cut.series[1].periods)
      assert.are.same({ "2020-Q3", "2020-Q4" }, p:filter { to = 2020 }.periods)
      assert.are.same({ "2021-Q1" }, p:filter { from = "2021" }.periods)
    end)

    it("by a span that is larger than the grid keeps all of it, outside nothing", function()
      assert.are.same(p.periods, p:filter { from = 1990, to = 2050 }.periods)
      assert.are.same({}, p:filter { from = 2030 }.periods)
      assert.are.equal(6, #p:filter { from = 2030 }.series)
      assert.is_nil(p:filter { from = 2030 }.series[1]:first())
    end)

    it("keeps a missing cell missing, in its place", function()
      local cut = p:filter { from = "2020-Q4", departement = "Isère" }.series[1]
      assert.is_nil(cut.values[1])
      assert.are.equal(23, cut.values[2])
    end)

    it("does not change the panel", function()
      local before = cjson.encode(p.series[1].values)
      p:filter { from = "2020-Q4", departement = "Ain" }
      assert.are.equal(before, cjson.encode(p.series[1].values))
      assert.are.equal(6, #p.series)
      assert.are.equal(3, #p.periods)
    end)

    it("keeps dataset, source and notes", function()
      local cut = p:filter { departement = "Ain" }
      assert.are.equal(p.source, cut.source)
      assert.are.equal(p.notes, cut.notes)
      assert.are.equal(p.dataset, cut.dataset)
    end)

    for name, case in pairs {
      ["an unknown key"] = { { departemant = "Ain" }, "unknown key 'departemant'",
        "did you mean 'departement'?" },
      ["an unknown measure"] = { { measure = "immatriculation" }, "unknown measure",
        "did you mean 'immatriculations'?" },
      ["a place that is nowhere"] = { { departement = "Isèr" }, "Isèr", "Isère" },
      ["a code that is nowhere"] = { { code_departement = 20 }, "20", "'20'" },
      ["an area that is none"] = { { area = "metropol" }, "area", "did you mean 'metropole'?" },
      ["a table for a name"] = { { departement = { {} } }, "departement", "a name or a code" },
      ["a unit's key for its code"] = { { departement = { code_departement = "01" } },
        "departement: a value, a list of values or a function", "a table that is no list" },
      ["a list for a selection"] = { { "Ain" }, "a key for each value", "got a list" },
      ["a list with a hole"] = { { departement = { nil, "Ain" } }, "departement", "no list" },
      ["an area by name"] = { { area = { metropole = true } }, "area: a value", "no list" },
      ["measures by name"] = { { measure = { radiations = true } }, "measure: a value", "no list" },
      ["from after to"] = { { from = 2021, to = "2020-Q4" }, "from is after to",
        "2021, 2020-Q4" },
      ["a bad quarter"] = { { from = "2021-Q5" }, "2021-Q5", "not one quarter" },
    } do
      it(name .. " raises, with advice", function()
        local ok, message = pcall(p.filter, p, case[1])
        assert.is_false(ok)
        assert.matches(case[2], message, 1, true)
        assert.matches(case[3], message, 1, true)
      end)
    end

    it("raises on an invalid quarter, even in an empty grid", function()
      assert.has_error(function() p:filter { from = 2030 }:filter { from = "2021-Q5" } end)
    end)

    it("raises without a table", function()
      assert.has_error(function() p:filter "Ain" end)
    end)
  end)

  describe("get", function()
    it("finds the one series", function()
      local s = assert(p:get { departement = "Isère", measure = "radiations" })
      assert.are.same({ -21, -22, -23 }, s.values)
    end)

    it("of several fails with the kind `ambiguous`", function()
      local s, err = p:get { departement = "Isère" }
      assert.is_nil(s)
      assert.are.equal("ambiguous", err.kind)
      assert.matches("2 series", err.message, 1, true)
      assert.matches("they differ in measure:", err.message, 1, true)
      assert.matches("Isère (38)", err.message, 1, true)
      assert.matches("series match {}:", select(2, p:get {}).message, 1, true)
    end)

    it("of none fails with the kind `none`", function()
      local s, err = p:get { departement = "Rhône", measure = "radiations" }
      assert.is_nil(s)
      assert.are.equal("none", err.kind)
      assert.matches("Rhône", err.message, 1, true)
    end)

    it("accepts the spellings that filter accepts", function()
      assert.are.same({ -21, -22, -23 }, p:get { departement = "isere", measure = "radiations" }
        .values)
    end)
  end)

  it("returns nothing for a value that was filtered out, without an error", function()
    local some = assert(urssaf.read { text = "annee;region;nouveaux;radiations\n2020;R;1;2\n" })
    local none, err = some:filter { measure = "radiations" }:get { measure = "nouveaux" }
    assert.is_nil(none)
    assert.are.equal("none", err.kind)
  end)

  it("knows the names of any column without regard to case and accents", function()
    local some = assert(urssaf.read { text = "annee;secteur_na28i;radiations\n"
      .. "2020;Hébergement;1\n2020;Énergie;2\n" })
    assert.are.equal(2, some:get { secteur_na28i = "energie" }:at(2020))
    assert.are.equal(2, #some:filter { secteur_na28i = { "ENERGIE", "hebergement " } }.series)
  end)

  it("raises on a value of a column that no unit ever had, not on one that was filtered out",
    function()
      local some = assert(urssaf.read { text = "annee;secteur_na28i;radiations\n"
        .. "2020;Hébergement;1\n2020;Énergie;2\n" })
      local ok, message = pcall(some.filter, some, { secteur_na28i = "Energi" })
      assert.is_false(ok)
      assert.matches("no secteur_na28i is 'Energi' (did you mean 'Énergie'?)", message, 1, true)
      local energy = some:filter { secteur_na28i = "Énergie" }
      assert.are.equal(0, #energy:filter { secteur_na28i = "Hébergement" }.series)
    end)

  it("finds a place by its name where there is no code, and by its code where there is no name",
    function()
      local by_name = assert(urssaf.read { text = "annee;departement;radiations\n"
        .. "2020;COTES D ARMOR;1\n2020;Ain;2\n" })
      assert.are.equal(1, by_name:get { departement = "22" }:at(2020))
      local by_code = assert(urssaf.read { text = "annee;code_departement;radiations\n"
        .. "2020;22;1\n2020;1;2\n" })
      assert.are.equal(1, by_code:get { departement = "Côtes-d'Armor" }:at(2020))
    end)

  it("finds the remainder by its name", function()
    local some = assert(urssaf.read { text = "annee;code_departement;departement;radiations\n"
      .. "2020;01;Ain;1\n2020;;_non classé ailleurs_;2\n" })
    assert.are.equal(2, some:get { departement = "_non classé ailleurs_" }:at(2020))
    assert.are.equal(1, #some:filter { area = "metropole" }.series)
  end)

  it("calls a predicate for the units that have the key", function()
    local some = assert(urssaf.read { text = "annee;code_departement;departement;radiations\n"
      .. "2020;01;Ain;1\n2020;;ailleurs;2\n" })
    local first = some:filter { code_departement = function(c) return c:sub(1, 1) == "0" end }
    assert.are.equal(1, #first.series)
  end)

  it("rows visits every cell, missing ones too", function()
    local lines = {}
    for period, key, measure, value in p:rows() do
      lines[#lines + 1] = ("%s %s %s %s"):format(period, key.code_departement, measure:sub(1, 1),
        tostring(value))
    end
    assert.are.equal(18, #lines)
    assert.are.equal("2020-Q3 01 i 11", lines[1])
    assert.are.equal("2021-Q1 01 i 13", lines[3])
    assert.are.equal("2020-Q3 01 r -11", lines[4])
    assert.are.equal("2020-Q4 38 i nil", lines[14])
    assert.are.equal("2021-Q1 38 r -23", lines[18])
  end)

  it("rows of an empty panel has none", function()
    assert.is_nil(p:filter { departement = "Rhône" }:rows()())
    assert.is_nil(p:filter { from = 2030 }:rows()())
  end)

  it("tostring is one line", function()
    assert.are.equal("panel: 6 series, 2020-Q3 to 2021-Q1", tostring(p))
    assert.are.equal("panel: 0 series, no period",
      tostring(p:filter { departement = "Rhône", from = 2030 }))
    local published = panel.new { dataset = "d", frequency = "quarter", periods = {}, series = {},
      source = { data_processed = "2026-07-16T07:30:12+00:00" } }
    assert.are.equal("d: 0 series, no period, published 2026-07-16", tostring(published))
    published.notes = { { kind = "empty" }, { kind = "cut" } }
    assert.are.equal("d: 0 series, no period, published 2026-07-16, 2 notes", tostring(published))
  end)

  it("is a plain table to cjson and ipairs", function()
    local text = cjson.encode { p.series[1].key, p.series[1].values }
    assert.are.same({ p.series[1].key, p.series[1].values }, cjson.decode(text))
  end)
end)

describe("a series", function()
  local s, all

  before_each(function()
    all = assert(urssaf.read { text = TEXT })
    s = assert(all:get { departement = "Isère", measure = "immatriculations" })
  end)

  it("at takes any spelling of a quarter", function()
    for _, spelling in ipairs { "2020-Q3", "T3 2020", "2020-09-30", { 2020, 3 } } do
      assert.are.equal(21, s:at(spelling))
    end
  end)

  it("at is nil where a value is missing and outside the grid", function()
    assert.is_nil(s:at "2020-Q4")
    assert.is_nil(s:at "2020-Q2")
    assert.is_nil(s:at "2021-Q2")
    assert.is_nil(s:at "1999-Q1")
    assert.is_nil(all:filter { from = 2030 }.series[1]:at "2020-Q3")
  end)

  it("at raises on an invalid quarter", function()
    assert.has_error(function() s:at "2020" end)
    assert.has_error(function() s:at(1) end)
  end)

  it("first and last skip missing values, and return the period", function()
    assert.are.same({ 21, "2020-Q3" }, { s:first() })
    assert.are.same({ 23, "2021-Q1" }, { s:last() })
    local middle = urssaf.read { text = "annee;trimestre;region;radiations;immatriculations\n"
      .. "2020;1;R;;1\n2020;2;R;5;1\n2020;3;R;;1\n" }:get { measure = "radiations" }
    assert.are.same({ 5, "2020-Q2" }, { middle:first() })
    assert.are.same({ 5, "2020-Q2" }, { middle:last() })
  end)

  it("without values has no first, no last, and a count of zero", function()
    local none = urssaf.read { text = "annee;trimestre;region;radiations;immatriculations\n"
      .. "2020;1;R;;1\n" }:get { measure = "radiations" }
    assert.are.equal(0, select("#", none:first()))
    assert.are.equal(0, select("#", none:last()))
    assert.are.equal(0, none:count())
  end)

  it("each visits the whole grid", function()
    local seen = {}
    for period, value in s:each() do seen[#seen + 1] = period .. "=" .. tostring(value) end
    assert.are.same({ "2020-Q3=21", "2020-Q4=nil", "2021-Q1=23" }, seen)
  end)

  it("count counts the values", function()
    assert.are.equal(2, s:count())
  end)

  it("tostring is one line", function()
    assert.are.equal("immatriculations, Isère (38): 2020-Q3 to 2021-Q1, 2 of 3 values", tostring(s))
    local whole = urssaf.read { text = "annee;trimestre;radiations\n2020;1;5\n" }.series[1]
    assert.are.equal("radiations, the whole: 2020-Q1 to 2020-Q1, 1 of 1 values", tostring(whole))
    local sector = urssaf.read { text = "annee;region;secteur_na28i;radiations\n2020;R;A;5\n" }
    assert.are.equal("radiations, R, A: 2020 to 2020, 1 of 1 values", tostring(sector.series[1]))
  end)
end)

describe("urssaf.panel", function()
  hygiene("urssaf.panel", { "new", "of", "series_of" })
end)

describe("urssaf.panel.series", function()
  hygiene("urssaf.panel.series", { "addend", "cut", "expectation", "like", "role", "since",
    "start", "stop" })
end)

describe("urssaf.panel.selection", function()
  hygiene("urssaf.panel.selection", { "check_how", "check_key", "measure", "measure_matcher",
    "of_measures", "only", "series", "universe" })
end)

for name, exports in pairs {
  ["urssaf.domain.catalogue.family"] = { "DEPARTEMENT", "REGION", "of" },
  ["urssaf.domain.datasets"] = { "CALENDAR", "DATASET", "is_empty_none", "names", "of",
    "required" },
  ["urssaf.domain.dimensions"] = { "BEHIND", "code_width", "is_common", "names", "rank" },
  ["urssaf.domain.estimates"] = { "of" },
  ["urssaf.domain.hierarchy"] = { "above", "finest" },
  ["urssaf.domain.recognition"] = { "left_out", "of_file" },
  ["urssaf.csv.column_notes"] = { "of", "with_rounded" },
} do
  describe(name, function() hygiene(name, exports) end)
end

describe("the dataset of a series", function()
  local function panel_of(dataset)
    local periods, values = {}, {}
    for year = 2020, 2021 do
      for quarter = 1, 4 do
        periods[#periods + 1] = ("%d-Q%d"):format(year, quarter)
        values[#periods] = 10 * #periods
      end
    end
    local list = {}
    for i, place in ipairs { "Ain", "Aisne" } do
      for j, measure in ipairs { "economiquement_actifs", "administrativement_actifs" } do
        list[2 * (i - 1) + j] = { measure = measure, frequency = "quarter",
          key = { departement = place }, periods = periods, values = values }
      end
    end
    return panel.new { dataset = dataset, frequency = "quarter", periods = periods, series = list }
  end

  local INDEPENDENTS = "travailleurs-independants-par-departement"

  for name, make in pairs {
    ["a filter"] = function(p) return p:filter { departement = "Ain", from = 2021 } end,
    ["a sum"] = function(p) return p:total() end,
    ["a year"] = function(p) return p:annual() end,
    ["a growth"] = function(p) return p:yoy() end,
    ["a ratio"] = function(p) return p:with "taux_activite" end,
    ["a ratio of sums"] = function(p) return p:with("taux_activite"):total() end,
  } do
    it("stays that of " .. name, function()
      for _, s in ipairs(make(panel_of(INDEPENDENTS)).series) do
        assert.are.equal(INDEPENDENTS, s.dataset)
      end
      for _, s in ipairs(make(panel_of(nil)).series) do assert.is_nil(s.dataset) end
    end)
  end

  it("says which breaks its measure has", function()
    local function breaks_in(dataset)
      local count = 0
      for _, note in ipairs(panel_of(dataset):filter { measure = "administrativement_actifs" }
        :yoy().notes) do
        if note.kind == "break" then count = count + 1 end
      end
      return count
    end
    assert.are.equal(0, breaks_in(INDEPENDENTS))
    assert.is_true(breaks_in(nil) > 0)
    assert.is_true(breaks_in "auto-entrepreneurs-par-departement" > 0)
  end)

  it("is no field of its own", function()
    local p = panel_of(INDEPENDENTS)
    assert.is_nil(rawget(p.series[1], "dataset"))
    assert.are.same(panel_of(nil).series, p.series)
  end)
end)
