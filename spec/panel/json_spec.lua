-- A panel as JSON.
local cjson = require "spec.support.cjson"
local small_panel = require "spec.support.small_panel"

local keys = small_panel.keys
local IMM = "immatriculations"

describe("JSON", function()
  it("has the panel's own shape, fields in one order, null for what is missing", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.rest, [IMM] = { false, 12.0, 0.25 } } }, {
      dataset = "d", source = { rows = 3, attribution = "U/rssaf \"x\"" },
      notes = { { kind = "cut", message = "a\nb", periods = { "2020-Q1" } } } })
    assert.are.equal('{"dataset":"d","frequency":"quarter",'
      .. '"periods":["2020-Q1","2020-Q2","2020-Q3"],'
      .. '"series":[{"measure":"immatriculations","key":{"departement":"_non classé ailleurs_",'
      .. '"region":"_non classé ailleurs_"},"values":[null,12,0.25]}],'
      .. '"notes":[{"kind":"cut","message":"a\\nb","periods":["2020-Q1"]}],'
      .. '"source":{"attribution":"U/rssaf \\"x\\"","rows":3}}', p:to_json())
  end)

  it("of an empty panel has empty lists and objects", function()
    local p = small_panel.panel(2020, { IMM }, { { {}, [IMM] = { 1 } } }):filter { from = 2030 }
    assert.are.equal('{"dataset":null,"frequency":"quarter","periods":[],"series":[{"measure":'
      .. '"immatriculations","key":{},"values":[]}],"notes":[],"source":{}}', p:to_json())
  end)

  it("escapes where it must, and replaces invalid UTF-8", function()
    local p = small_panel.panel(2020, { IMM },
      { { { departement = "\0\1\31\"\\\226\128\168é😀\255x" },
      [IMM] = { 1 } } })
    local decoded = cjson.decode(p:to_json())
    assert.are.equal("\0\1\31\"\\\226\128\168é😀\239\191\189x", decoded.series[1].key.departement)
    assert.is_nil(p:to_json():find("\226\128\168", 1, true))
  end)

  it("has the transform and the unit of growth", function()
    assert.matches('"transform":"qoq","unit":"1","values":[null,1]',
      small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } } }):qoq():to_json(), 1, true)
  end)

  it("has the coverage of sums", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { keys.isere, [IMM] = { 3, false } } }):total { missing = "skip" }
    assert.are.same({ { 2, 2 }, { 1, 2 } }, cjson.decode(p:to_json()).series[1].coverage)
  end)
end)
