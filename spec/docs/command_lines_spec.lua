-- The command lines that pages, helps and manual pages name: each is run, and does what it says.
-- Those in blocks ```console are in console_spec.lua, with what they print.
local doc_pages = require "spec.support.doc_pages"
local geojson_files = require "spec.support.geojson_files"
local parser = require "urssaf.cli.parser"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

-- What stands for what a reader puts in its place.
local DATASET = "auto-entrepreneurs-par-departement"
local PLACEHOLDERS = { COMMAND = "show", COMMANDE = "show", NOM = DATASET, DATASET = DATASET,
  MEASURE = "radiations" }

-- Exit codes other than 0: the portal of this spec has one publication, no data of months, and
-- figures that nothing explains.
local CODES = { ["urssaf diff"] = 1, ["urssaf diff --since 2026-03-31"] = 1, ["urssaf check"] = 3,
  ["urssaf catalog --grain month"] = 1, ["urssaf revisions 38 -o revisions.svg"] = 1 }

-- Whether a line takes seconds: a site is made by a console and by the specs of reports, a workbook
-- of all rows by workbook_spec.lua.
local function is_elsewhere(line)
  return line:find " report %-%-all " or line:find " export %-o %S+%.xlsx$"
end

-- Adds the command line that a text begins with to a list, once.
local function add(list, seen, text)
  local line = text:gsub("^bin/", ""):gsub("%s+#.*$", ""):gsub("%s+", " "):gsub("%f[%u]%u+%f[%U]",
    PLACEHOLDERS)
  if not (line .. " "):find "^urssaf [^(]*$" or seen[line] or is_elsewhere(line) then return end
  list[#list + 1], seen[line] = line, true
end

-- The command lines in a page's text and in its blocks ```sh.
local function lines_of_page(path, list, seen)
  local page = doc_pages.read(path)
  local prose = page.text:gsub("\n```.-\n```", "\n")
  for text in prose:gmatch "`([^`]+)`" do add(list, seen, text) end
  for _, block in ipairs(page.blocks) do
    for text in (block.language == "sh" and block.text or ""):gmatch "[^\n]+" do
      add(list, seen, text)
    end
  end
end

-- The examples of a manual page, which are those of the helps.
local function lines_of_manual(path, list, seen)
  for text in shell.read_file(path):gmatch "\n%.EX\n(.-)\n%.EE" do
    add(list, seen, (text:gsub("\\%-", "-")))
  end
end

describe("the command lines #long", function()
  local portal = standin.for_cases()
  local folder

  -- Programs that draw and write Parquet are made up: pictures_spec.lua and parquet_spec.lua have
  -- true ones.
  local PROGRAMS = {
    ["rsvg-convert"] = "for a in \"$@\"; do case $a in --output=*) echo x >${a#*=};; esac; done",
    duckdb = "echo x >panel.parquet",
  }

  setup(function()
    folder = shell.temporary_folder()
    assert(shell.run(("mkdir %s/bin"):format(folder)))
    for name, script in pairs(PROGRAMS) do
      shell.write(folder .. "/bin/" .. name, "#!/bin/sh\n" .. script .. "\n")
    end
    assert(shell.run(("chmod +x %s/bin/*"):format(folder)))
    for _, name in ipairs { "population.csv", "inhabitants.csv", "habitants.csv" } do
      shell.write(folder .. "/" .. name, "code_departement,people\n38,1000\n69,2000\n")
    end
    shell.write(folder .. "/departements.geojson", geojson_files.text {
      geojson_files.square(0, { code = "38" }), geojson_files.square(1, { code = "69" }) })
  end)

  teardown(function() shell.remove(folder) end)

  -- Runs all in one process; returns { output =, code = } for each.
  local function results_of(lines, settings)
    local input, list = {}, {}
    for i, line in ipairs(lines) do
      assert.is_nil(line:find "[\"']", line)
      input[i] = ("%s\t%s\n"):format(settings, line:match "^urssaf ?(.*)$")
    end
    local path = shell.write(folder .. "/lines", table.concat(input))
    local _, _, printed = shell.run(("cd %s && env -u COLUMNS PATH=%s/bin:\"$PATH\" LUA_PATH='%s'"
      .. " LUA_CPATH='%s' %s %sspec/support/command_runs.lua <%s"):format(folder, folder,
      shell.lua_path, shell.lua_cpath, shell.lua, shell.root, path))
    for output, code in printed:gmatch "\1(.-)\2(%d+)" do
      list[#list + 1] = { output = output, code = tonumber(code) }
    end
    assert.are.equal(#lines, #list, printed)
    return list
  end

  local function check(lines, language)
    local settings = ("LC_ALL=%s URSSAF_BASE_URL=%s URSSAF_CACHE_DIR=%s/cache"):format(language,
      portal.base_url, folder)
    local files = { "older.csv", "ancien.csv", "saved.csv", "fichier.csv" }
    for i, name in ipairs(files) do files[i] = "urssaf export 38 -q -o " .. name end
    results_of(files, settings)
    for i, result in ipairs(results_of(lines, settings)) do
      assert.are.equal(CODES[lines[i]] or 0, result.code, lines[i] .. "\n" .. result.output)
      local file = result.code == 0 and lines[i]:match "%-o (%S+)"
      assert(file and #shell.read(folder .. "/" .. file) > 1 or #result.output > 1, lines[i])
    end
  end

  it("of pages, and of the manual page, do what they say", function()
    local list, seen = {}, {}
    for path in shell.run_line("ls README.md docs/*.md"):gmatch "%S+" do
      lines_of_page(path, list, seen)
    end
    lines_of_manual("share/man/man1/urssaf.1", list, seen)
    for _, name in ipairs(parser.COMMANDS) do
      assert.matches("\nurssaf " .. name .. " [^\n]*\n", table.concat(list, " \n"))
    end
    check(list, "C.UTF-8")
  end)

  it("of the page and the manual page in French do what they say", function()
    local list, seen = {}, {}
    lines_of_page("README.fr.md", list, seen)
    lines_of_manual("share/man/fr/man1/urssaf.1", list, seen)
    assert.is_true(#list > 40, #list)
    check(list, "fr_FR.UTF-8")
  end)
end)
