local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"
local svg = require "urssaf.chart.svg"
local languages = require "urssaf.language"
local html = require "urssaf.report.html"
local unit = require "urssaf.domain.unit"
local utf8 = require "urssaf.base.utf8"

local REPLACEMENT = "\239\191\189"

-- Every character that Python's Unicode data know, one on a line, and what is shown of it.
local ALL_CHARACTERS = shell.quote [[
import sys, unicodedata
for code in range(sys.maxunicode + 1):
  kind = unicodedata.category(chr(code))
  if kind in ("Cn", "Cs") or code == 10: continue
  is_hidden = kind in ("Cc", "Cf", "Zl", "Zp") and code != 9
  line = "%X %s %s\n" % (code, chr(code), "\ufffd" if is_hidden else chr(code))
  sys.stdout.buffer.write(line.encode())]]

describe("urssaf.base.utf8", function()
  hygiene("urssaf.base.utf8", { "bounded", "excerpt", "is_text", "of_latin1", "plain",
    "repaired", "shown" })

  it("shows all characters but those of the categories Cc, Cf, Zl and Zp", function()
    local file, count = assert(io.popen("python3 -c " .. ALL_CHARACTERS, "r")), 0
    for line in file:lines() do
      local code, given, expected = line:match("^(%x+) ([^ ]+) ([^ ]+)$")
      if code ~= nil then -- the line of a blank has three of them
        count = count + 1
        assert.are.equal(expected, utf8.plain(given), code)
      end
    end
    file:close()
    assert.is_true(count > 250000, count)
  end)

  for name, character in pairs {
    ["the Arabic letter mark"] = "\216\156", ["a soft hyphen"] = "\194\173",
    ["a space without a width"] = "\226\128\139", ["a joiner"] = "\226\128\141",
    ["an override of the direction"] = "\226\128\174", ["an isolate"] = "\226\129\166",
    ["a word joiner"] = "\226\129\160", ["a byte order mark"] = "\239\187\191",
    ["a line separator"] = "\226\128\168", ["a control of C1"] = "\194\155",
    ["a tag"] = "\243\160\129\129", ["a character that is none"] = "\239\191\191",
    ["a byte that is not UTF-8"] = "\155", ["an escape"] = "\27", ["a vertical tab"] = "\11",
  } do
    it("replaces " .. name .. " in every output", function()
      local text, shown = "Isère" .. character .. "x", "Isère" .. REPLACEMENT .. "x"
      assert.are.equal(shown, utf8.plain(text))
      assert.are.equal(shown, svg.escape(text))
      assert.are.equal(shown, html.escape(text))
      assert.are.equal(shown, utf8.shown(text))
      assert.are.equal(shown, unit.name { departement = text })
      assert.are.equal(shown, languages.of("fr"):place { departement = text })
      assert.are.equal(shown, languages.of("en"):label(text))
    end)
  end

  it("leaves French alone", function()
    local text = "Île-de-France\tL’Haÿ-les-Roses « œuvre »\194\1601\226\128\175234 €\n"
    assert.are.equal(text, utf8.plain(text))
  end)

  it("bounds a name, between characters", function()
    local some = ("é"):rep(300)
    assert.are.equal(some, utf8.bounded(some))
    assert.are.equal(some .. "…", utf8.bounded(some .. "é"))
    assert.are.equal(("a"):rep(300) .. "…", utf8.bounded(("a"):rep(2e5)))
    -- bytes that are no characters
    assert.is_true(#utf8.bounded(("\255"):rep(2e5) .. "1") < 1300)
    assert.are.equal(("é"):rep(5) .. "…", utf8.bounded(("é"):rep(6), 5))
  end)

  it("takes time in proportion to the text", function()
    local function seconds(size)
      local text, begun = ("é\226\128\174"):rep(size), os.clock()
      assert.are.equal(5 * size, #utf8.plain(text))
      return os.clock() - begun
    end
    seconds(1000)
    local once, fourfold = seconds(50000), seconds(200000)
    assert.is_true(fourfold < 10 * once + 0.1, fourfold / once)
  end)
end)
