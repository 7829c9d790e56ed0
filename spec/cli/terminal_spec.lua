-- What a terminal is shown: sparklines with their range, the notes on estimates, ASCII where it
-- does not have UTF-8.
local ascii = require "urssaf.cli.ascii"
local blocks = require "urssaf.cli.blocks"
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local latin1 = require "urssaf.cli.latin1"
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local printed, spaced = command.printed, command.spaced

describe("urssaf.cli.ascii", function()
  hygiene("urssaf.cli.ascii", { "help", "is_needed", "of", "shown" })

  for text, expected in pairs {
    ["Île-de-France, Économiquement actifs, œuvre, Œuvre"] =
      "Ile-de-France, Economiquement actifs, oeuvre, OEuvre",
    ["▁▂▃▄▅▆▇█"] = "_.:-=+*#", ["█████▌ ██▏"] = "###### ##", ["──·──"] = "--*--",
    ["−10 054 €, « oui »…"] = "-10 054 EUR, \" oui \"...", ["Ω"] = "?", ["plain"] = "plain",
  } do
    it("writes " .. text, function() assert.are.equal(expected, ascii.of(text)) end)
  end

  it("has no blanks inside French quotation marks", function()
    assert.are.equal('"Isere" : 3', ascii.of "«\194\160Isère\194\160»\194\160: 3")
  end)

  it("keeps the columns of a table in which there is a euro", function()
    local line = "38    Isère     €1,234  ▁▁█"
    assert.are.equal("38    Isere   EUR1,234  __#", ascii.of(line))
  end)
end)

describe("urssaf.cli.terminal", function()
  hygiene("urssaf.cli.terminal", { "is", "width" })

  it("asks no program whether a pipe or a file is a terminal", function()
    local folder = shell.temporary_folder()
    local program = shell.with({ LUA_PATH = shell.lua_path, LUA_CPATH = shell.lua_cpath },
      shell.lua .. " -e 'os.execute = error print((require [[urssaf.cli.terminal]]).is(1))'")
    assert.are.equal("false", shell.run_line(program .. " | cat"))
    assert.are.equal("false",
      shell.run_line(("%s >%s/said; cat %s/said"):format(program, folder, folder)))
    shell.remove(folder)
  end)
end)

describe("urssaf.cli.estimate_notes", function()
  hygiene("urssaf.cli.estimate_notes", { "added", "of" })
end)

describe("a sparkline", function()
  it("is drawn of two values and more", function()
    assert.are.equal("", blocks.sparkline({ 5 }, 1, 10))
    assert.are.equal("", blocks.sparkline({ nil, 5 }, 3, 10))
    assert.are.equal("", blocks.sparkline({}, 3, 10))
    assert.are.equal("▁ █", blocks.sparkline({ 1, nil, 2 }, 3, 10))
  end)

  it("says what it goes from and to", function()
    local low, high = math.huge, -math.huge
    for q = 1, 4 do
      local value = command.cell("38", "radiations", "2025-Q" .. q)
      low, high = math.min(low, value), math.max(high, value)
    end
    local english = sample_figures.english
    assert.matches((" Strike-offs: %s to %s\n"):format(english(low), english(high)),
      printed "show 38 -m radiations --from 2025 --sample", 1, true)
    local french = sample_figures.french
    assert.matches(spaced((" Radiations : %s à %s\n"):format(french(low), french(high))),
      spaced(printed "show 38 -m radiations --from 2025 --sample --lang fr"), 1, true)
    assert.matches("Shape, from the lowest to the highest: Isère %S+ to [%d,]+; Rhône ",
      spaced(printed "compare 38 69 -m radiations --sample"))
    assert.matches("Allure, du plus bas au plus haut : Isère [%d ]+ à [%d ]+ ; Rhône ",
      spaced(printed "compare 38 69 -m radiations --sample --lang fr"))
  end)

  it("is not drawn of a single period", function()
    local output = printed "show 38 -m radiations --from 2025-Q4 --sample"
    for _, block in ipairs { "▁", "▄", "█" } do assert.is_nil(output:find(block, 1, true)) end
    assert.is_nil(output:find("\n\n\n", 1, true))
  end)
end)

describe("urssaf and strike-offs that are estimates #long", function()
  local folder, path

  -- The sample, with fractions in the fourth quarters, as a file of the library.
  setup(function()
    folder = shell.temporary_folder()
    path = folder .. "/x.csv"
    local list, some = {}, urssaf.sample { from = 2021, measures = { "radiations",
      "immatriculations" } }
    for i, s in ipairs(some:filter({ departement = { "Isère", "Rhône" } }).series) do
      local values = {}
      for k, period in ipairs(s.periods) do
        local is_estimate = s.measure == "radiations" and period:find "202[234]%-Q4"
        values[k] = s.values[k] and s.values[k] + (is_estimate and 0.25 or 0)
      end
      list[i] = { measure = s.measure, key = s.key, periods = s.periods, values = values }
    end
    shell.write(path, urssaf.panel { dataset = "auto-entrepreneurs-par-departement",
      frequency = "quarter", series = list }:to_csv())
  end)
  teardown(function() shell.remove(folder) end)

  local SENTENCE = "Q4 2022, Q4 2023, Q4 2024: the strike-offs are estimated and re-allocated by"

  local function says(arguments)
    local output = spaced(printed(("%s --file %s"):format(arguments, path)))
    return output:gsub("%s+", " "):find(SENTENCE, 1, true) ~= nil
  end

  for arguments, expected in pairs {
    ["show 38 -m radiations --from 2022"] = true, ["show 38 -m radiations --from 2025"] = false,
    ["show 38 -m immatriculations"] = false, ["show 69 -m radiations --from 2023"] = true,
    ["top -m radiations --at 2023-Q4"] = true, ["top -m radiations --at 2025-Q4"] = false,
    ["annual 38 -m radiations"] = true, ["chart 38 -m radiations"] = true,
    ["compare 38 69 -m radiations --from 2022-Q4"] = true,
    ["show 38 -m radiations --growth --from 2023"] = true,
  } do
    it((expected and "says so: " or "does not say so: ") .. arguments, function()
      assert.are.equal(expected, says(arguments))
    end)
  end
end)

describe("urssaf.cli.latin1", function()
  hygiene("urssaf.cli.latin1", { "read" })

  it("reads what is not UTF-8 as ISO-8859-1, but for names of files", function()
    assert.are.same({ "show", "Isère", "Rhône", "--title=É", "-o", "\233.csv", "--file=\233.csv" },
      latin1.read { "show", "Is\232re", "Rhône", "--title=\201", "-o", "\233.csv",
        "--file=\233.csv" })
  end)
end)

describe("urssaf on a terminal #long", function()
  -- What the command shows on a terminal, with these variables.
  local function shown(environment, arguments)
    local _, _, output = shell.run(("env -u LANG -u LC_CTYPE %s %s python3 -c %s %s"):format(
      shell.checkout, environment, shell.quote [[
import os, pty, sys
sys.exit(pty.spawn(sys.argv[1:]) >> 8)]], shell.lua .. " bin/urssaf " .. arguments))
    return (output:gsub("\r\n", "\n"))
  end

  local ARGUMENTS = "show 38 -m ca --from 2025 --sample --lang fr"

  it("that does not have UTF-8 writes ASCII", function()
    local output = shown("LC_ALL=C", ARGUMENTS)
    assert.is_nil(output:find "[\128-\255]", output)
    assert.matches("^Isere %(38%)\n", output)
    assert.matches("Donnees synthetiques, sans valeur statistique.", output, 1, true)
    assert.are.equal(output, shown("LC_ALL=C", (ARGUMENTS:gsub("38", "Is\232re"))))
    for _, arguments in ipairs { "show Iser --sample --lang fr", "show --help", "help",
      "show 38 --format csv --sample --lang fr" } do
      assert.is_nil(shown("LC_ALL=C", arguments):find "[\128-\255]", arguments)
    end
  end)

  it("that has UTF-8 writes it, and so does a file", function()
    assert.matches("^Isère", shown("LC_ALL=C.UTF-8", ARGUMENTS))
    assert.matches("^Isère", shown("LANG=fr_FR.utf8 LC_ALL=", ARGUMENTS))
    assert.matches("Isère", printed(ARGUMENTS, "env LC_ALL=C"), 1, true)
  end)
end)
