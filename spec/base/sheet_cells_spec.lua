-- Cells of a sheet as XML.
local hygiene = require "spec.support.hygiene"
local sheet_cells = require "urssaf.base.sheet_cells"

describe("urssaf.base.sheet_cells", function()
  hygiene("urssaf.base.sheet_cells", { "MOST_COLUMNS", "MOST_ROWS", "MOST_TEXT", "STYLES",
    "escaped", "form", "letters", "numbered", "texts" })
  hygiene("urssaf.base.workbook_file", { "of" })

  it("names columns as spreadsheets do", function()
    for index, letters in pairs { [1] = "A", [26] = "Z", [27] = "AA", [52] = "AZ", [702] = "ZZ",
      [703] = "AAA", [16384] = "XFD" } do
      assert.are.equal(letters, sheet_cells.letters(index))
    end
  end)

  it("escapes what XML does not take, and what reads as an escape", function()
    for text, expected in pairs { ["a<b & \"c\">"] = "a&lt;b &amp; &quot;c&quot;&gt;",
      ["\0\1\31"] = "_x0000__x0001__x001F_", ["a\r\nb\tc"] = "a_x000D_\nb\tc",
      ["_x0041_"] = "_x005F_x0041_", ["_x41_"] = "_x41_", ["é\255"] = "é\239\191\189",
      ["\239\191\190\239\191\191"] = "_xFFFE__xFFFF_", ["=1+1"] = "=1+1" } do
      assert.are.equal(expected, sheet_cells.escaped(text))
    end
  end)

  it("has each text once, and knows those that no cell can hold", function()
    local texts, place_of = sheet_cells.texts()
    assert.are.same({ "0", "1", "0" }, { place_of "a", place_of "b", place_of "a" })
    assert.are.same({ "a", "b" }, texts.list)
    place_of(("é"):rep(32767))
    place_of(("\240\159\152\128"):rep(16383))
    assert.is_false(texts.is_too_long)
    place_of(("\240\159\152\128"):rep(16384)) -- two UTF-16 units each
    assert.is_true(texts.is_too_long)
  end)

  it("has days as numbers where all spreadsheets agree which", function()
    local _, place_of = sheet_cells.texts()
    local form = sheet_cells.form(place_of)
    for day, serial in pairs { ["1900-03-01"] = 61, ["2000-01-01"] = 36526,
      ["2024-02-29"] = 45351 } do
      assert.are.equal((' s="2"><v>%d</v></c>'):format(serial), form.day(day))
    end
    assert.are.equal(' s="1" t="s"><v>0</v></c>', form.day "1900-02-28")
  end)

  it("leaves out empty cells, and counts rows", function()
    local _, place_of = sheet_cells.texts()
    local form = sheet_cells.form(place_of)
    local rows = form.head { "a", "b" }
      .. form.open .. form.label "a" .. form.missing .. form.label "b" .. form.number(1.5)
      .. form.close
    assert.are.equal('<row r="1"><c r="A1" s="3" t="s"><v>0</v></c>'
      .. '<c r="B1" s="3" t="s"><v>1</v></c></row>\n'
      .. '<row r="2"><c r="B2"><v>1.5</v></c></row>\n', sheet_cells.numbered(rows))
    assert.is_nil(form.number(0 / 0))
  end)
end)
