local hygiene = require "spec.support.hygiene"
local note_text = require "urssaf.panel.note_text"

describe("the text of notes", function()
  it("has the kind, the message and the other fields", function()
    assert.are.equal('break: a law [id="pinel" measure="radiations" periods="2014-Q2..2014-Q4'
      .. ' 2015-Q2"] | cut: no end', note_text.write {
        { kind = "break", message = "a law", measure = "radiations", id = "pinel",
          periods = { "2014-Q2", "2014-Q3", "2014-Q4", "2015-Q2" } },
        { kind = "cut", message = "no end" } })
    assert.are.equal("", note_text.write {})
  end)

  local LISTS = {
    ["with bars, brackets, quotes and line ends"] = {
      { kind = "a", message = "x | y [z] \\ \"q\"\r\n", measure = 'm|"]\\',
        other = "\226\128\168" },
      { kind = "b", message = "ends [" }, { kind = "c", message = "" } },
    ["with numbers and truths"] = {
      { kind = "a", message = "m", share = 0.125, count = 12, small = -1e-7, is = true,
        is_not = false } },
    ["with lists"] = {
      { kind = "a", message = "m", datasets = { "a b", 'c"d)' }, none = {} },
      { kind = "b", message = "m", periods = { "2019-11", "2019-12", "2020-01", "2021-01" } },
      { kind = "c", message = "m", periods = { "2019", "2020", "2022" } },
      { kind = "d", message = "m", periods = {} },
      { kind = "e", message = "m", periods = { "2020", "2020-Q1" } } },
    ["with units and where they end"] = {
      { kind = "a", message = "m", more = 2, units = { { key = { region = "a)b}" }, until_ = "x",
        share = 0.5 }, { key = { code = "01" }, list = { { 1, 2 }, {} } } } } },
  }
  for name, list in pairs(LISTS) do
    it(name .. " is read back, and is one line", function()
      local text = note_text.write(list)
      assert.is_nil(text:find "[\r\n]")
      assert.are.same(list, note_text.read(text))
    end)
  end

  it("leaves out what is no text, number or list of texts", function()
    assert.are.equal("a: m", note_text.write { { kind = "a", message = "m", deep = { print } } })
  end)

  for _, text in ipairs { "seen", "a", "a: m [x]", 'a: m [x="1"', 'a: m [x="1] | b: n',
      'a: m [periods="2020..2019"]', 'a: m [periods="2020..2020-Q1"]',
      "a: m [x=1x]", "a: m [x={a=1]", "a: m [x={}]", "a: m [x=(1]",
      "a: m [x=" .. ("("):rep(20) .. (")"):rep(20) .. "]", 'a: m [x=("a"]',
      'a: m [periods="1000..9999 1000..9999"]' } do
    it("is not: " .. text, function() assert.is_nil(note_text.read(text)) end)
  end
end)

describe("urssaf.panel.note_text", function()
  hygiene("urssaf.panel.note_text", { "read", "room", "write" })
end)
describe("urssaf.panel.csv_columns", function()
  hygiene("urssaf.panel.csv_columns", { "AXIS", "FIELDS", "LONG", "NATURES", "OF_CELL",
    "OF_SERIES", "REQUIRED", "STATUSES", "WIDE", "WITHOUT_VALUE", "is_own", "key_of", "of_axis",
    "of_key", "parse_formula", "parts_of" })
end)
describe("urssaf.panel.long_table", function()
  hygiene("urssaf.panel.long_table", { "day", "notes", "number", "refuse", "text" })
end)
describe("urssaf.panel.cell_facts", function()
  hygiene("urssaf.panel.cell_facts", { "is_sum", "of", "parts" })
end)
describe("urssaf.panel.wide_table", function()
  hygiene("urssaf.panel.wide_table", { "lines", "plain_lines" })
end)
describe("urssaf.panel.status", function()
  hygiene("urssaf.panel.status", { "is_partial", "is_provisional", "of" })
end)
describe("urssaf.panel.transform_names", function()
  hygiene("urssaf.panel.transform_names", { "after", "compares", "span", "without_prices" })
  local names = require "urssaf.panel.transform_names"

  it("says how far back a value reaches", function()
    for name, span in pairs { yoy = 4, ["yoy of rolling(4)"] = 7, ["index(2020) of qoq"] = 41,
        ["change(3)"] = 3, map = 0, ["growth(100)"] = 40 } do
      assert.are.equal(math.min(span, 40), names.span(name, "quarter", 40))
    end
    assert.are.equal(12, names.span("yoy", "month", 40))
  end)

  it("says which transforms compare", function()
    for name, compares in pairs { yoy = true, ["rolling(4)"] = false, ["index(2020)"] = true,
        ["qoq of rolling(4)"] = true, ["rolling(4) of yoy"] = false, map = false,
        ["change(3)"] = true, ["growth(2)"] = true, qoq = true, mom = true } do
      assert.are.equal(compares, names.compares(name))
    end
  end)
end)
