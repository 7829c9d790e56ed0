-- The portal's release calendar, synthetic: the portal's columns, and rows in which a day is known,
-- or a span of days, or neither.
--
--   calendar.dataset()      the dataset of the stand-in
--   calendar.ROWS           its rows; a `dataset` stands for the link to it
local dataset = require "spec.support.standin.dataset"
local field = dataset.field

local calendar = {}

local MAIN, SECTORS = "auto-entrepreneurs-par-departement",
  "auto-entrepreneurs-par-secteur-dactivite"
local FAILURES = "procedures-collectives-par-region"

local function row(id, product, periodicity, dates)
  return {
    thematique = dates.theme or "Auto-entrepreneurs", type_de_produit = "Jeu de données",
    publication_associee = dates.publication, periodicite = periodicity,
    date_de_mise_a_jour = dates.date, precision = dates.precision, nom_du_produit = product,
    lien_vers_le_produit = "https://open.urssaf.fr/explore/dataset/" .. id .. "/information/",
    debut_date_de_mise_a_jour = dates.first, fin_date_de_mise_a_jour = dates.last,
  }
end

local function main(dates)
  dates.publication = "Acoss Stat (synthétique)"
  return row(MAIN, "Auto-entrepreneurs, par département", "Semestrielle", dates)
end

local function failures(dates)
  dates.theme = "Entreprises"
  return row(FAILURES, "Procédures collectives, par région", "Trimestrielle", dates)
end

calendar.ROWS = {
  main { date = "2027-01-18" }, main { date = "2026-07-16" },
  main { first = "2027-07-12", last = "2027-07-23", precision = "date à confirmer" },
  main { date = "2026-01-16", first = "2026-01-16", last = "2026-01-16" },
  row(SECTORS, "Auto-entrepreneurs, par secteur d'activité", "Semestrielle",
    { precision = "Fin juillet 2027" }),
  row(SECTORS, "Auto-entrepreneurs, par secteur d'activité", "Semestrielle",
    { date = "2026-07-17" }),
  row(SECTORS, "Auto-entrepreneurs, par secteur d'activité", "Semestrielle",
    { precision = "à déterminer" }),
  failures { date = "2026-07-22" }, failures { date = "2026-10-21" },
  failures { date = "2027-01-20", precision = "Semaine" },
  row("lexique-synthetique", "Lexique, \"version\" longue; et la courte", nil,
    { date = "2026-03-02", theme = "Divers" }),
}

local function text(name, label)
  return field(name, "text", label)
end

local FIELDS = {
  text("thematique", "Thématique"), text("type_de_produit", "Type de produit"),
  text("publication_associee", "Publication associée"), text("periodicite", "Périodicité"),
  field("date_de_mise_a_jour", "date", "Date de mise à jour", nil, { timeserie_precision = "day" }),
  text("precision", "Précision"), text("nom_du_produit", "Nom du produit"),
  text("lien_vers_le_produit", "Lien vers le produit"),
  field("debut_date_de_mise_a_jour", "date", "Début date de mise à jour"),
  field("fin_date_de_mise_a_jour", "date", "Fin date de mise à jour"),
}

-- It has a row for each release: units of one period, of which no column tells.
function calendar.dataset()
  return dataset.synthetic {
    id = "planning-de-mise-a-jour", title = "Planning de mise à jour", theme = "Divers",
    fields = FIELDS, measures = {}, units = calendar.ROWS, first_year = 2026, quarters = 1,
  }
end

return calendar
