--- The portal's Opendatasoft Explore API v2.1: the addresses to request, and what its responses
-- mean. Knows nothing of panels.
local error_response = require "urssaf.portal.error_response"
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"
local sorting = require "urssaf.base.sorting"

local api = {}

--- How many datasets a page of the catalog has at most.
api.PAGE = 100

-- ------------------------------------------------------------------ addresses

local function escape(text)
  return (text:gsub("[^A-Za-z0-9%-_.~]", function(byte)
    return ("%%%02X"):format(byte:byte())
  end))
end

local function address(base, path, parameters)
  local list = {}
  for _, name in ipairs(sorting.keys(parameters)) do
    list[#list + 1] = escape(name) .. "=" .. escape(tostring(parameters[name]))
  end
  return base .. path .. (list[1] and "?" .. table.concat(list, "&") or "")
end

local function dataset_path(dataset)
  return "/catalog/datasets/" .. escape(dataset)
end

--- The address of a dataset's metadata.
---@param base string
---@param dataset string
---@return string
function api.metadata_url(base, dataset)
  return address(base, dataset_path(dataset), {})
end

--- The address of the rows of a query, as CSV whose header has the columns' names.
---@param base string
---@param dataset string
---@param query urssaf.portal.Query
---@return string
function api.export_url(base, dataset, query)
  return address(base, dataset_path(dataset) .. "/exports/csv", {
    select = query.select, where = query.where,
    delimiter = ";", use_labels = "false", with_bom = "false",
  })
end

--- The address of the number of these rows.
---@param base string
---@param dataset string
---@param query urssaf.portal.Query
---@return string
function api.count_url(base, dataset, query)
  return address(base, dataset_path(dataset) .. "/records", { where = query.where, limit = 0 })
end

--- The address of a page of the catalog.
---@param base string
---@param offset integer how many datasets come before the page
---@return string
function api.catalog_url(base, offset)
  return address(base, "/catalog/datasets", { limit = api.PAGE, offset = offset })
end

-- ------------------------------------------------------------------ responses

--- The error if a response with status 200 is of another type than was asked for, nil if it is not:
-- the portal's maintenance page may come with that status.
---@param headers table
---@param head string the beginning of the body
---@param wanted string the end of the media type, "csv" or "json"
---@return urssaf.Error? err kind `content`
function api.unexpected(headers, head, wanted)
  local media = (headers["content-type"] or ""):match("^%s*([^;%s]*)"):lower()
  local is_html = media:find("html", 1, true) or head:find("^%s*<")
  local is_other = wanted == "csv" and (media:find("json", 1, true) or head:find("^%s*[{%[]"))
    or wanted == "json" and media:find("csv", 1, true)
  return (is_html or is_other) and error_response.of_other_type(media, headers, head, wanted) or nil
end

--- Whether a body that does not parse as JSON is the beginning of a document that was cut off.
---@param body string
---@return boolean? cut
function api.is_cut(body)
  return body:find("^%s*[{%[]") ~= nil and not body:find("[}%]]%s*$") or nil
end

--- Whether a text has the sentence with which the portal breaks off an export.
---@param text string
---@return boolean
function api.is_interruption(text)
  return text:find("Streaming interrupted", 1, true) ~= nil
end

--- How many rows the portal counts.
---@param document any the decoded response to `count_url`
---@return integer? rows
---@return urssaf.Error? err kind `content`
function api.count(document)
  local count = type(document) == "table" and numbers.integer(document.total_count)
  if count and count >= 0 then return count end
  return errors.fail("content", "the portal's answer has no total_count")
end

--- The datasets of a page of the catalog, and how many there are on all pages.
---@param document any the decoded response to `catalog_url`
---@return urssaf.Metadata[]? datasets
---@return integer|urssaf.Error total or err, kind `content`
function api.page(document)
  local total, err = api.count(document)
  if not total then return nil, err end
  local results = document.results
  local sound = type(results) == "table"
  for _, metadata in pairs(sound and results or {}) do
    sound = sound and type(metadata) == "table" and type(metadata.dataset_id) == "string"
  end
  if sound then return results, total end
  return errors.fail("content", "the catalog's answer is not a list of datasets")
end

return api
