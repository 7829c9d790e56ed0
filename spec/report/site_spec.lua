-- A site of reports: which pages it has, how large they are, and where their links lead.
local geo = require "urssaf.domain.geo"
local assert_misuse = require "spec.support.assert_misuse"
local neighbours = require "urssaf.domain.neighbours"
local report_html = require "spec.support.report_html"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

-- The texts of the files by name.
local function by_name(files)
  local texts = {}
  for _, file in ipairs(files) do texts[file.name] = file.text end
  return texts
end

local files = assert(urssaf.site(urssaf.sample(), { lang = "fr" }))
local texts = by_name(files)

local function has_link(from, to)
  return texts[from]:find(('href="%s"'):format(to), 1, true) ~= nil
end

describe("a site", function()
  it("has a page for France, each region and each département, an index and a style", function()
    -- all but Mayotte: 100 départements and 17 regions, France, the index, style.css, script.js
    assert.are.equal(100 + 17 + 4, #files)
    assert.are.equal("index.html", files[#files].name)
    for _, name in ipairs { "38.html", "2A.html", "971.html", "region-84.html", "region-01.html",
      "france.html", "style.css", "script.js" } do
      assert.is_string(texts[name], name)
    end
    assert.is_nil(texts["976.html"])
  end)

  it("has no page of 120 KB", function()
    for name, text in pairs(texts) do
      assert.is_true(#text < 120 * 1024, ("%s: %d bytes"):format(name, #text))
    end
  end)

  -- A chart over time without names of periods has those of the one before it in the page.
  it("names the periods of each chart once, before those that have the same", function()
    local page = texts["region-84.html"]:gsub("\194\160", " ")
    local long, since = page:find('data-periods="T1 2009|', 1, true), page:find('id="s"', 1, true)
    assert.is_true(long < page:find('id="l2"', 1, true))
    assert.is_nil(page:find('data-periods="T1 2009|', long + 1, true))
    assert.is_true(since < page:find('data-periods="T1 2019|', 1, true))
    local script = texts["script.js"]
    assert.is_true(script:find("var periods = [];", 1, true)
      < script:find('all(document, "figure svg")', 1, true))
  end)

  it("has links to its own files only, each of which is there", function()
    for name, text in pairs(texts) do
      for address in text:gmatch '%s[hs]r[ec]f?="([^"]*)"' do
        local file = address:match "^[^#]*"
        local is_inner = file == "" or texts[file] ~= nil or address == "data:,"
        assert.is_true(is_inner or address:find "^https://" ~= nil, name .. ": " .. address)
      end
    end
  end)

  it("leads from a département to its region and neighbours, and from a region back", function()
    for _, case in ipairs { { "38.html", "region-84.html", "26.html", "73.html", "france.html" },
      { "region-84.html", "38.html", "01.html", "france.html", "index.html" },
      { "france.html", "region-84.html", "region-02.html", "index.html" },
      { "971.html", "region-01.html", "index.html" } } do
      for i = 2, #case do
        assert.is_true(has_link(case[1], case[i]), case[1] .. " to " .. case[i])
      end
    end
    assert.is_nil(texts["38.html"]:find('href="69A.html"', 1, true))
  end)

  it("has every page in its index, to be found without accents", function()
    local index = texts["index.html"]
    report_html.assert_well_formed(index)
    for name in pairs(texts) do
      if name:find "%.html$" and name ~= "index.html" then
        assert.is_true(has_link("index.html", name), name)
      end
    end
    assert.matches('data-words="herault 34 occitanie"', index, 1, true)
  end)

  it("is well-formed, and asks a browser for its own style and script only", function()
    for _, name in ipairs { "38.html", "region-84.html", "france.html" } do
      report_html.assert_well_formed(texts[name])
      assert.matches("script-src &#39;self&#39;;", texts[name], 1, true)
      assert.is_nil(texts[name]:find "<style")
    end
  end)

  it("is of the places that the panel has", function()
    local some = by_name(assert(urssaf.site(urssaf.sample():filter { departement = "38" })))
    assert.is_string(some["38.html"])
    assert.is_nil(some["region-84.html"])
    assert.is_nil(some["france.html"])
    assert.is_nil(some["38.html"]:find("france.html", 1, true))
    local none, err = urssaf.site(small_panel.panel(2024, { "radiations" }, {
      { { code_departement = "38" }, radiations = { 1 } } }):filter { departement = "69" })
    assert.is_nil(none)
    assert.are.equal("none", err.kind)
  end)

  it("of regions alone has squares of regions to choose from", function()
    local panel = small_panel.panel(2024, { "masse_salariale_brute" }, {
      { { code_region = "84", region = "Auvergne-Rhône-Alpes" },
        masse_salariale_brute = { 1, 2, 3, 4 } },
      { { code_region = "53", region = "Bretagne" }, masse_salariale_brute = { 5, 6, 7, 8 } } },
      { dataset = "masse-salariale-et-assiette-chomage-partiel-mensuelles-secteur-prive"
        .. "-par-region" })
    for lang, words in pairs {
      fr = { "Choisir une région", "Un carré par région", "Masse salariale : toutes les régions" },
      en = { "Choose a region", "A square for each region", "Wage bill: all regions" },
    } do
      local index = by_name(assert(urssaf.site(panel, { lang = lang })))["index.html"]
      local squares = index:match '<svg[^>]*class="tiles".-</svg>'
      assert.are.equal(2, select(2, squares:gsub("<a ", "")))
      assert.is_truthy(squares:find('href="region-84.html"', 1, true))
      assert.is_truthy(squares:find(">ARA<", 1, true) and squares:find(">BRE<", 1, true))
      for _, word in ipairs(words) do
        assert.is_truthy(index:gsub("\194\160", " "):find(word, 1, true), word)
      end
      assert.is_nil(index:find("département</h2>", 1, true))
    end
  end)

  it("refuses what is no panel, and unknown options", function()
    assert_misuse(function() urssaf.site(5) end, "a panel expected")
    assert_misuse(function() urssaf.site(urssaf.sample(), { language = "fr" }) end, "language")
  end)
end)

describe("neighbours", function()
  it("are mutual, in order, and départements of metropolitan France", function()
    local count = 0
    for _, one in ipairs(geo.departements) do
      local last = ""
      for _, code in ipairs(neighbours.of(one.code)) do
        count = count + 1
        assert.is_true(last < code, one.code)
        last = code
        assert.are.equal("metropole", assert(geo.find(code, "departement")).area)
        assert.matches((" %s "):format(one.code),
          " " .. table.concat(neighbours.of(code), " ") .. " ", 1, true)
      end
      assert.is_true(one.area == "drom" or last ~= "", one.code)
    end
    assert.is_true(count > 400)
  end)

  it("are those of the map", function()
    for code, expected in pairs { ["38"] = "01 05 07 26 42 69 73", ["2A"] = "2B", ["971"] = "",
      ["75"] = "92 93 94", ["29"] = "22 56", ["13"] = "30 83 84" } do
      assert.are.equal(expected, table.concat(neighbours.of(code), " "))
    end
  end)
end)
