-- Mistakes and needs that the command once had no answer to.
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"
local usage_text = require "urssaf.cli.usage_text"

local run, printed = command.run, command.printed

describe("urssaf.cli.usage_text", function()
  hygiene("urssaf.cli.usage_text", { "hint", "of", "unquoted_period" })

  it("finds a period of several words without quotes", function()
    local function found(...) return { usage_text.unquoted_period { ... } } end
    assert.are.same({ "--at", "T1 2025" }, found("top", "--at", "T1", "2025"))
    assert.are.same({ "--from", "mars 2025" }, found("show", "38", "--from", "mars", "2025"))
    assert.are.same({ "--to", "1er trimestre 2025" }, found("--to", "1er", "trimestre", "2025"))
    assert.are.same({ "--at", "T1 2025" }, found("top", "--at=T1", "2025"))
    assert.are.same({}, found("--at", "T1 2025"))
    assert.are.same({}, found("--from", "2024", "--to", "2025"))
    assert.are.same({}, found("T1", "2025"))
  end)
end)

describe("urssaf.cli.series_chart", function() hygiene("urssaf.cli.series_chart", { "of" }) end)

describe("urssaf.cli.command_line", function()
  hygiene("urssaf.cli.command_line", { "commands", "extra_argument", "own_options" })
end)

describe("urssaf and charts of what has no axis in common #long", function()
  local folder

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  local function drawn(arguments)
    printed(("%s --sample -o %s/x.svg"):format(arguments, folder))
    return shell.read(folder .. "/x.svg")
  end

  it("draws measures in different units beside each other, each on a scale of its own", function()
    for _, arguments in ipairs { "chart 38 -m immatriculations -m chiffres_d_affaires",
      "chart 38 -m immatriculations -m chiffres_d_affaires --multiples", "show 38" } do
      local text = drawn(arguments)
      assert.matches("Registrations", text, 1, true)
      assert.matches("Turnover", text, 1, true)
      assert.matches("each with an axis of its own", text, 1, true)
    end
  end)

  it("draws more series than a line chart holds beside each other, on one scale", function()
    local text = drawn "chart --where code_region=84 -m radiations"
    assert.matches("Haute-Savoie", text, 1, true)
    assert.is_nil(text:find("axis of its own", 1, true))
    text = drawn "chart 38 69 -m radiations"
    assert.is_nil(text:find("small line charts", 1, true))
  end)

  it("heads the columns of several series in a terminal", function()
    assert.matches("^Place +Measure +Shape +Range +Last +Value\n", printed "chart 38 69 --sample")
    assert.matches("^Lieu +Mesure +Allure +Étendue +Dernière +Valeur\n",
      printed "chart 38 69 --sample --lang fr")
  end)
end)

describe("urssaf and mistakes in the command line #long", function()
  for arguments, case in pairs {
    ["cite -m x"] = { 2, "^urssaf: cite has no option '%-m'\n'urssaf cite %-%-help'" },
    ["map -n 3"] = { 2, "map has no option '%-n'; these have: top, share, contributions\n" },
    ["top --rolling x"] = { 2, "'x' is not a whole number above zero" },
    ["cite --nosuch"] = { 2, "unknown option '%-%-nosuch'" },
    ["check 38"] = { 2, "check takes options only, and no '38'" },
    ["report 38 69"] = { 2, "report takes one place: '69' is one too many" },
    ["--sample top"] = { 2, "'%-%-sample' stands behind the command: urssaf top %-%-sample\n" },
    ["--nosuch top"] = { 2, "unknown option '%-%-nosuch'" },
    ["top --at T1 2025"] = { 2, "stands in quotes: %-%-at \"T1 2025\"" },
    ["show 38 --sample --from T1 2025"] = { 2, "stands in quotes: %-%-from \"T1 2025\"" },
    ["show --sample --where from=2020"] = { 2, "%-%-from chooses a period" },
    ["show --sample --where measure=x"] = { 2, "%-m chooses a measure" },
    ["show --sample --where area=metropole --where region=02"] = { 1,
      "no unit of these data has area=metropole and region=02" },
    ["show --as-of 2026-01-01 --refresh"] = { 2, "leave out %-%-refresh" },
    ["show --rolling 4 --nature stock"] = { 2, "leave out one of %-%-rolling and" },
  } do
    it("answers " .. arguments, function()
      local ok, code, output = run(arguments)
      assert.is_false(ok)
      assert.are.equal(case[1], code)
      assert.matches(case[2], output)
      assert.is_nil(output:find("Did you mean one of", 1, true), output)
    end)
  end

  it("shows the commands, or the options of one, without being asked twice", function()
    local help = printed "--help"
    assert.are.equal(help, printed "")
    assert.are.equal(help, printed "help")
    assert.are.equal(help, printed "help help")
    assert.are.equal(printed "top --help", printed "help top")
    assert.are.equal(printed "top --help --lang fr", printed "--lang fr help top")
    local ok, code, output = run "help nonsense"
    assert.is_false(ok)
    assert.are.equal(2, code)
    assert.matches("unknown command 'nonsense'", output, 1, true)
  end)

  it("says of a file's emptiness nothing about the portal", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    shell.write(folder .. "/x.csv", "departement;dernier_jour_du_trimestre;radiations\n")
    local _, _, output = run(("show --file %s/x.csv"):format(folder))
    assert.matches("has a header and no row", output, 1, true)
    assert.is_nil(output:find("The portal", 1, true), output)
  end)
end)

describe("urssaf and a measure that it does not know #long", function()
  local folder

  setup(function()
    folder = shell.temporary_folder()
    shell.write(folder .. "/x.csv", "departement;dernier_jour_du_trimestre;visits\n"
      .. "Isère;2024-03-31;1\nIsère;2024-06-30;2\nIsère;2024-09-30;3\nIsère;2024-12-31;4\n"
      .. "Rhône;2024-03-31;10\nRhône;2024-06-30;20\nRhône;2024-09-30;30\nRhône;2024-12-31;40\n")
  end)
  teardown(function() shell.remove(folder) end)

  local function annual(arguments)
    return run(("annual France --quiet --format csv --file %s/x.csv %s"):format(folder, arguments))
  end

  it("asks for its nature", function()
    local _, code, output = annual ""
    assert.are.equal(2, code)
    assert.matches("--nature flow, stock or count", output, 1, true)
  end)

  it("adds it up by its nature", function()
    for nature, sum in pairs { flow = "110", stock = "44", count = "27.5" } do
      local ok, _, output = annual("--nature " .. nature)
      assert.is_true(ok, output)
      assert.matches("2024,all,Total,visits," .. sum .. ",", output, 1, true)
    end
  end)
end)
