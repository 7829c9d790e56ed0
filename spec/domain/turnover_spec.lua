-- Whether a column of turnover is a mean or a total is recognized from its values.
local hygiene = require "spec.support.hygiene"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"
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
