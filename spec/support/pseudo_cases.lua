-- Every pseudo-unit that Urssaf's datasets are known to have, in every position: as a region, a
-- département, a sector. Each case has the keys of two true units and that of the pseudo-unit.
local lua = require "spec.support.lua"
local small_panel = require "spec.support.small_panel"

local pseudo_cases = {}

local REST, CALAGE = "_non classé ailleurs_", "_calage_"
local ARA = { code_region = "84", region = "Auvergne-Rhône-Alpes" }
local CORSE = { code_region = "94", region = "Corse" }

local list = {}

local function add(name, role, by, units, pseudo, spellings)
  list[#list + 1] = { name = name, role = role, by = by, units = units, key = pseudo,
    spellings = spellings }
end

-- as a region: by name, under each of its codes
for _, code in ipairs { "NCA", "99", "___", "none" } do
  local code_region = code ~= "none" and code or nil
  add("the remainder as a region, code " .. code, "remainder", "region", { ARA, CORSE },
    { code_region = code_region, region = REST },
    { { region = REST }, { region = "non classe ailleurs" }, { region = "NCA" },
      { region = code_region or REST }, { code_region = code_region or REST } })
  add("the adjustment as a region, code " .. code, "adjustment", "region", { ARA, CORSE },
    { code_region = code_region, region = CALAGE },
    { { region = CALAGE }, { region = "calage" }, { region = code_region or CALAGE },
      { code_region = code_region or CALAGE } })
end
add("a region that was not stated", "remainder", "region", { ARA, CORSE },
  { region = "_non renseigné_" }, { { region = "_non renseigné_" }, { region = "non renseigne" } })
add("the remainder as a region and a former region", "remainder", "region",
  { lua.merged(ARA, { code_ancienne_region = "82", ancienne_region = "Rhône-Alpes" }),
    lua.merged(CORSE, { code_ancienne_region = "94", ancienne_region = "Corse" }) },
  { code_region = "99", region = CALAGE, code_ancienne_region = "99", ancienne_region = CALAGE },
  { { ancienne_region = CALAGE }, { ancienne_region = "99" }, { code_ancienne_region = 99 } })
list[#list].role = "adjustment"

-- as a département: under a region of its own, and under a real one
local AIN, CORSE_DU_SUD = small_panel.keys.ain, small_panel.keys.corse
for _, code in ipairs { "NCA", "99", "___", "none" } do
  local code_departement = code ~= "none" and code or nil
  for role, name in pairs { remainder = REST, adjustment = CALAGE } do
    add(("the %s as a département of its own region, code %s"):format(role, code), role,
      "departement", { AIN, CORSE_DU_SUD },
      { code_region = code_departement, region = name, code_departement = code_departement,
        departement = name },
      { { departement = name }, { departement = name:gsub("_", "") },
        { departement = code_departement or name }, { region = name } })
    add(("the %s as a département of Guyane, code %s"):format(role, code), role, "departement",
      { AIN, CORSE_DU_SUD },
      { code_region = "03", region = "Guyane", code_departement = code_departement,
        departement = name },
      { { departement = name }, { code_departement = code_departement or name },
        { region = "Guyane" }, { code_region = 3 } })
  end
end

-- as a sector, a professional group: of the whole, and of a département
for value, role in pairs { ["nca _non_classés_ailleurs_"] = "remainder",
  ["nca _non classé ailleurs_"] = "remainder", [REST] = "remainder",
  ["_non renseigné_"] = "remainder", [CALAGE] = "adjustment" } do
  for _, field in ipairs { "secteur_na38", "grand_secteur_d_activite", "groupe_professionnel" } do
    local spellings = { { [field] = value }, { [field] = value:gsub("_", " ") } }
    if value:find "^nca" then
      spellings = { { [field] = value }, { [field] = "NCA" }, { [field] = "non classé ailleurs" } }
    end
    add(("%s as a %s"):format(value, field), role, field,
      { { [field] = "CZ - Industrie" }, { [field] = "FZ - Construction" } }, { [field] = value },
      spellings)
    add(("%s as a %s of the Ain"):format(value, field), role, field,
      { lua.merged(AIN, { [field] = "CZ - Industrie" }),
        lua.merged(AIN, { [field] = "FZ - Construction" }) },
      lua.merged(AIN, { [field] = value }), spellings)
  end
end

--- The cases: { name, role, by = the field in which the units differ, units = two keys, key = that
-- of the pseudo-unit, spellings = selections that find it and no true unit }.
pseudo_cases.list = list

-- Five quarters of two true units, 100 together and then 110; and what the pseudo-unit adds: it is
-- missing once.
pseudo_cases.VALUES = { { 60, 60, 60, 60, 66 }, { 40, 40, 40, 40, 44 } }
pseudo_cases.PSEUDO = { remainder = { 20, 20, false, 20, 25 },
  adjustment = { -10, -10, false, -10, -5 } }

--- The panel of a case.
---@param case table
---@param measure string? by default "radiations"
function pseudo_cases.panel(case, measure)
  measure = measure or "radiations"
  return small_panel.panel(2020, { measure }, {
    { case.units[1], [measure] = pseudo_cases.VALUES[1] },
    { case.units[2], [measure] = pseudo_cases.VALUES[2] },
    { case.key, [measure] = pseudo_cases.PSEUDO[case.role] } })
end

--- A file with the rows of a case's panel.
---@param case table
---@return string
function pseudo_cases.csv(case)
  local panel = pseudo_cases.panel(case)
  local columns, seen = {}, {}
  for _, s in ipairs(panel.series) do
    for name in pairs(s.key) do
      if not seen[name] then seen[name], columns[#columns + 1] = true, name end
    end
  end
  table.sort(columns)
  local lines = { table.concat(columns, ";") .. ";annee;trimestre;radiations" }
  for _, s in ipairs(panel.series) do
    for i, name in ipairs(s.periods) do
      local cells = {}
      for c, column in ipairs(columns) do cells[c] = s.key[column] or "" end
      lines[#lines + 1] = ("%s;%s;%s;%s"):format(table.concat(cells, ";"), name:sub(1, 4),
        name:sub(7), s.values[i] and ("%d"):format(s.values[i]) or "")
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

return pseudo_cases
