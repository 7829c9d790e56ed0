--- Insolvency proceedings, counted by company. One that a company has in several regions is in the
-- figures of each of them, so that regions add up to more than France.
local family = require "urssaf.domain.catalogue.family"

local REGION = family.REGION

return family.of {
  name = "insolvencies", source = "Urssaf",
  measures = {
    { "nombre_de_procedures_brut", "flow", "proceeding",
      { fr = "Procédures collectives (brutes)", en = "Insolvency proceedings (raw)" },
      { fr = "Procédures collectives du trimestre, données brutes.",
        en = "Insolvency proceedings of the quarter, not adjusted." } },
    { "nombre_de_procedures_cvs", "flow", "proceeding",
      { fr = "Procédures collectives (CVS)", en = "Insolvency proceedings (adjusted)" },
      { fr = "Procédures collectives du trimestre, corrigées des variations saisonnières.",
        en = "Insolvency proceedings of the quarter, seasonally adjusted." }, adjusted = true },
  },
  datasets = {
    { "procedures-collectives-france-entiere", "quarter", lag = 20,
      dimensions = "nature_de_procedure",
      measures = "nombre_de_procedures_brut nombre_de_procedures_cvs" },
    -- of 7 208 cells 500 were empty and not one was 0, while 1, 2 and 3 occurred 150 times each
    { "procedures-collectives-par-region", "quarter", lag = 20, empty = "none",
      dimensions = REGION .. "nature_de_procedure", measures = "nombre_de_procedures_brut" },
  },
}
