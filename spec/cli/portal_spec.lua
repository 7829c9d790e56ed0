-- The command `urssaf` with a portal and a cache.
local command = require "spec.support.command"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

local data, run, printed = command.data, command.run, command.printed
local spaced, cell = command.spaced, command.cell

describe("urssaf from the portal #long", function()
  local portal = standin.for_cases()
  local folder

  setup(function() folder = shell.temporary_folder() end)
  teardown(function() shell.remove(folder) end)

  local function with(base_url, cache)
    return ("URSSAF_BASE_URL='%s' URSSAF_CACHE_DIR=%s/%s"):format(base_url, folder,
      cache or "cache")
  end

  it("fetches, keeps, and then answers offline", function()
    local before = with(portal.base_url, "offline")
    local online = printed("show 38 -m radiations --format csv", before)
    assert.matches("2025-Q4,38,Isère,radiations," .. cell("38", "radiations", "2025-Q4") .. ",",
      online, 1, true)
    local count = #portal:requests()
    assert.are.equal(online, printed("show 38 -m radiations --format csv --offline", before))
    assert.are.equal(count, #portal:requests())
    assert.matches("2026%-07%-16 +6,868", printed("vintages", before))
  end)

  it("shows the release calendar", function()
    local before = with(portal.base_url, "calendar")
    local output = printed("calendar --all --format csv", before)
    local lines, expected = {}, { "release,day,from,to,date,precision,product,publication,"
      .. "periodicity,theme", "2026-01-16,2026-01-16,2026-01-16,,,",
      "2026-07-16,2026-07-16,2026-07-16,,,", "2027-01-18,2027-01-18,2027-01-18,,,",
      ",2027-07-12,2027-07-23,,date à confirmer," }
    for line in output:gmatch "[^\n]+" do lines[#lines + 1] = line end
    assert.are.equal(#expected, #lines)
    for i, line in ipairs(expected) do assert.matches(line, lines[i], 1, true) end
    output = printed("calendar --all --lang fr --offline", before)
    assert.matches("18 janvier 2027 +Acoss Stat", output)
    assert.matches("du 12 au 23 juillet 2027 +date à confirmer", output)
    local sectors = "auto-entrepreneurs-par-secteur-dactivite --all --offline"
    output = printed("calendar " .. sectors, before)
    assert.are.equal(output, printed("calendar --dataset " .. sectors, before))
    assert.matches("\n +July 2027 +Fin juillet 2027", (output:gsub("\n%a+", "\n ")))
    assert.matches("– +à déterminer", output)
    assert.matches("1 of 3 releases have no date", output, 1, true)
  end)

  it("shows the releases of a kept calendar", function()
    local before = with(portal.base_url, "kept-calendar")
    local LINE = "release by the calendar: %d+ %a+ 20%d%d"
    for _, name in ipairs { "info", "vintages" } do
      assert.is_nil(printed(name, before):find(LINE))
    end
    printed("calendar", before)
    for _, name in ipairs { "info", "vintages" } do
      assert.matches(LINE, printed(name, before))
      assert.matches('"last_release":{', printed(name .. " --format json", before), 1, true)
    end
    assert.is_nil(printed("info --sample", before):find(LINE))
  end)

  it("names the nearest dataset that the calendar has", function()
    local ok, code, output = run("calendar procedures-collectives-par-regions --lang fr",
      with(portal.base_url, "calendar"))
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("vouliez-vous dire « procedures-collectives-par-region » ?", spaced(output), 1,
      true)
    assert.matches("« urssaf catalog » donne les jeux", spaced(output), 1, true)
  end)

  it("finds datasets", function()
    local output = printed("catalog auto-entrepreneurs --format csv", with(portal.base_url))
    assert.matches("^dataset,title,rows,published,grain,known\n", output)
    for _, theme in ipairs { "emploi", "Auto-entrepreneur" } do
      local found = printed(("catalog --theme %s --format csv"):format(theme),
        with(portal.base_url))
      assert.are.equal(4, select(2, found:gsub("\n", ""))) -- a header and three datasets
    end
    local ok, code, problem = run("catalog unheard", with(portal.base_url))
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("none of %d+ datasets", problem)
  end)

  it("compares publications", function()
    -- the first three requests are answered with an older publication
    local before = with(portal:with { { on = "any", times = 3, publication =
      "2026-01-15T10:00:00+00:00", older = { quarters = 2, revised = { { unit = 38,
        measure = "radiations", quarter = 10, by = -5 } } } } }, "diff")
    printed("show 38", before)
    local ok, code, output = run("diff", before)
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("no earlier publication is kept", output, 1, true)
    ok, code, output = run("diff --since 2020-01-01", before)
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("Here: --since with a later day", output, 1, true)
    for lang, said in pairs { en = "option '--since' must be a day",
      fr = "l'option « --since » doit être un jour" } do
      ok, code, output = run("diff --since foo --lang " .. lang, before)
      assert.is_false(ok)
      assert.are.equal(2, code)
      assert.matches(said, spaced(output), 1, true)
    end
    output = printed("diff --refresh", before)
    assert.matches("published 16 July 2026, compared with the publication of 15 January 2026",
      (output:gsub("\n", " ")), 1, true)
    assert.matches("New periods: Q3 2025, Q4 2025.", spaced(output), 1, true)
    assert.matches("Strike%-offs: 1 of %d+ values revised, 0 appeared, 0 vanished", output)
    local key = data.units[38]
    local now = data:value(38, "radiations", 10)
    assert.matches(("\n%s +%s +Strike%%-offs +Q2 2011 +%d +%d +%%+5 "):format(key.code_departement,
      key.departement:gsub("%p", "%%%0"), now - 5, now), spaced(output))
    assert.matches("2026-01-15", printed("vintages --format csv", before), 1, true)
    output = printed("export 38 -q -o - | tee " .. folder .. "/older.csv", before)
    assert.matches("\n2025-Q4,38,", output, 1, true)
    assert.are.equal(printed(("diff --with %s/older.csv"):format(folder), before),
      printed(("diff --with - <%s/older.csv"):format(folder), before))
  end)

  it("prints what to do if there is no network", function()
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
    assert.matches("Ask once without --offline", output, 1, true)
  end)

  it("leaves nothing if it is interrupted in the middle of a fetch", function()
    local before = with(portal:with { { on = "export", drip = { bytes = 5000, pause = 0.05 } } },
      "interrupted")
    shell.write(folder .. "/x.csv", "before")
    local _, code, output = shell.run("timeout --preserve-status -s INT 0.5 "
      .. command.line(("export 38 -o %s/x.csv"):format(folder), before))
    assert.are.equal(130, code)
    assert.are.equal("", output)
    assert.are.equal("before", shell.read(folder .. "/x.csv"))
    assert.are.equal("", shell.run_line(("find %s/interrupted -type f"):format(folder)))
  end)

  it("answers without a writable cache, and says so", function()
    assert(shell.run(("touch %s/file"):format(folder)))
    local output = printed("show 38 -m radiations --from 2025", with(portal.base_url, "file/below"))
    assert.matches("Q4 2025", spaced(output), 1, true)
    assert.matches("not kept", output, 1, true)
  end)

  local SECTORS = " --dataset auto-entrepreneurs-par-departement-secteur"

  it("does not call a part of France France", function()
    local output = printed("show France -m economiquement_actifs --from 2025"
      .. " --where secteur_d_activite_me=Commerce" .. SECTORS, with(portal.base_url))
    assert.is_nil(output:find("France", 1, true), output)
    assert.matches("Only: secteur_d_activite_me=Commerce.", output, 1, true)
    output = printed("show France -m economiquement_actifs --from 2025" .. SECTORS,
      with(portal.base_url))
    assert.matches("^France without Mayotte\n", output)
  end)

  it("ranks and maps places that are sums of several units", function()
    local output = printed("top -n 3 -m economiquement_actifs --format csv --quiet" .. SECTORS,
      with(portal.base_url))
    local _, lines = output:gsub("\n", "")
    assert.are.equal(4, lines)
    assert.matches("\n1,75,Paris,", output, 1, true)
    assert.matches("<svg", printed("map -m economiquement_actifs" .. SECTORS
      .. " --where secteur_d_activite_me=Commerce", with(portal.base_url)), 1, true)
  end)

  it("maps a region, and says of the other places that they are not shown", function()
    local map = printed "map --sample --where region=Bretagne"
    assert.matches(">not shown<", map, 1, true)
    assert.matches('data%-label="Paris %(75%), [^"]+" data%-value="not shown"', map)
  end)

  it("asks for a measure if the dataset does not have the usual one", function()
    for _, name in ipairs { "compare", "top", "chart" } do
      local ok, code, output = run(name .. " --dataset dpae-par-departement-x-grand-secteur",
        with(portal.base_url))
      assert.is_false(ok)
      assert.are.equal(2, code)
      assert.matches("say which measure (-m): dpae_brut, dpae_cvs", output, 1, true)
      local _, count = output:gsub("%-m%f[%W]", "") -- it is said once
      assert.are.equal(1, count)
    end
  end)

  it("tells every row apart for machines", function()
    local output = printed("show --where departement=Paris -m economiquement_actifs --from 2025-Q4"
      .. " --format csv --quiet" .. SECTORS, with(portal.base_url))
    local seen, count = {}, 0
    for name in output:gmatch "\n2025%-Q4,([^,]*)," do
      assert.is_nil(seen[name], name)
      seen[name], count = true, count + 1
    end
    assert(count > 2)
  end)

  it("shows control characters in names of the portal, without obeying them", function()
    local list = { { on = "catalog", status = 200, headers = {
      ["Content-Type"] = "application/json" },
      body = '{"total_count":1,"results":[{"dataset_id":"x","fields":[],"metas":{"default":'
        .. '{"title":"a\\u001b[31mb\\u009bc\\u202ed"}}}]}' } }
    local output = printed("catalog", with(portal:with(list)))
    assert.is_nil(output:find("\27", 1, true))
    assert.is_nil(output:find("\194\155", 1, true))
    assert.is_nil(output:find("\226\128\174", 1, true))
    assert.matches("a\239\191\189[31mb", output, 1, true)
  end)

  it("draws progress only on a terminal, as it takes it, and removes it", function()
    local before = with(portal.base_url, "progress")
    local function shown(more)
      local ok, _, output = shell.run(("script -qec %s /dev/null </dev/null"):format(shell.quote(
        command.line("show 38 -m radiations --from 2025 --refresh", before .. more))))
      assert.is_true(ok, output)
      return output
    end
    local output = shown ""
    assert.matches("%] downloading, %d+ kB\r\27%[K", output)
    assert.matches("█", output, 1, true)
    output = shown " LC_ALL=C COLUMNS=30"
    assert.matches("%] downloading%.%.%.\r\27%[K", output)
    assert.is_nil(output:find "[\128-\255]")
    assert.is_nil(printed("show 38 --refresh", before):find("\27", 1, true))
    assert.is_nil(printed("show 38 --refresh 2>&1", before):find("downloading", 1, true))
  end)
end)
