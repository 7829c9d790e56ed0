local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local text_layout = require "urssaf.chart.text_layout"

describe("urssaf.chart.text_layout", function()
  hygiene("urssaf.chart.text_layout", { "shorten", "widest", "width", "wrap" })

  -- Advance widths of DejaVu Sans, in 2048ths, from the font's own tables: it is among the widest
  -- fonts in use.
  local DEJAVU = { ["0"] = 1303, a = 1255, e = 1260, i = 569, l = 569, m = 1995, n = 1298,
    r = 842, s = 1067, t = 803, u = 1298, w = 1675, A = 1401, D = 1577, G = 1587, M = 1767,
    S = 1300, W = 2025, [" "] = 651, ["-"] = 739, [","] = 651, ["%"] = 1946, ["+"] = 1716,
    ["'"] = 563 }

  for character, units in pairs(DEJAVU) do
    it(("makes '%s' no narrower than a wide font, and not twice as wide"):format(character),
      function()
        local real = units / 2048 * 100
        assert.is_true(text_layout.width(character, 100) >= real * 0.97)
        assert.is_true(text_layout.width(character, 100) <= real * 1.35)
      end)
  end

  it("counts characters, not bytes; larger and bold letters are wider", function()
    assert.is_true(text_layout.width("é", 12) < 1.2 * text_layout.width("e", 12))
    assert.are.equal(2 * text_layout.width("Isère", 10), text_layout.width("Isère", 20))
    assert.is_true(text_layout.width("Isère", 10, true) > text_layout.width("Isère", 10))
    assert.are.equal(0, text_layout.width("", 12))
  end)

  it("shortens with an ellipsis only what is too wide, between characters", function()
    assert.are.equal("Isère", text_layout.shorten("Isère", 100, 12))
    local long = "Émilie-Élodie-Éléonore"
    for width = 0, 200, 7 do
      local short = text_layout.shorten(long, width, 12)
      assert.is_truthy(lua.utf8_length(short))
      if short ~= long then
        assert.are.equal("…", short:sub(-3))
        assert.is_true(width < 12 or text_layout.width(short, 12) <= width)
      end
    end
  end)

  it("breaks after blanks and hyphens, never at a no-break space", function()
    local narrow = text_layout.width("Provence-Alpes-", 12)
    assert.are.same({ "Provence-Alpes-", "Côte d'Azur" },
      text_layout.wrap("Provence-Alpes-Côte d'Azur", narrow, 12))
    assert.are.same({ "un", "T2\194\1602021" }, text_layout.wrap("un T2\194\1602021", 60, 12))
    assert.are.same({}, text_layout.wrap("", 100, 12))
    -- neither within a range of ages nor before a dash
    assert.are.same({ "Femme, CDI,", "40-44" }, text_layout.wrap("Femme, CDI, 40-44", 90, 12))
    assert.are.same({ "AZ -", "Pêche" }, text_layout.wrap("AZ - Pêche", 40, 12))
    assert.are.same({ "AZ –", "Pêche" }, text_layout.wrap("AZ – Pêche", 40, 12))
    assert.are.same({ "Alpes-de-", "Haute-" }, text_layout.wrap("Alpes-de-Haute-", 66, 12))
    assert.are.same({ "a b" }, text_layout.wrap("  a   b ", 100, 12))
  end)

  it("puts the rest into the last line, and cuts it", function()
    local lines = text_layout.wrap("one two three four five six",
      text_layout.width("one two", 12), 12, false, 2)
    assert.are.equal(2, #lines)
    assert.are.equal("one two", lines[1])
    assert.matches("^three.*…$", lines[2])
  end)

  it("takes time in proportion to the length of a text", function()
    for _, word in ipairs { "word ", "- ", "1-" } do
      local function seconds(count)
        local long, from = word:rep(count), os.clock()
        text_layout.wrap(long, 1e9, 12)
        return os.clock() - from
      end
      seconds(1000)
      -- eight times the words; in quadratic time that would take sixty-four times as long
      assert.is_true(seconds(16000) < 30 * math.max(seconds(2000), 0.001), word)
    end
  end)

  it("makes no line too wide", function()
    for width = 40, 300, 13 do
      local text = "anticonstitutionnellement, c'est-à-dire non"
      for _, line in ipairs(text_layout.wrap(text, width, 12)) do
        assert.is_true(text_layout.width(line, 12) <= width, line)
      end
    end
  end)
end)
