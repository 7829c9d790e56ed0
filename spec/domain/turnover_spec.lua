-- Whether a column of turnover is a mean or a total is recognized from its values.
local hygiene = require "spec.support.hygiene"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"
local turnovers = require "urssaf.domain.turnover"
local urssaf = require "urssaf"

local function read(text) return urssaf.read { text = text } end

describe("turnover", function()
  local function file(rows)
    return "annee;trimestre;code_departement;chiffres_d_affaires;economiquement_actifs\n" .. rows
  end

  it("given as a mean is recognized, has a note, and is never added", function()
    -- about 4 500 euros, in units with 1 000 and 12 000 active accounts
    local p = assert(read(file "2021;1;48;4500;1000\n2021;1;75;4600;12000\n"))
    assert.are.equal("chiffres_d_affaires", small_panel.notes(p, "mean")[1].measure)
    local turnover = p:filter { measure = "chiffres_d_affaires" }
    assert_misuse(function() turnover:total() end, "chiffres_d_affaires is a mean here",
      "never added")
    assert.are.equal("EUR/account", turnover.series[1].unit)
    assert.are.equal(4600, turnover:get { departement = "Paris" }:at "2021-Q1")
    assert.are.equal(1, #p:total().series)
  end)

  it("is judged by the cells that have both turnover and active accounts", function()
    -- 4 500 over 1 000 accounts; the others would make it a total
    local p = assert(read(file "2021;1;48;4500;1000\n2021;2;48;900000000;\n2021;1;75;;12\n"))
    assert.are.equal(1, #small_panel.notes(p, "mean"))
  end)

  it("given as a total is added", function()
    local p = assert(read(file "2021;1;48;4500000;1000\n2021;1;75;55200000;12000\n"))
    assert.are.same({}, small_panel.notes(p, "mean"))
    assert.are.equal(59700000, p:total():get { measure = "chiffres_d_affaires" }:at "2021-Q1")
  end)

  it("that cannot be recognized is a total, as on the portal today", function()
    local p = assert(read "annee;trimestre;code_departement;chiffres_d_affaires\n2021;1;48;4500\n")
    assert.are.same({}, small_panel.notes(p, "mean"))
  end)
end)

describe("urssaf.domain.turnover", function()
  hygiene("urssaf.domain.turnover", { "kind", "settle" })
end)

describe("turnover divided by active accounts", function()
  -- published: quarterly turnover and active
  local TOTALS = { { 1.57e9, 465000 }, { 5.2e9, 1145000 }, { 6.389e9, 1302000 },
    { 8.05e9, 1587000 } }

  it("shows a total if it is an account's plausible turnover", function()
    for _, case in ipairs(TOTALS) do
      assert.are.equal("total", turnovers.kind(case[1], case[2]))
    end
    -- a unit of 7 accounts with 4 500 euros each, and one of 200 with 1 600 each
    assert.are.equal("total", turnovers.kind(31500, 7))
    assert.are.equal("total", turnovers.kind(320000, 200))
  end)

  it("shows a mean if it is a plausible turnover divided by the accounts", function()
    -- 4 500 / 12 000 = 0.375
    assert.are.equal("mean", turnovers.kind(4500, 12000))
    -- 100 départements with a mean of some 4 567 euros, 1 145 000 active: 0.4
    assert.are.equal("mean", turnovers.kind(100 * 4567, 1145000))
    -- one unit of 50 accounts: 90; of 30: 150
    assert.are.equal("mean", turnovers.kind(4500, 50))
    assert.are.equal("mean", turnovers.kind(4500, 30))
  end)

  it("shows neither in between", function()
    -- means of units of 8 and 5 accounts: 562.5, 900
    assert.is_nil(turnovers.kind(4500, 8))
    assert.is_nil(turnovers.kind(4500, 5))
    assert.is_nil(turnovers.kind(200, 1))
    assert.is_nil(turnovers.kind(1000, 1))
  end)

  it("shows neither without values", function()
    for _, case in ipairs { { 0, 0 }, { 0, 10 }, { 4500, 0 }, { -5, 3 }, { 5, -3 },
      { -4500, -1 }, { 0 / 0, 10 }, { 4500, 0 / 0 } } do
      assert.is_nil(turnovers.kind(case[1], case[2]))
    end
  end)
end)
