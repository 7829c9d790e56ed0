local hygiene = require "spec.support.hygiene"
local phrases = require "urssaf.language.phrases"

local function placeholders(text) return select(2, text:gsub("%%[sd]", "")) end

describe("urssaf.language.phrases", function()
  hygiene("urssaf.language.phrases", { "by_language" })

  it("takes one table for both languages apart", function()
    assert.are.same({
      en = { a = "one", same = "x", group = { b = "two" }, list = { { "p", "three" } },
        months = { "May" } },
      fr = { a = "un", same = "x", group = { b = "deux" }, list = { { "p", "trois" } },
        months = { "mai" } },
    }, phrases.by_language {
      a = { en = "one", fr = "un" }, same = "x", group = { b = { en = "two", fr = "deux" } },
      list = { { "p", { en = "three", fr = "trois" } } },
      months = { en = { "May" }, fr = { "mai" } },
    })
  end)
end)

for _, module in ipairs { "urssaf.language.chart", "urssaf.language.vocabulary" } do
  describe(module, function()
    hygiene(module, { "en", "fr" })

    it("says the same things in both languages", function()
      local function same(a, b, where)
        for name, value in pairs(a) do
          assert.are.equal(type(value), type(b[name]), where .. name)
          if type(value) == "table" then same(value, b[name], name .. ".") end
          if type(value) == "string" then
            assert.are.equal(placeholders(value), placeholders(b[name]), where .. name)
          end
        end
      end
      local both = require(module)
      same(both.en, both.fr, "")
      same(both.fr, both.en, "")
    end)
  end)
end

describe("urssaf.language.notes", function()
  hygiene("urssaf.language.digits", { "decimals", "grouped", "is_figure", "of", "of_step" })
  hygiene("urssaf.language.notes", { "sentence", "has", "is_without_mayotte" })
end)
