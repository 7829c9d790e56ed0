-- What an empty panel gives: each operation its empty shape, and none an error raised. A loop over
-- places goes on.
local assert_misuse = require "spec.support.assert_misuse"
local panels = require "urssaf.panel"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local sample = urssaf.sample()
local RAD = "radiations"

local EMPTY = {
  ["of a place without data"] = sample:filter { departement = "Mayotte" },
  ["of one measure"] = sample:filter { departement = "Mayotte", measure = RAD },
  ["without periods"] = sample:filter { departement = "Mayotte", from = 2099 },
  ["of a fetch without rows"] = panels.new { dataset = "auto-entrepreneurs-par-departement",
    frequency = "quarter", periods = {}, series = {}, source = { measures = { RAD },
      dimensions = { "code_departement", "departement", "code_region", "region" } } },
}

-- Behind the keys, a long table has the same columns whatever is in it.
local REST = ",name,measure,value,unit,transform,nature,formula,numerator,denominator,status"
  .. ",present,expected,absent,without,addend,dataset,notes\n"
local HEADER = "period,code_departement,departement,code_region,region" .. REST

describe("a panel without periods", function()
  it("has series without values, and no breaks, after every operation", function()
    local none = small_panel.panel(2020, { RAD }, { { small_panel.keys.ain, [RAD] = { 1, 2 } } },
      { dataset = "auto-entrepreneurs-par-departement" }):filter { from = 2030 }
    for _, made in ipairs { none:yoy(), none:annual(), none:rolling(4), none:total() } do
      assert.are.same({}, made.series[1].values)
      assert.are.same({}, small_panel.notes(made, "break"))
    end
  end)
end)

for name, empty in pairs(EMPTY) do
  describe("an empty panel " .. name, function()
    it("is empty after every operation", function()
      for _, made in ipairs { empty:with "taux_activite", empty:with("part", { numerator = RAD,
          denominator = "immatriculations" }), empty:aggregate { by = "code_region" },
          empty:total(), empty:total { missing = "skip" }, empty:annual(), empty:rolling(4),
          empty:yoy(), empty:qoq(), empty:filter { measure = RAD, departement = "Ain" } } do
        assert.are.equal(0, #made.series)
      end
      assert.is_nil(empty:latest_complete())
      assert.is_nil(empty:latest_complete { measure = RAD })
      assert.are.same({}, empty:pseudo_units())
      for _ in empty:rows() do error "a row" end
    end)

    it("has no ranks, shares and contributions", function()
      for _, by in ipairs { false, "code_region" } do
        local wanted = { measure = RAD, by = by or nil }
        for _, method in ipairs { "rank", "share", "contributions" } do
          local rows = empty[method](empty, wanted)
          assert.are.equal(0, #rows)
          assert.is_nil(rows.period)
          assert.is_table(rows.notes)
        end
      end
      assert.are.equal(0, #empty:rank {})
      assert.are.same({}, empty:contributions { measure = RAD }.total)
      assert.is_nil(empty:share { measure = RAD, at = "2020-Q1" }.total)
      local measure = empty:with "taux_activite":rank { measure = "taux_activite" }
      assert.are.equal(0, #measure)
    end)

    it("is written with its key columns", function()
      assert.are.equal(HEADER, empty:to_csv())
      assert.are.equal(HEADER, empty:to_csv { measure = RAD })
      -- so has that of sums
      assert.are.equal(HEADER, empty:aggregate { by = "code_region" }:to_csv())
      assert.are.equal(HEADER, empty:total():to_csv())
      assert.matches('"series":[]', empty:to_json(), 1, true)
      assert.are.equal("[]", empty:to_json { layout = "long" })
      assert.are.same({ "period" }, empty:wide {}.header)
      assert.are.same({ "departement" }, empty:wide { rows = "departement",
        columns = "measure" }.header)
    end)

    it("takes tables from outside, and constant prices", function()
      local joined = assert(empty:join { rows = { { code_departement = "01", prices = 3 } },
        by = "code_departement", measure = "prices", nature = "ratio", unit = "1" })
      assert.are.equal(0, #joined.series)
      assert.are.equal(0, #joined:deflate { by = "prices", base = 2020 }.series)
      assert_misuse(function() empty:join { rows = {}, by = "code_departemen", measure = "prices" }
      end, "unknown key 'code_departemen'")
    end)

    it("is checked, compared and cited", function()
      assert.are.equal(0, #empty:check().findings)
      assert.is_string(tostring(empty:check()))
      assert.is_string(tostring(empty:diff(sample)))
      assert.is_string(tostring(sample:diff(empty)))
      assert.is_string(empty:cite())
      assert.matches("0 series", tostring(empty))
    end)

    it("has no charts and no report, but an error that is returned", function()
      for _, kind in ipairs { "line", "multiples", "bars", "map" } do
        local svg, err = urssaf.chart[kind](empty, { lang = "fr" })
        assert.is_nil(svg)
        assert.are.equal("none", err.kind)
        assert.are.equal("there is nothing to draw: no series in these data", err.message)
        assert.is_nil((urssaf.chart.text(kind, empty)))
      end
      assert.are.equal("none", select(2, urssaf.report(empty, "Mayotte")).kind)
    end)

    it("still refuses mistakes", function()
      assert_misuse(function() empty:rank { measure = "radiation" } end,
        "unknown measure 'radiation'", "did you mean 'radiations'?")
      assert_misuse(function() empty:with("x", { numerator = "radiation",
        denominator = RAD }) end, "did you mean 'radiations'?")
      assert_misuse(function() empty:share { measure = RAD, att = 1 } end, "unknown option 'att'")
      assert_misuse(function() empty:aggregate { by = "code_regio" } end, "code_region")
      assert_misuse(function() urssaf.chart.line(empty, { widht = 3 }) end, "width")
    end)
  end)
end

describe("a panel in which no period is complete", function()
  local panel = urssaf.read { text = [[
annee;trimestre;departement;code_departement;radiations
2025;1;Ain;01;1
2025;2;Ain;01;
2025;2;Isère;38;2
]] }
  -- Isère begins as Ain ends: 2025-Q1 is complete, and 2025-Q2 is not
  local never = panel:filter { from = "2025-Q2" }

  it("chooses none, says so, and takes one that is named", function()
    assert.are.equal("2025-Q1", panel:rank {}.period)
    for _, method in ipairs { "rank", "share", "contributions" } do
      local rows = never[method](never, {})
      assert.are.equal(0, #rows)
      assert.are.equal("incomplete", rows.notes[#rows.notes].kind)
    end
    assert.are.equal(2, never:rank { at = "2025-Q2" }[1].value)
    local svg, err = urssaf.chart.bars(never)
    assert.is_nil(svg)
    assert.are.equal("none", err.kind)
  end)
end)

describe("#panel", function()
  it("is the number of series, where Lua asks a table for its length", function()
    local asked = setmetatable({}, { __len = function() return 7 end })
    if #asked == 7 then
      assert.are.equal(#sample.series, #sample)
      assert.are.equal(0, #EMPTY["without periods"])
    end
  end)
end)
