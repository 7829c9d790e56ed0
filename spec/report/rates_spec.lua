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
}

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
end)
