-- What the command says of datasets that are no time series.
local catalog = require "urssaf.cli.commands.catalog"
local command = require "spec.support.command"
local languages = require "urssaf.language"
local shell = require "spec.support.shell"

local NO_SERIES = { en = "the file is no time series but ",
  fr = "le fichier n'est pas une série temporelle, mais " }

describe("urssaf and what is no time series", function()
  local folder

  setup(function() folder = shell.temporary_folder() end)
  teardown(function() shell.remove(folder) end)

  for name, case in pairs {
    ["a dataset for each year"] = { "nombre_de_mois_de_declarations;somme_des_ages\n1;2\n",
      fr = "Un jeu de données par année", en = "A dataset for each year; by quarter: --dataset" },
    ["deadlines"] = { "mois_d_echeance;nombre_de_ti_concernes\nmars 2020;2\n",
      fr = "Ce n'est pas une série temporelle", en = "It is no time series" },
    ["the calendar"] = { "periodicite;date_de_mise_a_jour\nAnnuelle;2026-01-01\n",
      fr = "Ici : urssaf calendar.", en = "Here: urssaf calendar." },
  } do
    for _, language in ipairs { "fr", "en" } do
      it(("says what to do about %s, in %s"):format(name, language), function()
        local path = shell.write(folder .. "/file.csv", case[1])
        local ok, code, output = command.run(("info --lang %s --file %s"):format(language,
          shell.quote(path)))
        assert.is_falsy(ok)
        assert.are.equal(1, code)
        assert.matches(NO_SERIES[language], output, 1, true)
        assert.matches("\n" .. case[language], command.spaced(output), 1, true)
      end)
    end
  end

  local function lines_of(dataset, field, language)
    local context = { language = languages.of(language), library = { catalog = function()
      return { { dataset_id = dataset, fields = { { name = field, type = "int" },
        { name = field:gsub("2006", "2007"), type = "int" } }, metas = { default = {} } } }
    end } }
    return table.concat(assert(catalog.run({ word = {} }, context)).lines, "\n")
  end

  it("says in the catalog that columns of years are read as a yearly series", function()
    local id = "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-france-"
    assert.matches("no time series.*%(a column for each year: read as a yearly series%)$",
      lines_of(id, "effectifs_salaries_2006", "en"))
    assert.matches("%(une colonne par année : lu comme une série annuelle%)$",
      lines_of(id, "effectifs_salaries_2006", "fr"))
  end)

  it("says in the catalog of the others that they are no time series", function()
    local text = lines_of("particuliers-employeurs-en-2024", "somme_des_ages", "en")
    assert.matches("no time series", text, 1, true)
    assert.not_matches("column", text, 1, true)
  end)
end)
