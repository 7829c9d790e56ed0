-- Which territory a sum is about is told by what is in it.
local chart = require "urssaf.chart"
local geography = require "urssaf.domain.geo"
local hygiene = require "spec.support.hygiene"
local language = require "urssaf.language"
local lua = require "spec.support.lua"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local notes = small_panel.notes
local IMM, RAD = "immatriculations", "radiations"
local COVERED = "France without Mayotte, which these data do not cover"
local BY_DEPARTEMENT = "auto-entrepreneurs-par-departement"

-- All départements but Mayotte, with one registration a quarter; then further units.
local function france(more, options)
  options = options or {}
  local units = {}
  for _, place in ipairs(geography.departements) do
    for _, sector in ipairs(options.sectors or { false }) do
      local key = options.by_name and { departement = place.name }
        or { code_departement = place.code, code_region = place.code_region }
      key.secteur_d_activite = sector or nil
      if place.code ~= "976" then
        units[#units + 1] = { key, [IMM] = { 1, 1 }, [RAD] = { 1, 1 } }
      end
    end
  end
  for _, one in ipairs(more or {}) do units[#units + 1] = one end
  return small_panel.panel(2024, options.measures or { IMM }, units,
    { dataset = options.dataset or BY_DEPARTEMENT })
end

local function mayotte(first, second)
  return { { code_departement = "976", code_region = "06", departement = "Mayotte" },
    [IMM] = { first, second }, [RAD] = { 1, 1 } }
end

local function messages(panel)
  local list = {}
  for i, note in ipairs(notes(panel, "scope")) do
    list[i] = (note.measure and note.measure .. ": " or "") .. note.message
  end
  return list
end

local function named(panel)
  return language.of("fr"):place_of(panel.series[1], panel.notes)
end

describe("a sum over all of France", function()
  it("is without Mayotte where the data do not have it", function()
    local total = france():total()
    assert.are.same({ COVERED }, messages(total))
    assert.are.equal("France hors Mayotte", named(total))
    assert.are.same({ COVERED }, messages(france({}, { by_name = true }):total()))
    assert.are.same({ COVERED }, messages(france({}, { dataset = "unknown" }):total()))
  end)

  it("has no such note where Mayotte is in it, by code or by name", function()
    assert.are.same({}, messages(france({ mayotte(1, 1) }):total()))
    assert.are.same({}, messages(france({ { { departement = "MAYOTTE" }, [IMM] = { 1, 1 } } },
      { by_name = true }):total()))
    assert.are.same({}, messages(france({ { { code_region = "06" }, [IMM] = { 1, 1 } } }):total()))
    assert.are.equal("France", named(france({ mayotte(1, 1) }):total()))
  end)

  it("is called France whatever is made of it, and no other sum is", function()
    local total = france({ mayotte(1, 1) }):total()
    for _, made in ipairs { total:qoq(), total:index "2024-Q1", total:filter { to = "2024-Q1" },
      total:total(), total:map(function(value) return value + 1 end),
      urssaf.panel { total.series[1]:change(1) },
      france({ mayotte(1, 1) }):aggregate { by = "code_region" }:total() } do
      assert.are.equal("France", named(made))
    end
    assert.matches("<title[^>]*>France : immatriculations", (chart.line(total, { lang = "fr" })
      :gsub("\194\160", " ")))
    assert.matches(",France,", total:to_csv(), 1, true)
    local part = france({ mayotte(1, 1) }):filter { code_region = "84" }
    assert.are.equal("Total", named(part:total()))
  end)

  it("says from when on Mayotte is in it", function()
    local total = france({ mayotte(false, 1) }):total()
    assert.are.same({ "Mayotte is in these sums from Q2 2024 on, and not before" }, messages(total))
    assert.are.equal("Mayotte n'est pas dans ces sommes avant le T2\194\1602024.",
      language.of("fr"):note(notes(total, "scope")[1]))
    assert.are.equal("France", named(total))
  end)

  it("tells the first of several beginnings", function()
    local function of(first, second)
      local rows = { mayotte(lua.unpack(first)), mayotte(lua.unpack(second)) }
      for i, sector in ipairs { "A", "B" } do
        rows[i][1] = lua.merged(rows[i][1], { secteur_d_activite = sector })
      end
      return messages(france(rows, { sectors = { "A", "B" } }):total())
    end
    local later = "Mayotte is in these sums from Q2 2024 on, and not before"
    assert.are.same({ later }, of({ false, 1 }, { false, 1 }))
    assert.are.same({}, of({ 1, 1 }, { false, 1 }))
    assert.are.same({}, of({ false, 1 }, { 1, 1 }))
    -- each has its places, and so has the sum by region of one that begins late
    local p = france({ mayotte(false, 1) }):aggregate { by = "code_region" }
    assert.are.same({ later }, messages(p:total()))
  end)

  it("of sectors is without Mayotte where the dataset never has it", function()
    local units = { { { secteur_d_activite_me = "A" }, [IMM] = { 1 } },
      { { secteur_d_activite_me = "B" }, [IMM] = { 1 } } }
    local function of(dataset)
      return messages(small_panel.panel(2024, { IMM }, units, { dataset = dataset }):total())
    end
    assert.are.same({ COVERED }, of "auto-entrepreneurs-par-secteur-dactivite")
    assert.are.same({}, of "unknown")
  end)

  it("names the measures that differ in it", function()
    local both = france({ { mayotte(1, 1)[1], [IMM] = { 1, 1 }, [RAD] = { false, false } } },
      { measures = { IMM, RAD } })
    assert.are.same({ RAD .. ": France without Mayotte, of which there is no figure" },
      messages(both:total()))
  end)

  it("says that Mayotte was filtered out", function()
    local total = france({ mayotte(1, 1) }):filter {
      code_departement = function(code) return code ~= "976" end }:total()
    assert.are.same({ "France without Mayotte, which was left out" }, messages(total))
    assert.are.equal("France hors Mayotte, laissée de côté.",
      language.of("fr"):note(notes(total, "scope")[1]))
    assert.are.equal("France hors Mayotte", named(total))
  end)
end)

describe("a sum of sums", function()
  local SECTORS = { sectors = { "A", "B" } }

  it("is of what was in the sums before", function()
    local of_mayotte = { { { code_departement = "976", code_region = "06",
      secteur_d_activite = "A" }, [IMM] = { 1, 1 } } }
    local by_sector = { by = "secteur_d_activite" }
    assert.are.same({ COVERED }, messages(france({}, SECTORS):aggregate(by_sector):total()))
    assert.are.same({}, messages(france(of_mayotte, SECTORS):aggregate(by_sector):total()))
    local bretagne = france({}, SECTORS):filter { code_region = "53" }
    assert.are.same({}, messages(bretagne:aggregate(by_sector):total()))
  end)

  it("is not of France where one of several sectors was chosen", function()
    local one = france({}, SECTORS):filter { secteur_d_activite = "A" }
    assert.are.same({}, messages(one:total()))
    assert.are.same({}, messages(one:aggregate { by = "code_region" }:total()))
    assert.are.same({}, messages(one:rolling(1):total()))
    assert.are.same({}, messages(one:yoy():filter { code_region = "53" }))
  end)

  it("is not of France where places without codes were chosen", function()
    local ain = france({}, { by_name = true }):filter { departement = "Ain" }
    assert.are.same({}, messages(ain:total()))
  end)
end)

describe("urssaf.panel.scope", function()
  hygiene("urssaf.panel.scope", { "is_france", "notes", "of" })
end)
