local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"

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
