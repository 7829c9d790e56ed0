local command = require "spec.support.command"
local hints = require "urssaf.cli.hints"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"

describe("urssaf.cli.hints", function()
  hygiene("urssaf.cli.hints", { "kind", "of", "unquoted" })
  hygiene("urssaf.cli.finer_period", { "refused" })

  it("names kinds of errors in the language of the output", function()
    assert.are.equal("introuvable", hints.kind("none", "fr"))
    assert.are.equal("none", hints.kind("none", "en"))
    assert.are.equal("usage", hints.kind("usage", "fr")) -- has no name in French
  end)

  it("says what to do, in both languages", function()
    local unknown = { kind = "none", message = "no département or region is '3888'" }
    assert.matches("A place is a département, a region or France", hints.of(unknown, "en"), 1, true)
    assert.matches("Un lieu est un département, une région ou la France",
      hints.of(unknown, "fr"), 1, true)
    assert.is_nil(hints.of({ kind = "cache", message = "no room" }, "en"))
  end)

  it("does not say twice that nothing is kept, nor ask again for a day before all", function()
    local none = "no kept publication answers this query: fetch it once"
    assert.are.equal("Ask once without --offline and --as-of: the answer is then kept.",
      hints.of({ kind = "offline", message = none }, "en"))
    local later = "no publication up to 2020-01-01 is kept; the earliest that is kept is of 2026"
    assert.matches("--as-of with a later day", hints.of({ kind = "offline", message = later,
      about = "too_early" }, "en"), 1, true)
  end)

  it("says it by the shape of a dataset, by the file, and by what an error is about", function()
    local function hint(fields) return hints.of(fields, "en") end
    assert.are.equal("Here: urssaf calendar.", hint { kind = "schema", shape = "calendar" })
    assert.matches("no time series", hint { kind = "schema", shape = "listing" }, 1, true)
    assert.matches("--file reads the CSV", hint { kind = "schema", path = "a.csv" }, 1, true)
    for _, name in ipairs { "--with", "--per" } do
      assert.matches("^" .. name:gsub("%-", "%%-") .. " reads ",
        hint { kind = "decode", path = "a.csv", read_by = name })
    end
    assert.matches("--shapes reads GeoJSON",
      hint { kind = "decode", path = "a.json", is_shapes = true }, 1, true)
    assert.are.equal("Here: --by a adds them up, --wide b tells them apart, --where chooses."
      .. " Here: -m c keeps one measure, --wide measure has a column for each.", hint { by = "a",
        about = { "several_units_of_key", "several_measures" }, finer = "b", one = "c" })
    assert.matches("lists the keys", hint { kind = "usage", about = "keys" }, 1, true)
  end)
end)

describe("the hints of the command", function()
  local function refused(arguments)
    local _, code, output = command.run(arguments .. " --sample")
    assert.are.equal(2, code)
    return command.spaced(output)
  end

  it("name the period that a shorter one is in", function()
    for arguments, expected in pairs {
      ['show --from "décembre 2025"'] = "'décembre 2025' is a month, and the periods here are"
        .. " quarters: it is in Q4 2025",
      ["top --at 2024-05 --lang fr"] = "« 2024-05 » est un mois, et il s'agit ici de trimestres :"
        .. " T2 2024 le contient",
      ["annual --from 2025-Q4"] = "'2025-Q4' is a quarter, and the periods here are years: it is in"
        .. " 2025",
      ['contributions --to "mars 2024"'] = "'mars 2024' is a month, and the periods here are"
        .. " quarters: it is in Q1 2024",
      ["show --index 2019-12 --lang fr"] = "« 2019-12 » est un mois, et il s'agit ici de"
        .. " trimestres : T4 2019 le contient",
    } do
      assert.matches(expected, refused(arguments), 1, true)
    end
  end)

  it("are about the option that named a file", function()
    local path = os.tmpname()
    finally(function() os.remove(path) end)
    for text, line in pairs { ["departement,n\nAin,1\nAin,2\n"] = "decode: %s, line 3: Ain is there"
      .. " twice", ["code_departement,n\n99,3\n"] = "none: no row of %s is of a unit of these" } do
      shell.write(path, text)
      local _, code, output = command.run("top --sample --per " .. path)
      assert.are.equal(1, code)
      assert.matches(line:format(path), output, 1, true)
      assert.matches("\n--per reads CSV with a column of places or periods", output, 1, true)
      _, _, output = command.run("top --sample --lang fr --per " .. path)
      assert.matches("\n--per lit un CSV", output, 1, true)
      assert.is_nil(output:find(" line ", 1, true), output)
    end
  end)

  it("say how many can be shown, and where one measure is taken", function()
    assert.matches("'0' is not how many to show: a whole number above zero, or all",
      refused "top -n 0", 1, true)
    assert.matches("« zéro » n'est pas un nombre à montrer : il faut un entier positif, ou all",
      refused "share -n zéro --lang fr", 1, true)
    assert.matches("one measure is taken here, and no list of them: 'radiations,ca'",
      refused "share -m radiations,ca", 1, true)
    assert.matches("there is no measure 'xx'", refused "show -m radiations,xx", 1, true)
  end)
end)

describe("what people write", function()
  it("may be several measures with commas, and a language in capitals", function()
    assert.are.equal(command.printed "show 38 --from 2025 --sample --lang fr -m radiations -m ca",
      command.printed "show 38 --from 2025 --sample --lang FR -m 'radiations, ca'")
    assert.are.equal(command.printed "top -n 2 --sample -m radiations -m solde",
      command.printed "top -n 2 --sample --lang=EN -m radiations,solde")
  end)
end)
