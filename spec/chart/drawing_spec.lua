local chart = require "urssaf.chart"
local drawing = require "urssaf.chart.drawing"
local frame = require "urssaf.chart.frame"
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"

describe("urssaf.chart.drawing", function()
  hygiene("urssaf.chart.drawing", { "is_kind", "kinds", "plan", "text" })

  local panel = small_panel.panel(2020, { "radiations" },
    { { small_panel.keys.isere, radiations = { 10, 12, 9, 14 } } })

  it("knows the kinds of charts", function()
    assert.are.same({ "bars", "line", "map", "multiples", "revisions" }, drawing.kinds())
    assert.is_true(drawing.is_kind("line"))
    assert.is_false(drawing.is_kind("pie"))
    assert.is_false(drawing.is_kind(nil))
  end)

  it("gives one plan both for the drawing and for its texts", function()
    for _, kind in ipairs { "line", "bars" } do
      local options = { lang = "fr", width = 400 }
      local plan, canvas = drawing.plan(kind, panel, options)
      assert.are.equal(chart[kind](panel, options), frame.render(canvas, plan))
      assert.are.same(chart.text(kind, panel, options), drawing.text(plan))
    end
  end)

  it("says why there is nothing to draw", function()
    local plan, err = drawing.plan("line", panel:filter { from = 2999 })
    assert.is_nil(plan)
    assert.are.equal("none", err.kind)
  end)
end)
