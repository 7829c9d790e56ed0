--- What a page shows: the series of its place, and those that they stand beside.
local additivity = require "urssaf.domain.additivity"
local breaks = require "urssaf.report.breaks"
local errors = require "urssaf.base.errors"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local places = require "urssaf.domain.places"
local selection = require "urssaf.panel.selection"
local unit = require "urssaf.domain.unit"
local phrases = require "urssaf.language.report"

local report_data = {}

---@class urssaf.report.Subject
---@field place table of `places.find`
---@field name string what the data call it
---@field said urssaf.Language
---@field words table<string, string> the page's sentences
---@field breaks table[] of `breaks.of`
---@field own urssaf.Panel one series for each measure, those computed from two included
---@field only string[] what alone its sums are of, where some was filtered out
---@field at string the latest complete quarter; where there is none, the last
---@field france urssaf.Panel? the sum over all, unless the place is France, or not all is there
---@field departements urssaf.Panel? one unit for each; nil where there are none
---@field regions urssaf.Panel? the same
---@field is_whole boolean whether the panel is of all of France

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
  if panel.frequency ~= "quarter" then
    errors.misuse("report: a panel of quarters expected, these are %ss", tostring(panel.frequency))
  end
end

-- The first series of each measure.
local function of_each(panel)
  local first = {}
  for _, s in ipairs(panel.series) do first[s.measure] = first[s.measure] or s end
  return first
end

-- With what can be computed from two measures, where both are there and may be.
local function with_derived(panel)
  for _, name in ipairs(DERIVED) do
    local first, known = of_each(panel), measures.of(name)
    local parts = known.parts or known.terms
    local one = first[parts.numerator or parts.plus]
    local other = first[parts.denominator or parts.minus]
    local may_be = one and other and additivity.nature(one) ~= "ratio"
    if may_be and not first[name] then panel = panel:with(name) end
  end
  return panel
end

local function is_known(name) return measures.of(name) ~= nil end

local function is_summable(s)
  return s.parts ~= nil or (additivity.rule(s, additivity.UNITS)) ~= nil
end

-- Without what is never added up.
local function summable(panel)
  local first = of_each(panel)
  return panel:filter { measure = function(name) return is_summable(first[name]) end }
end

-- ------------------------------------------------------------------ places

-- The key that tells places of a kind: their code, where there is one.
local function field_of(panel, kind)
  for _, s in ipairs(panel.series) do
    if s.key["code_" .. kind] then return "code_" .. kind end
  end
  return kind
end

local function is_one_each(panel, kind, field)
  local seen = {}
  for _, one in ipairs(unit.collect(panel.series)) do
    local is_finer = kind == "region" and (one.key.code_departement or one.key.departement)
    if seen[one.key[field]] or is_finer then return false end
    seen[one.key[field]] = true
  end
  return true
end

-- One unit for each place of a kind; nil where there is none, or nothing that is added up.
local function units(panel, kind)
  local field = field_of(panel, kind)
  local part = panel:filter { [field] = function() return true end }
  if #part.series == 0 then return nil end
  if is_one_each(part, kind, field) then return part end
  local sums = summable(part)
  return #sums.series > 0 and sums:aggregate { by = field } or nil
end

local function total(panel)
  local sums = summable(panel)
  return #sums.series > 0 and sums:total() or nil
end

local function own_of(panel, place, by_kind)
  if place.kind == "france" then return total(panel) end
  local all = by_kind[place.kind]
  return all and all:filter { ["code_" .. place.kind] = place.code }
end

-- The computed ones are missing where what they are computed from is.
local function latest(own)
  local base = own:filter { measure = function(name)
    local known = measures.of(name)
    return not (known.parts or known.terms)
  end }
  return base:latest_complete() or own.periods[#own.periods]
end

local function is_all_of_france(panel)
  return #places.lacking(panel, { kind = "france" }) == 0
end

-- What the data call it; France is named by what is not of it, where that is known.
local function name_of(place, own, language)
  if place.kind ~= "france" then return language:place(own.series[1].key, own.notes) end
  for _, note in ipairs(own.notes) do
    if note.kind == "scope" then return language.france end
  end
  return place.name
end

local function is_place(name)
  return name:find "departement$" or name:find "region$" or name:find "^code_"
end

-- What a sum is of, besides its places, where some of that was filtered out: values of keys.
local function only_of(panel, own)
  local present, only = selection.universe(panel.series).keys, {}
  for _, name in ipairs(names.sorted_keys(panel.universe.keys)) do
    local there = names.sorted_keys(present[name] or {})
    local were = names.sorted_keys(panel.universe.keys[name])
    local is_summed = not is_place(name) and own.series[1].key[name] == nil
    if is_summed and #there < #were then only[#only + 1] = table.concat(there, ", ") end
  end
  return only
end

--- What a page about a place shows.
---@param panel urssaf.Panel
---@param wanted any see `places.find`
---@param language urssaf.Language
---@return urssaf.report.Subject?
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
  local is_whole = is_all_of_france(panel)
  return {
    place = place, said = language, words = phrases.of(language.code), own = own, at = latest(own),
    is_whole = is_whole, breaks = breaks.of(own),
    name = name_of(place, own, language), only = only_of(panel, own),
    france = is_whole and place.kind ~= "france" and total(known) or nil,
    departements = by_kind.departement, regions = by_kind.region,
  }
end

--- The one series of a measure in a panel; nil if it has none.
---@param panel urssaf.Panel?
---@param measure string
---@return urssaf.Series?
function report_data.series(panel, measure)
  for _, s in ipairs(panel and panel.series or {}) do
    if s.measure == measure then return s end
  end
end

return report_data
