local hygiene = require "spec.support.hygiene"
local phrases = require "urssaf.language.chart"

describe("urssaf.language.chart", function()
  hygiene("urssaf.language.chart", { "en", "fr" })

  it("says the same things in both languages", function()
    local function same(a, b, where)
      for name, value in pairs(a) do
        assert.are.equal(type(value), type(b[name]), where .. name)
        if type(value) == "table" then same(value, b[name], name .. ".") end
        if type(value) == "string" then
          local _, count = value:gsub("%%s", "")
          assert.are.equal(count, select(2, b[name]:gsub("%%s", "")), where .. name)
        end
      end
    end
    same(phrases.en, phrases.fr, "")
    same(phrases.fr, phrases.en, "")
  end)
end)
