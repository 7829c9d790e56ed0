-- What people are told a unit is: nothing that tells two units apart is left out, and nothing that
-- follows from something else is said.
local hierarchy = require "urssaf.domain.hierarchy"
local languages = require "urssaf.language"
local unit = require "urssaf.domain.unit"

local GRAND_EST = { code_region = "44", region = "Grand Est", code_ancienne_region = "42",
  ancienne_region = "Alsace" }

local function with(key, fields)
  local both = {}
  for name, value in pairs(key) do both[name] = value end
  for name, value in pairs(fields) do both[name] = value end
  return both
end

describe("the name of a unit", function()
  for _, case in ipairs {
    { "is that of a region and its former region", "Grand Est (44), Alsace, Sauvegarde",
      with(GRAND_EST, { nature_de_procedure = "Sauvegarde" }) },
    { "has a name once that both regions have", "Bretagne (53)",
      { code_region = "53", region = "Bretagne", code_ancienne_region = "53",
        ancienne_region = "Bretagne" } },
    { "is that of a former region alone", "Alsace (42)",
      { code_ancienne_region = "42", ancienne_region = "Alsace" } },
    { "is that of a new region alone", "Occitanie (76), Midi-Pyrénées",
      { code_nouvelle_region = "76", nouvelle_region = "Occitanie", code_ancienne_region = "73",
        ancienne_region = "Midi-Pyrénées" } },
    { "is that of a département without its regions", "Bas-Rhin (67)",
      with(GRAND_EST, { code_departement = "67", departement = "Bas-Rhin" }) },
    { "is that of a part of a zone", "Grand Est (44), 271144 - Jura (partie Grand Est)",
      with(GRAND_EST, { code_zone_d_emploi = "2711", zone_d_emploi = "2711 - Jura",
        libelle_zone_d_emploi = "Jura", code_zone_d_emploi_regionalisee = "271144",
        libelle_zone_d_emploi_reg = "Jura (partie Grand Est)",
        zone_d_emploi_regionalisee = "271144 - Jura (partie Grand Est)" }) },
    { "is a code without a name", "0055, CDI",
      { code_zone_d_emploi = "0055", nature_de_contrat = "CDI" } },
    { "has a value once that two columns have", "Bretagne (53), CDI",
      { code_region = "53", region = "Bretagne", duree_de_contrat = "CDI",
        nature_de_contrat = "CDI" } },
    { "has a sector without those it is part of", "CI Électronique",
      { grand_secteur_d_activite = "GS1 Industrie", secteur_na17 = "C3 Machines",
        secteur_na38 = "CI Électronique" } },
    { "has labels in place of their codes", "20 à 24 ans, Femmes",
      { sexe = "2", libelle_du_sexe = "Femmes", tranche_age = "2",
        libelle_de_l_age = "20 à 24 ans" } },
    { "has one of two columns that follow from each other", "detail",
      { mesure_detail_ag = "mesure", mesure_d_exo_detail_ag = "detail",
        categorie_detail_ag = "categorie" } },
    { "has all that the library does not know", "Bretagne (53), A, B",
      { code_region = "53", region = "Bretagne", zzz = "B", abc = "A" } },
    { "is the whole without a key", "the whole", {} },
  } do
    it(case[1], function() assert.are.equal(case[2], unit.name(case[3])) end)
  end

  it("is the same in tables and on pages, without codes", function()
    local key = with(GRAND_EST, { nature_de_procedure = "Sauvegarde" })
    assert.are.equal("Grand Est, Alsace, Sauvegarde", languages.of("fr"):place(key))
    key = { code_ancienne_region = "99", ancienne_region = "_calage_" }
    assert.are.equal("adjustment (calage)", languages.of("en"):place(key))
  end)
end)

describe("the finest of some dimensions", function()
  it("are those that follow from no other, in the same order", function()
    assert.are.same({ "x", "secteur_na88i" },
      hierarchy.finest { "x", "secteur_na17i", "secteur_na88i", "grand_secteur_d_activite" })
    assert.are.same({ "b", "a" }, hierarchy.finest { "b", "a" })
    assert.are.same({}, hierarchy.finest {})
  end)
end)
