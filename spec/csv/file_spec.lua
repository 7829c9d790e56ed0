local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local sample = require "spec.support.standin.sample"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local BOM = "\239\187\191"

-- A file as a person saves it from the portal's page: labels, BOM, `;`, CRLF. Written here from
-- the generator, by another way than the stand-in's.
local function saved_file(data, options)
  options = options or {}
  local delimiter, lines, headings = options.delimiter or ";", {}, {}
  for i, field in ipairs(data.fields) do
    headings[i] = options.names and field.name or field.label
  end
  lines[1] = table.concat(headings, delimiter)
  for i = 1, data.count do
    local row, cells = data:row(i), {}
    for k, field in ipairs(data.fields) do
      local value = row[field.name]
      cells[k] = value == nil and "" or tostring(value)
    end
    lines[#lines + 1] = table.concat(cells, delimiter)
  end
  return (options.no_bom and "" or BOM) .. table.concat(lines, options.line_end or "\r\n")
    .. (options.no_final and "" or options.line_end or "\r\n")
end

local function with_file(text, work)
  local path = os.tmpname()
  shell.write(path, text)
  local result = lua.pack(pcall(work, path))
  os.remove(path)
  if not result[1] then error(result[2], 0) end
  return lua.unpack(result, 2, result.n)
end

describe("read", function()
  local data, fetched

  setup(function()
    data = sample.auto_entrepreneurs()
    local portal = standin.start {}
    fetched = assert(urssaf.fetch { cache = "off", base_url = portal.base_url })
    portal:stop()
  end)

  describe("gives the same series as fetch from", function()
    for name, options in pairs {
      ["a file saved from the portal's page"] = {},
      ["one with names"] = { names = true },
      ["one without BOM"] = { no_bom = true },
      ["one with commas"] = { delimiter = "," },
      ["one with tabs"] = { delimiter = "\t" },
      ["one with line feeds alone"] = { line_end = "\n" },
      ["one without a line end at the end"] = { no_final = true },
    } do
      it(name, function()
        local panel = with_file(saved_file(data, options), function(path)
          return assert(urssaf.read(path))
        end)
        assert.are.same(fetched.periods, panel.periods)
        assert.are.same(fetched.series, panel.series)
        assert.are.equal("auto-entrepreneurs-par-departement", panel.dataset)
      end)
    end

    it("text, as from a file", function()
      local panel = assert(urssaf.read { text = saved_file(data) })
      assert.are.same(fetched.series, panel.series)
      assert.are.equal(68 * 101, panel.source.rows)
      assert.is_nil(panel.source.path)
    end)
  end)

  -- its dimension's label says less than its name, and a saved file has the label alone
  it("of the sibling by sector knows its columns by their labels", function()
    for _, sibling in ipairs(sample.datasets()) do
      if sibling.id == "auto-entrepreneurs-par-secteur-dactivite" then
        local panel = assert(urssaf.read { text = saved_file(sibling) })
        assert.are.equal(#sibling.units * 5, #panel.series)
        local unit = sibling.units[3]
        local s = assert(panel:get { measure = "radiations",
          secteur_d_activite_me = unit.secteur_d_activite_me })
        assert.are.equal(sibling.id, panel.dataset)
        assert.are.equal(sibling:value(3, "radiations", 10), s.values[10])
      end
    end
  end)

  it("leaves out where places are on a map, however long their shapes are", function()
    local text = "annee;region;geo_shape;geo_point_2d;radiations\n2020;Corse;%s;42.1, 9.2;1\n"
    local panel = assert(urssaf.read { text = text:format(("1 2,"):rep(5000)) })
    assert.are.same({ region = "Corse" }, panel.series[1].key)
    assert.are.same({}, panel.notes)
  end)

  it("notes names that read alike, which are different units", function()
    local text = "annee;region;secteur;radiations\n2020;Isère;a;1\n2020;Isère ;b;2\n"
    local panel = assert(urssaf.read { text = text })
    assert.are.equal(2, #panel.series)
    assert.are.same({ "alike", "region" }, { panel.notes[1].kind, panel.notes[1].column })
    assert.are.equal(1, #panel.notes)
    assert.are.same({}, assert(urssaf.read { text = text:gsub("Isère ", "Ain") }).notes)
    local coded = "annee;code_region;region;radiations\n2020;01;Isère;1\n2020;02;Isère ;2\n"
    assert.are.same({}, assert(urssaf.read { text = coded }).notes)
  end)

  -- each text holds more of the other delimiters than a line has of its own
  for name, delimiter in pairs { semicolon = ";", comma = ",", tab = "\t", bar = "|" } do
    it("finds the " .. name .. " among texts that are full of other delimiters", function()
      local others = (";,\t|"):gsub("%" .. delimiter, "")
      local function line(...) return table.concat({ ... }, delimiter) .. "\n" end
      local text = line("Année", "Trimestre", "departement", "Radiations",
          "note" .. others:rep(9))
        .. line(2020, 1, "Is" .. others:rep(5) .. "ère", 7, others:rep(20) .. "x")
        .. line(2020, 2, "Is" .. others:rep(5) .. "ère", 8, others:rep(30) .. "y")
      local panel = assert(urssaf.read { text = text })
      assert.are.same({ 7, 8 }, panel:get { measure = "radiations" }.values)
      assert.are.equal("Is" .. others:rep(5) .. "ère", panel.series[1].key.departement)
    end)

    it("finds the " .. name .. " behind quotes that hold more of it, and line ends", function()
      local quoted = ('"a%s\r\nb%s"'):format(delimiter:rep(9), (";,\t|"):rep(9))
      local function line(...) return table.concat({ ... }, delimiter) .. "\r\n" end
      local panel = assert(urssaf.read { text = BOM .. line(quoted, '"Année"', "radiations")
        .. line(quoted, 2020, 7) .. line(quoted, 2021, 8) })
      assert.are.same({ 7, 8 }, panel:get { measure = "radiations" }.values)
    end)
  end

  it("finds the delimiter by the length of the rows, if the header tells nothing", function()
    local panel = assert(urssaf.read { text = "annee;a,region,b\n2020;5\n2021;6\n" })
    assert.are.same({ 5, 6 }, panel:get { measure = "a_region_b" }.values)
  end)

  it("notes that a file may be cut where its last line has no end", function()
    local panel = assert(urssaf.read { text = "annee;radiations\n2020;1\n2021;2" })
    assert.are.same({ 1, 2 }, panel.series[1].values)
    assert.are.equal("cut", panel.notes[1].kind)
    assert.are.same({}, assert(urssaf.read { text = "annee;radiations\n2020;1\n" }).notes)
  end)

  it("knows the last row's cells, though it has no line end", function()
    local panel = assert(urssaf.read { text = "annee;region;radiations;x\n2020;R;1;7\n2021;R;2;b" })
    assert.are.equal(1, #panel.series)
    assert.are.same({ "column", "cut" }, { panel.notes[1].kind, panel.notes[2].kind })
  end)

  it("reads a pipe, also if its cells have to be read twice", function()
    local folder = shell.temporary_folder()
    shell.write(folder .. "/program.lua", [[
      local panel = assert(require "urssaf".read(arg[1]))
      print(#panel.series, panel.series[1].measure, panel.series[1]:at "2020-Q2")]])
    for _, measure in ipairs { "radiations", "une_mesure" } do
      shell.write(folder .. "/text",
        ("annee;trimestre;departement;%s\n2020;1;Ain;1\n2020;2;Ain;2\n"):format(measure))
      local program = shell.with({ LUA_PATH = shell.lua_path, LUA_CPATH = shell.lua_cpath },
        "timeout 10 " .. shell.lua .. " program.lua")
      for _, command in ipairs { "%s /dev/stdin <text", "cat text | %s /dev/stdin",
        "mkfifo pipe || exit\ntimeout 10 sh -c 'cat text >pipe' &\n%s pipe; rm pipe" } do
        assert.are.equal(("1\t%s\t2\n"):format(measure),
          select(3, shell.run_here("cd " .. folder .. "\n" .. command:format(program))))
      end
    end
    shell.remove(folder)
  end)

  it("says the file it came from", function()
    with_file(saved_file(data), function(path)
      local panel = assert(urssaf.read(path))
      assert.are.equal(path, panel.source.path)
      assert.matches("^%d%d%d%d%-%d%d%-%d%dT", panel.source.read_at)
    end)
  end)

  describe("options", function()
    local text = "annee;trimestre;code_departement;immatriculations;radiations\n"
      .. "2020;4;01;1;2\n2021;1;01;3;4\n2021;2;01;5;6\n"

    it("from and to cut the grid", function()
      local panel = assert(urssaf.read({ text = text }, { from = "2021-Q1", to = 2021 }))
      assert.are.same({ "2021-Q1", "2021-Q2" }, panel.periods)
      assert.are.same({ 3, 5 }, panel.series[1].values)
    end)

    it("measures picks some", function()
      local panel = assert(urssaf.read({ text = text }, { measures = { "radiations" } }))
      assert.are.equal(1, #panel.series)
      assert.are.equal("radiations", panel.series[1].measure)
    end)

    it("dataset names it", function()
      assert.are.equal("mine", assert(urssaf.read({ text = text }, { dataset = "mine" })).dataset)
      assert.is_nil(assert(urssaf.read { text = text }).dataset)
    end)

    it("max_bytes bounds it", function()
      local panel, err = urssaf.read({ text = text }, { max_bytes = 20 })
      assert.is_nil(panel)
      assert.are.equal("limit", err.kind)
    end)

    it("max_bytes bounds what has no end, too", function()
      for _, path in ipairs { "/dev/zero", "/dev/full" } do
        local panel, err = urssaf.read(path, { max_bytes = 300000 })
        assert.is_nil(panel)
        assert.are.equal("limit", err.kind)
        assert.matches("max_bytes", err.message, 1, true)
      end
    end)

    for name, wrong in pairs { ["an unknown one"] = { mesures = { "x" } },
      ["a delimiter that is none"] = { delimiter = "ab" },
      ["a bad quarter"] = { from = "2021-Q5" } } do
      it(name .. " raises", function()
        assert.has_error(function() urssaf.read({ text = text }, wrong) end)
      end)
    end

    it("an unknown one names the nearest", function()
      local _, message = pcall(urssaf.read, { text = text }, { mesures = { "x" } })
      assert.matches("unknown option 'mesures' (did you mean 'measures'?)", message, 1, true)
    end)

    it("beside the text raise: they are the second argument", function()
      local ok, message = pcall(urssaf.read, { text = text, from = 2021 })
      assert.is_false(ok)
      assert.matches("'from' beside text", message, 1, true)
    end)

    it("to cuts the end", function()
      local panel = assert(urssaf.read({ text = text }, { to = "2020-Q4" }))
      assert.are.same({ "2020-Q4" }, panel.periods)
    end)

    it("dimensions that are time raise", function()
      assert.has_error(function() urssaf.read({ text = text }, { dimensions = { "annee" } }) end)
    end)

    it("what is neither path nor text raises", function()
      assert.has_error(function() urssaf.read(3) end)
      assert.has_error(function() urssaf.read {} end)
    end)
  end)

  describe("refuses", function()
    local header = "annee;trimestre;dernier_jour_du_trimestre;departement;radiations\n"
    for _, case in ipairs {
      { "an empty file", "", "decode", 1, 1 },
      { "a header alone", header, "incomplete" },
      { "a header without a line end", header:sub(1, -2), "incomplete", 1, 1 },
      { "a ragged row", header .. "2021;1;2021-03-31;Ain\n", "decode", 2, 5 },
      { "a decimal comma", header .. "2021;1;2021-03-31;Ain;12,5\n", "decode", 2, 5 },
      { "quarter 5", header .. "2021;5;2021-03-31;Ain;1\n", "decode", 2, 2 },
      { "a year and a last day that disagree", header .. "2020;1;2021-03-31;Ain;1\n", "decode", 2,
        3 },
      { "a page", "<!DOCTYPE html>\n<html>\n", "content" },
      { "JSON", '[{"annee": 2021}]', "content" },
      { "a spreadsheet", "PK\3\4\20\0", "content" },
      { "a workbook with any bytes", "PK\3\4\20\0measure,\205", "content" },
      { "Parquet", "PAR1\21\4\21", "content" },
      { "what is compressed", "\31\139\8\0", "content" },
      { "UTF-16", "\255\254a\0n\0", "content" },
      { "Latin-1", "ann\233e;trimestre;radiations\n", "decode", 1, 1 },
      { "an empty line", header .. "\n2021;1;2021-03-31;Ain;1\n", "decode", 2, 1 },
      { "a file without measures", "annee;trimestre;departement\n2021;1;Ain\n", "schema" },
      { "a file without time", "departement;radiations\nAin;1\n", "schema" },
      { "a file of quarters without years", "trimestre;departement;radiations\n1;A;1\n", "schema" },
      { "a name and its label both", "annee;trimestre;region;Région;radiations\n", "schema" },
    } do
      it(case[1], function()
        local panel, err = urssaf.read { text = case[2] }
        assert.is_nil(panel)
        assert.are.equal(case[3], err.kind, tostring(err))
        assert.are.equal(case[4], err.line)
        assert.are.equal(case[5], err.column)
      end)
    end

    it("a file that is not there, with the system's reason", function()
      local panel, err = urssaf.read "/nonexistent/x.csv"
      assert.is_nil(panel)
      assert.are.equal("file", err.kind)
      assert.matches("/nonexistent/x.csv", err.message, 1, true)
      local reason = select(2, io.open "/nonexistent/x.csv"):match(": (.*)$")
      assert.matches(": " .. reason, err.message, 1, true)
    end)

    it("a folder", function()
      local panel, err = urssaf.read "/tmp"
      assert.is_nil(panel)
      assert.are.equal("file", err.kind)
    end)
  end)
end)

describe("reading", function()
  hygiene("urssaf.csv.delimiter", { "find" })
  hygiene("urssaf.csv.file", { "panel" })
end)
