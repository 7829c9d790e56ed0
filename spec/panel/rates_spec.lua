-- Rates are never added: they are computed anew from parts that stand beside them, or left out. The
-- expected figures are worked out by hand.
local assert_misuse = require "spec.support.assert_misuse"
local chart = require "urssaf.chart"
local lua = require "spec.support.lua"
local measures = require "urssaf.domain.measures"
local small_panel = require "spec.support.small_panel"

local keys, notes = small_panel.keys, small_panel.notes

local function definition(nature, unit, parts)
  return { nature = nature, unit = unit, parts = parts, label = { fr = "?", en = "?" } }
end

local PRIMES = "nombre_etablissement_prime_ppv"
-- three ratios of Urssaf's datasets, and what they are made of
local DEFINITIONS = {
  masse_salariale_brute = definition("flow", "EUR"),
  assiette_chomage_partiel = definition("flow", "EUR"),
  part_assiette_chomage_partiel = definition("ratio", "%", {
    numerator = "assiette_chomage_partiel", factor = 100,
    denominator = { "masse_salariale_brute", "assiette_chomage_partiel" } }),
  [PRIMES] = definition("count", "establishment"),
  total_etablissements_actifs = definition("count", "establishment"),
  part_etablissements_avec_primes = definition("ratio", "%", { numerator = PRIMES, factor = 100,
    denominator = "total_etablissements_actifs" }),
  nombre_individus_prime_ppv = definition("flow", "person"),
  montant_prime_ppv = definition("flow", "EUR"),
  montant_ppv_moyen_par_indiv = definition("ratio", "EUR/person", {
    numerator = "montant_prime_ppv", denominator = "nombre_individus_prime_ppv" }),
}

local function near(expected, values)
  for i, value in ipairs(expected) do
    if value == "-" then
      assert.is_nil(values[i])
    else
      assert.is_true(math.abs(value - values[i]) < 1e-9, ("%s, not %s"):format(values[i], value))
    end
  end
end

describe("a published ratio", function()
  local of = measures.of

  setup(function()
    measures.of = function(name) return DEFINITIONS[name] or of(name) end
  end)
  teardown(function() measures.of = of end)

  local PARTIAL = "part_assiette_chomage_partiel"
  local function partial(extra)
    return small_panel.panel(2020, { "masse_salariale_brute", "assiette_chomage_partiel", PARTIAL },
      lua.merged({
        { keys.ain, masse_salariale_brute = { 90, 95, 80, 100 },
          assiette_chomage_partiel = { 10, 5, 20, false }, [PARTIAL] = { 10, 5, 20, false } },
        { keys.isere, masse_salariale_brute = { 200, 300, 400, 500 },
          assiette_chomage_partiel = { 200, 100, 0, 0 }, [PARTIAL] = { 50, 25, 0, 0 } } }, extra))
  end

  it("with a sum as its denominator is computed anew over units", function()
    local total = partial():total()
    -- 210 of 290 + 210; 105 of 395 + 105; 20 of 480 + 20
    near({ 42, 21, 4, "-" }, total:get { measure = PARTIAL }.values)
    assert.are.equal("%", total:get { measure = PARTIAL }.unit)
    assert.are.same({}, notes(total, "left_out"))
    near({ 42, 21, 4, "-" },
      partial():aggregate { by = "code_region" }:get { measure = PARTIAL }.values)
    -- and once more, from the sums
    near({ 42, 21, 4, "-" }, total:total():get { measure = PARTIAL }.values)
    near({ 21, 4 }, total:filter { from = "2020-Q2", to = "2020-Q3" }:total()
      :get { measure = PARTIAL }.values)
  end)

  it("tells in CSV which part is a sum", function()
    assert.matches(",%,,ratio,100 * assiette_chomage_partiel / (masse_salariale_brute"
      .. " + assiette_chomage_partiel),210,500,", partial():total():to_csv(), 1, true)
  end)

  it("is computed anew over time", function()
    local isere = partial():filter { departement = "Isère" }
    -- 300 of 1400 + 300
    near({ 300 / 1700 * 100 }, isere:annual():get { measure = PARTIAL }.values)
    -- 200 of 200, 300 of 500 + 300, 100 of 700 + 100, 0
    near({ "-", 37.5, 12.5, 0 }, isere:rolling(2):get { measure = PARTIAL }.values)
  end)

  it("of two measures is computed anew over units", function()
    local panel = small_panel.panel(2023, { PRIMES, "total_etablissements_actifs",
      "part_etablissements_avec_primes" }, {
      { keys.ain, [PRIMES] = { 30 }, total_etablissements_actifs = { 100 },
        part_etablissements_avec_primes = { 30 } },
      { keys.corse, [PRIMES] = { 160 }, total_etablissements_actifs = { 400 },
        part_etablissements_avec_primes = { 40 } } })
    -- 190 of 500, not 70 and not the mean of 30 and 40
    near({ 38 }, panel:total():get { measure = "part_etablissements_avec_primes" }.values)
  end)

  it("that is a mean is computed anew over units, in its own unit", function()
    local panel = small_panel.panel(2023, { "nombre_individus_prime_ppv", "montant_prime_ppv",
      "montant_ppv_moyen_par_indiv" }, {
      { keys.ain, nombre_individus_prime_ppv = { 10 }, montant_prime_ppv = { 5000 },
        montant_ppv_moyen_par_indiv = { 500 } },
      { keys.corse, nombre_individus_prime_ppv = { 90 }, montant_prime_ppv = { 18000 },
        montant_ppv_moyen_par_indiv = { 200 } } })
    local mean = panel:total():get { measure = "montant_ppv_moyen_par_indiv" }
    near({ 230 }, mean.values) -- 23 000 for 100; not 700, and not 350
    assert.are.equal("EUR/person", mean.unit)
  end)

  it("is left out if a unit lacks a part, and the note names it", function()
    local panel = partial { [3] = { keys.corse, masse_salariale_brute = { 1, 1, 1, 1 },
      [PARTIAL] = { 10, 10, 10, 10 } } }
    local series = {}
    for _, s in ipairs(panel.series) do
      local is_part = s.measure == "assiette_chomage_partiel" and s.key == keys.corse
      if not is_part then series[#series + 1] = s end
    end
    panel.series = series
    local total = panel:total()
    assert.are.equal(2, #total.series)
    local said = notes(total, "left_out")
    assert.are.equal(PARTIAL, said[1].measure)
    assert.is_nil(said[1].message:find("panel:", 1, true))
    assert.matches("masse_salariale_brute, assiette_chomage_partiel", said[1].message
      :gsub("assiette_chomage_partiel, masse_salariale_brute",
        "masse_salariale_brute, assiette_chomage_partiel"), 1, true)
  end)

  it("alone is refused, and the message names its parts", function()
    local alone = partial():filter { measure = PARTIAL }
    for _, operation in ipairs { function() alone:total() end, function() alone:annual() end,
      function() alone:rolling(4) end, function() alone:aggregate { by = "code_region" } end,
      function() alone:share {} end, function() alone:contributions {} end,
      function() chart.map(alone, { by = "region" }) end } do
      assert_misuse(operation, PARTIAL .. " is a ratio", "masse_salariale_brute")
    end
  end)

  it("is what with() computes, under its own name", function()
    local panel = partial():filter { measure = { "masse_salariale_brute",
      "assiette_chomage_partiel" } }
    near({ 10, 5, 20, "-" },
      panel:with(PARTIAL):get { measure = PARTIAL, departement = "Ain" }.values)
    assert_misuse(function()
      panel:filter { measure = "assiette_chomage_partiel" }:with(PARTIAL)
    end, "no measure 'masse_salariale_brute'")
  end)

  it("in per cent grows in points, and its mean does not", function()
    local yoy = small_panel.panel(2020, { PARTIAL, "montant_ppv_moyen_par_indiv" }, { { keys.ain,
      [PARTIAL] = { 10, 1, 1, 1, 12.5 }, montant_ppv_moyen_par_indiv = { 200, 1, 1, 1, 250 } } })
      :yoy()
    local points = yoy:get { measure = PARTIAL }
    assert.are.equal(2.5, points:at "2021-Q1")
    assert.are.equal("pt", points.unit)
    assert.are.equal(0.25, yoy:get { measure = "montant_ppv_moyen_par_indiv" }:at "2021-Q1")
  end)
end)

describe("a measure whose name says that it is a rate", function()
  local function panel()
    return small_panel.panel(2020, { "radiations", "taux_x", "montant_moyen_y" }, {
      { { region = "A" }, radiations = { 1, 2, 3, 4, 5 }, taux_x = { 0.4, 0.4, 0.4, 0.4, 0.5 },
        montant_moyen_y = { 500, 500, 500, 500, 600 } },
      { { region = "B" }, radiations = { 1, 2, 3, 4, 5 }, taux_x = { 0.3, 0.3, 0.3, 0.3, 0.3 },
        montant_moyen_y = { 200, 200, 200, 200, 200 } } })
  end

  it("is left out of sums over units and over time, and the notes name it", function()
    for _, result in ipairs { panel():total(), panel():total { how = "sum" },
      panel():aggregate { by = "region" }, panel():annual(), panel():rolling(4) } do
      for _, s in ipairs(result.series) do assert.are.equal("radiations", s.measure) end
      local said = notes(result, "left_out")
      assert.are.same({ "taux_x", "montant_moyen_y" }, { said[1].measure, said[2].measure })
      -- the command prints notes: what can be done in Lua is not in them
      assert.are.equal("left out: taux_x is a ratio: it is never added or averaged",
        said[1].message)
    end
  end)

  it("alone is refused, however it should be combined", function()
    for _, name in ipairs { "taux_x", "montant_moyen_y" } do
      local alone = panel():filter { measure = name }
      for _, how in ipairs { "sum", "mean" } do
        assert_misuse(function() alone:total { how = how } end, name .. " is a ratio")
        assert_misuse(function() alone:total { how = { [name] = how } } end, name .. " is a ratio")
      end
      assert_misuse(function() alone:get { region = "A" }:rolling(2) end, name .. " is a ratio")
    end
  end)

  it("grows in points if it is a rate, and relatively if it is a mean", function()
    local yoy = panel():yoy()
    assert.is_true(math.abs(yoy:get { measure = "taux_x", region = "A" }:at "2021-Q1" - 0.1) < 1e-9)
    assert.is_true(math.abs(yoy:get { measure = "montant_moyen_y", region = "A" }:at "2021-Q1"
      - 0.2) < 1e-9)
  end)

  it("has a title that says so", function()
    local en, fr = require "urssaf.language".of "en", require "urssaf.language".of "fr"
    local s = panel():yoy():get { measure = "taux_x", region = "A" }
    assert.are.equal("taux_x, difference over a year, in points", en:title(s))
    assert.are.equal("taux_x, écart sur un an, en points", fr:title(s))
    assert.are.equal("taux_activite", small_panel.panel(2020, { "taux_activite" }, { { keys.ain,
      taux_activite = { 0.5, 0.5 } } }):qoq().series[1].measure)
    local share = small_panel.panel(2020, { "taux_activite" }, { { keys.ain,
      taux_activite = { 0.5, 0.5 } } }):qoq().series[1]
    assert.are.equal("Share of active accounts, difference over a quarter, in points",
      en:title(share))
    local mean = panel():yoy():get { measure = "montant_moyen_y", region = "A" }
    assert.are.equal("montant_moyen_y, growth over a year", en:title(mean))
  end)
end)

describe("unknown measures", function()
  local function panel()
    return small_panel.panel(2020, { "radiations", "x", "y", "z" }, {
      { { region = "A" }, radiations = { 1 }, x = { 2 }, y = { 3 }, z = { 4 } },
      { { region = "B" }, radiations = { 1 }, x = { 20 }, y = { 30 }, z = { 40 } } })
  end

  it("are asked about once for all", function()
    assert_misuse(function() panel():total() end, "measures x, y, z:", '"sum", "mean"',
      'how = { x = "sum"')
    assert_misuse(function() panel():total { how = { y = "sum" } } end, "measures x, z:")
    assert_misuse(function() panel():annual { how = { x = "sum", y = "last" } } end,
      "the measure 'z'")
  end)

  it("are combined or left out one by one", function()
    local total = panel():total { how = { x = "sum", y = "leave", z = "mean", radiations = "sum" } }
    local found = {}
    for i, s in ipairs(total.series) do found[i] = ("%s %g"):format(s.measure, s.values[1]) end
    assert.are.same({ "radiations 2", "x 22", "z 22" }, found)
    assert.are.equal("y", notes(total, "left_out")[1].measure)
  end)

  it("are all left out if how is \"leave\"", function()
    local total = panel():total { how = "leave" }
    assert.are.equal(1, #total.series)
    assert.are.equal(3, #notes(total, "left_out"))
    assert_misuse(function() panel():filter { measure = "x" }:total { how = "leave" } end,
      "the option how")
  end)

  it("are not left out by a known measure's leave", function()
    local total = panel():total { how = { radiations = "leave", x = "sum", y = "sum", z = "sum" } }
    assert.are.equal(3, #total.series)
  end)
end)
