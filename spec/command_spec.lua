-- The command `urssaf` as people run it: a process of its own, its output as it stands.
local cjson = require "spec.support.codec"
local hygiene = require "spec.support.hygiene"
local sample = require "spec.support.sample"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

local data = sample.auto_entrepreneurs()

-- The command in the checkout, on the Lua that runs the specs; English unless a case says not.
local function command(arguments, before)
  return ("env -u COLUMNS -u LC_MESSAGES LC_ALL=C.UTF-8 %s %s %s bin/urssaf %s"):format(
    shell.checkout, before or "", shell.lua, arguments)
end

local function run(arguments, before)
  return shell.run(command(arguments, before))
end

-- What it prints if all goes well.
local function said(arguments, before)
  local ok, code, output = run(arguments, before)
  assert(ok, ("%s: %s: %s"):format(arguments, tostring(code), output))
  return output
end

local function spaced(text)
  return (text:gsub("\226\128\175", " "):gsub("\194\160", " "):gsub("\226\136\146", "-"))
end

-- A cell of the sample, found by its code.
local function cell(code, measure, period)
  local p
  for i, name in ipairs(data.periods) do p = name == period and i or p end
  for u, key in ipairs(data.units) do
    if key.code_departement == code then return data:value(u, measure, p) end
  end
end

local function total(measure, period, region)
  local sum = 0
  for p, name in ipairs(data.periods) do
    for u, key in ipairs(data.units) do
      if name == period and (not region or key.code_region == region) then
        sum = sum + data:value(u, measure, p)
      end
    end
  end
  return sum
end

local function grouped(number, separator)
  local text = ("%.0f"):format(number):reverse():gsub("(%d%d%d)", "%1 "):reverse()
  return (text:gsub("^ ", ""):gsub(" ", separator))
end

local function lines_of(text)
  local lines = {}
  for line in text:gmatch("([^\n]*)\n") do lines[#lines + 1] = line end
  return lines
end

local function csv(arguments)
  local rows = {}
  for i, line in ipairs(lines_of(said(arguments .. " --quiet"))) do
    rows[i] = {}
    for field in (line .. ","):gmatch("([^,]*),") do table.insert(rows[i], field) end
  end
  return rows
end

describe("urssaf.command", function()
  hygiene("urssaf.command", { "main" })
  hygiene("urssaf.command.text", { "length", "pad", "wrap", "hang" })
  hygiene("urssaf.command.marks", { "sparkline", "bar", "greatest" })
  hygiene("urssaf.command.grid", { "lines" })
  hygiene("urssaf.command.formats", { "remarks", "write", "table", "csv", "json", "md" })
end)

describe("urssaf show #long", function()
  it("prints a département's series, as people write numbers", function()
    local output = said "show 38 --sample --measure economiquement_actifs --from 2024-Q1"
    assert.matches("^Isère %(38%)\n", output)
    assert.matches("Q4 2025 +" .. grouped(cell("38", "economiquement_actifs", "2025-Q4"), ","),
      spaced(output))
    output = said "show 38 --sample -m economiquement_actifs --from 2024 --lang fr"
    assert.matches("T4 2025 +" .. grouped(cell("38", "economiquement_actifs", "2025-Q4"), " "),
      spaced(output))
  end)

  it("prints all of it, in plain numbers, for machines", function()
    local rows = csv "show Isère --sample -m radiations --format csv"
    assert.are.same({ "period", "radiations" }, rows[1])
    assert.are.equal(1 + #data.periods, #rows)
    for p, name in ipairs(data.periods) do
      assert.are.same({ name, ("%d"):format(cell("38", "radiations", name)) }, rows[p + 1])
    end
  end)

  it("leaves a missing value empty, a dash, or null", function()
    local arguments = "show 48 --sample -m radiations --from 2013-Q2 --to 2013-Q4 "
    assert.are.equal("", csv(arguments .. "--format csv")[3][2])
    assert.matches("Q3 2013 +–\n", spaced(said(arguments)))
    local read = cjson.decode(said(arguments .. "--format json"))
    assert.are.equal(cjson.null, read.rows[2].radiations)
  end)

  it("says a region as the sum of its départements, and France of all", function()
    local rows = csv "show region:84 France --sample -m immatriculations --format csv"
    assert.are.same({ "period", "region_84", "all" }, rows[1])
    assert.are.equal(("%d"):format(total("immatriculations", "2025-Q4", "84")), rows[#rows][2])
    assert.are.equal(("%d"):format(total("immatriculations", "2025-Q4")), rows[#rows][3])
  end)

  it("grows before it cuts, so that the first year has its growth", function()
    local rows = csv "show 75 --sample -m immatriculations --growth --from 2010 --format csv"
    local now, before = cell("75", "immatriculations", "2010-Q1"),
      cell("75", "immatriculations", "2009-Q1")
    assert.are.equal("2010-Q1", rows[2][1])
    assert(math.abs(tonumber(rows[2][2]) - (now / before - 1)) < 1e-12)
  end)

  it("writes growth in per cent with its sign, shares in points", function()
    local now, before = cell("75", "immatriculations", "2025-Q4"),
      cell("75", "immatriculations", "2024-Q4")
    local percent = math.floor(math.abs(now / before - 1) * 1000 + 0.5) / 10
    assert.matches((now > before and "+" or "-") .. ("%.1f"):format(percent):gsub(",", ".") .. "%",
      spaced(said "show 75 --sample -m immatriculations --growth --from 2025"), 1, true)
    assert.matches("[+-]%d,%d pt\n",
      spaced(said "show 75 --sample -m taux_activite --growth --from 2025 --lang fr"))
  end)

  it("shows people the last twelve periods, and says so", function()
    local output = said "show 38 --sample -m radiations"
    assert.matches("Q1 2023", spaced(output), 1, true)
    assert.is_nil(spaced(output):find("Q4 2022", 1, true))
    assert.matches("The last 12 of 68 periods; --from 2009 shows all.", output, 1, true)
  end)

  it("takes units by any key, and does not call them France", function()
    local output = said "show --where departement=Paris --sample -m radiations --from 2025"
    assert.matches("^Paris %(75%)\n", output)
    assert.is_nil(output:find("France", 1, true))
  end)

  it("says what has to be said, and that synthetic data are", function()
    local output = said "show France --sample -m radiations --rolling 4 --from 2020"
    assert.matches("Synthetic data, without any statistical value.", output, 1, true)
    assert.matches("France without Mayotte", output, 1, true)
    assert.matches("put off by a year", output, 1, true)
    assert.is_nil(output:find("Pinel", 1, true)) -- its effects are before 2020
  end)

  it("keeps warnings apart from CSV, and --quiet leaves them out", function()
    local arguments = "show 38 --sample -m radiations --format csv"
    assert.matches("^period,radiations\n", said(arguments .. " 2>/dev/null"))
    assert.matches("urssaf: Synthetic data", said(arguments .. " 2>&1 >/dev/null"), 1, true)
    assert.are.equal("", said(arguments .. " --quiet 2>&1 >/dev/null"))
  end)

  it("fits the terminal", function()
    for _, width in ipairs { 40, 60, 80, 200 } do
      for _, arguments in ipairs { "show 38 PACA --sample", "compare 38 PACA --sample",
        "top --sample", "info --sample", "check --sample", "info radiations", "annual --sample",
        "chart 38 --sample", "chart 38 75 --sample" } do
        local _, code, output = run(arguments, "COLUMNS=" .. width)
        assert.are.equal(arguments == "check --sample" and 3 or 0, code, arguments)
        for _, line in ipairs(lines_of(output)) do
          local _, columns = line:gsub("[^\128-\191]", "")
          assert(columns <= width, ("%s in %d: %s"):format(arguments, width, line))
        end
      end
    end
  end)
end)

describe("urssaf top #long", function()
  it("ranks by size, as a second count does", function()
    local rows = csv "top --sample -m administrativement_actifs -n 100 --format csv"
    assert.are.same({ "rank", "code", "place", "administrativement_actifs" }, rows[1])
    local before = math.huge
    for i = 2, #rows do
      local value = cell(rows[i][2], "administrativement_actifs", "2025-Q4")
      assert.are.equal(("%d"):format(value), rows[i][4])
      assert(value <= before)
      before = value
    end
    assert.are.equal(101, #rows)
  end)

  it("ranks regions by growth", function()
    local rows = csv("top --sample --by region -m radiations --growth --format csv -n 3"
      .. " --at 2024-Q1")
    local highest = math.huge
    for i = 2, 4 do
      local now, before = total("radiations", "2024-Q1", rows[i][2]),
        total("radiations", "2023-Q1", rows[i][2])
      assert(math.abs(tonumber(rows[i][4]) - (now / before - 1)) < 1e-12)
      assert(tonumber(rows[i][4]) <= highest)
      highest = tonumber(rows[i][4])
    end
    assert.are.equal(4, #rows)
  end)

  it("draws bars as long as the values", function()
    local output = said "top --sample -n 2 -m immatriculations"
    assert.matches("75 +Paris .-████████████████████████\n", output)
    local second = cell("13", "immatriculations", "2025-Q4") / cell("75", "immatriculations",
      "2025-Q4")
    local _, blocks = output:match("\n[^\n]*Bouches[^\n]*"):gsub("█", "")
    assert.are.equal(math.floor(math.floor(second * 24 * 8 + 0.5) / 8), blocks)
  end)

  it("names those that have no rank, for they have no value then", function()
    assert.matches("Without a value in Q2 2020, and so without a rank: Creuse (23).",
      spaced(said "top --sample -m chiffres_d_affaires --at 2020-Q2"), 1, true)
  end)
end)

describe("urssaf compare, annual, chart #long", function()
  it("compares over a year by default", function()
    local rows = csv "compare 38 France --sample -m radiations --format csv"
    assert.are.same({ "code", "place", "2024-Q4", "2025-Q4", "change", "growth" }, rows[1])
    local now, before = cell("38", "radiations", "2025-Q4"), cell("38", "radiations", "2024-Q4")
    assert.are.same({ "38", "Isère", tostring(before), tostring(now), tostring(now - before) },
      { rows[2][1], rows[2][2], rows[2][3], rows[2][4], rows[2][5] })
    assert.are.equal("France without Mayotte", rows[3][2])
  end)

  it("has the caveats of the growth that it prints", function()
    local output = said "compare 38 --sample -m radiations --from 2019-Q3 --to 2020-Q4"
    assert.matches("31 December 2019 were put off", output, 1, true)
    assert.matches("different quarters", output, 1, true)
    output = said "compare 38 --sample -m chiffres_d_affaires"
    assert.matches("nominal", output, 1, true)
    assert.is_nil(output:find("different quarters", 1, true))
  end)

  it("says who makes a sum missing", function()
    local arguments = "France -m chiffres_d_affaires --sample --from 2020 --to 2020"
    assert.matches("a value is missing: Creuse (23)", said("show " .. arguments), 1, true)
    assert.matches("a value is missing: Creuse (23)", said("annual " .. arguments), 1, true)
  end)

  it("writes each value of several measures in its own unit", function()
    local output = spaced(said "chart 38 --sample -m taux_activite -m radiations --lang fr")
    local share = cell("38", "economiquement_actifs", "2025-Q4")
      / cell("38", "administrativement_actifs", "2025-Q4")
    assert.matches(("%.1f"):format(share * 100):gsub("%.", ",") .. " %", output, 1, true)
    assert.matches("5 098", output, 1, true)
  end)

  it("sums the flows of a year and takes the stock at its end", function()
    local rows = csv("annual 38 --sample -m immatriculations -m administrativement_actifs"
      .. " --from 2024 --to 2024 --format csv")
    local sum = 0
    for q = 1, 4 do sum = sum + cell("38", "immatriculations", "2024-Q" .. q) end
    assert.are.same({ "2024", tostring(sum),
      tostring(cell("38", "administrativement_actifs", "2024-Q4")) }, rows[2])
  end)

  it("draws a bar for each period in the terminal", function()
    local output = said "chart 38 --sample --from 2025 -m administrativement_actifs"
    assert.are.equal(4, select(2, output:gsub("\nQ%d\194\1602025[^\n]*█", "")))
  end)
end)

describe("urssaf info, cite, check #long", function()
  it("says what measures mean, in both languages", function()
    assert.matches("struck off during the period", said "info radiations", 1, true)
    local output = said "info Radiations --lang fr"
    assert.matches("Comptes radiés au cours de la période", output, 1, true)
    assert.matches("la loi Pinel", output, 1, true)
  end)

  it("lists what there is and what can be computed", function()
    local rows = csv "info --sample --format csv"
    local seen = {}
    for i = 2, #rows do seen[rows[i][1]] = rows[i][3] end
    assert.are.same({ immatriculations = "flow", radiations = "flow", chiffres_d_affaires = "flow",
      economiquement_actifs = "count", administrativement_actifs = "stock", solde = "flow",
      taux_activite = "ratio", chiffre_d_affaires_moyen = "ratio" }, seen)
  end)

  it("cites", function()
    assert.matches("synthétiques", said "cite --sample --lang fr", 1, true)
    assert.matches("^@misc{", said "cite --sample --bibtex")
  end)

  it("checks, and its code says that something is unexplained", function()
    local ok, code, output = run "check --sample --lang fr"
    assert.is_false(ok)
    assert.are.equal(3, code)
    assert.matches("Lozère +Radiations +T3 2013", spaced(output))
    assert.matches("5 constats inexpliqués sur 10", output, 1, true)
    local found = cjson.decode(select(3, run "check --sample --format json"))
    assert.is_false(found.ok)
    assert.are.equal(10, #found.rows)
  end)
end)

describe("urssaf export #long", function()
  it("gives every cell, and reads back as the same panel", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    said(("export --sample -o %s/all.csv"):format(folder))
    local text = shell.read(folder .. "/all.csv")
    local _, count = text:gsub("\n", "")
    assert.are.equal(1 + #data.units * #data.periods * #data.measures, count)
    assert.matches(("\n2025-Q4,38,Isère,84,Auvergne-Rhône-Alpes,radiations,%d\n"):format(
      cell("38", "radiations", "2025-Q4")), text, 1, true)
  end)

  it("makes a table for French spreadsheets", function()
    local output = said("export --sample -m radiations --wide code_departement --preset fr"
      .. " --from 2025-Q4 --quiet")
    assert.matches("^\239\187\191period;01;02;", output)
    assert.matches("\r\n2025%-Q4;", output)
  end)

  it("is JSON by the file's ending", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    said(("export 38 --sample -m radiations -o %s/isere.json"):format(folder))
    local read = cjson.decode(shell.read(folder .. "/isere.json"))
    assert.are.equal("radiations", read.series[1].measure)
  end)
end)

describe("urssaf from the portal #long", function()
  local portal, folder

  setup(function()
    portal = standin.start {}
    folder = shell.temporary_folder()
  end)

  teardown(function()
    portal:stop()
    shell.remove(folder)
  end)

  local function with(base_url, cache)
    return ("URSSAF_BASE_URL='%s' URSSAF_CACHE_DIR=%s/%s"):format(base_url, folder,
      cache or "cache")
  end

  it("fetches, keeps, and then answers offline", function()
    local before = with(portal.base_url, "offline")
    local online = said("show 38 -m radiations --format csv", before)
    assert.matches("2025-Q4," .. cell("38", "radiations", "2025-Q4"), online, 1, true)
    local count = #portal:requests()
    assert.are.equal(online, said("show 38 -m radiations --format csv --offline", before))
    assert.are.equal(count, #portal:requests())
    assert.matches("2026%-07%-16 +6,868", said("vintages", before))
  end)

  it("finds datasets", function()
    local output = said("catalog auto-entrepreneurs --format csv", with(portal.base_url))
    assert.matches("^dataset,title,rows,published\n", output)
    local ok, code, problem = run("catalog unheard", with(portal.base_url))
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("none of %d+ datasets", problem)
  end)

  it("compares publications", function()
    -- the first three requests are answered with an older one
    local before = with(portal:with { { on = "any", times = 3, publication =
      "2026-01-15T10:00:00+00:00", older = { quarters = 2, revised = { { unit = 38,
        measure = "radiations", quarter = 10, by = -5 } } } } }, "diff")
    said("show 38", before)
    local ok, code, output = run("diff", before)
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("no earlier publication is kept", output, 1, true)
    output = said("diff --refresh", before)
    assert.matches("published 16 July 2026, compared with the publication of 15 January 2026",
      (output:gsub("\n", " ")), 1, true)
    assert.matches("New periods: Q3 2025, Q4 2025.", spaced(output), 1, true)
    assert.matches("Strike%-offs: 1 of %d+ values revised, 0 appeared, 0 vanished", output)
    local key = data.units[38]
    local now = data:value(38, "radiations", 10)
    assert.matches(("\n%s +%s +Strike%%-offs +Q2 2011 +%d +%d +%%+5 "):format(key.code_departement,
      key.departement:gsub("%p", "%%%0"), now - 5, now), spaced(output))
    assert.matches("2026-01-15", said("vintages --format csv", before), 1, true)
  end)

  it("says what to do where there is no network", function()
    local nowhere = with("http://127.0.0.1:1/api/explore/v2.1", "nowhere")
    local ok, code, output = run("show 38 --quiet", nowhere)
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("^urssaf: network: ", output)
    assert.matches("--sample needs no network", output, 1, true)
    assert.is_nil(output:find("traceback", 1, true))
    ok, code, output = run("show 38 --offline", nowhere)
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("ask once without --offline", output, 1, true)
  end)

  it("answers with an unwritable cache, and says so", function()
    assert(shell.run(("touch %s/file"):format(folder)))
    local output = said("show 38 -m radiations --from 2025", with(portal.base_url, "file/below"))
    assert.matches("Q4 2025", spaced(output), 1, true)
    assert.matches("not kept", output, 1, true)
  end)

  local SECTORS = " --dataset auto-entrepreneurs-par-departement-secteur"

  it("calls no part of France by its name", function()
    local output = said("show France -m economiquement_actifs --from 2025"
      .. " --where secteur_d_activite_me=Commerce" .. SECTORS, with(portal.base_url))
    assert.is_nil(output:find("France", 1, true), output)
    assert.matches("Only: secteur_d_activite_me = Commerce.", output, 1, true)
    output = said("show France -m economiquement_actifs --from 2025" .. SECTORS,
      with(portal.base_url))
    assert.matches("^France without Mayotte\n", output)
  end)

  it("ranks and maps places, of whatever parts they are the sums", function()
    local output = said("top -n 3 -m economiquement_actifs --format csv --quiet" .. SECTORS,
      with(portal.base_url))
    local _, lines = output:gsub("\n", "")
    assert.are.equal(4, lines)
    assert.matches("\n1,75,Paris,", output, 1, true)
    assert.matches("<svg", said("map -m economiquement_actifs" .. SECTORS
      .. " --where secteur_d_activite_me=Commerce", with(portal.base_url)), 1, true)
  end)

  it("gives machines a name of its own for every column", function()
    local output = said("show --where departement=Paris -m economiquement_actifs --from 2025-Q4"
      .. " --format csv --quiet" .. SECTORS, with(portal.base_url))
    local seen, count = {}, 0
    for name in (output:match("^[^\n]*") .. ","):gmatch("([^,]*),") do
      assert.is_nil(seen[name], name)
      seen[name], count = true, count + 1
    end
    assert(count > 3)
    assert.matches("^period,yoy_of_radiations\n",
      said "show 38 -m radiations --growth --sample --format csv --quiet")
  end)

  it("shows what the portal calls things, and obeys none of it", function()
    local list = { { on = "catalog", status = 200, headers = {
      ["Content-Type"] = "application/json" },
      body = '{"total_count":1,"results":[{"dataset_id":"x","fields":[],"metas":{"default":'
        .. '{"title":"a\\u001b[31mb\\u009bc\\u202ed"}}}]}' } }
    local output = said("catalog", with(portal:with(list)))
    assert.is_nil(output:find("\27", 1, true))
    assert.is_nil(output:find("\194\155", 1, true))
    assert.is_nil(output:find("\226\128\174", 1, true))
    assert.matches("a\239\191\189[31mb", output, 1, true)
  end)

  it("draws progress on a terminal alone, and removes it", function()
    local before = with(portal.base_url, "progress")
    local ok, _, output = shell.run(("script -qec %s /dev/null </dev/null"):format(
      shell.quote(command("show 38 -m radiations --from 2025 --refresh", before))))
    assert.is_true(ok, output)
    assert.matches("downloading", output, 1, true)
    assert.matches("\r\27[K", output, 1, true)
    assert.is_nil(said("show 38 --refresh", before):find("\27", 1, true))
    assert.is_nil(said("show 38 --refresh 2>&1", before):find("downloading", 1, true))
  end)
end)

describe("urssaf met with mistakes #long", function()
  for name, case in pairs {
    ["an unknown command"] = { "nonsense", 2, "unknown command 'nonsense'" },
    ["none"] = { "", 2, "command" },
    ["a wrong option"] = { "show --lag fr", 2, "did you mean '--lang'", true },
    ["an unknown place"] = { "show Grenobl --sample", 1, "no département or region is 'Grenobl'" },
    ["a place misspelt"] = { "show Iser --sample", 1, "did you mean 'Isère'" },
    ["Mayotte"] = { "show 976 --sample", 1, "do not cover it" },
    ["a quarter that is none"] = { "show 38 --sample --from 2024-Q7", 2, "not one quarter" },
    ["a measure misspelt"] = { "show 38 --sample -m radiation", 2, "did you mean 'radiations'" },
    ["a sum that makes no sense"] = {
      "show 38 --sample -m administrativement_actifs --rolling 4", 2, "is a stock" },
    ["an ending of no format"] = { "chart 38 --sample -o /tmp/x.png", 2, "png is none of" },
    ["a span without periods"] = { "compare 38 --sample --from 2030", 2, "no period is in" },
    ["two measures where one is meant"] = { "top --sample -m radiations -m solde", 2, "at most 1" },
    ["options at odds"] = { "show --sample --file x.csv", 2, "leave out" },
    ["a file that is not there"] = { "show --file /nonexistent.csv", 1, "/nonexistent.csv" },
    ["a folder that is not there"] = { "show 38 --sample -o /nonexistent/x.csv", 1,
      "cannot write '/nonexistent/x.csv'" },
    ["a format that is none"] = { "show --format excel", 2, "must be one of 'table', 'csv'" },
  } do
    it(name, function()
      local ok, code, output = run(case[1])
      assert.is_false(ok)
      assert.are.equal(case[2], code)
      assert.matches(case[4] and case[3]:lower() or case[3], case[4] and output:lower() or output,
        1, true)
      assert.matches("^urssaf: ", output)
      assert.is_nil(output:find("traceback", 1, true), output)
      assert.is_nil(output:find("%.lua:%d"), output)
      assert.is_nil(output:find("bin/urssaf:", 1, true), output)
    end)
  end

  it("ends quietly where its reader has gone", function()
    for _, before in ipairs { "", "trap '' PIPE; " } do
      local ok, _, output = shell.run(("( %s%s ) | head -1"):format(before,
        command "export --sample --quiet"))
      assert.is_true(ok)
      assert.matches("^period,[^\n]*\n$", output)
    end
  end)

  it("writes a file whole or not at all", function()
    local ok, _, output = run "export --sample -o /dev/full"
    assert.is_false(ok)
    assert.matches("cannot write '/dev/full'", output, 1, true)
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    -- a disk that is full after some kilobytes: what was there stays
    shell.run(("echo before > %s/x.csv"):format(folder))
    ok = shell.run(("ulimit -f 8; trap '' XFSZ; %s"):format(
      command(("export --sample -o %s/x.csv"):format(folder))))
    assert.is_false(ok)
    assert.are.equal("before\n", shell.read(folder .. "/x.csv"))
    assert.are.equal("x.csv", shell.run_line("ls " .. folder))
  end)

  it("writes through a link, keeps permissions, and touches no other file", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    assert(shell.run("cd " .. folder .. " && touch real.svg other && ln -s real.svg link.svg"
      .. " && ln -s other x.svg.part && touch private.svg && chmod 600 private.svg"))
    for _, name in ipairs { "link", "x", "private" } do
      said(("chart 38 --sample -o %s/%s.svg"):format(folder, name))
    end
    assert.are.equal("600", shell.run_line(("stat -c %%a %s/private.svg"):format(folder)))
    assert.are.equal("real.svg", shell.run_line(("readlink %s/link.svg"):format(folder)))
    assert.matches("<svg", shell.read(folder .. "/real.svg"), 1, true)
    assert.are.equal("", shell.read(folder .. "/other"))
    assert.matches("<svg", shell.read(folder .. "/x.svg"), 1, true)
  end)

  it("runs from where `make install` put it, by a link too", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    local ok, _, output = shell.run(("make -s install LUA=%s BUILD=%s PREFIX=%s/there"):format(
      shell.lua, shell.build, folder))
    assert.is_true(ok, output)
    assert(shell.run(("ln -s %s/there/bin/urssaf %s/link"):format(folder, folder)))
    for _, path in ipairs { "there/bin/urssaf", "link" } do
      ok, _, output = shell.run(("cd / && env -u LUA_PATH -u LUA_CPATH %s/%s info radiations")
        :format(folder, path))
      assert.is_true(ok, output)
      assert.matches("struck off", output, 1, true)
    end
    ok, _, output = shell.run(("cp bin/urssaf %s/alone && cd / && env -u LUA_PATH %s/alone show")
      :format(folder, folder))
    assert.is_false(ok)
    assert.matches("^urssaf: its Lua modules are not", output)
    assert.is_nil(output:find("traceback", 1, true))
  end)

  it("writes names into Markdown that are no marks", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    local file = assert(io.open(folder .. "/x.csv", "w"))
    file:write("departement;dernier_jour_du_trimestre;radiations\n"
      .. "<script>a|b</script> *c* [d](e);2024-03-31;3\n")
    file:close()
    local output = said(("top --file %s/x.csv --format md"):format(folder))
    assert.matches("\\<script\\>a\\|b\\</script\\> \\*c\\* \\[d\\](e)", output, 1, true)
  end)

  it("speaks the environment's language, or the one that is asked for", function()
    local show = ("%s %s bin/urssaf show 38 --sample"):format(shell.checkout, shell.lua)
    local _, _, output = shell.run("env LC_ALL=fr_FR.UTF-8 " .. show)
    assert.matches("Données synthétiques", output, 1, true)
    _, _, output = shell.run("env -u LC_ALL -u LC_MESSAGES LANG=de_DE.UTF-8 " .. show)
    assert.matches("Synthetic data", output, 1, true)
  end)

  it("says its version", function()
    assert.are.equal("urssaf " .. require "urssaf.version" .. "\n", said "--version")
  end)
end)

describe("urssaf --help #long", function()
  it("lists the commands and the exit codes", function()
    local output = said "--help"
    for _, name in ipairs(require("urssaf.command.parsing").COMMANDS) do
      assert.matches("\n   " .. name .. " ", output, 1, true)
    end
    for _, code in ipairs { "0 done", "1 it could", "2 a mistake", "3 'check'", "70 a defect" } do
      assert.matches(code, output, 1, true)
    end
  end)

  -- Every example that --help shows is run, on the synthetic sample or the stand-in portal.
  local portal, folder

  setup(function()
    portal = standin.start {}
    folder = shell.temporary_folder()
  end)

  teardown(function()
    portal:stop()
    shell.remove(folder)
  end)

  -- There is one publication, and no file of these names.
  local EXPECTED = { ["urssaf diff"] = 1, ["urssaf diff --since 2026-03-31"] = 1,
    ["urssaf diff --with older.csv"] = 1, ["urssaf check --file saved.csv --format json"] = 1,
    ["urssaf check"] = 3 }

  local function run_elsewhere(line)
    local root = shell.run_line "pwd"
    return shell.run(("cd %s && URSSAF_BASE_URL='%s' URSSAF_CACHE_DIR=%s/cache "
      .. "LUA_PATH='%s/lua/?.lua;%s/lua/?/init.lua;;' LUA_CPATH='%s/%s/?.so;;' %s %s/bin/%s")
      :format(folder, portal.base_url, folder, root, root, root, shell.build, shell.lua, root,
        line))
  end

  for _, name in ipairs(require("urssaf.command.parsing").COMMANDS) do
    it("shows examples of " .. name .. " that run", function()
      local examples = said(name .. " --help"):match("Examples?:\n(.*)$")
      local count = 0
      for line in examples:gmatch("  (urssaf [^\n]+)") do
        count = count + 1
        local _, code, output = run_elsewhere(line)
        assert.are.equal(EXPECTED[line] or 0, code, line .. ": " .. output)
        local file = line:match("%-o (%S+)")
        if file then assert(#shell.read(folder .. "/" .. file) > 100) end
      end
      assert(count > 0)
    end)
  end
end)
