--- The headings of columns, and the names of places and measures, for people and for machines.
local additivity = require "urssaf.domain.additivity"
local blocks = require "urssaf.cli.blocks"
local names = require "urssaf.base.names"
local places = require "urssaf.domain.places"
local pseudo_units = require "urssaf.domain.pseudo_units"
local sorting = require "urssaf.base.sorting"
local statuses = require "urssaf.panel.status"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local labels = {}

local PLACE = { fr = { place = "Lieu", unit = "Unité" }, en = { place = "Place", unit = "Unit" } }

local function measure_of(s) return s.measure end

--- The official code of a unit's place; nil if it has none.
---@param key table<string, string>
---@return string?
function labels.place_code(key)
  return key.code_departement or key.code_region
end

-- The name of a pseudo-unit whose code is that of others, too; as a slug.
local function name_of_shared_code(key)
  local name = key.code_departement and key.departement or key.region
  local is_shared = pseudo_units.is_code(labels.place_code(key) or "")
  return is_shared and name and names.slug(name) or nil
end

-- The former regions of a region are units of their own, but most are the whole of one.
local function append_other_regions(parts, key)
  if key.code_departement or key.departement then return end
  for _, name in ipairs { "nouvelle_region", "ancienne_region" } do
    local code = key["code_" .. name]
    if code and code ~= key.code_region then
      parts[#parts + 1] = name .. "_" .. code
    elseif not code and key[name] ~= key.region then
      parts[#parts + 1] = key[name]
    end
  end
end

--- A short name of a unit, for machines: the code of its place and its other keys; "all" without
-- any.
---@param key table<string, string>
---@return string
function labels.code(key)
  local parts = { key.code_departement or key.code_region and "region_" .. key.code_region
    or key.departement or key.region }
  parts[#parts + 1] = name_of_shared_code(key)
  append_other_regions(parts, key)
  for _, name in ipairs(sorting.keys(key)) do
    local is_place = places.is_key(name)
    if not is_place and key["code_" .. name] == nil then parts[#parts + 1] = key[name] end
  end
  return #parts > 0 and table.concat(parts, "_") or "all"
end

-- A measure and its transform, for machines: "yoy_of_radiations".
local function name_of(s)
  return s.transform and names.slug(additivity.title(s)) or s.measure
end

-- The name of a unit's place, without what else it is.
local function own_place(key, language)
  return language:place { departement = key.departement, region = not key.departement and key.region
    or nil }
end

--- A unit for people: "Isère (38)", "Isère (38), Construction".
---@param s urssaf.Series of the unit
---@param language urssaf.Language
---@param notes urssaf.Note[] of the panel
---@return string
function labels.place(s, language, notes)
  local key = s.key
  local code, name = labels.place_code(key), language:place_of(s, notes)
  if not code or name == code then return name end
  local place = own_place(key, language)
  local is_first = name:sub(1, #place + 2) == place .. ", "
  return is_first and ("%s (%s)%s"):format(place, code, name:sub(#place + 1))
    or ("%s (%s)"):format(name, code)
end

--- A measure and its transform for people, with the currency of amounts: "Chiffre d'affaires (€)".
---@param s urssaf.Series
---@param language urssaf.Language
---@return string
function labels.measure(s, language)
  local title = language:title(s)
  return (additivity.unit(s) or ""):find "^EUR" and title .. " (€)" or title
end

--- A column of a series' values.
---@param s urssaf.Series
---@param language urssaf.Language
---@param name string for machines
---@param label string for people
---@return urssaf.cli.Column
function labels.column(s, language, name, label)
  return { name = name, label = label, kind = "number", unit = language:kind(s),
    is_change = additivity.is_change(s) }
end

-- Whether a series is about a place; one without a key is about all of France.
local function is_of_place(s)
  local key_names = sorting.keys(s.key)
  return #key_names == 0 or tables.find(key_names, places.is_key) ~= nil
end

--- The column of the names of units, which are places for the most part.
---@param s urssaf.Series one of those that are shown
---@param language urssaf.Language
---@return urssaf.cli.Column
function labels.place_column(s, language)
  local words = PLACE[language.code]
  return { name = "place", label = is_of_place(s) and words.place or words.unit, kind = "text" }
end

--- The column for machines that says which measure a series is.
---@return urssaf.cli.Column
function labels.measure_column()
  return { name = "measure", kind = "detail" }
end

--- The columns for machines that say what the values of a series are, behind them.
---@return urssaf.cli.Column[]
function labels.facts_columns()
  return { { name = "unit", kind = "detail" }, { name = "transform", kind = "detail" } }
end

--- The column for machines that says what a value is, such as a part of a sum, and a function that
-- gives it for a series and a position.
---@param panel urssaf.Panel
---@param name string of the column
---@return urssaf.cli.Column
---@return fun(s: urssaf.Series, i: integer): string
function labels.status_column(panel, name)
  local of, known = statuses.of(panel), {}
  return { name = name, kind = "detail" }, function(s, i)
    known[s] = known[s] or of(s)
    return known[s](i)
  end
end

--- What stands in these columns.
---@param s urssaf.Series
---@return string? unit
---@return string? transform
function labels.facts(s)
  return additivity.unit(s), s.transform
end

--- The column of periods.
---@param language urssaf.Language
---@param marks urssaf.cli.Marks? those that stand behind periods
---@return urssaf.cli.Column
function labels.period_column(language, marks)
  return { name = "period", label = language.code == "fr" and "Période" or "Period",
    kind = "period", marks = marks and marks.of_period }
end

--- A column for each series, named by what tells the series apart: place, measure or both.
---@param panel urssaf.Panel
---@param language urssaf.Language
---@return urssaf.cli.Column[]
function labels.columns(panel, language)
  local list = panel.series
  local has_places, has_measures = unit.varies(list), unit.varies(list, measure_of)
  local columns = {}
  for i, s in ipairs(list) do
    local name, label = {}, {}
    if has_places then
      name[1], label[1] = labels.code(s.key), labels.place(s, language, panel.notes)
    end
    if has_measures or not has_places then
      name[#name + 1], label[#label + 1] = name_of(s), labels.measure(s, language)
    end
    columns[i] = labels.column(s, language, table.concat(name, "_"),
      table.concat(label, language.colon))
  end
  return columns
end

--- A value of a series for people, with its sign if the series is a change.
---@param value number?
---@param s urssaf.Series
---@param language urssaf.Language
---@return string
function labels.value(value, s, language)
  local written = language:amount(value, language:kind(s))
  return additivity.is_change(s) and language:signed(written, value) or written
end

--- What a sparkline goes from and to: "28,566 to 29,834"; "" for fewer than two values, which have
-- none.
---@param s urssaf.Series
---@param language urssaf.Language
---@param is_short boolean? whether millions are written as such, where there is little room
---@return string
function labels.range(s, language, is_short)
  local low, high, count = blocks.extent(s.values, #s.periods)
  if count < 2 then return "" end
  local kind, is_change = language:kind(s), additivity.is_change(s)
  local is_counted = language.units[kind] and language:value(0, kind) == language:number(0)
  local function written(value)
    local text = is_short and is_counted and language:short(value) or language:value(value, kind)
    return is_change and language:signed(text, value) or text
  end
  return written(low) .. language.to .. written(high)
end

--- The title of a table of `columns`: the place or the measure that all series share.
---@param panel urssaf.Panel
---@param language urssaf.Language
---@return string
function labels.title(panel, language)
  local list = panel.series
  if not unit.varies(list) then return labels.place(list[1], language, panel.notes) end
  return unit.varies(list, measure_of) and "" or labels.measure(list[1], language)
end

return labels
