-- The README's Lua is run as it stands there, and its commands exist.
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

-- The blocks of a language; those with an ellipsis show a shape and are not programs.
local function blocks(text, language)
  local list = {}
  for block in text:gmatch("```" .. language .. "\n(.-)```") do list[#list + 1] = block end
  return list
end

describe("the README", function()
  local portal, readme

  setup(function()
    portal = standin.start {}
    readme = shell.read_file "README.md"
  end)

  teardown(function() portal:stop() end)

  local function run(program)
    return shell.run(shell.checkout .. "URSSAF_BASE_URL=" .. portal.base_url .. " " .. shell.lua
      .. " -e " .. shell.quote(program))
  end

  it("has ten lines that run", function()
    local program = blocks(readme, "lua")[1]
    local lines = 0
    for line in program:gmatch("[^\n]+") do
      if line:find("%S") then lines = lines + 1 end
    end
    assert.is_true(lines <= 10)
    local ok, _, output = run(program)
    assert.is_true(ok, output)
    assert.matches("departement: 505 series, 2009-Q1 to 2025-Q4", output, 1, true)
    assert.matches("\n%d+\t0%.%d+\n", output)
    assert.matches("\nBretagne\tradiations\t%d+\t2025%-Q4\n", output)
  end)

  -- the one block with these words in it
  local function block_with(words)
    local found
    for _, block in ipairs(blocks(readme, "lua")) do
      if block:find(words, 1, true) then
        assert.is_nil(found, "two blocks have " .. words)
        found = block
      end
    end
    return assert(found, "no block has " .. words)
  end

  local WITH_PANEL = "local urssaf = require 'urssaf'\nlocal panel = assert(urssaf.fetch())\n"

  it("has selections that run", function()
    local program = block_with "panel:get { departement = \"2A\""
    local lines = 0
    program = program:gsub("panel:[^\n]+", function(line)
      lines = lines + 1
      return "print(#(assert(" .. line:gsub("%s*%-%-.*$", "") .. ").series or {}))"
    end)
    local ok, _, output = run(WITH_PANEL .. program)
    assert.is_true(ok, output)
    assert.are.equal(4, lines)
    -- three départements; six of Provence-Alpes-Côte d'Azur; four overseas; one series
    assert.are.equal("3\n30\n20\n0\n", output)
  end)

  it("has an aggregate that runs", function()
    local ok, _, output = run(WITH_PANEL .. block_with "chiffre_d_affaires_moyen\":total()")
    assert.is_true(ok, output)
    assert.matches("^%d%d%d%d%d%.%d+\t2025%-Q4\n$", output)
  end)

  it("has a narrowed question that runs", function()
    local program = "local urssaf = require 'urssaf'\n" .. block_with "local some"
      .. "\nprint(#some.series, some.periods[1])"
    local ok, _, output = run(program)
    assert.is_true(ok, output)
    assert.are.equal("4\t2019-Q1\n", output)
  end)

  it("has kept publications that run", function()
    local program = "local urssaf = require 'urssaf'\n" .. block_with "urssaf.vintages()"
    local ok, _, output = run(program)
    assert.is_true(ok, output)
    -- beside it may be what another of these programs fetched
    assert.matches("2026%-07%-16T07:30:12%+00:00\t6868\t/[^\n]*/whole/[^\n]*%.csv\n", output)
  end)

  it("has an error that reads as it says", function()
    local ok, _, output = run("local urssaf = require 'urssaf'\n" .. block_with "departemant")
    assert.is_true(ok, output)
    assert.matches("^portal\t404\nportal: NotFoundResource: The requested dataset "
      .. "auto%-entrepreneurs%-par%-departemant does not exist. %(http", output)
  end)

  it("names targets that the Makefile has", function()
    local makefile, named = shell.read_file "Makefile", 0
    for target in readme:gmatch("make ([a-z]+)%f[^a-z][ `]") do
      named = named + 1
      assert.matches("\n" .. target .. ":", makefile, 1, true)
    end
    assert.is_true(named >= 3)
  end)

  it("names the functions that there are", function()
    local urssaf = require "urssaf"
    for name in pairs(urssaf) do
      if name ~= "_VERSION" then assert.matches("urssaf." .. name, readme, 1, true) end
    end
    for name in pairs(urssaf.quarter) do assert.matches(name, readme, 1, true) end
  end)
end)
