local hygiene = require "spec.support.hygiene"
local odsql = require "urssaf.portal.odsql"

describe("urssaf.portal.odsql", function()
  hygiene("urssaf.portal.odsql", { "string", "field", "literal", "condition", "all",
    "values", "spellings", "canonical", "is_field" })

  describe("one form of where", function()
    for name, case in pairs {
      ["a code, its number, a list of it"] = { { code_region = "01" },
        { { code_region = 1 }, { code_region = "1" }, { code_region = { "01" } },
          { code_region = { 1, "01", "1", "001" } } } },
      ["a list in any order, with repetitions"] = { { departement = { "Ain", "Gers" } },
        { { departement = { "Gers", "Ain" } }, { departement = { "Ain", "Gers", "Ain" } } } },
      ["codes in any order and spelling"] = { { code_departement = { "02", "2A" } },
        { { code_departement = { "2A", 2 } }, { code_departement = { "2", "2A", "02" } } } },
      ["numbers"] = { { annee = { 2019, 2020 } }, { { annee = { 2020, 2019 } } } },
      ["ODSQL as it is"] = { 'a  =  "1"', { 'a  =  "1"' } },
    } do
      it(name, function()
        for _, where in ipairs(case[2]) do
          assert.are.same(case[1], odsql.canonical(where))
          -- the portal is asked the same, whatever the field's type
          for _, kind in ipairs { "text", "int", "double", "date", "boolean" } do
            local types = setmetatable({}, { __index = function() return kind end })
            local function asked(of)
              local words = {}
              for word in odsql.condition(of, types):gmatch "[^(), ]+" do
                words[#words + 1] = word
              end
              table.sort(words)
              return words
            end
            assert.are.same(asked(case[1]), asked(where))
          end
        end
        assert.are.same(case[1], odsql.canonical(case[1]))
      end)
    end

    it("has two for what the field's type may tell apart", function()
      for _, pair in ipairs { { 1, "1" }, { "a", "A" }, { "a", "a " }, { "1", "01" } } do
        assert.are_not.same(odsql.canonical { annee = pair[1] },
          odsql.canonical { annee = pair[2] })
      end
    end)
  end)

  describe("quotes", function()
    local backslash, quote = "\\", '"'
    for name, case in pairs {
      ["Côte-d'Or as it is"] = { "Côte-d'Or", quote .. "Côte-d'Or" .. quote },
      ["a double quote"] = { 'a"b', quote .. "a" .. backslash .. quote .. "b" .. quote },
      ["a backslash"] = { "a\\b", quote .. "a" .. backslash .. backslash .. "b" .. quote },
      ["a backslash before a quote"] = { '\\"',
        quote .. backslash .. backslash .. backslash .. quote .. quote },
      ["a newline as it is"] = { "a\nb", quote .. "a\nb" .. quote },
      ["nothing"] = { "", quote .. quote },
    } do
      it(name, function() assert.are.equal(case[2], odsql.string(case[1])) end)
    end

    it("no NUL byte: it raises", function()
      assert.has_error(function() odsql.string("a\0b") end)
    end)
  end)

  describe("field names", function()
    for given, expected in pairs { departement = "departement", year = "`year`",
      ["2019"] = "`2019`", Where = "`Where`", code_region = "code_region", ["in"] = "`in`" } do
      it(("%s becomes %s"):format(given, expected), function()
        assert.are.equal(expected, odsql.field(given))
      end)
    end

    it("are told from others", function()
      assert.is_true(odsql.is_field "2019_year")
      for _, wrong in ipairs { "a b", "", "é", 3, {} } do assert.is_false(odsql.is_field(wrong)) end
    end)

    for _, wrong in ipairs { "a b", "a;b", "a`b", "", 'a"', "é", "a=1 or b" } do
      it(("'%s' raises"):format(wrong), function()
        local ok, message = pcall(odsql.field, wrong)
        assert.is_false(ok)
        assert.matches("not a field's name", message, 1, true)
      end)
    end

    it("that are no strings raise", function()
      assert.has_error(function() odsql.field(3) end)
    end)
  end)

  describe("literals", function()
    for _, case in ipairs {
      { "Paris", nil, '"Paris"' }, { "75", nil, '"75"' }, { 75, nil, "75" }, { 75, "text", '"75"' },
      { "75", "int", "75" }, { 1.5, "double", "1.5" }, { "2024-12-31", "date", "date'2024-12-31'" },
      { "2024", "date", "date'2024'" },
      { "2024' or 1=1", "date", "\"2024' or 1=1\"" },
      { "Paris", "int", '"Paris"' }, { "0x10", "int", '"0x10"' }, { "1,5", "double", '"1,5"' },
      { ("9"):rep(400), "int", '"' .. ("9"):rep(400) .. '"' },
      { 2024, "date", "date'2024'" }, { 2024.5, "date", "2024.5" },
      { 1e15, nil, "1000000000000000" },
    } do
      it(("%s of type %s is %s"):format(case[1], tostring(case[2]), case[3]), function()
        assert.are.equal(case[3], odsql.literal(case[1], case[2]))
      end)
    end

    for name, wrong in pairs { ["a boolean"] = true, ["a table"] = {}, nan = 0 / 0,
      infinity = math.huge } do
      it(name .. " raises", function()
        assert.has_error(function() odsql.literal(wrong) end)
      end)
    end
  end)

  describe("conditions", function()
    it("put fields in byte order, with and", function()
      assert.are.equal('departement = "Ain" and region = "Corse"',
        odsql.condition { region = "Corse", departement = "Ain" })
    end)

    it("ask for codes in all their spellings", function()
      for _, spelling in ipairs { "01", "1", 1 } do
        assert.are.equal('code_departement in ("01","1")',
          odsql.condition { code_departement = spelling })
      end
      assert.are.equal('code_departement = "2A"', odsql.condition { code_departement = "2A" })
      assert.are.equal('code_departement = "971"', odsql.condition { code_departement = "971" })
      assert.are.equal('code_region in ("84","06","6")',
        odsql.condition { code_region = { "84", "6" } })
      assert.are.equal("code_region = 1", odsql.condition({ code_region = "01" },
        { code_region = "int" }))
    end)

    it("take a list of values", function()
      assert.are.equal('departement in ("Ain","Côte-d\'Or")',
        odsql.condition { departement = { "Ain", "Côte-d'Or" } })
    end)

    it("leave the user's own ODSQL alone, and nothing be nothing", function()
      assert.are.equal("a > 3", odsql.condition "a > 3")
      assert.is_nil(odsql.condition(nil))
    end)

    it("know the codes of the old regions too", function()
      assert.are.equal('code_ancienne_region in ("01","1")',
        odsql.condition { code_ancienne_region = "1" })
    end)

    it("take whole floats for codes", function()
      assert.are.equal('code_departement in ("01","1")',
        odsql.condition { code_departement = 1.0 })
    end)

    it("read a number from text with a decimal point, whatever the locale", function()
      assert.are.equal("x = 12.5", odsql.condition({ x = "12.5" }, { x = "double" }))
    end)

    it("raise on a list with holes, or with names", function()
      assert.has_error(function() odsql.condition { region = { "a", nil, "b" } } end)
      assert.has_error(function() odsql.condition { region = { x = "a" } } end)
    end)

    it("raise on an empty list and a wrong name", function()
      assert.has_error(function() odsql.condition { region = {} } end)
      assert.has_error(function() odsql.condition { ["a b"] = "x" } end)
    end)

    it("are put together in parentheses, so that `or` stays inside", function()
      assert.are.equal("(a or b) and (c)", odsql.all { "a or b", "c" })
      assert.are.equal("a or b", odsql.all { "a or b" })
      assert.is_nil(odsql.all {})
    end)
  end)
end)
