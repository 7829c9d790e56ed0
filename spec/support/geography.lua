-- The areas of the synthetic sample: the 96 metropolitan départements and the four overseas ones
-- the statistics cover (Mayotte is not among them), under the regions of 2016. The number after
-- each name is a rough weight, in hundreds of accounts registered at the end of 2021: rounded
-- guesses, bent so that the few regional figures published for that quarter come out.

local REGIONS = {
  { "84", "Auvergne-Rhône-Alpes", {
    { "01", "Ain", 178 }, { "03", "Allier", 75 }, { "07", "Ardèche", 103 },
    { "15", "Cantal", 33 }, { "26", "Drôme", 168 }, { "38", "Isère", 393 },
    { "42", "Loire", 206 }, { "43", "Haute-Loire", 56 }, { "63", "Puy-de-Dôme", 178 },
    { "69", "Rhône", 729 }, { "73", "Savoie", 168 }, { "74", "Haute-Savoie", 308 },
  } },
  { "27", "Bourgogne-Franche-Comté", {
    { "21", "Côte-d'Or", 140 }, { "25", "Doubs", 126 }, { "39", "Jura", 58 },
    { "58", "Nièvre", 43 }, { "70", "Haute-Saône", 43 }, { "71", "Saône-et-Loire", 112 },
    { "89", "Yonne", 75 }, { "90", "Territoire de Belfort", 30 },
  } },
  { "53", "Bretagne", {
    { "22", "Côtes-d'Armor", 135 }, { "29", "Finistère", 210 }, { "35", "Ille-et-Vilaine", 260 },
    { "56", "Morbihan", 203 },
  } },
  { "24", "Centre-Val de Loire", {
    { "18", "Cher", 65 }, { "28", "Eure-et-Loir", 103 }, { "36", "Indre", 39 },
    { "37", "Indre-et-Loire", 159 }, { "41", "Loir-et-Cher", 79 }, { "45", "Loiret", 159 },
  } },
  { "94", "Corse", {
    { "2A", "Corse-du-Sud", 78 }, { "2B", "Haute-Corse", 71 },
  } },
  { "44", "Grand Est", {
    { "08", "Ardennes", 47 }, { "10", "Aube", 79 }, { "51", "Marne", 122 },
    { "52", "Haute-Marne", 30 }, { "54", "Meurthe-et-Moselle", 178 }, { "55", "Meuse", 37 },
    { "57", "Moselle", 224 }, { "67", "Bas-Rhin", 337 }, { "68", "Haut-Rhin", 196 },
    { "88", "Vosges", 84 },
  } },
  { "32", "Hauts-de-France", {
    { "02", "Aisne", 93 }, { "59", "Nord", 617 }, { "60", "Oise", 206 },
    { "62", "Pas-de-Calais", 262 }, { "80", "Somme", 122 },
  } },
  { "11", "Île-de-France", {
    { "75", "Paris", 1776 }, { "77", "Seine-et-Marne", 514 }, { "78", "Yvelines", 542 },
    { "91", "Essonne", 495 }, { "92", "Hauts-de-Seine", 682 }, { "93", "Seine-Saint-Denis", 869 },
    { "94", "Val-de-Marne", 617 }, { "95", "Val-d'Oise", 505 },
  } },
  { "28", "Normandie", {
    { "14", "Calvados", 196 }, { "27", "Eure", 150 }, { "50", "Manche", 103 },
    { "61", "Orne", 61 }, { "76", "Seine-Maritime", 290 },
  } },
  { "75", "Nouvelle-Aquitaine", {
    { "16", "Charente", 93 }, { "17", "Charente-Maritime", 224 }, { "19", "Corrèze", 65 },
    { "23", "Creuse", 28 }, { "24", "Dordogne", 131 }, { "33", "Gironde", 636 },
    { "40", "Landes", 140 }, { "47", "Lot-et-Garonne", 103 },
    { "64", "Pyrénées-Atlantiques", 234 }, { "79", "Deux-Sèvres", 84 }, { "86", "Vienne", 122 },
    { "87", "Haute-Vienne", 93 },
  } },
  { "76", "Occitanie", {
    { "09", "Ariège", 56 }, { "11", "Aude", 140 }, { "12", "Aveyron", 75 }, { "30", "Gard", 271 },
    { "31", "Haute-Garonne", 542 }, { "32", "Gers", 61 }, { "34", "Hérault", 514 },
    { "46", "Lot", 56 }, { "48", "Lozère", 21 }, { "65", "Hautes-Pyrénées", 75 },
    { "66", "Pyrénées-Orientales", 196 }, { "81", "Tarn", 122 }, { "82", "Tarn-et-Garonne", 84 },
  } },
  { "52", "Pays de la Loire", {
    { "44", "Loire-Atlantique", 393 }, { "49", "Maine-et-Loire", 196 }, { "53", "Mayenne", 56 },
    { "72", "Sarthe", 122 }, { "85", "Vendée", 168 },
  } },
  { "93", "Provence-Alpes-Côte d'Azur", {
    { "04", "Alpes-de-Haute-Provence", 82 }, { "05", "Hautes-Alpes", 80 },
    { "06", "Alpes-Maritimes", 622 }, { "13", "Bouches-du-Rhône", 883 }, { "83", "Var", 460 },
    { "84", "Vaucluse", 220 },
  } },
  { "01", "Guadeloupe", {
    { "971", "Guadeloupe", 150 },
  } },
  { "02", "Martinique", {
    { "972", "Martinique", 103 },
  } },
  { "03", "Guyane", {
    { "973", "Guyane", 65 },
  } },
  { "04", "La Réunion", {
    { "974", "La Réunion", 243 },
  } },
}

-- Corsica's letters stand where 20 was: after 19, before 21.
local function official_order(a, b)
  return a.code:gsub("^2([AB])", "20%1") < b.code:gsub("^2([AB])", "20%1")
end

local departements = {}
for _, region in ipairs(REGIONS) do
  for _, departement in ipairs(region[3]) do
    departements[#departements + 1] = {
      code = departement[1],
      name = departement[2],
      code_region = region[1],
      region = region[2],
      weight = departement[3],
    }
  end
end
table.sort(departements, official_order)

local geography = {
  departements = departements,
  UNCLASSIFIED = "_non classé ailleurs_",
  UNCLASSIFIED_WEIGHT = 60,
}

return geography
