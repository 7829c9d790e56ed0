local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"

local BOM, HEADER, ROLES, GOOD = decoding.BOM, decoding.HEADER, decoding.ROLES, decoding.GOOD
local role_list, decoded, place = decoding.role_list, decoding.decoded, decoding.place
local dump, lines = decoding.dump, decoding.lines

local long = ("x"):rep(40)

-- rows after the usual header (line 1) and the good row (line 2); where the error is
local bad_rows = {
  { "a row with too few cells", "2021;3;2021-09-30;01;Ain;10;1.5", "decode", 3, 8 },
  { "a row with too many cells", "2021;3;2021-09-30;01;Ain;10;1.5;x;y", "decode", 3, 9 },
  { "an empty line", "", "decode", 3, 1 },
  { "a line with an empty quoted cell alone", '""', "decode", 3, 1 },
  { "a sentence where a row should be",
    "Streaming interrupted due to the following error: timeout", "decode", 3, 2 },
  { "text in a number column", "2021;3;2021-09-30;01;Ain;dix;1.5;x", "decode", 3, 6 },
  { "text in a number column, behind one that is not UTF-8",
    "2021;3;2021-09-30;01;A\255n;dix;1.5;x", "decode", 3, 5 },
  { "text in a number column, before one that is not UTF-8",
    "2021;3;2021-09-30;01;Ain;dix;1.5;\255", "decode", 3, 8 },
  { "a decimal comma", "2021;3;2021-09-30;01;Ain;10;12,5;x", "decode", 3, 7 },
  { "a blank instead of a number", "2021;3;2021-09-30;01;Ain; ;1.5;x", "decode", 3, 6 },
  { "a number with a thousands separator", "2021;3;2021-09-30;01;Ain;1 000;1.5;x", "decode", 3, 6 },
  { "NaN", "2021;3;2021-09-30;01;Ain;nan;1.5;x", "decode", 3, 6 },
  { "infinity", "2021;3;2021-09-30;01;Ain;inf;1.5;x", "decode", 3, 6 },
  { "quarter 5", "2021;5;2021-12-31;01;Ain;10;1.5;x", "decode", 3, 2 },
  { "quarter 0", "2021;0;2021-12-31;01;Ain;10;1.5;x", "decode", 3, 2 },
  { "no quarter", "2021;;2021-12-31;01;Ain;10;1.5;x", "decode", 3, 2 },
  { "a year of two digits", "21;3;2021-09-30;01;Ain;10;1.5;x", "decode", 3, 1 },
  { "no year", ";3;2021-09-30;01;Ain;10;1.5;x", "decode", 3, 1 },
  { "a day of the year that is not its first", "2021-09-30;3;2021-09-30;01;Ain;10;1.5;x",
    "decode", 3, 1 },
  { "a year and a last day that disagree", "2020;3;2021-09-30;01;Ain;10;1.5;x", "decode", 3, 3 },
  { "a quarter and a last day that disagree", "2021;2;2021-09-30;01;Ain;10;1.5;x",
    "decode", 3, 3 },
  { "a last day that is not the last", "2021;3;2021-09-29;01;Ain;10;1.5;x", "decode", 3, 3 },
  { "a last day of a month within the quarter", "2021;3;2021-08-31;01;Ain;10;1.5;x",
    "decode", 3, 3 },
  { "a last day that does not exist", "2021;3;2021-09-31;01;Ain;10;1.5;x", "decode", 3, 3 },
  { "a last day the American way", "2021;3;09/30/2021;01;Ain;10;1.5;x", "decode", 3, 3 },
  { "a last day the French way that disagrees", "2021;3;30/06/2021;01;Ain;10;1.5;x",
    "decode", 3, 3 },
  { "no last day", "2021;3;;01;Ain;10;1.5;x", "decode", 3, 3 },
  { "a last day with an hour", "2021;3;2021-09-30T12:00:00;01;Ain;10;1.5;x", "decode", 3, 3 },
  { "text after a last day", "2021;3;2021-09-30T00:00:00 ou environ;01;Ain;10;1.5;x",
    "decode", 3, 3 },
  { "bytes after a last day", "2021;3;2021-09-30T00:00:00\255\0;01;Ain;10;1.5;x", "decode", 3, 3 },
  { "the same unit and quarter twice", "2021;2;2021-06-30;01;Ain;11;1.5;x", "decode", 3, 3 },
  { "the same unit and quarter twice, spelt otherwise",
    "2021-01-01;T2;2021-06-30T00:00:00;1;Ain;11;1.5;x", "decode", 3, 3 },
  { "the same code and quarter under two names", "2021;2;2021-06-30;01;Aisne;11;1.5;x",
    "decode", 3, 3 },
  { "a quote inside a plain cell", "2021;3;2021-09-30;01;A\"in;10;1.5;x", "decode", 3, 5 },
  { "a quote at the end of a plain cell", "2021;3;2021-09-30;01;Ain\";10;1.5;x", "decode", 3, 5 },
  { "text after a closing quote", "2021;3;2021-09-30;01;\"Ain\"s;10;1.5;x", "decode", 3, 5 },
  { "a blank after a closing quote", "2021;3;2021-09-30;\"01\" ;Ain;10;1.5;x", "decode", 3, 4 },
  { "a lone CR within a row", "2021;3;2021-09-30;01;Ain\r;10;1.5;x", "decode", 3, 5 },
  { "a lone CR after a quoted cell", "2021;3;2021-09-30;01;\"Ain\"\r;10;1.5;x", "decode", 3, 5 },
  { "two CRs", "2021;3;2021-09-30;01;Ain;10;1.5;x\r\r", "decode", 3, 8 },
  { "NUL in a code", "2021;3;2021-09-30;0\0;Ain;10;1.5;x", "decode", 3, 4 },
  { "NUL in a name", "2021;3;2021-09-30;01;A\0in;10;1.5;x", "decode", 3, 5 },
  { "NUL in a number", "2021;3;2021-09-30;01;Ain;10\0;1.5;x", "decode", 3, 6 },
  { "NUL in an ignored column", "2021;3;2021-09-30;01;Ain;10;1.5;\0", "decode", 3, 8 },
  { "NUL in a year", "202\0;3;2021-09-30;01;Ain;10;1.5;x", "decode", 3, 1 },
  { "NUL in a quarter", "2021;\0003;2021-09-30;01;Ain;10;1.5;x", "decode", 3, 2 },
  { "NUL as a quarter", "2021;\0;2021-09-30;01;Ain;10;1.5;x", "decode", 3, 2 },
  { "NUL in a last day", "2021;3;2021-09-30\0;01;Ain;10;1.5;x", "decode", 3, 3 },
  { "a control character in a name", "2021;3;2021-09-30;01;A\27[31m;10;1.5;x", "decode", 3, 5 },
}

-- whole bodies
local bad_bodies = {
  { "an empty body", "", "decode", 1, 1 },
  { "a BOM and nothing else", BOM, "decode", 1, 1 },
  { "a blank first line", "\n" .. HEADER .. "\n", "decode", 1, 1 },
  { "a header whose end is missing", HEADER, "incomplete", 1, 1, true },
  { "half a BOM", "\239\187", "decode", 1, 1, true },
  { "half a BOM before the header", "\239\187" .. lines(HEADER, GOOD), "decode", 1, 1 },
  { "two columns with one name", lines "annee;m;annee", "decode", 1, 3 },
  { "two columns with one name but for a BOM", lines("annee;m;" .. BOM .. "annee"),
    "decode", 1, 3 },
  { "two columns with one name behind a long name",
    lines("annee;" .. ("m"):rep(257) .. ";annee"), "limit", 1, 2 },
  { "two columns with one name before a long name",
    lines("annee;annee;" .. ("m"):rep(257)), "decode", 1, 2 },
  { "a long name that is no text", lines("annee;" .. ("\255"):rep(257)), "decode", 1, 2 },
  { "a column without a name", lines "annee;;m", "decode", 1, 2 },
  { "a last column without a name", lines "annee;m;", "decode", 1, 3 },
  { "a name that is nothing but a BOM", lines("annee;" .. BOM .. ";m"), "decode", 1, 2 },
  { "a C1 control character in the header", lines "annee;m;d\194\15531m", "decode", 1, 3 },
  { "NUL in the header", lines "annee;m\0;n", "decode", 1, 2 },
  { "bytes that are not UTF-8 in the header", lines "annee;m;d\233partement", "decode", 1, 3 },
  { "a quote inside a name", lines 'annee;m"n', "decode", 1, 2 },
  { "a quote that is never closed, in the header", 'annee;"m\n2021;1\n', "decode", 1, 2, true },
  { "more columns than bounds allow", "a1" .. (";a"):rep(4096) .. "\n", "limit", 1, 4097 },
  { "a quote that is never closed",
    lines(HEADER, GOOD) .. '2021;3;2021-09-30;01;"Ain;10;1.5;x\n2021;4\n', "decode", 3, 5, true },
  { "a doubled quote as the very end",
    lines(HEADER, GOOD) .. '2021;3;2021-09-30;01;"Ain""', "decode", 3, 5, true },
  { "a bad row after quoted line breaks: the line is the physical one",
    lines(HEADER, '2021;3;2021-09-30;01;Ain;10;1.5;"a\nb\r\nc\n"', "2021;4;2021-12-31;01;Ain;x;1;"),
    "decode", 6, 6 },
  { "a bad cell behind a quoted line break: the line is the row's first",
    lines(HEADER, '2021;3;2021-09-30;01;"A\n\nin";x;1.5;x'), "decode", 2, 6 },
  { "a repeated row behind quoted line breaks",
    lines(HEADER, '2021;2;2021-06-30;01;Ain;1;2;"\n\n"', GOOD), "decode", 5, 3 },
  { "a header over two lines", lines('annee;"m\nn"', "2021;x"), "decode", 3, 2,
    roles = role_list { "year", "measure" } },
  { "the first of several repeated rows",
    lines(HEADER, GOOD, GOOD:gsub(";01;", ";02;"), GOOD:gsub(";01;", ";02;"), GOOD),
    "decode", 4, 3 },
  { "too many units", lines(HEADER, GOOD, GOOD:gsub(";01;", ";02;"), GOOD:gsub(";01;", ";03;")),
    "limit", 4, 4, options = { max_units = 2 } },
  { "too many periods", lines(HEADER, GOOD, "2026;2;2026-06-30;01;Ain;1;1;x",
    "2026;3;2026-09-30;01;Ain;1;1;x"), "limit", 4, 3, options = { max_periods = 21 } },
  { "too many years", lines("m;annee", "1;2000", "1;1995", "1;2005"), "limit", 4, 2,
    roles = role_list { "measure", "year" }, options = { max_periods = 10 } },
  { "a line beyond max_line", lines("annee;m", "2020;1", "2021;2;" .. long), "limit", 3, 3,
    roles = role_list { "year", "measure" }, options = { max_line = 20 } },
  { "a header beyond max_line", lines("annee;" .. long), "limit", 1, 2,
    options = { max_line = 20 } },
  { "a line beyond max_line, further cells and all",
    lines("annee;m", "2021;2;" .. long .. ";a;b;c"), "limit", 2, 3,
    roles = role_list { "year", "measure" }, options = { max_line = 20 } },
  { "a line beyond max_line, whatever is wrong further on",
    lines("annee;m", "2021;2;" .. long .. ';a"b'), "limit", 2, 3,
    roles = role_list { "year", "measure" }, options = { max_line = 20 } },
  { "a line that goes beyond max_line where a cell begins", lines("annee;m", "2021;20;x;y"),
    "limit", 2, 3, roles = role_list { "year", "measure" }, options = { max_line = 8 } },
  { "a line that goes beyond max_line with its end", lines("annee;m", "2021;2000"),
    "limit", 2, 2, roles = role_list { "year", "measure" }, options = { max_line = 9 } },
  { "a quoted cell beyond max_line", lines("annee;m", '2021;"' .. long:gsub("x", "x\n") .. '"'),
    "limit", 2, 2, roles = role_list { "year", "measure" }, options = { max_line = 20 } },
  { "an unclosed quote beyond max_line", lines("annee;m", '2021;"' .. long), "limit", 2, 2,
    roles = role_list { "year", "measure" }, options = { max_line = 20 } },
}

local not_text = {
  ["a lone continuation byte"] = "\128", ["Latin-1"] = "\233t\233", ["half a character"] = "\195",
  ["a character cut by another"] = "\226\130a", ["an overlong slash"] = "\192\175",
  ["an overlong of three"] = "\224\128\175", ["an overlong of four"] = "\240\130\130\172",
  ["a surrogate"] = "\237\160\128", ["beyond U+10FFFF"] = "\244\144\128\128", ["0xFF"] = "\255",
  ["five bytes"] = "\248\136\128\128\128",
  ["U+0080, the first of C1"] = "\194\128", ["U+0085, a line break"] = "\194\133",
  ["U+009B, which begins terminal sequences"] = "\194\155", ["U+009F, the last of C1"] = "\194\159",
  ["DEL"] = "\127", ["ESC"] = "\27",
}

for what, bytes in pairs(not_text) do
  for column, cell in pairs { [4] = "01", [5] = "Ain", [8] = "x" } do
    local cells, at = {}, 0
    for c in ("2021;3;2021-09-30;01;Ain;10;1.5;x"):gmatch "[^;]+" do
      at = at + 1
      cells[at] = at == column and cell .. bytes or c
    end
    bad_rows[#bad_rows + 1] = { ("%s in column %d"):format(what, column),
      table.concat(cells, ";"), "decode", 3, column }
  end
end

describe("refused, wherever it is cut:", function()
  local function expect(name, body, case, expected)
    it(name, function()
      local roles, options = case.roles or ROLES, case.options
      local _, whole = decoded(body, roles, options)
      assert.is_table(whole)
      assert.are.same(expected, place(whole))
      assert.is_truthy(lua.utf8_length(whole.message), "a message that is UTF-8")
      assert.is_nil(whole.message:find "%c", "a message without control characters")
      assert.is_nil(whole.message:find "\194[\128-\159]", "nor those of C1")
      local function same(size)
        local _, err = decoded(body, roles, options, size)
        if dump(err) ~= dump(whole) then
          assert.are.equal(dump(whole), dump(err),
            "cut: " .. (type(size) == "table" and size[1] or size))
        end
      end
      for size = 1, 16 do same(size) end
      if #body < 1000 then
        for at = 0, #body do same { at } end
      end
    end)
  end

  for _, case in ipairs(bad_rows) do
    local name, row, kind, line, column = lua.unpack(case)
    expect(name, lines(HEADER, GOOD, row, "2021;4;2021-12-31;01;Ain;10;1.5;x"), case,
      { kind = kind, line = line, column = column })
  end

  for _, case in ipairs(bad_bodies) do
    local name, body, kind, line, column, cut = lua.unpack(case)
    expect(name, body, case, { kind = kind, line = line, column = column, cut = cut })
  end
end)

describe("accepted:", function()
  for what, bytes in pairs {
    ["U+00A0, next to C1"] = "\194\160", ["U+00BF"] = "\194\191", ["U+07FF"] = "\223\191",
    ["U+FFFF"] = "\239\191\191", ["U+10FFFF"] = "\244\143\191\191", ["a tab"] = "\t",
  } do
    it(what .. " in a text", function()
      local row = ("2021;3;2021-09-30;0%s;Ain%s;1;2;x%s"):format(bytes, bytes, bytes)
      local result = assert(decoded(lines(HEADER, row), ROLES))
      assert.are.same({ code_departement = "0" .. bytes, departement = "Ain" .. bytes },
        result.series[1].key)
    end)
  end
end)
