--- Finds datasets in the portal's catalog: by words, grain, theme or a dimension. The metadata are
-- as they came: any field of them may be missing, or be something else than it should.
local datasets = require "urssaf.domain.datasets"
local grains = require "urssaf.domain.grain"
local names = require "urssaf.base.names"
local options = require "urssaf.domain.options"
local publication = require "urssaf.portal.publication"
local schema = require "urssaf.domain.schema"
local tables = require "urssaf.base.tables"

local catalog = {}

-- ------------------------------------------------------------------ what metadata say

local function fields_of(metadata)
  local fields = type(metadata.fields) == "table" and metadata.fields or {}
  return tables.filter(fields, function(field)
    return type(field) == "table" and type(field.name) == "string"
  end)
end

-- A text, or a list of texts, as a list.
local function texts(value)
  return tables.filter(type(value) == "table" and value or { value }, function(text)
    return type(text) == "string"
  end)
end

-- The accents that HTML may write as the end of a name: "&eacute;".
local ACCENTS = { acute = true, grave = true, circ = true, cedil = true, uml = true }

-- The text of a description, which is HTML.
local function plain(html)
  return (html:gsub("<[^<>]*>", " "):gsub("&(%a)(%l+);", function(letter, accent)
    return ACCENTS[accent] and letter or " "
  end))
end

--- Adds to a dataset's metadata what the library tells of it: `grain` and `known`.
---@param metadata urssaf.Metadata
---@param known table<string, true>? the datasets that the library knows
---@return urssaf.Metadata metadata the same
function catalog.annotate(metadata, known)
  known = known or tables.set(datasets.names())
  metadata.grain = grains.of(tables.map(fields_of(metadata), function(field)
    return field.name
  end))
  metadata.known = known[metadata.dataset_id] or false
  return metadata
end

-- ------------------------------------------------------------------ what is looked for

local checks = options.checks

local function check_words(value)
  local list = type(value) == "table" and value or { value }
  for _, word in ipairs(list) do
    if type(word) ~= "string" then return "a text of words, or a list of words" end
  end
  if #list == 0 then return "a text of words, or a list of words" end
end

--- The options of a search.
catalog.OPTIONS = { words = check_words, theme = checks.text, dimension = checks.text,
  grain = options.one_of("month", "quarter", "year") }

-- Texts to find words in: each on a line, with a blank before each word.
local function searchable(list)
  return " " .. table.concat(tables.map(list, names.words), "\n ")
end

-- All texts of a dataset.
local function text_of(metadata)
  local metas, list = publication.metas(metadata), { metadata.dataset_id }
  for _, value in ipairs { metas.title or "", metas.keyword or "", metas.theme or "" } do
    tables.append(list, texts(value))
  end
  for _, html in ipairs(texts(metas.description)) do list[#list + 1] = plain(html) end
  for _, field in ipairs(fields_of(metadata)) do
    list[#list + 1] = field.name
    tables.append(list, texts(field.label))
  end
  return searchable(list)
end

-- The beginning of a word, or of several in a row; a plural finds its singular too.
local function beginning(word)
  local words = names.words(word)
  return " " .. (#words > 3 and words:gsub("s$", "") or words)
end

-- The conditions: what is looked for, and whether a dataset has it.
local CONDITIONS = {}

function CONDITIONS.words(metadata, wanted)
  local text = text_of(metadata)
  return not tables.find(wanted, function(word) return not text:find(word, 1, true) end)
end

function CONDITIONS.grain(metadata, wanted)
  return metadata.grain == wanted
end

function CONDITIONS.theme(metadata, wanted)
  return searchable(texts(publication.metas(metadata).theme)):find(wanted, 1, true) ~= nil
end

local function is_dimension(field)
  return not grains.is_time(field.name) and not schema.is_measure(field)
end

function CONDITIONS.dimension(metadata, wanted)
  return tables.find(fields_of(metadata), function(field)
    local label = texts(field.label)[1]
    return is_dimension(field)
      and (names.slug(field.name) == wanted or label ~= nil and names.slug(label) == wanted)
  end) ~= nil
end

-- The same conditions, as they are compared.
local function prepared(given)
  local words = given.words
  if type(words) == "string" then
    local list = {}
    for word in words:gmatch("%S+") do list[#list + 1] = word end
    words = list
  end
  return {
    words = words and tables.map(words, beginning), grain = given.grain,
    theme = given.theme and beginning(given.theme),
    dimension = given.dimension and names.slug(given.dimension),
  }
end

--- The datasets that fulfil all the conditions, in the catalog's order, each with its grain.
---@param list urssaf.Metadata[]
---@param given urssaf.SearchOptions
---@return urssaf.Metadata[]
function catalog.search(list, given)
  local wanted, known = prepared(given), tables.set(datasets.names())
  return tables.filter(list, function(metadata)
    catalog.annotate(metadata, known)
    for name, value in pairs(wanted) do
      if not CONDITIONS[name](metadata, value) then return false end
    end
    return true
  end)
end

local function add_nearest(err, wanted, known)
  local nearest = names.nearest(wanted, known)
  if nearest == nil or nearest == wanted then return end
  err.nearest = nearest
  err.message = err.message .. names.meant(nearest)
end

--- Names the field that may be meant if the portal says that the dataset has none of a name.
---@param err urssaf.Error
---@param fields { name: string }[] of the metadata
function catalog.name_nearest_field(err, fields)
  local wanted = err.kind == "portal" and err.message:match "Unknown field: ([%w_]+)"
  if not wanted then return end
  add_nearest(err, wanted, tables.map(fields, function(field) return field.name end))
end

--- Names the dataset that may be meant if the portal has none of this name.
---@param err urssaf.Error of status 404
---@param dataset string
---@param identifiers string[]? of the catalog; without it, those that the library knows
function catalog.name_nearest(err, dataset, identifiers)
  if err.error_code == "NotFoundURI" then return end -- the address, not the dataset
  add_nearest(err, dataset, identifiers or datasets.names())
end

return catalog
