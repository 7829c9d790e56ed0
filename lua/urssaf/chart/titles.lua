--- Titles: what the series of a chart have in common is its title, what tells them apart their
-- names.
local base_names = require "urssaf.base.names"
local datasets = require "urssaf.domain.datasets"
local errors = require "urssaf.base.errors"
local number_formats = require "urssaf.chart.number_format"
local sources = require "urssaf.language.source"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local utf8 = require "urssaf.base.utf8"

local titles = {}

-- Series with the same measure and transform have the same title.
local function title_key(s) return s.measure .. "\n" .. (s.transform or "") end

--- Why a panel has nothing to draw; nil if it has. Raises if it is no panel.
---@param panel urssaf.Panel
---@return string? message
function titles.nothing(panel)
  if type(panel) ~= "table" or type(panel.series) ~= "table" then
    errors.misuse("a panel expected, got %s", type(panel))
  end
  local lacking = #panel.series == 0 and "series" or #panel.periods == 0 and "period"
  return lacking and ("there is nothing to draw: no %s in these data"):format(lacking) or nil
end

--- Raises if there is too much to draw.
---@param panel urssaf.Panel
---@param most integer how many series the chart has room for
---@param advice string what to do if there are more
function titles.check(panel, most, advice)
  local count = #panel.series
  if count > most then
    errors.misuse("%d series are too many for one chart, %d at most", count, most,
      { in_lua = ": " .. advice, about = "too_many_series" })
  end
end

--- The number format of series that share a unit; else nil, and their units.
---@param list urssaf.Series[]
---@param language urssaf.Language
---@return urssaf.chart.NumberFormat?
---@return string? units
function titles.number_format(list, language)
  local units = tables.unique(tables.map(list, function(s)
    local own = number_formats.of(language, s)
    return (own.kind or "unknown") .. (own.is_signed and " (change)" or "")
  end))
  if #units > 1 then return nil, table.concat(units, ", ") end
  return number_formats.of(language, list[1])
end

local LOWER = { ["É"] = "é", ["À"] = "à", ["Î"] = "î" }
local UPPER = {}
for upper, lower in pairs(LOWER) do UPPER[lower] = upper end

-- A label inside a title begins in lower case, unless it is an acronym.
local function lowered(label)
  if label:find "^[A-Z][A-Z]" then return label end
  local accented = LOWER[label:sub(1, 2)]
  if accented then return accented .. label:sub(3) end
  return (label:gsub("^[A-Z]", function(letter) return string.char(letter:byte() + 32) end))
end

local function capitalized(text)
  local accented = UPPER[text:sub(1, 2)]
  if accented then return accented .. text:sub(3) end
  return (text:gsub("^[a-z]", function(letter) return string.char(letter:byte() - 32) end))
end

--- What the names of several units have in common: the region in "Bretagne, Construction" and
-- "Bretagne, Industry". Nothing if a unit would be left without a name.
---@param list table[] series, or what else has a `key`
---@param language urssaf.Language
---@return string[] parts of names
function titles.common(list, language)
  local common = language:place_parts(list[1].key)
  for i = 2, #list do
    local parts = #common > 0 and tables.set(language:place_parts(list[i].key)) or {}
    common = tables.filter(common, function(part) return parts[part] end)
  end
  local function is_all(one) return #language:place_parts(one.key) == #common end
  return #common > 0 and not tables.find(list, is_all) and common or {}
end

--- The name of a unit.
---@param s table a series of it, or what else has its `key`
---@param panel urssaf.Panel
---@param language urssaf.Language
---@param common string[]? parts of the name that the title has
---@return string
function titles.place(s, panel, language, common)
  if not common or #common == 0 then return language:place_of(s, panel.notes) end
  local own = tables.filter(language:place_parts(s.key), function(part)
    return not tables.contains(common, part)
  end)
  return utf8.shown(table.concat(own, ", "))
end

-- The name of the unit of all series, or what the names of theirs have in common; nil if nothing.
local function shared_place(list, panel, language)
  if not unit.varies(list) then return titles.place(list[1], panel, language) end
  local common = titles.common(list, language)
  return #common > 0 and utf8.shown(table.concat(common, ", ")) or nil
end

local function joined(place, measure, language)
  if not place then return measure end
  return capitalized(place) .. (measure and language.colon .. lowered(measure) or "")
end

--- The title: place and measure, as far as all series share them.
---@param panel urssaf.Panel
---@param language urssaf.Language
---@return string
function titles.title(panel, language)
  local list = panel.series
  local place = shared_place(list, panel, language)
  local measure = not unit.varies(list, title_key) and language:title(list[1]) or nil
  if not place and not measure then
    return utf8.bounded(sources.title(panel.source, panel.dataset) or panel.dataset or "")
  end
  return joined(place, measure, language)
end

-- How many subjects a line names.
local FEW = 2

--- Whom or what the figures are about ("Auto-entrepreneurs"), if the title does not say so; nil if
-- no dataset of the catalogue tells, or too many do.
---@param panel urssaf.Panel
---@param title string
---@param language urssaf.Language
---@return string?
function titles.subject(panel, title, language)
  local all = tables.map(panel.series, function(s)
    local known = datasets.of(s.dataset or panel.dataset)
    return known and known.subject[language.code] or ""
  end)
  local said = base_names.words(title)
  local list = tables.filter(tables.unique(all), function(subject)
    return subject ~= "" and not said:find(base_names.words(subject), 1, true)
  end)
  return #list > 0 and #list <= FEW and table.concat(list, ", ") or nil
end

--- The title of a chart of one measure at one period.
---@param s urssaf.Series of the measure
---@param period string
---@param language urssaf.Language
---@param common string[]? parts that the names of all units have
---@return string
function titles.at_once(s, period, language, common)
  local place = common and #common > 0 and utf8.shown(table.concat(common, ", ")) or nil
  return ("%s, %s"):format(joined(place, language:title(s), language), language:period(period))
end

--- The names of the series: for each, what tells it from the others.
---@param panel urssaf.Panel
---@param language urssaf.Language
---@return string[]
function titles.names(panel, language)
  local list, names = panel.series, {}
  local has_places, has_measures = unit.varies(list), unit.varies(list, title_key)
  local common = has_places and titles.common(list, language)
  for i, s in ipairs(list) do
    local parts = {}
    if has_places or not has_measures then
      parts[1] = titles.place(s, panel, language, common or nil)
    end
    if has_measures then parts[#parts + 1] = language:title(s) end
    names[i] = table.concat(parts, language.colon)
  end
  return names
end

--- The first and last period: "Q1 2019 to Q4 2020"; one alone if they are the same.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@return string
function titles.span(panel, canvas)
  local first = canvas.language:period(panel.periods[1])
  local last = canvas.language:period(panel.periods[#panel.periods])
  return first == last and first or canvas.phrases.span:format(first, last)
end

--- What the values are in, as a subtitle says it; nil if their unit is unknown.
---@param kind string?
---@param canvas urssaf.chart.Canvas
---@return string?
function titles.unit(kind, canvas)
  local known = canvas.phrases.unit[kind or ""] or canvas.language:unit(kind)
  return known and capitalized(known)
end

--- The subtitle of a chart over time: unit, frequency, span, and a remark on the axis.
---@param panel urssaf.Panel
---@param canvas urssaf.chart.Canvas
---@param kind string? of the values
---@param remark string?
---@return string
function titles.subtitle(panel, canvas, kind, remark)
  local parts = { titles.unit(kind, canvas) }
  parts[#parts + 1] = canvas.phrases[panel.frequency]
  parts[#parts + 1] = titles.span(panel, canvas)
  if remark then parts[#parts + 1] = remark end
  return capitalized(table.concat(parts, ", "))
end

return titles
