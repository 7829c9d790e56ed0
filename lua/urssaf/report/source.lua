--- Where the figures come from: source, licence, citation, how to make the page again.
local geo = require "urssaf.domain.geo"
local html = require "urssaf.report.html"
local names = require "urssaf.base.names"
local api = require "urssaf.portal.api"
local selection = require "urssaf.panel.selection"
local unit = require "urssaf.domain.unit"
local version = require "urssaf.base.version"
local phrases = require "urssaf.language.report"

local element = html.element

local origin = {}

-- An address that a page may link to.
local function link(address, text)
  if not address or not address:find "^https?://" then return text end
  return element("a", { href = address }, text or address)
end

-- The dataset's address rather than that of one export.
local function address_of(source)
  return source.url and (source.url:gsub("[?#].*$", ""):gsub("/exports/%w+$", ""))
end

-- Without its folder, which is nobody's but the author's.
local function file_name(path)
  return path and path:match "[^/\\]*$"
end

local function rows_of(panel, said)
  local source, page, rows = panel.source, phrases.of(said.code), {}
  local function add(name, value)
    if value then rows[#rows + 1] = { element("dt", nil, name), element("dd", nil, value) } end
  end
  add(page.source_is, source.attribution or "Urssaf")
  add(page.dataset, link(address_of(source), source.title or panel.dataset))
  add(page.publication, said:day(source.data_processed))
  add(page.taken, said:day(source.fetched_at))
  add(page.read, not source.fetched_at and said:day(source.read_at) or nil)
  add(page.file, file_name(source.path))
  add(page.licence, source.licence and link(source.licence_url, source.licence))
  return rows
end

-- A word of a shell's command line.
local function quoted(word)
  if not word:find "[^%w%-_./:\128-\255]" then return word end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- What the command calls a place: a name that means the same to it.
local function word_of(place)
  if place.kind == "france" then return "France" end
  if place.kind == "departement" then return place.code end
  local found = geo.find(place.name)
  return found.kind == "region" and place.name or "region:" .. place.code
end

local function is_synthetic(panel)
  for _, note in ipairs(panel.notes) do
    if note.kind == "synthetic" then return true end
  end
  return false
end

-- Which data the command is to take; nothing says the usual ones.
local function data_option(panel)
  if is_synthetic(panel) then return "--sample" end
  if panel.source.path then return "--file " .. quoted(file_name(panel.source.path)) end
  if panel.dataset and panel.dataset ~= api.DATASET then
    return "--dataset " .. quoted(panel.dataset)
  end
end

-- The command that makes the page.
local function command(panel, place, said)
  local parts = { "urssaf report", quoted(word_of(place)) }
  parts[#parts + 1] = data_option(panel)
  parts[#parts + 1] = "--lang " .. said.code
  parts[#parts + 1] = "-o " .. names.words(place.name):gsub(" ", "-") .. ".html"
  return table.concat(parts, " ")
end

local function size_of(set)
  local count = 0
  for _ in pairs(set or {}) do count = count + 1 end
  return count
end

-- The rows of the file are more than the cells of the panel where quarters are cut off.
local function is_cut(panel)
  local rows = panel.source.rows
  return rows ~= nil and #unit.collect(panel.series) * #panel.periods < rows
end

-- Whether a panel is all that its source has, as far as it shows: not asked for in part, nothing
-- filtered out. Of any other the command makes another page.
local function is_whole(panel)
  local there, were = selection.universe(panel.series), panel.universe
  for name, values in pairs(were.keys) do
    if size_of(there.keys[name]) < size_of(values) then return false end
  end
  local is_asked = (panel.source.url or ""):find "[?&]where="
  return size_of(there.measures) == size_of(were.measures) and not is_asked and not is_cut(panel)
end

local function reproduction(panel, place, said)
  if not is_whole(panel) then return nil end
  return { element("h3", nil, phrases.of(said.code).reproduce),
    element("pre", nil, element("code", nil, command(panel, place, said))) }
end

--- Whether the figures of a panel are invented.
origin.is_synthetic = is_synthetic

--- The section.
---@param panel urssaf.Panel
---@param place table of `places.find`
---@param said urssaf.Language
---@param is_usual boolean whether the page is as the command makes it, with no title of its own
---@return table content
function origin.of(panel, place, said, is_usual)
  local page = phrases.of(said.code)
  return {
    element("dl", { class = "rows" }, rows_of(panel, said)),
    element("h3", nil, page.cite),
    element("p", nil, panel:cite(said.code)),
    element("pre", nil, panel:cite "bibtex"),
    is_usual and reproduction(panel, place, said) or nil,
    element("p", { class = "hint" }, page.made_by:format(version)),
  }
end

return origin
