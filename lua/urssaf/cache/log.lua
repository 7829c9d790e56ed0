--- Tells the option `log` what a call does: its requests and retries, what the cache decides and
-- why, and which file was read. Loaded if the option is given, and not else.
--
-- It looks on from outside: the request of the call and what that opens get methods that tell what
-- those of their classes do. No event has an API key, which goes in a header, or a proxy.
local cache = require "urssaf.cache"
local entries = require "urssaf.cache.entries"
local freshness = require "urssaf.cache.freshness"
local timestamp = require "urssaf.base.timestamp"

local log = {}

---@class urssaf.LogEvent
---@field event "request"|"retry"|"cache"|"read"
---@field message string the event as a sentence
---@field url string? of a request
---@field status integer? of its response; nil if there was none
---@field seconds number? how long it took, or is waited before a retry
---@field bytes integer? of the body as it was received, unpacked; of a file
---@field err urssaf.Error? why it failed, or is retried
---@field decision "asked"|"served"|"downloaded"|"stale"|"damaged"|nil of the cache
---@field reason string? of the decision
---@field reason_kind string? the reason as a word, for programs
---@field dataset string? that was asked for
---@field published string? when the publication was, as in `panel.source.data_processed`
---@field path string? of the file

local function tell(emit, event, format, ...)
  event.message = format:format(...)
  emit(event)
end

-- ------------------------------------------------------------------ requests

local function ended(emit, response, seconds)
  local err = response.err
  local event = { event = "request", url = response.url, status = response.status
    or err and err.status, seconds = seconds, bytes = response.size, err = err }
  local outcome = err and err.message or "whole"
  tell(emit, event, "GET %s: %s, %d bytes in %.3f s, %s", event.url,
    event.status and "status " .. event.status or "no response", event.bytes, seconds, outcome)
end

local function broken_off(emit, response, seconds)
  tell(emit, { event = "request", url = response.url, status = response.status,
    seconds = seconds, bytes = response.size },
    "GET %s: ended before its end, %d bytes in %.3f s", response.url, response.size, seconds)
end

-- A response that tells its end, once.
local function observe_response(response, emit, clock)
  local begun, advance, close, is_over = clock(), response.advance, response.close, false
  local is_advancing = false
  function response.advance(self, ...)
    is_advancing = true
    local finished = advance(self, ...)
    is_advancing = false
    if finished and not is_over then
      is_over = true
      ended(emit, self, clock() - begun)
    end
    return finished
  end
  function response.close(self)
    close(self)
    if not (is_over or is_advancing) then
      is_over = true
      broken_off(emit, self, clock() - begun)
    end
  end
end

local function observe_call(call, emit)
  local get, pause = call.get, call.pause
  function call.get(self, url, media)
    local response, err = get(self, url, media)
    if response then
      observe_response(response, emit, call.clock)
    else
      tell(emit, { event = "request", url = url, err = err }, "GET %s: not sent, %s", url,
        err.message)
    end
    return response, err
  end
  function call.pause(self, seconds, err)
    tell(emit, { event = "retry", seconds = seconds, err = err, url = err.url },
      "asked again in %.1f s, because %s", seconds, err.message)
    return pause(self, seconds, err)
  end
  return call
end

-- ------------------------------------------------------------------ the cache

local function age_of(entry)
  local checked = timestamp.of_iso(entry.checked_at)
  local seconds = checked and math.max(0, timestamp.now() - checked) or 0
  if seconds < 3600 then return ("%d min"):format(math.floor(seconds / 60)) end
  return ("%d h"):format(math.floor(seconds / 3600))
end

-- What is kept, as the cache sees it; nil if nothing is looked for.
local function kept_of(request)
  local mode = request.options.cache
  local kept = mode ~= "off" and entries.open(request) or nil
  return kept, kept and kept:current()
end

-- Why the portal is asked, as a word and as words; nil if it is not.
local function reason_to_ask(request, kept, entry)
  local mode = request.options.cache
  if mode == "only" or request.options.as_of then return nil end
  if mode == "off" then return "off", "nothing is to be kept" end
  if mode == "refresh" then return "refresh", "it is to be downloaded whatever is kept" end
  if kept.problem then return "no_folder", kept.problem end
  if not entry then return "absent", "nothing that is kept answers this" end
  if freshness.of(entry, request) then return nil end
  return "old", ("the portal was last asked %s ago"):format(age_of(entry))
end

local function tell_decision(emit, request, decision, kind, reason, fields)
  fields.event, fields.decision, fields.dataset = "cache", decision, request.dataset
  fields.reason, fields.reason_kind = reason, kind
  tell(emit, fields, "cache: %s, because %s", decision, reason)
end

local function tell_before(emit, request, kept, kind, reason)
  for _, note in ipairs(kept and kept.notes or {}) do
    tell_decision(emit, request, "damaged", "damaged", note.message, {})
  end
  if kind then tell_decision(emit, request, "asked", kind, reason, {}) end
end

-- The file that a panel was read from.
local function tell_file(emit, kept, source)
  for _, entry in ipairs(kept and kept.list or {}) do
    if entry.fetched_at == source.fetched_at then
      local path = entry.folder .. "/" .. entry.csv
      tell(emit, { event = "read", path = path, bytes = entry.bytes }, "read %s, %d bytes", path,
        entry.bytes)
      return
    end
  end
end

-- How the answer came about, and why, as a word and as words. `kind` and `asked` are why the portal
-- was asked, nil if it was not.
local function outcome(request, source, kind, asked)
  if not source.cached then
    if kind ~= "old" then return "downloaded", kind, asked end
    return "downloaded", "new", "what is kept is not the newest publication, or is damaged"
  end
  if source.stale then return "stale", "unreachable", "the portal could not be asked" end
  if kind then return "served", "same", "the portal has no newer publication" end
  if request.options.cache == "only" or request.options.as_of then
    return "served", "alone", "the portal is not to be asked"
  end
  return "served", "fresh", "the portal was asked a short time ago"
end

local function tell_after(emit, request, kept, source, kind, asked)
  if source.cached then tell_file(emit, kept, source) end
  local decision, why, reason = outcome(request, source, kind, asked)
  tell_decision(emit, request, decision, why, reason, { published = source.data_processed })
end

-- ------------------------------------------------------------------ the work of a request

--- The work of a request, which tells the request's option `log` what it does.
---@param work fun(request: urssaf.portal.Request): any, any
---@return fun(request: urssaf.portal.Request): any, any
function log.observed(work)
  return function(request)
    local emit, open = request.options.log, request.open
    request.open = function(self) return observe_call(open(self), emit) end
    if work ~= cache.panel then return work(request) end
    local kept, entry = kept_of(request)
    local kind, reason = reason_to_ask(request, kept, entry)
    tell_before(emit, request, kept, kind, reason)
    local result, err = work(request)
    if result then tell_after(emit, request, kept, result.source, kind, reason) end
    return result, err
  end
end

return log
