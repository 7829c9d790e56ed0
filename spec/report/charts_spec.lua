local report_html = require "spec.support.report_html"
local sample_figures = require "spec.support.oracle.sample_figures"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local grouped, growth, sum = sample_figures.grouped, sample_figures.growth_text, sample_figures.sum
local marks_of, text_of, title_of = report_html.marks_of, report_html.text_of, report_html.title_of

local panel, data = urssaf.sample(), sample_figures.data

local function html_of(place, options, of)
  return assert(urssaf.report(of or panel, place, options))
end

local ISERE = sample_figures.departement "38"

describe("the charts of a report", function()
  it("follow the reader's system, as the page does; files of charts are light", function()
    local chart = html_of("38"):match '<figure aria%-labelledby="l1%-heading">.-</figure>'
    assert.matches("prefers-color-scheme:dark", chart, 1, true)
    -- the heading of the page says whom the figures are about, and so no subtitle has to
    assert.is_nil(chart:find("Auto-entrepreneurs", 1, true))
    assert.matches("Auto-entrepreneurs: Isère", html_of "38", 1, true)
  end)

  local function index(now, base) return ("%.1f"):format(100 * now / base):gsub(",", ".") end

  it("show the place beside France, 100 in 2019", function()
    local html = html_of "38"
    local active, turnover = marks_of(html, "l3"), marks_of(html, "l4")
    assert.are.equal("Economically active: Isère and France, 100 in 2019", title_of(html, "l3"))
    for name, belongs in pairs { ["Isère"] = ISERE,
      ["France without Mayotte"] = function() return true end } do
      assert.are.equal((index(sum("economiquement_actifs", "2025-Q4", belongs),
        sum("economiquement_actifs", "2019-Q4", belongs, 4) / 4)), active[name .. ", Q4 2025"])
      -- sums over four quarters, beside those of the year 2019
      assert.are.equal((index(sum("chiffres_d_affaires", "2023-Q2", belongs, 4),
        sum("chiffres_d_affaires", "2019-Q4", belongs, 4))), turnover[name .. ", Q2 2023"])
    end
  end)

  it("take another base year if 2019 is not there, and none if no year is complete", function()
    local html = html_of("38", nil, panel:filter { from = "2020-Q2" })
    assert.are.equal("Economically active: Isère and France, 100 in 2021", title_of(html, "l3"))
    assert.are.equal((index(sum("economiquement_actifs", "2025-Q4", ISERE),
      sum("economiquement_actifs", "2021-Q4", ISERE, 4) / 4)),
      marks_of(html, "l3")["Isère, Q4 2025"])
    html = html_of("38", nil, panel:filter { from = "2025-Q2" })
    assert.is_nil(html:find("100 in", 1, true))
  end)

  it("outline the départements of the place", function()
    for place, count in pairs { ["38"] = 1, Bretagne = 4, France = 0 } do
      local marks, chart = marks_of(html_of(place), "m1")
      local _, outlines = chart:gsub('class="m1%-outline"', "")
      assert.are.equal(count, outlines, place)
      assert.are.equal(growth(sum("economiquement_actifs", "2025-Q4", ISERE),
        sum("economiquement_actifs", "2024-Q4", ISERE)), marks["Isère (38), Q4 2025"])
    end
  end)

  it("compare a département with those of its region", function()
    local html, places = html_of "38", {}
    for _, key in ipairs(data.units) do
      if key.code_region == "84" then
        local belongs = sample_figures.departement(key.code_departement)
        places[#places + 1] = { name = key.departement,
          mean = sum("chiffres_d_affaires", "2025-Q4", belongs, 4)
            / (sum("economiquement_actifs", "2025-Q4", belongs, 4) / 4) }
      end
    end
    table.sort(places, function(a, b) return a.mean > b.mean end)
    local marks = marks_of(html, "b2")
    assert.are.equal("Mean turnover, over 4 quarters, Q4 2025: départements of "
      .. "Auvergne-Rhône-Alpes", title_of(html, "b2"))
    assert.are.equal(12, #marks)
    for i, place in ipairs(places) do
      assert.matches("^" .. place.name:gsub("%-", "%%-") .. ".*, Q4 2025$", marks[i])
      assert.are.equal("€" .. grouped(place.mean, ","), marks[marks[i]])
    end
  end)

  it("compare a département that is a region by itself with the others overseas", function()
    local marks = marks_of(html_of "973", "b1")
    local found = {}
    for i, label in ipairs(marks) do found[i] = label:match "^[^,(]*%a" end
    table.sort(found)
    assert.are.same({ "Guadeloupe", "Guyane", "La Réunion", "Martinique" }, found)
  end)

  it("are small multiples of the départements of a region, of the regions of France", function()
    for place, count in pairs { Bretagne = 4, France = 17 } do
      local marks, names = marks_of(html_of(place), "s"), {}
      local distinct = 0
      for _, label in ipairs(marks) do
        local name = label:match "^(.*), Q%d %d+$"
        if not names[name] then names[name], distinct = true, distinct + 1 end
      end
      assert.are.equal(count, distinct, place)
      assert.are.equal("Q1 2019", marks[1]:match "Q.*$")
    end
    assert.is_nil((html_of "38"):find('id="s"', 1, true))
  end)

  it("set as many small multiples side by side as there is room for: each is a chart", function()
    local html = html_of "Bretagne"
    local _, group = marks_of(html, "s")
    local names = {}
    for name, width in group:gmatch '<svg aria%-label="(.-):[^"]*" role="img" viewBox="0 0 (%d+)' do
      names[#names + 1] = name
      assert.are.equal("158", width) -- two, and 12 pixels between them, in the 328 of a phone
    end
    assert.are.same({ "Côtes-d&#39;Armor", "Finistère", "Ille-et-Vilaine", "Morbihan" }, names)
    assert.are.equal(1, select(2, group:gsub("<style>", "")))
    assert.is_nil(html:find("sideways", 1, true))
  end)

  it("have raw figures and the same seasonally adjusted in one, period by period", function()
    local both = small_panel.panel(2022,
      { "nombre_de_procedures_brut", "nombre_de_procedures_cvs" },
      { { { code_region = "53", region = "Bretagne" },
        nombre_de_procedures_brut = { 10, 20, 10, 20, 11 },
        nombre_de_procedures_cvs = { 15, 15, 15, 16, 16 } } },
      { dataset = "procedures-collectives-par-region" })
    for lang, title in pairs {
      en = "Insolvency proceedings: raw and seasonally adjusted",
      fr = "Procédures collectives : données brutes et corrigées des variations saisonnières",
    } do
      local html = html_of("Bretagne", { lang = lang }, both)
      assert.are.equal(title, report_html.title_of(html, "l1"))
      assert.is_nil(html:find('id="l2"', 1, true))
      local marks = marks_of(html, "l1")
      assert.are.equal(2 * 5, #marks)
    end
    local marks = marks_of(html_of("Bretagne", nil, both), "l1")
    assert.are.equal("20", marks["Insolvency proceedings (raw), Q4 2022"])
    assert.are.equal("16", marks["Insolvency proceedings (adjusted), Q4 2022"])
    -- one of them alone is shown as any other
    local raw = html_of("Bretagne", nil, both:filter { measure = "nombre_de_procedures_brut" })
    assert.are.equal("Insolvency proceedings (raw), over 4 quarters",
      report_html.title_of(raw, "l1"))
  end)

  it("number breaks as the list of breaks does", function()
    local html = html_of "38"
    local figure = html:match '<figure aria%-labelledby="l1%-heading">.-</figure>'
    assert.matches('<figcaption><p><a href="#breaks">Numbers mark breaks', figure, 1, true)
    assert.is_nil(figure:find("Pinel", 1, true))
    local first = text_of(html:match '<h3 id="breaks">.-<ol><li>(.-)</li>')
    assert.matches("^Q2 2014: the Pinel law", first)
    assert.matches("Concerns: Strike-offs, Registered accounts, Net registrations", first, 1, true)
  end)

  it("are left out that need all of France, if the panel is a part of it", function()
    local html = html_of("Bretagne", nil, panel:filter { region = "Bretagne" })
    assert.is_nil(html:find('id="m1"', 1, true))
    assert.is_nil(html:find("and France", 1, true))
    assert.is_nil(report_html.tile(html, "economiquement_actifs").rank)
    assert.is_truthy(html:find('id="s"', 1, true))
  end)
end)

describe("the table of a report", function()
  local function headings(html)
    local section, list = html:match '<section id="data".-</section>', {}
    for heading in (section or html):gmatch '<th [^>]*scope="row"[^>]*>(.-)</th>' do
      local text = heading:gsub("<[^>]+>", ""):gsub("\194\160", " ")
      list[#list + 1] = text
    end
    return list, html
  end

  it("marks breaks by the numbers of charts and of the list, and provisional periods", function()
    local part = panel:filter { from = "2019-Q3", to = "2020-Q1" }
    for _, s in ipairs(part.series) do
      if s.key.code_departement == "38" then s.provisional = { [3] = true } end
    end
    local html = html_of("38", nil, part)
    assert.are.same({ "Q1 2020 (p)", "Q4 2019 (1)", "Q3 2019" }, (headings(html)))
    assert.matches('<a href="#breaks">(1)</a>', html, 1, true)
    assert.matches('<abbr title="provisoire">(p)</abbr>', html_of("38", { lang = "fr" }, part), 1,
      true)
  end)
end)
