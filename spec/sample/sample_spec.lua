local geography = require "spec.support.oracle.geography"
local http_get = require "spec.support.http_get"
local hygiene = require "spec.support.hygiene"
local sample = require "spec.support.standin.sample"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

describe("urssaf.sample", function()
  hygiene("urssaf.sample", { "panel" })

  local panel = urssaf.sample()

  it("has the cells that the stand-in portal serves", function()
    local data = sample.auto_entrepreneurs()
    assert.are.equal(#data.units * #data.measures, #panel.series)
    for u, key in ipairs(data.units) do
      for m, measure in ipairs(data.measures) do
        local s = panel.series[(u - 1) * #data.measures + m]
        assert.are.same(key, s.key)
        assert.are.equal(measure, s.measure)
        for p, name in ipairs(data.periods) do
          assert.are.equal(data:value(u, measure, p), s:at(name))
        end
      end
    end
  end)

  it("is what is read of the CSV that the stand-in portal serves, cell by cell", function()
    local portal = standin.start()
    local response = http_get(portal.base_url
      .. "/catalog/datasets/auto-entrepreneurs-par-departement/exports/csv")
    portal:stop()
    assert.are.equal(200, response.status)
    local read = assert(urssaf.read { text = response.body })
    assert.are.equal(505, #read.series)
    for _, name in ipairs { "dataset", "frequency", "periods", "universe" } do
      assert.are.same(read[name], panel[name])
    end
    for i, s in ipairs(read.series) do
      assert.are.same(s, panel.series[i])
      for p = 1, #s.periods do assert.is_true(s.values[p] == panel.series[i].values[p]) end
    end
    for _, name in ipairs { "rows", "dimensions", "measures" } do
      assert.are.same(read.source[name], panel.source[name])
    end
  end)

  it("says that it is synthetic in a note, in its title and in its citation", function()
    assert.are.equal("synthetic", panel.notes[1].kind)
    assert.matches("synthétiques", panel.source.title, 1, true)
    assert.matches("synthétiques", panel:cite(), 1, true)
  end)

  it("has the areas of an independent list", function()
    local seen = {}
    for _, s in ipairs(panel.series) do seen[s.key.code_departement or ""] = s.key end
    for _, place in ipairs(geography.departements) do
      assert.are.equal(place.name, seen[place.code].departement)
      assert.are.equal(place.code_region, seen[place.code].code_region)
    end
  end)

  it("takes the options that narrow a panel", function()
    local part = urssaf.sample { from = 2024, to = "2025-Q2", measures = { "radiations" } }
    assert.are.same({ "2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2" },
      part.periods)
    assert.are.equal(101, #part.series)
  end)

  it("has the wanted measures in the order of the dataset, whatever that of the list", function()
    local part = urssaf.sample { measures = { "chiffres_d_affaires", "immatriculations" } }
    assert.are.same({ "immatriculations", "chiffres_d_affaires" },
      { part.series[1].measure, part.series[2].measure })
    assert.are.equal(202, #part.series)
    assert.are.same({ "chiffres_d_affaires", "immatriculations" }, part.source.measures)
  end)

  it("refuses a measure that it does not have", function()
    assert.error_matches(function() urssaf.sample { measures = { "radiation" } } end,
      "has no measure 'radiation' (did you mean 'radiations'?)", 1, true)
  end)

  it("refuses an option it does not know", function()
    assert.error_matches(function() urssaf.sample { measure = "radiations" } end, "measures")
  end)
end)

describe("the synthetic sample's modules", function()
  hygiene("urssaf.sample.cells", { "MEASURES", "noise", "of" })
  hygiene("urssaf.sample.data", { "active", "areas", "first_year", "flows", "mean_turnover",
    "split", "stock", "unclassified", "years" })
  hygiene("urssaf.sample.national", { "first_year", "quarters", "totals" })
end)
