-- The README's Lua is run as it stands there, its commands exist, and its tables are the library's.
local client = require "urssaf.client"
local doc_pages = require "spec.support.doc_pages"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

local readme = doc_pages.read "README.md"

-- the one program with these words in it
local function program_with(words)
  local found
  for _, block in ipairs(doc_pages.programs(readme, "lua")) do
    if block.text:find(words, 1, true) then
      assert.is_nil(found, "two programs have " .. words)
      found = block
    end
  end
  return assert(found, "no program has " .. words)
end

describe("the README's Lua", function()
  local portal, runner

  setup(function()
    portal = standin.start {}
    runner = doc_pages.runner { URSSAF_BASE_URL = portal.base_url }
  end)

  teardown(function()
    runner:close()
    portal:stop()
  end)

  local function run(program)
    local ok, output = runner:run(program)
    assert.is_true(ok, output)
    return output
  end

  it("has ten lines that run", function()
    local program = doc_pages.under(readme, "Ten lines that run")
    local lines = 0
    for line in program.text:gmatch("[^\n]+") do
      if line:find("%S") then lines = lines + 1 end
    end
    assert.is_true(lines <= 10)
    local output = run(program.text)
    assert.matches("departement: 505 series, 2009-Q1 to 2025-Q4", output, 1, true)
    assert.matches("\n%d+\t0%.%d+\n", output)
    assert.matches("\nBretagne\tradiations\t%d+\t2025%-Q4\n", output)
  end)

  local WITH_PANEL = "local urssaf = require 'urssaf'\nlocal panel = assert(urssaf.fetch())\n"

  it("has selections that run", function()
    local lines = 0
    local program = program_with("panel:get { departement = \"2A\"").text:gsub("panel:[^\n]+",
      function(line)
        lines = lines + 1
        return "print(#(assert(" .. line:gsub("%s*%-%-.*$", "") .. ").series or {}))"
      end)
    local output = run(WITH_PANEL .. program)
    assert.are.equal(4, lines)
    -- three départements; six of Provence-Alpes-Côte d'Azur; four overseas; one series
    assert.are.equal("3\n30\n20\n0\n", output)
  end)

  it("has an aggregate that runs", function()
    local output = run(WITH_PANEL .. program_with("chiffre_d_affaires_moyen\":total()").text)
    assert.matches("^%d%d%d%d%d%.%d+\t2025%-Q4\n$", output)
  end)

  it("has a narrowed question that runs", function()
    local output = run("local urssaf = require 'urssaf'\n" .. program_with("local some").text
      .. "\nprint(#some.series, some.periods[1])")
    assert.are.equal("4\t2019-Q1\n", output)
  end)

  it("has no other program that nobody runs", function()
    assert.are.equal(4, #doc_pages.programs(readme, "lua"))
  end)
end)

describe("the README", function()
  it("names targets that the Makefile has", function()
    local makefile, named = shell.run_line "cat Makefile mk/*.mk", 0
    for target in readme.text:gmatch("make ([a-z]+)%f[^a-z][ `]") do
      named = named + 1
      assert.matches("\n" .. target .. ":", makefile, 1, true)
    end
    assert.is_true(named >= 3)
  end)

  it("names the functions that there are", function()
    local urssaf = require "urssaf"
    for name in pairs(urssaf) do
      if name ~= "_VERSION" then assert.matches("urssaf." .. name, readme.text, 1, true) end
    end
    for name in pairs(urssaf.quarter) do assert.matches(name, readme.text, 1, true) end
    for _, kind in ipairs { "line", "multiples", "bars", "map" } do
      assert.is_function(urssaf.chart[kind])
    end
    assert.is_function(require("urssaf.language").of("fr").number)
  end)

  it("says the defaults that there are", function()
    local defaults = client.new({}).options
    for name, said in pairs {
      connect_timeout = "`connect_timeout` (10 s)", stall_timeout = "`stall_timeout`\n(30 s)",
      timeout = "`timeout` (300 s for", retries = "`retries` (3)", max_units = "`max_units` (1e6)",
      max_periods = "`max_periods` (2000)", max_age = "`max_age` (86400 s)",
    } do
      assert.matches(said, readme.text, 1, true)
      assert.are.equal(tonumber(said:match "%(([%de]+)"), defaults[name], name)
    end
    assert.matches("`max_bytes` (1 GiB after decompression)", readme.text, 1, true)
    assert.are.equal(2 ^ 30, defaults.max_bytes)
  end)

  it("lists the kinds of notes that there are", function()
    local listed = doc_pages.quoted(doc_pages.rows(readme.text, "Notes"), 1)
    -- other tables with a kind: findings, places, failures of a transport, columns
    local others = { check = true, geo = true, missing = true, places = true, schema = true,
      transport = true }
    local made = {}
    local _, _, files = shell.run("cd lua/urssaf"
      .. " && ls -d cache/* csv/* domain/* panel/* portal/* sample/*")
    for file in files:gmatch "[^\n]+" do
      local source = not others[file:match "([%l_]+)%.lua$"]
        and shell.read_file("lua/urssaf/" .. file) or ""
      for kind in source:gmatch "[^._]kind = \"([%l_]+)\"" do made[kind] = true end
    end
    assert.are.same(made, listed)
  end)
end)
