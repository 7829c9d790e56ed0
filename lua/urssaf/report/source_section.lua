--- Where the figures come from: source, licence, citation, the command that makes the report again.
local datasets = require "urssaf.domain.datasets"
local geo = require "urssaf.domain.geo"
local html = require "urssaf.report.html"
local names = require "urssaf.base.names"
local selection = require "urssaf.panel.selection"
local sources = require "urssaf.language.source"
local unit = require "urssaf.domain.unit"
local version = require "urssaf.base.version"

local element = html.element

local source_section = {}

-- A link, if the address is one of the web: others could run a script.
local function link(address, text)
  if not address or not address:find "^https?://" then return text end
  return element("a", { href = address }, text or address)
end

-- Without the folder, which concerns the author alone.
local function file_name(path)
  return path and path:match "[^/\\]*$"
end

local function rows_of(data)
  local source, dataset = data.panel.source, data.panel.dataset
  local language, phrases, rows = data.language, data.phrases, {}
  local function add(name, value)
    if value then rows[#rows + 1] = { element("dt", nil, name), element("dd", nil, value) } end
  end
  add(phrases.source_is, sources.publisher(language, source, dataset))
  add(phrases.dataset, link(sources.address(source, dataset),
    sources.title(source, dataset) or dataset))
  add(phrases.publication, language:day(source.data_processed))
  add(phrases.taken, language:day(source.fetched_at))
  add(phrases.read, not source.fetched_at and language:day(source.read_at) or nil)
  add(phrases.file, file_name(source.path))
  add(phrases.licence, source.licence and link(source.licence_url, source.licence))
  return rows
end

-- ------------------------------------------------------------------ the command

-- An argument, quoted for the shell if needed.
local function quoted(word)
  if not word:find "[^%w%-_./:\128-\255]" then return word end
  return "'" .. word:gsub("'", "'\\''") .. "'"
end

-- The place as an argument of the command. A region whose name is also that of a département
-- becomes region:CODE.
local function place_argument(place)
  if place.kind == "france" then return "France" end
  if place.kind == "departement" then return place.code end
  local found = geo.find(place.name)
  return found.kind == "region" and place.name or "region:" .. place.code
end

-- The option that says which data to take; nil for the default dataset.
local function data_option(data)
  local dataset, path = data.panel.dataset, data.panel.source.path
  if data.is_synthetic then return "--sample" end
  if path then return "--file " .. quoted(file_name(path)) end
  if dataset and dataset ~= datasets.DATASET then return "--dataset " .. quoted(dataset) end
end

local function command(data)
  local parts = { "urssaf report", quoted(place_argument(data.place)) }
  parts[#parts + 1] = data_option(data)
  if data.missing ~= "strict" then parts[#parts + 1] = "--missing " .. data.missing end
  parts[#parts + 1] = "--lang " .. data.language.code
  parts[#parts + 1] = "-o " .. names.words(data.place.name):gsub(" ", "-") .. ".html"
  return table.concat(parts, " ")
end

local function size_of(set)
  local count = 0
  for _ in pairs(set or {}) do count = count + 1 end
  return count
end

-- Whether periods were cut off: then the file has more rows than one for each unit and period.
local function is_cut(panel)
  local rows = panel.source.rows
  return rows ~= nil and #unit.collect(panel.series) * #panel.periods < rows
end

-- Whether the panel is all that its source has, as far as it tells: no part of a dataset was
-- fetched, nothing was filtered out. The command would make another report of any other panel.
local function is_whole(panel)
  local there, were = selection.universe(panel.series), panel.universe
  for name, values in pairs(were.keys) do
    if size_of(there.keys[name]) < size_of(values) then return false end
  end
  local is_narrowed = (panel.source.url or ""):find "[?&]where="
  return size_of(there.measures) == size_of(were.measures) and not is_narrowed
    and not is_cut(panel)
end

local function reproduction(data)
  if not is_whole(data.panel) then return nil end
  return { element("h3", nil, data.phrases.reproduce),
    element("pre", nil, element("code", nil, command(data))) }
end

--- The section.
---@param data urssaf.report.Data
---@param has_own_title boolean whether a title was given, which the command would not know
---@return table content
function source_section.of(data, has_own_title)
  local phrases = data.phrases
  return {
    element("dl", { class = "rows" }, rows_of(data)),
    element("h3", nil, phrases.cite),
    element("p", nil, data.panel:cite(data.language.code)),
    element("pre", nil, data.panel:cite "bibtex"),
    not has_own_title and reproduction(data) or nil,
    element("p", { class = "hint" }, phrases.made_by:format(version)),
  }
end

return source_section
