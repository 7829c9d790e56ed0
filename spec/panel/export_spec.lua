-- What is written is read back by Python's csv and json, and compared with the panel's cells.
local hygiene = require "spec.support.hygiene"
local assert_misuse = require "spec.support.assert_misuse"
local sample = require "spec.support.standin.sample"
local shell = require "spec.support.shell"
local small_panel = require "spec.support.small_panel"

local keys = small_panel.keys
local IMM, RAD = "immatriculations", "radiations"

-- The columns behind those of keys.
local OTHERS = ",name,measure,value,unit,transform,nature,formula,numerator,denominator,status,"
  .. "present,expected,absent,without,addend,dataset,notes"

local folder
setup(function() folder = shell.temporary_folder() end)
teardown(function() shell.remove(folder) end)

-- The lines that read_back.py prints, sorted.
local function read_back(kind, text)
  local path = folder .. "/export"
  shell.write(path, text)
  local ok, _, output = shell.run(
    ("PYTHONUTF8=1 python3 spec/support/oracle/read_back.py %s %s"):format(kind, path))
  assert.is_true(ok, output)
  local lines = {}
  for line in output:gmatch("[^\n]+") do lines[#lines + 1] = line end
  table.sort(lines)
  return lines
end

local function key_text(key)
  local parts = {}
  for name, value in pairs(key) do parts[#parts + 1] = name .. "=" .. value end
  table.sort(parts)
  return table.concat(parts, "|")
end

-- The sample's panel, and the lines that read_back.py should print.
local function full()
  local data = sample.auto_entrepreneurs()
  local units, lines = {}, {}
  for u, key in ipairs(data.units) do
    units[u] = { key }
    for _, measure in ipairs(data.measures) do
      units[u][measure] = {}
      for p, period in ipairs(data.periods) do
        local value = data:value(u, measure, p)
        units[u][measure][p] = value or false
        lines[#lines + 1] = table.concat({ period, key_text(key), measure,
          value and ("%d"):format(value) or "-" }, "\t")
      end
    end
  end
  table.sort(lines)
  return small_panel.panel(2009, data.measures, units, { dataset = data.id }), lines
end

describe("of the full sample, every cell comes back from", function()
  local panel, lines

  setup(function() panel, lines = full() end)

  for kind, write in pairs {
    ["long-csv"] = function(p) return p:to_csv() end,
    ["fr-csv"] = function(p) return p:to_csv { preset = "fr" } end,
    ["json"] = function(p) return p:to_json() end,
    ["long-json"] = function(p) return p:to_json { layout = "long" } end,
  } do
    it(kind, function()
      assert.are.equal(101 * 5 * 68, #lines)
      assert.are.same(lines, read_back(kind, write(panel)))
    end)
  end

  for kind, write in pairs {
    ["wide-csv"] = function(p, given) return p:to_csv(given) end,
    ["wide-json"] = function(p, given) return p:to_json(given) end,
  } do
    it(kind, function()
      local given = { columns = "code_departement", measure = RAD }
      local expected = {}
      for _, line in ipairs(lines) do
        local period, key, measure, value = line:match("^(.-)\t(.-)\t(.-)\t(.*)$")
        if measure == RAD then
          local column = key:match("code_departement=(%w+)") or key:match("departement=([^|]+)")
          expected[#expected + 1] = ("%s\tcolumn=%s\t\t%s"):format(period, column, value)
        end
      end
      table.sort(expected)
      assert.are.equal(101 * 68, #expected)
      assert.are.same(expected, read_back(kind, write(panel, given)))
    end)
  end

  it("the same twice", function()
    local again = full()
    assert.are.equal(panel:to_json(), again:to_json())
    assert.are.equal(panel:to_csv(), again:to_csv())
  end)
end)

describe("CSV", function()
  local function small(values, name)
    return small_panel.panel(2020, { IMM },
      { { { code_departement = "01", departement = name or "Ain" },
      [IMM] = values } })
  end

  it("has commas, decimal points, LF and no BOM", function()
    assert.are.equal("period,code_departement,departement" .. OTHERS .. "\n"
      .. "2020-Q1,01,Ain,Ain,immatriculations,12,account,,flow,,,,final,1,1,,,,,\n"
      .. "2020-Q2,01,Ain,Ain,immatriculations,,account,,flow,,,,missing,0,1,,,,,\n"
      .. "2020-Q3,01,Ain,Ain,immatriculations,0.5,account,,flow,,,,final,1,1,,,,,\n",
      small({ 12, false, 0.5 }):to_csv())
  end)

  it("for French spreadsheets has semicolons, decimal commas, a BOM and CRLF", function()
    assert.are.equal("\239\187\191period;code_departement;departement" .. OTHERS:gsub(",", ";")
      .. "\r\n2020-Q1;01;Ain;Ain;immatriculations;-1,5;account;;flow;;;;final;1;1;;;;;\r\n",
      small({ -1.5 }):to_csv { preset = "fr" })
  end)

  it("for French spreadsheets guards texts against formulas, not numbers", function()
    for _, name in ipairs { "=1+1", "+x", "-1+2", "@sum", "\tx" } do
      local text = small({ -3 }, name):to_csv { preset = "fr" }
      assert.matches(";01;'" .. name .. ";", text, 1, true)
      assert.matches(";immatriculations;-3;", text, 1, true)
      assert.is_nil(small({ -3 }, name):to_csv():find("'", 1, true))
    end
  end)

  it("quotes where it must, and is read back", function()
    for _, name in ipairs { 'a "b"', "a,b", "a;b", "a\nb", "a\r\nb", "é😀", '"' } do
      local text = ("2020-Q1\tcode_departement=01|departement=%s\timmatriculations\t7"):format(name)
      local expected = {}
      -- a line end within a name makes two lines of one here
      for line in text:gmatch("[^\n]+") do expected[#expected + 1] = line end
      table.sort(expected)
      assert.are.same(expected, read_back("long-csv", small({ 7 }, name):to_csv()))
    end
  end)

  it("takes another delimiter", function()
    assert.matches("^period\tcode_departement\t", small({ 1 }):to_csv { delimiter = "\t" })
    assert_misuse(function() small({ 1 }):to_csv { delimiter = "x" } end, "one of ; , TAB |")
  end)

  it("has the same columns whatever was done to the data", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { keys.isere, [IMM] = { 3, false } } }, { source = { dimensions = { "code_departement",
        "departement", "code_region", "region" } } })
    local header = "period,code_departement,departement,code_region,region" .. OTHERS
    local own = p:with("own", { numerator = IMM, denominator = IMM })
    for _, one in ipairs { p, p:total(), p:qoq(), p:aggregate { by = "region" }, p:annual(),
        p:filter { departement = "Rhône" }, own } do
      assert.are.equal(header, one:to_csv():match "^[^\n]*")
    end
  end)

  it("says what is added up, and of how many units", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { keys.isere, [IMM] = { 3, false } } })
    local lines = {}
    for line in p:aggregate { by = "region", missing = "skip" }:to_csv():gmatch "[^\n]+" do
      lines[#lines + 1] = line
    end
    assert.matches("^2020%-Q1,84,Auvergne%-Rhône%-Alpes,Auvergne%-Rhône%-Alpes,immatriculations,4,"
      .. "account,,flow,,,,final,2,2,,,,", lines[2])
    assert.matches("^2020%-Q2,84,Auvergne%-Rhône%-Alpes,Auvergne%-Rhône%-Alpes,immatriculations,2,"
      .. "account,,flow,,,,partial,1,2,1,1,,,$", lines[3])
    assert.matches(",immatriculations,1,1,qoq,ratio,,,,final,1,1,,,,,\n", p:qoq():to_csv(), 1, true)
  end)

  it("says of its source what is known, and no more", function()
    local text = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1 } } },
      { source = { attribution = "Urssaf", licence = "ODbL" } }):to_csv()
    assert.matches("Urssaf, ODbL", text, 1, true)
  end)

  it("of a ratio has what it is made of", function()
    local p = small_panel.panel(2016, { IMM, RAD }, { { keys.ain, [IMM] = { 8, 2 },
      [RAD] = { 2, false } } }):with("exits", { numerator = RAD, denominator = IMM })
    local text = p:filter { measure = "exits" }:to_csv()
    assert.matches(",exits,0.25,1,,ratio,radiations / immatriculations,2,8,final,", text, 1, true)
    assert.matches(",exits,,1,,ratio,radiations / immatriculations,,,missing,", text, 1, true)
  end)

  it("is read by Python with its notes, which are no lines of their own", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } } }, {
      notes = { { kind = "cut", message = 'a "b"; c, d\ne', unit = "x;y" } } })
    for _, kind in ipairs { "long-csv", "fr-csv" } do
      local text = p:to_csv { preset = kind == "fr-csv" and "fr" or nil }
      assert.are.equal(3, select(2, text:gsub("\n", "")))
      assert.are.equal(2, #read_back(kind, text))
    end
  end)

  it("has the first or the last day of each period, if it is asked for", function()
    local p = small({ 1, 2 })
    assert.matches("^period,date,code_departement,[^\n]*\n2020%-Q1,2020%-03%-31,01,",
      p:to_csv { date = "last" })
    assert.matches("\n2020%-Q2,2020%-04%-01,01,", p:to_csv { date = "first" })
    assert.matches("^period,date,01,columns,[^\n]*\n2020%-Q1,2020%-03%-31,1,code_departement,",
      p:to_csv { date = "last", columns = "code_departement" })
    assert_misuse(function() p:to_csv { date = "last", columns = "period" } end, "no period")
    assert_misuse(function() p:to_csv { date = "mid" } end, '"first" or "last"')
  end)

  it("marks the periods of a known break, and what is an estimate", function()
    local text = small_panel.panel(2022, { "radiations_estimees" },
      { { {}, radiations_estimees = { 1 } } }):to_csv()
    assert.matches(",estimated,1,1,", text, 1, true)
    local broken = small_panel.panel(2022, { RAD }, { { {}, [RAD] = { 1, 2, 3, 4 } } }):to_csv()
    assert.matches("2022%-Q3,[^\n]*,final,1,1,", broken)
    assert.matches("2022%-Q4,[^\n]*,break,1,1,", broken)
  end)

  it("with many kinds of numbers is read back to the same numbers", function()
    local values = { 0.1, 1 / 3, 1e-7, 1e21, 123456789.125, -2.5e-300, 2 ^ 53, 12.0, 5e-324 }
    local lines = read_back("long-csv", small(values):to_csv())
    local found = {}
    for _, line in ipairs(lines) do
      local quarter, value = line:match("^(%S+)\t.*\t(%S+)$")
      found[quarter] = value
    end
    for i, quarter in ipairs(small_panel.quarters(2020, #values)) do
      assert.are.equal(values[i] + 0.0, (tonumber(found[quarter]) or error(found[quarter])) + 0.0)
    end
    assert.are.equal("12", found["2021-Q4"])
  end)

  it("refuses values that are not finite numbers", function()
    assert_misuse(function() small({ 0 / 0 }):to_csv() end, "2020-Q1", "not a finite number")
    assert_misuse(function() small({ math.huge }):to_json() end, "not a finite number")
  end)

  it("refuses unknown options", function()
    assert_misuse(function() small({ 1 }):to_csv { presett = "fr" } end, "did you mean 'preset'?")
    assert_misuse(function() small({ 1 }):to_csv { preset = "de" } end, '"fr"')
    assert_misuse(function() small({ 1 }):to_csv { measure = "immatriculation" } end,
      "did you mean 'immatriculations'?")
    assert_misuse(function() small({ 1 }):to_json { layout = "long", columns = "departement" } end,
      "wide")
  end)
end)

describe("urssaf.panel.export", function()
  hygiene("urssaf.panel.export", { "to_csv", "to_json" })
end)
