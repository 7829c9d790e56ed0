--- Colours of text, lines and map classes, in pairs: the first on a light ground, the second on a
-- dark one.
--
-- Lines have a contrast of at least 3 with their ground, and can be told apart by people who lack
-- one kind of cones (protanopia, deuteranopia, tritanopia). The classes of a scale are ordered by
-- lightness alone.
local tables = require "urssaf.base.tables"

local palette = {}

-- Colours by their use.
palette.ROLES = {
  ground = { "#ffffff", "#14181d" },
  ink = { "#1c2128", "#e8ebee" },
  muted = { "#59626d", "#a3adb8" },
  grid = { "#dfe3e8", "#2c343d" },
  axis = { "#7d8791", "#808b96" },
  bar = { "#2a6fb0", "#5aa2e0" },
  quiet = { "#7390ae", "#56718d" },
  strong = { "#b8420a", "#ff9a5c" },
  missing = { "#f1f3f5", "#1d232a" },
  hatch = { "#8b949e", "#6b7580" },
}

palette.LINES = {
  { "#0b5fa5", "#5aa9e6" }, { "#c8460b", "#ff8a4c" }, { "#0a9c74", "#7cf09a" },
  { "#5e1a2c", "#f3daf8" }, { "#aa76e0", "#b9488f" }, { "#262b70", "#4573cf" },
  { "#80505f", "#ae8590" }, { "#14161b", "#77701f" },
}

-- The classes of a sequential scale, from low to high.
palette.SEQUENTIAL = {
  { "#dceaf6", "#1b3a57" }, { "#a9cbe8", "#285d8c" }, { "#6ba3d3", "#3379b4" },
  { "#3473ad", "#79b4e4" }, { "#12416f", "#cfe6fa" },
}

-- The classes of a diverging scale on either side of zero, from near to far.
palette.BELOW = {
  { "#f8ddc8", "#57341c" }, { "#e9a273", "#a15a26" }, { "#b85410", "#f09a5a" },
}
palette.ABOVE = {
  { "#d3e6f5", "#1c4060" }, { "#7fb2dc", "#3578b0" }, { "#1f64a3", "#8cc4f2" },
}

-- ------------------------------------------------------------------ contrast

local function linear(byte)
  local share = byte / 255
  if share <= 0.04045 then return share / 12.92 end
  return ((share + 0.055) / 1.055) ^ 2.4
end

local function luminance(colour)
  local r, g, b = colour:match "^#(%x%x)(%x%x)(%x%x)$"
  return 0.2126 * linear(tonumber(r, 16)) + 0.7152 * linear(tonumber(g, 16))
    + 0.0722 * linear(tonumber(b, 16))
end

--- The contrast ratio of two colours by WCAG 2, from 1 to 21.
---@param a string "#rrggbb"
---@param b string
---@return number
function palette.contrast(a, b)
  local x, y = luminance(a), luminance(b)
  return (math.max(x, y) + 0.05) / (math.min(x, y) + 0.05)
end

-- A colour mixed with another, of which it takes a share.
local function mixed(colour, other, share)
  local parts = {}
  for i = 2, 6, 2 do
    local a, b = tonumber(colour:sub(i, i + 1), 16), tonumber(other:sub(i, i + 1), 16)
    parts[#parts + 1] = ("%02x"):format(math.floor(a + (b - a) * share + 0.5))
  end
  return "#" .. table.concat(parts)
end

-- The least contrast of a text with its ground.
local LEGIBLE = 4.5

--- A pair of colours as that of a text: the same, or as much nearer to that of ink as makes it
-- legible on the ground.
---@param pair string[]
---@return string[]
function palette.legible(pair)
  return tables.map(pair, function(colour, i)
    local share, made = 0, colour
    while palette.contrast(made, palette.ROLES.ground[i]) < LEGIBLE do
      share = share + 0.05
      made = mixed(colour, palette.ROLES.ink[i], share)
    end
    return made
  end)
end

local DARK, LIGHT = "#10151a", "#ffffff"

--- The text colours that can be read on a pair of colours, as a pair.
---@param pair string[]
---@return string[]
function palette.on(pair)
  return tables.map(pair, function(colour)
    local is_dark = palette.contrast(colour, LIGHT) > palette.contrast(colour, DARK)
    return is_dark and LIGHT or DARK
  end)
end

return palette
