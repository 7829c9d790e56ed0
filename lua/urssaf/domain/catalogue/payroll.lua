--- Employees and wages of the private sector, by quarter. Wages are those that contributions are
-- levied on: without compensation for partial unemployment. Mayotte and farms are not covered.
local family = require "urssaf.domain.catalogue.family"

local REGION, DEPARTEMENT = family.REGION, family.DEPARTEMENT

-- Temporary workers of the figures by sector are those that Dares counts.
local WITH_DARES = "Urssaf, Dares (effectifs intérimaires)"

-- The national wage bill has two estimates: one of about 50 days after the quarter, and one of
-- about 70 days, which has a quarter less until it comes out.
local function wage_bill(days, state)
  local is_raw = state == "brut"
  local early = days == "50"
  return { ("ms_t_%sj_%s"):format(days, state), "flow", "EUR",
    { fr = ("Masse salariale à %s jours (%s)"):format(days, is_raw and "brute" or "CVS"),
      en = ("Wage bill after %s days (%s)"):format(days, is_raw and "raw" or "adjusted") },
    { fr = ("Salaires du trimestre soumis à cotisations, en euros courants, estimation %s, %s.")
        :format(early and "précoce" or "stabilisée",
          is_raw and "données brutes" or "corrigée des variations saisonnières"),
      en = ("Wages of the quarter that contributions are levied on, in current euros, %s"
        .. " estimate, %s."):format(early and "early" or "settled",
          is_raw and "not adjusted" or "seasonally adjusted") },
    adjusted = not is_raw or nil }
end

local function wage_growth(prefix, days, over)
  local quarterly = over == "quarter"
  return { ("%s_ms_t_%sj_cvs"):format(prefix, days), "ratio", "%",
    { fr = ("Glissement %s de la masse salariale à %s jours")
        :format(quarterly and "trimestriel" or "annuel", days),
      en = ("Growth of the wage bill after %s days over a %s"):format(days, over) },
    { fr = ("Variation de la masse salariale corrigée des variations saisonnières sur un %s,"
        .. " en pour cent."):format(quarterly and "trimestre" or "an"),
      en = ("Growth of the seasonally adjusted wage bill over a %s, in per cent."):format(over) },
    adjusted = true, inferred = true,
    growth = { of = ("ms_t_%sj_cvs"):format(days), over = over } }
end

local ZONES = "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-zone-demploi"

---@type urssaf.MethodChange[]
local CHANGES = {
  { id = "contracts-2021", day = "2021-06-10",
    measures = { "effectifs_salaries_brut", "effectifs_salaries_cvs" },
    explanation = {
      fr = "depuis juin 2021, les publications comptent les salariés dans les seules déclarations"
        .. " de chaque contrat (DSN), et non plus aussi dans les totaux que déclaraient les"
        .. " établissements : les niveaux peuvent en être révisés plus que d'habitude",
      en = "publications since June 2021 count employees in the declarations of each contract (DSN)"
        .. " alone, and no longer in totals that establishments declared as well: levels may be"
        .. " revised more than usual" } },
  { id = "zones-2020", day = "2021-06-30", datasets = { ZONES },
    measures = { "effectifs_salaries_brut", "effectifs_salaries_cvs", "masse_salariale_brut",
      "masse_salariale_cvs" },
    explanation = {
      fr = "depuis juin 2021, les zones d'emploi sont celles de 2020 : elles ne sont pas celles des"
        .. " publications d'avant",
      en = "employment zones are those of 2020 since June 2021, and not those of publications"
        .. " before" } },
}

return family.of {
  name = "payroll", source = "Urssaf", changes = CHANGES,
  subject = { fr = "Secteur privé", en = "Private sector" },
  scope = { fr = "secteur privé, régime général, hors agriculture, hors Mayotte",
    en = "private sector, general scheme, without farms, without Mayotte" },
  usual = "effectifs_salaries_brut effectifs_salaries_cvs masse_salariale_brut masse_salariale_cvs",
  measures = {
    { "effectifs_salaries_brut", "stock", "employee",
      { fr = "Effectifs salariés (bruts)", en = "Employees (raw)" },
      { fr = "Salariés du secteur privé à la fin du trimestre, données brutes.",
        en = "Employees of the private sector at the quarter's end, not adjusted." } },
    { "effectifs_salaries_cvs", "stock", "employee",
      { fr = "Effectifs salariés (CVS)", en = "Employees (adjusted)" },
      { fr = "Salariés du secteur privé à la fin du trimestre, corrigés des variations"
          .. " saisonnières.",
        en = "Employees of the private sector at the quarter's end, seasonally adjusted." },
      adjusted = true },
    { "masse_salariale_brut", "flow", "EUR",
      { fr = "Masse salariale (brute)", en = "Wage bill (raw)" },
      { fr = "Salaires du trimestre soumis à cotisations dans le secteur privé, sans plafond, en"
          .. " euros courants, données brutes.",
        en = "Wages of the quarter that contributions are levied on in the private sector, without"
          .. " a ceiling, in current euros, not adjusted." } },
    { "masse_salariale_cvs", "flow", "EUR",
      { fr = "Masse salariale (CVS)", en = "Wage bill (adjusted)" },
      { fr = "Salaires du trimestre soumis à cotisations dans le secteur privé, sans plafond, en"
          .. " euros courants, corrigés des variations saisonnières.",
        en = "Wages of the quarter that contributions are levied on in the private sector, without"
          .. " a ceiling, in current euros, seasonally adjusted." }, adjusted = true },
    wage_bill("50", "brut"), wage_bill("60", "brut"), wage_bill("50", "cvs"),
    wage_bill("60", "cvs"), wage_growth("gt", "50", "quarter"), wage_growth("gt", "60", "quarter"),
    wage_growth("ga", "50", "year"), wage_growth("ga", "60", "year"),
  },
  datasets = {
    { "effectifs-salaries-et-masse-salariale-du-secteur-prive-france-entiere-x-na88", "quarter",
      lag = 70, source = WITH_DARES,
      dimensions = "grand_secteur_d_activite secteur_na38i secteur_na88i" },
    { "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-departement-x-grand-s",
      "quarter", lag = 90, dimensions = DEPARTEMENT .. "grand_secteur_d_activite" },
    { "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-region-x-na38", "quarter",
      lag = 90, source = WITH_DARES,
      dimensions = REGION .. "grand_secteur_d_activite secteur_na28i" },
    { ZONES, "quarter", lag = 90,
      dimensions = REGION .. "libelle_zone_d_emploi zone_d_emploi libelle_zone_d_emploi_reg "
        .. "zone_d_emploi_regionalisee code_zone_d_emploi code_zone_d_emploi_regionalisee" },
    { "masse-salariale-du-secteur-prive-france-entiere", "quarter",
      time = "annee trimestre dernier_jour_trim", lag = 50,
      scope = { fr = "secteur privé, régime général, France entière",
        en = "private sector, general scheme, all of France" },
      labels = { dernier_jour_du_trimestre = "dernier_jour_trim" },
      measures = "ms_t_50j_brut ms_t_60j_brut ms_t_50j_cvs ms_t_60j_cvs gt_ms_t_50j_cvs "
        .. "gt_ms_t_60j_cvs ga_ms_t_50j_cvs ga_ms_t_60j_cvs" },
  },
}
