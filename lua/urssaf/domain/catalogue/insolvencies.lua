--- Insolvency proceedings, counted by company. One of a company that is present in several regions
-- is in the figures of each of them: without the negative row `_calage_`, regions add up to more
-- than France.
local family = require "urssaf.domain.catalogue.family"

local REGION = family.REGION

return family.of {
  name = "insolvencies", source = "Urssaf",
  subject = { fr = "Procédures collectives", en = "Insolvency proceedings" },
  measures = {
    { "nombre_de_procedures_brut", "flow", "proceeding",
      { fr = "Procédures collectives (brutes)", en = "Insolvency proceedings (raw)" },
      { fr = "Sauvegardes, redressements et liquidations judiciaires du trimestre, comptés par"
          .. " entreprise, données brutes.",
        en = "Safeguards, reorganisations and judicial liquidations of the quarter, counted"
          .. " by company, not adjusted." } },
    { "nombre_de_procedures_cvs", "flow", "proceeding",
      { fr = "Procédures collectives (CVS)", en = "Insolvency proceedings (adjusted)" },
      { fr = "Sauvegardes, redressements et liquidations judiciaires du trimestre, comptés par"
          .. " entreprise, corrigés des variations saisonnières.",
        en = "Safeguards, reorganisations and judicial liquidations of the quarter, counted"
          .. " by company, seasonally adjusted." }, adjusted = true },
  },
  datasets = {
    { "procedures-collectives-france-entiere", "quarter", lag = 20,
      scope = { fr = "France entière", en = "all of France" },
      dimensions = "nature_de_procedure",
      measures = "nombre_de_procedures_brut nombre_de_procedures_cvs" },
    -- of 7 209 cells 500 were empty and not one was 0, while 1, 2 and 3 occurred 150 times each
    { "procedures-collectives-par-region", "quarter", lag = 20, empty = "none",
      adjustment = "companies",
      dimensions = REGION .. "nature_de_procedure", measures = "nombre_de_procedures_brut" },
  },
}
