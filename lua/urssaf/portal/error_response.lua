--- What a response means if it is not what was asked for: one with another status than 200, or of
-- another type, such as a page.
--
-- It is loaded before the first request, as all that makes an error of a transfer is: a process
-- that has no file descriptor left can load nothing more, and should be told by an error.
local errors = require "urssaf.base.errors"
local http_date = require "urssaf.portal.http_date"
local json = require "urssaf.base.json"
local numbers = require "urssaf.base.numbers"
local timestamp = require "urssaf.base.timestamp"
local utf8 = require "urssaf.base.utf8"

local error_response = {}

--- The beginning of a text of the portal's on one line, for a message: UTF-8, whatever came.
---@param body string
---@return string
function error_response.excerpt(body)
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
  local text = error_response.excerpt(numbers.shown(value))
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
  return "http", ("the answer has status %d and begins: %s"):format(status,
    error_response.excerpt(body))
end

--- The error that a response with a status other than 200 stands for.
---@param status integer
---@param headers table<string, string>
---@param body string its beginning is enough
---@param parser table? the host's JSON
---@return urssaf.Error err kind `portal`, `quota` or `http`
function error_response.failure(status, headers, body, parser)
  local kind, message, fields = classify(status, headers, decoded(body, headers), parser)
  fields = fields or {}
  fields.status = status
  fields.retry_after = retry_after(headers) or fields.retry_after
  return errors.new(kind, message, fields)
end

--- The error that a response of another type stands for.
---@param media string its type, "" if it states none
---@param headers table<string, string>
---@param head string the beginning of the body
---@param wanted string the end of the media type, "csv" or "json"
---@return urssaf.Error err kind `content`
function error_response.of_other_type(media, headers, head, wanted)
  return errors.new("content", ("%s was asked for; the answer is %s and begins: %s"):format(
    wanted, media ~= "" and error_response.excerpt(media) or "of no stated type",
    error_response.excerpt(decoded(head, headers))))
end

return error_response
