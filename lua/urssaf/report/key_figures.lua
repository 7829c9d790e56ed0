--- Key figures: a value, how it changed over a year, its rank, and a small line.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local html = require "urssaf.report.html"
local language = require "urssaf.language"
local measures = require "urssaf.domain.measures"
local sparkline = require "urssaf.report.sparkline"
local report_data = require "urssaf.report.data"
local phrases = require "urssaf.language.report"

local element = html.element

local key_figures = {}

-- The order of the page; what is not here comes after, in the order of the data.
local FIRST = { "administrativement_actifs", "economiquement_actifs", "taux_activite",
  "chiffres_d_affaires", "chiffre_d_affaires_moyen", "immatriculations", "radiations", "solde" }

-- A rank by these would be one by what was struck off.
local WITHOUT_RANK = { solde = true }

-- ------------------------------------------------------------------ what is shown of a measure

-- What happens in a quarter is shown over four, for quarters differ by the season; so is a mean of
-- euros, which grows with the time it covers.
local function covers_a_year(s)
  local nature = additivity.nature(s)
  return nature == "flow" or (s.parts ~= nil and additivity.unit(s) ~= "1")
end

--- One measure of a panel as it is shown, its flows over four quarters: a panel.
---@param panel urssaf.Panel
---@param measure string
---@return urssaf.Panel
function key_figures.shown(panel, measure)
  local part = panel:filter { measure = measure }
  if part.series[1] and covers_a_year(part.series[1]) then return part:rolling(4) end
  return part
end

-- A difference has no growth that means anything; of a share the growth is a difference already.
local function change_of(s)
  local known = measures.of(s.measure)
  return known.terms and s:change(4) or s:yoy()
end

local function crosses_break(change, at)
  for _, note in ipairs(change.notes or {}) do
    for _, name in ipairs(note.kind == "break" and note.periods or {}) do
      if name == at then return true end
    end
  end
  return false
end

local function rank_of(about, measure)
  local kind = about.place.kind
  local peers = about[kind .. "s"]
  if kind == "france" or not about.is_whole or WITHOUT_RANK[measure] then return nil end
  local part = key_figures.shown(peers, measure)
  if #part.series == 0 then return nil end
  local rows, own, alike = part:rank { at = about.at }, nil, {}
  for _, row in ipairs(rows) do
    alike[row.rank] = (alike[row.rank] or 0) + 1
    if row.key["code_" .. kind] == about.place.code then own = row end
  end
  return own and { rank = own.rank, of = #rows, is_tied = alike[own.rank] > 1 }
end

--- What the page says of one measure.
---@param about urssaf.report.Subject
---@param measure string
---@return table { series, change: urssaf.Series, value, change_value: number?, rank, france }
function key_figures.of(about, measure)
  local s = key_figures.shown(about.own, measure).series[1]
  local change = change_of(s)
  local france = report_data.series(about.france, measure)
    and key_figures.shown(about.france, measure).series[1]
  return {
    measure = measure, series = s, change = change,
    value = s:at(about.at), change_value = change:at(about.at),
    is_across_break = crosses_break(change, about.at),
    rank = rank_of(about, measure),
    france = france and { value = france:at(about.at), change = change_of(france):at(about.at) },
  }
end

--- The measures of a page, in its order.
---@param about urssaf.report.Subject
---@return string[]
function key_figures.measures(about)
  local list, there, placed = {}, {}, {}
  for _, s in ipairs(about.own.series) do there[s.measure] = true end
  for _, name in ipairs(FIRST) do
    if there[name] then list[#list + 1], placed[name] = name, true end
  end
  for _, s in ipairs(about.own.series) do
    if not placed[s.measure] then list[#list + 1] = s.measure end
  end
  return list
end

-- ------------------------------------------------------------------ in words

-- The step between numbers of four digits: 100 000 of 588 millions.
local function step_of(value)
  local step = 1
  while math.abs(value) / step >= 10000 do step = step * 10 end
  return step
end

-- A turnover in four digits: the table has all of them.
local function brief(value, unit, said)
  if value == nil or unit ~= "EUR" then return said:amount(value, unit) end
  return (said.euros:gsub("%%s", function() return said:short(value, step_of(value)) end))
end

-- A change of a share is in points of it, that of a difference in its own unit.
local function change_text(value, figure, said)
  if value == nil then return language.MISSING end
  local page = phrases.of(said.code)
  if additivity.unit(figure.series) == "1" then
    -- in French all below two is singular
    return (math.abs(value) < 0.0195 and page.few_points or page.points):format(
      said:signed(said:number(value * 100, 1), value))
  end
  if figure.change.unit == "1" then return said:growth(value) end
  return said:signed(said:value(value, additivity.unit(figure.change)), value)
end

local function arrow(value)
  if value == nil or value == 0 then return nil end
  return element("span", { class = "arrow", ["aria-hidden"] = "true" },
    value > 0 and "\226\150\178" or "\226\150\188", " ")
end

local function when_text(figure, about)
  local page, nature = about.words, additivity.nature(figure.series)
  local form = page.within
  if nature == "stock" then form = page.at_end end
  if figure.series.transform then form = page.over_a_year end
  return form:format(about.said:period(about.at))
end

local function is_money(figure)
  return (additivity.unit(figure.series) or ""):find "^EUR" ~= nil
end

local function change_line(figure, about)
  local page, said = about.words, about.said
  if figure.change_value == nil then
    return element("p", { class = "change" }, page.no_change:format(language.MISSING))
  end
  local text = page.change:format(change_text(figure.change_value, figure, said))
  local remarks = {}
  if is_money(figure) then remarks[1] = element("small", nil, " (", page.nominal, ")") end
  if figure.is_across_break then
    local target = #about.breaks > 0 and "#breaks" or "#reading"
    remarks[#remarks + 1] = element("small", nil, " (", element("a", { href = target },
      page.across_break), ")")
  end
  return element("p", { class = "change" }, arrow(figure.change_value), text, remarks)
end

-- Beside a share or a mean that of France says most; beside a size only its growth does.
local function beside_line(figure, said)
  local is_ratio = additivity.nature(figure.series) == "ratio"
  if not figure.france or figure.france[is_ratio and "value" or "change"] == nil then return nil end
  local change = change_text(figure.france.change, figure, said)
  local text = change
  if is_ratio then
    text = ("%s (%s)"):format(brief(figure.france.value, additivity.unit(figure.series), said),
      change)
  elseif figure.change.unit ~= "1" then
    return nil
  end
  return element("p", { class = "beside" }, phrases.of(said.code).beside:format(text))
end

local function rank_line(figure, about)
  if not figure.rank then return nil end
  local page, said = about.words, about.said
  return element("p", { class = "rank" }, (figure.rank.is_tied and page.tied or page.ranked):format(
    phrases.ordinal(figure.rank.rank, said.code), said:number(figure.rank.of),
    page[about.place.kind .. "s"]))
end

local function spark(figure, said)
  local first, from = figure.series:first()
  local last, to = figure.series:last()
  if not first then return nil end
  local unit = additivity.unit(figure.series)
  local label = phrases.of(said.code).spark:format(brief(first, unit, said), said:period(from),
    brief(last, unit, said), said:period(to))
  return { sparkline.of(figure.series, label),
    element("p", { class = "span", ["aria-hidden"] = "true" },
      element("span", nil, said:period(from)), element("span", nil, said:period(to))) }
end

local function tile(figure, about)
  local unit, said = additivity.unit(figure.series), about.said
  return element("li", nil,
    element("h3", nil, said:label(figure.measure)),
    element("p", { class = "when" }, when_text(figure, about)),
    element("p", { class = "value", ["data-measure"] = figure.measure },
      brief(figure.value, unit, said)),
    change_line(figure, about), beside_line(figure, said), rank_line(figure, about),
    spark(figure, said))
end

--- The key figures of a page, worked out.
---@param about urssaf.report.Subject
---@return table[] of `figures.of`
function key_figures.all(about)
  local list = {}
  for i, measure in ipairs(key_figures.measures(about)) do list[i] = key_figures.of(about, measure) end
  return list
end

--- What has to be said of them.
---@param list table[] of `figures.all`
---@return table[] notes
function key_figures.notes(list)
  local notes = {}
  for _, figure in ipairs(list) do
    notes = caveats.add(notes, figure.series.notes or {})
    notes = caveats.add(notes, figure.change.notes or {})
  end
  return notes
end

--- The key figures as tiles.
---@param list table[] of `figures.all`
---@param about urssaf.report.Subject
---@return table element
function key_figures.tiles(list, about)
  local tiles = {}
  for i, figure in ipairs(list) do tiles[i] = { tile(figure, about), "\n" } end
  return element("ul", { class = "figures" }, tiles)
end

return key_figures
