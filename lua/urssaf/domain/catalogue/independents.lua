--- The self-employed, and what they earn. Urssaf counts accounts, not people, without farmers and
-- without managers who are employees by law. Auto-entrepreneurs are one kind of them: what these
-- columns count is not what columns of the same names count in the data on auto-entrepreneurs.
local family = require "urssaf.domain.catalogue.family"

local DEPARTEMENT = family.DEPARTEMENT

return family.of {
  name = "independents", source = "Urssaf",
  subject = { fr = "Travailleurs indépendants", en = "Self-employed workers" },
  scope = { fr = "travailleurs indépendants, hors exploitants agricoles et dirigeants assimilés"
      .. " salariés",
    en = "self-employed workers, without farmers and managers who are employees by law" },
  measures = {
    -- It is not known whether Urssaf counts them at the quarter's end or in the quarter: a stock is
    -- not added or averaged over time.
    { "nombre_de_ti_actifs", "stock", "account",
      { fr = "Travailleurs indépendants actifs", en = "Active self-employed" },
      { fr = "Comptes de travailleurs indépendants actifs, tenus pour ceux de la fin du trimestre.",
        en = "Accounts of active self-employed workers, taken to be those of the quarter's end." },
      inferred = true },
    { "administrativement_actifs", "stock", "account",
      { fr = "Administrativement actifs", en = "Registered accounts" },
      { fr = "Comptes de travailleurs indépendants inscrits au 31 décembre, avec ou sans revenu.",
        en = "Accounts of self-employed workers registered on 31 December, with or without"
          .. " income." } },
    -- Urssaf defines it for auto-entrepreneurs alone.
    { "economiquement_actifs", "count", "account",
      { fr = "Économiquement actifs", en = "Economically active" },
      { fr = "Comptes de travailleurs indépendants qui ont déclaré, au titre de l'année, un chiffre"
          .. " d'affaires ou un revenu supérieur à zéro.",
        en = "Accounts of self-employed workers that declared, for the year, a turnover or an"
          .. " income above zero." }, inferred = true },
    { "nombre_de_ti", "count", "account",
      { fr = "Travailleurs indépendants avec un revenu", en = "Self-employed with an income" },
      { fr = "Comptes de travailleurs indépendants qui ont dégagé un revenu dans l'année, sans ceux"
          .. " taxés d'office.",
        en = "Accounts of self-employed workers with an income in the year, without those that were"
          .. " billed by estimate." } },
    { "revenu", "flow", "EUR",
      { fr = "Revenu", en = "Income" },
      { fr = "Total des revenus de l'année, en euros courants ; celui d'un auto-entrepreneur est"
          .. " son chiffre d'affaires après abattement.",
        en = "Sum of the year's incomes, in current euros; that of an auto-entrepreneur is the"
          .. " turnover less a flat allowance." } },
  },
  datasets = {
    { "travailleurs-independants-actifs-trimestriels", "quarter",
      dimensions = "type_de_travailleur_independant", measures = "nombre_de_ti_actifs" },
    { "les-revenus-des-ti-par-departement-fin-dec", "year",
      dimensions = DEPARTEMENT .. "type_de_travailleur_independant",
      measures = "nombre_de_ti revenu" },
    { "les-revenus-des-ti-par-secteur-fin-dec", "year",
      dimensions = "type_de_travailleur_independant secteur_d_activite",
      measures = "nombre_de_ti revenu" },
    { "les-revenus-des-travailleurs-independants-par-departement", "year",
      dimensions = DEPARTEMENT .. "type_de_travailleur_independant",
      measures = "nombre_de_ti revenu" },
    { "les-revenus-des-travailleurs-independants-par-departement-secteur", "year",
      dimensions = DEPARTEMENT .. "type_de_travailleur_independant secteur_d_activite",
      measures = "nombre_de_ti revenu" },
    { "les-revenus-des-travailleurs-independants-par-secteur", "year",
      dimensions = "type_de_travailleur_independant secteur_d_activite",
      measures = "nombre_de_ti revenu" },
    { "travailleurs-independants-par-departement", "year",
      dimensions = DEPARTEMENT .. "type_de_travailleur_independant groupe_professionnel",
      measures = "administrativement_actifs economiquement_actifs" },
    { "travailleurs-independants-par-departement-secteur", "year",
      dimensions = DEPARTEMENT .. "type_de_travailleur_independant secteur_d_activite",
      measures = "administrativement_actifs economiquement_actifs" },
    { "travailleurs-independants-par-secteur", "year", adjustment = "secrecy",
      dimensions = "type_de_travailleur_independant groupe_professionnel secteur_d_activite",
      measures = "administrativement_actifs economiquement_actifs" },
  },
}
