-- What a file's own conventions are made into when it is loaded.
local hygiene = require "spec.support.hygiene"
local refused = require "spec.support.refused"
local toy = require "spec.support.toy"
local urssaf = require "urssaf"

local function read(text) return urssaf.read { text = text } end

local function codes(panel, name)
  local list = {}
  for i, s in ipairs(panel.series) do list[i] = s.key[name] or "-" end
  return list
end

describe("a file's codes", function()
  it("become the official ones, in the official order", function()
    local p = assert(read("annee;code_departement;radiations\n"
      .. "2020;21;1\n2020;2b;2\n2020;2A;3\n2020;1;4\n2020;971;5\n2020;;6\n"))
    assert.are.same({ "01", "2A", "2B", "21", "971", "-" }, codes(p, "code_departement"))
    assert.are.equal(2, p:get { departement = "Haute-Corse" }:at(2020))
  end)

  it("of regions do too", function()
    local p = assert(read "annee;code_region;radiations\n2020;84;1\n2020;1;2\n")
    assert.are.same({ "01", "84" }, codes(p, "code_region"))
  end)

  it("that nobody knows stay what they are", function()
    local p = assert(read "annee;code_departement;radiations\n2020;99Z;1\n2020;100000;2\n")
    assert.are.same({ "100000", "99Z" }, codes(p, "code_departement"))
  end)

  it("for one unit in two spellings are refused: neither half is the whole", function()
    local p, err = read "annee;code_departement;radiations\n2020;2a;1\n2021;2A;2\n"
    assert.is_nil(p)
    assert.are.equal("decode", err.kind)
    assert.matches("2A comes twice", err.message, 1, true)
  end)
end)

describe("turnover", function()
  local function file(rows)
    return "annee;trimestre;code_departement;chiffres_d_affaires;economiquement_actifs\n" .. rows
  end

  it("given as a mean is told from a total, said in a note, and never added", function()
    -- some 4 500 euros each, of units with 1 000 and 12 000 active
    local p = assert(read(file "2021;1;48;4500;1000\n2021;1;75;4600;12000\n"))
    assert.are.equal("chiffres_d_affaires", toy.notes(p, "mean")[1].measure)
    local turnover = p:filter { measure = "chiffres_d_affaires" }
    refused(function() turnover:total() end, "chiffres_d_affaires is a ratio", "never added")
    assert.are.equal("EUR/account", turnover.series[1].unit)
    assert.are.equal(4600, turnover:get { departement = "Paris" }:at "2021-Q1")
    assert.are.equal(1, #p:total().series)
  end)

  it("given as a total is added", function()
    local p = assert(read(file "2021;1;48;4500000;1000\n2021;1;75;55200000;12000\n"))
    assert.are.same({}, toy.notes(p, "mean"))
    assert.are.equal(59700000, p:total():get { measure = "chiffres_d_affaires" }:at "2021-Q1")
  end)

  it("that cannot be told is taken for what the portal says today: a total", function()
    local p = assert(read "annee;trimestre;code_departement;chiffres_d_affaires\n2021;1;48;4500\n")
    assert.are.same({}, toy.notes(p, "mean"))
  end)
end)

describe("urssaf.canonical", function() hygiene("urssaf.canonical", { "codes", "turnover" }) end)
