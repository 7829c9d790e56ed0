-- `--per`: figures per thousand of what a file has. Its inhabitants are invented.
local command = require "spec.support.command"
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"

local REGION = { ["22"] = 600000, ["29"] = 900000, ["35"] = 1100000, ["56"] = 800000 }

describe("the command with --per #long", function()
  local folder = shell.temporary_folder()
  local lines = { "DEP;LIBDEP;PMUN" }
  for _, unit in ipairs(sample_figures.data.units) do
    local code = unit.code_departement
    if code ~= "NCA" then
      lines[#lines + 1] = ("%s;%s;%d"):format(code:gsub("^0", ""), unit.departement,
        REGION[code] or 1000000)
    end
  end
  local path = shell.write(folder .. "/population.csv", table.concat(lines, "\n") .. "\n")
  local per = " --sample -m immatriculations --per " .. shell.quote(path)

  teardown(function() shell.remove(folder) end)

  local function rate(code)
    return sample_figures.cell(code, "immatriculations", "2025-Q4") / (REGION[code] or 1e6) * 1000
  end

  it("ranks départements by it", function()
    local best = 0
    for _, unit in ipairs(sample_figures.data.units) do
      if unit.code_departement ~= "NCA" then best = math.max(best, rate(unit.code_departement)) end
    end
    local output = command.printed("top -n 1 --format csv --quiet" .. per)
    local name, value = output:match "\n.*,([^,]*),([%d.]+),[^,]*,[^,]*,final\n$"
    assert.are.equal("immatriculations_per_1000", name)
    assert.is_true(math.abs(tonumber(value) - best) < 1e-9, output)
  end)

  it("computes it anew for a region and a year, and says where the figures come from", function()
    local year, people = 0, 0
    for code, size in pairs(REGION) do
      year = year + sample_figures.four_quarters("immatriculations", "2025-Q4",
        sample_figures.departement(code))
      people = people + size
    end
    local output = command.spaced(command.printed(
      "annual Bretagne --from 2025 --to 2025 --lang fr --format md" .. per))
    assert.matches("Immatriculations pour 1 000 (PMUN)", output, 1, true)
    local text = sample_figures.fixed(year / people * 1000, 2):gsub("%.", ",")
    assert.matches("| " .. text .. " |", output, 1, true)
    assert.matches("PMUN : d'après population.csv, et non l'Urssaf.", output, 1, true)
  end)

  it("takes another count, and the only column of values", function()
    local own = shell.write(folder .. "/own.csv", "departement,people\nAin,500\n")
    local output = command.printed("show 01 --sample -m radiations --from 2025-Q4 --format csv"
      .. " --quiet --per-count 100 --per " .. shell.quote(own))
    local value = sample_figures.cell("01", "radiations", "2025-Q4") / 500 * 100
    local found = tonumber(output:match ",([%d.]+),[^,]*,[^,]*,final\n$")
    assert.is_true(math.abs(found - value) < 1e-9, output)
  end)

  it("ranks the places that a file has, and says which it lacks", function()
    local some = shell.write(folder .. "/some.csv", "departement,people\nAin,500\nIsère,1000\n")
    local own = " --sample -m radiations --per " .. shell.quote(some)
    local output = command.spaced(command.printed("top" .. own)):gsub("%s+", " ")
    assert.matches("^Strike%-offs per 1,000 %(people%), Q4 2025 ", output)
    assert.matches("people: missing for Aisne (02), Allier (03), Alpes-de-Haute-Provence (04),"
      .. " Hautes-Alpes (05), Alpes-Maritimes (06) and 93 more, which the table lacks.", output, 1,
      true)
    output = command.spaced(command.printed("top --lang fr" .. own)):gsub("%s+", " ")
    assert.matches("Alpes-Maritimes (06) et 93 de plus, que la table n'a pas.", output, 1, true)
    output = command.printed("show 01 --from 2025" .. own)
    assert.is_nil(output:find("missing for", 1, true)) -- what is shown lacks nothing
    output = command.spaced(command.printed("show 02 --from 2025" .. own))
    assert.matches("Strike-offs per 1,000 (people): no value from Q1 2025 to Q4 2025.", output, 1,
      true)
  end)

  it("says what is wrong with a file", function()
    local towns = shell.write(folder .. "/towns.csv", "town;people\nLyon;5\n")
    local two = shell.write(folder .. "/two.csv", "code_departement;men;women\n01;5;6\n")
    for arguments, message in pairs {
      [" --per " .. shell.quote(two)] = "several columns of values, men, women: say the column"
        .. " with --per-column",
      [" --per " .. shell.quote(towns)] = "no column of places or periods",
      [" --per " .. folder .. "/none.csv"] = "No such file",
    } do
      local ok, code, output = command.run("top --sample -m immatriculations" .. arguments)
      assert.is_false(ok)
      assert.are_not.equal(0, code)
      assert.matches(message, output, 1, true)
      assert.is_nil(output:find("traceback", 1, true))
    end
  end)
end)
