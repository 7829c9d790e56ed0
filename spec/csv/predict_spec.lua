-- A row like the one before it is predicted, and added without being tokenized (src/csv/predict.c).
-- The outcome is that of the reference decoder, which reads byte by byte.
local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"
local reference_decoder = require "spec.support.oracle.reference_decoder"

local dump, decoded, lines = decoding.dump, decoding.decoded, decoding.lines

local ROLES = { { role = "attribute", name = "nom", rank = 2, of = 5 }, { role = "year" },
  { role = "quarter" }, { role = "last_day" },
  { role = "dimension", name = "code", rank = 1, width = 2 },
  { role = "attribute", name = "note", rank = 3 }, { role = "ignored" },
  { role = "measure", name = "m", rank = 2 }, { role = "measure", name = "n", rank = 1 } }
local HEADER = "nom;annee;trimestre;jour;code;note;vu;m;n"

-- No row is predicted near the end of a piece, so other rows follow.
local BEFORE = { HEADER, "Ain;2009;1;2009-03-31;01;x;v;12;34",
  "Ain;2009;2;2009-06-30;01;x;v;13;35" }
local AFTER = { "Aube;2009;1;2009-03-31;10;x;v;1;2", "Aube;2009;2;2009-06-30;10;x;v;1;2",
  "Var;2009;1;2009-03-31;83;" .. ("x"):rep(99) .. ";v;1;2" }

local function body(rows, line_end)
  local all = {}
  for _, list in ipairs { BEFORE, rows, AFTER } do
    for _, row in ipairs(list) do all[#all + 1] = row end
  end
  return table.concat(all, line_end) .. line_end
end

-- A refusal has to have the same message.
local function compare(text)
  local expected, err, columns = reference_decoder.decode(text, ROLES)
  local got, more = decoded(text, ROLES)
  local right = expected and dump { expected, columns } or dump(err)
  assert.are.equal(right, got and dump { got, more } or dump(decoding.told(more)))
  return expected
end

local AIN = "Ain;2009;3;2009-09-30;01;x;v;"

local READ = {
  ["with longer numbers"] = { AIN .. "123456;1234567" },
  ["with numbers of eight digits"] = { AIN .. "12345678;87654321" },
  ["with numbers of nine"] = { AIN .. "123456789;987654321" },
  ["with numbers of fifteen"] = { AIN .. "123456789012345;999999999999999" },
  ["with numbers of sixteen"] = { AIN .. "1234567890123456;9007199254740992" },
  ["with numbers of twenty"] = { AIN .. "12345678901234567890;1" },
  ["with zeros before"] = { AIN .. "0000000000000012;00034" },
  ["with empty numbers"] = { AIN .. ";" },
  ["with decimals"] = { AIN .. "1.5;2.25" },
  ["with decimals that are whole"] = { AIN .. "12.0;1e3" },
  ["with a point and a zero"] = { AIN .. "12.0;1234567.0" },
  ["with a point and a zero behind many digits"] = { AIN .. "123456789012345.0;12345678.0" },
  ["with a point and a zero behind too many digits"] = { AIN .. "1234567890123456.0;1.0" },
  ["with zeros around the point"] = { AIN .. "0.0;00.00" },
  ["with a zero and more behind the point"] = { AIN .. "12.05;7.0e2" },
  ["with numbers of 22 bytes and 23"] = { AIN .. "1.12345678901234567890;12.12345678901234567890" },
  ["with numbers of 24 bytes and 25"] = {
    AIN .. "123.12345678901234567890;1234.12345678901234567890" },
  ["with numbers of 64 bytes"] = { AIN .. "1." .. ("0"):rep(61) .. "5;2" },
  ["with negative numbers"] = { AIN .. "-3;-0" },
  ["of a later unit"] = { "Aube;2009;3;2009-09-30;10;x;v;5;6" },
  ["of the same code under another name"] = { "L'Ain;2009;3;2009-09-30;01;x;v;5;6",
    "L'Ain;2009;4;2009-12-31;01;x;v;5;6" },
  ["of the same name under another code"] = { "Ain;2009;3;2009-09-30;02;x;v;5;6",
    "Ain;2009;4;2009-12-31;02;x;v;5;6" },
  ["of a code with another spelling"] = { "Ain;2009;3;2009-09-30;1;x;v;5;6",
    "Ain;2009;4;2009-12-31;1;x;v;5;6" },
  ["without its name"] = { ";2009;3;2009-09-30;01;x;v;5;6", ";2009;4;2009-12-31;01;x;v;5;6" },
  ["without a name and a code"] = { ";2009;3;2009-09-30;;x;v;5;6", ";2009;4;2009-12-31;;x;v;5;6" },
  ["with another note"] = { "Ain;2009;3;2009-09-30;01;y;v;5;6" },
  ["with another ignored cell"] = { "Ain;2009;3;2009-09-30;01;x;w;5;6" },
  ["in time's other spellings"] = { "Ain;2009-01-01;T3;2009-09-30T00:00:00Z;01;x;v;5;6",
    "Ain;2009-01-01;T4;2009-12-31T00:00:00Z;01;x;v;5;6" },
  ["at any distance from the one before"] = { "Ain;2010;4;2010-12-31;01;x;v;5;6",
    "Ain;2011;1;2011-03-31;01;x;v;7;8", "Ain;2009;4;2009-12-31;01;x;v;9;10",
    "Ain;2010;1;2010-03-31;01;x;v;11;12" },
  ["with numbers of the rare kinds, and others"] = { AIN .. "-1.5e3;6",
    "Ain;2009;4;2009-12-31;01;x;v;7;-8.25", "Ain;2010;1;2010-03-31;01;x;v;9;10" },
  ["before the others"] = { "Ain;1999;3;1999-09-30;01;x;v;5;6",
    "Ain;1998;3;1998-09-30;01;x;v;5;6" },
  ["in quotes"] = { '"Ain";2009;3;2009-09-30;"01";x;v;"5";6', "Ain;2009;4;2009-12-31;01;x;v;5;6" },
  ["behind a delimiter in quotes"] = { 'Ain;2009;3;2009-09-30;01;"x;v";v;5;6',
    'Ain;2009;4;2009-12-31;01;"x;v";v;5;6' },
  -- what a name says last counts, in the order of time
  ["whose name changed and came back"] = { "A;2015;1;2015-03-31;01;x;v;5;6",
    "B;2010;1;2010-03-31;01;x;v;5;6", "B;2020;1;2020-03-31;01;x;v;5;6",
    "A;2018;1;2018-03-31;01;x;v;5;6" },
  ["whose name was another in between"] = { "A;2015;1;2015-03-31;01;x;v;5;6",
    "A;2016;1;2016-03-31;01;x;v;5;6", "A;2020;1;2020-03-31;01;x;v;5;6",
    "B;2018;1;2018-03-31;01;x;v;5;6" },
  ["whose name was another in between, in quotes"] = { '"A";2015;1;2015-03-31;01;x;v;5;6',
    '"A";2016;1;2016-03-31;01;x;v;5;6', '"A";2020;1;2020-03-31;01;x;v;5;6',
    '"B";2018;1;2018-03-31;01;x;v;5;6' },
  ["whose name was there, then empty, then another"] = { ";2015;1;2015-03-31;03;x;v;5;6",
    ";2016;1;2016-03-31;03;x;v;5;6", "a;2012;1;2012-03-31;03;x;v;5;6",
    "b;2013;1;2013-03-31;03;x;v;5;6" },
}

local REFUSED = {
  ["with a cell too few"] = { "Ain;2009;3;2009-09-30;01;x;v;5" },
  ["with a cell too many"] = { AIN .. "5;6;" },
  ["cut behind its texts"] = { "Ain;2009;3;2009-09-30;01" },
  ["empty"] = { "" },
  ["with another delimiter"] = { "Ain,2009,3,2009-09-30,01,x,v,5,6" },
  ["with another delimiter within its time"] = { "Ain;2009,3;2009-09-30;01;x;v;5;6" },
  ["with another delimiter behind a text"] = { "Ain,2009;3;2009-09-30;01;x;v;5;6" },
  ["with another delimiter behind a number"] = { AIN .. "5,6" },
  ["with text for a number"] = { AIN .. "5;6a" },
  ["with text for numbers of eight digits"] = { AIN .. "12345678x;6" },
  ["with a point without digits"] = { AIN .. "5.;6" },
  ["with a point before digits"] = { AIN .. "5;.0" },
  ["with a point too many"] = { AIN .. "5.0.0;6" },
  ["with text behind a point and a zero"] = { AIN .. "5;6.0x" },
  ["with a carriage return too many"] = { AIN .. "5;6\r\r" },
  ["with a carriage return in a number"] = { AIN .. "5\r;6" },
  ["with a quote in a number"] = { AIN .. '5";6' },
  ["with a quote in a text"] = { 'Ain"x;2009;3;2009-09-30;01;x;v;5;6' },
  ["with a delimiter that was in quotes"] = { 'Ain;2009;3;2009-09-30;01;"x;v";v;5;6',
    'Ain;2009;4;2009-12-31;01;"x;v";v;5;6', "Ain;2010;1;2010-03-31;01;x;v;v;5;6" },
  ["with quotes that were doubled"] = { '"A""in";2009;3;2009-09-30;01;x;v;5;6',
    '"A""in";2009;4;2009-12-31;01;x;v;5;6', 'A"in;2010;1;2010-03-31;01;x;v;5;6' },
  ["of another year in its day"] = { "Ain;2009;3;2010-09-30;01;x;v;5;6" },
  ["of another quarter in its day"] = { "Ain;2009;3;2009-12-31;01;x;v;5;6" },
  ["of no day"] = { "Ain;2009;3;2009-09-31;01;x;v;5;6" },
  ["of no month"] = { "Ain;2009;3;2009-00-30;01;x;v;5;6" },
  ["of a day in letters"] = { "Ain;2009;3;2009-0:-30;01;x;v;5;6" },
  ["of no year"] = { "Ain;200x;3;2009-09-30;01;x;v;5;6" },
  ["of no quarter"] = { "Ain;2009;5;2009-09-30;01;x;v;5;6" },
  ["of a year too far away"] = { "Ain;9999;3;9999-09-30;01;x;v;5;6" },
  ["twice"] = { "Ain;2009;2;2009-06-30;01;x;v;13;35" },
  ["with a number of 65 bytes"] = { AIN .. "1." .. ("0"):rep(62) .. "5;2" },
  ["with a byte that is no text"] = { "Ain;2009;3;2009-09-30;01;x;\255;5;6" },
}

local function each(cases, visit)
  local names = {}
  for name in pairs(cases) do names[#names + 1] = name end
  table.sort(names)
  for _, name in ipairs(names) do
    for how, line_end in pairs { ["LF"] = "\n", ["CRLF"] = "\r\n" } do
      it(name .. ", with " .. how, function() visit(body(cases[name], line_end)) end)
    end
  end
end

describe("a row after others of its unit is read", function()
  each(READ, function(text) assert.is_not_nil((compare(text))) end)
end)

describe("a row after others of its unit is refused", function()
  each(REFUSED, function(text) assert.is_nil((compare(text))) end)
end)

describe("rows after others of their unit, with other line ends,", function()
  for name, text in pairs {
    ["are read"] = body({ AIN .. "5;6\r", "Ain;2009;4;2009-12-31;01;x;v;7;8" }, "\n"),
    ["are read behind a text"] = "annee;m;nom\r\n2020;1;x\r\n2021;2;x\r\n2022;3;x\n2023;4;x\r\n"
      .. "2024;5;x\n2025;6;x\n2026;7;x\n2027;8;x\n",
  } do
    it(name, function()
      local roles = text:find "^nom" and ROLES
        or { { role = "year" }, { role = "measure" }, { role = "attribute", name = "nom" } }
      local expected = assert(reference_decoder.decode(text, roles))
      assert.are.equal(dump(expected), dump((assert(decoded(text, roles)))))
    end)
  end
end)

-- A text of a time that is known from another unit is not read again.
describe("a time in rows after others of their unit", function()
  local SPELLED = { { role = "last_day" }, { role = "dimension", name = "code", rank = 1 },
    { role = "measure", name = "m" } }

  -- Units of these many quarters from 1950 on; `spell` writes the last day, or no row.
  local function body_of(units, quarters, spell)
    local ends, rows = { "03-31", "06-30", "09-30", "12-31" }, { "jour;code;m" }
    for unit = 1, units do
      for i = 0, quarters - 1 do
        local day = ("%d-%s"):format(1950 + math.floor(i / 4), ends[i % 4 + 1])
        local spelled = spell(day, unit, i)
        rows[#rows + 1] = spelled and ("%s;%d;%d"):format(spelled, unit, unit * 1000 + i)
      end
    end
    return lines(lua.unpack(rows))
  end

  for name, case in pairs {
    ["is read where the units spell it differently"] = { 4, 9, function(day, unit)
      local tails = { "", "T00:00:00", "T00:00:00+00:00", "" }
      return day .. tails[unit]
    end },
    ["is read where each unit lacks some"] = { 3, 40, function(day, unit, i)
      return i * unit % 5 < 3 and day or nil
    end },
    ["is read where there are hundreds of them"] = { 3, 600, function(day) return day end },
    ["is read where one lacks hundreds"] = { 2, 600, function(day, unit, i)
      return (unit == 1 or i < 3 or i > 514) and day or nil
    end },
    ["is refused that only begins like one"] = { 9, 3, function(day, unit, i)
      return day .. "T00:00:00" .. (unit == 1 and ".0" or unit == 2 and i == 2 and "." or "Z")
    end },
    ["is refused that is none"] = { 3, 9, function(day, unit, i)
      return unit == 3 and i == 7 and day:gsub("31$", "30") or day
    end },
    ["is refused that is longer by a byte"] = { 3, 9, function(day, unit, i)
      return unit == 3 and i == 7 and day .. "1" or day
    end },
  } do
    it(name, function()
      local text = body_of(case[1], case[2], case[3])
      local expected, err = reference_decoder.decode(text, SPELLED)
      local got, more = decoded(text, SPELLED)
      assert.are.equal(dump(expected or err), dump(got or decoding.told(more)))
      assert.are.equal(name:find "refused" == nil, expected ~= nil)
    end)
  end

  it("is read where its columns are apart", function()
    local roles = { { role = "year" }, { role = "dimension", name = "code", rank = 1 },
      { role = "quarter" }, { role = "measure", name = "m" } }
    local rows = { "annee;code;trimestre;m" }
    for _, code in ipairs { "01", "02" } do
      for i = 0, 19 do
        rows[#rows + 1] = ("%d;%s;%d;%d"):format(2000 + math.floor(i / 4), code, i % 4 + 1, i)
      end
    end
    local text = lines(lua.unpack(rows))
    assert.are.equal(dump((assert(reference_decoder.decode(text, roles)))),
      dump((assert(decoded(text, roles)))))
  end)
end)

describe("rows of months", function()
  local MONTHLY = { { role = "year" }, { role = "quarter" }, { role = "month_end" },
    { role = "dimension", name = "code", rank = 1, width = 2 }, { role = "measure", name = "m" } }
  local LAST_DAYS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

  -- Two years of two units; `changed` replaces some rows, counted from 1.
  local function monthly(changed)
    local rows = { "annee;trimestre;fin;code;m" }
    for _, code in ipairs { "01", "02" } do
      for i = 0, 23 do
        local year, month = 2020 + math.floor(i / 12), i % 12 + 1
        rows[#rows + 1] = changed[#rows] or ("%d;%d;%d-%02d-%d;%s;%d"):format(year,
          math.ceil(month / 3), year, month, LAST_DAYS[month], code, month * 11)
      end
    end
    return lines(lua.unpack(rows))
  end

  local function both(changed)
    local text = monthly(changed)
    local expected, err, columns = reference_decoder.decode(text, MONTHLY)
    local got, more = decoded(text, MONTHLY)
    local right = expected and dump { expected, columns } or dump(err)
    assert.are.equal(right, got and dump { got, more } or dump(decoding.told(more)))
    return got
  end

  it("are read", function()
    local got = both {}
    assert.are.equal(24, #got.periods)
    assert.are.equal(132, got.series[2].values[24])
    assert.are.equal(44, got.series[1].values[4])
  end)

  for name, row in pairs {
    ["on the 29th of February"] = { [2] = "2020;1;2020-02-29;01;5" },
    ["written the French way"] = { [5] = "2020;2;31/05/2020;01;5" },
  } do
    it("are read " .. name, function() assert.is_not_nil((both(row))) end)
  end

  for name, row in pairs {
    ["on another day"] = "2020;2;2020-06-29;01;5",
    ["of another quarter"] = "2020;3;2020-06-30;01;5",
    ["of another year"] = "2021;2;2020-06-30;01;5",
    ["of the month before"] = "2020;2;2020-05-31;01;5",
    ["of no month"] = "2020;2;2020-00-30;01;5",
  } do
    it("are refused " .. name, function() assert.is_nil((both { [6] = row })) end)
  end
end)

describe("rows after others of their unit", function()
  it("are read when a piece ends behind one, and the next has none before it", function()
    local roles = { { role = "dimension", name = "k", rank = 1 }, { role = "year" },
      { role = "measure", name = "m", rank = 1 } }
    local rows = { "k;annee;m" }
    for year = 2000, 2040 do
      rows[#rows + 1] = ("un;%d;%d%s"):format(year, year * 7, year % 9 == 0 and ".123456789" or "")
    end
    local text = lines(lua.unpack(rows))
    local expected = dump((assert(reference_decoder.decode(text, roles))))
    for cut = 1, 60 do
      assert.are.equal(expected, dump((assert(decoded(text, roles, nil, cut)))))
    end
  end)

  -- AddressSanitizer sees if a time as long as those above is looked for.
  it("of a far shorter time are refused, though few bytes follow", function()
    local zeros = ("0"):rep(40)
    local text = lines("jour;m", "2020-03-31T00:00:00." .. zeros .. ";1",
      "2020-06-30T00:00:00." .. zeros .. ";2", "2020;3", "2021-03-31;4", "2021-06-30;5")
    local _, err = decoded(text, { { role = "last_day" }, { role = "measure" } })
    assert.are.same({ kind = "decode", line = 4, column = 1 }, decoding.place(err))
  end)

  it("longer than a line may be are refused", function()
    local roles = { { role = "year" }, { role = "measure" } }
    local text = lines("annee;m", "2020;1", "2021;2", "2022;1234567", "2023;12345678",
      "2024;1", "2025;1", "2026;1", "2027;1", "2028;1", "2029;1", "2030;1", "2031;1", "2032;1")
    assert.is_table(decoded(text, roles, { max_line = 14 }))
    local _, err = decoded(text, roles, { max_line = 13 })
    assert.are.same({ kind = "limit", line = 5, column = 2 }, decoding.place(err))
  end)

  it("longer than a line may be are refused, though that is long", function()
    local roles = { { role = "year" }, { role = "measure" } }
    local rows = { "annee;m", "2020;1", "2021;2", "2022;1." .. ("0"):rep(58) }
    for year = 2023, 2040 do rows[#rows + 1] = year .. ";1" end
    local text = lines(lua.unpack(rows))
    assert.is_table(decoded(text, roles, { max_line = 66 }))
    local _, err = decoded(text, roles, { max_line = 65 })
    assert.are.same({ kind = "limit", line = 4, column = 2 }, decoding.place(err))
  end)

  it("are of another unit if a text differs in any byte, whatever its length", function()
    local roles = { { role = "dimension", name = "k", rank = 1 }, { role = "year" },
      { role = "measure", name = "m", rank = 1 } }
    for length = 1, 40 do
      local name, rows = ("abcdefgh"):rep(5):sub(1, length), { "k;annee;m" }
      for at = 0, length do
        local other = at == 0 and name or name:sub(1, at - 1) .. "X" .. name:sub(at + 1)
        for _, row in ipairs { name .. ";%d;1", name .. ";%d;2", other .. ";%d;3" } do
          rows[#rows + 1] = row:format(2000 + #rows)
        end
      end
      local got = assert(decoded(lines(lua.unpack(rows)), roles))
      assert.are.equal(length + 1, #got.series)
      assert.are.equal(#rows - 1, got.rows)
    end
  end)

  it("of a hundred columns are read, each where it belongs", function()
    local roles, header, row = {}, {}, {}
    for i = 1, 100 do
      local kind = i == 40 and "year" or i % 3 == 0 and "dimension" or "measure"
      roles[i] = { role = kind, name = "c" .. i, rank = kind ~= "year" and 101 - i or nil }
      header[i] = "c" .. i
    end
    local rows = { table.concat(header, ";") }
    for year = 2000, 2009 do
      for i, role in ipairs(roles) do
        row[i] = role.role == "year" and year or role.role == "dimension" and "d" .. i or year * i
      end
      rows[#rows + 1] = table.concat(row, ";")
    end
    local got = assert(decoded(lines(lua.unpack(rows)), roles))
    assert.are.equal(66, #got.series)
    for _, s in ipairs(got.series) do
      assert.are.equal(2009 * tonumber(s.measure:match "%d+"), s.values[10])
    end
  end)
end)
