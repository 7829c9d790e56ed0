-- What print shows of notes, measures, breaks and places.
local hygiene = require "spec.support.hygiene"
local new_note = require "urssaf.domain.new_note"
local printed = require "urssaf.domain.printed"
local urssaf = require "urssaf"

hygiene("urssaf.domain.printed", { "BREAK", "BREAKS", "FILE", "FILES", "MEASURE", "MEASURE_NAMES",
  "NOTE_UNIT", "PLACE", "PLACES", "PSEUDO_UNIT", "PSEUDO_UNITS", "RECORD", "SKIPPED",
  "SOURCE", "counted", "list_of" })

describe("print shows", function()
  it("the definition of a measure, of each family and of estimates", function()
    for name, line in pairs {
      radiations = "radiations: Strike-offs (flow, account)",
      administrativement_actifs = "administrativement_actifs: Registered accounts (stock, account)",
      taux_activite = "taux_activite: Share of active accounts (ratio, 1)",
    } do assert.are.equal(line, tostring(urssaf.measures.of(name))) end
    for _, name in ipairs(urssaf.measures.names()) do
      assert.matches("^" .. name .. ": ", tostring(urssaf.measures.of(name)))
    end
    local estimate = urssaf.measures.of "administrativement_actifs_nb"
    if estimate then assert.is_nil(tostring(estimate):find "0x%x%x") end
  end)

  it("a measure of which a dataset has a formula of its own", function()
    local count = 0
    for family in require("urssaf.domain.catalogue").each() do
      for dataset, own in pairs(family.own) do
        for name in pairs(own) do
          assert.matches("^" .. name .. ": ", tostring(urssaf.measures.of(name, dataset)))
          count = count + 1
        end
      end
    end
    assert.is_true(count > 0)
  end)

  it("a break", function()
    assert.are.equal("2014-Q2: the Pinel law changes automatic strike-offs (loi n° 2014-626)",
      tostring(urssaf.measures.breaks("radiations")[1]))
  end)

  it("a place", function()
    for name, line in pairs {
      ["38"] = "Isère (38), département, Auvergne-Rhône-Alpes",
      Bretagne = "Bretagne (53), region",
      Alsace = "Alsace (42), former region, Grand Est",
    } do assert.are.equal(line, tostring(urssaf.geo.find(name))) end
  end)

  it("lists by their size and first names", function()
    assert.are.equal("101 départements: Ain, Aisne, Allier, …", tostring(urssaf.geo.departements))
    assert.matches("^18 regions: Guadeloupe, ", tostring(urssaf.geo.regions))
    assert.matches("^%d+ former regions: ", tostring(urssaf.geo.anciennes_regions))
    assert.matches("^%d breaks: 2014%-Q2, %d%d%d%d%-Q%d, %d%d%d%d%-Q%d, …$",
      tostring(urssaf.measures.breaks "radiations"))
    assert.are.equal("0 breaks", tostring(urssaf.measures.breaks "nosuch"))
    assert.matches("^%d+ measures: immatriculations, radiations, [%w_]+, …$",
      tostring(urssaf.measures.names()))
  end)

  it("a source, as far as it is known", function()
    local function line(fields) return tostring(setmetatable(fields, printed.SOURCE)) end
    assert.are.equal("T, published 2026-07-16, 12 rows, http://x/y", line { title = "T", rows = 12,
      attribution = "A", data_processed = "2026-07-16T07:30:12Z", url = "http://x/y" })
    assert.are.equal("A, 1 row, /tmp/x.csv", line { attribution = "A", rows = 1,
      path = "/tmp/x.csv", url = "http://x/y" })
    assert.are.equal("source without a title", line {})
    assert.are.equal("source without a title", line { rows = "many", title = {}, path = 1,
      data_processed = 2026 })
  end)

  it("a note, whatever its fields are", function()
    assert.are.equal("nominal: in current euros (chiffres_d_affaires)",
      tostring(new_note("nominal", "in current euros", { measure = "chiffres_d_affaires" })))
    assert.are.equal("scope: all", tostring(new_note("scope", "all", { measure = { 1 } })))
  end)
end)
