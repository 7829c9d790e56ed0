--- The data of a report: the series of its place, and those that they are compared with.
local additivity = require "urssaf.domain.additivity"
local breaks = require "urssaf.report.breaks"
local errors = require "urssaf.base.errors"
local geo = require "urssaf.domain.geo"
local remembered_whole = require "urssaf.report.remembered_whole"
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
local whole = require "urssaf.report.whole"

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
---@field whole urssaf.report.Whole the panel as a whole
---@field france urssaf.Panel? the sum for France; nil if the place is France or the panel is a part
---@field departements urssaf.Panel? one unit for each; nil if there are none
---@field regions urssaf.Panel? one unit for each; nil if there are none, or the place is in one
---@field is_all_of_france boolean whether the panel covers all of France
---@field is_without_mayotte boolean whether the figures are of France without Mayotte
---@field site urssaf.report.Site? the site that the page is of; nil if it stands alone
---@field shared urssaf.chart.Shared? what its charts share, in a site
---@field is_synthetic boolean whether the figures are invented

-- How many measures a message names.
local SHOWN = 3

local function check_published(panel)
  if #panel.series > 0 and #panel.periods == 0 then
    errors.misuse("report: there is no period in these data")
  end
  for _, s in ipairs(panel.series) do
    if s.transform then
      errors.misuse("report: series as they are published expected, got %s", additivity.title(s))
    end
  end
end

-- ------------------------------------------------------------------ measures

--- Whether a measure is derived from two others, and so is missing where one of these is.
---@param name string of a known measure
---@return boolean
function report_data.is_derived(name)
  return ratio.operands(name) ~= nil
end

-- ------------------------------------------------------------------ places

-- Whether a code or name is that of a département that is wanted. `find` looks for the nearest name
-- of one that it does not know, which takes long.
local function is_departement(name, is_wanted)
  return geo.area { departement = name } ~= nil and is_wanted(geo.find(name, "departement"))
end

-- The sum of a region's départements, for data that do not name regions.
local function sum_of_departements(panel, region, missing)
  local field = whole.field_of(panel, "departement")
  return whole.total(panel:filter { [field] = function(name)
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
  if place.kind == "france" then return whole.total(panel, missing) end
  local part = panel:filter { ["code_" .. place.kind] = place.code }
  local own = whole.units(part, place.kind, missing)
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
    return errors.fail("none", ("the library does not know the measures of these data (%s), and a"
      .. " report is of known ones"):format(measured))
  end
  return errors.fail("none", ("%s is several units of these data, and none of its measures (%s) may"
    .. " be added up over them: keep one unit of each place, such as one sector"):format(
    place.name, measured))
end

-- The name that the data give the place; France is named without Mayotte if they do not cover it.
local function name_of(place, own, language)
  local key = own.series[1].key
  if place.kind ~= "france" and next(key) ~= nil then return language:place(key, own.notes) end
  return notes.is_without_mayotte(own.notes) and language.without_mayotte or place.name
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
  local place, err = places.find_in(panel, wanted)
  if not place then return nil, err end
  check_published(panel)
  local lacking, size = places.lacking(panel, place)
  if #lacking > 0 then return places.absent(panel, place, lacking, size) end
  local all = remembered_whole.of(panel, missing)
  local own = own_of(all.known, place, all.in_sums)
  if not own or #own.series == 0 then return no_figure(panel, all.known, place) end
  return {
    panel = panel, place = place, language = language, whole = all,
    phrases = report_phrases.of(language.code, panel.frequency),
    own = own, latest = latest_of(own), breaks = breaks.of(own), only = only_of(panel, own),
    name = name_of(place, own, language),
    france = all.is_all_of_france and place.kind ~= "france" and all:places "france" or nil,
    departements = all:places "departement",
    regions = place.kind ~= "departement" and all:places "region" or nil,
    missing = missing or "strict",
    is_all_of_france = all.is_all_of_france, is_synthetic = notes.has(panel.notes, "synthetic"),
    is_without_mayotte = notes.is_without_mayotte(own.notes),
  }
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
