--- A page about a place: one HTML file with everything in it, to read in a browser or on paper.
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local key_figures = require "urssaf.report.key_figures"
local html = require "urssaf.report.html"
local languages = require "urssaf.language"
local options = require "urssaf.domain.options"
local origin = require "urssaf.report.source"
local charts = require "urssaf.report.charts"
local notes_section = require "urssaf.report.notes_section"
local js = require "urssaf.report.js"
local data_table = require "urssaf.report.data_table"
local css = require "urssaf.report.css"
local report_data = require "urssaf.report.data"
local phrases = require "urssaf.language.report"

local element = html.element

local report = {}

-- Nothing is loaded from anywhere, whatever a name in the data may say.
local POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline';"
  .. " img-src data:; base-uri 'none'; form-action 'none'"

local OPTIONS = {
  lang = function(value)
    if value ~= "fr" and value ~= "en" then return '"fr" or "en"' end
  end,
  title = options.checks.text,
}

-- ------------------------------------------------------------------ the top

-- Of all that there are, which the data say to be France without Mayotte.
local function is_sum_of_departements(about)
  for _, note in ipairs(about.own.notes) do
    if note.kind == "scope" then return about.departements ~= nil end
  end
  return false
end

local function place_line(about, page)
  local place, key = about.place, about.own.series[1].key
  if place.kind == "departement" then
    return page.departement:format(place.code, key.region or place.region)
  end
  if place.kind == "region" then return page.region:format(place.code) end
  return is_sum_of_departements(about) and page.france or about.name
end

local function published_line(source, said, page)
  local day = said:day(source.data_processed)
  if day then return page.published:format(day) end
  day = said:day(source.fetched_at or source.read_at)
  return day and page.nobody_published:format(day) or nil
end

local function banner(panel, page)
  if not origin.is_synthetic(panel) then return nil end
  return element("p", { class = "banner", role = "note" },
    element("strong", nil, page.synthetic[1]), " ", page.synthetic[2])
end

local function header(panel, about, title)
  local page, said, items = about.words, about.said, {}
  for _, text in ipairs {
    place_line(about, page), page.latest:format(said:period(about.at)),
    published_line(panel.source, said, page),
  } do items[#items + 1] = element("li", nil, text) end
  for i, text in ipairs(about.only) do
    table.insert(items, i + 1, element("li", nil, page.only:format(text)))
  end
  return element("header", nil, banner(panel, page), element("h1", nil, title),
    element("ul", { class = "facts" }, items))
end

-- ------------------------------------------------------------------ the parts

local function section(id, heading, ...)
  local content = { ... }
  return { id = id, heading = heading, element = element("section",
    { id = id, ["aria-labelledby"] = id .. "-heading" },
    element("h2", { id = id .. "-heading" }, heading), content) }
end

local function data_section(about, page)
  return section("data", page.data,
    element("p", { class = "hint" }, page.data_hint, " ",
      element("span", { class = "only-script" }, page.sort_hint)),
    data_table.of(about.own, about.name, about.said))
end

-- What has to be said of anything on the page.
local function notes_of(panel, about, key)
  local notes = caveats.add(panel.notes, about.own.notes)
  notes = caveats.add(notes, about.france and about.france.notes or {})
  return caveats.add(notes, key_figures.notes(key))
end

local function sections_of(panel, about, is_usual)
  local page, key, drawn = about.words, key_figures.all(about), charts.of(about)
  local list = { section("figures", page.figures, key_figures.tiles(key, about)) }
  for _, part in ipairs(drawn) do list[#list + 1] = section(part.id, part.heading, part.content) end
  list[#list + 1] = data_section(about, page)
  list[#list + 1] = section("reading", page.reading,
    notes_section.of(about, notes_of(panel, about, key)))
  list[#list + 1] = section("source", page.source,
    origin.of(panel, about.place, about.said, is_usual))
  return list
end

local function navigation(sections, page)
  local items = {}
  for i, part in ipairs(sections) do
    items[i] = element("li", nil, element("a", { href = "#" .. part.id }, part.heading))
  end
  return element("nav", { ["aria-label"] = page.contents }, element("ul", nil, items))
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

local function whole(title, lang, content)
  return "<!DOCTYPE html>\n" .. html.write(element("html", { lang = lang },
    head(title), element("body", nil, content, element("script", nil, html.raw(js))))) .. "\n"
end

local function body(panel, about, title, is_usual)
  local page, parts = about.words, {}
  local sections = sections_of(panel, about, is_usual)
  for i, part in ipairs(sections) do parts[i] = { part.element, "\n" } end
  return {
    element("a", { class = "skip", href = "#main" }, page.skip), "\n",
    header(panel, about, title), "\n", navigation(sections, page), "\n",
    element("main", { id = "main" }, parts), "\n",
  }
end

-- ------------------------------------------------------------------ the page

local function check_panel(panel)
  if type(panel) == "table" and type(panel.series) == "table" and panel.periods then return end
  errors.misuse("report: a panel expected, got %s", type(panel))
end

local function title_of(panel, about)
  local said = about.said
  local is_usual = (panel.dataset or ""):find "^auto%-entrepreneurs"
  local topic = is_usual and phrases.of(said.code).auto_entrepreneurs
    or panel.source.title or panel.dataset
  return topic and topic .. said.colon .. about.name or about.name
end

--- The page: see `urssaf.report`.
---@param panel urssaf.Panel
---@param place any
---@param given table?
---@return string?
---@return urssaf.Error?
function report.page(panel, place, given)
  check_panel(panel)
  local checked = options.check(given, OPTIONS)
  local said = languages.of(checked.lang or "en")
  local about, err = report_data.of(panel, place, said)
  if not about then return nil, err end
  local title = checked.title or title_of(panel, about)
  return whole(title, said.code, body(panel, about, title, not checked.title))
end

return report
