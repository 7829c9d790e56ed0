--- The line that says where data come from: publisher, dataset, publication, licence.
local lazy = require "urssaf.base.lazy"
local notes = require "urssaf.language.notes"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local datasets = lazy "urssaf.domain.datasets"
local titles = lazy "urssaf.domain.catalogue.titles"

local sources = {}

local URSSAF = "Urssaf"

local UNKNOWN = { en = "not given", fr = "non précisée" }
local PUBLISHED = { en = "published %s", fr = "publication du %s" }

-- Whether figures are those that Urssaf publishes, as far as their source tells.
local function is_urssafs(source)
  return not source.is_unknown and (source.attribution or URSSAF):find("^" .. URSSAF) ~= nil
end

--- The title of a dataset: that of its metadata, else the one that the portal is known to have; nil
-- if neither is known.
---@param source urssaf.Source
---@param dataset string?
---@return string?
function sources.title(source, dataset)
  return source.title or is_urssafs(source) and titles.of(dataset) or nil
end

-- Where readers find the figures of a saved file.
local PAGE = "https://open.urssaf.fr/explore/dataset/%s/"

--- The address of the dataset: its page on the portal, where readers find the figures; of figures
-- that do not come from the portal's API, their address without its query; of a saved file, the
-- page of the dataset whose columns it has, if the library knows it.
---@param source urssaf.Source
---@param dataset string?
---@return string?
function sources.address(source, dataset)
  if not source.url then
    return is_urssafs(source) and datasets.of(dataset) and PAGE:format(dataset) or nil
  end
  local address = source.url:gsub("[?#].*$", ""):gsub("/exports/%w+$", "")
  local host, id = address:match "^(https?://[^/]+)/api/.*/datasets/([^/]+)$"
  return host and ("%s/explore/dataset/%s/"):format(host, id) or address
end

--- What is known of a source besides its publisher: the title of the dataset, the publication, the
-- licence. What is unknown is left out.
---@param language urssaf.Language
---@param source urssaf.Source
---@param dataset string?
---@param name string? what the dataset is called where it has no title
---@return string[] facts
function sources.facts(language, source, dataset, name)
  local title, day = sources.title(source, dataset) or name, language:day(source.data_processed)
  local facts = { title and utf8.bounded(title) }
  facts[#facts + 1] = day and PUBLISHED[language.code]:format(day)
  facts[#facts + 1] = source.licence and "licence " .. utf8.bounded(source.licence)
  return facts
end

-- Urssaf and, of some datasets, those who count with it; or the name that the source says.
local function named(source, dataset)
  local name = source.attribution or URSSAF
  local known = name:find("^" .. URSSAF) and datasets.of(dataset)
  return utf8.bounded(name .. (known and known.source:match("^" .. URSSAF .. "(.*)") or ""))
end

--- Who is to be named for a source: Urssaf and, of some datasets, those who count with it; the name
-- that the source says. Of figures of a user's own whose publisher is not given, that it is not;
-- nil where a title or an address says where they are from.
---@param language urssaf.Language
---@param source urssaf.Source
---@param dataset string?
---@return string?
function sources.publisher(language, source, dataset)
  if source.attribution or not source.is_unknown then return named(source, dataset) end
  return not (source.title or source.url) and UNKNOWN[language.code] or nil
end

--- What says where data are from: publisher, dataset, publication, licence.
---@param language urssaf.Language
---@param source urssaf.Source
---@param dataset string?
---@return string[] parts
function sources.parts(language, source, dataset)
  return tables.append({ sources.publisher(language, source, dataset) },
    sources.facts(language, source, dataset))
end

-- What the attribution and the title of synthetic data end with.
local SYNTHETIC = { ", données synthétiques$", " %(données synthétiques%)$" }

-- Without what a note beside it says.
local function untold(text)
  for _, ending in ipairs(SYNTHETIC) do text = text:gsub(ending, "") end
  return text
end

--- A source as one line: "Source: Urssaf, title, published 16 July 2026, licence ODbL 1.0." It does
-- not say that data are synthetic where a note beside it does.
---@param language urssaf.Language
---@param source urssaf.Source
---@param address string? where the figures are, or the file that was read, at the end
---@param dataset string?
---@param beside urssaf.Note[]? the notes that stand beside it
---@return string
function sources.line(language, source, address, dataset, beside)
  local parts = sources.parts(language, source, dataset)
  if #parts == 0 and not address then parts[1] = utf8.bounded(source.url) end
  local is_told = notes.has(beside or {}, "synthetic")
  if is_told then parts = tables.map(parts, untold) end
  parts[#parts + 1] = address
  -- a full stop would be taken for a part of an address
  local ending = (address or ""):find("/", 1, true) and "" or "."
  return "Source" .. language.colon .. table.concat(parts, ", ") .. ending
end

return sources
