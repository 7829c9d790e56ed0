-- A remainder and an adjustment may have one code, as 99 is the code of both: they are two units
-- everywhere. The figures are worked out by hand.
local lua_decoder = require "urssaf.csv.lua_decoder"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local listed = small_panel.listed

local HEADER = "annee;trimestre;code_region;region;radiations\n"

local function row(quarter, code, name, value)
  return ("2021;%d;%s;%s;%s\n"):format(quarter, code, name, value)
end

local BODY = HEADER .. row(1, "84", "Auvergne-Rhône-Alpes", 100) .. row(1, "94", "Corse", 50)
  .. row(1, "99", "_calage_", -3) .. row(1, "99", "_non classé ailleurs_", 20)
  .. row(2, "99", "_non classé ailleurs_", 30) .. row(2, "94", "Corse", 60)
  .. row(2, "84", "Auvergne-Rhône-Alpes", 110) .. row(2, "99", "_calage_", -4)

local function read(text) return assert(urssaf.read { text = text or BODY }) end

local function read_in_lua(text)
  local own = package.loaded["urssaf.decode"]
  package.loaded["urssaf.decode"] = lua_decoder
  local panel = read(text)
  package.loaded["urssaf.decode"] = own
  return panel
end

local CALAGE = { code_region = "99", region = "_calage_" }
local REST = { code_region = "99", region = "_non classé ailleurs_" }

for name, reading in pairs { ["in C"] = read, ["in Lua"] = read_in_lua } do
  describe("pseudo-units with one code, read " .. name .. ",", function()
    local panel = reading()

    it("are two units, the last ones", function()
      assert.are.equal(4, #panel.series)
      assert.are.same(CALAGE, panel.series[3].key)
      assert.are.same({ -3, -4 }, listed(panel.series[3]))
      assert.are.same(REST, panel.series[4].key)
      assert.are.same({ 20, 30 }, listed(panel.series[4]))
      local roles = {}
      for i, one in ipairs(panel:pseudo_units()) do roles[i] = one.role end
      assert.are.same({ "remainder", "adjustment" }, roles)
    end)

    it("are one unit each where a name is there twice", function()
      local _, err = urssaf.read { text = BODY .. row(2, "99", "_calage_", 1) }
      assert.matches('the unit 99, _calage_ has this period twice, first on line 9', err.message, 1,
        true)
    end)
  end)
end

describe("pseudo-units with one code", function()
  local panel = read()

  it("are found together by the code, alone by name", function()
    assert.are.equal(2, #panel:filter { code_region = 99 }.series)
    assert.are.equal(2, #panel:filter { region = "99" }.series)
    for name, key in pairs { ["_calage_"] = CALAGE, calage = CALAGE, ["Calage"] = CALAGE,
      ["non classé ailleurs"] = REST, ["NCA"] = REST, ["_non classé ailleurs_"] = REST } do
      local found = panel:filter { region = name }
      assert.are.equal(1, #found.series)
      assert.are.same(key, found.series[1].key)
    end
  end)

  it("stay two in sums by region and count in the total", function()
    for _, by in ipairs { "region", "code_region" } do
      local sums = panel:aggregate { by = by }
      assert.are.equal(4, #sums.series)
      assert.are.same({ -3, -4 }, listed(sums:get { region = "_calage_" }))
      assert.are.same({ 20, 30 }, listed(sums:get { region = "NCA" }))
    end
    assert.are.same({ 167, 196 }, listed(panel:total().series[1]))
  end)

  it("stay two beside sectors", function()
    local sums = small_panel.panel(2020, { "radiations" }, {
      { { code_region = "99", region = "_calage_", secteur = "A" }, radiations = { -1 } },
      { { code_region = "99", region = "_calage_", secteur = "B" }, radiations = { -2 } },
      { { code_region = "99", region = "_non renseigné_", secteur = "A" }, radiations = { 4 } },
      { { code_region = "99", region = "_non classé_", secteur = "A" }, radiations = { 8 } },
    }):aggregate { by = "code_region" }
    assert.are.equal(3, #sums.series)
    assert.are.equal(-3, sums:get { region = "_calage_" }.values[1])
    assert.are.equal(4, sums:get { region = "_non renseigné_" }.values[1])
    assert.are.equal(8, sums:get { region = "_non classé_" }.values[1])
  end)

  it("are two in exports and in wide tables", function()
    local csv = panel:to_csv()
    assert.matches("2021-Q2,99,_calage_,radiations,-4", csv, 1, true)
    assert.matches("2021-Q2,99,_non classé ailleurs_,radiations,30", csv, 1, true)
    assert.are.same({ "period", "84", "94", "99 (_calage_)", "99 (_non classé ailleurs_)" },
      panel:wide { columns = "code_region" }.header)
    assert.are.same({ "2021-Q1", 100, 50, -3, 20 }, panel:wide().rows[1])
    assert.are.same({ "period", "84", "94", "99" },
      panel:filter { region = { 84, 94, "calage" } }:wide().header)
  end)

  it("are compared with themselves in another publication", function()
    local older = read(BODY:gsub("_calage_;%-4", "_calage_;-6"):gsub("%d[^\n]*ailleurs_;30\n", ""))
    local found = panel:diff(older)
    assert.are.equal(0, #found.new_units + #found.gone_units + #found.renamed_units)
    assert.are.equal(1, #found.revised)
    assert.are.same(CALAGE, found.revised[1].key)
    assert.are.equal(2, found.revised[1].change)
    assert.are.equal(1, #found.appeared)
    assert.are.same(REST, found.appeared[1].key)
    local without = panel:diff(read((BODY:gsub("%d[^\n]*_calage_[^\n]*\n", ""))))
    assert.are.equal(1, #without.new_units)
    assert.are.same(CALAGE, without.new_units[1].key)
  end)

  it("are renamed, and no other units, where a name is spelt differently", function()
    local older = read((BODY:gsub("_non classé ailleurs_", "_Non_classés_ailleurs_")))
    local found = panel:diff(older)
    assert.are.equal(0, #found.new_units + #found.gone_units + #found.revised)
    assert.are.equal(1, #found.renamed_units)
    assert.are.same(REST, found.renamed_units[1].key)
    local both = read(BODY .. row(1, "99", "_Calage_", 1))
    assert.is_true(both:diff(both).same)
  end)

  it("are apart from a place that has the code of one", function()
    local text = HEADER .. row(1, "03", "Guyane", 7) .. row(1, "03", "_non classé ailleurs_", 2)
    local own = read(text)
    assert.are.equal(2, #own.series)
    for _, name in ipairs { "Guyane", "03", 3 } do
      assert.are.equal(7, own:get { region = name }.values[1])
      assert.are.equal(7, own:get { code_region = name }.values[1])
    end
    assert.are.equal(2, own:get { region = "NCA" }.values[1])
    assert.are.equal(1, #own:rank {})
    assert.are.same({ 9 }, listed(own:total().series[1]))
  end)
end)
