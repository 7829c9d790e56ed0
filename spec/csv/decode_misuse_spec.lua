local decode = require "urssaf.decode"
local lua = require "spec.support.lua"

describe("misuse #c", function()
  local function ready()
    local decoder = decode.csv {}
    decoder:feed "annee;code;m\n"
    return decoder
  end

  local function reading()
    local decoder = ready()
    decoder:roles { { role = "year" }, { role = "dimension" }, { role = "measure" } }
    return decoder
  end

  local function roles(...)
    local list = { ... }
    return function() ready():roles(list) end
  end

  local year, code, m = { role = "year" }, { role = "dimension" }, { role = "measure" }

  local cases = {
    { "an unknown option", "unknown option 'delimeter'",
      function() decode.csv { delimeter = "," } end },
    { "an option without a name", "unknown option '1'", function() decode.csv { ";" } end },
    { "options that are no table", "table expected", function() decode.csv ";" end },
    { "a delimiter of two characters", "option 'delimiter'",
      function() decode.csv { delimiter = ";;" } end },
    { "an empty delimiter", "option 'delimiter'", function() decode.csv { delimiter = "" } end },
    { "a delimiter that is a letter", "option 'delimiter'",
      function() decode.csv { delimiter = "a" } end },
    { "a delimiter that is a quote", "option 'delimiter'",
      function() decode.csv { delimiter = '"' } end },
    { "a delimiter that is a line break", "option 'delimiter'",
      function() decode.csv { delimiter = "\n" } end },
    { "a delimiter that is a NUL", "option 'delimiter'",
      function() decode.csv { delimiter = "\0" } end },
    { "a delimiter that is a number", "option 'delimiter'",
      function() decode.csv { delimiter = 5 } end },
    { "max_line of zero", "option 'max_line'", function() decode.csv { max_line = 0 } end },
    { "max_units that is not a number", "option 'max_units'",
      function() decode.csv { max_units = 0 / 0 } end },
    { "max_periods below zero", "option 'max_periods'",
      function() decode.csv { max_periods = -1 } end },
    { "max_units as a string", "option 'max_units'",
      function() decode.csv { max_units = "5" } end },
    { "feeding nothing", "string expected", function() decode.csv():feed() end },
    { "feeding a table", "string expected", function() decode.csv():feed {} end },
    { "feeding while roles are missing", "call roles", function() ready():feed "2021;1;1\n" end },
    { "finishing with a metatable that is none", "table expected",
      function() ready():finish(1) end },
    { "finishing while roles are missing", "call roles", function() ready():finish() end },
    { "roles before the header is in", "after the header", function() decode.csv():roles {} end },
    { "roles twice", "once", function() reading():roles { year, code, m } end },
    { "finishing twice", "twice", function()
      local decoder = reading()
      decoder:finish()
      decoder:finish()
    end },
    { "feeding after the end", "after the end", function()
      local decoder = reading()
      decoder:finish()
      decoder:feed "2021;1;1\n"
    end },
    { "roles after the end", "once", function()
      local decoder = reading()
      decoder:finish()
      decoder:roles { year, code, m }
    end },
    { "roles that are no table", "table expected", function() ready():roles "year" end },
    { "fewer roles than columns", "each of the 3 columns", roles(year, code) },
    { "more roles than columns", "3 columns", roles(year, code, m, m) },
    { "a role that is a string", "each of the 3 columns", roles("year", code, m) },
    { "an unknown role", "unknown role 'mesure'", roles(year, code, { role = "mesure" }) },
    { "a role without a role", "unknown role", roles(year, code, {}) },
    { "a role that is a number", "unknown role", roles(year, code, { role = 1 }) },
    { "a name that is a number", "name is a string",
      roles(year, code, { role = "measure", name = 5 }) },
    { "a rank that is no integer", "field 'rank'",
      roles(year, code, { role = "measure", rank = 1.5 }) },
    { "a rank below zero", "field 'rank'",
      roles(year, code, { role = "measure", rank = -1 }) },
    { "a width beyond bounds", "field 'width'",
      roles(year, { role = "dimension", width = 9 }, m) },
    { "`of` beyond the columns", "field 'of'",
      roles(year, code, { role = "attribute", of = 4 }) },
    { "`of` zero", "field 'of'", roles(year, code, { role = "attribute", of = 0 }) },
    { "`of` a column that is no dimension", "no dimension",
      roles(year, code, { role = "attribute", of = 1 }) },
    { "`of` the attribute itself", "no dimension",
      roles(year, code, { role = "attribute", of = 3 }) },
    { "a field that roles do not have", "'widht'",
      roles(year, { role = "dimension", widht = 2 }, m) },
    { "a role that is a list", "'1'", roles({ "year" }, code, m) },
    { "two dimensions with one name", "both named 'lieu'",
      roles({ role = "dimension", name = "lieu" }, { role = "dimension", name = "lieu" }, year) },
    { "a dimension named as the header names another", "both named 'm'",
      roles(year, { role = "dimension", name = "m" }, { role = "dimension" }) },
    { "a dimension and an attribute with one name", "both named 'lieu'",
      roles(year, { role = "dimension", name = "lieu" },
        { role = "attribute", name = "lieu", of = 2 }) },
    { "two measures with one name", "both named 'nombre'",
      roles(year, { role = "measure", name = "nombre" }, { role = "measure", name = "nombre" }) },
    { "columns while roles are missing", "call roles", function() ready():columns() end },
    { "roles after columns", "once", function()
      local decoder = reading()
      decoder:columns()
      decoder:roles { year, code, m }
    end },
    { "two columns for the year", "same part of the time", roles(year, year, m) },
    { "two columns for the quarter", "same part of the time",
      roles({ role = "quarter" }, { role = "quarter" }, year) },
    { "no column for the time", "no column gives the year", roles(code, m, m) },
    { "a quarter without a year", "no column gives the year",
      roles({ role = "quarter" }, code, m) },
  }

  for _, case in ipairs(cases) do
    local name, message, misuse = lua.unpack(case)
    it("raises: " .. name, function()
      local ok, err = pcall(misuse)
      assert.is_false(ok)
      assert.is_truthy(tostring(err):find(message, 1, true), err)
    end)
  end

  for _, method in ipairs { "feed", "header", "roles", "columns", "finish" } do
    it("raises: " .. method .. " after close", function()
      local decoder = reading()
      decoder:close()
      local ok, err = pcall(decoder[method], decoder, "")
      assert.is_false(ok)
      assert.is_truthy(err:find("closed decoder", 1, true), err)
    end)

    it("raises: " .. method .. " of something else", function()
      assert.is_false(pcall(decode.csv()[method], io.stdout, ""))
    end)
  end

  it("is not that a measure has the name of a dimension, or an ignored column that of another",
    function()
      local decoder = ready()
      assert.is_true(decoder:roles { year, { role = "dimension", name = "m" }, m })
      assert.is_true(decoder:feed "2021;1;7\n")
      local series = decoder:finish().series[1]
      assert.are.same({ m = "1" }, series.key)
      assert.are.equal("m", series.measure)
      assert.is_true(ready():roles { year, { role = "ignored", name = "m" }, m })
    end)

  it("leaves a decoder whose roles were refused ready for better ones", function()
    local decoder = ready()
    assert.is_false(pcall(decoder.roles, decoder, { year, code, { role = "mesure" } }))
    assert.is_true(decoder:roles { year, code, m })
    assert.is_true(decoder:feed "2021;1;7\n")
    assert.are.equal(7, decoder:finish().series[1].values[1])
  end)
end)
