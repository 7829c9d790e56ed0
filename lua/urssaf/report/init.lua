--- A report on a place: one HTML file that needs no other, for the screen and for paper.
local caveats = require "urssaf.panel.caveats"
local charts = require "urssaf.report.charts"
local css = require "urssaf.report.css"
local data_table = require "urssaf.report.data_table"
local errors = require "urssaf.base.errors"
local html = require "urssaf.report.html"
local js = require "urssaf.report.js"
local key_figures = require "urssaf.report.key_figures"
local languages = require "urssaf.language"
local notes_section = require "urssaf.report.notes_section"
local options = require "urssaf.domain.options"
local places = require "urssaf.domain.places"
local report_data = require "urssaf.report.data"
local source_section = require "urssaf.report.source_section"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local element = html.element

local report = {}

-- The browser loads nothing from elsewhere, whatever the names in the data contain.
local POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
  .. " img-src data:; base-uri 'none'; form-action 'none'"

local OPTIONS = {
  lang = function(value)
    if value ~= "fr" and value ~= "en" then return '"fr" or "en"' end
  end,
  title = options.checks.text,
  missing = options.one_of("strict", "skip", "zero"),
}

-- ------------------------------------------------------------------ header

local function place_line(data)
  local place, phrases = data.place, data.phrases
  if place.kind == "departement" then
    local region = data.own.series[1].key.region or place.region
    return phrases.departement:format(place.code, utf8.bounded(region))
  end
  if place.kind == "region" then return phrases.region:format(place.code) end
  return data.is_without_mayotte and data.departements and phrases.france or data.name
end

local function published_line(data)
  local source, language, phrases = data.panel.source, data.language, data.phrases
  local day = language:day(source.data_processed)
  if day then return phrases.published:format(day) end
  day = language:day(source.fetched_at or source.read_at)
  return day and phrases.nobody_published:format(day) or nil
end

local function banner(data)
  if not data.is_synthetic then return nil end
  local texts = data.phrases.synthetic
  return element("p", { class = "banner", role = "note" },
    element("strong", nil, texts[1]), " ", texts[2])
end

local function header(data, title)
  local phrases, items = data.phrases, {}
  local function add(text) items[#items + 1] = element("li", nil, text) end
  add(place_line(data))
  for _, text in ipairs(data.only) do add(phrases.only:format(text)) end
  add(phrases.latest:format(data.language:period(data.latest)))
  local published = published_line(data)
  if published then add(published) end
  return element("header", nil, banner(data), element("h1", nil, title),
    element("ul", { class = "facts" }, items))
end

-- ------------------------------------------------------------------ sections

local function section(id, heading, ...)
  local content = { ... }
  return { id = id, heading = heading, element = element("section",
    { id = id, ["aria-labelledby"] = id .. "-heading" },
    element("h2", { id = id .. "-heading" }, heading), content) }
end

local function data_section(data)
  local phrases = data.phrases
  return section("data", phrases.data,
    element("p", { class = "hint" }, phrases.data_hint, " ",
      element("span", { class = "only-script" }, phrases.sort_hint)),
    data_table.of(data))
end

-- The notes of everything in the report.
local function notes_of(data, list)
  local notes = caveats.add(data.panel.notes, data.own.notes)
  notes = caveats.add(notes, data.france and data.france.notes or {})
  return caveats.add(notes, key_figures.notes(list))
end

local function sections_of(data, has_own_title)
  local phrases, figures = data.phrases, key_figures.all(data)
  local list = { section("figures", phrases.figures, key_figures.tiles(figures, data)) }
  for _, part in ipairs(charts.of(data)) do
    list[#list + 1] = section(part.id, part.heading, part.content)
  end
  list[#list + 1] = data_section(data)
  list[#list + 1] = section("reading", phrases.reading,
    notes_section.of(data, notes_of(data, figures)))
  list[#list + 1] = section("source", phrases.source, source_section.of(data, has_own_title))
  return list
end

-- ------------------------------------------------------------------ document

local function navigation(sections, phrases)
  local items = tables.map(sections, function(part)
    return element("li", nil, element("a", { href = "#" .. part.id }, part.heading))
  end)
  return element("nav", { ["aria-label"] = phrases.contents }, element("ul", nil, items))
end

local function head(title)
  return element("head", nil,
    element("meta", { charset = "utf-8" }),
    element("meta", { ["http-equiv"] = "Content-Security-Policy", content = POLICY }),
    element("meta", { name = "viewport", content = "width=device-width, initial-scale=1" }),
    element("meta", { name = "generator", content = "urssaf (Lua)" }),
    element("title", nil, title),
    element("link", { rel = "icon", href = "data:," }),
    element("style", nil, html.raw(css)))
end

local function body(data, title, has_own_title)
  local sections = sections_of(data, has_own_title)
  local parts = tables.map(sections, function(part) return { part.element, "\n" } end)
  return element("body", nil,
    element("a", { class = "skip", href = "#main" }, data.phrases.skip), "\n",
    header(data, title), "\n", navigation(sections, data.phrases), "\n",
    element("main", { id = "main" }, parts), "\n",
    element("script", nil, html.raw(js)))
end

-- ------------------------------------------------------------------ the report

local function check_panel(panel)
  if type(panel) == "table" and type(panel.series) == "table" and panel.periods then return end
  errors.misuse("report: a panel expected, got %s", type(panel))
end

local function title_of(data)
  local panel = data.panel
  local topic = places.is_auto_entrepreneurs(panel) and data.phrases.auto_entrepreneurs
    or panel.source.title or panel.dataset
  return topic and utf8.bounded(topic) .. data.language.colon .. data.name or data.name
end

--- The report: see `urssaf.report`.
---@param panel urssaf.Panel
---@param place any
---@param given table?
---@return string? html
---@return urssaf.Error?
function report.page(panel, place, given)
  check_panel(panel)
  local checked = options.check(given, OPTIONS)
  local language = languages.of(checked.lang or "en")
  local data, err = report_data.of(panel, place, language, checked.missing)
  if not data then return nil, err end
  local title = checked.title or title_of(data)
  return "<!DOCTYPE html>\n" .. html.write(element("html", { lang = language.code },
    head(title), body(data, title, checked.title ~= nil))) .. "\n"
end

return report
