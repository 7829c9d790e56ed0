--- Which charts a report has, and of which series: lines over time, maps, bars.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local figure = require "urssaf.report.figure"
local geo = require "urssaf.domain.geo"
local key_figures = require "urssaf.report.key_figures"
local measures = require "urssaf.domain.measures"
local panels = require "urssaf.panel"
local period = require "urssaf.domain.period"
local report_data = require "urssaf.report.data"
local tables = require "urssaf.base.tables"
local whole = require "urssaf.report.whole"

local charts = {}

-- The base year of indices: the last year before the epidemic.
local BASE_YEAR = 2019

-- A panel of these series, otherwise like another; with the notes of both.
local function panel_of(like, list)
  local all = like.notes
  for _, s in ipairs(list) do all = caveats.add(all, s.notes or {}) end
  return panels.of { dataset = like.dataset, frequency = like.frequency, periods = like.periods,
    source = like.source, series = list, notes = all }
end

local function has(panel, measure)
  return whole.series(panel, measure) ~= nil
end

-- ------------------------------------------------------------------ beside France

local function is_complete(list, year)
  for _, s in ipairs(list) do
    for ordinal = period.lower(year, s.frequency), period.upper(year, s.frequency) do
      local name = period.from_ordinal(ordinal, s.frequency)
      if s:at(name) == nil then return false end
    end
  end
  return true
end

-- The base year of these series: the usual one, else the first that is complete in all of them.
local function base_of(list)
  local periods = list[1].periods
  if is_complete(list, BASE_YEAR) then return BASE_YEAR end
  for year = tonumber(periods[1]:sub(1, 4)), tonumber(periods[#periods]:sub(1, 4)) do
    if is_complete(list, year) then return year end
  end
end

-- The last period of a year.
local function last_of_year(year, frequency)
  return period.from_ordinal(period.upper(year, frequency), frequency)
end

-- Sums over a year are compared with the sum to the base year's end.
local function indexed(list, base)
  return tables.map(list, function(s)
    return s:index(s.transform and last_of_year(base, s.frequency) or base)
  end)
end

-- The series of a sum for France under its name: a sum has no key, and would be called a total.
local function named_france(s, data)
  local name = data.language:place({}, data.france.notes, "france")
  return setmetatable(tables.merge(s, { key = { france = name } }), getmetatable(s))
end

-- France and the place, which is drawn on top and so comes last; nil if the place has no value.
local function pair_of(data, measure)
  if not (has(data.own, measure) and has(data.france, measure)) then return nil end
  local pair = { named_france(data.whole:shown("france", measure).series[1], data),
    whole.shown(data.own, measure).series[1] }
  return pair[2]:count() > 0 and pair or nil
end

-- What a panel of both has besides its series: the place's fields, the notes of both.
local function fields_of_both(data)
  local own = data.own
  return { dataset = own.dataset, frequency = own.frequency, periods = own.periods,
    source = own.source, notes = caveats.add(own.notes, data.france.notes) }
end

-- Place and France on one axis: the levels of a ratio; of other measures, which differ in size, the
-- index.
local function beside_france(data, measure)
  local list = pair_of(data, measure)
  if not list then return nil end
  local phrases, title = data.phrases, data.language:title(list[1])
  local like = fields_of_both(data)
  if additivity.nature(list[1]) == "ratio" then
    return { panel = panel_of(like, list), title = phrases.levels:format(title, data.name) }
  end
  local base = base_of(list)
  return base and { panel = panel_of(like, indexed(list, base)),
    title = phrases.beside_france:format(title, data.name, ("%d"):format(base)) }
end

-- ------------------------------------------------------------------ over time

-- Measures of the place on one axis, those of them that have values; nil if none has.
local function levels(data, list, title)
  local made = {}
  for _, measure in ipairs(list) do
    local s = has(data.own, measure) and whole.shown(data.own, measure).series[1]
    if s and s:count() > 0 then made[#made + 1] = s end
  end
  return #made > 0 and { panel = panel_of(data.own, made), title = title }
end

local function level(data, measure)
  local one = levels(data, { measure })
  if one then one.title = data.language:title(one.panel.series[1]) end
  return one
end

-- The measure of the place with the same figures adjusted, or not adjusted; nil if there is none.
local function counterpart_of(data, measure)
  local other = (measures.of(measure, data.panel.dataset) or {}).counterpart
  local s = other and whole.series(data.own, other)
  return s and s:count() > 0 and other or nil
end

-- Raw figures and the same seasonally adjusted, period by period: sums over a year have no season.
local function raw_and_adjusted(data, raw, adjusted)
  local label = data.language:label(adjusted, data.panel.dataset):gsub(" %b()$", "")
  return { panel = panel_of(data.own, { whole.series(data.own, raw),
    whole.series(data.own, adjusted) }), title = data.phrases.raw_and_adjusted:format(label) }
end

local WITH_FRANCE = { "economiquement_actifs", "chiffres_d_affaires", "taux_activite",
  "chiffre_d_affaires_moyen" }
local ALONE = { "solde", "chiffres_d_affaires", "taux_activite", "chiffre_d_affaires_moyen" }

local function lines(data)
  local list = {}
  local function add(one)
    if one then list[#list + 1] = one end
  end
  add(levels(data, { "administrativement_actifs", "economiquement_actifs" }, data.phrases.accounts))
  add(levels(data, { "immatriculations", "radiations" }, data.phrases.flows))
  for _, measure in ipairs(data.france and WITH_FRANCE or ALONE) do
    add((data.france and beside_france or level)(data, measure))
  end
  if #list == 0 then -- a dataset without any of these measures
    for _, measure in ipairs(key_figures.measures(data)) do
      local counterpart = counterpart_of(data, measure)
      if not counterpart then
        add(level(data, measure))
      elseif measures.of(measure, data.panel.dataset).adjusted then
        add(raw_and_adjusted(data, counterpart, measure))
      end
    end
  end
  return tables.map(list, function(one, i)
    return figure.of(data, "line", "l" .. i, one.panel, one.title)
  end)
end

-- The départements that are wanted, as a panel; nil if there are none.
local function departements(data, is_wanted)
  local list = report_data.departements(data, is_wanted)
  return #list > 0 and panel_of(data.departements, list) or nil
end

-- Small multiples of the active accounts of each part of the place, as indices.
local function parts(data)
  local measure, place = "economiquement_actifs", data.place
  local panel = data.regions
  if place.kind == "region" then
    panel = departements(data, function(one) return one.code_region == place.code end)
  end
  if place.kind == "departement" or not has(panel, measure) then return nil end
  local list = panel:filter { measure = measure }.series
  local base = #list > 1 and base_of(list)
  if not base then return nil end
  -- before the base year there is little but the growth from nothing
  local since = panel_of(panel, indexed(list, base)):filter { from = base }
  local title = data.phrases["parts_" .. place.kind]:format(
    data.language:label(measure, panel.dataset), ("%d"):format(base))
  return figure.multiples(data, "s", since, title)
end

-- ------------------------------------------------------------------ side by side

-- The measures by which places are compared: by growth or by ratio, since the size of a place tells
-- little but how many people live there.
local COMPARED = { "economiquement_actifs", "chiffre_d_affaires_moyen" }

-- The measures by which places are compared: those above; of a dataset that has none of them, the
-- first two.
local function compared_measures(data)
  local usual = tables.filter(COMPARED, function(name) return has(data.own, name) end)
  if #usual > 0 then return usual end
  local all = key_figures.measures(data)
  return { all[1], all[2] }
end

-- A measure of the places of a panel, which may be all of their kind; nil if none has a value.
local function compared(data, panel, measure)
  local all = panel == data.departements and "departement" or panel == data.regions and "region"
  local shown = all and data.whole:compared(all, measure)
    or whole.compared(whole.shown(panel, measure))
  local has_value = tables.find(shown.series, function(s) return s:at(data.latest) ~= nil end)
  return has_value and shown
end

local function title_of(s, data)
  return data.phrases.at_period:format(data.language:title(s), data.language:period(data.latest))
end

-- A figure of each measure by which the places of a panel are compared.
local function figures_of(data, kind, panel, highlight, title_end)
  local list = {}
  for _, measure in ipairs(panel and compared_measures(data) or {}) do
    local shown = has(panel, measure) and compared(data, panel, measure)
    if shown then
      local title = title_of(shown.series[1], data) .. title_end
      list[#list + 1] = figure.of(data, kind, kind:sub(1, 1) .. #list + 1, shown, title,
        { at = data.latest, highlight = highlight })
    end
  end
  return list
end

-- The codes of the départements that the place is or has; nil for France.
local function outlined(data)
  local place = data.place
  if place.kind == "france" then return nil end
  local field = place.kind == "region" and "code_region" or "code"
  return tables.set(tables.filter(geo.departements, function(one)
    return one[field] == place.code
  end), "code")
end

--- The maps of France, with the place outlined. A site has them once, beside its search.
---@param data urssaf.report.Data
---@return table[] figures
function charts.maps(data)
  return figures_of(data, "map", data.is_all_of_france and data.departements, outlined(data), "")
end

-- The places that a place is ranked among, and a phrase for them: for a département those of its
-- region or, where the region has no other, those overseas; for a region or France, the regions.
local function peers_of(data)
  local place = data.place
  if place.kind ~= "departement" then
    return data.is_all_of_france and data.regions, data.phrases.among_regions
  end
  local panel = departements(data, function(one) return one.code_region == place.code_region end)
  if #panel:filter { measure = panel.series[1].measure }.series > 1 then
    return panel, data.phrases.among_region:format(place.region)
  end
  return place.area == "drom" and departements(data, function(one) return one.area == "drom" end),
    data.phrases.among_overseas
end

local function bars(data)
  local panel, among = peers_of(data)
  local code = data.place.code
  return figures_of(data, "bars", panel, code and { [code] = true },
    data.language.colon .. among)
end

--- The sections of charts, those that have any.
---@param data urssaf.report.Data
---@return table[] list of { id =, heading =, content = }
function charts.of(data)
  local phrases, sections = data.phrases, {}
  local function add(id, heading, list, below)
    if #list == 0 and not below then return end
    sections[#sections + 1] = { id = id, heading = heading, content = figure.layout(list, below) }
  end
  add("charts", phrases.charts, lines(data), parts(data))
  if not data.site then add("map", phrases.map, charts.maps(data)) end
  add("ranking", phrases.ranking, bars(data))
  return sections
end

return charts
