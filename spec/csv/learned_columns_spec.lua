-- What a file's cells tell of its columns, where its header does not.
local urssaf = require "urssaf"

describe("read", function()
  describe("learns columns from their cells:", function()
    it("numbers throughout are a measure, after the known ones", function()
      local panel = assert(urssaf.read { text = "nouveaux;annee;trimestre;departement;radiations\n"
        .. "7;2021;1;Ain;1\n;2021;2;Ain;2\n8.5;2021;3;Ain;3\n" })
      assert.are.equal(2, #panel.series)
      assert.are.equal("radiations", panel.series[1].measure)
      assert.are.equal("nouveaux", panel.series[2].measure)
      assert.are.same({ [1] = 7.0, [3] = 8.5 }, panel.series[2].values)
    end)

    it("text is a dimension where no other tells units apart", function()
      local panel = assert(urssaf.read { text = "annee;trimestre;metier;revenu\n"
        .. "2021;1;boulanger;10\n2021;1;avocat;20\n2021;2;boulanger;11\n2021;2;avocat;21\n" })
      assert.are.equal(2, #panel.series)
      assert.are.equal("avocat", panel.series[1].key.metier)
      assert.are.same({ 20, 21 }, panel.series[1].values)
    end)

    -- until its column is known to be a dimension, all rows are of one unit
    it("text is such a dimension in a file of more rows than periods are allowed", function()
      local text = { "annee;trimestre;metier;revenu" }
      for quarter = 1, 4 do
        for metier = 1, 9 do
          text[#text + 1] = ("2021;%d;metier %d;%d"):format(quarter, metier, 10 * metier + quarter)
        end
      end
      local panel = assert(urssaf.read({ text = table.concat(text, "\n") .. "\n" },
        { max_periods = 4 }))
      assert.are.equal(9, #panel.series)
      assert.are.same({ 91, 92, 93, 94 }, panel.series[9].values)
    end)

    it("text that would split known units is `schema`, naming it and the option", function()
      local text = "annee;trimestre;departement;sexe;radiations\n"
        .. "2021;1;Ain;F;1\n2021;1;Ain;H;2\n"
      local panel, err = urssaf.read { text = text }
      assert.is_nil(panel)
      assert.are.equal("schema", err.kind)
      assert.matches("sexe", err.message, 1, true)
      assert.matches("dimensions", err.message, 1, true)
      local split = assert(urssaf.read({ text = text }, { dimensions = { "sexe" } }))
      assert.are.equal(2, #split.series)
      assert.are.equal("F", split.series[1].key.sexe)
    end)

    -- as after a select: synthetic rows of datasets that have more columns
    for name, case in pairs {
      ["the part of a zone"] = { "annee;trimestre;code_zone_d_emploi;effectifs_salaries_brut\n"
        .. "2012;2;0055;17\n2012;2;55;6\n", { "code_zone_d_emploi_regionalisee" } },
      ["the sector, or the département"] = {
        "annee;trimestre;region;duree_de_contrat;nature_de_contrat;dpae_brut\n"
          .. "2012;2;Corse;CDD;x;1\n2012;2;Corse;CDD;x;2\n",
        { "code_departement", "secteur_na38" } },
      ["the sex"] = { "annee;tranche_age;dpae_brut\n2012;1;5\n2012;1;6\n", { "secteur_na38" } },
    } do
      it("a unit that is there twice is refused: " .. name .. " was left out", function()
        local panel, err = urssaf.read { text = case[1] }
        assert.is_nil(panel)
        assert.are.equal("decode", err.kind)
        assert.matches("has this period twice", err.message, 1, true)
        for _, column in ipairs(case[2]) do assert.matches(column, err.message, 1, true) end
      end)
    end

    it("small words that a label has and the name lacks make no other column of it", function()
      local text = "annee;%s;%s\n2020;1;2\n"
      local function measures_of(one, other)
        local panel = assert(urssaf.read { text = text:format(one, other) })
        return { panel.series[1].measure, panel.series[2].measure }
      end
      assert.are.same({ "masse_salariale_brute", "part_assiette_chomage_partiel" },
        measures_of("Part de l'assiette chômage partiel", "La masse salariale brute"))
      -- also beside a column that no dataset has
      local panel = assert(urssaf.read { text = "annee;Part de l'assiette chômage partiel;"
        .. "La masse salariale brute;couleur_du_dossier\n2020;1;2;bleu\n" })
      assert.are.equal(1, panel:get { measure = "part_assiette_chomage_partiel" }.values[1])
      assert.are.equal(2, panel:get { measure = "masse_salariale_brute" }.values[1])
      -- but a file may have both
      assert.are.same({ "radiations", "les_radiations" },
        measures_of("les_radiations", "radiations"))
    end)

    it("a unit that is there twice in a whole file is wrong for no lack of columns", function()
      local header = "nature_de_procedure;annee;trimestre;dernier_jour_du_trimestre;"
        .. "nombre_de_procedures_brut;nombre_de_procedures_cvs\n"
      local row = "Sauvegarde;2024;2;2024-06-30;1;2\n"
      local _, err = urssaf.read { text = header .. row .. row }
      assert.matches("has this period twice, first on line 2$", err.message)
    end)

    it("text that is the same throughout a unit is an attribute", function()
      local panel = assert(urssaf.read { text = "annee;trimestre;departement;chef_lieu;radiations\n"
        .. "2021;1;Ain;Bourg;1\n2021;2;Ain;Bourg;2\n2021;1;Aisne;Laon;3\n" })
      assert.are.equal(2, #panel.series)
      assert.are.equal("Bourg", panel.series[1].key.chef_lieu)
      assert.are.same({}, panel.notes)
    end)

    it("text that differs within a unit is left out, with a note", function()
      local panel = assert(urssaf.read { text = "annee;trimestre;departement;statut;radiations\n"
        .. "2021;1;Ain;définitif;1\n2021;2;Ain;provisoire;2\n" })
      assert.are.same({ departement = "Ain" }, panel.series[1].key)
      assert.are.equal("column", panel.notes[1].kind)
      assert.matches("statut", panel.notes[1].message, 1, true)
    end)

    it("a code of a code is a code of its own", function()
      local panel = assert(urssaf.read { text = "annee;departement;code_departement;"
        .. "code_code_departement;radiations\n2021;Ain;01;x;5\n" })
      assert.are.same({ departement = "Ain", code_departement = "01", code_code_departement = "x" },
        panel.series[1].key)
    end)

    it("a column that was left out is no key any more", function()
      local panel = assert(urssaf.read { text = "annee;departement;statut;radiations\n"
        .. "2021;Ain;a;1\n2022;Ain;b;2\n" })
      assert.are.same({ "departement" }, panel.source.dimensions)
      assert.has_error(function() panel:filter { statut = "a" } end)
    end)

    it("a code is never a measure", function()
      local panel = assert(urssaf.read { text = "annee;trimestre;code_commune;radiations\n"
        .. "2021;1;1001;1\n2021;1;1002;2\n" })
      assert.are.equal(2, #panel.series)
      assert.are.equal("1001", panel.series[1].key.code_commune)
    end)

    it("codes of one digit are the official ones", function()
      local panel = assert(urssaf.read { text = "annee;trimestre;code_departement;departement;"
        .. "code_region;region;radiations\n2021;1;1;Ain;84;X;1\n2021;2;01;Ain;84;X;2\n"
        .. "2021;1;971;Guadeloupe;1;G;3\n2021;1;2A;Corse-du-Sud;94;C;4\n2021;1;19;Corrèze;75;N;5\n"
        .. "2021;1;21;Côte-d'Or;27;B;6\n" })
      local codes = {}
      for i, s in ipairs(panel.series) do
        codes[i] = s.key.code_departement .. "/" .. s.key.code_region
      end
      assert.are.equal("01/84 19/75 2A/94 21/27 971/01", table.concat(codes, " "))
      assert.are.same({ 1, 2 }, panel.series[1].values)
    end)

    it("years alone make a yearly panel", function()
      local panel = assert(urssaf.read { text = "annee;region;radiations\n2019;R;5\n2021;R;7\n" })
      assert.are.equal("year", panel.frequency)
      assert.are.same({ "2019", "2020", "2021" }, panel.periods)
      assert.are.equal(7, panel.series[1]:at(2021))
      assert.are.equal(5, panel.series[1]:at "2019")
      assert.is_nil(panel.series[1]:at(2020))
      assert.are.equal(1, #panel:filter { from = 2021 }.periods)
    end)
  end)
end)
