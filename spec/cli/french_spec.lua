-- A run in French prints no English sentence: help, mistakes, failures, findings and notes.
local command = require "spec.support.command"
local command_line = require "urssaf.cli.command_line"
local messages = require "urssaf.language.messages"
local parser = require "urssaf.cli.parser"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

-- Words that are English, and no words of French or of the examples.
local ENGLISH = {}
for word in ([[the of and with not to and from for by has have it its be was were this that which
  cannot must is are in at than into their there would should what when who your you such did mean
  unknown expected missing draw write read use only other another each every too many more less
  between before after lists them one two]]):gmatch "%a+" do
  ENGLISH[word] = true
end

-- Without what is quoted, options and what they take, command lines, names and paths.
local function prose(text)
  return (text:gsub("«.-»", " "):gsub('"[^"\n]*"', " "):gsub("\n  urssaf [^\n]*", "\n")
    :gsub("{[^}\n]*}", " "):gsub("%([%w, /]*first[%w, /]*%)", " ")
    :gsub("%S*[%-_/:=.][%w_%-/:=.]+%S*", " "))
end

local function english_words(text)
  local found = {}
  for word in prose(text):gmatch "[%w'\128-\255]+" do
    if ENGLISH[word:lower()] then found[#found + 1] = word end
  end
  return table.concat(found, " ")
end

-- The outputs of command lines.
local function outputs(lines)
  local input, list = {}, {}
  for i, line in ipairs(lines) do
    input[i] = ("LC_ALL=C.UTF-8 %s\t%s\n"):format(line[2] or "", line[1])
  end
  local path = shell.write(os.tmpname(), table.concat(input))
  local _, _, printed = shell.run(("env -u COLUMNS %s %s spec/support/command_runs.lua < %s")
    :format(shell.checkout, shell.lua, path))
  os.remove(path)
  for output in printed:gmatch "\1(.-)\2" do list[#list + 1] = output end
  return list
end

-- Checks that each command prints something, none of it in English, and what is expected of it.
local function check(lines)
  local list = outputs(lines)
  assert.are.equal(#lines, #list)
  local wrong = {}
  for i, line in ipairs(lines) do
    local output = command.spaced(list[i])
    local english = output == "" and "(nothing)" or english_words(output)
    local is_said = not line.says or output:find(line.says, 1, true)
    if english ~= "" or not is_said then
      wrong[#wrong + 1] = line[1] .. "\n" .. english .. "\n" .. output
    end
  end
  assert.are.equal("", table.concat(wrong, "\n"))
end

describe("urssaf in French", function()
  local folder

  setup(function() folder = shell.temporary_folder() end)
  teardown(function() shell.remove(folder) end)

  -- A cache of its own, where nothing is kept.
  local function empty_cache()
    return "URSSAF_CACHE_DIR=" .. folder .. "/empty"
  end

  it("finds English where there is some", function()
    assert.are.equal("the of", english_words "x the y of z")
    assert.are.equal("", english_words "« the » --of a_the \"of\" /the/of departement=the")
  end)

  it("gives all help", function()
    local lines = { { "--help --lang fr", says = "Utilisation : urssaf [-h]" },
      { "--lang fr --help", says = "Commandes :" },
      { "--help", "LC_ALL=fr_FR.UTF-8", says = "Affiche cette aide." },
      { "show --help", "LC_ALL=fr", says = "Arguments :\n   lieu " } }
    for _, name in ipairs(parser.COMMANDS) do
      lines[#lines + 1] = { name .. " --lang=fr -h", says = "Utilisation : urssaf " .. name }
    end
    check(lines)
  end)

  it("has help for every command", function()
    local listed = command.spaced(command.printed "--help --lang fr"):match "Commandes :\n(.-)\n\n"
    local names = {}
    for name in ("\n" .. listed):gmatch "\n   (%l+)" do names[#names + 1] = name end
    assert.are.same(parser.COMMANDS, names)
  end)

  it("has a French word for what stands for each value", function()
    local own, argnames = messages.translator "fr", {}
    for _, one in ipairs(command_line.commands()) do
      for _, option in ipairs(one.options) do
        if option.value and not option.value:find "^<" then argnames[option.value] = true end
      end
      for _, argument in ipairs(one.arguments) do argnames["<" .. argument.name .. ">"] = true end
    end
    for name in pairs(argnames) do
      local is_same = ({ ID = 1, N = 1, FORMAT = 1, GRAIN = 1, NATURE = 1, PIXELS = 1 })[name]
      assert.is_true(own(name) ~= name or is_same ~= nil, name)
    end
  end)

  it("lays help out by letters, not bytes", function()
    local help = command.spaced(command.printed "show --help --lang fr")
    assert.matches("\n   --from PÉRIODE              Début : un", help, 1, true)
    for line in help:gmatch "[^\n]+" do
      assert.is_true(select(2, line:gsub("[^\128-\191]", "")) <= 90, line)
    end
  end)

  it("stays English where nobody asks for French", function()
    assert.matches("^Usage: urssaf", (command.printed "--help"))
    assert.matches("^Usage: urssaf", (command.printed("--help --lang en", "LC_ALL=fr_FR.UTF-8")))
    local _, _, output = command.run "show Isèr --sample"
    assert.matches("no département or region is 'Isèr' (did you mean 'Isère'?)", output, 1, true)
  end)

  it("tells of mistakes in the command", function()
    check {
      { "--quiet --lang fr", says = "option « --quiet » inconnue" },
      { "shwo --lang fr", says = "commande « shwo » inconnue" },
      { "show --growht --lang fr", says = "option « --growht » inconnue" },
      { "show --from --lang fr", "LC_ALL=fr_FR.UTF-8", says = "demande une valeur" },
      { "show --lang fr --format xml", says = "la valeur de l'option « --format »" },
      { "show --quiet=1 --lang fr", says = "ne prend pas de valeur" },
      { "map -m a -m b --lang fr", says = "ne se donne qu'une fois" },
      { "show --growth --monthly-growth --lang fr", says = "ne va pas avec l'option" },
      { "top a b --lang fr", says = "top ne prend que des options, et non « a »" },
      { "report 38 69 --lang fr", says = "« 69 » est de trop" },
      { "cite -m x --lang fr", says = "cite n'a pas d'option « -m »" },
      { "top --at T1 2025 --lang fr", says = "s'écrit entre guillemets" },
      { "show --where measure=x --sample --lang fr", says = "-m choisit une mesure" },
      { "show 38 --sample --width 400 --lang fr", says = "--width ne vaut que pour une image" },
      { "chart 38 --sample --width 4 --lang fr", says = "n'est pas un nombre de pixels" },
      { "top -n 0 --lang fr", says = "« 0 » n'est pas un nombre à montrer" },
      { "show --where x --lang fr", says = "n'est pas de la forme NOM=VALEUR" },
      { "show --sample --dataset x --lang fr", says = "retirez --file et --dataset" },
      { "show --offline --refresh --lang fr", says = "choisissez l'un des deux" },
      { "show --provisional --sample --lang fr", says = "retirez --sample" },
      { "show --as-of 2026-01-01 --sample --lang fr" },
      { "show --sample --preset fr --lang fr", says = "--preset ne vaut que pour le CSV" },
      { "export --sample --date last --format json --lang fr" },
      { "show 38 --sample --per-column x --lang fr", says = "ajoutez --per, ou retirez" },
      { "show --format xls --lang fr", says = "doit être parmi « table », « csv », « json »" },
      { "export --sample --bare --lang fr", says = "Ici : --wide CLÉ dit ce que sont" },
      { "export --sample --wide code_departement --lang fr",
        says = "garde une mesure, --wide measure en fait des colonnes" },
      { "show 38 --sample -o a.xyz --lang fr", says = "cette commande n'écrit pas de xyz" },
      { "diff --sample --lang fr", says = "--sample n'en a qu'une" },
      { "show --as-of 2020 --lang fr", says = "doit être un jour" },
    }
  end)

  it("tells of places, periods and measures that there are not", function()
    check {
      { "show Isèr --sample --lang fr", says = "aucun département et aucune région" },
      { "show Aquitaine --sample --lang fr", says = "demandez l'actuelle, Nouvelle-Aquitaine" },
      { "show 976 --sample --lang fr", says = "ces données n'ont rien sur Mayotte" },
      { "show 38 --sample --from 2021-Q5 --lang fr", says = "n'est pas un trimestre" },
      { "show 38 --sample --from 2021-13 --lang fr", says = "écrivez un mois 2021-06" },
      { "show 38 --sample --from 2022 --to 2021 --lang fr", says = "--from est après --to" },
      { "show 38 --sample --from 2050 --lang fr", says = "vont de T1 2009 à T4 2025" },
      { "show 38 --sample --index 1900 --lang fr", says = "--index : 1900 est hors des données" },
      { "show 38 --sample --index 2019-03 --lang fr" },
      { "show 38 --sample -m radiation --lang fr", says = "vouliez-vous dire « radiations »" },
      { "info radiation --lang fr", says = "il n'y a pas de mesure" },
      { "show --sample --where comune=1 --lang fr", says = "pas de clé « comune »" },
      { "show --sample --where departement=Lion --lang fr" },
      { "show 38 --sample -m administrativement_actifs --rolling 4 --lang fr",
        says = "est un stock, un niveau en fin de période" },
      { "show 38 --sample -m taux_activite --monthly-growth --lang fr" },
      { "top --sample --at 1990-Q1 --lang fr", says = "est hors des données" },
      { "map --sample -o x.svg --highlight Lyon --lang fr",
        says = "n'est pas un des lieux tracés" },
      { "compare 38 --sample --from 2025-Q4 --lang fr", says = "il n'y a qu'une période" },
      { "show Lyon --sample --lang fr", says = "c'est une ville (Rhône, 69)" },
      { "report metropole --sample -o x.html --lang fr", says = "désigne plusieurs régions" },
      { "show 38 --sample -m ca --where region=Bretagne --lang fr" },
      { "show foo,bar --sample --lang fr" },
    }
  end)

  it("tells that its modules are not there", function()
    assert(shell.run(("cp bin/urssaf %s/urssaf"):format(folder)))
    local line = ("cd %s && env LUA_PATH=';' LC_ALL=%%s %s urssaf show"):format(folder, shell.lua)
    local _, code, output = shell.run(line:format "fr_FR.UTF-8")
    assert.are.equal(1, code)
    assert.matches("urssaf: ses modules Lua ne sont ni sur le chemin", output, 1, true)
    assert.matches("urssaf: its Lua modules are not on the search path",
      select(3, shell.run(line:format "C")), 1, true)
  end)

  -- Files that cannot be read, with a part of what is said of them.
  local FILES = {
    { "annee;trimestre;mois;dpae_brut\n2021;1;3;5\n", "semble donner des mois" },
    { "annee;trimestre;date;dpae_brut\n2021;1;2021-01-31;5\n", "donnez-y leur dernier jour" },
    { "annee;trimestre;code_region;x;dpae_brut\n2021;1;11;a;5\n2021;1;11;b;5\n",
      "une colonne inconnue divise l'unité 11" },
    { "periodicite;date_de_mise_a_jour\nAnnuelle;2026-01-01\n", "calendrier des mises à jour" },
    { "annee;radiations\n1000;1\n9999;2\n", "plus de 2000 périodes" },
    { "annee;trimestre;code_departement;radiations\n2022;3;38;x\n",
      "ligne 2, colonne 4 (radiations) : ce n'est pas un nombre" },
    { "annee;trimestre;code_departement;radiations\n2022;7;38;1\n", "ce n'est pas un trimestre" },
    { "annee;trimestre;code_departement;radiations\n2022;3;38;1\n2022;3;38;2\n",
      "l'unité 38 a deux fois cette période, la première à la ligne 2" },
    { "annee;trimestre;code_departement;radiations\n2022;3;38\n",
      "3 cellules, alors que l'en-tête en a 4" },
    { "annee;trimestre;code_departement;radiations\n", "un en-tête et aucune ligne" },
    { "annee;trimestre;code_departement;radiations", "un en-tête sans fin de ligne" },
    { "annee;trimestre;;radiations\n2022;3;38;1\n", "donne le nom de toutes les colonnes" },
    { "annee;annee;radiations\n2022;3;1\n", "deux colonnes ont ce nom" },
    { "", "il n'y a rien à lire" },
    { "nom;radiations\nx;1\n", "aucune colonne ne date les lignes" },
    { "annee;trimestre;nom\n2021;1;\"x", "un guillemet n'est pas refermé" },
    { "PK\3\4", "est un classeur de tableur" },
    { "\31\139", "est compressé" },
    { "<html>", "est une page" },
    { "annee;trimestre;nom;radiations\n2021;1;\233;3\n", "ce n'est pas du texte en UTF-8" },
    { "annee;trimestre;code_departement;radiations\n2021;1;1;28.800\n2021;2;1;29.100\n"
      .. "2021;3;1;31.250\n2021;4;1;30.100\n", nil },
    { "period,measure,value\n2021-Q5,a,1\n", "n'est pas une période" },
    { "period,measure,value\n2021-Q1,a,x\n", "n'est pas un nombre" },
    { "period,measure,value,nature\n2021-Q1,a,1,x\n", "n'est pas une nature" },
  }

  it("tells what is wrong with files", function()
    local lines = { { "show --file " .. folder .. "/none.csv --lang fr",
      says = "ce fichier ou ce dossier n'existe pas" },
      { "show --file " .. folder .. " --lang fr", says = "c'est un dossier" },
      { "show 38 --sample -o /nowhere/x.csv --lang fr", says = "impossible d'écrire" },
      { "show 38 --sample --per none.csv --lang fr", says = "impossible de lire" } }
    for i, case in ipairs(FILES) do
      local path = shell.write(("%s/f%d.csv"):format(folder, i), case[1])
      lines[#lines + 1] = { "show --lang fr --file " .. path, says = case[2] }
    end
    check(lines)
  end)

  it("tells what a file to divide by lacks", function()
    local lines = {}
    for i, case in ipairs { { "code_departement\n38\n", "n'a pas de colonne de valeurs" },
      { "code_departement,a,b\n38,1,2\n", "a plusieurs colonnes de valeurs" },
      { "x,y\n1,2\n", "ni colonne de lieux ni colonne de périodes" },
      { "code_departement,a\n", "un en-tête et aucune ligne" },
      { "code_departement,a\n38,x\n38,y\n", nil },
      { "code_departement,a\n999,1\n", "ne correspond à une unité" },
      { "code_departement,a\n38,1\n38,2\n", "y est deux fois" } } do
      local path = shell.write(("%s/p%d.csv"):format(folder, i), case[1])
      lines[i] = { "show 38 --sample --lang fr --per " .. path, says = case[2] }
    end
    check(lines)
  end)

  it("counts the further periods of a finding in French", function()
    -- every second quarter lacks a value: 8 of 17, of which a finding names six
    local lines = { "Année;Trimestre;Code région;Région;Radiations" }
    for i = 0, 16 do
      lines[#lines + 1] = ("%d;%d;53;Bretagne;%s"):format(2020 + math.floor(i / 4), i % 4 + 1,
        i % 2 == 0 and "5" or "")
    end
    local path = os.tmpname()
    shell.write(path, table.concat(lines, "\n") .. "\n")
    local output = select(3, command.run("check --lang fr --file " .. path))
    os.remove(path)
    assert.matches("T4 2022 et 2 autres ", (command.spaced(output):gsub("%s+", " ")), 1, true)
    assert.is_nil(output:find("more", 1, true), output)
  end)

  it("tells what the checks of a file found, and what could not be checked", function()
    local path = shell.write(folder .. "/checked.csv", "annee;trimestre;code_departement;"
      .. "radiations;economiquement_actifs\n2022;3;38;100;-5\n2022;4;38;500.25;\n2023;1;38;100;"
      .. "900000\n2023;2;38;100;3\n")
    check {
      { "check --lang fr --file " .. path, says = "Non vérifié : plus d'actifs que d'inscrits" },
      { "check --lang fr --format csv --sample", says = "valeur absente (T1 2012)" },
      { "check --lang fr --format csv --file " .. path, says = "est une valeur négative" },
    }
  end)

  it("prints figures, notes and sources in French", function()
    local lines = {}
    for _, line in ipairs { "show 38 NCA", "show 38 --growth", "show France --missing skip",
      "show Bretagne -m taux_activite --format md", "top -n 3 --growth", "top --format md",
      "share --by region", "contributions -n 4", "compare 38 69", "annual 38 --from 2015",
      "chart 38", "chart 38 69 --index 2019", "info", "info radiations", "info taux_activite",
      "check", "check --format md", "cite", "cite --bibtex" } do
      lines[#lines + 1] = { line .. " --sample --lang fr" }
    end
    check(lines)
  end)

  it("says the notes in JSON, and those of CSV on the error stream", function()
    check {
      { "show 38 --sample --from 2025-Q4 --format json --lang fr",
        says = '"message":"Données synthétiques, sans valeur statistique."' },
      { "show 38 --sample --from 2025-Q4 --format csv --lang fr",
        says = "urssaf: Données synthétiques, sans valeur statistique.\n" },
    }
  end)

  it("tells that nothing is kept", function()
    local before = empty_cache()
    check {
      { "show --offline --lang fr", before, says = "rien de conservé" },
      { "show --as-of 2020-01-01 --lang fr", before, says = "rien de conservé" },
      { "diff --offline --lang fr", before },
      { "vintages --lang fr", before, says = "Rien n'est encore conservé" },
      { "revisions 38 --lang fr", before, says = "aucune publication conservée" },
      { "calendar --offline --lang fr", before },
      { "show --lang fr", "URSSAF_BASE_URL=nowhere", says = "URSSAF_BASE_URL doit être" },
      { "vintages --lang fr", "URSSAF_CACHE_DIR=~nobody/x", says = "écrivez-le en entier" },
      { "show --lang fr", "URSSAF_API_KEY=k URSSAF_BASE_URL=http://example.org",
        says = "ne part pas par http sans chiffrement" },
    }
  end)

  describe("from the portal", function()
    local portal = standin.for_cases()

    local function with(faults)
      return ("URSSAF_BASE_URL=%s %s"):format(portal:with(faults), empty_cache())
    end

    it("tells what went wrong", function()
      local function on(kind, fault)
        fault.on = kind
        return with { fault }
      end
      check {
        { "show --lang fr --dataset nothing-of-this-name", with {}, says = "n'existe pas" },
        { "show --lang fr", on("export", { status = 400,
          body = '{"error_code":"X","message":"the words of the portal"}' }),
          says = "le portail refuse la question : « X: the words of the portal »" },
        { "show --lang fr", on("export", { html = true }), says = "la réponse est text/html" },
        { "show --lang fr", on("export", { status = 403 }), says = "la réponse a le statut 403" },
        { "show --lang fr", on("export", { status = 429 }), says = "est épuisé jusqu'au" },
        { "show --lang fr", on("metadata", { body = "{]" }), says = "n'est pas le JSON demandé" },
        { "show --lang fr", on("export", { rename = { radiations = "r" } }) },
        { "show --lang fr", on("records", { count = 3 }), says = "le portail en compte" },
        { "show --lang fr", on("export", { encoding = "br" }), says = "Content-Encoding" },
        { "show --lang fr", on("export", { redirect = "ftp://x" }), says = "redirection refusée" },
        { "catalog unheard --lang fr", with {}, says = "aucun ne répond à « unheard »" },
        { "calendar nothing --lang fr", with {}, says = "n'a pas de mise à jour de « nothing »" },
        { "show 38 --verbose --lang fr", on("export", { status = 403 }),
          says = ", la réponse a le statut 403" },
      }
      local _, _, output = command.run("show --lang fr", "http_proxy=x:y:z " .. with {})
      assert.matches("le mandataire de l'environnement (http_proxy) doit être", output, 1, true)
      assert.are.equal("", english_words(output))
    end)
  end)
end)
