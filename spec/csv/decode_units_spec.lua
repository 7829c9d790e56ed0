local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"
local sorting = require "urssaf.base.sorting"

local role_list, decoded, place = decoding.role_list, decoding.decoded, decoding.place
local generator, shuffled, lines = decoding.generator, decoding.shuffled, decoding.lines

describe("units", function()
  local with_codes = role_list { "year",
    { role = "dimension", name = "code", rank = 1, width = 2 },
    { role = "attribute", name = "nom", rank = 2, of = 2 }, "measure" }

  local function units(rows, roles)
    local result = assert(decoded("annee;code;nom;m\n" .. rows, roles or with_codes))
    local list = {}
    for i, s in ipairs(result.series) do list[i] = s.key.code or s.key.nom or "" end
    return table.concat(list, " "), result
  end

  it("are one for `1` and `01`", function()
    local order, result = units "2020;1;Ain;5\n2021;01;Ain;6\n"
    assert.are.equal("01", order)
    assert.are.same({ 5, 6 }, result.series[1].values)
  end)

  it("are as many as texts that differ in one byte, wherever it is", function()
    local texts = {}
    for length = 1, 26 do
      texts[#texts + 1] = ("a"):rep(length)
      for at = 1, length do
        texts[#texts + 1] = ("a"):rep(at - 1) .. "b" .. ("a"):rep(length - at)
      end
    end
    local random, rows = generator(26), {}
    for year = 2020, 2022 do
      for i, text in ipairs(shuffled(texts, random)) do
        rows[#rows + 1] = ("%d;%s;;%d\n"):format(year, text, i)
      end
    end
    local roles = role_list { "year", { role = "dimension", name = "code" }, "ignored", "measure" }
    local order, result = units(table.concat(rows), roles)
    table.sort(texts, sorting.before)
    assert.are.equal(table.concat(texts, " "), order)
    for _, s in ipairs(result.series) do assert.are.equal(3, #s.values) end
  end)

  it("are two for `1` and `01` where codes have no width", function()
    local roles = role_list { "year", { role = "dimension", name = "code" }, "ignored", "measure" }
    assert.are.equal("01 1", (units("2021;1;;5\n2021;01;;6\n", roles)))
  end)

  it("are in the official order, those without a code last", function()
    local codes = { "971", "21", "", "2B", "1", "95", "19", "2A", "974", "22", "01X", "9" }
    local expected = "01 01X 09 19 2A 2B 21 22 95 971 974 reste"
    local random = generator(7)
    for _ = 1, 20 do
      local rows = {}
      for i, code in ipairs(shuffled(codes, random)) do
        rows[i] = ("2021;%s;%s;1\n"):format(code, code == "" and "reste" or "nom")
      end
      assert.are.equal(expected, (units(table.concat(rows))))
    end
  end)

  it("whose code begins with a letter come after those of digits, in C and in Lua", function()
    local body = "annee;code;m\n2021;NCA;1\n2021;974;2\n2021;2A;3\n2021;___;4\n2021;01;5\n"
      .. "2021;;6\n"
    local roles = role_list { "year", { role = "dimension", name = "code", rank = 1, width = 2 },
      "measure" }
    for _, name in ipairs { "urssaf.decode", "urssaf.csv.lua_decoder" } do
      local got = {}
      for i, s in ipairs(assert(decoded(body, roles, nil, nil, require(name))).series) do
        got[i] = s.values[1]
      end
      assert.are.equal("5 3 2 1 4 6", table.concat(got, " "))
    end
  end)

  it("are in the order of bytes where codes have no width", function()
    local roles = role_list { "year", { role = "dimension", name = "code" }, "ignored", "measure" }
    assert.are.equal("19 21 2A A É  ",
      (units("2021;2A;;1\n2021;É;;1\n2021;;;1\n2021;19;;1\n2021;A;;1\n2021;21;;1\n", roles)) .. " ")
  end)

  it("are ordered by the first rank before the second, whatever the header says", function()
    local body = lines("annee;b;a;m", "2021;1;y;1", "2021;2;x;2", "2021;1;x;3")
    for _, case in ipairs { { 1, 2, "3 1 2" }, { 2, 1, "3 2 1" } } do
      local result = decoded(body, role_list { "year", { role = "dimension", rank = case[1] },
        { role = "dimension", rank = case[2] }, "measure" })
      local got = {}
      for i, s in ipairs(result.series) do got[i] = s.values[1] end
      assert.are.equal(case[3], table.concat(got, " "))
    end
  end)

  it("have the name of the latest quarter that has one, whatever the order of rows", function()
    local rows = { "2019;1;Vieux;1\n", "2020;1;Moyen;2\n", "2021;1;Neuf;3\n", "2018;1;Ancien;4\n",
      "2022;1;;5\n" }
    local random = generator(3)
    for _ = 1, 24 do
      local order, result = units(table.concat(shuffled(rows, random)))
      assert.are.equal("01", order)
      assert.are.same({ code = "01", nom = "Neuf" }, result.series[1].key)
      assert.are.same({ 4, 1, 2, 3, 5 }, result.series[1].values)
    end
  end)

  it("have that name also if the row of another comes late", function()
    for _, rows in ipairs {
      "2015;1;Neuf;1\n2020;1;Neuf;2\n2018;1;Moyen;3\n",
      "2020;1;Neuf;1\n2015;1;Vieux;2\n2018;1;Neuf;3\n2019;1;Moyen;4\n",
    } do
      for rank = 0, 2, 2 do -- before the code, and behind it
        local _, result = units(rows, role_list { "year",
          { role = "dimension", name = "code", rank = 1, width = 2 },
          { role = "attribute", name = "nom", rank = rank, of = 2 }, "measure" })
        assert.are.same({ code = "01", nom = "Neuf" }, result.series[1].key)
      end
    end
  end)

  it("are told apart by their names where the code is empty", function()
    local order, result = units "2021;;Nord;1\n2020;;Sud;2\n2021;;Sud;3\n2020;;Nord;4\n2020;;;5\n"
    assert.are.equal("Nord Sud ", order)
    assert.are.same({ 4, 1 }, result.series[1].values)
    assert.are.same({ 2, 3 }, result.series[2].values)
    assert.are.same({ 5 }, result.series[3].values)
    assert.are.same({}, result.series[3].key)
  end)

  it("with a code are not those without, however named", function()
    local order = units "2021;01;Ain;1\n2021;;Ain;2\n2021;;01;3\n"
    assert.are.equal("01 01 Ain", order)
  end)

  it("do not mix where one text ends and the next begins", function()
    local result = decoded(lines("annee;a;b;m", "2021;xy;z;1", "2021;x;yz;2", "2021;;xyz;3",
      "2021;xyz;;4"), role_list { "year", "dimension", "dimension", "measure" })
    assert.are.equal(4, #result.series)
  end)

  it("are told apart by their names in whatever place the empty code is", function()
    local roles = role_list { { role = "dimension", name = "region", rank = 1 }, "year",
      { role = "attribute", name = "nom", rank = 3, of = 4 },
      { role = "dimension", name = "code", rank = 2 }, "measure" }
    local result = decoded(lines("region;annee;nom;code;m", "R;2021;Nord;;1", "R;2021;Sud;;2",
      ";2020;Est;5;3", ";2021;Ouest;5;4"), roles)
    local list = {}
    for i, s in ipairs(result.series) do
      list[i] = { s.key.region or "", s.key.code or "", s.key.nom, s.values }
    end
    assert.are.same({ { "R", "", "Nord", { [2] = 1 } }, { "R", "", "Sud", { [2] = 2 } },
      { "", "5", "Ouest", { 3, 4 } } }, list)
  end)

  it("have each of their codes made canonical", function()
    local result = decoded(lines("a;annee;b;c;m", "1;2021;2;33;5", "01;2020;002;033;6"), role_list {
      { role = "dimension", width = 2 }, "year", { role = "dimension", width = 3 },
      { role = "dimension", width = 3 }, "measure" })
    assert.are.equal(1, #result.series)
    assert.are.same({ a = "01", b = "002", c = "033" }, result.series[1].key)
    assert.are.same({ 6, 5 }, result.series[1].values)
  end)

  it("have the letters of their codes as capitals, where codes have a width", function()
    local result = decoded(lines("a;annee;b;m", "2a;2021;2a;5", "2A;2020;2a;6", "é9z;2020;2a;7",
      "abcdefghi;2020;2a;8"), role_list { { role = "dimension", width = 2 }, "year",
      "dimension", "measure" })
    local list = {}
    for i, s in ipairs(result.series) do list[i] = { s.key.a, s.key.b, s.values[1] } end
    assert.are.same({ { "2A", "2a", 6 }, { "abcdefghi", "2a", 8 }, { "é9Z", "2a", 7 } }, list)
    assert.are.same({ 6, 5 }, result.series[1].values)
  end)

  it("are many: ten thousand of three rows each, with their own values", function()
    local rows, random = {}, generator(11)
    for n = 1, 10000 do
      for year = 2019, 2021 do
        rows[#rows + 1] = ("%d;%05d;%d\n"):format(year, n, n * 3 + year)
      end
    end
    local result = decoded("annee;code;m\n" .. table.concat(shuffled(rows, random)),
      role_list { "year", "dimension", "measure" })
    assert.are.equal(10000, #result.series)
    for i, s in ipairs(result.series) do
      assert(s.key.code == ("%05d"):format(i))
      for k = 1, 3 do assert(s.values[k] == i * 3 + 2018 + k) end
    end
  end)
end)

describe("an unknown text column", function()
  local roles = role_list { "year", { role = "dimension", name = "code", width = 2 }, "measure",
    { role = "attribute", name = "inconnu", rank = 9 } }
  local header = "annee;code;m;extra"

  it("joins the keys if it never differs within a unit", function()
    local result, columns = decoded(lines(header, "2020;1;1;a", "2021;1;2;a", "2021;2;3;b"), roles)
    assert.are.equal("a", result.series[1].key.inconnu)
    assert.are.equal("b", result.series[2].key.inconnu)
    assert.are.same({ [4] = { filled = true, numeric = false, varies = false } }, columns)
  end)

  it("stays out of all keys if it differs within one unit, and columns() says so", function()
    local result, columns = decoded(lines(header, "2020;1;1;a", "2021;1;2;b", "2021;2;3;b"), roles)
    assert.are.same({ code = "01" }, result.series[1].key)
    assert.are.same({ code = "02" }, result.series[2].key)
    assert.are.same({ [4] = { filled = true, numeric = false, varies = true } }, columns)
  end)

  it("is said to hold numbers only if all its cells do, and some", function()
    for cells, expected in pairs {
      ["1 2 3"] = { filled = true, numeric = true, varies = true },
      ["1 1 3"] = { filled = true, numeric = true, varies = false },
      ["1 2,5 3"] = { filled = true, numeric = false, varies = true },
      ["x 2 3"] = { filled = true, numeric = false, varies = true },
      ["- - 3"] = { filled = true, numeric = true, varies = false },
      ["- - -"] = { filled = false, numeric = false, varies = false },
    } do
      local a, b, c = cells:gsub("%-", ""):match "^(%S*) (%S*) (%S*)$"
      local _, columns = decoded(lines(header, "2020;1;1;" .. a, "2021;1;2;" .. b,
        "2021;2;3;" .. c), roles)
      assert.are.same({ [4] = expected }, columns, cells)
    end
  end)

  it("that splits a unit is named, as `schema`", function()
    local result, err = decoded(lines(header, "2020;1;1;a", "2021;2;2;a", "2020;1;3;b"), roles)
    assert.is_nil(result)
    assert.are.same({ kind = "schema", line = 4, column = 4 }, place(err))
    assert.is_truthy(err.message:find("extra", 1, true) or err.message:find("inconnu", 1, true))
    assert.is_truthy(err.message:find("dimensions", 1, true))
  end)

  it("that splits a unit is the one that is named, of two", function()
    local two = role_list { "year", "dimension", "measure", { role = "attribute", rank = 9 },
      { role = "attribute", rank = 9 } }
    local _, err = decoded(lines("annee;code;m;p;q", "2020;1;1;same;a", "2020;1;2;same;b"), two)
    assert.are.same({ kind = "schema", line = 3, column = 5 }, place(err))
  end)

  it("is named with the others that vary, in the order of their ranks", function()
    local three = role_list { "year", "dimension", "measure", { role = "attribute", rank = 9 },
      { role = "attribute", rank = 8 }, { role = "attribute", rank = 7 } }
    local _, err = decoded(lines("annee;code;m;p;q;r", "2020;1;1;a;a;same", "2020;1;2;b;b;same"),
      three)
    assert.are.equal("line 3, column 5 (q): an unknown column splits the unit 1: take it in with"
      .. ' dimensions = { ... }; it is among "q", "p"', err.message)
  end)

  it("that splits a unit is the one that is named, of very many", function()
    local names, before, roles_of_all = { "annee", "code" }, { "2021", "1" },
      role_list { "year", "dimension" }
    for i = 3, 42 do
      names[i], before[i], roles_of_all[i] = "x" .. i, "same", { role = "attribute" }
    end
    local again = lua.copy(before)
    again[40] = "other"
    local _, err = decoded(lines(table.concat(names, ";"), table.concat(before, ";"),
      table.concat(again, ";")), roles_of_all)
    assert.are.same({ kind = "schema", line = 3, column = 40 }, place(err))
  end)

  it("taken as a dimension splits it rightly", function()
    local split = role_list { "year", "dimension", "measure", "dimension" }
    assert.are.equal(2, #decoded(lines(header, "2020;1;1;a", "2020;1;3;b"), split).series)
  end)

  it("that varies elsewhere is no excuse for two rows that agree in it", function()
    local two = role_list { "year", "dimension", "measure", { role = "attribute", rank = 8 },
      { role = "attribute", rank = 9 } }
    local function repeated(first, again)
      local rows = { "annee;code;m;p;q", "2019;1;1;w;a", "2020;1;1;" .. first, "2021;2;1;v;a",
        "2020;1;1;" .. again, "2020;2;1;z;a" }
      return place(select(2, decoded(lines(lua.unpack(rows)), two)))
    end
    assert.are.same({ kind = "decode", line = 5, column = 1 }, repeated("x;a", "x;a"))
    assert.are.same({ kind = "schema", line = 5, column = 4 }, repeated("x;a", "y;a"))
    assert.are.equal("schema", repeated("x;a", "x;b").kind)
  end)

  it("is no excuse for a row that comes twice", function()
    local _, err = decoded(lines(header, "2020;1;1;a", "2021;1;2;b", "2021;1;2;b"), roles)
    assert.are.same({ kind = "decode", line = 4, column = 1 }, place(err))
  end)
end)
