--- The portal's Opendatasoft Explore API v2.1: the addresses to request, and what its responses
-- mean. Knows nothing of panels.
local errors = require "urssaf.base.errors"
local http_date = require "urssaf.portal.http_date"
local sorting = require "urssaf.base.sorting"
local timestamp = require "urssaf.base.timestamp"
local numbers = require "urssaf.base.numbers"
local json = require "urssaf.base.json"
local utf8 = require "urssaf.base.utf8"

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

--- The beginning of a text of the portal's on one line, for a message: UTF-8, whatever came.
---@param body string
---@return string
function api.excerpt(body)
  local head = body:sub(1, 200):gsub("[%c\127]+", " "):gsub("^%s+", ""):gsub("%s+$", "")
  -- the cut may have split a character
  head = head:gsub("[\192-\255][\128-\191]*$", function(last)
    return #body > 200 and "" or last
  end)
  return utf8.repaired(#body > 200 and head .. "…" or head)
end

-- A body as UTF-8, if its type says that it is in Latin-1 (ISO-8859-1, Windows-1252 …).
local function decoded(body, headers)
  local charset = (headers["content-type"] or ""):lower():match("charset%s*=%s*\"?([%w_-]+)") or ""
  local is_latin = charset:find("8859-1", 1, true) or charset:find("1252", 1, true)
    or charset == "latin1"
  return is_latin and utf8.of_latin1(body) or body
end

local function is_quota_used_up(headers)
  return tonumber(headers["x-ratelimit-remaining"] or "") == 0
end

-- Counted by the server's clock if its response has a date, else by this host's; nil without
-- either.
local function seconds_until(moment, headers)
  local now = http_date(headers.date or "") or timestamp.now()
  return now and math.max(0, moment - now)
end

-- The seconds to wait before a retry: RFC 9110 allows a number or a date. A number of more digits
-- is none that anybody means.
local function retry_after(headers)
  local value = headers["retry-after"] or ""
  local digits = value:match("^%s*(%d+)%s*$")
  if digits then return #digits < 10 and tonumber(digits) or nil end
  local date = http_date(value)
  return date and seconds_until(date, headers)
end

-- What an error response says, on one line; nil if it is no text or number, or empty.
local function said(value)
  if type(value) ~= "string" and type(value) ~= "number" then return nil end
  local text = api.excerpt(numbers.shown(value))
  return text ~= "" and text or nil
end

-- When the quota is renewed, and in how many seconds. The portal documents seconds since 1970 and
-- sends a date; what is neither is passed on as it is.
local function reset_of(document, headers)
  local reset = said(document.reset_time) or said(headers["x-ratelimit-reset"])
  if not reset then return nil end
  local seconds = tonumber(reset) or timestamp.of_iso(reset)
  if not (seconds and seconds >= 0 and seconds <= 1e11) then return reset end
  return timestamp.text(seconds), seconds_until(seconds, headers)
end

local function quota_failure(document, headers)
  local reset, seconds = reset_of(document, headers)
  local limit = said(document.call_limit) or said(headers["x-ratelimit-limit"])
  local message = ("the portal's quota%s is used up%s; ask again later, or with an API"
    .. " key (URSSAF_API_KEY)"):format(limit and (" of %s calls"):format(limit) or "",
    reset and (" until " .. reset) or "")
  return "quota", message, { reset_time = reset, retry_after = seconds }
end

-- The kind, message and fields of the error.
local function classify(status, headers, body, parser)
  local document = body:find("^%s*{") and json.decode(body, parser) or {}
  if type(document) ~= "table" then document = {} end
  if status == 429 and (document.errorcode or is_quota_used_up(headers)) then
    return quota_failure(document, headers)
  end
  local code, detail = said(document.error_code), said(document.message)
  if code then
    return "portal", detail and code .. ": " .. detail or code, { error_code = code }
  end
  if body == "" then return "http", ("the answer has status %d and no body"):format(status) end
  return "http", ("the answer has status %d and begins: %s"):format(status, api.excerpt(body))
end

--- The error that a response with a status other than 200 stands for.
---@param status integer
---@param headers table<string, string>
---@param body string its beginning is enough
---@param parser table? the host's JSON
---@return urssaf.Error err kind `portal`, `quota` or `http`
function api.failure(status, headers, body, parser)
  local kind, message, fields = classify(status, headers, decoded(body, headers), parser)
  fields = fields or {}
  fields.status = status
  fields.retry_after = retry_after(headers) or fields.retry_after
  return errors.new(kind, message, fields)
end

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
  if not (is_html or is_other) then return nil end
  return errors.new("content", ("%s was asked for; the answer is %s and begins: %s"):format(
    wanted, media ~= "" and api.excerpt(media) or "of no stated type",
    api.excerpt(decoded(head, headers))))
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
