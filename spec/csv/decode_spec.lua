local decode = require "urssaf.decode"
local decoding = require "spec.support.decoding"

local BOM, HEADER, ROLES, GOOD = decoding.BOM, decoding.HEADER, decoding.ROLES, decoding.GOOD
local decoded, place, dump, lines = decoding.decoded, decoding.place, decoding.dump, decoding.lines

require "spec.support.hygiene"("urssaf.decode", { "csv" })

describe("a decoder", function()
  it("has the documented methods and no more", function()
    local names = {}
    for name in pairs(getmetatable(decode.csv {}).__index) do names[#names + 1] = name end
    table.sort(names)
    assert.are.same({ "close", "columns", "feed", "finish", "header", "roles" }, names)
  end)

  it("needs no options", function()
    local decoder = decode.csv()
    assert.is_true(decoder:feed "annee;m\n")
    assert.are.same({ "annee", "m" }, decoder:header())
  end)

  it("has no header before its line is in", function()
    local decoder = decode.csv {}
    assert.is_nil(decoder:header())
    decoder:feed "annee;m"
    assert.is_nil(decoder:header())
    decoder:feed "\r"
    assert.is_nil(decoder:header())
    decoder:feed "\n"
    assert.are.same({ "annee", "m" }, decoder:header())
  end)

  it("gives names without the marks that labels may begin with", function()
    local decoder = decode.csv {}
    decoder:feed(BOM .. BOM .. 'Année;"' .. BOM .. BOM .. 'Région";m' .. BOM .. "\r\n")
    assert.are.same({ "Année", "Région", "m" .. BOM }, decoder:header())
  end)

  it("is independent of other decoders", function()
    local alone = dump(decoded(lines(HEADER, GOOD), ROLES))
    local decoders, results = {}, {}
    for i = 1, 5 do
      decoders[i] = decode.csv {}
      decoders[i]:feed(lines(HEADER))
      decoders[i]:roles(ROLES)
    end
    for at = 1, #GOOD do
      for i = 1, 5 do decoders[i]:feed(GOOD:sub(at, at)) end
    end
    for i = 1, 5 do
      decoders[i]:feed "\n"
      results[i] = dump(decoders[i]:finish())
    end
    assert.are.same({ alone, alone, alone, alone, alone }, results)
  end)

  it("hands its tables over for good", function()
    local decoder = decode.csv {}
    decoder:feed(lines(HEADER, GOOD))
    decoder:roles(ROLES)
    local result = decoder:finish()
    local before = dump(result)
    decoder:close()
    decoder = nil -- luacheck: ignore
    collectgarbage()
    collectgarbage()
    assert.are.equal(before, dump(result))
  end)

  it("may be closed twice, at any stage", function()
    local stages = {
      function() end,
      function(d) d:feed(HEADER:sub(1, 9)) end,
      function(d) d:feed(HEADER:sub(10) .. "\n" .. GOOD) end,
      function(d) d:roles(ROLES) end,
      function(d) d:feed '\n2021;"2' end,
      function(d) d:feed "x" end,
    }
    for last = 1, #stages do
      local decoder = decode.csv {}
      for i = 1, last do stages[i](decoder) end
      decoder:close()
      decoder:close()
      assert.has_error(function() decoder:header() end)
    end
  end)

  it("says the same error again and again", function()
    local decoder = decode.csv {}
    local _, first = decoder:feed "a;a\n"
    for _, again in ipairs {
      function() return decoder:feed "b\n" end, function() return decoder:roles {} end,
      function() return decoder:finish() end, function() return decoder:finish() end,
    } do
      local result, err = again()
      assert.is_nil(result)
      assert.are.same(place(first), place(err))
    end
  end)

  it("gives errors that print as kind and message", function()
    local _, err = decoded("a;a\n")
    assert.are.equal("decode: " .. err.message, tostring(err))
    assert.is_truthy(err.message:find("line 1, column 2", 1, true))
  end)
end)

local function fed(...)
  local decoder = decode.csv {}
  assert(decoder:feed "annee;code;m;note\n")
  assert(decoder:roles(decoding.role_list { "year", "dimension", "measure", "attribute" }))
  assert(decoder:feed(table.concat { ... }))
  return decoder
end

describe("finish() that no columns() came before", function()
  it("knows the last row although its line has no end, and sorts the rows", function()
    local result = fed("2021;1;2;b\n", "2020;1;1;a"):finish()
    assert.are.equal(2, result.rows)
    assert.is_false(result.complete)
    assert.are.same({ 1, 2 }, result.series[1].values)
  end)

  it("refuses a row that comes twice", function()
    local result, err = fed("2020;1;1;a\n", "2020;1;1;a\n"):finish()
    assert.is_nil(result)
    assert.are.same({ kind = "decode", line = 3, column = 1 }, place(err))
  end)
end)

describe("columns()", function()

  it("knows the last row although its line has no end", function()
    local decoder = fed("2020;1;1;5\n", "2021;1;2;cinq")
    assert.are.same({ [4] = { filled = true, numeric = false, varies = true } }, decoder:columns())
    local result = decoder:finish()
    assert.are.equal(2, result.rows)
    assert.is_false(result.complete)
    assert.are.same({ 1, 2 }, result.series[1].values)
  end)

  it("ends the input: feeding after it raises", function()
    local decoder = fed("2020;1;1;5\n", "2021;1;2;")
    assert.is_table(decoder:columns())
    local ok, err = pcall(decoder.feed, decoder, "six\n")
    assert.is_false(ok)
    assert.is_truthy(err:find("after the end", 1, true), err)
    assert.are.equal(2, decoder:finish().rows)
  end)

  it("may be asked again, before finish", function()
    local decoder = fed "2020;1;1;5\n2021;1;2;6\n"
    local first = decoder:columns()
    assert.are.same({ [4] = { filled = true, numeric = true, varies = true } }, first)
    assert.are.same(first, decoder:columns())
  end)

  it("gives the error of the last row, and finish gives it again", function()
    local decoder = fed("2020;1;1;5\n", "2021;1;deux;")
    for _, method in ipairs { "columns", "finish", "columns", "feed" } do
      local result, err = decoder[method](decoder, method == "feed" and "" or nil)
      assert.is_nil(result)
      assert.are.same({ kind = "decode", line = 3, column = 3, cut = true }, place(err))
    end
  end)

  it("gives the error of an input without anything, or with half a header", function()
    local columns, err = decode.csv():columns()
    assert.is_nil(columns)
    assert.are.same({ kind = "decode", line = 1, column = 1 }, place(err))
    local decoder = decode.csv()
    decoder:feed "annee;code"
    columns, err = decoder:columns()
    assert.is_nil(columns)
    assert.are.same({ kind = "incomplete", line = 1, column = 1, cut = true }, place(err))
  end)

  it("is empty where no column is unknown", function()
    local decoder = decode.csv()
    decoder:feed "annee;m\n2020;1\n"
    decoder:roles(decoding.role_list { "year", "measure" })
    assert.are.same({}, decoder:columns())
  end)
end)
