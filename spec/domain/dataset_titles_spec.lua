local datasets = require "urssaf.domain.datasets"
local hygiene = require "spec.support.hygiene"
local titles = require "urssaf.domain.catalogue.titles"

describe("urssaf.domain.catalogue.titles", function()
  hygiene("urssaf.domain.catalogue.titles", { "of" })

  it("has titles of datasets that the catalogue knows, each its own", function()
    local known, id_of = {}, {}
    for _, id in ipairs(datasets.names()) do known[id] = titles.of(id) end
    for id, title in pairs(known) do
      assert.is_nil(id_of[title], title)
      id_of[title] = id
      assert.is_truthy(title:find "^%u" or title:find "^\195", title)
    end
    assert.are.equal("Auto-entrepreneurs, par département",
      known["auto-entrepreneurs-par-departement"])
    assert.is_nil(titles.of "no-such-dataset")
    assert.is_nil(titles.of(nil))
  end)
end)
