-- Pseudo-units count in every sum, and are never ranked or judged. The expected figures are worked
-- out by hand from the values in pseudo_cases: two units of 60 and 40, at last 66 and 44; and a
-- remainder of 20, at last 25, or an adjustment of -10, at last -5.
local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local lua = require "spec.support.lua"
local pseudo_cases = require "spec.support.pseudo_cases"
local small_panel = require "spec.support.small_panel"

local listed, notes = small_panel.listed, small_panel.notes

local EXPECTED = {
  remainder = { totals = { 120, 120, 100, 120, 135 }, last = 25, before = 20, total = 135,
    total_before = 120 },
  adjustment = { totals = { 90, 90, 100, 90, 105 }, last = -5, before = -10, total = 105,
    total_before = 90 },
}

local function near(expected, value)
  assert.is_true(math.abs(expected - value) < 1e-12, ("%s, not %s"):format(value, expected))
end

for _, case in ipairs(pseudo_cases.list) do
  describe(case.name, function()
    local panel, expected = pseudo_cases.panel(case), EXPECTED[case.role]

    it("is told by the panel", function()
      local found = panel:pseudo_units()
      assert.are.equal(1, #found)
      assert.are.equal(case.key, found[1].key)
      assert.are.equal(case.role, found[1].role)
      assert.is_string(found[1].name)
    end)

    it("is found by name and code", function()
      for _, wanted in ipairs(case.spellings) do
        local found = panel:filter(wanted)
        assert.are.equal(1, #found.series)
        assert.are.equal(case.key, found.series[1].key)
      end
    end)

    it("counts in the total, and does not make it missing", function()
      local total = panel:total()
      assert.are.same(expected.totals, listed(total.series[1]))
      assert.is_nil(total.series[1].coverage)
      assert.are.equal("2021-Q1", panel:latest_complete())
    end)

    it("is a group of its own", function()
      local sums = panel:aggregate { by = case.by }
      assert.are.equal(3, #sums.series)
      local found = sums:pseudo_units()
      assert.are.equal(1, #found)
      assert.are.equal(case.role, found[1].role)
      assert.are.same(expected.totals, listed(sums:total().series[1]))
    end)

    it("has no rank", function()
      for _, rows in ipairs { panel:rank {}, panel:rank { by = case.by } } do
        assert.are.equal(2, #rows)
        assert.are.equal(66, rows[1].value)
        assert.are.equal(44, rows[2].value)
        local said = notes(rows, case.role)
        assert.are.equal(1, #said)
        assert.are.equal(expected.last, said[1].size)
        near(expected.last / expected.total, said[1].share)
        assert.are.equal("2021-Q1", said[1].period)
      end
      local asked = panel:rank { unclassified = true }
      assert.are.equal(case.role == "remainder" and 3 or 2, #asked)
      assert.are.equal(case.role == "remainder" and 0 or 1, #asked.notes)
    end)

    it("is the last of the shares", function()
      local rows = panel:share {}
      assert.are.equal(expected.total, rows.total)
      assert.are.equal(3, #rows)
      near(66 / expected.total, rows[1].share)
      assert.are.equal(case.key, rows[3].key)
      assert.are.equal(case.role, rows[3].role)
      assert.are.equal(case.role == "remainder" or nil, rows[3].unclassified)
      near(expected.last / expected.total, rows[3].share)
      assert.is_nil(rows[1].role)
    end)

    it("is the last of the contributions", function()
      local rows = panel:contributions {}
      assert.are.equal(expected.total_before, rows.total.from)
      assert.are.equal(expected.total, rows.total.to)
      assert.are.equal(case.role, rows[3].role)
      near((expected.last - expected.before) / expected.total_before, rows[3].points)
      near(6 / expected.total_before, rows[1].points)
    end)

    it("is not judged by the check, which tells its size", function()
      local found = panel:check()
      assert.is_true(case.role == "remainder" or found.ok)
      local of = {}
      for _, one in ipairs(found.findings) do of[one.kind] = one end
      local kind = case.role == "remainder" and "unclassified" or "adjustment"
      assert.are.equal(2, #found.findings)
      assert.are.equal("info", of.missing.severity)
      near(expected.last / expected.total, of[kind].size)
    end)
  end)
end

describe("a pseudo-unit", function()
  local keys = small_panel.keys
  local guyane = { code_region = "03", region = "Guyane", code_departement = "973",
    departement = "Guyane" }
  local rest = { code_region = "03", region = "Guyane", code_departement = "NCA",
    departement = "_non classé ailleurs_" }

  it("under a real region counts in the region's sum", function()
    local panel = small_panel.panel(2020, { "radiations" }, { { guyane, radiations = { 7, 8, 9 } },
      { keys.ain, radiations = { 1, 2, 3 } }, { rest, radiations = { 30, false, 20 } } })
    local sums = panel:aggregate { by = "code_region" }
    assert.are.same({ 37, 8, 29 }, listed(sums:get { region = "Guyane" }))
    assert.are.same({}, sums:pseudo_units())
    assert.are.equal("Guyane", sums:rank {}[1].key.region)
  end)

  it("has more active than registered accounts without a warning", function()
    local function of(name)
      local key = { region = name }
      return small_panel.panel(2020, { "economiquement_actifs", "administrativement_actifs" }, {
        { { region = "A" }, economiquement_actifs = { 50, 50 },
          administrativement_actifs = { 100, 100 } },
        { key, economiquement_actifs = { 9, 9 }, administrativement_actifs = { 5, 5 } } }):check()
    end
    local function warnings(found)
      local list = {}
      for _, one in ipairs(found.findings) do
        if one.kind == "active_above_registered" then list[#list + 1] = one.where end
      end
      return list
    end
    assert.are.same({ "B" }, warnings(of "B"))
    for _, name in ipairs { "_non classé ailleurs_", "_calage_" } do
      assert.are.same({}, warnings(of(name)))
    end
  end)

  it("alone is judged by no check of plausibility", function()
    local panel = small_panel.panel(2020, { "chiffres_d_affaires", "economiquement_actifs" },
      { { { region = "_calage_" }, chiffres_d_affaires = { 90000000 },
          economiquement_actifs = { 1 } } })
    for _, one in ipairs(panel:check().findings) do
      assert.are_not.equal("turnover_per_active", one.kind)
    end
  end)

  it("alone is no total of a measure that no place has, not even with missing = skip", function()
    local panel = small_panel.panel(2020, { "radiations", "immatriculations" }, {
      { small_panel.keys.ain, radiations = { 7, 8 }, immatriculations = { 5, 6 } },
      { small_panel.keys.rest, radiations = { 1, 2 }, immatriculations = { 3, 4 } } })
    table.remove(panel.series, 2) -- what is left: no immatriculations in Ain
    for _, missing in ipairs { "strict", "skip" } do
      local total = panel:total { missing = missing }
      assert.are.same({ 8, 10 }, listed(total:get { measure = "radiations" }))
      assert.are.same({ "-", "-" }, listed(total:get { measure = "immatriculations" }))
    end
  end)

  it("with a code that both roles share is not added to one of the other role", function()
    local panel = small_panel.panel(2020, { "radiations" }, {
      { { code_region = "99", region = "_calage_", secteur = "A" }, radiations = { -3 } },
      { { code_region = "99", region = "_non classé ailleurs_", secteur = "B" },
        radiations = { 5 } },
      { { code_region = "99", region = "_calage_", secteur = "C" }, radiations = { -1 } } })
    local sums = panel:aggregate { by = "code_region" }
    assert.are.equal(2, #sums.series)
    assert.are.equal(-4, sums:get { region = "_calage_" }.values[1])
    assert.are.equal(5, sums:get { region = "_non classé ailleurs_" }.values[1])
  end)

  it("that a panel lacks is not found, and is no mistake", function()
    local panel = small_panel.panel(2020, { "radiations" }, { { keys.ain, radiations = { 1 } } })
    for _, name in ipairs { "NCA", "_non classé ailleurs_", "_calage_" } do
      assert.are.equal(0, #panel:filter { departement = name }.series)
    end
    assert_misuse(function() panel:filter { departement = "99" } end, "no département is '99'")
  end)

  describe("in a sum", function()
    local function panel_of(name, size)
      return small_panel.panel(2020, { "radiations" }, {
        { { region = "A" }, radiations = { 100, 200 } },
        { { region = "B" }, radiations = { 1, 1 } },
        { { region = name }, radiations = { 0, size } } })
    end

    it("has a note if it is an adjustment, with its share in the latest period", function()
      local said = notes(panel_of("_calage_", -1):total(), "adjustment")
      assert.are.equal(1, #said)
      assert.are.equal(-1, said[1].size)
      near(-1 / 200, said[1].share)
      assert.are.equal("2020-Q2", said[1].period)
      assert.matches("in the sum, -0.5 % of the total in Q2 2020", said[1].message, 1, true)
    end)

    -- what Urssaf says of each dataset, in "Précisions méthodologiques"
    for dataset, case in pairs {
      ["procedures-collectives-par-region"] = { "nombre_de_procedures_brut", "companies",
        "a company that is present in several regions counts in each, and this row makes",
        "; une entreprise présente dans plusieurs régions compte dans chacune\194\160: cette" },
      ["dpae-par-region-x-na38"] = { "dpae_cvs", "season",
        "Urssaf adjusts each level for the season by itself, and this row makes",
        "variations saisonnières séparément\194\160: cette ligne" },
      ["travailleurs-independants-par-secteur"] = { "administrativement_actifs", "secrecy",
        "Urssaf alters cells that would tell of someone, and this row makes",
        "l'Urssaf altère les cellules soumises au secret statistique\194\160: cette ligne" },
    } do
      it("says why, if Urssaf states it: " .. dataset, function()
        local measure = case[1]
        local p = small_panel.panel(2020, { measure }, {
          { { region = "A" }, [measure] = { 100, 200 } },
          { { region = "B" }, [measure] = { 1, 1 } },
          { { region = "_calage_" }, [measure] = { -1, -1 } } }, { dataset = dataset })
        local said = notes(p:total(), "adjustment")[1]
        assert.are.equal(case[2], said.variant)
        assert.matches(case[3], said.message, 1, true)
        assert.matches(case[4], languages.of("fr"):note(said), 1, true)
        assert.matches(case[4], languages.of("fr"):note(notes(p:rank { at = "2020-Q2" },
          "adjustment")[1]), 1, true)
      end)
    end

    it("says that regions count the same companies, where nothing makes up for it", function()
      local measure = "nombre_de_procedures_brut"
      local function of(dataset, ...)
        return small_panel.panel(2020, { measure }, { ... }, { dataset = dataset })
      end
      local BY_REGION = "procedures-collectives-par-region"
      local a = { { region = "A", nature_de_procedure = "x" }, [measure] = { 100, 200 } }
      local other = { { region = "A", nature_de_procedure = "y" }, [measure] = { 1, 1 } }
      local b = { { region = "B", nature_de_procedure = "x" }, [measure] = { 1, 1 } }
      local said = notes(of(BY_REGION, a, b):total(), "overlap")
      assert.are.equal(1, #said)
      assert.matches("present in several regions counts in each of them", said[1].message, 1, true)
      assert.matches("une somme de régions la compte plusieurs fois",
        languages.of("fr"):note(said[1]), 1, true)
      -- not in one region, in the figures of each, with the row that makes up for it, elsewhere
      assert.are.same({}, notes(of(BY_REGION, a, other):total(), "overlap"))
      assert.are.same({}, notes(of(BY_REGION, a, other, b):aggregate { by = "region" }, "overlap"))
      assert.are.same({}, notes(of(BY_REGION, a, b,
        { { region = "_calage_", nature_de_procedure = "x" }, [measure] = { -1, -1 } }):total(),
        "overlap"))
      assert.are.same({}, notes(of(nil, a, b):total(), "overlap"))
    end)

    it("gives no reason of the season for what is not adjusted for it", function()
      local p = small_panel.panel(2020, { "dpae_brut" }, {
        { { region = "A" }, dpae_brut = { 100 } }, { { region = "_calage_" }, dpae_brut = { -1 } },
      }, { dataset = "dpae-par-region-x-na38" })
      assert.is_nil(notes(p:total(), "adjustment")[1].variant)
    end)

    it("has none if it is a remainder, or if the sums are without it", function()
      assert.are.same({}, notes(panel_of("_non classé ailleurs_", 1):total(), "remainder"))
      assert.are.same({}, notes(panel_of("_calage_", -1):aggregate { by = "region" },
        "adjustment"))
    end)
  end)

  describe("in a mean", function()
    -- prices of 10 and 20 in two places; whatever the others have is no place's
    local A, B = { region = "A" }, { region = "B" }
    local REST, CALAGE = { region = "_non classé ailleurs_" }, { region = "_calage_" }

    local function mean_of(units, given)
      local rows = {}
      for i, one in ipairs(units) do rows[i] = { one[1], prix = one[2] } end
      return small_panel.panel(2020, { "prix" }, rows):total(lua.merged({ how = "mean" }, given))
    end

    it("is left out, with a note", function()
      local mean = mean_of { { A, { 10, 12 } }, { B, { 20, 22 } }, { REST, { 60, 60 } },
        { CALAGE, { -6, false } } }
      assert.are.same({ 15, 17 }, listed(mean.series[1]))
      assert.is_nil(mean.series[1].coverage)
      for _, kind in ipairs { "remainder", "adjustment" } do
        local said = notes(mean, kind)
        assert.are.equal(1, #said)
        assert.is_nil(said[1].size)
        assert.matches("is left out", said[1].message, 1, true)
      end
    end)

    it("makes nothing missing, and nothing present", function()
      assert.are.same({ 15, "-" }, listed(mean_of({ { A, { 10, false } }, { B, { 20, false } },
        { REST, { false, 60 } } }).series[1]))
      local skipped = mean_of({ { A, { 10, 12 } }, { B, { 20, false } }, { REST, { 1, 1 } } },
        { missing = "skip" })
      assert.are.same({ 15, 12 }, listed(skipped.series[1]))
      assert.are.same({ { 2, 2 }, { 1, 2 } }, skipped.series[1].coverage)
    end)

    it("has no value where no other unit has the measure", function()
      local p = small_panel.panel(2020, { "prix", "loyer" }, {
        { A, prix = { 10, 12 } }, { REST, loyer = { 60, 60 } } })
      p.series = { p.series[1], p.series[4] } -- each unit has a series of its own measure alone
      local mean = p:total { how = "mean" }
      assert.are.same({ 10, 12 }, listed(mean:get { measure = "prix" }))
      assert.are.same({ "-", "-" }, listed(mean:get { measure = "loyer" }))
    end)

    it("is averaged where there is nothing else", function()
      local mean = mean_of { { REST, { 60 } }, { { region = "_autre_" }, { 20 } } }
      assert.are.same({ 40 }, listed(mean.series[1]))
      assert.are.equal(0, #notes(mean, "remainder"))
      local by_region = small_panel.panel(2020, { "prix" }, { { A, prix = { 1 } },
        { REST, prix = { 60 } } }):aggregate { by = "region", how = "mean" }
      assert.are.same({ 60 }, listed(by_region:get { region = "NCA" }))
    end)
  end)

  it("that is small and has no rank needs no note, unless it is an adjustment", function()
    local function said(name, size)
      local panel = small_panel.panel(2020, { "radiations" }, {
        { { region = "A" }, radiations = { 1000 } }, { { region = name }, radiations = { size } } })
      return #panel:rank {}.notes
    end
    assert.are.equal(0, said("_non classé ailleurs_", 10)) -- 10 of 1010 is less than one per cent
    assert.are.equal(1, said("_non classé ailleurs_", 11))
    assert.are.equal(1, said("_calage_", 1))
  end)

  it("has a note without a share where the total is not above zero", function()
    local panel = small_panel.panel(2020, { "radiations" }, {
      { { region = "A" }, radiations = { 50 } }, { { region = "_calage_" }, radiations = { -70 } },
      { { region = "_non classé ailleurs_" }, radiations = { 5 } } })
    local said = notes(panel:rank {}, "remainder")
    assert.are.equal(1, #said)
    assert.are.equal(5, said[1].size)
    assert.is_nil(said[1].share)
    assert.is_nil(said[1].message:find("%", 1, true))
  end)

  it("negative, and larger than the places, counts in sums and shares", function()
    local panel = small_panel.panel(2020, { "radiations" }, {
      { { region = "A" }, radiations = { 30 } }, { { region = "B" }, radiations = { 20 } },
      { { region = "_non classé ailleurs_" }, radiations = { -10 } },
      { { region = "_non renseigné_" }, radiations = { 70 } },
      { { region = "_calage_" }, radiations = { -90 } } })
    local rows = panel:share {}
    assert.are.equal(20, rows.total)
    local shares = {}
    for i, row in ipairs(rows) do shares[i] = row.share end
    assert.are.same({ 1.5, 1, -0.5, 3.5, -4.5 }, shares)
    assert.are.same({ 20 }, listed(panel:total().series[1]))
  end)

  it("is told from a place whose name has underscores", function()
    local panel = small_panel.panel(2020, { "radiations" }, {
      { { region = "Île_de_la_Cité" }, radiations = { 3 } }, { { region = "_a_b_" },
        radiations = { 9 } } })
    local rows = panel:rank {}
    assert.are.equal(1, #rows)
    assert.are.equal("Île_de_la_Cité", rows[1].key.region)
    assert.are.same({ 3 }, listed(panel:filter { region = "île de la cité" }.series[1]))
  end)

  it("alone has no rank, but a sum, and no share of what is below zero", function()
    local panel = small_panel.panel(2020, { "radiations" }, {
      { { code_region = "99", region = "_calage_" }, radiations = { -3, false, -4 } } })
    assert.are.equal(0, #panel:rank {})
    local rows = panel:share { at = "2020-Q3" }
    assert.are.same({ -4, -4 }, { rows.total, rows[1].value })
    assert.is_nil(rows[1].share)
    assert.are.same({ -3, "-", -4 }, listed(panel:total().series[1]))
    assert.are.equal("2020-Q3", panel:latest_complete())
    assert.is_true(#panel:check().findings > 0)
  end)
end)

describe("urssaf.panel.pseudo_notes", function()
  hygiene("urssaf.panel.pseudo_notes", { "in_sum", "is_by_region", "left_out", "out_of_mean",
    "overlap" })
end)
