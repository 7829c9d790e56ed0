-- examples/hosts/lualatex in a real LuaLaTeX: what stands in the PDF, and what it looks like.
local sample = require "spec.support.standin.sample"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local EXAMPLE = shell.root .. "examples/hosts/lualatex"

local DOCUMENT = [[
\documentclass{article}
\usepackage[%s]{babel}
\usepackage{urssaf}
\begin{document}
%s
\end{document}
]]

local function has_all()
  return shell.has("lualatex", "pdftotext", "pdftoppm", "kpsewhich")
    and (shell.run "kpsewhich pgfplots.sty && kpsewhich french.ldf && kpsewhich booktabs.sty")
end

local data = sample.auto_entrepreneurs()

-- A figure of the sample, as it was generated.
local function sample_value(code, measure, period)
  for u, unit in ipairs(data.units) do
    for p, name in ipairs(data.periods) do
      if unit.code_departement == code and name == period then return data:value(u, measure, p) end
    end
  end
end

-- Digits in groups of three.
local function grouped(value, separator)
  local text = ("%d"):format(value):reverse():gsub("%d%d%d", "%0" .. separator:reverse()):reverse()
  return (text:gsub("^" .. separator, ""))
end

describe("examples/hosts/lualatex #host", function()
  local is_here = has_all()
  local folder

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  local function case(name, work)
    it(name, function()
      if not is_here then return pending "no LuaLaTeX: make deps-latex" end
      work()
    end)
  end

  local function write_sample(panel)
    shell.write(folder .. "/figures.csv", (panel or urssaf.sample()):to_csv())
  end

  -- Typesets a document in the folder; returns whether TeX had nothing to complain about, and what
  -- it said.
  local function typeset(document, options)
    shell.write(folder .. "/document.tex", document)
    local ok, _, output = shell.run(shell.with({ TEXINPUTS = ".:" .. EXAMPLE .. ":",
      LUA_PATH = shell.lua_path, CLUAINPUTS = ".:" .. shell.root .. "build/lua5.3:",
      max_print_line = 1000 },
      ("sh -c 'cd %s && timeout 120 lualatex %s -interaction=nonstopmode document.tex'")
      :format(folder, options or "")))
    return ok, output
  end

  local function text_of_pdf()
    local _, _, text = shell.run(("pdftotext -layout %s/document.pdf - 2>/dev/null"):format(folder))
    return (text:gsub("\194\160", " "):gsub("\226\128\175", " ")) -- no-break spaces
  end

  local function typeset_text(language, body, options)
    local ok, output = typeset(DOCUMENT:format(language, body), options)
    assert(ok, output)
    return text_of_pdf()
  end

  -- A text in which spaces of the layout do not count: TeX's thin space is one, too.
  local function squeezed(text) return (text:gsub("%s+", "")) end

  case("the example has the sample's figures", function()
    write_sample()
    local ok, output = typeset(shell.read(EXAMPLE .. "/example.tex"))
    assert(ok, output)
    local text = squeezed(text_of_pdf())
    local active = sample_value("38", "economiquement_actifs", "2025-Q4")
    local before = sample_value("38", "economiquement_actifs", "2024-Q4")
    assert.matches(("AuT42025,%dcomptes"):format(active), text, 1, true)
    assert.matches(("soit+%s%%"):format(("%.1f"):format((active / before - 1) * 100):gsub("%.",
      ",")), text, 1, true)
    for _, period in ipairs { "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4" } do
      assert.matches(("T%s%s%d%d€"):format(period:sub(7), period:sub(1, 4),
        sample_value("38", "immatriculations", period),
        sample_value("38", "chiffres_d_affaires", period)), text, 1, true)
    end
    assert.is_nil(text:find("T22024", 1, true))
    for _, words in ipairs { "Donnéessynthétiques,sansvaleurstatistique.", "FrancehorsMayotte",
      "Comptes", "25000" } do
      assert.matches(words:lower(), text:lower(), 1, true)
    end
    assert.is_nil(output:find("Missing character", 1, true), output)
  end)

  -- The line's pixels: for every column of the picture the row of the first one.
  local function line_of_chart()
    assert(shell.run(("pdftoppm -r 50 %s/document.pdf %s/page"):format(folder, folder)))
    local ppm = shell.read(shell.run_line("ls " .. folder .. "/page*.ppm"))
    local width, height, from = ppm:match "^P6%s+(%d+)%s+(%d+)%s+255%s()"
    local rows = {}
    for x = 0, width - 1 do
      for y = 0, height - 1 do
        local red, _, blue = ppm:byte(from + (y * width + x) * 3, from + (y * width + x) * 3 + 2)
        if blue - red > 60 and not rows[x] then rows[x] = y end
      end
    end
    return rows, tonumber(width)
  end

  case("a chart has a line that goes where the figures go", function()
    local values = {}
    for year = 2010, 2019 do
      for quarter = 1, 4 do
        values[("%d-Q%d"):format(year, quarter)] = year < 2015 and 1000 or 3000
      end
    end
    write_sample(urssaf.panel { source = "a spec", series = { { key = { code_departement = "01" },
      measure = "radiations", nature = "flow", unit = "accounts", values = values } } })
    typeset_text("french", "\\urssafread{figures.csv}\\urssafchart{01}{radiations}")
    local rows, width = line_of_chart()
    local columns = {}
    for x = 0, width do if rows[x] then columns[#columns + 1] = x end end
    assert.is_true(#columns > width * 0.4, #columns)
    local first, last = rows[columns[5]], rows[columns[#columns - 4]]
    local middle = math.floor(#columns / 2)
    assert.are.equal(first, rows[columns[middle - 8]]) -- level, then a step, then level
    assert.are.equal(last, rows[columns[middle + 8]])
    assert.is_true(first - last > 40, ("%d, %d"):format(first, last))
  end)

  case("speaks the document's language", function()
    write_sample()
    local body = "\\urssafread{figures.csv}\\urssafperiod{Bretagne}{immatriculations}:"
      .. " \\urssaffigure[2025-Q4]{38}{chiffres_d_affaires}"
    local turnover = sample_value("38", "chiffres_d_affaires", "2025-Q4")
    assert.matches("Q4 2025: €" .. grouped(turnover, ","), typeset_text("english", body), 1, true)
    assert.matches(squeezed("T4 2025 : " .. turnover .. " €"),
      squeezed(typeset_text("french", body)), 1, true)
  end)

  case("has the notes on a period in any spelling", function()
    write_sample()
    local note = "office strike-offs of 31 December 2022"
    local body = "\\urssafread{figures.csv}\\urssafgrowth[%s]{38}{radiations}\\urssafnotes"
    assert.matches(squeezed(note), squeezed(typeset_text("english", body:format "4T2022")), 1, true)
    assert.is_nil(squeezed(typeset_text("english", body:format "T4 2020")):find(squeezed(note), 1,
      true))
  end)

  case("adds up regions and France", function()
    write_sample()
    local region, france = 0, 0
    for u, unit in ipairs(data.units) do
      local value = data:value(u, "immatriculations", #data.periods)
      france = france + value
      if unit.region == "Bretagne" then region = region + value end
    end
    local text = typeset_text("english", "\\urssafread{figures.csv}"
      .. "\\urssaffigure{Bretagne}{immatriculations}; \\urssaffigure{France}{immatriculations}")
    assert.matches(grouped(region, ",") .. "; " .. grouped(france, ","), text, 1, true)
  end)

  case("typesets texts of a file as texts", function()
    local nasty = [[\end{document} $x^2$ & 50 % #1 _a {b} ~ \input{/etc/passwd}]]
    write_sample(urssaf.panel { source = nasty, series = { { key = { code_departement = "01" },
      measure = "own", nature = "flow", unit = "accounts", label = nasty,
      values = { ["2025-Q4"] = 5 } } } })
    local text = typeset_text("english", "\\urssafread{figures.csv}\\urssaftable{01}{own} end")
    assert.is_nil(text:find("root:", 1, true))
    assert.matches("Q4 2025%s+5%s", text)
  end)

  case("tells TeX what is wrong, with the reason", function()
    local problems = {
      { "\\urssafread{nowhere.csv}", "cannot read 'nowhere.csv'" },
      { "\\urssaffigure{38}{radiations}", "no figures yet" },
      { "\\urssafsample\\urssaffigure{Isèr}{radiations}",
        "no département or region is 'Isèr' (did you mean 'Isère'?)" },
      { "\\urssaffigure{38}{radiation}", "unknown measure 'radiation'" },
      { "\\urssaffigure{976}{radiations}", "976 is not in these data" },
      { "\\urssaffigure{38}{taux_activite}", "taux_activite is not in these data" },
      { "\\urssaffigure[2025-Q9]{38}{radiations}", "2025-Q9" },
      { "\\urssaffigure[T1 2030]{38}{radiations}", "2030-Q1 is not in these data, which go from "
        .. data.periods[1] .. " to " .. data.periods[#data.periods] },
      { "\\urssaftable[many]{38}{radiations}", "not a number: many" },
    }
    local body, count = {}, 0
    for i, problem in ipairs(problems) do body[i] = problem[1] end
    local ok, output = typeset(DOCUMENT:format("english", table.concat(body, "\n\n")))
    assert.is_false(ok)
    for message in output:gmatch "\n! Package urssaf Error: ([^\n]*)" do
      count = count + 1
      assert.matches(problems[count][2], message, 1, true)
      assert.is_nil(message:find "^%l+: ") -- without the kind of the error
    end
    assert.are.equal(#problems, count, output)
    assert.is_nil(output:find("stack traceback", 1, true), output)
    assert.are.equal(#problems, select(2, text_of_pdf():gsub("%?%?", "")))
  end)

  case("says how to come to one of several series", function()
    local series = {}
    for i, sector in ipairs { "Commerce", "Transports" } do
      series[i] = { key = { code_departement = "01", secteur = sector }, measure = "own",
        nature = "flow", unit = "accounts", values = { ["2025-Q4"] = i } }
    end
    write_sample(urssaf.panel { source = "a spec", series = series })
    local ok, output = typeset(DOCUMENT:format("english",
      "\\urssafread{figures.csv}\\urssaffigure{01}{own}"))
    assert.is_false(ok)
    assert.matches("Package urssaf Error: these are 2 series (they differ in secteur): read a file"
      .. " that urssaf export --where wrote, of one of them", output, 1, true)
  end)

  case("has the same figures with the C modules, where TeX may load them", function()
    if not (shell.run "env -u MAKEFLAGS make -s all LUA=lua5.3 BUILD=build/lua5.3") then
      return pending "no build for lua5.3"
    end
    write_sample()
    local body = "\\urssafread{figures.csv}\\urssaffigure{38}{immatriculations},"
      .. " \\directlua{tex.print(require('urssaf').capabilities().decoder)}"
    local figure = grouped(sample_value("38", "immatriculations", "2025-Q4"), ",")
    assert.matches(figure .. ", lua", typeset_text("english", body), 1, true)
    assert.matches(figure .. ", c", typeset_text("english", body, "--shell-escape"), 1, true)
  end)
end)
