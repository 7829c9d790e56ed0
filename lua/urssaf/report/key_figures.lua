--- Key figures: each a value, its change over a year, its rank, and a sparkline.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local html = require "urssaf.report.html"
local languages = require "urssaf.language"
local measures = require "urssaf.domain.measures"
local period = require "urssaf.domain.period"
local report_phrases = require "urssaf.language.report"
local sparkline = require "urssaf.report.sparkline"
local tables = require "urssaf.base.tables"
local whole = require "urssaf.report.whole"

local element = html.element

local key_figures = {}

---@class urssaf.report.KeyFigure
---@field measure string
---@field series urssaf.Series as it is shown: flows over a year
---@field change urssaf.Series over a year
---@field value number? of the latest complete period, as are the following
---@field change_value number?
---@field is_across_break boolean whether the change is across a break in the series
---@field has_estimates boolean whether the change is made of estimates
---@field rank { rank: integer, of: integer, is_tied: boolean }? among places of the same kind
---@field france { value: number?, change: number? }? the same for France

-- The order of measures in a report; others come after these, in the order of the panel.
local FIRST = { "administrativement_actifs", "economiquement_actifs", "taux_activite",
  "chiffres_d_affaires", "chiffre_d_affaires_moyen", "immatriculations", "radiations", "solde" }

-- Net registrations have no rank: it would mostly reflect strike-offs.
local WITHOUT_RANK = { solde = true }

-- ------------------------------------------------------------------ values

-- The change over a year: the growth; for a difference between measures, whose growth means
-- nothing, the change in its own unit.
local function change_of(s)
  local known = measures.of(s.measure, s.dataset)
  return known.terms and s:change(period.A_YEAR[s.frequency]) or s:yoy()
end

-- Whether a note of a kind, "break" or "estimated", is about a change at a period.
local function has_note(change, kind, at)
  return tables.find(change.notes or {}, function(note)
    return note.kind == kind and tables.contains(note.periods or {}, at)
  end) ~= nil
end

-- The rank by size; equal values have the same one.
local function rank_of(data, measure)
  local kind = data.place.kind
  if kind == "france" or not data.is_all_of_france or WITHOUT_RANK[measure] then return nil end
  local list = data.whole:ranked(kind, measure, data.latest)
  local own = tables.find(list, function(one)
    return one.key["code_" .. kind] == data.place.code
  end)
  if not own then return nil end
  local rank, equal = 1, 0
  for _, one in ipairs(list) do
    if one.value > own.value then rank = rank + 1 end
    if one.value == own.value then equal = equal + 1 end
  end
  return { rank = rank, of = #list, is_tied = equal > 1 }
end

-- The key figure of one measure.
local function key_figure_of(data, measure)
  local s = whole.shown(data.own, measure).series[1]
  local change = change_of(s)
  local france = whole.series(data.france, measure)
    and data.whole:shown("france", measure).series[1]
  return {
    measure = measure, series = s, change = change,
    value = s:at(data.latest), change_value = change:at(data.latest),
    is_across_break = has_note(change, "break", data.latest),
    has_estimates = has_note(change, "estimated", data.latest),
    rank = rank_of(data, measure),
    france = france
      and { value = france:at(data.latest), change = change_of(france):at(data.latest) },
  }
end

--- The measures of a report, in its order.
---@param data urssaf.report.Data
---@return string[]
function key_figures.measures(data)
  local own = tables.map(data.own.series, function(s) return s.measure end)
  local there = tables.set(own)
  local first = tables.filter(FIRST, function(name) return there[name] end)
  return tables.unique(tables.append(first, own))
end

-- ------------------------------------------------------------------ text

-- The step to which a value is rounded to show four digits: 100,000 for 588 million.
local function step_of(value)
  local step = 1
  while math.abs(value) / step >= 10000 do step = step * 10 end
  return step
end

-- A value with its unit; euros in four digits, since the table has all of them.
local function brief(value, unit, language)
  if value == nil or unit ~= "EUR" then return language:amount(value, unit) end
  return language:in_euros(language:short(value, step_of(value)))
end

--- The value of a key figure, in few digits.
---@param key_figure urssaf.report.KeyFigure
---@param data urssaf.report.Data
---@return string
function key_figures.value_text(key_figure, data)
  return brief(key_figure.value, additivity.unit(key_figure.series), data.language)
end

-- The change of a share is in percentage points, that of a difference in its own unit.
local function change_text(value, key_figure, data)
  if value == nil then return languages.MISSING end
  local language, phrases = data.language, data.phrases
  if additivity.unit(key_figure.series) == "1" then
    -- in French anything below two is singular; from 1.95 on, "2,0" is shown
    return (math.abs(value) < 0.0195 and phrases.few_points or phrases.points):format(
      language:signed(language:fine(value * 100), value))
  end
  if key_figure.change.unit == "1" then return language:growth(value) end
  return language:signed(language:value(value, additivity.unit(key_figure.change)), value)
end

local function arrow(value)
  if value == nil or value == 0 then return nil end
  return element("span", { class = "arrow", ["aria-hidden"] = "true" },
    value > 0 and "\226\150\178" or "\226\150\188", " ")
end

--- When a key figure was: "at the end of Q4 2025", "over four quarters, to Q4 2025".
---@param key_figure urssaf.report.KeyFigure
---@param data urssaf.report.Data
---@return string
function key_figures.when_text(key_figure, data)
  local phrases, language, latest = data.phrases, data.language, data.latest
  if key_figure.series.transform then return phrases.over_a_year:format(language:period(latest)) end
  if additivity.nature(key_figure.series) == "stock" then
    return phrases.at_end:format(language:period(latest))
  end
  return language:within(latest)
end

local function is_money(key_figure)
  return (additivity.unit(key_figure.series) or ""):find "^EUR" ~= nil
end

-- That a change is across a break, or made of estimates, as links to what is said of these: without
-- a list, they are from before the first period, and among the notes.
local function links_to_breaks(key_figure, data)
  local target, list = #data.breaks > 0 and "#breaks" or "#reading", {}
  local function add(text)
    list[#list + 1] = element("small", nil, " (", element("a", { href = target }, text), ")")
  end
  if key_figure.is_across_break then add(data.phrases.across_break) end
  if key_figure.has_estimates then add(data.phrases.with_estimates) end
  return list
end

local function change_line(key_figure, data)
  local phrases = data.phrases
  if key_figure.change_value == nil then
    return element("p", { class = "change" }, phrases.no_change:format(languages.MISSING))
  end
  local text = phrases.change:format(change_text(key_figure.change_value, key_figure, data))
  local qualifiers = {}
  if is_money(key_figure) then
    qualifiers[1] = element("small", nil, " (", phrases.nominal, ")")
  end
  tables.append(qualifiers, links_to_breaks(key_figure, data))
  return element("p", { class = "change" }, arrow(key_figure.change_value), text, qualifiers)
end

-- The same for France: value and change of a ratio; of other measures, which differ in size, only
-- the growth.
local function france_line(key_figure, data)
  local france, unit = key_figure.france, additivity.unit(key_figure.series)
  local is_ratio = additivity.nature(key_figure.series) == "ratio"
  if not france or france[is_ratio and "value" or "change"] == nil then return nil end
  local text = change_text(france.change, key_figure, data)
  if is_ratio then
    text = ("%s (%s)"):format(brief(france.value, unit, data.language), text)
  elseif key_figure.change.unit ~= "1" then
    return nil
  end
  return element("p", { class = "beside" }, data.phrases.beside:format(text))
end

local function rank_line(key_figure, data)
  local rank, phrases, language = key_figure.rank, data.phrases, data.language
  if not rank then return nil end
  return element("p", { class = "rank" }, (rank.is_tied and phrases.tied or phrases.ranked):format(
    report_phrases.ordinal(rank.rank, language.code), language:number(rank.of),
    phrases[data.place.kind .. "s"]))
end

local function sparkline_of(key_figure, data)
  local language, unit = data.language, additivity.unit(key_figure.series)
  local first, from = key_figure.series:first()
  local last, to = key_figure.series:last()
  if not first then return nil end
  local label = data.phrases.spark:format(brief(first, unit, language), language:within(from),
    brief(last, unit, language), language:within(to))
  return { sparkline.of(key_figure.series, label),
    element("p", { class = "span", ["aria-hidden"] = "true" },
      element("span", nil, language:period(from)), element("span", nil, language:period(to))) }
end

-- Where to read why there is no value.
local function why_line(key_figure, data)
  if key_figure.value ~= nil then return nil end
  return element("p", { class = "rank" },
    element("a", { href = "#reading" }, data.phrases.why_missing))
end

local function tile(key_figure, data)
  local language = data.language
  return element("li", nil,
    element("h3", nil, language:label(key_figure.measure, key_figure.series.dataset)),
    element("p", { class = "when" }, key_figures.when_text(key_figure, data)),
    element("p", { class = "value", ["data-measure"] = key_figure.measure },
      key_figures.value_text(key_figure, data)),
    why_line(key_figure, data), change_line(key_figure, data),
    france_line(key_figure, data), rank_line(key_figure, data),
    sparkline_of(key_figure, data))
end

--- The key figures of a report.
---@param data urssaf.report.Data
---@return urssaf.report.KeyFigure[]
function key_figures.all(data)
  return tables.map(key_figures.measures(data), function(measure)
    return key_figure_of(data, measure)
  end)
end

--- The notes that concern some key figures and their changes.
---@param list urssaf.report.KeyFigure[]
---@return table[] notes
function key_figures.notes(list)
  local notes = {}
  for _, key_figure in ipairs(list) do
    notes = caveats.add(notes, key_figure.series.notes or {})
    notes = caveats.add(notes, key_figure.change.notes or {})
  end
  return notes
end

--- The key figures as tiles.
---@param list urssaf.report.KeyFigure[]
---@param data urssaf.report.Data
---@return table element
function key_figures.tiles(list, data)
  local tiles = tables.map(list, function(one) return { tile(one, data), "\n" } end)
  return element("ul", { class = "figures" }, tiles)
end

return key_figures
