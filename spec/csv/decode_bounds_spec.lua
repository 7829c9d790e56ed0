local decode = require "urssaf.decode"
local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"
local lua_decoder = require "urssaf.csv.lua_decoder"

local HEADER, ROLES, GOOD = decoding.HEADER, decoding.ROLES, decoding.GOOD
local role_list, decoded, place = decoding.role_list, decoding.decoded, decoding.place
local lines = decoding.lines

describe("a bound", function()
  it("of max_line holds for a line of just that many bytes, however it comes", function()
    local roles = role_list { "year", "measure", "ignored" }
    local body = lines("annee;m;vu", "2021;5;" .. ("x"):rep(92)) -- 100 bytes with its end
    for _, size in ipairs { 1, 3, 99, 100, 101, 1000 } do
      assert.is_table(decoded(body, roles, { max_line = 100 }, size))
      local _, err = decoded(body, roles, { max_line = 99 }, size)
      assert.are.same({ kind = "limit", line = 2, column = 3 }, place(err))
    end
  end)

  it("of max_line holds for the first line of a piece, however long the piece before", function()
    local roles, before = role_list { "year", "measure", "ignored" }, { "annee;m;vu" }
    for year = 2001, 2020 do before[#before + 1] = ("%d;5;%s"):format(year, ("x"):rep(30)) end
    local piece = lines(lua.unpack(before))
    local function read(length)
      return decoded(piece .. lines("2021;5;" .. ("x"):rep(length - 8), "2022;5;" .. ("x"):rep(80)),
        roles, { max_line = 100 }, { #piece })
    end
    assert.are.equal(22, read(100).rows)
    local _, err = read(101)
    assert.are.same({ kind = "limit", line = 22, column = 3 }, place(err))
  end)

  for name, module in pairs { ["in C"] = decode, ["in Lua"] = lua_decoder } do
    it("of 4096 bytes holds for a text of a unit, not for an ignored one, " .. name, function()
      local roles = role_list { "year", "dimension", "attribute", "measure", "ignored" }
      local function read(dimension, attribute, ignored)
        return decoded(lines("annee;code;texte;m;vu", ("2021;%s;%s;1;%s"):format(
          ("x"):rep(dimension), ("é"):rep(attribute / 2), ("x"):rep(ignored))), roles, nil, nil,
          module)
      end
      assert.is_table(read(4096, 4096, 8192))
      for column, lengths in pairs { [2] = { 4097, 2, 1 }, [3] = { 1, 4098, 1 } } do
        local _, err = read(lua.unpack(lengths))
        assert.are.same({ kind = "limit", line = 2, column = column }, place(err))
      end
    end)

    -- two measures over 2000 years: 1250 units make five million cells
    it("of five million cells holds where fewer than one in 25 is there, " .. name, function()
      local roles = role_list { "year", "dimension", "measure", "measure" }
      local function read(units, more)
        local list = { "annee;code;m;n", "1000;0;1;", "2999;0;1;" }
        for i = 1, units - 1 do list[#list + 1] = "1000;" .. i .. ";1;" end
        for i = 1, more do list[#list + 1] = (1000 + i) .. ";0;1;" end
        return decoded(lines(lua.unpack(list)), roles, nil, nil, module)
      end
      assert.are.equal(2500, #read(1250, 0).series)
      local _, err = read(1251, 0)
      assert.are.same({ kind = "limit", line = 1, column = 1 }, place(err))
      assert.is_truthy(err.message:find("fewer than one in 25", 1, true), err.message)
    end)

    it("of 256 bytes holds for a column's name, " .. name, function()
      local roles = role_list { "year", "measure" }
      local function read(length)
        return decoded(lines("annee;" .. ("m"):rep(length), "2021;1"), roles, nil, nil, module)
      end
      assert.is_table(read(256))
      local _, err = read(257)
      assert.are.same({ kind = "limit", line = 1, column = 2 }, place(err))
    end)
  end

  it("of max_units and max_periods may be reached", function()
    local body = lines("annee;code;m", "2000;1;1", "2009;1;1", "2005;2;1", "2004;2;1")
    assert.is_table(decoded(body, role_list { "year", "dimension", "measure" },
      { max_units = 2, max_periods = 10 }))
  end)

  it("below one is one", function()
    local roles = role_list { "year", "dimension", "measure" }
    for option, second in pairs { max_units = "2000;2;1", max_periods = "2001;1;1" } do
      local options = { [option] = 0.5 }
      assert.are.equal(1, decoded(lines("annee;code;m", "2000;1;1"), roles, options).rows)
      local _, err = decoded(lines("annee;code;m", "2000;1;1", second), roles, options)
      assert.are.equal("limit", err.kind)
    end
  end)

  describe("of max_units holds for series, sixteen of a unit:", function()
    local measures = 32
    local names, roles = { "annee", "code" }, role_list { "year", "dimension" }
    for i = 3, measures + 2 do
      names[i], roles[i] = "m" .. i, { role = "measure", rank = 40 - i }
    end
    local function rows(units)
      local list = { table.concat(names, ";") }
      for i = 1, units do list[i + 1] = "2021;" .. i .. (";1"):rep(measures) end
      return lines(lua.unpack(list))
    end

    it("it may be reached", function()
      assert.are.equal(64, #decoded(rows(2), roles, { max_units = 4 }).series)
    end)

    it("the unit beyond is refused, at the first measure by rank", function()
      for _, size in ipairs { 1, 50, 10000 } do
        local _, err = decoded(rows(3), roles, { max_units = 4 }, size)
        assert.are.same({ kind = "limit", line = 4, column = measures + 2 }, place(err))
        assert.is_truthy(err.message:find("64 series", 1, true), err.message)
      end
    end)

    for name, module in pairs { ["in C"] = decode, ["in Lua"] = lua_decoder } do
      it("it is a million series if max_units does not say more, " .. name, function()
        local header, wide = { "annee", "code" }, role_list { "year", "dimension" }
        for i = 3, 2002 do header[i], wide[i] = "m" .. i, { role = "measure", rank = i } end
        local list = { table.concat(header, ";") }
        for i = 1, 501 do list[i + 1] = "2021;" .. i .. (";"):rep(2000) end
        local body = lines(lua.unpack(list))
        for _, most in ipairs { 500, 62500, 1000000 } do
          local bound = most == 500 and 8000 or 1000000
          local _, err = decoded(body, wide, { max_units = most }, nil, module)
          assert.are.same({ kind = "limit", line = bound / 2000 + 2, column = 3,
            message = ("line %d, column 3 (m3): more than %d series, units times measures"
            .. " (max_units)"):format(bound / 2000 + 2, bound) }, decoding.told(err))
        end
        assert.are.equal(501, decoded(body, wide, { max_units = 1002000 }, nil, module).rows)
      end)
    end

    it("further rows of units that are there are not", function()
      local body = rows(2) .. rows(2):gsub("^[^\n]*\n", ""):gsub("2021", "2022")
      assert.are.equal(4, decoded(body, roles, { max_units = 4 }).rows)
    end)
  end)

  -- A unit with more rows than periods has a period twice.
  describe("of max_periods holds for the rows of a unit:", function()
    local roles = role_list { "year", "dimension", "measure" }
    local three = { "annee;code;m", "2001;1;1", "2002;1;2", "2003;1;3" }

    -- The error that a feed returns, before the input is at its end.
    local function refusal(module, body, size)
      local decoder, has_roles = module.csv { max_periods = 3 }, false
      for at = 1, #body, size do
        local ok, err = decoder:feed(body:sub(at, at + size - 1))
        if ok and decoder:header() and not has_roles then
          has_roles, ok, err = true, decoder:roles(roles)
        end
        if not ok then return decoding.told(err) end
      end
    end

    for name, module in pairs { ["in C"] = decode, ["in Lua"] = lua_decoder } do
      it("as many are read, " .. name, function()
        local body = lines(lua.unpack(three)) .. lines("2003;2;1", "2001;2;2", "2002;2;3")
        assert.are.equal(6, decoded(body, roles, { max_periods = 3 }, nil, module).rows)
      end)

      it("one more is refused when it comes, wherever it is cut, " .. name, function()
        local body = lines(lua.unpack(three)) .. lines("2002;1;4", "not a year;1;5", "2001;2;6")
        for size = 1, #body do
          assert.are.same({ kind = "decode", line = 5, column = 1, message = "line 5, column 1"
            .. " (annee): the unit 1 has this period twice, first on line 3" },
            refusal(module, body, size))
        end
      end)

      it("the first row that repeats a period is told, of whatever unit, " .. name, function()
        local body = lines("annee;code;m", "2001;2;1", "2001;2;2", "2001;1;1", "2002;1;2",
          "2003;1;3", "2003;1;4", "2003;1;5", "x;")
        assert.are.same({ kind = "decode", line = 3, column = 1, message = "line 3, column 1"
          .. " (annee): the unit 2 has this period twice, first on line 2" },
          refusal(module, body, 1000))
      end)

      it("where an unknown column may split the unit, the end tells, " .. name, function()
        local with_note = role_list { "year", "dimension", "measure", "attribute" }
        local rows = {}
        for i = 1, 40 do rows[i] = ("20%02d;1;%d;note %d"):format(i % 3, i, i % 11) end
        local _, err = decoded(lines("annee;code;m;note", lua.unpack(rows)), with_note,
          { max_periods = 3 }, nil, module)
        assert.are.same({ kind = "schema", line = 5, column = 4, message = "line 5, column 4"
          .. " (note): an unknown column splits the unit 1: \"note\"" }, decoding.told(err))
      end)
    end
  end)

  it("may be infinite", function()
    assert.is_table(decoded(lines(HEADER, GOOD), ROLES,
      { max_line = math.huge, max_units = math.huge, max_periods = math.huge }))
  end)

  it("of 4096 columns may be reached", function()
    local names, cells, roles = {}, {}, {}
    for i = 1, 4096 do
      names[i], cells[i] = "c" .. i, i == 1 and "2021" or tostring(i)
      roles[i] = { role = i == 1 and "year" or "measure", rank = 4096 - i }
    end
    local result = decoded(lines(table.concat(names, ";"), table.concat(cells, ";")), roles)
    assert.are.equal(4095, #result.series)
    assert.are.equal("c4096", result.series[1].measure)
    assert.are.equal(2, result.series[4095].values[1])
  end)
end)
