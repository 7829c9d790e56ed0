--- Contributions that private companies of ten employees or more in metropolitan France have not
-- paid, by month: the rates alone. Urssaf takes unpaid contributions over those due, without
-- estimated bills; neither is beside the rate.
local family = require "urssaf.domain.catalogue.family"

local DELAYS = {
  end_of_month = { fr = "en fin de mois", en = "at the month's end" },
  next_month = { fr = "à la fin du mois suivant", en = "at the next month's end" },
  ninety_days = { fr = "90 jours après l'échéance", en = "90 days after they were due" },
}

-- Urssaf speaks of 30 days after contributions were due where the column says the next month's end.
local function rate(name, delay)
  local when = DELAYS[delay]
  return { name, "ratio", "%",
    { fr = "Taux d'impayés " .. when.fr, en = "Unpaid contributions " .. when.en },
    { fr = ("Cotisations des entreprises de dix salariés ou plus exigibles au cours du mois et"
        .. " impayées %s, rapportées aux cotisations dues, en pour cent, corrigées des variations"
        .. " saisonnières."):format(when.fr),
      en = ("Contributions of companies of ten employees or more that were due in the month and"
        .. " unpaid %s, over those due, in per cent, seasonally adjusted."):format(when.en) },
    adjusted = true, inferred = delay == "next_month" or nil }
end

-- Nothing says whether it is a difference in points or a growth: it has no unit.
local function change(name, delay, over)
  local when, quarterly = DELAYS[delay], over == "quarter"
  return { name, "ratio", false,
    { fr = ("Glissement %s du taux d'impayés %s"):format(quarterly and "trimestriel" or "annuel",
        when.fr),
      en = ("Unpaid contributions %s, change over a %s"):format(when.en, over) },
    { fr = ("Variation du taux d'impayés %s sur un %s."):format(when.fr,
        quarterly and "trimestre" or "an"),
      en = ("Change of the rate of contributions unpaid %s, over a %s."):format(when.en, over) },
    adjusted = true, inferred = true }
end

return family.of {
  name = "arrears", source = "Urssaf",
  subject = { fr = "Entreprises de 10 salariés ou plus",
    en = "Companies with 10 employees or more" },
  scope = {
    fr = "entreprises du secteur privé de 10 salariés ou plus, régime général, métropole, hors"
      .. " taxations d'office",
    en = "private companies of 10 employees or more, general scheme, metropolitan France, without"
      .. " estimated bills" },
  usual = "taux_impayes_fin_mois taux_impayes_fin_mois_suivant taux_impayes_echeance_90_jours "
    .. "glissement_trim_tx_fin_mois glissement_trim_tx_fin_mois_suiv glissement_trim_tx_90_jours "
    .. "glissement_annuel_tx_fin_mois glissement_annu_tx_fin_mois_suiv "
    .. "glissement_annuel_tx_90_jours",
  measures = {
    rate("taux_impayes_fin_mois", "end_of_month"),
    rate("taux_impayes_fin_mois_suivant", "next_month"),
    rate("taux_impayes_echeance_90_jours", "ninety_days"),
    change("glissement_trim_tx_fin_mois", "end_of_month", "quarter"),
    change("glissement_trim_tx_fin_mois_suiv", "next_month", "quarter"),
    change("glissement_trim_tx_90_jours", "ninety_days", "quarter"),
    change("glissement_annuel_tx_fin_mois", "end_of_month", "year"),
    change("glissement_annu_tx_fin_mois_suiv", "next_month", "year"),
    change("glissement_annuel_tx_90_jours", "ninety_days", "year"),
  },
  datasets = {
    { "taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus", "month", lag = 20 },
    { "taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-ancienne-region", "month",
      lag = 20, dimensions = "ancienne_region code_ancienne_region" },
    { "taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus-par-region", "month", lag = 20,
      dimensions = "region code_region" },
  },
}
