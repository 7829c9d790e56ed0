local canonical_period = require "urssaf.domain.canonical_period"
local hygiene = require "spec.support.hygiene"

describe("urssaf.domain.canonical_period", function()
  hygiene("urssaf.domain.canonical_period", { "frequency" })

  it("knows the library's own spelling, and no other", function()
    for text, frequency in pairs { ["2021"] = "year", ["2021-Q4"] = "quarter",
        ["2021-12"] = "month" } do
      assert.are.equal(frequency, canonical_period.frequency(text))
    end
    for _, text in ipairs { "", "21", "0999", "2021-Q5", "2021-13", "2021-00", "2021-T1", "2021-1",
        " 2021", "2021-03-31" } do
      assert.is_nil(canonical_period.frequency(text), text)
    end
  end)
end)
