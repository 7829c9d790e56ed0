-- examples/hosts/pandoc in a real pandoc: the documents it makes, with C modules and without.
local cjson = require "spec.support.cjson"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local socket_http = require "socket.http"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local EXAMPLE = shell.root .. "examples/hosts/pandoc"

-- pandoc's Lua is 5.3, whichever runs the specs.
local BUILD = "build/lua5.3"
local WITH_C, WITHOUT_C = shell.root .. BUILD .. "/?.so;;", "none"

local EXPORT = "/catalog/datasets/auto-entrepreneurs-par-departement/exports/csv"
local SPACE, MINUS, MISSING = "\194\160", "−", "–"

-- The exit code of pandoc, and of the example, if a filter fails.
local FAILED = 83

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

local function figures_of(document)
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

local FRENCH, ENGLISH = { SPACE, "," }, { ",", "." }

local function lists_of(figure, language)
  local values, growth = {}, {}
  for i, row in ipairs(figure.rows) do
    assert.are.equal(3, #row)
    values[i] = number_of(row[2], language[1], language[2])
    growth[i] = number_of(row[3], language[1], language[2])
  end
  return values, growth
end

-- Asserts that a table has exactly the library's figures.
local function check_table(figure, series, from, to, language)
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

-- Asserts that a chart shows the library's figures by its axes, with a line for each run of values.
local function check_picture(picture, series, language)
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

-- ---------------------------------------------------------------- specs

describe("examples/hosts/pandoc #host", function()
  local lacking, portal, folder, panel

  -- What the library finds in pandoc's Lua: decoder, transport, JSON.
  local function capabilities(cpath)
    local path = folder .. "/there.lua"
    local file = assert(io.open(path, "w"))
    file:write [[
      local there = require("urssaf").capabilities()
      io.stderr:write(("%s %s %s"):format(there.decoder, there.transport, there.json))]]
    file:close()
    local _, _, said = shell.run(shell.with({ LUA_PATH = shell.lua_path,
      LUA_CPATH = cpath }, "pandoc --lua-filter " .. path .. " -t plain </dev/null"))
    return (said:gsub("%s+$", ""))
  end

  local function what_is_lacking()
    if not shell.has("pandoc", "python3") then return "no pandoc or no python3" end
    if not shell.run(("make -s all LUA=lua5.3 BUILD=%s"):format(BUILD)) then
      return "no build for lua5.3"
    end
    local with, without = capabilities(WITH_C), capabilities(WITHOUT_C)
    if with == "c libcurl lua-cjson" and without == "lua nil dkjson" then return nil end
    return ("pandoc's Lua has %s, %s"):format(with, without)
  end

  setup(function()
    folder = shell.temporary_folder()
    lacking = what_is_lacking()
    if lacking then return end
    portal = standin.start { idle = 300 }
    shell.write(folder .. "/figures.csv", (assert(socket_http.request(portal.base_url .. EXPORT))))
    panel = assert(urssaf.fetch(portal:options()))
  end)

  teardown(function()
    if portal then portal:stop() end
    shell.remove(folder)
  end)

  before_each(function() shell.run(("cd %s && rm -rf kept out.* media"):format(folder)) end)

  local function case(name, work)
    it(name, function()
      if lacking then return pending(lacking) end
      work()
    end)
  end

  local function write(name, text)
    return shell.write(folder .. "/" .. name, text)
  end

  -- Runs pandoc in the folder; returns what it prints.
  local function run(document, arguments, more)
    local all = lua.merged({ LUA_PATH = shell.lua_path, LUA_CPATH = WITH_C,
      URSSAF_BASE_URL = portal.base_url, URSSAF_CACHE_DIR = folder .. "/kept",
      LC_ALL = "C.UTF-8" }, more)
    return shell.run(("cd %s && %s"):format(folder, shell.with(all,
      ("timeout 120 pandoc --lua-filter %s %s %s"):format(shell.quote(EXAMPLE .. "/figures.lua"),
        shell.quote(document), arguments))))
  end

  local function written(document, arguments, more)
    local ok, _, said = run(document, arguments .. " -o out.it", more)
    assert.is_true(ok, said)
    assert.are.equal("", said)
    return shell.read(folder .. "/out.it")
  end

  -- The figures of a document, and its charts.
  local function figures(document, arguments, more)
    local text = written(document, "--extract-media=media -t json -M urssaf-data=figures.csv "
      .. (arguments or ""), more)
    local list = figures_of(cjson.decode(text))
    for _, figure in ipairs(list) do figure.drawn = run_python(LOOK, folder .. "/" ..
      figure.picture) end
    return list
  end

  local function block(attributes, caption)
    return ("```{.urssaf %s}\n%s\n```\n\n"):format(attributes, caption or "Caption")
  end

  local function one(attributes, arguments, caption)
    return figures(write("one.md", block(attributes, caption)), arguments)[1]
  end

  local function series(departement, measure)
    return assert(panel:get { departement = departement, measure = measure })
  end

  -- Sources name the day of access: if midnight passes, the work is done again.
  local function on_one_day(work)
    local day, results
    repeat
      day = os.date "!%Y-%m-%d"
      results = work()
    until os.date "!%Y-%m-%d" == day
    return results
  end

  -- A copy of the example beside the data, which are searched for beside the document.
  local function example()
    return write("example.md", shell.read(EXAMPLE .. "/example.md"))
  end

  -- ---------------------------------------------------------------- figures

  case("makes a table and a chart of each block, with the library's figures", function()
    local list = figures(example())
    assert.are.equal(2, #list)
    for i, wanted in ipairs {
      { "38", "economiquement_actifs", "2019-Q1", nil, "Comptes économiquement actifs en Isère",
        "Économiquement actifs" },
      { "2A", "radiations", "2022-Q1", "2023-Q4", "Comptes radiés en Corse-du-Sud", "Radiations" },
    } do
      local figure, whole = list[i], series(wanted[1], wanted[2])
      check_table(figure, whole, wanted[3], wanted[4], FRENCH)
      check_picture(figure.drawn, whole:slice(wanted[3], wanted[4]), FRENCH)
      assert.are.same({ "Trimestre", wanted[6], "Évolution sur un an (%)" }, figure.header)
      assert.are.same({ "AlignLeft", "AlignRight", "AlignRight" }, figure.aligned)
      for _, said in ipairs { figure.caption, figure.alt, figure.drawn.title } do
        assert.are.equal(wanted[5], said)
      end
      assert.are.equal(wanted[6], figure.drawn.texts[1].text)
    end
    assert.are.same({ "T2" .. SPACE .. "2020", "15" .. SPACE .. "289", MINUS .. "7,6" },
      list[1].rows[6])
  end)

  case("shows missing values as a dash, and as a gap", function()
    for _, wanted in ipairs {
      { "2A", "economiquement_actifs", "2015", "2018", missing = 1 },
      { "Guyane", "chiffres_d_affaires", "2010-Q2", "2012-Q3", missing = 3 },
      { "48", "radiations", "2013-Q2", "2013-Q4", missing = 1 }, -- points without a line
      { "15", "immatriculations", "2011-Q4", nil, missing = 1 },
    } do
      local attributes = ('departement="%s" measure="%s" from="%s"'):format(wanted[1], wanted[2],
        wanted[3]) .. (wanted[4] and (' to="%s"'):format(wanted[4]) or "")
      local figure, whole = one(attributes), series(wanted[1], wanted[2])
      check_table(figure, whole, wanted[3], wanted[4], ENGLISH)
      check_picture(figure.drawn, whole:slice(wanted[3], wanted[4]), ENGLISH)
      local missing = 0
      for _, row in ipairs(figure.rows) do
        assert.are_not.equal("0", row[2])
        if row[2] == MISSING then missing = missing + 1 end
      end
      assert.are.equal(wanted.missing, missing)
    end
  end)

  case("distinguishes zero from missing, and has no negative zero", function()
    local lines = { "annee;trimestre;code_departement;departement;immatriculations" }
    for i, value in ipairs { 0, 100000, 100000, 1234567, 7, 100003, 99997, "", 0, 100003, 49998 } do
      lines[i + 1] = ("%d;%d;38;Isère;%s"):format(2019 + math.floor((i - 1) / 4), (i - 1) % 4 + 1,
        tostring(value))
    end
    write("figures2.csv", table.concat(lines, "\n") .. "\n")
    local path = write("zero.md", block('departement="38" measure="immatriculations"'))
    local text = written(path, "-t json -M urssaf-data=figures2.csv -M lang=en")
    local cells = {}
    for i, row in ipairs(figures_of(cjson.decode(text))[1].rows) do
      cells[i] = row[2] .. " " .. row[3]
    end
    assert.are.same({ "0 –", "100,000 –", "100,000 –", "1,234,567 –", "7 –", "100,003 0.0",
      "99,997 0.0", "– –", "0 −100.0", "100,003 0.0", "49,998 −50.0" }, cells)
  end)

  case("shows months", function()
    local lines = { "annee;dernier_jour_du_mois;code_departement;departement;immatriculations" }
    for i = 1, 26 do
      local year, month = 2019 + math.floor((i - 1) / 12), (i - 1) % 12 + 1
      local day = os.date("%Y-%m-%d", os.time { year = year, month = month + 1, day = 0 })
      lines[i + 1] = ("%d;%s;38;Isère;%d"):format(year, day, 100 + i)
    end
    write("months.csv", table.concat(lines, "\n") .. "\n")
    local function figure_from(span, lang)
      local path = write("months.md", block('departement="38" measure="immatriculations"' .. span))
      return figures_of(cjson.decode(written(path, "--extract-media=media -t json"
        .. " -M urssaf-data=months.csv -M lang=" .. lang)))[1]
    end
    local figure = figure_from("", "fr")
    assert.are.equal("Mois", figure.header[1])
    assert.are.equal(26, #figure.rows)
    assert.are.same({ "janvier" .. SPACE .. "2019", "101", MISSING }, figure.rows[1])
    assert.are.same({ "février" .. SPACE .. "2021", "126", "+10,5" }, figure.rows[26]) -- of 114
    figure = figure_from(' from="2020-02" to="March 2020"', "en")
    assert.are.same({ { "February" .. SPACE .. "2020", "114", "+11.8" }, -- of 102
      { "March" .. SPACE .. "2020", "115", "+11.7" } }, figure.rows) -- of 103
    assert.are.equal("Month", figure.header[1])
    -- of seven months, three are named, and stand within the picture
    figure = figure_from(' from="2019-02" to="2019-08"', "fr")
    local named = {}
    for _, text in ipairs(run_python(LOOK, folder .. "/" .. figure.picture).texts) do
      if text.y > 250 then named[#named + 1] = text.text .. " " .. text.anchor end
    end
    assert.are.same({ "février" .. SPACE .. "2019 start", "mai" .. SPACE .. "2019 middle",
      "août" .. SPACE .. "2019 end" }, named)
  end)

  case("writes French or English, by the document's language", function()
    local attributes = 'departement="75" measure="chiffres_d_affaires" from="2020" to="2020"'
    for tag, french in pairs { ["fr"] = true, ["fr-FR"] = true, ["en-GB"] = false, ["de"] = false,
      ["fry"] = false, [""] = false } do
      local figure = one(attributes, tag ~= "" and "-M lang=" .. tag)
      check_table(figure, series("75", "chiffres_d_affaires"), "2020", "2020",
        french and FRENCH or ENGLISH)
      check_picture(figure.drawn, series("75", "chiffres_d_affaires"):slice("2020", "2020"),
        french and FRENCH or ENGLISH)
      assert.are.same(french and { "Trimestre", "Chiffre d'affaires (€)",
        "Évolution sur un an (%)" } or { "Quarter", "Turnover (€)", "Growth over a year (%)" },
        figure.header)
      assert.matches(french and "^Source : Urssaf : .*, fichier lu le " or
        "^Source: Urssaf: .*, file read on ", figure.source)
      assert.are.same({ french and "L'évolution est en euros courants, hausse des prix comprise."
        or "This growth is nominal: in current euros, price changes included." },
        figure.notes)
    end
  end)

  case("makes the block's text the caption, with any characters", function()
    local caption = one('departement="38" measure="radiations" #here', "",
      [[R&D *\< 10* "d'ici" ]] .. "]]> 'é' \\--")
    assert.are.equal("here", caption.id)
    for _, said in ipairs { caption.caption, caption.alt } do
      assert.are.equal("R&D < 10 d’ici ]]> é --", said) -- what is quoted is a node of its own
    end
    assert.are.equal("R&D < 10 “d’ici” ]]> ‘é’ --", caption.drawn.title)
    local without = one('departement="isère" measure="radiations"', "-M lang=fr", "")
    assert.are.equal("Radiations, Isère", without.caption)
  end)

  case("takes nothing in a name of the data for markup", function()
    write("own.txt", "the author's own file")
    local name = "<script>alert(1)</script> [x](javascript:alert(2)) ![y](own.txt)"
      .. " <iframe src='own.txt'></iframe> $x$ **b** `{=html}`"
    write("hostile.csv", "annee;trimestre;code_departement;departement;<b>x</b>\n2020;1;38;"
      .. name .. ";5\n2020;2;38;" .. name .. ";6\n")
    local path = write("hostile.md", block('departement="38" measure="b_x_b"', ""))
    local page = written(path, "-t html --self-contained -M title=x -M urssaf-data=hostile.csv")
    for _, markup in ipairs { "<script", "<iframe", "<embed", "<a ", "<strong>b",
      "the%20author" } do
      assert.is_nil(page:find(markup, 1, true), markup)
    end
    local text = written(path, "-t json -M urssaf-data=hostile.csv")
    local figure = figures_of(cjson.decode(text))[1]
    for _, said in ipairs { figure.caption, figure.alt } do
      assert.are.equal("b_x_b, " .. name, said)
    end
  end)

  case("notes the breaks within the figures that are shown, and no others", function()
    local attributes = 'departement="38" measure="administrativement_actifs" from="%s" to="%s"'
    local function notes(from, to, arguments)
      return one(attributes:format(from, to), arguments).notes
    end
    assert.are.same({}, notes("2016", "2018"))
    assert.are.same({ "Q4" .. SPACE .. "2019: the office strike-offs of 31 December 2019 were put"
      .. " off by a year (Urssaf)." }, notes("2019", "2020"))
    assert.are.same({ "T4" .. SPACE .. "2019 : les radiations d'office au 31 décembre 2019 sont"
      .. " reportées d'un an (Urssaf)." }, notes("2020-Q4", "2021", "-M lang=fr"))
    assert.are.equal(2, #notes("2023-Q4", "2023-Q4"))
    assert.are.same({}, one('departement="38" measure="immatriculations"').notes)
  end)

  case("says that the file may be cut", function()
    write("figures3.csv", (shell.read(folder .. "/figures.csv"):gsub("%s+$", "")))
    local path = write("cut.md", block('departement="38" measure="immatriculations" from="2025"'))
    local text = written(path, "-t plain --wrap=none -M urssaf-data=figures3.csv -M lang=fr")
    assert.matches("il a pu être coupé.", text, 1, true)
  end)

  -- ---------------------------------------------------------------- formats

  case("the charts are in HTML, docx, odt and epub", function()
    local list = figures(example())
    local pictures = {}
    for i, figure in ipairs(list) do
      pictures[i] = shell.read(folder .. "/" .. figure.picture):gsub("%s+$", "")
    end
    table.sort(pictures)
    local page = written("example.md", "-t html --self-contained -M urssaf-data=figures.csv")
    assert.are.equal(2, select(2, page:gsub('<img src="data:image/svg%+xml;base64,', "")))
    assert.matches('<td style="text-align: right;">15' .. SPACE .. "289</td>", page, 1, true)
    for _, format in ipairs { "docx", "odt", "epub" } do
      -- without rsvg-convert pandoc prints a warning
      local ok, _, said = run("example.md", "-M urssaf-data=figures.csv -o out." .. format)
      assert.is_true(ok, said)
      local archive = run_python(UNPACK, folder .. "/out." .. format)
      for i, picture in ipairs(archive.pictures) do
        archive.pictures[i] = picture:gsub("%s+$", "")
      end
      table.sort(archive.pictures)
      assert.are.same(pictures, archive.pictures)
      for _, words in ipairs { "Comptes radiés en Corse-du-Sud", "15" .. SPACE .. "289",
        MINUS .. "7,6", "Évolution sur un an" } do
        assert.matches(words, archive.text, 1, true)
      end
    end
  end)

  case("the table in its README is the one it makes", function()
    local text = written(example(), "-t plain -M urssaf-data=figures.csv")
    local shown = 0
    for line in shell.read(EXAMPLE .. "/README.md"):gmatch "\n(  T%d[^\n]*)" do
      shown = shown + 1
      assert.matches("\n" .. line:gsub("(%d) (%d%d%d) ", "%1" .. SPACE .. "%2 ", 1) .. "\n",
        "\n" .. text:gsub("(T%d)" .. SPACE, "%1 ") .. "\n", 1, true)
    end
    assert.is_true(shown >= 4)
  end)

  -- ---------------------------------------------------------------- where the data come from

  case("makes the same document with and without C, from the same file", function()
    example()
    for _, format in ipairs { "-t json", "-t plain", "-t html --self-contained" } do
      local both = on_one_day(function()
        local arguments = format .. " -M urssaf-data=figures.csv"
        return { written("example.md", arguments), written("example.md", arguments,
          { LUA_CPATH = WITHOUT_C }) }
      end)
      assert.is_true(#both[1] > 1000)
      assert.are.equal(both[1], both[2])
    end
    assert.are.equal(0, #portal:requests(portal:with {}))
  end)

  case("finds the file beside the document, or by its path", function()
    example()
    assert.is_true(shell.run(("cd %s && mkdir -p beside && cp example.md beside"
      .. " && cp figures.csv beside/own.csv"):format(folder)))
    for document, data in pairs { ["beside/example.md"] = "own.csv",
      ["./example.md"] = "beside/own.csv", ["example.md"] = folder .. "/figures.csv" } do
      assert.matches("29" .. SPACE .. "834", written(document, "-t plain -M urssaf-data=" .. data),
        1, true)
    end
  end)

  case("fetches once for all blocks, with libcurl or by pandoc, with the same result", function()
    example()
    local base_url = portal:with {}
    local function asked(more)
      local before = #portal:requests(base_url)
      more.URSSAF_BASE_URL = base_url
      return written("example.md", "-t json", more), #portal:requests(base_url) - before
    end
    local results = on_one_day(function()
      shell.run(("rm -rf %s/kept"):format(folder))
      local with, count = asked {}
      local again, count_again = asked {} -- what is kept answers
      local without, count_without = asked { LUA_CPATH = WITHOUT_C }
      return { with, again, without, count, count_again, count_without }
    end)
    assert.are.same({ 3, 0, 3 }, { results[4], results[5], results[6] })
    assert.are.equal(results[1], results[2])
    assert.are.equal(results[1], results[3])
    local list = figures_of(cjson.decode(results[1]))
    check_table(list[1], series("38", "economiquement_actifs"), "2019", nil, FRENCH)
    for _, words in ipairs { "données synthétiques", "publication du 16 juillet 2026",
      "licence Open Database License (ODbL)", base_url, "consulté le " } do
      assert.matches(words, list[2].source, 1, true)
    end
  end)

  case("does not fetch for a document without blocks", function()
    local base_url = portal:with {}
    local path = write("none.md", "```{.lua measure=radiations}\nprint(1)\n```\n")
    local text = written(path, "-t html", { URSSAF_BASE_URL = base_url })
    assert.matches('<code class="sourceCode lua">', text, 1, true)
    assert.are.equal(0, #portal:requests(base_url))
  end)

  case("tells the author, once, that nothing is kept", function()
    example()
    local ok, _, said = run("example.md", "-t plain -o out.it",
      { URSSAF_CACHE_DIR = "/dev/null/x" })
    assert.is_true(ok, said)
    assert.matches("^urssaf: note: this publication is not kept: [^\n]+\n$", said)
    assert.is_nil(shell.read(folder .. "/out.it"):find("kept", 1, true))
  end)

  -- ---------------------------------------------------------------- what goes wrong

  -- Asserts that pandoc fails with one line with this text, and does not change the document.
  local function check_line(expected, document, arguments, more)
    write("out.it", "before")
    local ok, code, said = run(document, arguments .. " -t plain -o out.it", more)
    assert.is_false(ok, said)
    assert.matches("^[^\n]+\n$", said)
    assert.matches(expected, said, 1, true)
    assert.are.equal("before", shell.read(folder .. "/out.it"))
    return code, said
  end

  local function check_refusal(expected, document, arguments, more)
    local code, said = check_line(expected, document, arguments, more)
    assert.are.equal(FAILED, code)
    assert.matches("^urssaf: ", said)
  end

  case("a wrong block is named in one line, with what is wrong", function()
    for attributes, expected in pairs {
      ['departement="Isèr" measure="radiations"'] =
        '{.urssaf departement="Isèr" measure="radiations"}: no département is'
        .. " 'Isèr' (did you mean 'Isère'?)\n",
      ['departement="38" measure="radiation"'] = "unknown measure 'radiation' (did you mean"
        .. " 'radiations'?)\n",
      ['departement="38" mesure="radiations"'] = "unknown attribute 'mesure': there are"
        .. " departement, measure, from, to\n",
      ['departement="38"'] = ": say which measure\n",
      ['measure="radiations"'] = ": say which departement\n",
      ['departement="Bretagne" measure="radiations"'] = "(Bretagne is a region)",
      ['departement="976" measure="radiations"'] = "none: no series of this panel matches",
      ['departement="38" measure="solde"'] = "none: no series of this panel matches",
      ['departement="38" measure="radiations" from="2021-Q5"'] = "'2021-Q5' is not one quarter",
      ['departement="38" measure="radiations" from="2022" to="2020"'] = "from is after to: 2022,",
      ['departement="38" measure="radiations" from="2032"'] = "no figures in this span: the first"
        .. " is of 2009-Q1, the last of 2025-Q4\n",
      ['departement="Guyane" measure="chiffres_d_affaires" to="2010"'] = "no figures in this span:"
        .. " the first is of 2011-Q1,",
    } do
      local path = write("wrong.md", block 'departement="38" measure="radiations"'
        .. block(attributes))
      check_refusal(expected, path, "-M urssaf-data=figures.csv")
    end
  end)

  case("an attribute that is given twice is refused", function()
    local path = write("twice.md",
      block 'departement="38" measure="radiations" measure="immatriculations"')
    local _, code, said = run(path, "-t plain -M urssaf-data=figures.csv -o out.it")
    assert.are.equal(FAILED, code)
    assert.matches("measure is said twice\n", said, 1, true) -- after pandoc's own warning
  end)

  case("a file that cannot be read is named in one line", function()
    write("empty.csv", "annee;trimestre;departement;radiations\n")
    write("page.csv", "<!DOCTYPE html>\n<p>\n")
    for name, expected in pairs { ["none.csv"] = "/none.csv': No such file",
      ["empty.csv"] = "has a header and no row", ["page.csv"] = "save the CSV export" } do
      for _, cpath in ipairs { WITH_C, WITHOUT_C } do
        check_refusal(expected, example(), "-M urssaf-data=" .. name, { LUA_CPATH = cpath })
      end
    end
  end)

  case("an incomplete fetch fails with one line, by pandoc too", function()
    example()
    for expected, faults in pairs {
      ["content: json was asked for; the answer is text/html"] = { on = "any", html = true },
      ["portal: NotFoundResource: no such dataset"] = { on = "any", status = 404,
        body = '{"error_code": "NotFoundResource", "message": "no such dataset"}' },
      ["answer is text/html and begins: <"] = { on = "any", status = 404 },
      ["quota: the portal's quota"] = { on = "any", status = 429 },
      ["incomplete: "] = { on = "export", cut_rows = 6000 },
      ["the portal counts 6868"] = { on = "export", cut = 100000 },
      ["Streaming interrupted"] = { on = "export",
        inject = { after_rows = 50, text = "Streaming interrupted due to an error" } },
      ["network: "] = { on = "export", reset = 0 },
    } do
      check_refusal(expected, "example.md", "",
        { URSSAF_BASE_URL = portal:with { faults }, LUA_CPATH = WITHOUT_C })
    end
    -- if the connection breaks within a body, pandoc itself fails
    assert.are.equal(1, (check_line("Connection reset by peer", "example.md", "",
      { URSSAF_BASE_URL = portal:with { { on = "export", reset = 1000 } },
        LUA_CPATH = WITHOUT_C })))
    for _, status in ipairs { 404, 429 } do
      check_refusal(status == 404 and "http: " or "quota: ", "example.md", "",
        { URSSAF_BASE_URL = portal:with { { on = "any", status = status } } })
    end
    check_refusal("urssaf: network: ConnectionFailure ", "example.md", "",
      { URSSAF_BASE_URL = "http://127.0.0.1:1", LUA_CPATH = WITHOUT_C })
  end)

  case("a key that pandoc cannot send is refused, without a request", function()
    example()
    local base_url = portal:with {}
    local more = { URSSAF_BASE_URL = base_url, URSSAF_API_KEY = standin.API_KEY,
      LUA_CPATH = WITHOUT_C }
    check_refusal("network: pandoc sends no API key", "example.md", "", more)
    assert.are.equal(0, #portal:requests(base_url))
    more.LUA_CPATH = WITH_C
    written("example.md", "-t plain", more)
    assert.are.equal("Apikey " .. standin.API_KEY,
      portal:requests(base_url)[1].headers.authorization)
  end)
end)
