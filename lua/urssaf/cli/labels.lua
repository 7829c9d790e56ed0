--- What the columns of a result are called: as much of unit and measure as tells them apart.
local additivity = require "urssaf.domain.additivity"
local languages = require "urssaf.language"
local names = require "urssaf.base.names"
local unit = require "urssaf.domain.unit"

local heading = {}

local function measure_of(s) return s.measure end

--- A unit in few letters, for machines: the code of its place and whatever else tells it apart.
---@param key table<string, string>
---@return string
function heading.code(key)
  local parts = { key.code_departement or key.code_region and "region_" .. key.code_region
    or key.departement or key.region }
  for _, name in ipairs(names.sorted_keys(key)) do
    local is_told = name:find "departement$" or name:find "region$"
      or key["code_" .. name] ~= nil
    if not is_told then parts[#parts + 1] = key[name] end
  end
  return #parts > 0 and table.concat(parts, "_") or "all"
end

--- A measure with what was done to it, for machines: "yoy_of_radiations".
---@param s urssaf.Series
---@return string
function heading.name(s)
  return s.transform and names.slug(additivity.title(s)) or s.measure
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
  return (additivity.unit(s) or ""):find "^EUR" and title .. " (€)" or title
end

--- A column for each series: name, label, unit, kind "number".
---@param panel urssaf.Panel
---@param words urssaf.Language
---@return table[] columns
function heading.columns(panel, words)
  local list = panel.series
  local places, measures = unit.varies(list), unit.varies(list, measure_of)
  local columns = {}
  for i, s in ipairs(list) do
    local parts, labels = {}, {}
    if places then
      parts[1], labels[1] = heading.code(s.key), heading.place(s.key, words, panel.notes)
    end
    if measures or not places then
      parts[#parts + 1], labels[#labels + 1] = heading.name(s), heading.measure(s, words)
    end
    columns[i] = { name = table.concat(parts, "_"), label = table.concat(labels, words.colon),
      unit = words:kind(s), kind = "number", is_change = languages.is_change(s) }
  end
  return columns
end

--- A value of a series as people write it, with its sign where it says how something changed.
---@param value number?
---@param s urssaf.Series
---@param words urssaf.Language
---@return string
function heading.value(value, s, words)
  local written = words:amount(value, words:kind(s))
  return languages.is_change(s) and words:signed(written, value) or written
end

--- What all columns have in common, as a title.
---@param panel urssaf.Panel
---@param words urssaf.Language
---@return string
function heading.title(panel, words)
  local list, parts = panel.series, {}
  if not unit.varies(list) then parts[1] = heading.place(list[1].key, words, panel.notes) end
  if not unit.varies(list, measure_of) and unit.varies(list) then
    parts[#parts + 1] = heading.measure(list[1], words)
  end
  return table.concat(parts, words.colon)
end

return heading
