-- Tables of periods and units, as values and as CSV.
local hygiene = require "spec.support.hygiene"
local assert_misuse = require "spec.support.assert_misuse"
local small_panel = require "spec.support.small_panel"

local keys = small_panel.keys
local IMM, RAD = "immatriculations", "radiations"

describe("CSV", function()
  local function small(values, name)
    return small_panel.panel(2020, { IMM },
      { { { code_departement = "01", departement = name or "Ain" },
      [IMM] = values } })
  end

  -- what describes a flow of accounts, between its keys and its cells
  local FLOW = ",account,,flow,,,,"

  local function assert_has(part, text) assert.matches(part, text, 1, true) end

  local function of_three()
    return small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { keys.isere, [IMM] = { 3, false } }, { keys.corse, [IMM] = { 5, 7 } } })
  end

  it("of a wide table says of each cell what is not the same in a row", function()
    local text = of_three():aggregate { by = "code_region", missing = "skip" }:to_csv {
      columns = "code_region" }
    -- Ain and Isère are the first column, in which the second quarter has one of them
    assert_has("\n2020-Q1,4,5,code_region,", text)
    assert_has(",immatriculations" .. FLOW .. "final,|2|1,|2|1,,,,", text)
    assert_has("\n2020-Q2,2,7,code_region,", text)
    assert_has(",immatriculations" .. FLOW .. "|partial|final,1,|2|1,|1|,|1|,,", text)
    text = of_three():fill():to_csv { columns = "code_departement" }
    assert_has(",immatriculations" .. FLOW .. "final,1,1,,,,", text)
    assert_has("\n2020-Q2,2,0,7,code_departement,", text)
    assert_has(",immatriculations" .. FLOW .. "|final|filled|final,1,1,,,,", text)
  end)

  it("of a wide table says of its columns what they are, in the first row", function()
    local text = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, false } },
      { keys.corse, [IMM] = { 5, false } } }, { notes = { { kind = "cut", message = "x" } } })
      :to_csv { columns = "code_region" }
    assert_has("\n2020-Q1,1,5,code_region,|01|2A,|Ain|Corse-du-Sud,|Auvergne-Rhône-Alpes|Corse,"
      .. "immatriculations" .. FLOW .. "final,1,1,,,,,cut: x\n", text)
    -- this row has no value
    assert_has("\n2020-Q2,,,code_region,,,,immatriculations" .. FLOW .. "missing,0,1,,,,,\n", text)
  end)

  it("of a wide table says which remainders a sum lacks, though nobody expects them", function()
    local rest = { departement = "_non classé ailleurs_", code_region = "84",
      region = "Auvergne-Rhône-Alpes" }
    local text = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { rest, [IMM] = { 3, false } }, { keys.corse, [IMM] = { 5, 7 } } })
      :aggregate { by = "code_region" }:to_csv { columns = "code_region" }
    assert_has("\n2020-Q2,2,7,code_region,", text)
    assert_has(",immatriculations" .. FLOW .. "final,1,1,,|1|,,", text)
  end)

  it("of a wide table of units says of each row what it is of", function()
    local text = of_three():to_csv { rows = "departement", columns = "period" }
    assert_has("\nAin,1,2,period,01,84,Auvergne-Rhône-Alpes,immatriculations" .. FLOW
      .. "final,1,1,,,,", text)
    assert_has("\nIsère,3,,period,38,84,Auvergne-Rhône-Alpes,immatriculations" .. FLOW
      .. "final,1,1,,,,", text)
    assert_has("\nCorse-du-Sud,5,7,period,2A,94,Corse,immatriculations" .. FLOW
      .. "final,1,1,,,,", text)
    -- a table of one period names it behind the cells
    text = of_three():filter { to = "2020-Q1" }:to_csv { rows = "departement",
      columns = "measure" }
    assert_has("\nIsère,3,measure,38,84,Auvergne-Rhône-Alpes" .. FLOW .. "final,1,1,,,,,2020-Q1,",
      text)
  end)

  it("of a wide table has no two columns of one name", function()
    local p = small_panel.panel(2020, { IMM }, {
      { { region = "Corse", secteur_na17 = "region" }, [IMM] = { 1 } },
      { { region = "Corse", secteur_na17 = "status" }, [IMM] = { 2 } },
      { { region = "Corse", secteur_na17 = "pays" }, [IMM] = { 3 } },
      { { region = "Corse", secteur_na17 = "columns" }, [IMM] = { 4 } } },
      { source = { dimensions = { "region", "pays", "secteur_na17" } } })
    assert.matches("^period,region %(secteur_na17%),status %(secteur_na17%),pays %(secteur_na17%),"
      .. "columns %(secteur_na17%),columns,region,", p:to_csv { columns = "secteur_na17" })
    assert.matches(",addend,dataset,notes\n2020%-Q1,", p:to_csv { columns = "secteur_na17" })
  end)

  it("of a wide table takes no key for an axis, or for what describes a series", function()
    local p = small_panel.panel(2020, { IMM }, {
      { { dataset = "a", measure = "m", period = "x" }, [IMM] = { 1 } },
      { { dataset = "b", measure = "n", period = "y" }, [IMM] = { 2 } } }, { dataset = "jeu" })
    local keys_of_both = "columns,key.measure,key.period,"
    assert_has("period,a,b," .. keys_of_both .. "measure,unit,", p:to_csv { columns = "dataset" })
    assert_has("\n2020-Q1,1,2,key.dataset,|m|n,|x|y,immatriculations" .. FLOW
      .. "final,1,1,,,,jeu,", p:to_csv { columns = "dataset" })
    local down = p:to_csv { rows = "dataset", columns = "measure" }
    assert_has("key.dataset,immatriculations," .. keys_of_both .. "unit,", down)
    assert_has("\na,1,measure,m,x" .. FLOW .. "final,1,1,,,,jeu,2020-Q1,", down)
    assert_has("\nb,2,measure,n,y" .. FLOW .. "final,1,1,,,,jeu,2020-Q1,", down)
  end)

  it("of a wide table may be bare", function()
    assert.are.equal("period,01\n2020-Q1,1\n2020-Q2,\n", small({ 1, false }):to_csv {
      columns = "code_departement", bare = true })
    assert_misuse(function() small({ 1 }):to_csv { bare = true } end, "bare is for wide tables")
  end)
end)

describe("wide", function()
  local function two()
    return small_panel.panel(2020, { IMM, RAD }, {
      { keys.ain, [IMM] = { 1, 2 }, [RAD] = { 5, 6 } },
      { keys.isere, [IMM] = { 3, false }, [RAD] = { 7, 8 } },
      { keys.rest, [IMM] = { 9, 10 }, [RAD] = { 11, 12 } } })
  end

  it("has periods down and units across, each under its code or else its name", function()
    local made = two():wide { measure = IMM }
    assert.are.same({ "period", "01", "38", "_non classé ailleurs_" }, made.header)
    assert.are.same({ { "2020-Q1", 1, 3, 9 }, { "2020-Q2", 2, nil, 10 } }, made.rows)
  end)

  it("may have units down and periods across, or measures", function()
    local made = two():wide { rows = "departement", columns = "period", measure = RAD }
    assert.are.same({ "departement", "2020-Q1", "2020-Q2" }, made.header)
    assert.are.same({ "Isère", 7, 8 }, made.rows[2])
    local one = two():filter { departement = "Ain" }:wide {}
    assert.are.same({ "period", IMM, RAD }, one.header)
    assert.are.same({ { "2020-Q1", 1, 5 }, { "2020-Q2", 2, 6 } }, one.rows)
  end)

  it("refuses two series for one cell, with advice", function()
    assert_misuse(function() two():wide { columns = "code_departement" } end, "one cell", "measure")
    assert_misuse(function() two():wide { columns = "code_region", measure = IMM } end, "one cell",
      'aggregate { by = "code_region" }', 'columns = "code_departement" tells them apart')
    assert_misuse(function() two():wide { rows = "departement", columns = "measure" } end,
      "several periods")
    assert_misuse(function() two():filter { measure = IMM }:wide { columns = "measure" } end,
      "they differ in code_departement, departement: ",
      "filter the panel to one unit, or say columns = \"code_departement\"")
    assert_misuse(function() two():wide {} end, "tells the 6 series apart, such as"
      .. " immatriculations (Ain (01)) and radiations (Ain (01)): say measure ="
      .. " \"immatriculations\"")
  end)

  it("refuses unknown keys, and suggests the nearest", function()
    assert_misuse(function() two():wide { columns = "departemant" } end,
      "did you mean 'departement'?")
    assert_misuse(function() two():wide { columns = "secteur_na28i" } end,
      "columns: no series has the key 'secteur_na28i'; they have: code_departement, departement,"
      .. " code_region, region")
    assert_misuse(function()
      small_panel.panel(2020, { IMM }, { { { region = "A" }, [IMM] = { 1 } } })
        :wide { columns = "secteur_na28i" }
    end, "they have: region")
    assert_misuse(function() two():total():wide { columns = "departement" } end,
      "they have: none, so take \"measure\"")
    assert_misuse(function() two():wide { rows = "period", columns = "period" } end, "both")
  end)
end)

describe("urssaf.panel.wide", function()
  hygiene("urssaf.panel.wide", { "OPTIONS", "make", "of", "records" })
end)
