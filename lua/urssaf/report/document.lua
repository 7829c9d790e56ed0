--- The document of a report: its head, its header, its sections.
local caveats = require "urssaf.panel.caveats"
local charts = require "urssaf.report.charts"
local css = require "urssaf.report.css"
local data_table = require "urssaf.report.data_table"
local datasets = require "urssaf.domain.datasets"
local html = require "urssaf.report.html"
local js = require "urssaf.report.js"
local key_figures = require "urssaf.report.key_figures"
local notes_section = require "urssaf.report.notes_section"
local places = require "urssaf.domain.places"
local site_links = require "urssaf.report.site_links"
local source_section = require "urssaf.report.source_section"
local summary = require "urssaf.report.summary"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local element = html.element

local document = {}

-- The browser loads nothing from elsewhere, whatever the names in the data contain; in a site, the
-- style and the script beside the page. Charts have styles of their own.
local POLICY = "default-src 'none'; style-src %s'unsafe-inline'; script-src %s;"
  .. " img-src data:; base-uri 'none'; form-action 'none'"

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

--- The line that says that figures are invented; nil if they are not.
---@param data urssaf.report.Data
---@return table? element
function document.banner(data)
  if not data.is_synthetic then return nil end
  local texts = data.phrases.synthetic
  return element("p", { class = "banner", role = "note" },
    element("strong", nil, texts[1]), " ", texts[2])
end

local function header(data, title, sentences)
  local phrases, items = data.phrases, {}
  local function add(text) items[#items + 1] = element("li", nil, text) end
  add(place_line(data))
  for _, text in ipairs(data.only) do add(phrases.only:format(text)) end
  add(phrases.latest:format(data.language:period(data.latest)))
  local published = published_line(data)
  if published then add(published) end
  return element("header", nil, document.banner(data), element("h1", nil, title),
    element("ul", { class = "facts" }, items),
    #sentences > 0 and element("p", { class = "summary" }, table.concat(sentences, " ")))
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

local function sections_of(data, figures, has_own_title)
  local phrases = data.phrases
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
  return element("nav", { class = "contents", ["aria-label"] = phrases.contents },
    element("ul", nil, items))
end

local function policy(is_in_site)
  return POLICY:format(is_in_site and "'self' " or "",
    is_in_site and "'self'" or "'unsafe-inline'")
end

local function meta(name, content)
  return element("meta", { name = name, content = content })
end

local function property(name, content)
  return content and element("meta", { property = "og:" .. name, content = content })
end

---@class urssaf.report.Head
---@field title string
---@field description string?
---@field language urssaf.Language
---@field is_in_site boolean whether style and script are files beside the page

--- The head of a page: its policy, its title for readers and for those who link to it, its style.
---@param page urssaf.report.Head
---@return table element
function document.head(page)
  local is_in_site = page.is_in_site
  return element("head", nil,
    element("meta", { charset = "utf-8" }),
    element("meta", { ["http-equiv"] = "Content-Security-Policy", content = policy(is_in_site) }),
    meta("viewport", "width=device-width, initial-scale=1"),
    meta("generator", "urssaf (Lua)"),
    page.description and meta("description", page.description),
    element("title", nil, page.title),
    property("title", page.title), property("description", page.description),
    property("type", "article"),
    property("locale", page.language.code == "fr" and "fr_FR" or "en_GB"),
    element("link", { rel = "icon", href = "data:," }),
    is_in_site and element("link", { rel = "stylesheet", href = "style.css" })
      or element("style", nil, html.raw(css)))
end

--- The whole document.
---@param language urssaf.Language
---@param head table element
---@param is_in_site boolean whether style and script are files beside the page
---@param ... any content of the body, without the script
---@return string html
function document.of(language, head, is_in_site, ...)
  local script = is_in_site and element("script", { src = "script.js" })
    or element("script", nil, html.raw(js))
  return "<!DOCTYPE html>\n" .. html.write(element("html", { lang = language.code }, head,
    element("body", nil, { ... }, script))) .. "\n"
end

--- The link past the navigation.
---@param phrases table<string, string>
---@return table element
function document.skip_link(phrases)
  return element("a", { class = "skip", href = "#main" }, phrases.skip)
end

-- What the figures of a file are about, which has no title: its only measure, else whom its dataset
-- is about, else the dataset's name.
local function untitled_topic(data)
  local panel, language = data.panel, data.language
  if not panel.dataset then return nil end
  local first = panel.series[1]
  local other = tables.find(panel.series, function(s) return s.measure ~= first.measure end)
  if not other then return language:label_of(first) end
  local known = datasets.of(panel.dataset)
  local subject = known and known.subject[language.code] or ""
  return subject ~= "" and subject or panel.dataset
end

--- What the figures are about, before the name of a place; "" if that is not known.
---@param data urssaf.report.Data
---@return string
function document.topic(data)
  local panel = data.panel
  local topic = places.is_auto_entrepreneurs(panel) and data.phrases.auto_entrepreneurs
    or panel.source.title or untitled_topic(data)
  return topic and utf8.bounded(topic) .. data.language.colon or ""
end

local function title_of(data)
  return document.topic(data) .. data.name
end

-- The content of the body, as a list.
local function content_of(data, title, figures, sentences, has_own_title)
  local sections = sections_of(data, figures, has_own_title)
  local parts = tables.map(sections, function(part) return { part.element, "\n" } end)
  return { document.skip_link(data.phrases), "\n",
    data.site and { site_links.of(data), "\n" } or "",
    header(data, title, sentences), "\n", navigation(sections, data.phrases), "\n",
    element("main", { id = "main" }, parts), "\n" }
end

-- What a page says of itself where it is linked to. Invented figures are said to be so.
local function description_of(data, sentences)
  local list = data.is_synthetic and { data.phrases.synthetic[1] } or {}
  tables.append(list, sentences)
  return #sentences > 0 and table.concat(list, " ") or nil
end

--- The page about a place.
---@param data urssaf.report.Data
---@param own_title string?
---@return string html
function document.write(data, own_title)
  local title, is_in_site = own_title or title_of(data), data.site ~= nil
  local figures = key_figures.all(data)
  local sentences = summary.of(figures, data)
  local head = document.head { title = title, language = data.language, is_in_site = is_in_site,
    description = description_of(data, sentences) }
  return document.of(data.language, head, is_in_site,
    content_of(data, title, figures, sentences, own_title ~= nil))
end

return document
