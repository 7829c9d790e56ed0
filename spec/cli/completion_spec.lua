-- What may follow on a command line, and the files that bring it to shells.
local command = require "spec.support.command"
local completion = require "urssaf.cli.completion"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"

local function candidates(words)
  local list = {}
  for i, one in ipairs(completion.candidates(words, "en")) do list[i] = one[1] end
  return list
end

describe("urssaf.cli.completion", function()
  hygiene("urssaf.cli.completion", { "FILES", "candidates", "text" })

  for name, case in pairs {
    ["commands"] = { { "sh" }, { "show", "share" } },
    ["options before a command"] = { { "-" }, { "--help", "--lang", "--version" } },
    ["commands behind the language"] = { { "--lang", "fr", "sh" }, { "show", "share" } },
    ["commands behind the language and ="] = { { "--lang=fr", "sh" }, { "show", "share" } },
    ["languages"] = { { "--lang", "" }, { "fr", "en" } },
    ["what a command takes behind the language"] = { { "--lang", "fr", "show", "isere" },
      { "Isère" } },
    ["commands to be helped with"] = { { "help", "to" }, { "top" } },
    ["options of a command"] = { { "top", "--nu" }, { "--number" } },
    ["nothing behind an unknown command"] = { { "nonsense", "" }, {} },
    ["places by name, without accents"] = { { "show", "isere" }, { "Isère" } },
    ["places behind others"] = { { "compare", "Isère", "Rh" }, { "Rhône" } },
    ["places by code"] = { { "show", "2a" }, { "2A" } },
    ["regions by code"] = { { "show", "region:8" }, { "region:84" } },
    ["a name that two places have, once"] = { { "show", "Guy" }, { "Guyane" } },
    ["measures"] = { { "show", "38", "-m", "rad" }, { "radiations" } },
    ["computed measures"] = { { "info", "taux_a" }, { "taux_activite" } },
    ["datasets"] = { { "show", "--dataset", "procedures-collectives-f" },
      { "procedures-collectives-france-entiere" } },
    ["measures of a dataset"] = { { "show", "--dataset",
      "auto-entrepreneurs-par-departement", "-m", "immat" }, { "immatriculations" } },
    ["choices"] = { { "map", "--by", "" }, { "departement", "region" } },
    ["choices behind ="] = { { "top", "--missing=s" }, { "--missing=strict", "--missing=skip" } },
    ["measures of a dataset named with ="] = { { "show",
      "--dataset=procedures-collectives-par-region", "-m", "" }, { "nombre_de_procedures_brut" } },
    ["places behind others and a comma"] = { { "show", "38,isere" }, { "38,Isère" } },
    ["files with a comma"] = { { "show", "-o", "a,b" }, { completion.FILES } },
    ["measures behind others"] = { { "show", "-m", "solde,rad" }, { "solde,radiations" } },
    ["measures behind others and ="] = { { "show", "--measure=solde,rad" },
      { "--measure=solde,radiations" } },
    ["keys of the dataset"] = { { "top", "--by", "" },
      { "region", "departement", "code_region", "code_departement" } },
    ["keys of another dataset"] = { { "top", "--dataset=procedures-collectives-par-region",
      "--by", "anc" }, { "ancienne_region" } },
    ["all units, for sums that are exported"] = { { "export", "--by=f" }, { "--by=france" } },
    ["keys of a file, of which nothing is known"] = { { "show", "--file", "x.csv", "--where",
      "secteur_d_activite_m" }, { "secteur_d_activite_me=" } },
    ["keys of all datasets"] = { { "catalog", "--dimension", "code_epci" }, { "code_epci" } },
    ["regions of a key"] = { { "show", "--where", "region=bre" }, { "region=Bretagne" } },
    ["départements of a key"] = { { "show", "--where=departement=ise" },
      { "--where=departement=Isère" } },
    ["codes of a key"] = { { "show", "--where", "code_departement=2a" },
      { "code_departement=2A" } },
    ["nothing of keys whose values are not known"] = { { "show", "--where", "sexe=" }, {} },
    ["all, of how many"] = { { "top", "-n", "" }, { "all" } },
    ["files of shapes"] = { { "map", "--shapes", "REA" }, { completion.FILES } },
    ["keys"] = { { "show", "--where", "code_dep" }, { "code_departement=" } },
    ["files"] = { { "show", "--file", "REA" }, { completion.FILES } },
    ["nothing of what cannot be known"] = { { "show", "--rolling", "" }, {} },
  } do
    it("offers " .. name, function() assert.are.same(case[2], candidates(case[1])) end)
  end

  it("offers each département and region, and each dataset of the catalogue", function()
    local count = 0
    for digit = 0, 9 do count = count + #candidates { "show", tostring(digit) } end
    assert.are.equal(101, count)
    assert.are.equal(18, #candidates { "show", "region:" })
    assert.are.equal(#require("urssaf.domain.catalogue").ids(),
      #candidates { "show", "--dataset", "" })
  end)

  it("is printed with what the candidates are", function()
    assert.are.equal("radiations\tStrike-offs\n", command.printed "__complete show -m rad")
    assert.are.equal("radiations\tRadiations\n",
      command.printed("__complete show -m rad", "LC_ALL=fr_FR.UTF-8"))
    assert.are.equal("--quiet\tN'affiche ni progression ni avertissements.\n",
      command.printed("__complete show --qui", "LC_ALL=fr_FR.UTF-8"))
    assert.are.equal("", command.printed "__complete show nonsense")
    assert.matches("^show\t", command.printed "__complete")
  end)
end)

-- What follows what is typed, by the key TAB, in a shell where urssaf is a command.
describe("completion #long", function()
  local folder

  setup(function()
    folder = shell.temporary_folder()
    shell.write(folder .. "/urssaf", ("#!/bin/sh\nexec %s %s/bin/urssaf \"$@\"\n"):format(shell.lua,
      shell.root))
    assert(shell.run(("chmod 755 %s/urssaf"):format(folder)))
  end)
  teardown(function() shell.remove(folder) end)

  -- Each of the keys is typed with a TAB behind it, until its text is shown.
  local function typed(program, arguments, setup_line, texts)
    local words = { program, shell.quote(arguments), shell.quote(setup_line) }
    for keys, text in pairs(texts) do
      words[#words + 1] = shell.quote(keys .. "\t")
      words[#words + 1] = shell.quote(text)
    end
    return shell.run(("env %s LC_ALL=C.UTF-8 PATH=%s:\"$PATH\" python3 spec/support/typed.py %s")
      :format(shell.checkout, folder, table.concat(words, " ")))
  end

  local function by(program, script)
    local _, _, output = shell.run(("env %s LC_ALL=C.UTF-8 PATH=%s:\"$PATH\" %s %s"):format(
      shell.checkout, folder, program, shell.quote(script)))
    return output
  end

  for _, case in ipairs {
    { "bash", "--norc --noprofile -i", "source share/bash-completion/completions/urssaf",
      { ["urssaf show region:84"] = "region:84 ", ["urssaf show --file README.m"] = "README.md " }
    },
    { "zsh", "-f -i",
      "fpath=($PWD/share/zsh/site-functions $fpath); autoload -U compinit; compinit -u -D",
      { ["urssaf show isè"] = "Isère ", ["urssaf show --file=README.m"] = "README.md ",
        ["urssaf show \"seine-s"] = "Saint-Denis\"" } },
  } do
    it("typed in " .. case[1], function()
      if not shell.has(case[1]) then return pending(case[1] .. " is not installed") end
      local ok, _, problem = typed(case[1], case[2], case[3], case[4])
      assert.is_true(ok, problem)
    end)
  end

  it("in bash: names with blanks, quotes and marks", function()
    local output = by("bash -c", [[
        source share/bash-completion/completions/urssaf
        try() {
          COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _urssaf; printf "%s\n" "${COMPREPLY[@]}"
        }
        try urssaf sho
        try urssaf show -m rad
        try urssaf show "La R"
        try urssaf show Val-d\'
        try urssaf show "'Val-d'O"
        try urssaf show region : 84
      ]])
    assert.are.equal("show\nradiations\nLa\\ Réunion\nVal-d\\'Oise\nVal-d'\\''Oise\n84\n", output)
  end)

  it("in fish", function()
    if not shell.has "fish" then return pending "fish is not installed" end
    local output = by("fish --no-config -c", [[
        source share/fish/vendor_completions.d/urssaf.fish
        complete -C "urssaf sho"
        complete -C "urssaf show isè"
        complete -C "urssaf show -m rad"
        complete -C "urssaf show --file README.m"
        complete -C "urssaf show --file=README.m"
        complete -C "urssaf show isere"
      ]])
    assert.matches("^show\t[^\n]*\nIsère\t38\nradiations\tStrike%-offs\nREADME.md\n"
      .. "%-%-file=README.md\nisere\t38\n$", output)
  end)
end)
