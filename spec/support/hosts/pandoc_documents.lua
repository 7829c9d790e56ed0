-- What the example for pandoc makes of documents, read and compared with the library's figures.
--
--   local figures = pandoc_documents.figures(cjson.decode(json))   -- { caption =, rows =, … }
--   pandoc_documents.check_table(figures[1], series, "2019-Q1", nil, pandoc_documents.FRENCH)
local assert = require "luassert"
local cjson = require "spec.support.cjson"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local SPACE, MINUS, MISSING = "\194\160", "−", "–"
-- What separates thousands, and the decimal mark.
local FRENCH, ENGLISH = { SPACE, "," }, { ",", "." }

local pandoc_documents = { SPACE = SPACE, MINUS = MINUS, MISSING = MISSING, FRENCH = FRENCH,
  ENGLISH = ENGLISH }

-- The parts of a chart, as JSON.
local LOOK = shell.quote [==[
import json, sys, xml.etree.ElementTree as tree
SVG = "{http://www.w3.org/2000/svg}"
root = tree.parse(sys.argv[1]).getroot()
assert root.tag == SVG + "svg", root.tag
print(json.dumps({
  "title": root.find(SVG + "title").text,
  "circles": [[float(c.get("cx")), float(c.get("cy"))] for c in root.iter(SVG + "circle")],
  "lines": [[[float(x) for x in p.split(",")] for p in l.get("points").split()]
    for l in root.iter(SVG + "polyline")],
  "texts": [{"x": float(t.get("x")), "y": float(t.get("y")), "anchor": t.get("text-anchor"),
    "text": t.text} for t in root.iter(SVG + "text")]}))]==]

-- The charts and the text of a document that is a zip archive.
local UNPACK = shell.quote [[
import json, re, sys, zipfile
pictures, words = [], ""
with zipfile.ZipFile(sys.argv[1]) as archive:
  for name in archive.namelist():
    if name.endswith(".svg"): pictures.append(archive.read(name).decode())
    if re.search(r"(document|content)\.xml$|\.xhtml$", name):
      words += re.sub("<[^>]*>", " ", archive.read(name).decode())
print(json.dumps({"pictures": pictures, "text": words}))]]

local function run_python(script, path)
  local ok, _, output = shell.run(("python3 -c %s %s"):format(script, shell.quote(path)))
  assert.is_true(ok, output)
  return cjson.decode(output)
end

--- The parts of a chart: `title circles lines texts`.
function pandoc_documents.chart(path) return run_python(LOOK, path) end

--- The charts and the text of a document that is a zip archive: `pictures text`.
function pandoc_documents.unpacked(path) return run_python(UNPACK, path) end

-- ---------------------------------------------------------------- documents

-- The text below a node of pandoc's JSON.
local function text_of(node)
  if node.t == "Str" then return node.c end
  if node.t == "Space" or node.t == "SoftBreak" then return " " end
  local parts = {}
  for i, child in ipairs(node.c or node) do
    parts[i] = type(child) == "table" and text_of(child) or ""
  end
  return table.concat(parts)
end

local function texts_of(cells)
  local texts = {}
  for i, cell in ipairs(cells) do texts[i] = text_of(cell[5]) end
  return texts
end

-- The parts that the example makes of a block: table, chart, source, notes.
local function figure_of(div)
  local attributes, blocks = div.c[1], div.c[2]
  local made, picture = blocks[1].c, blocks[2].c[1]
  assert.are.same({ "Table", "Para", "Image", "Para" },
    { blocks[1].t, blocks[2].t, picture.t, blocks[3].t })
  local figure = { id = attributes[1], caption = text_of(made[2][2]), aligned = {}, rows = {},
    header = texts_of(made[4][2][1][2]), alt = text_of(picture.c[2]), picture = picture.c[3][1],
    source = text_of(blocks[3]), notes = {} }
  for i, column in ipairs(made[3]) do figure.aligned[i] = column[1].t end
  for i, row in ipairs(made[5][1][4]) do figure.rows[i] = texts_of(row[2]) end
  for i, item in ipairs(blocks[4] and blocks[4].c or {}) do figure.notes[i] = text_of(item) end
  return figure
end

--- The figures of a document, which is pandoc's JSON.
function pandoc_documents.figures(document)
  local figures = {}
  for _, block in ipairs(document.blocks) do
    if block.t == "Div" and block.c[1][2][1] == "urssaf" then
      figures[#figures + 1] = figure_of(block)
    end
  end
  return figures
end

-- The number in a cell, in either language.
local function number_of(text, thousands, decimal)
  if text == MISSING then return nil end
  local plain = text:gsub(MINUS, "-"):gsub(thousands, ""):gsub("%" .. decimal, ".")
  return assert(tonumber(plain), text)
end

local function lists_of(figure, language)
  local values, growth = {}, {}
  for i, row in ipairs(figure.rows) do
    assert.are.equal(3, #row)
    values[i] = number_of(row[2], language[1], language[2])
    growth[i] = number_of(row[3], language[1], language[2])
  end
  return values, growth
end

--- Asserts that a table has exactly the library's figures.
function pandoc_documents.check_table(figure, series, from, to, language)
  local values, growth = lists_of(figure, language)
  local wanted, grown = series:slice(from, to), series:yoy():slice(from, to)
  assert.are.equal(#wanted.periods, #figure.rows)
  for i, period in ipairs(wanted.periods) do
    local year, quarter = urssaf.quarter.parts(period)
    local letter = language == FRENCH and "T" or "Q"
    assert.are.equal(letter .. quarter .. SPACE .. year, figure.rows[i][1])
    assert.are.equal(wanted.values[i], values[i], period)
    assert.are.equal(grown.values[i] == nil, growth[i] == nil, period)
    if growth[i] then
      assert.is_true(math.abs(growth[i] - 100 * grown.values[i]) < 0.0501, period)
    end
  end
end

-- ---------------------------------------------------------------- pictures

-- The texts of an axis.
local function texts_at(picture, anchor)
  local texts = {}
  for _, text in ipairs(picture.texts) do
    if text.anchor == anchor then texts[#texts + 1] = text end
  end
  return texts
end

-- A function from values to heights, by the numbers of the axis.
local function height_in(picture, language)
  local ticks = texts_at(picture, "end")
  local low, high = ticks[1], ticks[#ticks]
  assert.is_true(#ticks >= 3 and #ticks <= 7, #ticks)
  local least, most = number_of(low.text, language[1], language[2]),
    number_of(high.text, language[1], language[2])
  return function(value)
    return low.y - 5 + (high.y - low.y) * (value - least) / (most - least)
  end
end

-- A function from periods to places, by two labels of the axis.
local function place_in(picture, series, language)
  local named, positions = texts_at(picture, "middle"), {}
  for i, period in ipairs(series.periods) do
    local year, quarter = urssaf.quarter.parts(period)
    positions[("%s%d%s%d"):format(language == FRENCH and "T" or "Q", quarter, SPACE, year)] = i
    if quarter == 1 then positions[("%d"):format(year)] = i end
  end
  local first, last = named[1], named[#named]
  local from, to = positions[first.text], positions[last.text]
  assert.is_true(#named <= 8 and from < to and first.x < last.x)
  return function(i) return first.x + (last.x - first.x) * (i - from) / (to - from) end
end

local function is_near(x, y)
  return math.abs(x - y) < 0.31 -- places are of one decimal
end

--- Asserts that a chart shows the library's figures by its axes, with a line for each run of
-- values.
function pandoc_documents.check_picture(picture, series, language)
  local height, place = height_in(picture, language), place_in(picture, series, language)
  local stretches, points, was_there = {}, 0, false
  for i, period in ipairs(series.periods) do
    local value = series.values[i]
    if value ~= nil then
      points = points + 1
      local point = picture.circles[points]
      assert.is_true(is_near(place(i), point[1]) and is_near(height(value), point[2]), period)
      if not was_there then stretches[#stretches + 1] = {} end
      table.insert(stretches[#stretches], point)
    end
    was_there = value ~= nil
  end
  assert.are.equal(points, #picture.circles)
  assert.are.same(stretches, picture.lines)
end

return pandoc_documents
