-- `urssaf export -o x.xlsx`: the workbook, read by python3 and by LibreOffice, and what is no
-- workbook.
local cjson = require "spec.support.cjson"
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local shell = require "spec.support.shell"
local small_panel = require "spec.support.small_panel"
local workbook = require "urssaf.cli.workbook"

local READ = "python3 spec/support/read_xlsx.py "

-- What reads as a formula, as a number and as markup, and what XML cannot hold.
local HOSTILE = "=1+1;@x <&> \"'\1_x0041_\r\nz"

local function made_of(panel, given, code)
  return workbook.of(panel, languages.of(code or "en"), given or {})
end

describe("urssaf.cli.workbook", function()
  local folder

  hygiene("urssaf.cli.workbook", { "of" })

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  -- The sheets of a file, by their places.
  local function sheets_of(path)
    local sheets = {}
    for line in shell.run_line(READ .. shell.quote(path)):gmatch "[^\n]+" do
      sheets[#sheets + 1] = cjson.decode(line)
    end
    return sheets
  end

  local function sheets_of_bytes(bytes)
    return sheets_of(shell.write(folder .. "/made.xlsx", bytes))
  end

  local function hostile_panel()
    return small_panel.panel(2023, { "a", "b" }, {
      { { code_departement = "01", departement = HOSTILE }, a = { 1, false, -2.5 },
        b = { 1e-7, 0, 2 ^ 40 } },
      { { code_departement = "1e5", departement = "2021-01-01" }, a = { 7, 8, 9 },
        b = { false, false, false } },
    }, { dataset = "own", notes = { { kind = "x", message = "=one note" } } })
  end

  it("has codes and periods as texts, days as days, figures as numbers", function()
    local data = sheets_of_bytes(assert(made_of(hostile_panel())))[1]
    assert.are.equal(13, data.rows)
    assert.are.same({ 1, "A1:T13" }, { data.frozen, data.filter })
    local cells = data.cells
    assert.are.same({ "text", "2023-Q1" }, cells.A2)
    assert.are.same({ "day", "2023-01-01" }, cells.B2)
    assert.are.same({ "text", "01" }, cells.C2)
    assert.are.same({ "text", HOSTILE }, cells.D2)
    assert.are.same({ "text", "1e5" }, cells.C8)
    assert.are.same({ "text", "2021-01-01" }, cells.D8)
    assert.are.same({ "head", "value" }, cells.G1)
    assert.are.same({ { "number", 1 }, { "number", -2.5 } }, { cells.G2, cells.G4 })
    assert.is_nil(cells.G3)
    assert.are.same({ { "number", 1e-7 }, { "number", 0 }, { "number", 2 ^ 40 } },
      { cells.G5, cells.G6, cells.G7 })
    assert.are.equal(#"code_departement" + 3, data.widths[3])
  end)

  it("has the notes and the source on a sheet of their own, in both languages", function()
    for code, words in pairs { en = { "Data", "Notes and source", "Dataset", "Note" },
      fr = { "Données", "Notes et source", "Jeu de données", "Note" } } do
      local sheets = sheets_of_bytes(assert(made_of(hostile_panel(), {}, code)))
      local about = sheets[2]
      assert.are.same({ words[1], words[2] }, { sheets[1].name, about.name })
      assert.are.same({ "text", words[3] }, about.cells.A2)
      assert.are.same({ "text", "own" }, about.cells.B2)
      assert.are.same({ "text", words[4] }, about.cells.A4, about.cells)
      assert.is_truthy(about.cells.B4[2]:find("=one note", 1, true))
      assert.are.equal(4, about.rows)
    end
  end)

  it("has a table with a column for each key", function()
    local panel = hostile_panel():filter { measure = "a" }
    local data = sheets_of_bytes(assert(made_of(panel, { wide = "code_departement",
      date = "last" })))[1]
    local cells = data.cells
    assert.are.equal(4, data.rows)
    assert.are.same({ { "head", "period" }, { "head", "date" }, { "head", "01" },
      { "head", "1e5" } }, { cells.A1, cells.B1, cells.C1, cells.D1 })
    assert.are.same({ { "text", "2023-Q3" }, { "day", "2023-09-30" }, { "number", -2.5 },
      { "number", 9 } }, { cells.A4, cells.B4, cells.C4, cells.D4 })
    assert.is_nil(cells.C3)
    cells = sheets_of_bytes(assert(made_of(panel, { wide = "period" })))[1].cells
    assert.are.equal("head", cells.B1[1])
  end)

  it("is the same bytes for the same panel", function()
    assert.are.equal(made_of(hostile_panel()), made_of(hostile_panel()))
  end)

  it("says what does not fit into a sheet, before it makes one", function()
    local units = {}
    for i = 1, 25000 do units[i] = { { code = ("%05d"):format(i) }, a = {} } end
    local panel = small_panel.panel(2000, { "a" }, units)
    panel.periods = small_panel.quarters(2000, 42) -- with the header one row more than there are
    local bytes, err = made_of(panel)
    assert.is_nil(bytes)
    assert.are.equal("usage", err.kind)
    assert.is_truthy(err.message:find("at most 1048576 rows, and this would be 1050001", 1, true))
    panel.periods = small_panel.quarters(2000, 1)
    for _, s in ipairs(panel.series) do s.periods = panel.periods end
    err = select(2, made_of(panel, { wide = "code" }))
    assert.is_truthy(err.message:find("at most 16384 columns, and this would be 25002", 1, true))
    panel = small_panel.panel(2000, { "a" }, { { { code = ("x"):rep(32768) }, a = { 1 } } })
    err = select(2, made_of(panel))
    assert.is_truthy(err.message:find("at most 32767 characters", 1, true))
  end)

  it("has in every cell what CSV has", function()
    local path = folder .. "/it's a $(touch x).xlsx"
    assert.are.equal("", command.printed("export 38 --sample -o " .. shell.quote(path)))
    local cells, row = sheets_of(path)[1].cells, 1
    local csv = command.printed "export 38 --sample --quiet --date first"
    for line in csv:gmatch "[^\n]+" do
      local c = 0
      for field in ((line .. ","):gsub(',".*', "") .. ","):gmatch "([^,]*)," do
        c = c + 1
        local cell = cells[string.char(64 + c) .. row]
        if c < 23 then
          local value = cell and cell[2]
          assert.are.equal(field, value == nil and "" or type(value) == "number"
            and ("%d"):format(value) or value, row .. ":" .. c)
        end
      end
      row = row + 1
    end
    assert.are.equal(5 * 68 + 2, row) -- five measures, 68 quarters
  end)

  it("is not for a terminal, nor for the options of CSV", function()
    local ok, code, output = command.run "export 38 --sample --format xlsx --preset fr"
    assert.are.same({ false, 2 }, { ok, code })
    assert.is_truthy(output:find("--preset is for CSV", 1, true))
    assert.are.equal("PK", (command.printed("export 38 --sample --format xlsx -o -"):sub(1, 2)))
  end)

  -- As shown, in UTF-8, texts between quotes and so told from numbers, each sheet in a file.
  local CONVERT = "cd %s && HOME=%s timeout 100 soffice --headless --convert-to"
    .. " 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1' made.xlsx"
    .. " isere.xlsx"

  -- Compares what LibreOffice read with the CSV, whose last column, the notes, no sheet has.
  local COMPARE = [[
import csv, sys
read, written = (list(csv.reader(open(path, encoding="utf-8", newline="")))
                 for path in sys.argv[1:])
assert len(read) == len(written), (len(read), len(written))
for ours, theirs in zip(written, read):
    assert ours[:-1] == theirs, (ours, theirs)
print(sum(len(row) for row in read))
]]

  it("opens in LibreOffice, with the same cells #host #long", function()
    if not shell.has "soffice" then return pending "LibreOffice Calc is not installed" end
    shell.write(folder .. "/made.xlsx", assert(made_of(hostile_panel())))
    command.printed("export 38 --sample -o " .. folder .. "/isere.xlsx")
    command.printed("export 38 --sample --quiet --date first -o " .. folder .. "/isere.csv")
    local ok, _, output = shell.run(CONVERT:format(folder, folder))
    assert.is_true(ok, output)
    assert.are.equal(tostring(22 * (1 + 5 * 68)), shell.run_line(("python3 -c %s %s/isere-Data.csv"
      .. " %s/isere.csv"):format(shell.quote(COMPARE), folder, folder)))
    local data = shell.read(folder .. "/made-Data.csv")
    local about = shell.read(folder .. "/made-Notes and source.csv")
    assert.is_truthy(data:find('"2023-Q1",2023-01-01,"01","=1+1;@x', 1, true), data)
    assert.is_truthy(data:find('"2023-Q2",2023-04-01,"1e5","2021-01-01","2021-01-01","a",8,', 1,
      true), data)
    assert.is_truthy(about:find('"Note","=one note', 1, true), about)
  end)
end)
