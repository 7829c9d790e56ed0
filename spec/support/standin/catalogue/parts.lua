-- The measures whose cells follow from other cells: of their row, of the row a year before, or of
-- their unit's past. `parts.of(name, has)` returns a function(cells, u, p), or nil for a measure
-- that is a level of its own; `has` tells which columns the dataset has.
--
--   cells.at(u, name, p)      a cell as it is printed, also of a column that the dataset lacks
--   cells.level(u, name, p)   a level, not rounded
--   cells.drawn(u, p, name)   noise between -1 and 1
--   cells.year(p), cells.quarter(p)    of a period; the quarter where periods are quarters
--   cells.in_year, cells.last          how many periods a year has, the last p

local parts = {}

local function ratio(part, whole, factor)
  return part and whole and whole ~= 0 and (factor or 1) * part / whole or nil
end

-- ---------------------------------------------------------------- rates

-- In per cent, against so many years or periods before.
local function growth(name, years, back)
  return function(cells, u, p)
    local now, before = cells.at(u, name, p), cells.at(u, name, p - (back or years * cells.in_year))
    return now and before and before ~= 0 and 100 * (now / before - 1) or nil
  end
end

local function quotient(part, whole)
  return function(cells, u, p) return ratio(cells.at(u, part, p), cells.at(u, whole, p)) end
end

local function sum(one, other)
  return function(cells, u, p) return cells.at(u, one, p) + cells.at(u, other, p) end
end

-- A part of another measure, around a rate.
local function some_of(whole, rate, name)
  return function(cells, u, p)
    return cells.at(u, whole, p) * rate * (1 + 0.3 * cells.drawn(u, p, name))
  end
end

-- A rate that has no parts in its dataset, in points of per cent.
local function free_rate(base, name)
  return function(cells, u, p)
    return base * (1 + 0.3 * cells.drawn(u, 3, name) + 0.1 * cells.drawn(u, p, name))
  end
end

-- The difference in points against so many months before; empty where the dataset begins.
local function points(name, months)
  return function(cells, u, p)
    return p > months and cells.at(u, name, p) - cells.at(u, name, p - months) or nil
  end
end

-- ---------------------------------------------------------------- short-time work

local YEARS_OF_SHORT_TIME = { [2020] = 0.06, [2021] = 0.02 }

-- Some cells are empty, as in the portal's files.
local function short_time(cells, u, p)
  local name = "assiette_chomage_partiel"
  local drawn = cells.drawn(u, p, name)
  if drawn < -0.75 then return nil end
  local rate = YEARS_OF_SHORT_TIME[cells.year(p)] or 0.002
  return cells.at(u, "masse_salariale_brute", p) * rate * (1 + 0.5 * drawn)
end

local function share_of_short_time(cells, u, p)
  local base = cells.at(u, "assiette_chomage_partiel", p)
  return base and ratio(base, cells.at(u, "masse_salariale_brute", p) + base, 100)
end

-- The stable estimate comes later than the early one: its last cell is empty.
local function stable(name)
  return function(cells, u, p)
    return p < cells.last and cells.level(u, name, p) or nil
  end
end

local function early(name)
  return function(cells, u, p)
    return cells.level(u, name, p) * (1 + 0.001 * cells.drawn(u, p, name))
  end
end

-- ---------------------------------------------------------------- auto-entrepreneurs

-- Strike-offs peak in the fourth quarter; those of 2022 to 2024 are estimates with decimals.
local function strike_offs(cells, u, p)
  local is_fourth = cells.quarter(p) == 4
  local rate = (is_fourth and 0.95 or 0.45) * (1 + 0.1 * cells.drawn(u, p, "radiations"))
  local whole = math.floor(cells.at(u, "immatriculations", p) * rate)
  local year = cells.year(p)
  local is_estimate = is_fourth and year >= 2022 and year <= 2024
  return whole + (is_estimate and 0.5 + 0.4 * cells.drawn(u, p, "estimate") or 0)
end

-- The stock at the end of a quarter: all that were registered, less those struck off.
local function registered(cells, u, p)
  local total = 0
  for q = 1, p do
    local struck_off = math.floor(cells.at(u, "radiations", q) + 0.5)
    total = total + cells.at(u, "immatriculations", q) - struck_off
  end
  return total
end

local function active(cells, u, p)
  return cells.at(u, "administrativement_actifs", p)
    * (0.52 + 0.05 * cells.drawn(u, p, "economiquement_actifs"))
end

-- From 3 200 € for an active account in 2009 to 5 100 €.
local function turnover(cells, u, p)
  local mean = 3200 + 120 * (cells.year(p) - 2009)
  return cells.at(u, "economiquement_actifs", p) * mean
    * (1 + 0.05 * cells.drawn(u, p, "chiffres_d_affaires"))
end

local AUTO_ENTREPRENEURS = {
  radiations = strike_offs, administrativement_actifs = registered,
}

-- ---------------------------------------------------------------- all

local RULES = {
  assiette_chomage_partiel = short_time,
  part_assiette_chomage_partiel = share_of_short_time,
  glissement_annuel_masse_salariale = growth("masse_salariale_brute", 1),
  glissement_annuel_de_la_ms = growth("masse_salariale_brute", 1),
  ms_t_60j_brut = stable "ms_t_60j_brut",
  ms_t_60j_cvs = stable "ms_t_60j_cvs",
  ms_t_50j_brut = early "ms_t_60j_brut",
  ms_t_50j_cvs = early "ms_t_60j_cvs",
  gt_ms_t_50j_cvs = growth("ms_t_50j_cvs", nil, 1),
  gt_ms_t_60j_cvs = growth("ms_t_60j_cvs", nil, 1),
  ga_ms_t_50j_cvs = growth("ms_t_50j_cvs", 1),
  ga_ms_t_60j_cvs = growth("ms_t_60j_cvs", 1),

  economiquement_actifs = active,
  chiffres_d_affaires = turnover,

  taux_impayes_fin_mois = free_rate(1.6, "taux_impayes_fin_mois"),
  taux_impayes_fin_mois_suivant = some_of("taux_impayes_fin_mois", 0.7, "suivant"),
  taux_impayes_echeance_90_jours = some_of("taux_impayes_fin_mois", 0.4, "90_jours"),
  glissement_trim_tx_fin_mois = points("taux_impayes_fin_mois", 3),
  glissement_trim_tx_fin_mois_suiv = points("taux_impayes_fin_mois_suivant", 3),
  glissement_trim_tx_90_jours = points("taux_impayes_echeance_90_jours", 3),
  glissement_annuel_tx_fin_mois = points("taux_impayes_fin_mois", 12),
  glissement_annu_tx_fin_mois_suiv = points("taux_impayes_fin_mois_suivant", 12),
  glissement_annuel_tx_90_jours = points("taux_impayes_echeance_90_jours", 12),

  nombre_redressements = some_of("nombre_actions", 0.4, "nombre_redressements"),
  nombre_de_regularisations = some_of("nombre_actions", 0.7, "nombre_de_regularisations"),
  montant_redressements = some_of("nombre_actions", 9000, "montant_redressements"),
  montant_restitutions = some_of("nombre_actions", 2000, "montant_restitutions"),
  montant_regularisations = sum("montant_redressements", "montant_restitutions"),
  note = free_rate(7, "note"),
  taux_de_satisfaction = free_rate(75, "taux_de_satisfaction"),
  resultats = free_rate(60, "resultats"),
  effectifs_urssaf_caisse_nationale = some_of("effectifs_urssaf", 0.1, "caisse_nationale"),
}

-- A bonus: establishments and people, the amount, what of it is known for each person (DI), and the
-- mean for a person, which only the latter can tell.
local function add_bonus(names)
  RULES[names.firms] = some_of("total_etablissements_actifs", names.rate, names.firms)
  RULES[names.people] = some_of(names.firms, 9, names.people)
  RULES[names.amount] = some_of(names.people, names.mean, names.amount)
  RULES[names.known] = some_of(names.amount, 0.7, names.known)
  RULES[names.each] = quotient(names.known, names.people)
end

add_bonus { rate = 0.12, mean = 830, firms = "nombre_etablissement_prime_ppv",
  people = "nombre_individus_prime_ppv", amount = "montant_prime_ppv", known = "montant_di_ppv",
  each = "montant_ppv_moyen_par_indiv" }
add_bonus { rate = 0.1, mean = 480, firms = "nombre_etablissement_prime_pepa",
  people = "nombre_individus_prime_pepa", amount = "montant_prime_pepa", known = "montant_di_pepa",
  each = "montant_pepa_moyen_par_indiv" }
add_bonus { rate = 0.02, mean = 350, firms = "nombre_etablissement_prime_covid",
  people = "nombre_individus_prime_covid", amount = "montant_prime_covid",
  known = "montant_di_prime_covid", each = "mtt_prime_covid_moyen_par_indiv" }
RULES.montant_di_total_ppv = RULES.montant_di_ppv
RULES.total_montant_primes = sum("montant_prime_pepa", "montant_prime_covid")
RULES.total_etablissement_primes =
  sum("nombre_etablissement_prime_pepa", "nombre_etablissement_prime_covid")
RULES.total_individus_primes = sum("nombre_individus_prime_pepa", "nombre_individus_prime_covid")
RULES.montant_di_total_primes = sum("montant_di_pepa", "montant_di_prime_covid")
RULES.montant_primes_moyen_par_indiv =
  quotient("montant_di_total_primes", "total_individus_primes")

-- The rates that go by the columns beside them: of which bonus a dataset is about.
local BY_COLUMNS = {
  part_etablissements_avec_primes = {
    quotient("nombre_etablissement_prime_ppv", "total_etablissements_actifs"),
    quotient("total_etablissement_primes", "total_etablissements_actifs"),
  },
  taux_de_couverture_des_di = {
    quotient("montant_di_ppv", "montant_prime_ppv"),
    quotient("montant_di_total_primes", "total_montant_primes"),
  },
}

function parts.of(name, has)
  local rules = BY_COLUMNS[name]
  if rules then return rules[has.nombre_individus_prime_ppv and 1 or 2] end
  return has.immatriculations and AUTO_ENTREPRENEURS[name] or RULES[name]
end

return parts
