-- What a file's codes are made into when it is loaded.
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

  it("in two spellings are of one unit", function()
    local p = assert(read "annee;code_departement;radiations\n2020;2a;1\n2021;2A;2\n")
    assert.are.equal(1, #p.series)
    assert.are.equal("2A", p.series[1].key.code_departement)
    assert.are.same({ 1, 2 }, p.series[1].values)
  end)

  it("in two spellings are refused for one period", function()
    local p, err = read "annee;code_departement;radiations\n2020;2a;1\n2020;2A;2\n"
    assert.is_nil(p)
    assert.are.equal("decode", err.kind)
    assert.matches("the unit 2A has this period twice", err.message, 1, true)
  end)
end)
