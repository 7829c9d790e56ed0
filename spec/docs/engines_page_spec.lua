-- docs/engines.md: its SQL in the real programs, and its nginx before the stand-in portal.
local command = require "spec.support.command"
local duckdb = require "spec.support.duckdb"
local nginx = require "spec.support.nginx"
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local page = shell.read_file "docs/engines.md"

-- The first block of a section in a language.
local function block_of(section, language)
  local _, stop = page:find("\n## " .. section .. "\n", 1, true)
  return assert(page:match("\n```" .. language .. "\n(.-)```\n", stop), section)
end

-- Both lack a figure in one quarter, and one is a flow, the other a count.
local MEASURES = " -m radiations -m economiquement_actifs"

local TOTALS = block_of("The figures of `panel:total()`", "sql")

local REVISED = "SELECT value FROM figures WHERE code_departement = '01' AND period = '2025-Q4'"
  .. " AND measure = 'radiations';\n"

-- A row of another dataset in the table, with a measure of the same name.
local OTHER_DATASET = "INSERT INTO figures VALUES ('another', 'radiations', '', '', '', '', '',"
  .. " '2025-Q4', '2025-12-31', 1000, 'account', 'flow', 'final', 1);\n"

-- What a row of fields between bars looks like to all three programs.
local function rows_of(printed)
  local rows = {}
  for measure, period, total in printed:gmatch "([%l_]+)|([%dQ-]+)|([%d.e+]*)" do
    rows[measure .. " " .. period] = tonumber(total) or "missing"
  end
  return rows
end

local function expected_rows()
  local rows = {}
  local panel = urssaf.sample():filter { measure = { "radiations", "economiquement_actifs" } }
  for _, s in ipairs(panel:total().series) do
    for i, period in ipairs(s.periods) do
      rows[s.measure .. " " .. period] = s.values[i] or "missing"
    end
  end
  return rows
end

describe("docs/engines.md #host #long", function()
  local folder

  setup(function()
    folder = shell.temporary_folder()
    assert(command.run("export --sample --date last --quiet" .. MEASURES .. " -o " .. folder
      .. "/panel.csv"))
  end)

  teardown(function() shell.remove(folder) end)

  -- Loads the file, twice, the second time with one figure revised; `run` runs statements.
  local function check(load, run)
    run(block_of("The table", "sql") .. load)
    run(OTHER_DATASET)
    assert.are.same(expected_rows(), rows_of(run(TOTALS)))
    local csv = shell.read(folder .. "/panel.csv")
    local revised, count = csv:gsub("(\n2025%-Q4,[%d-]+,01,[^\n]-,radiations,)%d+,", "%1 4242,", 1)
    assert.are.equal(1, count)
    shell.write(folder .. "/panel.csv", (revised:gsub(", 4242,", ",4242,", 1)))
    run(load)
    shell.write(folder .. "/panel.csv", csv)
    assert.are.equal(4242, tonumber((run(REVISED))))
    assert.are.equal(101 * 2 * 68 + 1, tonumber((run "SELECT count(*) FROM figures;\n")))
    assert.are.equal(2 * 68 - 2, tonumber((run("SELECT count(total) FROM (" .. TOTALS:gsub(";", "")
      .. ") AS t;\n"))))
  end

  it("loads SQLite", function()
    if not shell.has "sqlite3" then return pending "sqlite3 is not installed" end
    check(block_of("SQLite", "sql"), function(statements)
      shell.write(folder .. "/load.sql", statements)
      return shell.run_line(("cd %s && sqlite3 -batch -bail urssaf.db <load.sql"):format(folder))
    end)
  end)

  -- PostgreSQL does not run as root.
  local function as_postgres()
    return shell.run_line "id -u" == "0"
      and "setpriv --reuid=postgres --regid=postgres --clear-groups " or ""
  end

  local PROGRAMS = 'PATH="$PATH:$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)"; '

  it("loads PostgreSQL", function()
    if not shell.run(PROGRAMS .. "command -v initdb && command -v psql && command -v postgres")
      or as_postgres() ~= "" and not shell.run "id postgres && command -v setpriv" then
      return pending "PostgreSQL is not installed"
    end
    local user, home = as_postgres(), folder .. "/pg"
    shell.run_line(("chmod 755 %s && mkdir %s && %s"):format(folder, home,
      user == "" and "true" or "chown postgres " .. home))
    shell.run_line(("cd / && %s%sinitdb --no-sync -A trust -U postgres -E UTF8 --locale=C -D"
      .. " %s/data"):format(PROGRAMS, user, home))
    -- a socket in the folder, and no port
    local server = processes.start { folder = folder, life = 120, command = ("sh -c %s"):format(
      shell.quote(("cd / && %sexec %spostgres -F -D %s/data -k %s -h ''"):format(PROGRAMS, user,
      home, home))) }
    finally(function() server:stop() end)
    local psql = ("%scd %s && psql -X -q -h %s -U postgres"):format(PROGRAMS, folder, home)
    assert(processes.wait_until(function() return (shell.run(psql .. " -c 'SELECT 1'")) end),
      server:output())
    check(block_of("PostgreSQL", "sql"), function(statements)
      shell.write(folder .. "/load.sql", statements)
      return shell.run_line(psql .. " -A -t -v ON_ERROR_STOP=1 -1 -f load.sql")
    end)
  end)

  it("loads DuckDB", function()
    if not duckdb.is_here() then return pending "DuckDB is not installed" end
    check(block_of("DuckDB", "sql"), function(statements)
      return duckdb.printed(statements, folder, "urssaf.duckdb")
    end)
  end)
end)

describe("nginx before the portal, as docs/engines.md has it", function()
  it("asks the portal once for all machines", function()
    if not shell.has "nginx" then return pending "nginx is not installed" end
    local folder, portal = shell.temporary_folder(), standin.start()
    local before = portal:with {}
    local root, path = before:match "^(http://[^/]+)(/.*)$"
    local server = nginx.start(folder, { "cache" }, function(ports)
      local text = block_of("Many machines: nginx before the portal", "nginx")
      return (text:gsub("listen 8080", "listen 127.0.0.1:" .. ports.cache)
        :gsub("https://open%.urssaf%.fr", root):gsub("location /api/", "location /"))
    end)
    finally(function()
      server:stop()
      portal:stop()
      shell.remove(folder)
    end)
    local options = { base_url = ("http://127.0.0.1:%d%s"):format(server.ports.cache, path),
      cache = "off", retries = 0, measures = { "radiations" } }
    local first = assert(urssaf.fetch(options))
    local asked = #portal:requests(before)
    local second = assert(urssaf.fetch(options))
    assert.is_true(asked >= 2)
    assert.are.equal(asked, #portal:requests(before))
    assert.are.equal(first:to_csv(), second:to_csv())
  end)
end)
