--- Which pictures a page has, and of what: lines over time, a map, bars.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local key_figures = require "urssaf.report.key_figures"
local geo = require "urssaf.domain.geo"
local panels = require "urssaf.panel"
local period = require "urssaf.domain.period"
local figure = require "urssaf.report.figure"
local report_data = require "urssaf.report.data"

local charts = {}

-- The year that series are compared with: the last before the epidemic.
local BASE_YEAR = 2019

-- A panel like another with these series, and what has to be said of them.
local function made_of(like, list)
  local notes = like.notes
  for _, s in ipairs(list) do notes = caveats.add(notes, s.notes or {}) end
  return panels.new { dataset = like.dataset, frequency = like.frequency, periods = like.periods,
    source = like.source, series = list, notes = notes }
end

local function has(panel, ...)
  for _, measure in ipairs { ... } do
    if not report_data.series(panel, measure) then return false end
  end
  return true
end

-- ------------------------------------------------------------------ against France

local function is_complete(list, year)
  for _, s in ipairs(list) do
    for number = 1, 4 do
      local i = period.position(s.periods, s.frequency, { year, number })
      if not i or s.values[i] == nil then return false end
    end
  end
  return true
end

-- The year all of these are 100 in: the usual one, else the first that all of them have whole.
local function base_of(list)
  local periods = list[1].periods
  if is_complete(list, BASE_YEAR) then return BASE_YEAR end
  for year = tonumber(periods[1]:sub(1, 4)), tonumber(periods[#periods]:sub(1, 4)) do
    if is_complete(list, year) then return year end
  end
end

-- Sums over four quarters are those of the year at its end.
local function indexed(list, base)
  local made = {}
  for i, s in ipairs(list) do
    made[i] = s:index(s.transform and ("%d-Q4"):format(base) or base)
  end
  return made
end

local function pair_of(about, measure)
  if not (has(about.own, measure) and has(about.france, measure)) then return nil end
  -- the place is drawn last, over France
  local pair = { key_figures.shown(about.france, measure).series[1],
    key_figures.shown(about.own, measure).series[1] }
  return pair[2]:count() > 0 and pair or nil
end

-- What both have to have said of them, and no series yet.
local function like_both(about)
  local own = about.own
  return { dataset = own.dataset, frequency = own.frequency, periods = own.periods,
    source = own.source, notes = caveats.add(own.notes, about.france.notes) }
end

-- Place and France on one axis: of a share or mean their levels, of a size its index.
local function beside(about, measure)
  local list = pair_of(about, measure)
  if not list then return nil end
  local page, title = about.words, about.said:title(list[1])
  local whole = like_both(about)
  if additivity.nature(list[1]) == "ratio" then
    return { panel = made_of(whole, list), title = page.levels:format(title, about.name) }
  end
  local base = base_of(list)
  return base and { panel = made_of(whole, indexed(list, base)),
    title = page.beside_france:format(title, about.name, ("%d"):format(base)) }
end

-- ------------------------------------------------------------------ over time

-- Measures of the place on one axis; what there is of them.
local function levels(about, list, title)
  local made = {}
  for _, measure in ipairs(list) do
    local s = has(about.own, measure) and key_figures.shown(about.own, measure).series[1]
    if s and s:count() > 0 then made[#made + 1] = s end
  end
  return #made > 0 and { panel = made_of(about.own, made), title = title }
end

local function level(about, measure)
  local one = levels(about, { measure })
  if one then one.title = about.said:title(one.panel.series[1]) end
  return one
end

local WITH_FRANCE = { "economiquement_actifs", "chiffres_d_affaires", "taux_activite",
  "chiffre_d_affaires_moyen" }
local ALONE = { "solde", "chiffres_d_affaires", "taux_activite", "chiffre_d_affaires_moyen" }

local function lines(about)
  local page = about.words
  local list = {}
  local function add(one)
    if one then list[#list + 1] = one end
  end
  add(levels(about, { "administrativement_actifs", "economiquement_actifs" }, page.accounts))
  add(levels(about, { "immatriculations", "radiations" }, page.flows))
  for _, measure in ipairs(about.france and WITH_FRANCE or ALONE) do
    add((about.france and beside or level)(about, measure))
  end
  if #list == 0 then -- another dataset, which has none of these
    for _, measure in ipairs(key_figures.measures(about)) do add(level(about, measure)) end
  end
  for i, one in ipairs(list) do
    list[i] = figure.figure(about, "line", "l" .. i, one.panel, one.title)
  end
  return list
end

-- The départements that are meant, as a panel; nil if there are none.
local function departements(about, is_meant)
  local all, list = about.departements, {}
  for _, s in ipairs(all and all.series or {}) do
    local place = geo.find(s.key.code_departement or s.key.departement, "departement")
    if place and is_meant(place) then list[#list + 1] = s end
  end
  return #list > 0 and made_of(all, list) or nil
end

-- The parts of a place, a small picture each: their accounts, 100 in the year of comparison.
local function parts(about)
  local measure, place = "economiquement_actifs", about.place
  local panel = about.regions
  if place.kind == "region" then
    panel = departements(about, function(one) return one.code_region == place.code end)
  end
  if place.kind == "departement" or not has(panel, measure) then return nil end
  local list = panel:filter { measure = measure }.series
  local base = #list > 1 and base_of(list)
  if not base then return nil end
  -- before that year there would be little but the way up from nothing
  local since = made_of(panel, indexed(list, base)):filter { from = base }
  local title = about.words["parts_" .. place.kind]:format(about.said:label(measure),
    ("%d"):format(base))
  return figure.multiples(about, "s", since, title)
end

-- ------------------------------------------------------------------ side by side

-- What is compared between places: not sizes, which say how many people live there.
local COMPARED = { "economiquement_actifs", "chiffre_d_affaires_moyen" }

local function compared(panel, measure, at)
  local shown = key_figures.shown(panel, measure)
  if additivity.nature(shown.series[1]) ~= "ratio" then shown = shown:yoy() end
  for _, s in ipairs(shown.series) do
    if s:at(at) ~= nil then return shown end
  end
end

local function title_of(s, about)
  return about.words.at_period:format(about.said:title(s), about.said:period(about.at))
end

-- The départements that a place is, or has.
local function outlined(about)
  local kind, codes = about.place.kind, {}
  if kind == "france" then return nil end
  for _, one in ipairs(geo.departements) do
    local code = kind == "region" and one.code_region or one.code
    if code == about.place.code then codes[one.code] = true end
  end
  return codes
end

local function maps(about)
  local list = {}
  if not (about.is_whole and about.departements) then return list end
  for _, measure in ipairs(COMPARED) do
    local panel = has(about.departements, measure)
      and compared(about.departements, measure, about.at)
    if panel then
      list[#list + 1] = figure.figure(about, "map", "m" .. #list + 1, panel,
        title_of(panel.series[1], about), { at = about.at, highlight = outlined(about) })
    end
  end
  return list
end

-- Whom a place is put beside: a département those of its region, or of overseas where a region is
-- one département; a region the others. And what they are called.
local function peers_of(about)
  local place = about.place
  if place.kind ~= "departement" then
    return about.is_whole and about.regions, about.words.among_regions
  end
  local panel = departements(about, function(one) return one.code_region == place.code_region end)
  if #panel:filter { measure = panel.series[1].measure }.series > 1 then
    return panel, about.words.among_region:format(place.region)
  end
  return place.area == "drom" and departements(about, function(one) return one.area == "drom" end),
    about.words.among_overseas
end

local function bars(about)
  local list, code = {}, about.place.code
  local panel, among = peers_of(about)
  for _, measure in ipairs(panel and COMPARED or {}) do
    local shown = has(panel, measure) and compared(panel, measure, about.at)
    if shown then
      local title = title_of(shown.series[1], about) .. about.said.colon .. among
      list[#list + 1] = figure.figure(about, "bars", "b" .. #list + 1, shown, title,
        { at = about.at, highlight = code and { [code] = true } })
    end
  end
  return list
end

--- The sections that are pictures: a list of { id =, heading =, content = }.
---@param about urssaf.report.Subject
---@return table[]
function charts.of(about)
  local page, sections = about.words, {}
  local function add(id, heading, list, below)
    if #list == 0 and not below then return end
    sections[#sections + 1] = { id = id, heading = heading, content = figure.sheet(list, below) }
  end
  add("charts", page.charts, lines(about), parts(about))
  add("map", page.map, maps(about))
  add("ranking", page.ranking, bars(about))
  return sections
end

return charts
