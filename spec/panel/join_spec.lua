-- Measures from outside, and constant prices. All figures are invented; the expected ones are
-- worked out by hand.
local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local small_panel = require "spec.support.small_panel"

local keys, listed, notes = small_panel.keys, small_panel.listed, small_panel.notes
local IMM, CA = "immatriculations", "chiffres_d_affaires"
local fr = languages.of "fr"

-- One year of two units and the remainder.
local function small()
  return small_panel.panel(2021, { IMM, CA }, {
    { keys.ain, [IMM] = { 10, 20, 30, 40 }, [CA] = { 100, 200, 300, 400 } },
    { keys.isere, [IMM] = { 60, 60, 60, 60 }, [CA] = { 1000, false, 1200, 1300 } },
    { keys.rest, [IMM] = { 5, 5, 5, 5 }, [CA] = { 1, 1, 1, 1 } } })
end

local function get(panel, measure, place)
  return assert(panel:get { measure = measure, departement = place })
end

-- A file with some text, until the end of a test.
local function with_file(text, work)
  local path = os.tmpname()
  local handle = assert(io.open(path, "wb"))
  handle:write(text)
  handle:close()
  local ok, problem = pcall(work, path)
  os.remove(path)
  assert(ok, problem)
end

local function population(extra)
  local given = { by = "code_departement", measure = "population", nature = "count",
    unit = "person", rows = { { code_departement = 1, population = 2000 },
      { code_departement = "38", population = 4000 } } }
  for name, value in pairs(extra or {}) do given[name] = value end
  return given
end

describe("join", function()
  it("gives each unit its value in all periods, and the remainder none", function()
    local p = assert(small():join(population()))
    assert.are.same({ 2000, 2000, 2000, 2000 }, listed(get(p, "population", "Ain")))
    assert.are.same({ 4000, 4000, 4000, 4000 }, listed(get(p, "population", "Isère")))
    assert.are.same({ "-", "-", "-", "-" }, listed(get(p, "population", "NCA")))
    assert.are.equal(9, #p.series)
    assert.are.equal(6, #small().series)
  end)

  it("adds up by its nature: over units summed, over time averaged", function()
    local p = assert(small():join(population()))
    assert.are.same({ 6000, 6000, 6000, 6000 },
      listed(p:total():get { measure = "population" }))
    assert.are.same({ 2000 }, listed(get(p:annual(), "population", "Ain")))
    assert_misuse(function()
      assert(small():join { rows = population().rows, by = "code_departement",
        measure = "population" }):total()
    end, "say how it is combined")
  end)

  it("makes ratios per thousand, of each unit and of sums", function()
    local p = assert(small():join(population())):with("per_1000", { numerator = IMM,
      denominator = "population", scale = 1000,
      label = { fr = "Pour mille habitants", en = "Per thousand" } })
    local s = get(p, "per_1000", "Ain")
    assert.are.same({ 5, 10, 15, 20 }, listed(s))
    assert.are.equal("account/1000 person", s.unit)
    assert.are.equal("Pour mille habitants", fr:title(s))
    assert.are.equal("comptes pour 1\226\128\175000 personnes", fr:unit_of(s))
    assert.are.equal("accounts per 1,000 people", languages.of "en":unit_of(s))
    -- a year: (10 + 20 + 30 + 40) / 2000 · 1000
    assert.are.same({ 50 }, listed(get(p:annual(), "per_1000", "Ain")))
    assert.are.same({ 15, 15, 15, 15 }, listed(get(p, "per_1000", "Isère")))
  end)

  it("has a percentage for a scale of 100 of one unit", function()
    local p = small():with("x", { numerator = IMM, denominator = IMM, scale = 100 })
    assert.are.equal("%", get(p, "x", "Ain").unit)
    assert.are.same({ 100, 100, 100, 100 }, listed(get(p, "x", "Ain")))
  end)

  it("takes values by period, those of a year for each of its quarters", function()
    local p = assert(small():join { by = "period", measure = "prix", nature = "ratio",
      unit = "index", rows = { { period = 2021, prix = 110 }, { period = "2020", prix = 100 } } })
    for _, place in ipairs { "Ain", "NCA" } do
      assert.are.same({ 110, 110, 110, 110 }, listed(get(p, "prix", place)))
    end
    p = assert(small():join { by = "period", measure = "prix", nature = "ratio", unit = "index",
      rows = { { period = "T2 2021", prix = 1 }, { period = "2021-Q4", prix = 2 } } })
    assert.are.same({ "-", 1, "-", 2 }, listed(get(p, "prix", "Ain")))
  end)

  it("takes values by unit and period; an empty cell is missing", function()
    with_file("Département;Trimestre;Entreprises\nAIN;2021-Q1;1 234\nain;2021-Q2;\n"
      .. "Isere;T1 2021;12,5\n\n", function(path)
      local p = assert(small():join { file = path, by = { "departement", "period" },
        columns = { period = "trimestre" }, measure = "entreprises", nature = "stock" })
      assert.are.same({ 1234, "-", "-", "-" }, listed(get(p, "entreprises", "Ain")))
      assert.are.same({ 12.5, "-", "-", "-" }, listed(get(p, "entreprises", "Isère")))
    end)
  end)

  it("says how to name the column of a key, if the table has none of its name", function()
    with_file("DEP;PTOT\n01;7\n", function(path)
      local given = { file = path, by = "code_departement", measure = "x", column = "PTOT" }
      local _, err = small():join(given)
      assert.are.equal("schema", err.kind)
      assert.matches("no column 'code_departement'; it has DEP, PTOT"
        .. ' (columns = { code_departement = "…" } names it)', err.message, 1, true)
      assert.are.equal('columns = { code_departement = "…" } names it', err.in_lua)
      given.columns, given.column = { code_departement = "DEP" }, "PTOTE"
      _, err = small():join(given)
      assert.are.equal("PTOT", err.nearest)
      given.columns, given.column = { code_departement = "CODE" }, "PTOT"
      _, err = small():join(given)
      assert.matches("no column 'CODE'; it has DEP, PTOT$", err.message)
      given.columns = { code_departement = "DEP" }
      assert.are.same({ 7, 7, 7, 7 }, listed(get(assert(small():join(given)), "x", "Ain")))
    end)
    assert_misuse(function()
      small():join(population { by = { nil, "code_departement" } })
    end, "'by' must be a name, or a list of names")
  end)

  it("reads files of any usual kind: BOM, Latin-1, quotes, commas, tabs", function()
    for _, text in ipairs { "\239\187\191code_departement,x\r\n01,7.5\r\n38,8\r\n",
      '"Code d\233partement"\tx\n"1"\t7,5\n38\t8', "code_departement|x\n1|7,5\n38|8\n",
      "x;code_departement\n+7,5;01\n8;38\n" } do
      with_file(text, function(path)
        local p = assert(small():join { file = path, by = "code_departement", measure = "x" })
        assert.are.same({ 7.5, 7.5, 7.5, 7.5 }, listed(get(p, "x", "Ain")))
        assert.are.same({ 8, 8, 8, 8 }, listed(get(p, "x", "Isère")))
      end)
    end
  end)

  it("says where the figures come from, and what could not be matched", function()
    local rows = { { code_departement = "01", population = 1 },
      { code_departement = "9Z", population = 2 } }
    local p = assert(small():join(population { rows = rows, source = "Insee" }))
    local found = notes(p, "joined")
    assert.are.equal("from Insee, not from Urssaf", found[1].message)
    assert.are.equal("no unit of these data is 9Z", found[2].message)
    assert.are.equal("missing for Isère (38), which the table lacks", found[3].message)
    assert.are.equal("population\194\160: d'après Insee, et non l'Urssaf.", fr:note(found[1]))
    assert.are.equal("population\194\160: aucune unité de ces données n'est 9Z.", fr:note(found[2]))
    assert.are.equal("population\194\160: valeurs absentes pour Isère (38), que la table n'a pas.",
      fr:note(found[3]))
    -- the notes of a part are those of the ratio, too
    p = p:with("x", { numerator = IMM, denominator = "population" }):filter { measure = "x" }
    assert.are.equal(3, #notes(p, "joined"))
  end)

  it("tells nothing of rows whose units were filtered out", function()
    local p = small():filter { departement = "Ain" }
    assert.are.equal(1, #notes(assert(p:join(population())), "joined"))
  end)

  it("refuses values that a sum would count twice", function()
    local rows = { { code_region = 84, x = 5 } }
    assert_misuse(function()
      small():join { rows = rows, by = "code_region", measure = "x", nature = "stock" }
    end, "Ain (01) and Isère (38) would get the same value", "code_region", "nature = \"ratio\"")
    local p = assert(small():join { rows = rows, by = "code_region", measure = "x",
      nature = "ratio" })
    assert.are.same({ 5, 5, 5, 5 }, listed(get(p, "x", "Isère")))
    p = assert(small():aggregate { by = "code_region" }:join { rows = rows, by = "code_region",
      measure = "x", nature = "stock" })
    assert.are.same({ 5, 5, 5, 5 }, listed(assert(p:get { measure = "x", region = 84 })))
  end)

  it("refuses a flow without its period, or of a longer one, and finer periods", function()
    assert_misuse(function() small():join(population { nature = "flow" }) end,
      "a flow belongs to a period")
    local function of_period(text, nature)
      return { rows = { { code_departement = 1, x = 1, period = text } }, measure = "x",
        by = { "code_departement", "period" }, nature = nature }
    end
    assert_misuse(function() small():join(of_period("2021", "flow")) end, "panel:annual()")
    assert_misuse(function() small():join(of_period("2021-03", "stock")) end,
      "the table has months, and these data quarters")
  end)

  it("refuses options that do not fit", function()
    for _, case in ipairs {
      { { by = "code_departement", measure = "x" }, "say file = …, or rows = …" },
      { { rows = {}, by = "code_departement", measure = "x" }, "an empty table" },
      { { rows = { 1 }, by = "code_departement", measure = "x" }, "a list of tables" },
      { { rows = { { 5 } }, by = "code_departement", measure = "x" }, "no name" },
      { population { by = "code_departament" }, "unknown key 'code_departament'" },
      { population { by = "code_ancienne_region" }, "no unit of these data has the key" },
      { population { measure = IMM }, "these data have a measure 'immatriculations' already" },
      { population { measure = "a b" }, "the name of the new measure" },
      { population { natur = "stock" }, "unknown option 'natur'", "nature" },
      { population { nature = "stocks" }, "option 'nature'" },
      { population { label = { fr = "x" } }, "option 'label'" },
      { population { columns = { "x" } }, "option 'columns'" },
    } do
      assert_misuse(function() small():join(case[1]) end, case[2], case[3] or "")
    end
  end)

  it("fails on a table that is wrong, and names the line", function()
    local base = { by = "code_departement", measure = "x" }
    local function err_of(text)
      local err
      with_file(text, function(path)
        base.file = path
        local p
        p, err = small():join(base)
        assert.is_nil(p)
        assert.are.equal(path, err.path)
      end)
      return err
    end
    for _, case in ipairs {
      { "code_departement;x\n01;5\n38;douze\n", "decode", "line 3: 'douze' in the column x", 3 },
      { "code_departement;x\n01;5\n\n1;6\n", "decode", "line 4: 01 is there twice", 4 },
      { "code_departement;x\n01;5\n;6\n", "decode", "line 3: the column code_departement", 3 },
      { "code_departement;x\n01;5;6\n", "decode", "line 2: 3 cells where the header has 2", 2 },
      { "code_departement;x\n01;\"5\n", "decode", "a quote is not closed" },
      { "code_departement;x;x\n01;5;6\n", "decode", "two columns are called x" },
      { "", "decode", "the file is empty" },
      { "departement_code;x\n01;5\n", "schema", "it has departement_code, x" },
      { "code_departement;y;z\n01;5;6\n", "schema", "say column" },
      { "code_departement;x\n97;5\n", "none", "its first is '97', theirs '01'" },
      { "code_departement;x\n", "none", "no row" },
    } do
      local err = err_of(case[1])
      assert.are.equal(case[2], err.kind, err.message)
      assert.matches(case[3], err.message, 1, true)
      if case[4] then assert.are.equal(case[4], err.line) end
    end
    base.file = "/nowhere/x.csv"
    local p, err = small():join(base)
    assert.is_nil(p)
    assert.are.equal("file", err.kind)
    assert.matches("cannot read '/nowhere/x.csv': ", err.message, 1, true)
  end)
end)

describe("deflate", function()
  local function priced(rows)
    return assert(small():join { by = "period", measure = "prix", nature = "ratio",
      unit = "index", rows = rows or { { period = "2021-Q1", prix = 100 },
        { period = "2021-Q2", prix = 125 }, { period = "2021-Q3", prix = 100 },
        { period = "2021-Q4", prix = 200 } } })
  end

  it("divides amounts in euros by prices, which are 1 in the base", function()
    local p = priced():deflate { by = "prix", base = "2021-Q2" }
    -- 100 · 125/100, 200, 300 · 125/100, 400 · 125/200
    assert.are.same({ 125, 200, 375, 250 }, listed(get(p, CA, "Ain")))
    assert.are.same({ 1250, "-", 1500, 812.5 }, listed(get(p, CA, "Isère")))
    assert.are.same({ 10, 20, 30, 40 }, listed(get(p, IMM, "Ain")))
    assert.are.equal("EUR of 2021-Q2", get(p, CA, "Ain").unit)
    assert.are.equal("euros de T2\194\1602021", fr:unit_of(get(p, CA, "Ain")))
    assert.are.equal("Chiffre d'affaires, en euros de T2\194\1602021",
      fr:title(get(p, CA, "Ain")))
  end)

  it("leaves an empty panel empty", function()
    local p = priced():filter { departement = "Rhône" }:deflate { by = "prix", base = "2021-Q2" }
    assert.are.equal(0, #p.series)
  end)

  it("takes the mean of a longer base, and adds up afterwards", function()
    local p = priced():deflate { by = "prix", base = 2021 }
    -- the mean is 131.25; in Q1 there are 100, 1000 and 1
    local sum = p:filter { measure = CA }:total().series[1]
    assert.is_true(math.abs(sum.values[1] - 1101 * 1.3125) < 1e-9)
    assert.are.equal("EUR of 2021", sum.unit)
  end)

  it("takes the note on current euros away from growths", function()
    local p = priced()
    assert.are.equal(1, #notes(get(p, CA, "Ain"):growth(1), "nominal"))
    p = p:deflate { by = "prix", base = 2021 }
    assert.are.equal(0, #notes(get(p, CA, "Ain"):growth(1), "nominal"))
    assert.are.equal("in euros of 2021: divided by prix, which is 1 there",
      notes(p, "deflated")[1].message)
    assert.are.equal("En euros de 2021 : divisé par prix, qui y vaut 1.",
      fr:note(notes(p, "deflated")[1]))
  end)

  it("deflates the upper part of a ratio", function()
    local p = priced():with("mean", { numerator = CA, denominator = IMM })
      :deflate { by = "prix", base = "2021-Q1" }
    local s = get(p, "mean", "Ain")
    assert.are.equal("EUR of 2021-Q1/account", s.unit)
    assert.are.same({ 10, 8, 10, 5 }, listed(s))
    -- 1101 for 75 accounts
    assert.are.equal(1101 / 75, p:total():get { measure = "mean" }.values[1])
  end)

  it("is missing where the prices are", function()
    local p = assert(small():join(population { measure = "prix", nature = "ratio",
      rows = { { code_departement = 1, prix = 50 } } })):deflate { by = "prix", base = 2021 }
    assert.are.same({ 100, 200, 300, 400 }, listed(get(p, CA, "Ain")))
    assert.are.same({ "-", "-", "-", "-" }, listed(get(p, CA, "Isère")))
    assert.matches("where prix has no value in the base: Isère (38)",
      notes(p, "deflated")[2].message, 1, true)
  end)

  it("refuses what makes no sense", function()
    local p = priced { { period = "2021-Q2", prix = 100 } }
    for _, case in ipairs {
      { { base = 2021 }, "by: say the measure" }, { { by = "prix" }, "base: say the period" },
      { { by = "pric", base = 2021 }, "no measure 'pric'", "prix" },
      { { by = "prix", base = 2021 }, "no value above zero in all of 2021" },
      { { by = "prix", base = 2019 }, "outside these data" },
      { { by = "prix", base = "2021-Q2", measure = IMM }, "in current euros" },
    } do
      assert_misuse(function() p:deflate(case[1]) end, case[2], case[3] or "")
    end
    assert_misuse(function()
      p:deflate { by = "prix", base = "2021-Q2" }:deflate { by = "prix", base = "2021-Q2" }
    end, "in current euros")
  end)
end)

for module, exports in pairs {
  ["urssaf.panel.join"] = { "series" }, ["urssaf.panel.deflate"] = { "series" },
  ["urssaf.panel.outside_table"] = { "column", "fail", "number", "open", "text" },
} do
  describe(module, function() hygiene(module, exports) end)
end
