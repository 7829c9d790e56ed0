-- The sectors of activity at the levels that datasets have: grand secteur, NA17, NA28, NA38, NA88.
-- Codes are those of the nomenclature; names are short ones of our own. A sector has the columns of
-- all coarser levels, each under the names that datasets give it: `secteur_na38`, and
-- `secteur_na38i` where temporary work is apart.

local lua = require "spec.support.lua"

-- Where a sector belongs: code of NA38, name, NA17, NA28, grand secteur, divisions (NA88).
local NA38 = {
  { "AZ", "Agriculture et pêche", "AZ", "AZ", "GS0", "01 02 03" },
  { "BZ", "Mines et carrières", "DE", "BZ", "GS1", "06 08 09" },
  { "CA", "Aliments et boissons", "C1", "CA", "GS1", "10 11 12" },
  { "CB", "Textile et cuir", "C5", "CB", "GS1", "13 14 15" },
  { "CC", "Bois et papier", "C5", "CC", "GS1", "16 17 18" },
  { "CD", "Raffinage", "C2", "BZ", "GS1", "19" },
  { "CE", "Chimie", "C5", "CE", "GS1", "20" },
  { "CF", "Pharmacie", "C5", "CE", "GS1", "21" },
  { "CG", "Plastique et verre", "C5", "CG", "GS1", "22 23" },
  { "CH", "Métallurgie", "C5", "CH", "GS1", "24 25" },
  { "CI", "Électronique et optique", "C3", "CI", "GS1", "26" },
  { "CJ", "Équipements électriques", "C3", "CI", "GS1", "27" },
  { "CK", "Machines", "C3", "CK", "GS1", "28" },
  { "CL", "Matériels de transport", "C4", "CL", "GS1", "29 30" },
  { "CM", "Meubles et réparation", "C5", "CM", "GS1", "31 32 33" },
  { "DZ", "Électricité et gaz", "DE", "DZ", "GS1", "35" },
  { "EZ", "Eau et déchets", "DE", "DZ", "GS1", "36 37 38 39" },
  { "FZ", "Construction", "FZ", "FZ", "GS2", "41 42 43" },
  { "GZ", "Commerce et garages", "GZ", "GZ", "GS3", "45 46 47" },
  { "HZ", "Transports et entrepôts", "HZ", "HZ", "GS5", "49 50 51 52 53" },
  { "IZ", "Hôtels et restaurants", "IZ", "IZ", "GS4", "55 56" },
  { "JA", "Édition et audiovisuel", "JZ", "JA", "GS5", "58 59 60" },
  { "JB", "Télécommunications", "JZ", "JA", "GS5", "61" },
  { "JC", "Informatique", "JZ", "JC", "GS5", "62 63" },
  { "KZ", "Banque et assurance", "KZ", "KZ", "GS5", "64 65 66" },
  { "LZ", "Immobilier", "LZ", "LZ", "GS5", "68" },
  { "MA", "Droit, conseil, ingénierie", "MN", "MA", "GS5", "69 70 71" },
  { "MB", "Recherche", "MN", "MA", "GS5", "72" },
  { "MC", "Publicité et autres conseils", "MN", "MC", "GS5", "73 74 75" },
  { "NZ", "Services aux entreprises", "MN", "N1", "GS5", "77 78 79 80 81 82" },
  { "OZ", "Administration", "OQ", "OZ", "GS5", "84" },
  { "PZ", "Enseignement", "OQ", "OZ", "GS5", "85" },
  { "QA", "Santé", "OQ", "QA", "GS5", "86" },
  { "QB", "Action sociale", "OQ", "QB", "GS5", "87 88" },
  { "RZ", "Spectacles et sport", "RU", "RZ", "GS5", "90 91 92 93" },
  { "SZ", "Autres services", "RU", "RZ", "GS5", "94 95 96" },
}

-- Temporary work, which datasets with an "i" have apart; elsewhere it belongs to NZ.
local TEMPORARY = { "N2", "Intérim", "N2", "N2", "GS6", "7i" }
local REMAINDER = "nca _non_classés_ailleurs_"

local NAMES = {
  GS0 = "Agriculture", GS1 = "Industrie", GS2 = "Construction", GS3 = "Commerce",
  GS4 = "Hôtels et restaurants", GS5 = "Autres services", GS6 = "Intérim",
  C1 = "Aliments et boissons", C2 = "Raffinage", C3 = "Machines et électronique",
  C4 = "Matériels de transport", C5 = "Autres industries", DE = "Énergie, eau, mines",
  JZ = "Information et communication", MN = "Conseil et services",
  OQ = "Services publics et santé",
  RU = "Services aux ménages", N1 = "Services hors intérim", N2 = "Intérim",
}
for _, sector in ipairs(NA38) do NAMES[sector[1]] = NAMES[sector[1]] or sector[2] end

local function text(code)
  return ("%s %s"):format(code, NAMES[code])
end

-- All columns of a sector from its levels; a level that is finer than the sector is nil.
local function columns(levels)
  return {
    grand_secteur_d_activite = levels.gs,
    secteur_na17 = levels.na17, secteur_na17i = levels.na17,
    secteur_na27i = levels.na28, secteur_na28i = levels.na28,
    secteur_na38 = levels.na38, secteur_na38i = levels.na38,
    secteur_na88 = levels.na88, secteur_na88i = levels.na88,
    weight = levels.weight or 1, role = levels.role,
  }
end

-- A sector that belongs to none: the same name at each level.
local function pseudo(role, name)
  return columns { gs = name, na17 = name, na28 = name, na38 = name, na88 = name, role = role,
    weight = 0.2 }
end

local function levels_of(sector)
  return { gs = text(sector[5]), na17 = text(sector[3]), na28 = text(sector[4]),
    na38 = text(sector[1]) }
end

local function divisions_of(sector)
  local list = {}
  for code in sector[6]:gmatch "%S+" do
    local name = ("%s %s (division %s)"):format(code, sector[2], code)
    list[#list + 1] = columns(lua.merged(levels_of(sector), { na88 = name, weight = 0.5 }))
  end
  return list
end

-- The sectors of NA38, with temporary work last, in NZ's place of it, or not at all.
local function chosen(options)
  local list = {}
  for _, sector in ipairs(NA38) do
    if options.with_agriculture or sector[1] ~= "AZ" then list[#list + 1] = sector end
  end
  if options.with_temporary then list[#list + 1] = TEMPORARY end
  return list
end

-- One sector for each text at a level, with the columns of the coarser levels.
local LEVELS = { "gs", "na17", "na28", "na38" }
local function at_level(level, options)
  local list, seen = {}, {}
  for _, sector in ipairs(chosen(options)) do
    local levels, kept = levels_of(sector), {}
    if not seen[levels[level]] then
      seen[levels[level]] = true
      for _, name in ipairs(LEVELS) do
        kept[name] = levels[name]
        if name == level then break end
      end
      list[#list + 1] = columns(kept)
    end
  end
  for _, each in ipairs(options) do list[#list + 1] = each end
  return list
end

local function all_divisions(options)
  local list = {}
  for _, sector in ipairs(chosen(options)) do
    for _, division in ipairs(divisions_of(sector)) do list[#list + 1] = division end
  end
  return list
end

-- NA27 is NA28 with health and social work in one; here the latter is left out.
local function without(list, code)
  local kept = {}
  for _, sector in ipairs(list) do
    if sector.secteur_na28i ~= text(code) then kept[#kept + 1] = sector end
  end
  return kept
end

local remainder, adjustment = pseudo("remainder", REMAINDER), pseudo("adjustment", "_calage_")
-- the portal spells it in two ways
local other_remainder = pseudo("remainder", "nca _non classé ailleurs_")

return {
  na38 = at_level("na38", {}),
  na38_and_pseudo_units = at_level("na38", { with_agriculture = true, remainder, adjustment }),
  na38_with_temporary_work = at_level("na38", { with_temporary = true }),
  na28 = at_level("na28", { with_temporary = true }),
  na27 = without(at_level("na28", { with_temporary = true }), "QB"),
  na28_and_remainder = at_level("na28", { with_temporary = true, remainder }),
  na17 = at_level("na17", {}),
  na17_with_temporary_work = at_level("na17", { with_temporary = true }),
  na88 = all_divisions {},
  na88_with_temporary_work = all_divisions { with_temporary = true },
  broad = at_level("gs", { with_temporary = true, remainder }),
  broad_and_pseudo_units = at_level("gs", { with_agriculture = true, with_temporary = true,
    remainder, other_remainder, adjustment }),
}
