--- The portal: addresses and answers of an Opendatasoft Explore API v2.1.
-- It knows where things are and how the portal says no; nothing of panels.
local errors = require "urssaf.base.errors"
local timestamp = require "urssaf.base.timestamp"
local numbers = require "urssaf.base.numbers"
local json = require "urssaf.base.json"
local names = require "urssaf.base.names"

local api = {}

api.BASE_URL = "https://open.urssaf.fr/api/explore/v2.1"
api.DATASET = "auto-entrepreneurs-par-departement"

--- The most datasets a page of the catalog can have.
api.PAGE = 100

-- ------------------------------------------------------------------ addresses

local function escape(text)
  return (text:gsub("[^A-Za-z0-9%-_.~]", function(byte)
    return ("%%%02X"):format(byte:byte())
  end))
end

local function address(base, path, parameters)
  local list = {}
  for _, name in ipairs(names.sorted_keys(parameters)) do
    list[#list + 1] = escape(name) .. "=" .. escape(tostring(parameters[name]))
  end
  return base .. path .. (list[1] and "?" .. table.concat(list, "&") or "")
end

local function dataset_path(dataset)
  return "/catalog/datasets/" .. escape(dataset)
end

--- Where a dataset's metadata are.
---@param base string
---@param dataset string
---@return string
function api.metadata_url(base, dataset)
  return address(base, dataset_path(dataset), {})
end

--- Where the rows are that a question asks for, as CSV with names for a header.
---@param base string
---@param dataset string
---@param question table `select where`
---@return string
function api.export_url(base, dataset, question)
  return address(base, dataset_path(dataset) .. "/exports/csv", {
    select = question.select, where = question.where,
    delimiter = ";", use_labels = "false", with_bom = "false",
  })
end

--- Where the number of these rows is.
---@param base string
---@param dataset string
---@param question table `where`
---@return string
function api.count_url(base, dataset, question)
  return address(base, dataset_path(dataset) .. "/records", { where = question.where, limit = 0 })
end

--- Where a page of the catalog is, from an offset on.
---@param base string
---@param offset integer
---@return string
function api.catalog_url(base, offset)
  return address(base, "/catalog/datasets", { limit = api.PAGE, offset = offset })
end

-- ------------------------------------------------------------------ answers

--- The beginning of a text, on one line, for a message.
---@param body string
---@return string
function api.excerpt(body)
  local head = body:sub(1, 200):gsub("[%c\127]+", " "):gsub("^%s+", ""):gsub("%s+$", "")
  -- not half a character at the end
  head = head:gsub("[\192-\255][\128-\191]*$", function(last)
    return #body > 200 and "" or last
  end)
  return #body > 200 and head .. "…" or head
end

local function is_spent(headers)
  return tonumber(headers["x-ratelimit-remaining"] or "") == 0
end

-- How long until a moment by the server's own clock, where it tells it; nil where nobody has one.
local function seconds_until(moment, headers)
  local now = timestamp.of_http(headers.date or "") or timestamp.now()
  return now and math.max(0, moment - now)
end

-- When to come back, in seconds from now: RFC 9110 allows a number and a date.
local function retry_after(headers)
  local said = headers["retry-after"] or ""
  if said:find("^%s*%d+%s*$") then return tonumber(said) end
  local date = timestamp.of_http(said)
  return date and seconds_until(date, headers)
end

-- The end of the quota: documented as seconds since 1970, written as a date.
local function reset_of(answer, headers)
  local said = answer.reset_time or headers["x-ratelimit-reset"]
  if said == nil then return nil end
  local seconds = tonumber(said) or timestamp.of_iso(tostring(said))
  if not seconds or seconds < 0 or seconds > 1e11 then return tostring(said) end
  return timestamp.text(seconds), seconds_until(seconds, headers)
end

local function quota_failure(answer, headers)
  local reset, seconds = reset_of(answer, headers)
  local limit = answer.call_limit or headers["x-ratelimit-limit"]
  local message = ("the portal's quota%s is used up%s; ask again later, or with an api_key"):format(
    limit and (" of %s calls"):format(tostring(limit)) or "",
    reset and (" until " .. reset) or "")
  return "quota", message, { reset_time = reset, retry_after = seconds }
end

-- kind, message, fields of an answer that is not a 200
local function classify(status, headers, body, parser)
  local answer = body:find("^%s*{") and json.decode(body, parser) or {}
  if type(answer) ~= "table" then answer = {} end
  if status == 429 and (answer.errorcode or is_spent(headers)) then
    return quota_failure(answer, headers)
  end
  if answer.error_code then
    local code = api.excerpt(tostring(answer.error_code))
    local said = answer.message and ": " .. api.excerpt(tostring(answer.message)) or ""
    return "portal", code .. said, { error_code = code }
  end
  if body == "" then return "http", ("the answer has status %d and no body"):format(status) end
  return "http", ("the answer has status %d and begins: %s"):format(status, api.excerpt(body))
end

--- The error that an answer with another status than 200 is.
---@param status integer
---@param headers table<string, string>
---@param body string
---@param parser table? the host's JSON
---@return table err kind `portal`, `quota` or `http`
function api.failure(status, headers, body, parser)
  local kind, message, fields = classify(status, headers, body, parser)
  fields = fields or {}
  fields.status = status
  fields.retry_after = retry_after(headers) or fields.retry_after
  return errors.new(kind, message, fields)
end

--- What makes an answer something else than was asked for, nil if nothing does. The portal's
-- maintenance page may come with status 200.
---@param headers table
---@param head string the beginning of the body
---@param wanted string the end of the media type, "csv" or "json"
---@return table? err kind `content`
function api.unexpected(headers, head, wanted)
  local media = (headers["content-type"] or ""):match("^%s*([^;%s]*)"):lower()
  local says_html = media:find("html", 1, true) or head:find("^%s*<")
  local other = wanted == "csv" and (media:find("json", 1, true) or head:find("^%s*[{%[]"))
    or wanted == "json" and media:find("csv", 1, true)
  if not (says_html or other) then return nil end
  return errors.new("content", ("%s was asked for; the answer is %s and begins: %s"):format(
    wanted, media ~= "" and media or "of no stated type", api.excerpt(head)))
end

--- Whether an answer in JSON ends before its end: it has a beginning only.
---@param body string
---@return boolean? cut
function api.is_cut(body)
  return body:find("^%s*[{%[]") ~= nil and not body:find("[}%]]%s*$") or nil
end

--- Whether a text holds the sentence that the portal writes into an export which it breaks off.
---@param text string
---@return boolean
function api.is_interruption(text)
  return text:find("Streaming interrupted", 1, true) ~= nil
end

--- The rows that the portal counts, from the answer to `count_url`.
---@param answer any decoded JSON
---@return integer? rows
---@return table? err kind `content`
function api.count(answer)
  local count = type(answer) == "table" and numbers.integer(answer.total_count)
  if count and count >= 0 then return count end
  return errors.fail("content", "the portal's answer has no total_count")
end

--- The datasets of a page of the catalog, and how many there are altogether.
---@param answer any decoded JSON
---@return table[]? datasets
---@return integer|table total or err, kind `content`
function api.page(answer)
  local total, err = api.count(answer)
  if not total then return nil, err end
  local results = answer.results
  local sound = type(results) == "table"
  for _, metadata in pairs(sound and results or {}) do
    sound = sound and type(metadata) == "table" and type(metadata.dataset_id) == "string"
  end
  if sound then return results, total end
  return errors.fail("content", "the catalog's answer is no list of datasets")
end

local function is_field(field)
  return type(field) == "table" and type(field.name) == "string"
    and (field.label == nil or type(field.label) == "string")
end

--- Checks that an answer is a dataset's metadata.
---@param answer any decoded JSON
---@return table? metadata
---@return table? err kind `content`
function api.metadata(answer)
  local fields = type(answer) == "table" and answer.fields
  local sound = type(fields) == "table" and fields[1] ~= nil
  for _, field in ipairs(sound and fields or {}) do sound = sound and is_field(field) end
  if sound then return answer end
  return errors.fail("content", "the portal's metadata name no fields")
end

local function default_metas(metadata)
  local metas = type(metadata.metas) == "table" and metadata.metas.default
  return type(metas) == "table" and metas or {}
end

--- The metadata's own account of a publication, for `panel.source`.
---@param metadata urssaf.Metadata
---@return table
function api.publication(metadata)
  local metas = default_metas(metadata)
  local function text(name)
    return type(metas[name]) == "string" and metas[name] or nil
  end
  return {
    title = text "title",
    data_processed = text "data_processed",
    licence = text "license",
    licence_url = text "license_url",
    attribution = text "publisher" or "Urssaf",
  }
end

--- How many rows the metadata say that the dataset has, nil if they do not say.
---@param metadata urssaf.Metadata
---@return integer?
function api.stated_rows(metadata)
  return numbers.integer(default_metas(metadata).records_count)
end

--- Whether two metadata tell the same of their publications, if anything.
---@param metadata urssaf.Metadata
---@param other urssaf.Metadata
---@return boolean
function api.is_same_publication(metadata, other)
  return api.publication(metadata).data_processed == api.publication(other).data_processed
    and api.stated_rows(metadata) == api.stated_rows(other)
end

return api
