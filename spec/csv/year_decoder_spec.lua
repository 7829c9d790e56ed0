-- Tables with a column for each measure and year: the portal's five, and what may be in them.
local decoders = require "urssaf.csv.decoder"
local hygiene = require "spec.support.hygiene"
local schema = require "urssaf.domain.schema"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local SECTORS = "secteur_na88;secteur_na38;secteur_na17;grand_secteur_d_activite"

-- The measured columns that are of no year, and their labels.
local DATASETS = {
  ["nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-france-"] =
    "ape;" .. SECTORS .. ";code_ape",
  ["nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-dep"] =
    "departement;ancienne_region;region;grand_secteur_d_activite;code_departement;"
    .. "code_ancienne_region;code_region;tranche_d_effectif",
  ["nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-reg"] =
    "region;ancienne_region;ape;" .. SECTORS .. ";code_region;code_ancienne_region;code_ape",
  ["nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-zon"] =
    "region;zone_d_emploi;" .. SECTORS .. ";code_region;code_zone_d_emploi",
  ["etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last"] =
    "region;ancienne_region;departement;zone_d_emploi;epci;commune;intitule_commune;" .. SECTORS
    .. ";ape;code_region;code_ancienne_region;code_departement;code_zone_d_emploi;code_epci;"
    .. "code_commune;code_ape",
}

local FIRST, LAST = 2006, 2025

local function count_of(text)
  return select(2, text:gsub(";", "")) + 1
end

-- A file with two rows; the cells of a column of year y are 10 (y - 2006) + 1, 2 or 3, 4.
local function file_of(plain, headings)
  local lines = { { plain }, {}, {} }
  for row = 1, 2 do
    local cells = {}
    for i = 1, count_of(plain) do cells[i] = ("%d%04d"):format(row, i) end
    lines[row + 1][1] = table.concat(cells, ";")
  end
  for year = FIRST, LAST do
    for i, heading in ipairs(headings) do
      table.insert(lines[1], ("%s%d"):format(heading, year))
      for row = 1, 2 do
        table.insert(lines[row + 1], ("%d"):format(10 * (year - FIRST) + 2 * (row - 1) + i))
      end
    end
  end
  for i, line in ipairs(lines) do lines[i] = table.concat(line, ";") .. "\r\n" end
  return "\239\187\191" .. table.concat(lines)
end

local NAMES = { "nombre_d_etablissements_", "effectifs_salaries_" }
local LABELS = { "Nombre d'établissements ", "Effectifs salariés " }

local HEADER = "code_departement;tranche_d_effectif;effectifs_2006;effectifs_2007\n"

for _, which in ipairs { "C", "Lua" } do
  describe("columns of one year each, decoded in " .. which, function()
    local decode

    before_each(function()
      decode = package.loaded["urssaf.decode"]
      if which == "Lua" then
        package.loaded["urssaf.decode"] = require "urssaf.csv.lua_decoder"
      end
    end)
    after_each(function() package.loaded["urssaf.decode"] = decode end)

    local function check(panel, id)
      assert.are.equal(id, panel.dataset)
      assert.are.equal("year", panel.frequency)
      assert.are.equal("2006", panel.periods[1])
      assert.are.equal(20, #panel.periods)
      assert.are.equal("2025", panel.periods[20])
      assert.are.equal(2, panel.source.rows)
      assert.are.equal(4, #panel.series)
      assert.are.same({}, panel.notes)
      local first, second = panel.series[1], panel.series[4]
      assert.are.equal("nombre_d_etablissements", first.measure)
      assert.are.same({ 1, 11, 191 }, { first:at(2006), first:at(2007), first:at(2025) })
      assert.are.equal("effectifs_salaries", second.measure)
      assert.are.same({ 4, 14, 194 }, { second:at(2006), second:at(2007), second:at(2025) })
      assert.are.equal("stock", urssaf.measures.of(first.measure, id).nature)
    end

    for id, plain in pairs(DATASETS) do
      it("are read: " .. id, function()
        check(assert(urssaf.read { text = file_of(plain, NAMES) }), id)
        check(assert(urssaf.read { text = file_of(plain, LABELS) }), id)
        check(assert(urssaf.read({ text = file_of(plain, NAMES) }, { dataset = id })), id)
      end)
    end

    it("are read with from, to and measures", function()
      local plain = DATASETS["nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-"
        .. "prive-par-dep"]
      local panel = assert(urssaf.read({ text = file_of(plain, NAMES) },
        { from = 2007, to = "2008", measures = { "effectifs_salaries" } }))
      assert.are.same({ 12, 22 }, small_panel.listed(panel.series[1]))
      assert.are.equal(2, #panel.series)
    end)

    it("add up to the sums of the file", function()
      local panel = assert(urssaf.read({ text = HEADER .. "01;a;1;20\n01;b;2;30\n38;a;4;50\n" },
        { dimensions = { "tranche_d_effectif" } }))
      assert.are.same({ 7, 100 },
        small_panel.listed(panel:total { how = "sum" }.series[1]))
    end)

    it("keep empty cells, quotes, delimiters and line ends in texts", function()
      local panel = assert(urssaf.read { text = HEADER
        .. '01;"a;""b""\n c";;2\n38;d;3;\n' })
      assert.are.equal('a;"b"\n c', panel.series[1].key.tranche_d_effectif)
      assert.are.same({ "-", 2 }, small_panel.listed(panel.series[1]))
      assert.are.same({ 3, "-" }, small_panel.listed(panel.series[2]))
    end)

    it("may be all there is", function()
      local panel = assert(urssaf.read { text = "a_2001,a_2002\n1,2\n" })
      assert.are.same({ 1, 2 }, small_panel.listed(panel.series[1]))
    end)

    it("do not lend their years to a figure of no year", function()
      local panel = assert(urssaf.read {
        text = "region;effectifs_2006;effectifs_2007;superficie;dpae_brut;x_2006\nA;1;2;9;8;7\n" })
      assert.are.equal(1, #panel.series)
      assert.are.equal("effectifs", panel.series[1].measure)
      assert.are.same({ 1, 2 }, small_panel.listed(panel.series[1]))
      assert.are.same({ region = "A", superficie = "9", dpae_brut = "8", x_2006 = "7" },
        panel.series[1].key)
    end)

    it("are left out if they are texts", function()
      local panel = assert(urssaf.read { text = "code_departement;x_2006;x_2007;effectifs_2006;"
        .. "effectifs_2007\n01;a;b;1;2\n38;c;;3;4.5\n" })
      assert.are.equal(2, #panel.series)
      assert.are.same({ code_departement = "01" }, panel.series[1].key)
      assert.are.same({ 1, 2 }, small_panel.listed(panel.series[1]))
      assert.are.same({ 3, 4.5 }, small_panel.listed(panel.series[2]))
      assert.are.equal("x", panel.notes[1].column)
    end)

    it("may lack years, and are a grid without holes", function()
      local panel = assert(urssaf.read { text = "code_departement;a_2006;a_2008;b_2007\n"
        .. "01;1;2;9\n38;3;;9\n" })
      assert.are.same({ "2006", "2007", "2008" }, panel.periods)
      assert.are.same({ 1, "-", 2 }, small_panel.listed(panel.series[1]))
      assert.are.same({ 3, "-", "-" }, small_panel.listed(panel.series[2]))
    end)

    it("have limits", function()
      local text = HEADER .. "01;a;1;2\n38;b;3;4\n"
      for option, message in pairs { max_units = "more than 1 units", max_periods =
        "more than 1 periods between the first and the last" } do
        local panel, err = urssaf.read({ text = text }, { [option] = 1 })
        assert.is_nil(panel)
        assert.are.equal("limit", err.kind)
        assert.matches(message, err.message, 1, true)
      end
      local names, cells = {}, {}
      for i = 1, 17 do
        names[i], cells[i] = ("m%d_2006;m%d_2007"):format(i, i), "1;2"
      end
      local panel, err = urssaf.read({ text = "region;" .. table.concat(names, ";") .. "\nA;"
        .. table.concat(cells, ";") .. "\n" }, { max_units = 1 })
      assert.is_nil(panel)
      assert.matches("more than 16 series, units times measures", err.message, 1, true)
    end)

    it("are read in blocks cut anywhere", function()
      local text = HEADER .. '01;"a;b";1;2\n38;c;3;4'
      for size = 1, #text do
        local decoder = decoders.new(schema.knowledge(nil, {}), { delimiter = ";" })
        for at = 1, #text, size do assert(decoder:feed(text:sub(at, at + size - 1))) end
        assert.is_true(decoder:settle()) -- effectifs is found to be a measure
        decoder:close()
      end
    end)

    it("say where a file may have been cut", function()
      local panel = assert(urssaf.read { text = HEADER .. "01;a;1;2" })
      assert.are.equal("cut", panel.notes[1].kind)
    end)

    for name, case in pairs {
      ["a cell that is no number"] = { "01;a;1;2\n38;b;3;x\n", "decode", 3, nil,
        '^line 3, year 2007 %(effectifs_salaries%): not a number .*"x"$' },
      ["a cell that is no number, below a text of two lines"] = { '01;"a\nb";1;2\n38;b;x;4\n',
        "decode", 4, nil, "^line 4, year 2006 %(effectifs_salaries%): not a number" },
      ["a text that is not valid"] = { "01;a;1;2\n38;\255;3;4\n", "decode", 3, 2,
        "^line 3, column 2 %(tranche_d_effectif%): not valid UTF%-8 text" },
      ["a row that is too short"] = { "01;a;1;2\n38;b;3\n", "decode", 3, 4,
        "^line 3, column 4: 3 cells where the header has 4$" },
      ["an empty line"] = { "01;a;1;2\n\n38;b;3;4\n", "decode", 3, 2,
        "^line 3, column 2: 1 cells where the header has 4$" },
      ["a unit that is there twice"] = { "01;a;1;2\n38;b;3;4\n01;a;5;6\n", "decode", 4, nil,
        "^line 4, year 2006 %(annee%): .* this period twice, first on line 2" },
      ["a quote that is not closed"] = { '01;a;1;2\n38;"b;3;4\n', "decode", 3, 2,
        "^line 3, column 2: a quote is not closed" },
    } do
      it("refuse " .. name, function()
        local panel, err = urssaf.read { text = HEADER:gsub("effectifs", "effectifs_salaries")
          .. case[1] }
        assert.is_nil(panel)
        assert.are.same({ case[2], case[3], case[4] }, { err.kind, err.line, err.column })
        assert.matches(case[5], err.message)
      end)
    end
  end)
end

describe("urssaf.csv.year_decoder", function()
  hygiene("urssaf.csv.year_decoder", { "new" })
end)
