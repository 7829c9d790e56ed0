--- Households that employ people, from the schemes Cesu, Pajemploi and DNS. Cesu does not tell what
-- work is done: its hours count as other than child care.
local family = require "urssaf.domain.catalogue.family"

local REGION = family.REGION

return family.of {
  name = "household_employers", source = "Urssaf, CnCesu, Centre Pajemploi",
  subject = { fr = "Particuliers employeurs", en = "Household employers" },
  scope = { fr = "particuliers employeurs, dispositifs Cesu, Pajemploi et DNS",
    en = "household employers in the schemes Cesu, Pajemploi and DNS" },
  measures = {
    { "nombre_d_employeurs_brut", "count", "employer",
      { fr = "Particuliers employeurs (bruts)", en = "Household employers (raw)" },
      { fr = "Particuliers qui ont employé quelqu'un au cours du trimestre, données brutes ; sur"
          .. " plusieurs trimestres, leur nombre moyen.",
        en = "Households that employed somebody during the quarter, not adjusted; over several"
          .. " quarters, their mean number." }, inferred = true },
    { "nombre_d_employeurs_cvs", "count", "employer",
      { fr = "Particuliers employeurs (CVS)", en = "Household employers (adjusted)" },
      { fr = "Particuliers qui ont employé quelqu'un au cours du trimestre, corrigés des"
          .. " variations saisonnières.",
        en = "Households that employed somebody during the quarter, seasonally adjusted." },
      adjusted = true, inferred = true },
    { "nombre_d_heures_declarees_brut", "flow", "hour",
      { fr = "Heures déclarées (brutes)", en = "Hours declared (raw)" },
      { fr = "Heures que les particuliers employeurs ont déclarées au titre du trimestre, données"
          .. " brutes.",
        en = "Hours that household employers declared for the quarter, not adjusted." } },
    { "nombre_d_heures_declarees_cvs", "flow", "hour",
      { fr = "Heures déclarées (CVS)", en = "Hours declared (adjusted)" },
      { fr = "Heures que les particuliers employeurs ont déclarées au titre du trimestre, corrigées"
          .. " des variations saisonnières.",
        en = "Hours that household employers declared for the quarter, seasonally adjusted." },
      adjusted = true },
    { "masse_salariale_nette_brut", "flow", "EUR",
      { fr = "Masse salariale nette (brute)", en = "Net wage bill (raw)" },
      { fr = "Salaires nets que les particuliers employeurs ont versés au titre du trimestre, en"
          .. " euros courants, données brutes.",
        en = "Net wages that household employers paid for the quarter, in current euros, not"
          .. " adjusted." } },
    { "masse_salariale_nette_cvs", "flow", "EUR",
      { fr = "Masse salariale nette (CVS)", en = "Net wage bill (adjusted)" },
      { fr = "Salaires nets que les particuliers employeurs ont versés au titre du trimestre, en"
          .. " euros courants, corrigés des variations saisonnières.",
        en = "Net wages that household employers paid for the quarter, in current euros,"
          .. " seasonally adjusted." }, adjusted = true },
  },
  datasets = {
    { "particuliers-employeurs-par-categorie-demploi-et-par-region", "quarter", lag = 110,
      adjustment = "season",
      dimensions = REGION .. "categorie_d_emploi type_d_emploi systeme_declaratif "
        .. "code_categorie_d_emploi",
      measures = "nombre_d_employeurs_brut nombre_d_heures_declarees_brut "
        .. "masse_salariale_nette_brut nombre_d_employeurs_cvs nombre_d_heures_declarees_cvs "
        .. "masse_salariale_nette_cvs" },
  },
}
