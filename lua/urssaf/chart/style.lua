--- The style sheet of a chart: a rule for each class that it uses, in the colours of its theme.
--
-- Selectors are made of classes alone, which every SVG reader understands. Their names begin with
-- the id of the chart, so they cannot clash with those of the page around it.
local errors = require "urssaf.base.errors"
local palette = require "urssaf.chart.palette"
local sorting = require "urssaf.base.sorting"

local style = {}

local roles = palette.ROLES

-- By class: the pair of colours for fill and stroke, and the properties that are the same in every
-- theme.
local RULES = {
  ground = { fill = roles.ground },
  title = { fill = roles.ink, plain = "font-weight:600;font-size:17px" },
  subtitle = { fill = roles.muted, plain = "font-size:13px" },
  note = { fill = roles.muted, plain = "font-size:11px" },
  label = { fill = roles.ink, plain = "font-size:12px" },
  name = { fill = roles.ink, plain = "font-size:12px;font-weight:600" },
  tick = { fill = roles.muted, plain = "font-size:11px" },
  grid = { stroke = roles.grid, plain = "stroke-width:1;fill:none" },
  axis = { stroke = roles.axis, plain = "stroke-width:1;fill:none" },
  zero = { stroke = roles.ink, plain = "stroke-width:1;fill:none" },
  leader = { stroke = roles.axis, plain = "stroke-width:1;fill:none" },
  ["break"] = { stroke = roles.muted, plain = "stroke-width:1;stroke-dasharray:3 3;fill:none" },
  ["break-badge"] = { fill = roles.ground, stroke = roles.muted, plain = "stroke-width:1" },
  bar = { fill = roles.bar },
  quiet = { fill = roles.quiet },
  strong = { fill = roles.strong },
  missing = { fill = roles.missing },
  hatch = { stroke = roles.hatch, plain = "stroke-width:1.5;fill:none" },
  border = { stroke = roles.ground, plain = "stroke-width:.75;stroke-linejoin:round" },
  outline = { stroke = roles.ink, plain = "stroke-width:2.5;fill:none;stroke-linejoin:round" },
  ["outline-ground"] = { stroke = roles.ground, plain = "stroke-width:6;fill:none;"
    .. "stroke-linejoin:round" },
  code = { fill = roles.muted, plain = "font-size:11px" },
  hover = { plain = "fill-opacity:0;pointer-events:all" },
}

for i, pair in ipairs(palette.LINES) do
  RULES["line" .. i] = { stroke = pair, plain = "stroke-width:2;fill:none;stroke-linejoin:round;"
    .. "stroke-linecap:round" }
  RULES["thin" .. i] = { stroke = pair, plain = "stroke-width:1;fill:none;stroke-linejoin:round" }
  RULES["dashed" .. i] = { stroke = pair, plain = "stroke-width:2;fill:none;stroke-dasharray:4 3" }
  RULES["beyond" .. i] = { stroke = pair, plain = "stroke-width:2;fill:none;"
    .. "stroke-dasharray:2 3" }
  RULES["label" .. i] = { fill = palette.legible(pair), plain = "font-size:12px" }
  RULES["mark" .. i] = { fill = pair, stroke = roles.ground, plain = "stroke-width:1" }
  RULES["dot" .. i] = { fill = pair, plain = "pointer-events:none" }
  RULES["hollow" .. i] = { fill = roles.ground, stroke = pair, plain = "stroke-width:1.5" }
end

local function add_scale(name, pairs_of_colours)
  for i, pair in ipairs(pairs_of_colours) do
    RULES[name .. i] = { fill = pair }
    RULES[name .. i .. "-text"] = { fill = palette.on(pair), plain = "font-size:11px" }
  end
end
add_scale("seq", palette.SEQUENTIAL)
add_scale("below", palette.BELOW)
add_scale("above", palette.ABOVE)

local LIGHT, DARK = 1, 2

local function colours_of(rule, ground)
  local parts = {}
  for _, property in ipairs { "fill", "stroke" } do
    if rule[property] then parts[#parts + 1] = property .. ":" .. rule[property][ground] end
  end
  return table.concat(parts, ";")
end

local function rules_for(id, used, ground, with_plain)
  local parts = {}
  for _, class in ipairs(sorting.keys(used)) do
    local rule = RULES[class]
    local colours = colours_of(rule, ground)
    local plain = with_plain and rule.plain or ""
    local between = colours ~= "" and plain ~= "" and ";" or ""
    if colours .. plain ~= "" then
      parts[#parts + 1] = ("\n.%s-%s{%s%s%s}"):format(id, class, colours, between, plain)
    end
  end
  return table.concat(parts)
end

--- The style sheet for the classes that a chart uses.
---@param id string the prefix of all classes
---@param used table<string, boolean>
---@param theme "auto"|"light"|"dark"
---@return string css
function style.sheet(id, used, theme)
  local css = rules_for(id, used, theme == "dark" and DARK or LIGHT, true)
  if theme == "auto" then
    css = css .. "\n@media screen and (prefers-color-scheme:dark){"
      .. rules_for(id, used, DARK, false) .. "\n}"
  end
  for i = 1, #palette.LINES do
    if used["dot" .. i] then
      css = css .. ("\n.%s-point:hover .%s-dot%d{fill-opacity:1}"):format(id, id, i)
    end
  end
  return css .. "\n"
end

--- The style sheet for all classes that charts may use, as light or dark as the reader prefers.
---@param prefix string of all classes
---@return string css
function style.whole(prefix)
  return style.sheet(prefix, RULES, "auto")
end

--- Raises if there is no rule for a class.
function style.check(class)
  if not RULES[class] then errors.misuse("no such class: %s", class) end
end

return style
