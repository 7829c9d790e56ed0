local decode = require "urssaf.decode"
local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"
local lua_decoder = require "urssaf.csv.lua_decoder"

local HEADER, ROLES, GOOD = decoding.HEADER, decoding.ROLES, decoding.GOOD
local role_list, decoded, place = decoding.role_list, decoding.decoded, decoding.place
local lines = decoding.lines

describe("a message", function()
  it("quotes what was not expected, safely", function()
    local _, err = decoded(lines(HEADER, "Streaming interrupted: \27[2J\255fin"), ROLES)
    assert.is_truthy(err.message:find("Streaming interrupted: \\x1B[2J\\xFFfin", 1, true))
  end)

  it("says that a line is empty", function()
    local _, err = decoded(lines(HEADER, GOOD, "", ""), ROLES)
    assert.is_truthy(err.message:find("an empty line", 1, true), err.message)
  end)

  it("names the column and the cell", function()
    local _, err = decoded(lines(HEADER, "2021;2;2021-06-30;01;Ain;12,5;1;"), ROLES)
    assert.is_truthy(err.message:find("(m)", 1, true))
    assert.is_truthy(err.message:find("12,5", 1, true))
  end)

  it("names a unit by the texts that tell it apart", function()
    local roles = role_list { "year", { role = "dimension", rank = 1 }, { role = "attribute",
      rank = 2, of = 2 }, { role = "dimension", rank = 3 }, "measure" }
    for unit, row in pairs { ["01, x"] = "2020;01;Ain;x;1", ["Ain, x"] = "2020;;Ain;x;1",
      ["01"] = "2020;01;Ain;;1", x = "2020;;;x;1", ["the whole"] = "2020;;;;1" } do
      local _, err = decoded(lines("annee;code;nom;autre;m", row, row), roles)
      assert.are.equal("line 3, column 1 (annee): the unit " .. unit
        .. " has this period twice, first on line 2", err.message)
    end
  end)

  for name, module in pairs { ["in C"] = decode, ["in Lua"] = lua_decoder } do
    it("shows the beginning of what is long, " .. name, function()
      local function message(header, roles, ...)
        local _, err = decoded(lines(header, ...), role_list(roles), nil, nil, module)
        return err.message
      end
      -- 240 of a letter, and so many of them with dots
      local function long(letter) return letter:rep(240) end
      local function short(letter, bytes) return letter:rep(bytes) .. "..." end

      local header, roles = "annee;code;" .. long "m", { "year", "dimension", "measure" }
      local number = "line 2, column 3 (" .. short("m", 72)
        .. '): not a number (digits, with a decimal point if any): "'
      assert.are.equal(number .. short("x", 56) .. '"',
        message(header, roles, "2020;1;" .. long "x"))
      assert.are.equal(number .. ("x"):rep(56) .. '"',
        message(header, roles, "2020;1;" .. ("x"):rep(56)))
      assert.are.equal('line 2, column 2 (code): 1 cells where the header has 3, in the row that'
        .. ' begins "' .. short("x", 192) .. '"', message(header, roles, long "x"))

      local row = ("2020;%s;%s;%s;%s"):format(long "a", long "b", long "c", long "d")
      assert.are.equal(("line 3, column 1 (annee): the unit %s, %s, %s has this period twice,"
        .. " first on line 2"):format(short("a", 40), short("b", 40), short("c", 40)),
        message("annee;a;b;c;d", { "year", "dimension", "dimension", "dimension", "dimension" },
          row, row))

      assert.are.equal(("line 3, column 2 (%s): an unknown column splits the unit the whole:"
        .. ' one of "%s", "%s"'):format(short("p", 72),
        short("p", 72), short("q", 72)),
        message(("annee;%s;%s;%s"):format(long "p", long "q", long "r"),
          { "year", "attribute", "attribute", "attribute" }, "2020;1;1;1", "2020;2;2;2"))
    end)
  end

  it("stays valid UTF-8 however long the names in it", function()
    local name = ("é"):rep(300)
    for shift = 0, 3 do
      local roles = role_list { "year", { role = "dimension", name = ("a"):rep(shift) .. name },
        { role = "dimension" }, { role = "dimension" }, { role = "dimension" }, "measure",
        { role = "attribute", name = ("b"):rep(shift) .. name .. "b" } }
      for _, body in ipairs {
        lines("annee;a;b;c;d;m;e", ("2020;%s;%s;%s;%s;1;x"):format(name, name, name, name),
          ("2020;%s;%s;%s;%s;1;y"):format(name, name, name, name)),
        lines("annee;a;b;c;d;m;e", ("2020;a;b;c;d;%s;x"):format(name)),
        lines("annee;a;b;c;d;m;e", name),
      } do
        local _, err = decoded(body, roles)
        assert.is_truthy(lua.utf8_length(err.message), err.message)
      end
    end
  end)
end)

describe("an error has `cut`", function()
  local row = "2021;3;2021-09-30;02;Aisne;10;1.5;x"
  local cases = {
    { "if it comes of a last line without its end", HEADER .. "\n" .. GOOD .. "\n2021;3;20", true },
    { "if that line is cut within a character", lines(HEADER, GOOD) .. row:sub(1, -2) .. "\195",
      true },
    { "if that line is cut within a quoted cell", lines(HEADER, GOOD) .. '2021;3;2021-09-30;"0',
      true },
    { "if that line, as it is, repeats another", HEADER .. "\n" .. GOOD .. "\n" .. GOOD, true },
    { "not if the last line has its end", lines(HEADER, GOOD, "2021;3;20"), nil },
    { "not if it comes of an earlier line", HEADER .. "\n2021;3;20\n" .. GOOD, nil },
    { "not if the rows that repeat are earlier ones", lines(HEADER, GOOD, GOOD) .. row, nil },
    { "not if the unit that is one too many is an earlier one", lines(HEADER, GOOD, row) .. GOOD,
      nil, { max_units = 1 } },
  }
  for _, case in ipairs(cases) do
    it(case[1], function()
      for _, size in ipairs { 1, 7, 10000 } do
        local _, err = decoded(case[2], ROLES, case[4], size)
        assert.are.equal(case[3], err.cut)
      end
    end)
  end

  it("not if an earlier repetition is a column's fault", function()
    local roles = role_list { "year", "dimension", "measure", "attribute" }
    local _, err = decoded(lines("annee;code;m;x", "2020;1;1;a", "2020;1;1;b") .. "2021;1;2;c",
      roles)
    assert.are.same({ kind = "schema", line = 3, column = 4 }, place(err))
  end)
end)
