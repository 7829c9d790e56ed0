-- The figures that examples/hosts/pandoc makes: tables, charts, captions and notes.
local cjson = require "spec.support.cjson"
local documents = require "spec.support.hosts.pandoc_documents"
local pandocs = require "spec.support.hosts.pandocs"
local sample_figures = require "spec.support.oracle.sample_figures"
local urssaf = require "urssaf"

local block = pandocs.block
local SPACE, MINUS, MISSING = documents.SPACE, documents.MINUS, documents.MISSING
local FRENCH, ENGLISH = documents.FRENCH, documents.ENGLISH

describe("the figures of examples/hosts/pandoc #host", function()
  local pandoc = pandocs.for_cases()

  pandoc:case("makes a table and a chart of each block, with the library's figures", function()
    local list = pandoc:figures(pandoc:example())
    assert.are.equal(2, #list)
    for i, wanted in ipairs {
      { "38", "economiquement_actifs", "2019-Q1", nil, "Comptes économiquement actifs en Isère",
        "Économiquement actifs" },
      { "2A", "radiations", "2022-Q1", "2023-Q4", "Comptes radiés en Corse-du-Sud", "Radiations" },
    } do
      local figure, whole = list[i], pandoc:series(wanted[1], wanted[2])
      documents.check_table(figure, whole, wanted[3], wanted[4], FRENCH)
      documents.check_picture(figure.drawn, whole:slice(wanted[3], wanted[4]), FRENCH)
      assert.are.same({ "Trimestre", wanted[6], "Évolution sur un an (%)" }, figure.header)
      assert.are.same({ "AlignLeft", "AlignRight", "AlignRight" }, figure.aligned)
      for _, said in ipairs { figure.caption, figure.alt, figure.drawn.title } do
        assert.are.equal(wanted[5], said)
      end
      assert.are.equal(wanted[6], figure.drawn.texts[1].text)
    end
    assert.are.same({ "T2" .. SPACE .. "2020", "15" .. SPACE .. "289", MINUS .. "7,6" },
      list[1].rows[6])
  end)

  pandoc:case("shows missing values as a dash, and as a gap", function()
    for _, wanted in ipairs {
      { "2A", "economiquement_actifs", "2015", "2018", missing = 1 },
      { "Guyane", "chiffres_d_affaires", "2010-Q2", "2012-Q3", missing = 3 },
      { "48", "radiations", "2013-Q2", "2013-Q4", missing = 1 }, -- points without a line
      { "15", "immatriculations", "2011-Q4", nil, missing = 1 },
    } do
      local attributes = ('departement="%s" measure="%s" from="%s"'):format(wanted[1], wanted[2],
        wanted[3]) .. (wanted[4] and (' to="%s"'):format(wanted[4]) or "")
      local figure, whole = pandoc:one(attributes), pandoc:series(wanted[1], wanted[2])
      documents.check_table(figure, whole, wanted[3], wanted[4], ENGLISH)
      documents.check_picture(figure.drawn, whole:slice(wanted[3], wanted[4]), ENGLISH)
      local missing = 0
      for _, row in ipairs(figure.rows) do
        assert.are_not.equal("0", row[2])
        if row[2] == MISSING then missing = missing + 1 end
      end
      assert.are.equal(wanted.missing, missing)
    end
  end)

  pandoc:case("distinguishes zero from missing, and has no negative zero", function()
    local lines = { "annee;trimestre;code_departement;departement;immatriculations" }
    for i, value in ipairs { 0, 100000, 100000, 1234567, 7, 100003, 99997, "", 0, 100003, 49998 } do
      lines[i + 1] = ("%d;%d;38;Isère;%s"):format(2019 + math.floor((i - 1) / 4), (i - 1) % 4 + 1,
        tostring(value))
    end
    pandoc:write("figures2.csv", table.concat(lines, "\n") .. "\n")
    local path = pandoc:write("zero.md", block('departement="38" measure="immatriculations"'))
    local text = pandoc:written(path, "-t json -M urssaf-data=figures2.csv -M lang=en")
    local cells = {}
    for i, row in ipairs(documents.figures(cjson.decode(text))[1].rows) do
      cells[i] = row[2] .. " " .. row[3]
    end
    assert.are.same({ "0 –", "100,000 –", "100,000 –", "1,234,567 –", "7 –", "100,003 0.0",
      "99,997 0.0", "– –", "0 −100.0", "100,003 0.0", "49,998 −50.0" }, cells)
  end)

  pandoc:case("shows months", function()
    local lines = { "annee;dernier_jour_du_mois;code_departement;departement;immatriculations" }
    for i = 1, 26 do
      local year, month = 2019 + math.floor((i - 1) / 12), (i - 1) % 12 + 1
      local day = os.date("%Y-%m-%d", os.time { year = year, month = month + 1, day = 0 })
      lines[i + 1] = ("%d;%s;38;Isère;%d"):format(year, day, 100 + i)
    end
    pandoc:write("months.csv", table.concat(lines, "\n") .. "\n")
    local function figure_from(span, lang)
      local path = pandoc:write("months.md",
        block('departement="38" measure="immatriculations"' .. span))
      return documents.figures(cjson.decode(pandoc:written(path, "--extract-media=media -t json"
        .. " -M urssaf-data=months.csv -M lang=" .. lang)))[1]
    end
    local figure = figure_from("", "fr")
    assert.are.equal("Mois", figure.header[1])
    assert.are.equal(26, #figure.rows)
    assert.are.same({ "janvier" .. SPACE .. "2019", "101", MISSING }, figure.rows[1])
    assert.are.same({ "février" .. SPACE .. "2021", "126", "+10,5" }, figure.rows[26]) -- of 114
    figure = figure_from(' from="2020-02" to="March 2020"', "en")
    assert.are.same({ { "February" .. SPACE .. "2020", "114", "+11.8" }, -- of 102
      { "March" .. SPACE .. "2020", "115", "+11.7" } }, figure.rows) -- of 103
    assert.are.equal("Month", figure.header[1])
    -- of seven months, three are named, and stand within the picture
    figure = figure_from(' from="2019-02" to="2019-08"', "fr")
    local named = {}
    for _, text in ipairs(documents.chart(pandoc.folder .. "/" .. figure.picture).texts) do
      if text.y > 250 then named[#named + 1] = text.text .. " " .. text.anchor end
    end
    assert.are.same({ "février" .. SPACE .. "2019 start", "mai" .. SPACE .. "2019 middle",
      "août" .. SPACE .. "2019 end" }, named)
  end)

  pandoc:case("writes French or English, by the document's language", function()
    local attributes = 'departement="75" measure="chiffres_d_affaires" from="2020" to="2020"'
    for tag, french in pairs { ["fr"] = true, ["fr-FR"] = true, ["en-GB"] = false, ["de"] = false,
      ["fry"] = false, [""] = false } do
      local figure, language = pandoc:one(attributes, tag ~= "" and "-M lang=" .. tag),
        french and FRENCH or ENGLISH
      local whole = pandoc:series("75", "chiffres_d_affaires")
      documents.check_table(figure, whole, "2020", "2020", language)
      documents.check_picture(figure.drawn, whole:slice("2020", "2020"), language)
      assert.are.same(french and { "Trimestre", "Chiffre d'affaires (€)",
        "Évolution sur un an (%)" } or { "Quarter", "Turnover (€)", "Growth over a year (%)" },
        figure.header)
      assert.matches(french and "^Source : Urssaf : .*, fichier lu le " or
        "^Source: Urssaf: .*, file read on ", figure.source)
      assert.are.same({ french and "L'évolution est en euros courants, hausse des prix comprise."
        or "This growth is nominal: in current euros, price changes included." },
        figure.notes)
    end
  end)

  pandoc:case("makes the block's text the caption, with any characters", function()
    local caption = pandoc:one('departement="38" measure="radiations" #here', "",
      [[R&D *\< 10* "d'ici" ]] .. "]]> 'é' \\--")
    assert.are.equal("here", caption.id)
    for _, said in ipairs { caption.caption, caption.alt } do
      assert.are.equal("R&D < 10 d’ici ]]> é --", said) -- what is quoted is a node of its own
    end
    assert.are.equal("R&D < 10 “d’ici” ]]> ‘é’ --", caption.drawn.title)
    local without = pandoc:one('departement="isère" measure="radiations"', "-M lang=fr", "")
    assert.are.equal("Radiations, Isère", without.caption)
  end)

  pandoc:case("takes the figures of another dataset, whose columns are attributes", function()
    local dataset = "auto-entrepreneurs-par-departement-secteur"
    local path = pandoc:write("other.md", block('departement="38" measure="chiffres_d_affaires"'
      .. ' secteur_d_activite_me="Commerce" from="2025-Q4"', ""))
    local text = pandoc:written(path, "-t plain --wrap=none -M lang=fr -M urssaf-dataset="
      .. dataset)
    local series = assert(urssaf.fetch(dataset, pandoc.portal:options())):get {
      departement = "38", measure = "chiffres_d_affaires", secteur_d_activite_me = "Commerce" }
    assert.matches("T4 2025 " .. sample_figures.grouped(series:at "2025-Q4", SPACE),
      (text:gsub(SPACE .. "2025", " 2025"):gsub("  +", " ")), 1, true)
    assert.matches("Chiffre d'affaires (€), Isère, Commerce\n", text, 1, true)
    path = pandoc:write("other.md", block 'departement="38" measure="chiffres_d_affaires"')
    local _, code, said = pandoc:run(path, "-t plain -M urssaf-dataset=" .. dataset)
    assert.are.equal(83, code)
    assert.matches("}: these are several series: say which secteur_d_activite_me\n$", said)
  end)

  pandoc:case("takes nothing in a name of the data for markup", function()
    pandoc:write("own.txt", "the author's own file")
    local name = "<script>alert(1)</script> [x](javascript:alert(2)) ![y](own.txt)"
      .. " <iframe src='own.txt'></iframe> $x$ **b** `{=html}`"
    pandoc:write("hostile.csv", "annee;trimestre;code_departement;departement;<b>x</b>\n2020;1;38;"
      .. name .. ";5\n2020;2;38;" .. name .. ";6\n")
    local path = pandoc:write("hostile.md", block('departement="38" measure="b_x_b"', ""))
    local page = pandoc:written(path,
      "-t html --self-contained -M title=x -M urssaf-data=hostile.csv")
    for _, markup in ipairs { "<script", "<iframe", "<embed", "<a ", "<strong>b",
      "the%20author" } do
      assert.is_nil(page:find(markup, 1, true), markup)
    end
    local text = pandoc:written(path, "-t json -M urssaf-data=hostile.csv")
    local figure = documents.figures(cjson.decode(text))[1]
    for _, said in ipairs { figure.caption, figure.alt } do
      assert.are.equal("b_x_b, " .. name, said)
    end
  end)

  pandoc:case("notes the breaks within the figures that are shown, and no others", function()
    local attributes = 'departement="38" measure="administrativement_actifs" from="%s" to="%s"'
    local function notes(from, to, arguments)
      return pandoc:one(attributes:format(from, to), arguments).notes
    end
    assert.are.same({}, notes("2016", "2018"))
    assert.are.same({ "Q4" .. SPACE .. "2019: the office strike-offs of 31 December 2019 were put"
      .. " off by a year (Urssaf)." }, notes("2019", "2020"))
    assert.are.same({ "T4" .. SPACE .. "2019 : les radiations d'office au 31 décembre 2019 sont"
      .. " reportées d'un an (Urssaf)." }, notes("2020-Q4", "2021", "-M lang=fr"))
    assert.are.equal(2, #notes("2023-Q4", "2023-Q4"))
    assert.are.same({}, pandoc:one('departement="38" measure="immatriculations"').notes)
  end)

  pandoc:case("says that the file may be cut", function()
    pandoc:write("figures3.csv", (pandoc:read "figures.csv":gsub("%s+$", "")))
    local path = pandoc:write("cut.md",
      block('departement="38" measure="immatriculations" from="2025"'))
    local text = pandoc:written(path, "-t plain --wrap=none -M urssaf-data=figures3.csv -M lang=fr")
    assert.matches("il a pu être coupé.", text, 1, true)
  end)
end)
