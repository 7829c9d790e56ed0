local hygiene = require "spec.support.hygiene"
local names = require "urssaf.base.names"
local year_columns = require "urssaf.domain.year_columns"

describe("urssaf.domain.year_columns", function()
  hygiene("urssaf.domain.year_columns", { "fields", "of" })

  local HEADER = { "ape", "nombre_2007", "effectifs_2007", "effectifs_2006", "nombre_2006",
    "code_ape" }

  it("tells the columns of a table with a row for each year", function()
    assert.are.same({
      header = { "ape", "code_ape", "annee", "nombre", "effectifs" }, plain = { 1, 6 },
      measures = { "nombre", "effectifs" }, years = { "2006", "2007" },
      positions = { ["2006"] = { 5, 4 }, ["2007"] = { 2, 3 } },
    }, year_columns.of(HEADER))
  end)

  it("takes labels, too", function()
    local layout = year_columns.of { "Région", "Effectifs salariés 2006",
      "Effectifs salariés 2007" }
    assert.are.same({ "Région", "annee", "Effectifs salariés" }, layout.header)
  end)

  it("takes labels that differ in accents, capitals, signs and blanks", function()
    for _, headings in ipairs { { "EFFECTIFS SALARIES 2006", "Effectifs salariés 2007" },
      { "Effectifs salariés\194\1602006", "Effectifs  salariés \226\128\175 2007" },
      { "Effectifs salariés en 2006", "effectifs_salaries_2007" },
      { "\239\187\191Effectifs salariés - 2006", "Effectifs salariés EN 2007" } } do
      local layout = year_columns.of { "Région", headings[1], headings[2] }
      assert.are.same({ ["2006"] = { 2 }, ["2007"] = { 3 } }, layout.positions)
      assert.are.equal(1, #layout.measures)
      assert.are.equal("effectifs_salaries", names.slug(layout.measures[1]))
    end
  end)

  it("leaves out the years that a measure lacks", function()
    local layout = year_columns.of { "a_2006", "a_2007", "b_2007", "b_2008" }
    assert.are.same({ ["2006"] = { 1 }, ["2007"] = { 2, 3 }, ["2008"] = { [2] = 4 } },
      layout.positions)
  end)

  local many = {}
  for i = 1, 101 do many[i] = ("a_%d"):format(1899 + i) end
  for name, header in pairs {
    ["with a measure that has a year twice"] = { "a_2006", "A 2006", "a_2007" },
    ["with measures that lack most years"] = { "a_1900", "a_1901", "b_1950", "b_1951", "c_2000",
      "c_2001" },
    ["without a year"] = { "region", "effectifs" },
    ["with a single year, as of a nomenclature"] = { "zone_d_emploi_2020", "effectifs" },
    ["dated otherwise"] = { "Année", "a_2006", "a_2007" },
    ["with numbers that are no years"] = { "a_0001", "a_0002", "b_20061", "b_20062" },
    ["with more than a hundred years"] = many,
    ["with years alone"] = { "2006", "2007" },
    ["without columns"] = {},
  } do
    it("leaves alone a table " .. name, function() assert.is_nil(year_columns.of(header)) end)
  end

  it("takes a hundred years", function()
    local hundred = {}
    for i = 1, 100 do hundred[i] = many[i] end
    assert.are.equal(100, #year_columns.of(hundred).years)
  end)

  it("tells the fields, with the measures' types", function()
    local fields = { { name = "ape", type = "text", label = "APE" },
      { name = "a_2006", type = "int" }, { name = "b_2006", type = "double" },
      { name = "a_2007", type = "int" }, { name = "b_2007", type = "double" } }
    assert.are.same({ fields[1], { name = "annee", type = "date" }, { name = "a", type = "int" },
      { name = "b", type = "double" } }, year_columns.fields(fields))
    local others = { { name = "annee", type = "date" }, { name = "a", type = "int" } }
    assert.are.equal(others, year_columns.fields(others))
  end)
end)
