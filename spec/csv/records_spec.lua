local hygiene = require "spec.support.hygiene"
local records = require "urssaf.csv.records"

local function decode(text, step)
  local decoder = records.new()
  step = step or 65536
  for at = 1, #text, step do
    local ok, err = decoder:feed(text:sub(at, at + step - 1))
    if not ok then return nil, err end
  end
  local plain, err = decoder:finish()
  decoder:close()
  return plain, err
end

describe("urssaf.csv.records", function()
  hygiene("urssaf.csv.records", { "MOST_BYTES", "excerpt", "new" })

  local TEXT = '\239\187\191a;b;c\r\n1;"x;\r\n""y""";\r\n;;\r\né;  two  blanks ;3\r\n'

  for _, step in ipairs { 1, 2, 7, 1000 } do
    it(("reads rows that come in pieces of %d bytes"):format(step), function()
      assert.are.same({ header = { "a", "b", "c" }, notes = {}, rows = 3, complete = true,
        records = { { a = "1", b = 'x; "y"' }, {}, { a = "é", b = "two blanks", c = "3" } } },
        assert(decode(TEXT, step)))
    end)
  end

  it("tells whether the last row has its line end", function()
    local plain = assert(decode "a;b\n1;2")
    assert.are.same({ 1, false }, { plain.rows, plain.complete })
    assert.is_true(assert(decode "a;b\n1;2\n").complete)
  end)

  for name, case in pairs {
    ["an empty body"] = { "", "decode", "the body is empty" },
    ["a row with a cell too few"] = { "a;b\n1\n", "decode", "line 2, column 2: 1 cells where" },
    ["a row with a cell too many"] = { "a;b\n1;2;3\n", "decode",
      "line 2, column 3: 3 cells where" },
    ["a column without a name"] = { "a;\n", "decode", "line 1, column 2: a column without a name" },
    ["two columns of one name"] = { "a;a\n", "decode", "line 1, column 2: two columns" },
    ["a name that is not UTF-8"] = { "a;\255\n", "decode", "line 1, column 2: the name is not" },
    ["a cell that is not UTF-8"] = { "a;b\n1;\255\n", "decode", "line 2, column 2: not valid" },
    ["a control character"] = { "a;b\n1;\27[31m\n", "decode", "line 2, column 2: not valid" },
    ["a quote that is not closed"] = { 'a;b\n1;"2\n', "decode", "a quote is not closed" },
    ["too many columns"] = { ("a;"):rep(4096) .. "b\n", "limit", "too many columns" },
    ["too many rows"] = { "a;b\n" .. (";\n"):rep(20001), "limit", "more than 20000 rows" },
    ["too many bytes"] = { "a;b\n" .. ("x"):rep(4 * 1024 * 1024), "limit",
      "more than 4194304 bytes" },
  } do
    it("refuses " .. name, function()
      local plain, err = decode(case[1])
      assert.is_nil(plain)
      assert.are.equal(case[2], err.kind)
      assert.matches(case[3], err.message, 1, true)
    end)
  end

  it("goes on to fail once it has failed", function()
    local decoder = records.new()
    local _, first = decoder:feed "a;b\n1\n"
    for _, again in ipairs { select(2, decoder:feed "1;2\n"), (select(2, decoder:finish())) } do
      assert.are.equal(first, again)
    end
    decoder:close()
  end)

  it("tells a row that was cut from one that is wrong", function()
    local _, err = decode "a;b\n1;2\n3"
    assert.is_true(err.cut)
    _, err = decode "a;b\n1;2\n3\n"
    assert.is_nil(err.cut)
  end)

  for _, case in ipairs {
    { "a;b\nx;1\ny;2\nz x;3\n", "a;b\nx;1\nz x;3\n" },
    { "a;b\r\ny;2\r\nx;1", "a;b\r\nx;1" },
    { 'a;b\n"y\n";x\nz;z\n', 'a;b\n"y\n";x\n' },
    { 'a;b\n"x\n""\n";z\n"y""";z\n', 'a;b\n"x\n""\n";z\n' },
    { '"a\n";b\ny;1\nx;1\n', '"a\n";b\nx;1\n' },
    { 'a;b\n"y\nx', 'a;b\n"y\nx' },
    { "a;b\ny;1\n", "a;b\n" },
    { "", "" },
  } do
    it(("leaves out the rows without a text: %q"):format(case[1]), function()
      assert.are.equal(case[2], records.excerpt(case[1], "x"))
    end)
  end

  it("leaves out rows in time that grows with the body #timed", function()
    for _, body in ipairs { ("\n"):rep(2000000), '"' .. ("\n"):rep(2000000), ('"\n'):rep(1000000),
      ("x"):rep(2000000) } do
      local started = os.clock()
      records.excerpt(body, "y")
      assert.is_true(os.clock() - started < 5)
    end
  end)

  it("takes 20 000 rows", function()
    assert.are.equal(20000, assert(decode("a;b\n" .. (";\n"):rep(20000))).rows)
  end)
end)
