local hygiene = require "spec.support.hygiene"
local names = require "urssaf.base.names"

describe("urssaf.base.names", function()
  hygiene("urssaf.base.names", { "fold", "slug", "before", "nearest", "suggestion", "sorted_keys",
    "words" })

  describe("fold", function()
    for given, expected in pairs {
      ["Île-de-France"] = "ile-de-france", ["CÔTES-D'ARMOR"] = "cotes-d'armor",
      ["Côte-d’Or"] = "cote-d'or", ["Haÿ"] = "hay", ["cœur"] = "coeur",
      ["e\204\129te\204\129"] = "ete", ["\239\187\191Ain"] = "ain", ["a\194\160b"] = "a b",
      ["日本"] = "日本", [""] = "",
    } do
      it(("'%s' is '%s'"):format(given, expected), function()
        assert.are.equal(expected, names.fold(given))
      end)
    end
  end)

  -- the portal's labels, and its names of the same columns
  describe("slug names the column of a label:", function()
    for label, name in pairs {
      ["Région"] = "region", ["Département"] = "departement", ["Année"] = "annee",
      ["Trimestre"] = "trimestre", ["Dernier jour du trimestre"] = "dernier_jour_du_trimestre",
      ["Code région"] = "code_region", ["Code Département"] = "code_departement",
      ["Immatriculations"] = "immatriculations", ["Radiations"] = "radiations",
      ["Chiffres d'affaires"] = "chiffres_d_affaires",
      ["Economiquement actifs"] = "economiquement_actifs",
      ["Administrativement actifs"] = "administrativement_actifs",
      ["\239\187\191Région"] = "region", ["code_region"] = "code_region",
    } do
      it(label, function() assert.are.equal(name, names.slug(label)) end)
    end
  end)

  it("before compares bytes, not by the locale", function()
    assert.is_true(names.before("2", "21"))
    assert.is_false(names.before("21", "2"))
    assert.is_true(names.before("Z", "a"))
    assert.is_true(names.before("z", "é"))
    assert.is_false(names.before("a", "a"))
    assert.is_true(names.before("a_b", "aab"))
  end)

  describe("nearest", function()
    local known = { "immatriculations", "radiations", "Isère", "Ain", "Aisne" }
    for given, expected in pairs { Iser = "Isère", ISERE = "Isère", radiation = "radiations",
      imatriculations = "immatriculations", Aisn = "Aisne" } do
      it(("'%s' is '%s'"):format(given, expected), function()
        assert.are.equal(expected, names.nearest(given, known))
      end)
    end

    it("is nil if no name is near", function()
      assert.is_nil(names.nearest("zzzzzzzz", known))
      assert.is_nil(names.nearest(("x"):rep(1000), known))
      assert.are.equal("", names.suggestion("zzzzzzzz", known))
    end)

    it("ends a message", function()
      assert.are.equal(" (did you mean 'Ain'?)", names.suggestion("ain", { "Ain" }))
    end)
  end)

  it("sorted_keys is in byte order", function()
    assert.are.same({ "Z", "a", "b" }, names.sorted_keys { b = 1, Z = 2, a = 3 })
  end)
end)
