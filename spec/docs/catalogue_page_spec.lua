-- docs/catalogue.md has the library's catalogue in its table, and says how much there is.
local doc_pages = require "spec.support.doc_pages"
local measured = require "spec.support.standin.measured_columns"

local page = doc_pages.read "docs/catalogue.md"

describe("docs/catalogue.md", function()
  it("has the table that make catalogue-table writes", function()
    assert.are.equal(dofile "docs/catalogue_table.lua", page.text)
  end)

  it("has a row for each time series of the portal, with its grain and measures", function()
    local rows, count = {}, 0
    for id, grain, measures in page.text:gmatch
        "\n| `([^`]+)` | (%l+) | [^|]+ | ([^|]+) | [^|]+ |" do
      rows[id], count = { grain = grain, measures = measures }, count + 1
    end
    for _, one in ipairs(measured) do
      assert.are.equal(one.grain, rows[one.id].grain)
    end
    -- those with columns of a year are not among the measured ones
    assert.matches((" %d of them are time series, of months, quarters or years, and %d more")
      :format(#measured, count - #measured), page.text, 1, true)
    assert.are.equal(83 + 5, count)
  end)
end)
