local decode = require "urssaf.decode"
local decoding = require "spec.support.decoding"
local locale = require "spec.support.locale"
local lua = require "spec.support.lua"
local reference_decoder = require "spec.support.oracle.reference_decoder"

local generator = decoding.generator

-- ---------------------------------------------------------------- tools

local function quoted(cell)
  return '"' .. cell:gsub('"', '""') .. '"'
end

local function decoded(body, roles)
  local decoder = decode.csv {}
  local result
  local ok, err = decoder:feed(body)
  if ok then ok, err = decoder:roles(roles) end
  if ok then result, err = decoder:finish() end
  decoder:close()
  return result, err
end

-- The values of a column with these cells, one year each from 1001 on, or nil and the error. Beside
-- it is a column with values, without which empty cells would make no series.
local function column(cells)
  local rows = { "annee;m;n" }
  for i, cell in ipairs(cells) do rows[i + 1] = 1000 + i .. ";" .. quoted(cell) .. ";1" end
  local result, err = decoded(table.concat(rows, "\n") .. "\n",
    { { role = "year" }, { role = "measure" }, { role = "measure" } })
  if not result then return nil, err end
  return result.series[1].values
end

-- One cell's number as a float, or nil: a fraction beside it keeps the column from integers.
local function number(cell)
  local values, err = column { cell, "0.5" }
  if not values then return nil, err end
  return values[1]
end

-- Every bit of a float, and that it is one.
local function bits(value)
  if not value then return "nil" end
  return ("%.17g %s"):format(value, lua.number_type(value))
end

-- ---------------------------------------------------------------- numbers

describe("a number", function()
  local read = {
    ["0"] = 0.0, ["7"] = 7.0, ["-3"] = -3.0, ["-3.5"] = -3.5, ["12.0"] = 12.0, ["1e6"] = 1e6,
    ["1E6"] = 1e6, ["1e+6"] = 1e6, ["25e-2"] = 0.25, ["0.1"] = 0.1, ["007"] = 7.0,
    ["00.50"] = 0.5, ["-0.0"] = 0.0, ["1.5e0"] = 1.5, ["1e-0"] = 1.0, ["0e5"] = 0.0,
    -- which are another double if the quotient is rounded twice, as on i386
    ["804524.427463"] = 804524.427463, ["241315.319657"] = 241315.319657,
    ["123456789.125"] = 123456789.125, ["9007199254740991"] = 9007199254740991.0,
    ["9007199254740992"] = 2.0 ^ 53, ["9007199254740993"] = 2.0 ^ 53,
    ["9007199254740994"] = 2.0 ^ 53 + 2, ["9007199254740995"] = 2.0 ^ 53 + 4,
    ["18446744073709551615"] = 2.0 ^ 64, ["18446744073709551616"] = 2.0 ^ 64,
    ["-18446744073709551617"] = -2.0 ^ 64, ["99999999999999999999999"] = 1e23,
    ["1e22"] = 1e22, ["1e23"] = 1e23, ["123e-25"] = 1.23e-23, ["1e308"] = 1e308,
    ["1.7976931348623157e308"] = 0x1fffffffffffff * 2.0 ^ 971, ["5e-324"] = 2.0 ^ -1074,
    ["2.2250738585072011e-308"] = 2.2250738585072011e-308,
    -- halfway cases: to the even neighbour, and beyond half up
    ["1.00000000000000011102230246251565404236316680908203125"] = 1.0,
    ["1.00000000000000011102230246251565404236316680908203126"] = 1.0 + 2.0 ^ -52,
    ["9007199254740993.0000000000000000000000000000000000000001"] = 2.0 ^ 53 + 2,
    ["0.3000000000000000166533453693773481063544750213623046875"] = 0x13333333333334 * 2.0 ^ -54,
    ["1448997445238699"] = 1448997445238699.0,
    -- where the digits before or after the point fill a word of eight
    ["1234567.1234567"] = 1234567.1234567, ["12345678.5"] = 12345678.5,
    ["1.12345678"] = 1.12345678, ["9999999.9999999"] = 9999999.9999999, ["0.3"] = 0.3,
    ["1234567.0000001"] = 1234567.0000001, ["965.99e1"] = 9659.9,
    -- of 64 bytes, the most
    ["0.25" .. ("0"):rep(60)] = 0.25, [("0"):rep(60) .. "12.5"] = 12.5,
    ["1" .. ("0"):rep(60) .. "e+2"] = 1e62,
  }
  for cell, expected in pairs(read) do
    it("is read: " .. cell, function()
      assert.are.equal(bits(expected), bits(number(cell)))
    end)
  end

  local refused = {
    "-", "+1", "--1", "1-", ".5", ".0", "5.", "-.5", ".", "1..2", "1.2.3", "1.5 ", "12.5x", "1,5",
    "1 000", "1\194\160000", "1\226\128\175000", "1'000", "1_000", " 1", "1 ", "\t1", "1\n", "1e",
    "1e+", "1e-", "e5",
    "1e5.0", "1e5e5", "1d5", "0x10", "0x1p4", "1f", "1L", "inf", "-inf", "infinity", "INF", "nan",
    "NaN", "-nan", "nan(1)", "null", "n.c.", "-",
    "€5", "5 €", "5%", "½", "١", "１", "1\0", "\0", "\0001",
    "1;2", '1"', "1e309", "-1e309", "1e400", "1e10000", "1e99999999999999999999", "2e308",
    "1.7976931348623159e308", "9" .. ("0"):rep(70),
    "0.25" .. ("0"):rep(61), "1" .. ("0"):rep(10000), "\239\187\1911",
    ":", "1:", "/", "1/", "1234567:", "12345678/", -- the bytes next to the digits
    "1e2147483648", "1e4294967297", "10e18446744073709551615", "TRUE", "S", "\226\136\1461", "\255",
  }
  for _, cell in ipairs(refused) do
    local name = #cell < 40 and ("%q"):format(cell) or "one of " .. #cell .. " bytes"
    it("is refused: " .. name, function()
      local values, err = column { "1", cell }
      assert.is_nil(values)
      assert.are.equal("decode", err.kind)
      assert.are.equal(3, err.line)
      assert.are.equal(2, err.column)
    end)
  end

  it("is never a negative zero", function()
    for _, cell in ipairs { "-0", "-0.0", "-0e5", "-0e-30", "-0e30",
      "-0.000000000000000000000000000000", "-00000000000000000000000000", "-1e-400" } do
      assert.are.equal("inf", tostring(1 / number(cell)), cell)
    end
  end)

  it("is the nearest double: thousands of random decimals against Lua's own reading", function()
    local random = generator(20250101)
    local function digits(n)
      local list = {}
      for i = 1, n do list[i] = random(10) - 1 end
      return table.concat(list)
    end
    for _ = 1, 6000 do
      local cell = (random(3) == 1 and "-" or "") .. digits(random(22))
      if random(2) == 1 then cell = cell .. "." .. digits(random(25)) end
      if random(2) == 1 then
        cell = cell .. (random(2) == 1 and "e" or "E") .. ({ "", "+", "-" })[random(3)]
          .. random(280)
      end
      local expected = tonumber(cell) + 0.0
      local got = number(cell)
      if expected == 0 then expected = 0.0 end
      if bits(expected) ~= bits(got) then assert.are.equal(bits(expected), bits(got), cell) end
    end
  end)

  it("comes back from 17 digits: thousands of random doubles", function()
    local random = generator(99)
    for _ = 1, 6000 do
      local value = (random(2 ^ 31) * 2.0 ^ 31 + random(2 ^ 31)) * 2.0 ^ (random(200) - 150)
      local cell = ("%.17g"):format(value):gsub(",", ".") -- whatever the locale
      assert(number(cell) == value, cell)
    end
  end)

  it("comes back from the digits of cents", function()
    for cents = 0, 20000, 7 do
      local cell = ("%d.%02d"):format(math.floor(cents / 100), cents % 100)
      assert(number(cell) == cents / 100, cell)
    end
  end)
end)

describe("a column", function()
  -- Where Lua has no integers, one value that is none makes floats of all.
  local function types(values, n)
    local list, has_floats = {}, false
    for i = 1, n do
      list[i] = lua.number_type(values[i]) or "nil"
      has_floats = has_floats or list[i] == "float"
    end
    local text = table.concat(list, " ")
    return has_floats and not lua.has_integers and text:gsub("integer", "float") or text
  end

  local cases = {
    { "of integers is of Lua integers", { "1", "-2", "0" }, "integer integer integer" },
    { "of integers with a point or an exponent is of integers", { "12.0", "1e6", "5.00e1", "-0" },
      "integer integer integer integer" },
    { "with one fraction is of floats throughout", { "1", "2.5", "3" }, "float float float" },
    { "with a fraction in its first cell is of floats", { "0.5", "1", "2" }, "float float float" },
    { "with a fraction in its last cell is of floats", { "1", "2", "0.5" }, "float float float" },
    { "with gaps keeps them", { "1", "", "3" }, "integer nil integer" },
    { "of nothing is empty", { "", "", "" }, "nil nil nil" },
    { "up to 2^53 - 1 is of integers", { "9007199254740991", "-9007199254740991" },
      "integer integer" },
    { "from 2^53 on, where integers are no longer told apart, is of floats",
      { "9007199254740992", "1" }, "float float" },
    { "from -2^53 down is of floats", { "-9007199254740992", "1" }, "float float" },
    { "beyond 64 bits is of floats", { "1e19", "1" }, "float float" },
  }
  for _, case in ipairs(cases) do
    local name, cells, expected = lua.unpack(case)
    it(name, function()
      assert.are.equal(expected, types(column(cells), #cells))
    end)
  end

  it("is integer or not by itself, whatever the one beside it", function()
    local result = decoded("annee;a;b;c\n2020;1;0.5;\n2021;2;1;3\n", { { role = "year" },
      { role = "measure" }, { role = "measure" }, { role = "measure" } })
    local a, b, c = result.series[1].values, result.series[2].values, result.series[3].values
    assert.are.equal("integer", lua.number_type(a[2]))
    if lua.has_integers then assert.are.equal("float", lua.number_type(b[2])) end
    assert.are.equal("integer", lua.number_type(c[2]))
    assert.are.same({ { 1, 2 }, { 1 / 2, 1 }, { [2] = 3 } }, { a, b, c })
  end)

  it("is of floats in every unit if it is in one", function()
    local result = decoded("annee;u;a\n2020;1;1\n2020;2;0.5\n", { { role = "year" },
      { role = "dimension" }, { role = "measure" } })
    if lua.has_integers then
      assert.are.equal("float", lua.number_type(result.series[1].values[1]))
    end
    assert.are.same({ 1.0 }, result.series[1].values)
    assert.are.same({ 1 / 2 }, result.series[2].values)
  end)

  it("keeps integers exact", function()
    assert.are.same({ 9007199254740991, -9007199254740991, 1000000, 0 },
      column { "9007199254740991", "-9007199254740991.0", "1e6", "-0" })
    assert.are.equal("0", tostring(column { "-0" }[1]))
  end)

  it("is named if a figure may have been rounded, from 2^53 on", function()
    local roles = { { role = "year" }, { role = "measure" }, { role = "measure" } }
    local result = decoded("annee;a;b\n2020;1;9007199254740992\n", roles)
    assert.are.same({ "b" }, result.rounded)
    result = decoded("annee;a;b\n2020;-1e300;9007199254740993\n", roles)
    assert.are.same({ "a", "b" }, result.rounded)
    result = decoded("annee;a;b\n2020;-9007199254740991;0.1234567890123456789\n", roles)
    assert.is_nil(result.rounded)
  end)

  it("does not take an empty cell, quoted or not, for zero", function()
    local result = decoded('annee;a\n2020;""\n2021;\n2022;0\n',
      { { role = "year" }, { role = "measure" } })
    assert.are.same({ [3] = 0 }, result.series[1].values)
  end)
end)

describe("under a French locale", function()
  local function read_and_refuse()
    local before = os.setlocale()
    assert.are.equal(2.0 ^ -1, number "0.5")
    assert.are.equal(0x13333333333334 * 2.0 ^ -54,
      number "0.3000000000000000166533453693773481063544750213623046875")
    assert.are.equal(0x1edd2f1a9fbe77 * 2.0 ^ -46, number "123.4560000000000000000000000001")
    assert.is_nil((number "0,5"))
    assert.is_nil((number "1,0000000000000000000000000000000"))
    local values, err = column { "1", "12,5" }
    assert.is_nil(values)
    assert.is_truthy(err.message:find("12,5", 1, true))
    assert.are.equal(before, os.setlocale())
  end

  it("numbers are read and refused as ever, and the locale stays", function()
    if not locale.has_french() then return pending(locale.MISSING) end
    locale.under(locale.FRENCH, read_and_refuse)
  end)
end)

-- ---------------------------------------------------------------- time

describe("time", function()
  local function period(role, cell)
    local header, cells, roles = "t;m", quoted(cell) .. ";1", { role, { role = "measure" } }
    if role.role == "quarter" then
      header, cells = "t;m;annee", cells .. ";2021"
      roles[3] = { role = "year" }
    end
    local result, err = decoded(header .. "\n" .. cells .. "\n", roles)
    return result and result.periods[1], err
  end

  local accepted = {
    year = { ["2021"] = "2021", ["2021-01-01"] = "2021", ["1000"] = "1000", ["9999"] = "9999" },
    quarter = { ["1"] = "2021-Q1", ["4"] = "2021-Q4", ["T2"] = "2021-Q2", ["t3"] = "2021-Q3",
      ["Q1"] = "2021-Q1", ["q4"] = "2021-Q4" },
    last_day = { ["2021-03-31"] = "2021-Q1", ["2021-06-30"] = "2021-Q2",
      ["2021-09-30"] = "2021-Q3", ["2021-12-31"] = "2021-Q4", ["1000-03-31"] = "1000-Q1",
      ["9999-12-31"] = "9999-Q4", ["2021-06-30T00:00:00"] = "2021-Q2",
      ["2021-06-30T00:00:00+00:00"] = "2021-Q2", ["2021-06-30T00:00:00-02:00"] = "2021-Q2",
      ["2021-06-30T00:00:00.0"] = "2021-Q2", ["2021-06-30T00:00:00.000Z"] = "2021-Q2",
      ["2021-06-30T00:00:00Z"] = "2021-Q2", ["31/03/2021"] = "2021-Q1",
      ["30/06/2021"] = "2021-Q2", ["31/12/1000"] = "1000-Q4" },
    month_end = { ["2021-01-31"] = "2021-01", ["2021-02-28"] = "2021-02",
      ["2021-03-31"] = "2021-03", ["2021-04-30"] = "2021-04", ["2021-05-31"] = "2021-05",
      ["2021-06-30"] = "2021-06", ["2021-07-31"] = "2021-07", ["2021-08-31"] = "2021-08",
      ["2021-09-30"] = "2021-09", ["2021-10-31"] = "2021-10", ["2021-11-30"] = "2021-11",
      ["2021-12-31"] = "2021-12", ["1000-01-31"] = "1000-01", ["9999-12-31"] = "9999-12",
      ["2020-02-28"] = "2020-02", ["2020-02-29"] = "2020-02", ["2000-02-29"] = "2000-02",
      ["1900-02-28"] = "1900-02", ["2021-10-31T00:00:00+00:00"] = "2021-10",
      ["2020-02-29T00:00:00Z"] = "2020-02", ["31/01/2021"] = "2021-01",
      ["30/06/2012"] = "2012-06", ["28/02/2020"] = "2020-02", ["29/02/2020"] = "2020-02" },
  }

  local refused = {
    year = { "", "21", "202", "20210", "0999", "0000", "-021", "+021", "2021.0", "2.02e3", "20 1",
      " 2021", "2021 ", "2021-01-02", "2021-12-31", "2021-1-1", "2021/01/01", "01/01/2021",
      "2021-01-01T00:00:00", "２０２１", "2021\0", "\0002021", "abcd", "20\2551", "2021-Q1",
      "202:", "202/" },
    quarter = { "", "0", "5", "9", "01", "1.0", "-1", "+1", " 1", "1 ", "T", "T0", "T5", "TT1",
      "T1 ", "S1", "1T", "1er", "I", "\0", "\0001", "1\0", "T\0", "2021-Q1", "①", "\2551" },
    last_day = { "", "2021", "2021-03", "2021-3-31", "2021-03-30", "2021-03-32", "2021-04-30",
      "2021-06-31", "2021-09-31", "2021-12-30", "2021-01-31", "2021-13-31", "2021-00-31",
      "2021/03/31", "03/31/2021", "2021-31-03",
      "31/01/2021", "31/13/2021", "31/3/2021", "31/03/21", "31-03-2021", "31/03-2021",
      "31/03/2021 ", "31/03/2021T00:00:00", "31/03/0999", "///3/2021/", "31/03/202x",
      "20210331", "0999-03-31", "0000-03-31",
      "-021-03-31", "21-03-31", "12021-03-31", " 2021-03-31", "2021-03-31 ", "2021-03-31T",
      "2021-03-31T00", "2021-03-31T00:00", "2021-03-31 00:00:00", "2021-03-31T00:00:01",
      "2021-03-31T23:59:59", "2021-03-31T00:00:00 ", "2021-03-31T00:00:00x",
      "2021-03-31T00:00:00ZZ", "2021-03-31T00:00:00\0", "2021-03-31T00:00:00\255",
      "2021-03-31T00:00:00+00:00x", "2021-03-31T00:00:00*00:00", "2021-03-31T00:00:00.",
      "2021-03-31T00:00:00.1", "2021-03-31T00:00:00+0:000", "2021-03-31T00:00:00+00-00",
      "2021-03-31\0", "2021-03-31\255", "202\255-03-31",
      "2021-Q1" },
    month_end = { "", "2021", "2021-03", "2021-3-31", "2021-01-30", "2021-01-32", "2021-04-31",
      "2021-02-29", "1900-02-29", "2020-02-27", "2020-02-30", "2020-02-9", "2021-00-31",
      "2021-13-31", "2021-99-31", "2021-0:-31", "2021-:1-31", "0999-01-31", "2021/01/31",
      "01/31/2021", "29/02/2021", "29/02/1900", "31/04/2021", "31/1/2021", "1/31/2021",
      "31/01/2021 ", " 31/01/2021", "31/01/2021T00:00:00", "31/01/0999", "31.01.2021",
      "2021-01-31T00:00:01", "2021-01-31T", "2021-01-31\0", "2021-01-31\255", "20\2551-01-31",
      "2021-Q1", "janvier 2021", "2020-02-29x" },
  }

  for role, cells in pairs(accepted) do
    for cell, expected in pairs(cells) do
      it(("%s: %s is %s"):format(role, cell, expected), function()
        local got, err = period({ role = role }, cell)
        assert.are.equal(expected, got, tostring(err))
      end)
    end
  end

  for role, cells in pairs(refused) do
    for _, cell in ipairs(cells) do
      it(("%s: %q is refused"):format(role, cell), function()
        local got, err = period({ role = role }, cell)
        assert.is_nil(got)
        assert.are.equal("decode", err.kind)
        assert.are.equal(2, err.line)
        assert.are.equal(1, err.column)
        assert.is_truthy(lua.utf8_length(err.message))
      end)
    end
  end
end)

-- ---------------------------------------------------------------- both readers

describe("the plain decoder that other specs compare with", function()
  it("reads the same numbers", function()
    for cell, expected in pairs { ["12"] = 12.0, ["-3.5"] = -3.5, ["1e6"] = 1e6, ["-0"] = 0.0,
      ["0e99999999999"] = 0.0, ["1.5e-99999999999"] = 0.0, ["5e0000000000001"] = 50.0 } do
      assert.are.equal(bits(expected), bits(reference_decoder.number(cell)))
    end
    for _, cell in ipairs { "", "12,5", "1e", ".5", "5.", "0x10", "nan", "inf", "1e400", " 1",
      "1e99999999999" } do
      assert.is_nil(reference_decoder.number(cell))
    end
  end)
end)
