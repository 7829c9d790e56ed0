-- Reads charts back: the elements of an SVG with their attributes. Whether the SVG
-- is well-formed is left to xmllint or Python.
local shell = require "spec.support.shell"
local text_layout = require "urssaf.chart.text_layout"

local svg_reader = {}

local ENTITIES = { ["&lt;"] = "<", ["&gt;"] = ">", ["&quot;"] = '"', ["&#39;"] = "'",
  ["&amp;"] = "&" }

local function unescaped(text)
  return (text:gsub("&[#%w]+;", ENTITIES))
end

local function attributes_of(list)
  local attributes = {}
  for name, value in list:gmatch '([%w:-]+)="([^"]*)"' do
    attributes[name] = tonumber(value) or unescaped(value)
  end
  return attributes
end

-- All elements in order: { name, attributes, content = the text up to the next tag }.
local function elements_of(svg)
  local list = {}
  for name, inner, content in svg:gmatch "<(%a+)([^>]*)>([^<]*)" do
    list[#list + 1] = { name = name, attributes = attributes_of(inner),
      content = unescaped(content) }
  end
  return list
end

-- The font size of each class, and whether it is bold.
local function fonts_of(svg)
  local fonts = {}
  for class, rule in svg:gmatch "\n%.([%w-]+){([^}]*)}" do
    local size = rule:match "font%-size:(%d+)px"
    if size then
      fonts[class] = { size = tonumber(size), is_bold = rule:find "font%-weight:600" ~= nil }
    end
  end
  return fonts
end

local function box_of_text(element, font)
  local a = element.attributes
  local width = text_layout.width(element.content, font.size, font.is_bold)
  local left = a.x
  if a["text-anchor"] == "end" then left = a.x - width end
  if a["text-anchor"] == "middle" then left = a.x - width / 2 end
  return { left = left, right = left + width, top = a.y - 0.8 * font.size,
    bottom = a.y + 0.22 * font.size, text = element.content, size = font.size }
end

local BOXES = {}
function BOXES.rect(a)
  return { left = a.x or 0, top = a.y or 0, right = (a.x or 0) + a.width,
    bottom = (a.y or 0) + a.height }
end
function BOXES.circle(a)
  return { left = a.cx - a.r, right = a.cx + a.r, top = a.cy - a.r, bottom = a.cy + a.r }
end
function BOXES.line(a)
  return { left = math.min(a.x1, a.x2), right = math.max(a.x1, a.x2),
    top = math.min(a.y1, a.y2), bottom = math.max(a.y1, a.y2) }
end
function BOXES.path(a)
  local box = { left = math.huge, right = -math.huge, top = math.huge, bottom = -math.huge }
  for left, top in a.d:gmatch "(-?[%d.]+) (-?[%d.]+)" do
    local x, y = tonumber(left), tonumber(top)
    box.left, box.right = math.min(box.left, x), math.max(box.right, x)
    box.top, box.bottom = math.min(box.top, y), math.max(box.bottom, y)
  end
  return box
end

-- The pattern of the hatching has coordinates of its own.
local function without_patterns(svg)
  return (svg:gsub("<defs>.-</defs>", ""))
end

--- What is in a chart: `width`, `height`, `elements`, the boxes of all `shapes`, the boxes of all
-- `texts` with their text, and the `points` { label, value }.
function svg_reader.of(svg)
  local found = { elements = elements_of(without_patterns(svg)), texts = {}, shapes = {},
    points = {} }
  local fonts = fonts_of(svg)
  for _, element in ipairs(found.elements) do
    local a = element.attributes
    if element.name == "svg" then
      found.root, found.width, found.height = a, a.width, a.height
    elseif element.name == "text" then
      local font = assert(fonts[a.class], "no font for " .. tostring(a.class))
      found.texts[#found.texts + 1] = box_of_text(element, font)
    elseif BOXES[element.name] then
      local box = BOXES[element.name](a)
      box.class = a.class and a.class:match "^[^-]+%-(.*)$"
      found.shapes[#found.shapes + 1] = box
    elseif a["data-label"] then
      found.points[#found.points + 1] = { label = a["data-label"],
        value = tostring(a["data-value"]) }
    end
  end
  return found
end

--- The boxes of the shapes of a class.
function svg_reader.shapes(found, class)
  local list = {}
  for _, box in ipairs(found.shapes) do
    if box.class == class then list[#list + 1] = box end
  end
  return list
end

--- All texts, in order.
function svg_reader.texts(found)
  local list = {}
  for i, box in ipairs(found.texts) do list[i] = box.text end
  return list
end

--- Whether one of the texts is this one.
function svg_reader.says(found, text)
  for _, box in ipairs(found.texts) do
    if box.text == text then return true end
  end
  return false
end

local function is_over(a, b)
  return math.min(a.right, b.right) - math.max(a.left, b.left) > 0.5
    and math.min(a.bottom, b.bottom) - math.max(a.top, b.top) > 0.5
end

--- What is wrong with a chart: shapes and texts outside of it, texts that overlap, small fonts.
function svg_reader.faults(found)
  assert(found.texts[1] or found.shapes[1], "there is nothing in this chart")
  local faults = {}
  for _, list in ipairs { found.texts, found.shapes } do
    for _, box in ipairs(list) do
      local is_inside = box.left >= -0.5 and box.top >= -0.5 and box.right <= found.width + 0.5
        and box.bottom <= found.height + 0.5
      if not is_inside then faults[#faults + 1] = "outside: " .. (box.text or box.class or "?") end
    end
  end
  for i, one in ipairs(found.texts) do
    if one.size < 11 then faults[#faults + 1] = "small: " .. one.text end
    for k = 1, i - 1 do
      if is_over(one, found.texts[k]) then
        faults[#faults + 1] = one.text .. " over " .. found.texts[k].text
      end
    end
  end
  return faults
end

local READ = "import sys, xml.etree.ElementTree as tree\n"
  .. "for name in sys.argv[1:]: tree.parse(name)\n"

--- Has a strict parser read charts; returns its errors, "" if all are well-formed.
function svg_reader.refused(charts)
  local folder, names = shell.temporary_folder(), {}
  for i, svg in ipairs(charts) do
    names[i] = ("%s/%d.svg"):format(folder, i)
    shell.write(names[i], svg)
  end
  local list = table.concat(names, " ")
  local ok, _, output = shell.run(("if command -v xmllint >/dev/null; then xmllint --noout %s;"
    .. " else python3 -c %s %s; fi"):format(list, shell.quote(READ), list))
  shell.remove(folder)
  return (ok and "" or "failed ") .. output
end

return svg_reader
