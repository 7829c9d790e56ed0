-- Units that lack a part of a ratio, and regions that have only a remainder's figures, in sums. The
-- figures are worked out by hand.
local small_panel = require "spec.support.small_panel"

local keys, listed = small_panel.keys, small_panel.listed
local IMM, RAD = "immatriculations", "radiations"
local ACTIVE, STOCK = "economiquement_actifs", "administrativement_actifs"
local REST = "_non classé ailleurs_"

local BRETAGNE, CORSE = { code_region = "53", region = "Bretagne" },
  { code_region = "94", region = "Corse" }

local function in_sector(region, sector)
  return { code_region = region.code_region, region = region.region, secteur_d_activite = sector }
end

local function only(panel, measure)
  return assert(panel:get { measure = measure })
end

describe("a unit that never has one part of a ratio", function()
  local function panel()
    return small_panel.panel(2024, { IMM, RAD, ACTIVE, STOCK }, {
      { keys.ain, [ACTIVE] = { 50, 60 }, [STOCK] = { 100, 100 }, [IMM] = { 9, 9 },
        [RAD] = { 4, 5 } },
      { keys.isere, [ACTIVE] = { 60, 60 }, [STOCK] = { false, false }, [IMM] = { 7, 7 },
        [RAD] = { false, false } } })
  end

  it("is outside it, and does not block the others", function()
    local total = panel():with "taux_activite":total()
    assert.are.same({ 0.5, 0.6 }, listed(only(total, "taux_activite")))
    assert.is_nil(only(total, "taux_activite").coverage)
    local region = panel():with "taux_activite":aggregate { by = "code_region" }:total()
    assert.are.same({ 0.5, 0.6 }, listed(only(region, "taux_activite")))
  end)

  it("is outside a difference too", function()
    assert.are.same({ 5, 4 }, listed(only(panel():with "solde":total(), "solde")))
  end)

  it("is named in a note, with the part that it lacks", function()
    local found = small_panel.notes(panel():with "taux_activite":rolling(2):total(), "outside")
    assert.are.equal(1, #found)
    assert.are.equal("without Isère (38), where administrativement_actifs is missing in every"
      .. " period", found[1].message)
    assert.are.equal("taux_activite", found[1].measure)
    assert.are.same({}, small_panel.notes(panel():with "taux_activite"
      :filter { departement = "Ain" }:total(), "outside"))
  end)

  it("does not keep the latest period from being complete", function()
    local with = panel():with "taux_activite"
    assert.are.equal("2024-Q2", with:latest_complete { measure = "taux_activite" })
    assert.are.equal("2024-Q2", with:rank { measure = "taux_activite" }.period)
  end)

  it("counts once both parts have begun", function()
    local late = small_panel.panel(2024, { ACTIVE, STOCK }, {
      { keys.ain, [ACTIVE] = { 50, 60, 70 }, [STOCK] = { 100, 100, 100 } },
      { keys.isere, [ACTIVE] = { 60, 60, 60 }, [STOCK] = { false, 100, false } } })
    assert.are.same({ 0.5, 0.6, "-" }, listed(only(late:with "taux_activite":total(),
      "taux_activite")))
  end)
end)

describe("a region whose only values are the remainder's", function()
  local function panel(commerce)
    return small_panel.panel(2024, { RAD, IMM }, {
      { in_sector(BRETAGNE, "Commerce"), [RAD] = { 10, 11 }, [IMM] = { 1, 1 } },
      { in_sector(CORSE, "Commerce"), [RAD] = commerce or { false, false }, [IMM] = { 1, 1 } },
      { in_sector(CORSE, REST), [RAD] = { 5, 6 }, [IMM] = { 1, 1 } } })
  end

  it("has no figure, but is in the total, however sums are nested", function()
    local by_region = panel():aggregate { by = "code_region" }
    assert.are.same({ "-", "-" }, listed(assert(by_region:get { region = "Corse",
      measure = RAD })))
    for _, p in ipairs { panel(), by_region, panel():aggregate { by = "secteur_d_activite" },
        panel():aggregate { by = { "code_region", "secteur_d_activite" } },
        panel():aggregate { by = { "code_region", "secteur_d_activite" } }
          :aggregate { by = "region" } } do
      local s = only(p:total(), RAD)
      assert.are.same({ 15, 17 }, listed(s))
      assert.is_nil(s.coverage)
      s = only(p:total { missing = "skip" }, RAD)
      assert.are.same({ 15, 17 }, listed(s))
      assert.is_nil(s.coverage)
    end
  end)

  it("is missing where a true unit of it is, and skipped without its figure alone", function()
    local p = panel { 3, false }
    local by_region = p:aggregate { by = "code_region" }
    assert.are.same({ 18, "-" }, listed(only(by_region:total(), RAD)))
    local skip = { missing = "skip" }
    by_region = p:aggregate { by = "code_region", missing = "skip" }
    for _, one in ipairs { p, by_region } do
      local s = only(one:total(skip), RAD)
      assert.are.same({ 18, 17 }, listed(s))
      assert.are.same({ { 2, 2 }, { 1, 2 } }, s.coverage)
    end
  end)

  it("is no sum where it is all there is", function()
    local p = small_panel.panel(2024, { RAD }, {
      { in_sector(BRETAGNE, "Commerce"), [RAD] = { false, 11 } },
      { in_sector(CORSE, REST), [RAD] = { 5, false } } })
    local by_region = p:aggregate { by = "code_region" }
    assert.are.same({ 5, "-" }, listed(assert(by_region:get { region = "Corse" })))
    assert.are.same({ "-", 11 }, listed(p:total().series[1]))
    assert.are.same({ "-", 11 }, listed(by_region:total().series[1]))
    assert.are.same({ "53" }, { by_region:rank { at = "2024-Q2" }[1].key.code_region })
    assert.are.equal(0, #by_region:rank { at = "2024-Q1" })
  end)

  it("has its part in the shares", function()
    local rows = panel():share { measure = RAD, by = "code_region", at = "2024-Q1" }
    assert.are.equal(15, rows.total)
    assert.are.equal(10 / 15, rows[1].share)
    assert.are.equal(5 / 15, rows[2].share)
    assert.is_true(rows[2].partial)
    assert.is_nil(rows[1].partial)
  end)
end)
