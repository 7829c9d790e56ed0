--- The connection of one request: its transfers, on one session and within one time limit.
local errors = require "urssaf.base.errors"
local json = require "urssaf.base.json"
local json_weight = require "urssaf.base.json_weight"
local numbers = require "urssaf.base.numbers"
local proxies = require "urssaf.portal.proxy"
local random = require "urssaf.base.random"
local api = require "urssaf.portal.api"
local certificates = require "urssaf.portal.certificates"
local responses = require "urssaf.portal.response"
local sessions = require "urssaf.portal.session"

local call = {}

---@class urssaf.portal.Call
---@field request urssaf.portal.Request
---@field options table of the request
---@field end_wait fun()? while the call waits: ends the wait
---@field is_told boolean? whether another call of the client has just driven the session
---@field random fun(): number above 0 and below 1
local Call = {}
Call.__index = Call

-- Metadata and counts are small; the whole catalog has less than a megabyte in two pages, and takes
-- some five megabytes of memory.
local MAX_JSON_BYTES, MAX_JSON_WEIGHT = 8 * 1024 * 1024, 64 * 1024 * 1024
-- Seconds of one wait at most, so that the time limit, `progress` and `close` are looked at.
local LONGEST_WAIT = 1
-- Seconds that a transfer may take beyond the call's limit: so it is the call that ends first, and
-- its message names the option.
local MARGIN = 1

--- Starts a call: from now on its time limit runs.
---@param session table of session.open
---@param request urssaf.portal.Request
---@param client urssaf.Client whose other calls may be waiting for the same session
---@return urssaf.portal.Call
function call.new(session, request, client)
  local self = setmetatable({
    session = session,
    request = request, options = request.options,
    client = client,
    waited = 0,
    received = 0, phase = "connect", -- as last reported
    json_weight = 0, -- of all documents of the call
    owned = {},
    random = random.new(),
  }, Call)
  -- in a host without a clock, only the time that was waited is known
  self.clock = sessions.clock(self.options) or function() return self.waited end
  self.deadline = self.clock() + self.options.timeout
  client.waiting = client.waiting or setmetatable({}, { __mode = "k" })
  self.set_end = function(end_wait) self.end_wait = end_wait end
  return self
end

-- Raises if nobody can resume what `wait` yields: Lua's own message tells nothing of the option.
local function check_wait(given)
  if given ~= coroutine.yield then return end
  local thread, is_main = coroutine.running()
  if thread == nil or is_main == true then
    errors.misuse("option 'wait' is coroutine.yield, and this call is in no coroutine that could be"
      .. " resumed: leave it out, or call within coroutine.create")
  end
end

--- Ends the waits of all calls of a client but one, because that one is about to drive or to close
-- what they wait for: libcurl may then close descriptors, and no loop may be watching these.
---@param client urssaf.Client
---@param but urssaf.portal.Call? this one
function call.end_waits(client, but)
  local ended = {}
  for other in pairs(client.waiting or {}) do
    if other ~= but then ended[#ended + 1] = other end
  end
  for _, other in ipairs(ended) do
    client.waiting[other], other.is_told = nil, true
    if other.end_wait then other.end_wait() end
  end
end

--- Closes the session of a client, once no loop watches its descriptors any more.
---@param client urssaf.Client
function call.close_session(client)
  call.end_waits(client)
  client.session:close()
end

-- Drives the session, unless another call of the client has just done it. Otherwise two calls would
-- end each other's waits for ever.
local function drive(self, seconds)
  if self.is_told and not seconds then return end
  call.end_waits(self.client, self)
  self.session:poll(seconds or 0)
end

-- Waits for news of the transfers, not longer than the call may last.
local function wait(self, seconds)
  seconds = math.max(0, math.min(seconds, self:remaining(), LONGEST_WAIT))
  self.is_told = nil
  if self.options.wait then
    check_wait(self.options.wait)
    self.client.waiting[self] = true
    self.options.wait(self.session, seconds, self.set_end)
    self.client.waiting[self], self.end_wait = nil, nil
  else
    drive(self, seconds)
  end
  self.waited = self.waited + seconds
end

--- The seconds left of the call's time limit.
---@return number seconds
function Call:remaining()
  return self.deadline - self.clock()
end

-- What a call needs for which it has to wait, where `wait` is that of a loop that is not there.
local function without_loop()
  return errors.new("host", "option 'wait' is false: the loop that urssaf.loop was asked for is"
    .. " missing, and the function's second result says what to install")
end

-- Why the call cannot go on, nil if it can.
local function obstacle(self)
  if self.options.wait == false then return without_loop() end
  if self.client.closed then return errors.new("cancelled", "the client was closed") end
  if self:remaining() > 0 then return nil end
  local seconds = numbers.shown(self.options.timeout)
  return errors.new("timeout", ("the call was not over after %s seconds (timeout)"):format(seconds),
    { url = self.last_url })
end

--- Sends a GET.
---@param url string
---@param media string "csv" or "json": what the body has to be
---@return urssaf.portal.Response? response
---@return urssaf.Error? err
function Call:get(url, media)
  local stop = obstacle(self)
  if stop then return nil, stop end
  local key = self.options.api_key
  local transfer, err = self.session:get(url, {
    headers = key and { Authorization = "Apikey " .. key } or nil,
    max_bytes = math.min(self.options.max_bytes, media == "json" and MAX_JSON_BYTES or math.huge),
    timeout = self:remaining() + MARGIN,
    connect_timeout = self.options.connect_timeout,
    stall_timeout = self.options.stall_timeout,
  })
  if not transfer then return nil, errors.adopt(err, { url = url }) end
  self.last_url = url
  return self:own(responses.new(transfer, url, media, self.options.json, function()
    return obstacle(self)
  end))
end

--- Calls the option `progress`, now and, until the next report, once a second.
---@param received integer bytes
---@param phase urssaf.Phase
---@return boolean? ok
---@return urssaf.Error? err kind `cancelled`
function Call:report(received, phase)
  self.received, self.phase = received, phase
  return self.request:report(received, phase)
end

--- Drives the transfers until `done` says so or something fails.
---@param done fun(): boolean?, urssaf.Error? true at the end, false before; or nil, err
---@return boolean? ok
---@return urssaf.Error? err
function Call:run(done)
  while true do
    if not self.client.closed then drive(self) end
    local over, err = done()
    if over then return true end
    err = err or obstacle(self)
    -- also while nothing comes, so that `progress` can end a call that is not answered
    if not err then err = select(2, self:report(self.received, self.phase)) end
    if err then
      if err.kind == "network" then proxies.explain(err, self.options.proxy) end
      if err.kind == "tls" then certificates.explain(err, self.options) end
      return nil, err
    end
    wait(self, LONGEST_WAIT)
  end
end

--- Waits for a response and decodes its JSON.
---@param response urssaf.portal.Response
---@return table? document
---@return urssaf.Error? err
function Call:json(response)
  local ok, err = self:run(function()
    if not response:advance() then return false end
    return response.err == nil, response.err
  end)
  if not ok then return nil, err end
  local body = response:body()
  local left = MAX_JSON_WEIGHT - self.json_weight
  self.json_weight = self.json_weight + json_weight(body, left)
  if self.json_weight > MAX_JSON_WEIGHT then
    return errors.fail("limit", ("the portal's JSON would take more than %d bytes of memory, which"
      .. " is more than ten times what it should: check URSSAF_BASE_URL"):format(MAX_JSON_WEIGHT),
      { url = response.url })
  end
  local document, problem = json.decode(body, self.options.json)
  if type(document) == "table" then return document end
  problem = problem or ("it is a %s where a table was expected"):format(type(document))
  return errors.fail("content", "the answer is not the JSON that was asked for: " .. problem,
    { url = response.url, cut = api.is_cut(body) })
end

--- Ends the transfers and lets time pass before a retry. `progress` and `close` may end the call
-- meanwhile. Why it is retried is the second argument, for the option `log`.
---@param seconds number
---@return boolean? ok
---@return urssaf.Error? err
function Call:pause(seconds)
  self:close()
  local over = self.clock() + seconds
  while self.clock() < over do
    local ok, err = self:report(0, "connect")
    err = err or obstacle(self)
    if not ok or err then return nil, err end
    wait(self, over - self.clock())
  end
  return true
end

--- Takes over something that has to be closed at the end of the call at the latest.
---@param thing table with a method `close`
---@return table thing
function Call:own(thing)
  self.owned[#self.owned + 1] = thing
  return thing
end

--- Closes all that the call owns.
function Call:close()
  local owned = self.owned
  self.owned = {}
  self.client.waiting[self], self.end_wait = nil, nil -- its `wait` may have raised
  if #owned > 0 then call.end_waits(self.client, self) end
  for _, thing in ipairs(owned) do thing:close() end
end

return call
