local hygiene = require "spec.support.hygiene"
local pseudo_cases = require "spec.support.pseudo_cases"
local pseudo_units = require "urssaf.domain.pseudo_units"

describe("urssaf.domain.pseudo_units", function()
  hygiene("urssaf.domain.pseudo_units", { "is_code", "is_marked", "is_meant", "is_name",
    "plain_name", "role", "split" })

  for _, case in ipairs(pseudo_cases.list) do
    it("knows " .. case.name, function()
      assert.are.equal(case.role, pseudo_units.role(case.key))
      for _, key in ipairs(case.units) do assert.is_nil(pseudo_units.role(key)) end
    end)
  end

  it("knows a code alone, as far as it can have one meaning", function()
    for _, case in ipairs {
      { { code_departement = "NCA" }, "remainder" }, { { code_region = "99" }, "remainder" },
      { { code_ancienne_region = "___" }, "remainder" }, { { secteur = "NCA" }, "remainder" },
      { { code_region = "99", region = "_calage_" }, "adjustment" },
      { { code_departement = "99", departement = "Étranger" } }, { { code_famille = "99" } },
      { { departement = "99" } }, { { code_departement = "9" } },
    } do assert.are.equal(case[2], pseudo_units.role(case[1])) end
  end)

  it("takes an adjustment of a remainder for an adjustment", function()
    assert.are.equal("adjustment",
      pseudo_units.role { region = "_non classé ailleurs_", secteur = "_calage_" })
  end)

  it("takes other names for true units", function()
    for _, name in ipairs { "Ain", "", "_", "__", "_x", "x_", "a_b", "NCAX", "Calage", "Classe A",
      "La Réunion", "GZ_x_" } do
      assert.is_nil(pseudo_units.role { region = name }, name)
      assert.is_nil(pseudo_units.plain_name(name), name)
    end
  end)

  it("gives all spellings of a pseudo-unit the same plain name", function()
    for name, plain in pairs { ["_non classé ailleurs_"] = "non classe ailleurs",
      ["nca _non_classés_ailleurs_"] = "non classe ailleurs", NCA = "non classe ailleurs",
      ["Non classé ailleurs"] = "non classe ailleurs", ["nca"] = "non classe ailleurs",
      ["_calage_"] = "calage", ["_Calage_"] = "calage", ["_non renseigné_"] = "non renseigne",
      [" _calage_ "] = "calage" } do
      assert.are.equal(plain, pseudo_units.plain_name(name))
    end
  end)

  it("finds the one that is meant, by one of its fields", function()
    local rest = { code_departement = "NCA", departement = "_non classé ailleurs_",
      code_region = "03", region = "Guyane" }
    local calage = { code_region = "NCA", region = "_calage_" }
    for _, case in ipairs {
      { rest, "departement", "nca", true }, { rest, "departement", "Non classe ailleurs", true },
      { rest, "region", "NCA", false }, { rest, "region", "Guyane", false },
      { rest, "departement", "Guyane", false }, { rest, "departement", "99", false },
      { calage, "region", "calage", true }, { calage, "region", "adjustment", true },
      { calage, "region", "NCA", true }, { calage, "region", "non classé ailleurs", false },
      { { code_region = "99" }, "region", "99", true }, { { region = "Calage" }, "region", "calage",
        false },
      { { region = "_non renseigné_" }, "region", "non renseigne", true },
    } do
      assert.are.equal(case[4], pseudo_units.is_meant(case[1], case[2], case[3]), case[3])
    end
  end)

  it("knows what can mean a pseudo-unit only", function()
    for _, text in ipairs { "NCA", "nca", "99", "___", "calage", "Calage", "_x y_",
      "Non classés ailleurs", "unclassified" } do assert.is_true(pseudo_units.is_name(text)) end
    for _, text in ipairs { "38", "Ain", "9", "", "non renseigné" } do
      assert.is_false(pseudo_units.is_name(text))
    end
  end)

  it("tells names between underscores, and codes of pseudo-units alone", function()
    for _, name in ipairs { "_calage_", "_a_", "nca _non classés_", "99  _x_", "_a_b_" } do
      assert.is_true(pseudo_units.is_marked(name))
    end
    for _, name in ipairs { "", "_", "__", "a_b_", "_calage", "calage_", "nca_x_", "é _x_",
      "a b _x_", "NCA" } do assert.is_false(pseudo_units.is_marked(name), name) end
    assert.is_true(pseudo_units.is_code "99" and pseudo_units.is_code "___")
    assert.is_false(pseudo_units.is_code "NCA" or pseudo_units.is_code "98")
  end)

  it("splits a list into true units, remainders, adjustments", function()
    local list = {}
    for i, name in ipairs { "_calage_", "Ain", "_non classé ailleurs_", "Corse", "_calage_" } do
      list[i] = { key = { region = name } }
    end
    local units, pseudo = pseudo_units.split(list)
    assert.are.same({ list[2], list[4] }, units)
    assert.are.same({ list[3], list[1], list[5] }, pseudo)
  end)
end)
