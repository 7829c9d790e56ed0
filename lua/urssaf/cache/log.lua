--- Tells the option `log` what a call does: its requests and retries, what the cache decides and
-- why, and which file was read. Loaded if the option is given, and not else.
--
-- At requests it looks on from outside: the call and its responses get methods that tell what those
-- of their classes do. The cache itself tells the request's `observer` what it decides. No event
-- has an API key, which goes in a header, or a proxy.
local cache = require "urssaf.cache"
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

local EVENT = { __tostring = function(event) return event.message end }

local function tell(emit, event, format, ...)
  event.message = format:format(...)
  emit(setmetatable(event, EVENT))
end

-- ------------------------------------------------------------------ requests

local function ended(emit, response, seconds)
  local err = response.err
  local event = { event = "request", url = response.url, status = response.status
    or err and err.status, seconds = seconds, bytes = response.size, err = err }
  local outcome = err and err.message or "whole"
  tell(emit, event, "GET %s: %s, %d bytes in %.0f ms, %s", event.url,
    event.status and "status " .. event.status or "no response", event.bytes, seconds * 1000,
    outcome)
end

local function broken_off(emit, response, seconds)
  tell(emit, { event = "request", url = response.url, status = response.status,
    seconds = seconds, bytes = response.size },
    "GET %s: ended before its end, %d bytes in %.0f ms", response.url, response.size,
    seconds * 1000)
end

-- A response that tells its end, once.
local function observe_response(response, emit, clock)
  local begun, advance, close, is_over = clock(), response.advance, response.close, false
  local function tell_end(self, how)
    if is_over then return end
    is_over = true
    how(emit, self, clock() - begun)
  end
  function response.advance(self, ...)
    self.is_told_later = true
    local finished = advance(self, ...)
    self.is_told_later = false
    if finished then tell_end(self, ended) end
    return finished
  end
  function response.break_off(self) tell_end(self, broken_off) end
  function response.close(self)
    close(self)
    if not self.is_told_later then self:break_off() end
  end
end

local function observe_call(call, emit)
  local get, pause, close = call.get, call.pause, call.close
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
      "asked again in %.0f ms, because %s", seconds * 1000, err.message)
    return pause(self, seconds, err)
  end
  function call.close(self) -- all is closed before the first is told of: `log` may raise
    local owned = self.owned
    for _, thing in ipairs(owned) do thing.is_told_later = true end
    close(self)
    for _, thing in ipairs(owned) do
      if thing.break_off then thing:break_off() end
    end
  end
  return call
end

-- ------------------------------------------------------------------ the cache

local function age_of(entry)
  local seconds = timestamp.now() - (timestamp.of_iso(entry.checked_at) or 0)
  if seconds < 0 then return "in the future: the clock was set back" end
  if seconds < 3600 then return ("%d min ago"):format(math.floor(seconds / 60)) end
  return ("%d h ago"):format(math.floor(seconds / 3600))
end

---@class urssaf.cache.Observer
---@field emit fun(event: urssaf.LogEvent)
---@field request urssaf.portal.Request
---@field asked_kind string? why the portal was asked, as a word; nil if it was not
---@field asked_reason string? as words
---@field is_damaged boolean? whether something that is kept was found damaged
local Observer = {}
Observer.__index = Observer

function Observer:decided(decision, kind, reason, published)
  tell(self.emit, { event = "cache", decision = decision, dataset = self.request.dataset,
    reason = reason, reason_kind = kind, published = published }, "cache: %s, because %s", decision,
    reason)
end

function Observer:ask(kind, reason)
  self.asked_kind, self.asked_reason = kind, reason
  self:decided("asked", kind, reason)
end

-- The modes that ask the portal whatever is kept.
local ALWAYS = {
  off = "nothing is to be kept",
  refresh = "it is to be downloaded whatever is kept",
}

local function begin(self)
  local options = self.request.options
  if ALWAYS[options.cache] and not options.as_of then
    self:ask(options.cache, ALWAYS[options.cache])
  end
end

--- What is kept does not answer without the portal.
---@param kept urssaf.cache.Entries
---@param entry urssaf.cache.Entry? the latest; nil if there is none, or it is damaged
function Observer:asks(kept, entry)
  if entry then
    self:ask("old", "the portal was last asked " .. age_of(entry))
  elseif kept.problem then
    self:ask("no_folder", kept.problem)
  elseif self.is_damaged then
    self:ask("damaged", "what is kept is damaged")
  else
    self:ask("absent", "nothing that is kept answers this")
  end
end

--- A kept publication cannot be used.
---@param message string
function Observer:damaged(message)
  self.is_damaged = true
  self:decided("damaged", "damaged", message)
end

--- A kept publication was read.
---@param entry urssaf.cache.Entry
function Observer:read(entry)
  local path = entry.folder .. "/" .. entry.csv
  tell(self.emit, { event = "read", path = path, bytes = entry.bytes }, "read %s, %d bytes", path,
    entry.bytes)
end

-- How the answer came about, and why, as a word and as words.
local function outcome(self, source)
  local asked, options = self.asked_kind, self.request.options
  if not source.cached then
    if asked ~= "old" then return "downloaded", asked, self.asked_reason end
    if self.is_damaged then return "downloaded", "damaged", "what is kept is damaged" end
    return "downloaded", "new", "what is kept is not the newest publication"
  end
  if source.stale then return "stale", "unreachable", "the portal could not be asked" end
  if asked then return "served", "same", "the portal has no newer publication" end
  if options.cache == "only" or options.as_of then
    return "served", "alone", "the portal is not to be asked"
  end
  return "served", "fresh", "the portal was asked a short time ago"
end

local function finish(self, source)
  local decision, kind, reason = outcome(self, source)
  self:decided(decision, kind, reason, source.data_processed)
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
    local observer = setmetatable({ emit = emit, request = request }, Observer)
    request.observer = observer
    begin(observer)
    local result, err = work(request)
    if result then finish(observer, result.source) end
    return result, err
  end
end

return log
