local hygiene = require "spec.support.hygiene"
local record_format = require "urssaf.base.record_format"

describe("urssaf.base.record_format", function()
  hygiene("urssaf.base.record_format", { "JSON", "csv", "dialect", "table_text" })

  for _, case in ipairs {
    { {}, nil, "text", "plain", "plain" },
    { {}, nil, "text", 'a "b", c', '"a ""b"", c"' },
    { {}, nil, "text", "two\nlines", '"two\nlines"' },
    { {}, nil, "text", "=1+1", "=1+1" },
    { {}, nil, "number", 12.5, "12.5" },
    { {}, ";", "text", "a, b", "a, b" },
    { {}, ";", "text", "a; b", '"a; b"' },
    { { point = "," }, nil, "number", 12.5, '"12,5"' },
    { { point = "," }, ";", "number", 12.5, "12,5" },
    { { is_guarded = true }, nil, "text", "=1+1", "'=1+1" },
    { { is_guarded = true }, nil, "number", -3, "-3" },
  } do
    it(("writes %s as %s in CSV"):format(tostring(case[4]), case[5]), function()
      assert.are.equal(case[5], record_format.csv(case[1], case[2])[case[3]](case[4]))
    end)
  end

  it("writes JSON objects", function()
    local format = record_format.JSON
    assert.are.equal('{"a b":"\\"x\\"","n":12.5,"m":null}', format.open .. table.concat({
      format.label "a b" .. format.text '"x"', format.label "n" .. format.number(12.5),
      format.label "m" .. format.missing }, format.between) .. format.close)
  end)

  it("writes a table of records", function()
    local table_text, csv = record_format.table_text, record_format.csv
    local plain, french = csv(record_format.dialect()), csv(record_format.dialect "fr")
    assert.are.equal('a,"b,c"\n1,2\n3,4\n', table_text(plain, { "a", "b,c" }, { "1,2", "3,4" }))
    assert.are.equal("a,b\n", table_text(plain, { "a", "b" }, {}))
    assert.are.equal("\239\187\191a;b\r\n1;2\r\n", table_text(french, { "a", "b" }, { "1;2" }))
    assert.are.equal("[{},{}]", table_text(record_format.JSON, { "a" }, { "{}", "{}" }))
    assert.are.equal("[]", table_text(record_format.JSON, { "a" }, {}))
  end)

  it("has no text for a number that is not finite", function()
    for _, format in ipairs { record_format.csv {}, record_format.JSON } do
      for _, value in ipairs { 1 / 0, -1 / 0, 0 / 0 } do assert.is_nil(format.number(value)) end
    end
  end)
end)
