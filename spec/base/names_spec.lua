local hygiene = require "spec.support.hygiene"
local names = require "urssaf.base.names"

describe("urssaf.base.names", function()
  hygiene("urssaf.base.names", { "fold", "slug", "nearest", "meant", "suggestion",
    "words", "listed", "quoted" })

  describe("fold", function()
    for given, expected in pairs {
      ["Île-de-France"] = "ile-de-france", ["CÔTES-D'ARMOR"] = "cotes-d'armor",
      ["Côte-d’Or"] = "cote-d'or", ["Haÿ"] = "hay", ["cœur"] = "coeur",
      ["e\204\129te\204\129"] = "ete", ["\239\187\191Ain"] = "ain", ["a\194\160b"] = "a b",
      ["日本"] = "日本", [""] = "",
      ["a\205"] = "a\205", ["\204B"] = "\204b", -- no UTF-8
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

    it("is nil if most of the name would be another", function()
      assert.is_nil(names.nearest("foo", { "from", "Lot" }))
      assert.is_nil(names.nearest("xy", { "Ain" }))
      assert.are.equal("Lot", names.nearest("lit", { "from", "Lot" }))
    end)

    it("compares no more than a second allows, and the first names for certain #timed", function()
      local list = { "yyyx" }
      for i = 2, 20000 do list[i] = ("x"):rep(150) .. i end
      local started = os.clock()
      assert.is_nil(names.nearest(("y"):rep(150), list))
      assert.is_true(os.clock() - started < 1)
      assert.are.equal("yyyx", names.nearest("yyyy", list))
      -- those that are far too long for it are not compared
      list[1], list[#list + 1] = ("x"):rep(150), "yyyx"
      assert.are.equal("yyyx", names.nearest("yyyy", list))
    end)

    it("ends a message", function()
      assert.are.equal(" (did you mean 'Ain'?)", names.suggestion("ain", { "Ain" }))
      assert.are.equal(" (did you mean 'a\\x1B'?)", names.suggestion("ab", { "a\27" }))
    end)
  end)

  it("quoted shows a name, a long one in part", function()
    assert.are.equal("é\\x1B[31m", names.quoted("é\27[31m"))
    assert.is_true(#names.quoted(("x"):rep(1000)) <= 200)
  end)

  it("listed shows the first names, each in part, and how many more there are #timed", function()
    assert.are.equal("", names.listed {})
    assert.are.equal("a, é", names.listed { "a", "é" })
    assert.are.equal("a, b and 1 more", names.listed({ "a", "b", "c" }, 2))
    local many = {}
    for i = 1, 4092 do many[i] = "n" end
    assert.are.equal(("n, "):rep(19) .. "n and 4072 more", names.listed(many))
    assert.are.equal("\\x1B[31m", names.listed { "\27[31m" })
    assert.is_true(#names.listed { ("x"):rep(1000) } <= 200)
    local started = os.clock()
    names.listed { ("x"):rep(2e7) }
    assert.is_true(os.clock() - started < 0.5)
  end)
end)
