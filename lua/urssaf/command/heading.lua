--- What the columns of a result are called: as much of unit and measure as tells them apart.
local arithmetic = require "urssaf.arithmetic"
local unit = require "urssaf.unit"

local heading = {}

-- The only series' place or measure need not be said in every column.
local function varies(list, value_of)
  for i = 2, #list do
    if value_of(list[i]) ~= value_of(list[1]) then return true end
  end
  return false
end

local function id_of(s) return unit.id(s.key) end
local function measure_of(s) return s.measure end

--- A unit in few letters, for machines: its code, else its name.
---@param key table<string, string>
---@return string
function heading.code(key)
  if not next(key) then return "all" end
  return key.code_departement or key.code_region and "region_" .. key.code_region or unit.name(key)
end

--- A unit as people know it: "Isère (38)".
---@param key table<string, string>
---@param words urssaf.Language
---@param notes table[] of the panel
---@return string
function heading.place(key, words, notes)
  local code = key.code_departement or key.code_region
  local name = words:place(key, notes)
  return code and name ~= code and ("%s (%s)"):format(name, code) or name
end

--- A measure with what was done to it, and its unit where one would wonder: "Chiffre d'affaires
-- (€)".
---@param s urssaf.Series
---@param words urssaf.Language
---@return string
function heading.measure(s, words)
  local title = words:title(s)
  return (arithmetic.unit(s) or ""):find "^EUR" and title .. " (€)" or title
end

--- A column for each series: name, label, unit, kind "number".
---@param panel urssaf.Panel
---@param words urssaf.Language
---@return table[] columns
function heading.columns(panel, words)
  local list = panel.series
  local places, measures = varies(list, id_of), varies(list, measure_of)
  local columns = {}
  for i, s in ipairs(list) do
    local names, labels = {}, {}
    if places then
      names[1], labels[1] = heading.code(s.key), heading.place(s.key, words, panel.notes)
    end
    if measures or not places then
      names[#names + 1], labels[#labels + 1] = s.measure, heading.measure(s, words)
    end
    columns[i] = { name = table.concat(names, "_"), label = table.concat(labels, words.colon),
      unit = words:kind(s), kind = "number", is_change = heading.is_change(s) }
  end
  return columns
end

--- Whether a series says how something changed, and so has a sign.
---@param s urssaf.Series
---@return boolean
function heading.is_change(s)
  local step = s.transform and s.transform:match("^%w+")
  return step == "yoy" or step == "qoq" or step == "growth" or step == "change"
end

--- What all columns have in common, as a title.
---@param panel urssaf.Panel
---@param words urssaf.Language
---@return string
function heading.title(panel, words)
  local list, parts = panel.series, {}
  if not varies(list, id_of) then parts[1] = heading.place(list[1].key, words, panel.notes) end
  if not varies(list, measure_of) and varies(list, id_of) then
    parts[#parts + 1] = heading.measure(list[1], words)
  end
  return table.concat(parts, words.colon)
end

return heading
