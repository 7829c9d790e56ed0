-- The guide's Lua is run as it stands, and its tables list what the library has.
local client = require "urssaf.client"
local doc_pages = require "spec.support.doc_pages"
local shell = require "spec.support.shell"

local guide = doc_pages.read "docs/guide.md"

-- the one program that contains this text
local function program_with(text)
  local found
  for _, block in ipairs(doc_pages.programs(guide, "lua")) do
    if block.text:find(text, 1, true) then
      assert.is_nil(found, "two programs have " .. text)
      found = block
    end
  end
  return assert(found, "no program has " .. text)
end

describe("the guide's Lua", function()
  local _, runner = doc_pages.for_cases()

  local function run(program) return runner:output(program) end

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

  it("has a narrowed query that runs", function()
    local output = run("local urssaf = require 'urssaf'\n" .. program_with("local some").text
      .. "\nprint(#some.series, some.periods[1])")
    assert.are.equal("4\t2019-Q1\n", output)
  end)

  it("has a log that is told of a call", function()
    local output = run("local urssaf = require 'urssaf'\n" .. program_with("log = function").text
      .. "print(#panel.series)")
    assert.matches("505", output, 1, true)
  end)

  it("has pictures that are drawn", function()
    local output = run(WITH_PANEL .. program_with("local phone").text
      .. "\nprint(#wide > 5000, wide:find('Rhône-Alpes', 1, true) ~= nil)"
      .. "\nprint(phone:match 'viewBox=\"0 0 360 ' ~= nil)")
    assert.are.equal("true\ttrue\ntrue\n", output)
  end)

  it("has no other program that nobody runs", function()
    assert.are.equal(5, #doc_pages.programs(guide, "lua"))
  end)
end)

describe("the guide", function()
  it("names the functions that there are", function()
    local urssaf = require "urssaf"
    for name in pairs(urssaf) do
      if name ~= "_VERSION" then assert.matches("urssaf." .. name, guide.text, 1, true) end
    end
    for name in pairs(urssaf.quarter) do assert.matches(name, guide.text, 1, true) end
    for _, kind in ipairs { "line", "multiples", "bars", "map" } do
      assert.is_function(urssaf.chart[kind])
    end
    assert.is_function(require("urssaf.language").of("fr").number)
  end)

  it("says the defaults that there are", function()
    local defaults = client.new({}).options
    for name, written in pairs {
      connect_timeout = "`connect_timeout` (10 s)", stall_timeout = "`stall_timeout`\n(30 s)",
      timeout = "`timeout` (300 s for", retries = "`retries` (3)", max_units = "`max_units` (1e6)",
      max_periods = "`max_periods` (2000)", max_age = "`max_age` (86400 s)",
    } do
      assert.matches(written, guide.text, 1, true)
      assert.are.equal(tonumber(written:match "%(([%de]+)"), defaults[name], name)
    end
    assert.matches("`max_bytes` (1 GiB after decompression)", guide.text, 1, true)
    assert.are.equal(2 ^ 30, defaults.max_bytes)
  end)

  it("names the modules that users may require, and they can be required #c", function()
    local promised = { ["urssaf"] = true }
    for _, name in ipairs { "language", "loop", "http", "decode", "checksum", "period", "quarter",
      "geo", "measures", "series", "panel", "errors", "check", "diff", "chart", "report",
      "client" } do
      promised["urssaf." .. name] = true
    end
    local section = assert(guide.text:match "\n### What users may require\n(.-)\n#")
    local named = {}
    for name in section:gmatch "urssaf[%l.]*%f[^%l.]" do
      assert.is_table(require(name), name)
      named[name] = true
    end
    assert.are.same(promised, named)
  end)

  it("lists the kinds of notes that there are", function()
    local listed = doc_pages.quoted(doc_pages.rows(guide.text, "Notes"), 1)
    local made = {}
    local _, _, files = shell.run "find lua/urssaf -name '*.lua'"
    for path in files:gmatch "[^\n]+" do
      for kind in shell.read_file(path):gmatch "_note%(\"([%l_]+)\"" do made[kind] = true end
    end
    assert.are.same(made, listed)
  end)
end)
