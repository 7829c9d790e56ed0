-- A report on France computes a published ratio anew from its parts, and never adds it.
local measures = require "urssaf.domain.measures"
local report_html = require "spec.support.report_html"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local function definition(name, nature, unit, parts)
  local text = { fr = name, en = name }
  return { name = name, nature = nature, unit = unit, parts = parts, label = text,
    definition = text, source = "spec" }
end

local DEFINITIONS = {
  avec = definition("avec", "stock", "account"),
  tous = definition("tous", "stock", "account"),
  part_avec = definition("part_avec", "ratio", "%",
    { numerator = "avec", denominator = "tous", factor = 100 }),
  montant = definition("montant", "flow", "EUR"),
  individus = definition("individus", "flow", "person"),
  montant_moyen = definition("montant_moyen", "ratio", "EUR",
    { numerator = "montant", denominator = "individus" }),
}
DEFINITIONS.montant_moyen.within_period = true

describe("a report with a published ratio", function()
  local of = measures.of

  setup(function() measures.of = function(name) return DEFINITIONS[name] or of(name) end end)
  teardown(function() measures.of = of end)

  -- every region has 10 of 20, but the first 100 of 1000
  local function panel_of(names)
    local units = {}
    for i, place in ipairs(urssaf.geo.regions) do
      local one = { { code_region = place.code, region = place.name }, avec = {}, tous = {},
        part_avec = {} }
      for q = 1, 8 do
        one.avec[q], one.tous[q] = i == 1 and 100 or 10, i == 1 and 1000 or 20
        one.part_avec[q] = i == 1 and 10 or 50
      end
      units[i] = one
    end
    return small_panel.panel(2020, names, units)
  end

  it("has that of the sums", function()
    local html = assert(urssaf.report(panel_of { "avec", "tous", "part_avec" }))
    -- 18 regions: 100 + 170 of 1000 + 340 is 20.149 %
    assert.are.equal("20.1%", report_html.tile(html, "part_avec").value)
  end)

  it("leaves it out if the parts are not there", function()
    local html = assert(urssaf.report(panel_of { "avec", "part_avec" }))
    assert.is_nil(html:find('data-measure="part_avec"', 1, true))
    assert.are.equal("270", report_html.tile(html, "avec").value)
  end)

  it("has the mean over those of the latest quarter, if none can be computed for a year", function()
    local first, second = { code_region = "53", region = "Bretagne" },
      { code_region = "94", region = "Corse" }
    local units = { { first, montant = {}, individus = {}, montant_moyen = {} },
      { second, montant = {}, individus = {}, montant_moyen = {} } }
    for q = 1, 8 do
      units[1].montant[q], units[1].individus[q], units[1].montant_moyen[q] = 1000 * q, 4, 250 * q
      units[2].montant[q], units[2].individus[q], units[2].montant_moyen[q] = 600, 6, 100
    end
    local panel = small_panel.panel(2020, { "montant", "individus", "montant_moyen" }, units)
    local html = assert(urssaf.report(panel, "Bretagne"))
    -- 8 × 1000 euros for 4; the sum over a year is 1000 × (5 + 6 + 7 + 8)
    assert.are.equal("€2,000", report_html.tile(html, "montant_moyen").value)
    assert.are.equal("€26,000", report_html.tile(html, "montant").value)
  end)
end)
