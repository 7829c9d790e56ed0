--- The data of a report: the series of its place, and those that they are compared with.
local additivity = require "urssaf.domain.additivity"
local breaks = require "urssaf.report.breaks"
local errors = require "urssaf.base.errors"
local geo = require "urssaf.domain.geo"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
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
---@field missing "strict"|"skip"|"zero" what an empty cell does to a sum
---@field latest string the latest complete period; if there is none, the last period
---@field breaks urssaf.report.Break[] those within the report's periods
---@field france urssaf.Panel? the sum for France; nil if the place is France or the panel is a part
---@field departements urssaf.Panel? one unit for each; nil if there are none
---@field regions urssaf.Panel? one unit for each; nil if there are none, or the place is in one
---@field is_all_of_france boolean whether the panel covers all of France
---@field is_without_mayotte boolean whether the figures are of France without Mayotte
---@field is_synthetic boolean whether the figures are invented

-- How many measures a message names.
local SHOWN = 3

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
end

-- Whether a measure can be derived from two of a panel. In some files the turnover is a mean
-- already: nothing is derived from that. The levels at the ends of years are not compared with
-- figures of whole years.
local function can_derive(panel, name)
  local first, second = ratio.operands(name)
  local one, other = report_data.series(panel, first), report_data.series(panel, second)
  if not (one and other) or additivity.nature(one) == "ratio" then return false end
  return measures.of(name).terms ~= nil or ratio.is_on_one_basis(one, other)
end

-- The panel with the measures that can be derived from two that it has.
local function with_derived(panel)
  for _, name in ipairs(DERIVED) do
    local is_new = not report_data.series(panel, name)
    if is_new and can_derive(panel, name) then panel = panel:with(name) end
  end
  return panel
end

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
local function units(panel, kind, missing)
  local field = field_of(panel, kind)
  local part = panel:filter { [field] = function() return true end }
  if #part.series == 0 then return nil end
  if is_one_each(part, kind, field) then return part end
  local sums = additive(part)
  return #sums.series > 0 and sums:aggregate { by = field, missing = missing } or nil
end

-- The sum of all units; the panel itself if it is a sum already. nil if no measure can be added up.
local function total(panel, missing)
  local list = unit.collect(panel.series)
  if #list == 1 and next(list[1].key) == nil then return panel end
  local sums = additive(panel)
  return #sums.series > 0 and sums:total { missing = missing } or nil
end

-- Whether a code or name is that of a département that is wanted. `find` looks for the nearest name
-- of one that it does not know, which takes long.
local function is_departement(name, is_wanted)
  return geo.area { departement = name } ~= nil and is_wanted(geo.find(name, "departement"))
end

-- The sum of a region's départements, for data that do not name regions.
local function sum_of_departements(panel, region, missing)
  local field = field_of(panel, "departement")
  return total(panel:filter { [field] = function(name)
    return is_departement(name, function(one) return one.code_region == region.code end)
  end }, missing)
end

-- The place, if it is one unit though others are several: then nothing need be added up.
local function only_unit(panel, place)
  local own = panel:filter { ["code_" .. place.kind] = place.code }
  return #unit.collect(own.series) == 1 and own or nil
end

-- The sums of the place alone, whose notes say nothing of other places.
local function own_of(panel, place, missing)
  if place.kind == "france" then return total(panel, missing) end
  local own = units(panel:filter { ["code_" .. place.kind] = place.code }, place.kind, missing)
  if own then return own end
  if place.kind == "region" and not places.has(panel, "region") then
    return sum_of_departements(panel, place, missing)
  end
  return only_unit(panel, place)
end

-- By the published measures alone: a derived one is complete where its parts are.
local function latest_of(own)
  local published = own:filter { measure = function(name)
    return not report_data.is_derived(name)
  end }
  return published:latest_complete() or own.periods[#own.periods]
end

-- Fails because there is no figure of a place: the measures are unknown, or not to be added up.
local function no_figure(panel, known, place)
  if #panel.series == 0 then return places.absent(panel, place, { place.name }, 1) end
  local measured = names.listed(sorting.keys(tables.set(panel.series, "measure")), SHOWN)
  if #known.series == 0 then
    return errors.fail("none", ("the library does not know the measures of this panel (%s), and a"
      .. " report is of known ones"):format(measured))
  end
  return errors.fail("none", ("%s is several units of this panel, and none of its measures (%s) may"
    .. " be added up over them: keep one unit of each place, such as one sector"):format(
    place.name, measured))
end

-- The name that the data give the place; France is named without Mayotte if they do not cover it.
local function name_of(place, own, language)
  local key = own.series[1].key
  if place.kind ~= "france" and next(key) ~= nil then return language:place(key, own.notes) end
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
---@param missing "strict"|"skip"|"zero"|nil what an empty cell does to a sum
---@return urssaf.report.Data?
---@return urssaf.Error? err kind `none`
function report_data.of(panel, wanted, language, missing)
  local place, err = places.find(wanted)
  if not place then return nil, err end
  check_published(panel)
  local lacking, size = places.lacking(panel, place)
  if #lacking > 0 then return places.absent(panel, place, lacking, size) end
  local known = panel:filter { measure = function(name)
    return measures.of(name, panel.dataset) ~= nil
  end }
  known = with_derived(missing == "zero" and known:fill() or known)
  local in_sums = missing == "skip" and "skip" or "strict"
  local own = own_of(known, place, in_sums)
  if not own or #own.series == 0 then return no_figure(panel, known, place) end
  local is_all_of_france = #places.lacking(panel, { kind = "france" }) == 0
  return {
    panel = panel, place = place, language = language,
    phrases = report_phrases.of(language.code, panel.frequency),
    own = own, latest = latest_of(own), breaks = breaks.of(own), only = only_of(panel, own),
    name = name_of(place, own, language),
    france = is_all_of_france and place.kind ~= "france" and total(known, in_sums) or nil,
    departements = units(known, "departement", in_sums),
    regions = place.kind ~= "departement" and units(known, "region", in_sums) or nil,
    missing = missing or "strict",
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
    return is_departement(s.key.code_departement or s.key.departement, is_wanted)
  end)
end

return report_data
