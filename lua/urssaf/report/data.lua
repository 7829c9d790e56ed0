--- The data of a report: the series of its place, and those that they are compared with.
local additivity = require "urssaf.domain.additivity"
local breaks = require "urssaf.report.breaks"
local errors = require "urssaf.base.errors"
local geo = require "urssaf.domain.geo"
local measures = require "urssaf.domain.measures"
local notes = require "urssaf.language.notes"
local places = require "urssaf.domain.places"
local ratio = require "urssaf.panel.ratio"
local report_phrases = require "urssaf.language.report"
local selection = require "urssaf.panel.selection"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local utf8 = require "urssaf.base.utf8"

local report_data = {}

---@class urssaf.report.Data
---@field panel urssaf.Panel the panel that the report was asked of
---@field place table of `places.find`
---@field name string the place's name in the data
---@field language urssaf.Language
---@field phrases table<string, string> the report's own, in that language, for its periods
---@field own urssaf.Panel the place: one series for each measure, those derived from two included
---@field only string[] values of keys that the panel was filtered to, if sums are of these alone
---@field latest string the latest complete period; if there is none, the last period
---@field breaks urssaf.report.Break[] those within the report's periods
---@field france urssaf.Panel? the sum for France; nil if the place is France or the panel is a part
---@field departements urssaf.Panel? one unit for each; nil if there are none
---@field regions urssaf.Panel? one unit for each; nil if there are none
---@field is_all_of_france boolean whether the panel covers all of France
---@field is_without_mayotte boolean whether the figures are of France without Mayotte
---@field is_synthetic boolean whether the figures are invented

-- Measures that are computed from two others.
local DERIVED = { "solde", "taux_activite", "chiffre_d_affaires_moyen" }

-- ------------------------------------------------------------------ measures

local function check_published(panel)
  if #panel.series > 0 and #panel.periods == 0 then
    errors.misuse("report: there is no period in this panel")
  end
  for _, s in ipairs(panel.series) do
    if s.transform then
      errors.misuse("report: series as they are published expected, got %s", additivity.title(s))
    end
  end
  if panel.frequency ~= "month" and panel.frequency ~= "quarter" then
    errors.misuse("report: a panel of quarters or months expected, these are %ss",
      tostring(panel.frequency))
  end
end

-- The panel with the measures that can be derived from two that it has. In some files the turnover
-- is a mean already: nothing is derived from that.
local function with_derived(panel)
  for _, name in ipairs(DERIVED) do
    local first, second = ratio.operands(name)
    local one = report_data.series(panel, first)
    local may_be = one and report_data.series(panel, second) and additivity.nature(one) ~= "ratio"
    if may_be and not report_data.series(panel, name) then panel = panel:with(name) end
  end
  return panel
end

local function is_known(name) return measures.of(name) ~= nil end

--- Whether a measure is derived from two others, and so is missing where one of these is.
---@param name string of a known measure
---@return boolean
function report_data.is_derived(name)
  return ratio.operands(name) ~= nil
end

local function is_additive(s)
  return s.parts ~= nil or (additivity.rule(s, additivity.UNITS)) ~= nil
end

-- The panel without the measures that are neither added up over units nor computed anew from parts.
local function additive(panel)
  local combinable = {}
  for _, s in ipairs(ratio.with_parts(panel.series)) do
    if combinable[s.measure] == nil then combinable[s.measure] = is_additive(s) end
  end
  return panel:filter { measure = function(name) return combinable[name] end }
end

-- ------------------------------------------------------------------ places

-- The key that tells places of a kind apart: their code, if there is one.
local function field_of(panel, kind)
  local code = "code_" .. kind
  return tables.find(panel.series, function(s) return s.key[code] end) and code or kind
end

-- Whether each place is one unit, and not several: by sector, or the départements of a region.
local function is_one_each(panel, kind, field)
  local seen = {}
  for _, one in ipairs(unit.collect(panel.series)) do
    local is_finer = kind == "region" and (one.key.code_departement or one.key.departement)
    if seen[one.key[field]] or is_finer then return false end
    seen[one.key[field]] = true
  end
  return true
end

-- One unit for each place of a kind, added up if needed; nil if there are no such places, or no
-- measure that can be added up.
local function units(panel, kind)
  local field = field_of(panel, kind)
  local part = panel:filter { [field] = function() return true end }
  if #part.series == 0 then return nil end
  if is_one_each(part, kind, field) then return part end
  local sums = additive(part)
  return #sums.series > 0 and sums:aggregate { by = field } or nil
end

local function total(panel)
  local sums = additive(panel)
  return #sums.series > 0 and sums:total() or nil
end

local function own_of(panel, place, by_kind)
  if place.kind == "france" then return total(panel) end
  local all = by_kind[place.kind]
  return all and all:filter { ["code_" .. place.kind] = place.code }
end

-- By the published measures alone: a derived one is complete where its parts are.
local function latest_of(own)
  local published = own:filter { measure = function(name)
    return not report_data.is_derived(name)
  end }
  return published:latest_complete() or own.periods[#own.periods]
end

-- The name that the data give the place; France is named without Mayotte if they do not cover it.
local function name_of(place, own, language)
  if place.kind ~= "france" then return language:place(own.series[1].key, own.notes) end
  return notes.is_without_mayotte(own.notes) and language.france or place.name
end

-- For each key that the sums run over, other than places and codes: the values to which the panel
-- was filtered, if it was.
local function only_of(panel, own)
  local present, only = selection.universe(panel.series).keys, {}
  for _, name in ipairs(sorting.keys(panel.universe.keys)) do
    local kept = sorting.keys(present[name] or {})
    local all = sorting.keys(panel.universe.keys[name])
    local is_summed = not (places.is_key(name) or name:find "^code_")
      and own.series[1].key[name] == nil
    if is_summed and #kept < #all then only[#only + 1] = utf8.bounded(table.concat(kept, ", ")) end
  end
  return only
end

--- The data of a report on a place.
---@param panel urssaf.Panel
---@param wanted any see `places.find`
---@param language urssaf.Language
---@return urssaf.report.Data?
---@return urssaf.Error? err kind `none`
function report_data.of(panel, wanted, language)
  local place, err = places.find(wanted)
  if not place then return nil, err end
  check_published(panel)
  local lacking, size = places.lacking(panel, place)
  if #lacking > 0 then return places.absent(panel, place, lacking, size) end
  local known = with_derived(panel:filter { measure = is_known })
  local by_kind = { departement = units(known, "departement"), region = units(known, "region") }
  local own = own_of(known, place, by_kind)
  if not own or #own.series == 0 then return places.absent(panel, place, { place.name }, 1) end
  local is_all_of_france = #places.lacking(panel, { kind = "france" }) == 0
  return {
    panel = panel, place = place, language = language,
    phrases = report_phrases.of(language.code, panel.frequency),
    own = own, latest = latest_of(own), breaks = breaks.of(own), only = only_of(panel, own),
    name = name_of(place, own, language),
    france = is_all_of_france and place.kind ~= "france" and total(known) or nil,
    departements = by_kind.departement, regions = by_kind.region,
    is_all_of_france = is_all_of_france, is_synthetic = notes.has(panel.notes, "synthetic"),
    is_without_mayotte = notes.is_without_mayotte(own.notes),
  }
end

--- The one series of a measure in a panel; nil if it has none.
---@param panel urssaf.Panel?
---@param measure string
---@return urssaf.Series?
function report_data.series(panel, measure)
  return tables.find(panel and panel.series or {}, function(s) return s.measure == measure end)
end

--- The series of some départements.
---@param data urssaf.report.Data
---@param is_wanted fun(place: table): boolean of an entry of `geo`
---@return urssaf.Series[]
function report_data.departements(data, is_wanted)
  return tables.filter(data.departements and data.departements.series or {}, function(s)
    local name = s.key.code_departement or s.key.departement
    -- for a name that it does not know, `find` looks for the nearest one, which takes long
    local area = geo.area { departement = name }
    return area ~= nil and is_wanted(geo.find(name, "departement"))
  end)
end

return report_data
