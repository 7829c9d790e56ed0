local hints = require "urssaf.cli.hints"
local hygiene = require "spec.support.hygiene"

describe("urssaf.cli.hints", function()
  hygiene("urssaf.cli.hints", { "kind", "of", "unquoted" })

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
    assert.matches("--as-of with a later day", hints.of({ kind = "offline", message = later },
      "en"), 1, true)
  end)

  it("says it by the shape of a dataset, by the file, and by the message", function()
    local function hint(fields) return hints.of(fields, "en") end
    assert.are.equal("Here: urssaf calendar.", hint { kind = "schema", shape = "calendar" })
    assert.matches("no time series", hint { kind = "schema", shape = "listing" }, 1, true)
    assert.matches("--file reads the CSV", hint { kind = "schema", path = "a.csv" }, 1, true)
    assert.matches("--shapes reads GeoJSON",
      hint { kind = "decode", path = "a.json", is_shapes = true }, 1, true)
    assert.matches("lists the keys", hint { kind = "usage", message = "unknown key 'x'" }, 1, true)
  end)
end)
