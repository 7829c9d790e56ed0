local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"

describe("the parts of a report", function()
  local html = require "urssaf.report.html"

  it("are escaped unless they are markup", function()
    assert.are.equal('<p class="&quot;&amp;">a &lt; b<br/>1.5</p>', html.write(html.element("p",
      { class = '"&', hidden = false }, "a < b", nil, { html.element "br", 1.5 })))
    assert.are.equal("<td></td>", html.write(html.element("td")))
    assert.are.equal('<p hidden="hidden"></p>', html.write(html.element("p", { hidden = true })))
  end)

  it("have ranks in words", function()
    local phrases = require "urssaf.language.report"
    for rank, expected in pairs { [1] = "1st 1er", [2] = "2nd 2e", [3] = "3rd 3e", [4] = "4th 4e",
      [11] = "11th 11e", [12] = "12th 12e", [13] = "13th 13e", [21] = "21st 21e",
      [100] = "100th 100e", [101] = "101st 101e" } do
      assert.are.equal(expected, phrases.ordinal(rank, "en") .. " " .. phrases.ordinal(rank, "fr"))
    end
  end)

  it("have every phrase in both languages, with as many values", function()
    local phrases = require "urssaf.language.report"
    local function check(list, others)
      for name, phrase in pairs(list) do
        assert.are.equal(type(phrase), type(others[name]), name)
        if type(phrase) == "string" then
          local _, here = phrase:gsub("%%s", "")
          local _, there = others[name]:gsub("%%s", "")
          assert.are.equal(here, there, name)
        end
      end
    end
    local fr, en = phrases.of("fr", "quarter"), phrases.of("en", "quarter")
    check(fr, en)
    check(en, fr)
    for _, code in ipairs { "fr", "en" } do
      check(phrases.of(code, "month"), phrases.of(code, "quarter"))
      check(phrases.of(code, "quarter"), phrases.of(code, "month"))
    end
  end)

  it("have sparklines with gaps where values are missing", function()
    local sparkline = require "urssaf.report.sparkline"
    local function path(...)
      local s = small_panel.panel(2020, { "radiations" },
        { { {}, radiations = { ... } } }).series[1]
      local made = sparkline.of(s, "x")
      return made and html.write(made):match(' d="([^"]*)"')
    end
    assert.are.equal("M4 32L100 18L196 4", path(1, 2, 3))
    assert.are.equal("M4 18L196 18", path(5, 5))
    assert.are.equal("M4 32L52 4M148 32L196 4", path(1, 2, false, 1, 2))
    assert.are.equal("M4 4h0M196 32h0", path(2, false, 1))
    assert.is_nil(path(false, false))
  end)

  for _, name in ipairs { "css", "js", "site_css", "site_js" } do
    it(("have a %s module that parsers of HTML and XML read alike"):format(name), function()
      assert.is_nil(require("urssaf.report." .. name):find("[<&]"))
    end)
  end
end)

for name, exports in pairs {
  ["report.breaks"] = { "has_estimates", "of", "sentence" }, ["report.charts"] = { "maps", "of" },
  ["report.data"] = { "departements", "is_derived", "of" },
  ["report.data_table"] = { "of" },
  ["report.figure"] = { "layout", "multiples", "of" },
  ["report.html"] = { "element", "escape", "raw", "write" },
  ["report.remembered_whole"] = { "of" },
  ["report.key_figures"] = { "all", "measures", "notes", "tiles", "value_text", "when_text" },
  ["report.document"] = { "banner", "head", "of", "skip_link", "topic", "write" },
  ["report.site"] = { "files" }, ["report.site_index"] = { "page" },
  ["report.site_links"] = { "file", "link", "of" }, ["report.summary"] = { "of" },
  ["chart.hover_data"] = { "of" }, ["domain.neighbours"] = { "of" }, ["cli.folder"] = { "write" },
  ["report.notes_section"] = { "of" }, ["report.source_section"] = { "of" },
  ["report.sparkline"] = { "of" },
  ["report.whole"] = { "compared", "field_of", "of", "series", "shown", "total", "units" },
  ["language.report"] = { "of", "ordinal" },
} do
  describe(name, function() hygiene("urssaf." .. name, exports) end)
end
