-- Names that say that something is a total.
local hygiene = require "spec.support.hygiene"
local total_names = require "urssaf.domain.total_names"

describe("urssaf.domain.total_names", function()
  hygiene("urssaf.domain.total_names", { "includes", "kind", "reduced" })

  for name, kind in pairs {
    ["France"] = "france", ["France entière"] = "france", ["FRANCE ENTIERE"] = "france",
    ["France entière (hors Mayotte)"] = "france", ["France (y compris Mayotte)"] = "france",
    ["Total France"] = "france", ["National"] = "france", ["Niveau national"] = "france",
    ["Métropole"] = "metropole", ["France métropolitaine"] = "metropole",
    ["France hors DOM"] = "metropole", ["DROM"] = "drom", ["Outre-mer"] = "drom",
    ["Ensemble"] = "all", ["Total"] = "all", ["Tous secteurs"] = "all", ["Toutes régions"] = "all",
    ["Ensemble des départements"] = "all", ["Total général"] = "all", ["Total Bretagne"] = "all",
    ["Tous secteurs d'activité confondus"] = "all", ["Hommes"] = false, ["Île-de-France"] = false,
    ["Hauts-de-France"] = false, ["Domont"] = false, ["Toulouse"] = false, ["Totalgaz"] = false,
    ["Mayotte"] = false, ["France Travail"] = false, ["Tous travaux de toiture"] = false,
    ["Total Énergies"] = false, ["Transports"] = false, ["Nationalité"] = false, [""] = false,
    ["01"] = false,
  } do
    it(("takes %q for %s"):format(name, kind or "no total"), function()
      assert.are.equal(kind or nil, (total_names.kind(name)))
    end)
  end

  it("tells which leave Mayotte out", function()
    for name, without in pairs { ["France entière (hors Mayotte)"] = true, ["France"] = false,
      ["Total hors Mayotte"] = true, ["France y compris Mayotte"] = false, ["Métropole"] = true,
      ["DROM hors Mayotte"] = true, ["France sans Mayotte"] = true } do
      assert.are.equal(without, select(2, total_names.kind(name)), name)
    end
  end)

  it("takes the fields from a key over which it is a sum", function()
    local reduced = total_names.reduced
    assert.are.same({ region = "Bretagne", code_region = "53" }, (reduced { region = "Bretagne",
      code_region = "53", departement = "Ensemble", code_departement = "99" }))
    assert.are.same({ secteur = "A" }, (reduced { secteur = "A", code_region = "99",
      region = "France entière", departement = "" }))
    for _ = 1, 20 do -- whichever field comes first
      local rest, kind, without = reduced { secteur = "Tous secteurs", code_region = "99",
        departement = "France entière (hors Mayotte)", sexe = "Ensemble" }
      assert.are.same({ {}, "france", true }, { rest, kind, without })
    end
    local key = { departement = "Ain" }
    assert.are.equal(key, (reduced(key)))
  end)

  it("knows what is in a part of France", function()
    local reunion, ain = { code_departement = "974" }, { code_departement = "01" }
    assert.is_true(total_names.includes(reunion, "drom"))
    assert.is_false(total_names.includes(ain, "drom"))
    assert.is_true(total_names.includes(ain, "metropole"))
    assert.is_true(total_names.includes({ region = "unknown" }, "metropole"))
    assert.is_false(total_names.includes({ code_departement = "976" }, "france", true))
    assert.is_true(total_names.includes({ code_departement = "976" }, "france", false))
  end)
end)
