local hygiene = require "spec.support.hygiene"
local palette = require "urssaf.chart.palette"
local style = require "urssaf.chart.style"

-- By WCAG 2.2: relative luminance and contrast ratio. By OKLab (Ottosson 2020): how far apart two
-- colours are. By Machado, Oliveira and Fernandes (2009): how people without one kind of cones see.

local function channels(colour)
  local r, g, b = colour:match "^#(%x%x)(%x%x)(%x%x)$"
  local list = {}
  for i, text in ipairs { r, g, b } do
    local share = tonumber(text, 16) / 255
    list[i] = share <= 0.03928 and share / 12.92 or ((share + 0.055) / 1.055) ^ 2.4
  end
  return list
end

local function luminance(colour)
  local c = channels(colour)
  return 0.2126 * c[1] + 0.7152 * c[2] + 0.0722 * c[3]
end

local function contrast(a, b)
  local x, y = luminance(a) + 0.05, luminance(b) + 0.05
  return x > y and x / y or y / x
end

local function times(matrix, v)
  local made = {}
  for i, row in ipairs(matrix) do
    made[i] = row[1] * v[1] + row[2] * v[2] + row[3] * v[3]
  end
  return made
end

local LMS = { { 0.4122214708, 0.5363325363, 0.0514459929 },
  { 0.2119034982, 0.6806995451, 0.1073969566 }, { 0.0883024619, 0.2817188376, 0.6299787005 } }
local LAB = { { 0.2104542553, 0.7936177850, -0.0040720468 },
  { 1.9779984951, -2.4285922050, 0.4505937099 }, { 0.0259040371, 0.7827717662, -0.8086757660 } }

local function oklab(c)
  local cones = times(LMS, c)
  for i, value in ipairs(cones) do cones[i] = value < 0 and 0 or value ^ (1 / 3) end
  return times(LAB, cones)
end

local SEEN = {
  ["all cones"] = { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  ["no red"] = { { 0.152286, 1.052583, -0.204868 }, { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } },
  ["no green"] = { { 0.367322, 0.860646, -0.227968 }, { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } },
  ["no blue"] = { { 1.255528, -0.076749, -0.178779 }, { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 } },
}

local function distance(a, b, matrix)
  local x, y = oklab(times(matrix, channels(a))), oklab(times(matrix, channels(b)))
  return math.sqrt((x[1] - y[1]) ^ 2 + (x[2] - y[2]) ^ 2 + (x[3] - y[3]) ^ 2)
end

local THEMES = { light = 1, dark = 2 }

describe("urssaf.chart.palette", function()
  hygiene("urssaf.chart.palette", { "ABOVE", "BELOW", "LINES", "ROLES", "SEQUENTIAL", "contrast",
    "legible", "on" })

  local roles = palette.ROLES

  it("computes contrast as WCAG does", function()
    assert.are.equal(21, math.floor(palette.contrast("#000000", "#ffffff") + 0.5))
    assert.are.equal(1, palette.contrast("#123456", "#123456"))
    -- the lightest grey with enough contrast on white
    assert.is_true(palette.contrast("#767676", "#ffffff") >= 4.5)
    assert.is_true(palette.contrast("#777777", "#ffffff") < 4.5)
    assert.is_true(math.abs(palette.contrast("#0b5fa5", "#14181d")
      - contrast("#0b5fa5", "#14181d")) < 0.01)
  end)

  for theme, i in pairs(THEMES) do
    describe("on the " .. theme .. " ground", function()
      local ground = roles.ground[i]

      it("text has a contrast of 4.5", function()
        for _, name in ipairs { "ink", "muted" } do
          assert.is_true(contrast(roles[name][i], ground) >= 4.5, name)
          assert.is_true(contrast(roles[name][i], roles.missing[i]) >= 4.5, name)
        end
      end)

      it("lines, bars, axes and hatching have a contrast of 3", function()
        for n, pair in ipairs(palette.LINES) do
          assert.is_true(contrast(pair[i], ground) >= 3, "line " .. n)
        end
        for _, name in ipairs { "bar", "quiet", "strong", "axis", "hatch" } do
          assert.is_true(contrast(roles[name][i], ground) >= 3, name)
        end
      end)

      it("a line's label has its colour, or one so near that both are seen as one", function()
        for n, pair in ipairs(palette.LINES) do
          local text = palette.legible(pair)[i]
          assert.is_true(contrast(text, ground) >= 4.5, "label " .. n)
          if contrast(pair[i], ground) >= 4.5 then assert.are.equal(pair[i], text) end
          local apart = distance(pair[i], text, SEEN["all cones"])
          for m, other in ipairs(palette.LINES) do
            -- nearer to its own line than to any other
            assert.is_true(m == n or distance(other[i], text, SEEN["all cones"]) > apart, n)
          end
        end
      end)

      for who, matrix in pairs(SEEN) do
        it("lines stay apart for people with " .. who, function()
          for a = 1, #palette.LINES do
            for b = 1, a - 1 do
              local apart = distance(palette.LINES[a][i], palette.LINES[b][i], matrix)
              -- side by side, a difference of 0.02 is visible
              assert.is_true(apart > 0.08, ("%d and %d: %.3f"):format(a, b, apart))
            end
          end
        end)

        it("a highlighted bar is told from the others by people with " .. who, function()
          assert.is_true(distance(roles.quiet[i], roles.strong[i], matrix) > 0.08)
        end)

        it("below and above zero are told apart by people with " .. who, function()
          for n = 2, 3 do
            assert.is_true(distance(palette.BELOW[n][i], palette.ABOVE[n][i], matrix) > 0.1)
          end
        end)
      end

      for name, list in pairs { sequential = palette.SEQUENTIAL, below = palette.BELOW,
        above = palette.ABOVE } do
        it("classes are ordered by lightness, and text on them has a contrast of 4.5: " .. name,
          function()
            for n, pair in ipairs(list) do
              assert.is_true(contrast(palette.on(pair)[i], pair[i]) >= 4.5, n)
              local before = list[n - 1]
              if before then
                -- each further from the ground than the one before
                assert.is_true(contrast(pair[i], ground) > contrast(before[i], ground) * 1.3, n)
              end
            end
          end)
      end
    end)
  end
end)

describe("urssaf.chart.style", function()
  hygiene("urssaf.chart.style", { "check", "sheet", "whole" })

  it("has a rule for each class used, and for no other", function()
    local css = style.sheet("a", { ink = nil, title = true }, "light")
    assert.matches(".a-title{fill:#1c2128;", css, 1, true)
    assert.is_nil(css:find("a-note", 1, true))
    assert.is_nil(css:find("@media", 1, true))
  end)

  it("follows the reader's theme, or keeps to one", function()
    local light, dark = palette.ROLES.ink[1], palette.ROLES.ink[2]
    local auto = style.sheet("a", { title = true }, "auto")
    local before, after = auto:match "^(.-)@media screen and %(prefers%-color%-scheme:dark%){(.*)$"
    assert.matches(light, before, 1, true)
    assert.matches(dark, after, 1, true)
    assert.is_nil(before:find(dark, 1, true))
    assert.matches(dark, style.sheet("a", { title = true }, "dark"), 1, true)
    assert.is_nil(style.sheet("a", { title = true }, "dark"):find(light, 1, true))
  end)

  it("knows its classes", function()
    assert.has_error(function() style.check "titel" end)
  end)
end)
