-- Keys and their values by the names that people have for them: `--where "Secteur d'activité=…"`.
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local key_names = require "urssaf.cli.key_names"
local panels = require "urssaf.panel"
local shell = require "spec.support.shell"

-- A panel with one series for each value of a key.
local function panel_of(key, values, dataset)
  local made = { frequency = "year", periods = { "2024" }, dataset = dataset, series = {} }
  for i, value in ipairs(values) do
    made.series[i] = { measure = "radiations", frequency = "year", periods = { "2024" },
      values = { i }, key = { [key] = value } }
  end
  return panels.new(made)
end

local SECTORS = { "CZ1 - Industrie", "G2 - Commerce de gros", "G6 - Commerce de détail",
  "QZ - Santé", "Pêche" }

describe("urssaf.cli.key_names", function()
  hygiene("urssaf.cli.key_names", { "find", "value" })

  local panel = panel_of("secteur_d_activite_me", SECTORS)

  it("finds a key by its name, its heading, or where its name begins so", function()
    for _, text in ipairs { "secteur_d_activite_me", "Secteur d'activité ME", "secteur",
      "Secteur d'activité", "SECTEUR_D_ACTIVITE" } do
      assert.are.equal("secteur_d_activite_me", key_names.find(panel, text))
    end
    assert.are.equal("nature_de_procedure", key_names.find(panel_of("nature_de_procedure",
      { "Sauvegarde" }), "Nature de procédure"))
  end)

  it("leaves places and areas to those who know them", function()
    for _, text in ipairs { "departement", "code_region", "ancienne_region", "area" } do
      assert.are.equal(text, key_names.find(panel, text))
    end
    assert.are.equal("Pari", key_names.value(panel, "departement", "Pari"))
  end)

  it("says which keys there are", function()
    local name, err = key_names.find(panel, "nature")
    assert.is_nil(name)
    assert.are.same({ "usage", "these data have no key 'nature': their keys are"
      .. " secteur_d_activite_me" }, { err.kind, err.message })
    assert.matches("(did you mean 'secteur_d_activite_me'?)",
      select(2, key_names.find(panel, "secteurs_d_activite_me")).message, 1, true)
  end)

  it("finds a value by its label, a part of it, or in another spelling", function()
    for text, expected in pairs { ["Industrie"] = "CZ1 - Industrie", ["sante"] = "QZ - Santé",
      ["commerce de GROS"] = "G2 - Commerce de gros", ["détail"] = "G6 - Commerce de détail",
      ["QZ - Santé"] = "QZ - Santé", ["pecheur"] = false, ["peche"] = "peche" } do
      assert.are.equal(expected or nil, (key_names.value(panel, "secteur_d_activite_me", text)))
    end
  end)

  it("leaves what belongs to no place or sector to those who know it", function()
    local own = panel_of("groupe", { "nca _non_classés_ailleurs_", "Autres non classés" })
    assert.are.equal("non classé ailleurs", key_names.value(own, "groupe", "non classé ailleurs"))
  end)

  it("says which values come near", function()
    local function message(text)
      return select(2, key_names.value(panel, "secteur_d_activite_me", text)).message
    end
    assert.are.equal("no secteur_d_activite_me is 'industrei' (did you mean 'CZ1 - Industrie'?)",
      message "industrei")
    assert.are.equal("several secteur_d_activite_me have 'commerce' in their name: G2 - Commerce de"
      .. " gros, G6 - Commerce de détail", message "commerce")
    assert.are.equal("no secteur_d_activite_me is 'comerce'; there are G2 - Commerce de gros, G6 -"
      .. " Commerce de détail", message "comerce")
    assert.matches("is 'zzz'; there are CZ1 - Industrie, G2", message "zzz", 1, true)
  end)
end)

describe("urssaf --where", function()
  local folder = shell.temporary_folder()
  local path = shell.write(folder .. "/sectors.csv", "Secteur d'activité;Année;Trimestre;Radiations"
    .. "\nCZ1 - Industrie;2024;4;3\nQZ - Santé;2024;4;5\n")
  local file = " --from 2024 --file " .. shell.quote(path)

  teardown(function() shell.remove(folder) end)

  it("takes the names that are in a file's heading and its cells", function()
    local output = command.printed("show --where " .. shell.quote "Secteur d'activité = sante"
      .. file)
    assert.matches("^QZ %- Santé\n", output)
    assert.matches("Only: secteur_d_activite_me=QZ - Santé.", output, 1, true)
  end)

  it("names the key of sums, too", function()
    local output = command.printed("share --by secteur -m radiations --format csv --quiet --file "
      .. shell.quote(path))
    assert.matches("\n[^\n]*QZ %- Santé,2024%-Q4,radiations,5,0.625,", output)
    local _, code, refused = command.run("export --by secteurs --file " .. shell.quote(path))
    assert.are.equal(2, code)
    assert.matches("these data have no key 'secteurs': their keys are secteur_d_activite_me",
      refused, 1, true)
  end)

  it("names the key of sums, too", function()
    local output = command.printed("share --by secteur -m radiations --format csv --quiet --file "
      .. shell.quote(path))
    assert.matches("QZ %- Santé,2024%-Q4,radiations,5,0.625,", output)
    local _, code, refused = command.run("export --by secteurs --file " .. shell.quote(path))
    assert.are.equal(2, code)
    assert.matches("these data have no key 'secteurs': their keys are secteur_d_activite_me",
      refused, 1, true)
  end)

  it("says in French what it does not find", function()
    for where, expected in pairs {
      ["secteur=zzz"] = "aucune valeur de la clé secteur_d_activite_me n'est « zzz » ; il y a CZ1 -"
        .. " Industrie, QZ - Santé",
      ["secteur=industrei"] = "n'est « industrei » (vouliez-vous dire « CZ1 - Industrie » ?)",
      ["nature=1"] = "ces données n'ont pas de clé « nature » ; leurs clés : secteur_d_activite_me",
      ["=1"] = "« =1 » n'est pas de la forme NOM=VALEUR" } do
      local _, code, output = command.run("show --lang fr --where " .. shell.quote(where) .. file)
      assert.are.equal(2, code)
      assert.matches(expected, command.spaced(output), 1, true)
    end
  end)
end)
