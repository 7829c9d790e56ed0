--- Wages of the private sector and compensation for partial unemployment, since 2018, of the
-- general scheme: farms are not covered, nor is Mayotte in the figures by region.
local family = require "urssaf.domain.catalogue.family"

return family.of {
  name = "partial_unemployment", source = "Urssaf",
  subject = { fr = "Secteur privé", en = "Private sector" },
  scope = { fr = "secteur privé, régime général", en = "private sector, general scheme" },
  usual = "masse_salariale_brute glissement_annuel_masse_salariale assiette_chomage_partiel "
    .. "part_assiette_chomage_partiel",
  measures = {
    { "masse_salariale_brute", "flow", "EUR",
      { fr = "Masse salariale", en = "Wage bill" },
      { fr = "Salaires de la période sur lesquels les cotisations sont prélevées, sans plafond, en"
          .. " euros courants ; l'indemnisation du chômage partiel n'en fait pas partie.",
        en = "Wages of the period that contributions are levied on, without a ceiling, in current"
          .. " euros; compensation for partial unemployment is not part of them." } },
    { "glissement_annuel_de_la_ms", "ratio", "%",
      { fr = "Glissement annuel de la masse salariale",
        en = "Growth of the wage bill over a year" },
      { fr = "Variation de la masse salariale sur un an, en pour cent.",
        en = "Growth of the wage bill over a year, in per cent." },
      inferred = true, growth = { of = "masse_salariale_brute", over = "year" } },
    -- agrees with all 1 428 rows by region that have a month a year before
    { "glissement_annuel_masse_salariale", "ratio", "%",
      { fr = "Glissement annuel de la masse salariale",
        en = "Growth of the wage bill over a year" },
      { fr = "Variation de la masse salariale sur un an, en pour cent.",
        en = "Growth of the wage bill over a year, in per cent." },
      growth = { of = "masse_salariale_brute", over = "year", checked = true } },
    { "assiette_chomage_partiel", "flow", "EUR",
      { fr = "Assiette du chômage partiel", en = "Compensation for partial unemployment" },
      { fr = "Indemnités de chômage partiel de la période, en euros courants.",
        en = "Compensation for partial unemployment of the period, in current euros." },
      inferred = true },
    -- agrees with all 1 423 rows by region that have it
    { "part_assiette_chomage_partiel", "ratio", "%",
      { fr = "Part du chômage partiel", en = "Share of partial unemployment" },
      { fr = "Assiette du chômage partiel rapportée à la somme de la masse salariale et de cette"
          .. " assiette, en pour cent.",
        en = "Compensation for partial unemployment over the sum of the wage bill and this"
          .. " compensation, in per cent." },
      parts = { numerator = "assiette_chomage_partiel", factor = 100, checked = true,
        denominator = { "masse_salariale_brute", "assiette_chomage_partiel" } } },
  },
  datasets = {
    { "assiette-chomage-partiel-trimestrielle-du-secteur-prive-par-na38", "quarter", lag = 70,
      dimensions = "grand_secteur_d_activite secteur_na17 secteur_na38",
      measures = "masse_salariale_brute glissement_annuel_de_la_ms assiette_chomage_partiel "
        .. "part_assiette_chomage_partiel" },
    { "masse-sal-et-assiette-chomage-partiel-mens-secteur-prive-anciennes-regions", "month",
      lag = 80, dimensions = "ancienne_region code_ancienne_region" },
    { "masse-salariale-et-assiette-chomage-partiel-mensuelles-du-secteur-prive", "month",
      lag = 50 },
    { "masse-salariale-et-assiette-chomage-partiel-mensuelles-secteur-prive-par-region", "month",
      lag = 80, dimensions = "region code_region",
      scope = { fr = "secteur privé, régime général, France hors Mayotte",
        en = "private sector, general scheme, France without Mayotte" } },
  },
}
