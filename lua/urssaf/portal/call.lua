--- One call of the user's: its requests, on one session and within one time limit.
local chance = require "urssaf.base.random"
local errors = require "urssaf.base.errors"
local response = require "urssaf.portal.response"
local json = require "urssaf.base.json"
local sessions = require "urssaf.portal.session"
local numbers = require "urssaf.base.numbers"
local api = require "urssaf.portal.api"
local progress = require "urssaf.portal.progress"

local call = {}

local Call = {}
Call.__index = Call

-- metadata and counts are small; a page of the catalog is a few hundred kilobytes
local JSON_BYTES = 64 * 1024 * 1024
-- how long one wait may last: so that the time limit is looked at now and then
local LONGEST_WAIT = 1
-- what a transfer may have beyond the call, so that it is the call that ends late, and says so
local MARGIN = 1

--- Starts a call.
---@param session table of network.open
---@param options table `timeout connect_timeout stall_timeout max_bytes retries progress wait
-- api_key proxy transport json`
---@param is_closed function whether the client was closed meanwhile
---@return table call
function call.new(session, options, is_closed)
  local self = setmetatable({
    session = session,
    options = options,
    is_closed = is_closed,
    waited = 0,
    received = 0, phase = "connect", -- as last reported
    owned = {},
    random = chance.new(),
  }, Call)
  -- in a host without a clock, what was waited is all that is known to have passed
  self.clock = sessions.clock(options) or function() return self.waited end
  self.deadline = self.clock() + options.timeout
  return self
end

-- Lets some time pass, as much as there is left at most.
local function wait(self, seconds)
  seconds = math.max(0, math.min(seconds, self:remaining(), LONGEST_WAIT))
  if self.options.wait then
    self.options.wait(self.session, seconds)
  else
    self.session:poll(seconds)
  end
  self.waited = self.waited + seconds
end

--- The seconds left of the call's time limit.
---@return number seconds
function Call:remaining()
  return self.deadline - self.clock()
end

-- Why the call cannot go on, if it cannot.
local function obstacle(self)
  if self.is_closed() then return errors.new("cancelled", "the client was closed") end
  if self:remaining() > 0 then return nil end
  local seconds = numbers.shown(self.options.timeout)
  return errors.new("timeout", ("the call was not over after %s seconds (timeout)"):format(seconds),
    { url = self.last_url })
end

-- What libcurl looks for in the environment, by the scheme of the address.
local PROXY_VARIABLES = {
  http = { "http_proxy", "all_proxy", "ALL_PROXY" },
  https = { "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY" },
}

-- A proxy that is not there looks like a portal that is not there.
local function proxy_hint(self, err)
  if err.kind ~= "network" or self.options.proxy == "" then return end
  if self.options.proxy then
    err.message = err.message .. "; a proxy is set (proxy)"
    return
  end
  local getenv = os and os.getenv or function() end
  local scheme = (err.url or ""):match("^(https?):") or "https"
  for _, name in ipairs(PROXY_VARIABLES[scheme]) do
    if (getenv(name) or "") ~= "" then
      err.message = err.message .. "; a proxy is set in the environment (" .. name .. ")"
      return
    end
  end
end

--- Sends a request.
---@param url string
---@param media string "csv" or "json"
---@return table? exchange
---@return table? err
function Call:request(url, media)
  local stop = obstacle(self)
  if stop then return nil, stop end
  local key = self.options.api_key
  local transfer, err = self.session:get(url, {
    headers = key and { Authorization = "Apikey " .. key } or nil,
    max_bytes = math.min(self.options.max_bytes, media == "json" and JSON_BYTES or math.huge),
    timeout = self:remaining() + MARGIN,
    connect_timeout = self.options.connect_timeout,
    stall_timeout = self.options.stall_timeout,
  })
  if not transfer then return nil, errors.adopt(err, { url = url }) end
  local sent = response.new(transfer, url, media, self.options.json)
  self.last_url = url
  return self:own(sent)
end

--- Tells `progress` where things are; false from it ends the call.
---@param received integer bytes
---@param phase urssaf.Phase
---@return boolean? ok
---@return table? err kind `cancelled`
function Call:report(received, phase)
  self.received, self.phase = received, phase
  return progress.report(self.options, received, phase)
end

--- Lets the requests go on until `done` returns true or an error.
---@param done function returns whether it is over: true, or nil, err if it failed, else false
---@return boolean? ok
---@return table? err
function Call:run(done)
  while true do
    if not self.is_closed() then self.session:poll(0) end
    local over, err = done()
    if over then return true end
    err = err or obstacle(self)
    -- also while nothing comes, so that `progress` can end a call that is not answered
    if not err then err = select(2, self:report(self.received, self.phase)) end
    if err then
      proxy_hint(self, err)
      return nil, err
    end
    wait(self, LONGEST_WAIT)
  end
end

--- Waits for an exchange and decodes its JSON.
---@param sent table of `request`
---@return table? value
---@return table? err
function Call:json(sent)
  local ok, err = self:run(function()
    if not sent:advance() then return false end
    return sent.err == nil, sent.err
  end)
  if not ok then return nil, err end
  local body = sent:body()
  local value, problem = json.decode(body, self.options.json)
  if type(value) == "table" then return value end
  problem = problem or ("it is a %s where a table was expected"):format(type(value))
  return errors.fail("content", "the answer is not the JSON that was asked for: " .. problem,
    { url = sent.url, cut = api.is_cut(body) })
end

--- Ends what is still under way, so that nothing goes on while nobody looks, and lets time pass;
-- `progress` may end the call meanwhile.
---@param seconds number
---@return boolean? ok
---@return table? err
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

--- Has something closed with the call, be it done or not.
---@param thing table with a method `close`
---@return table thing
function Call:own(thing)
  self.owned[#self.owned + 1] = thing
  return thing
end

--- Ends all that is still under way.
function Call:close()
  local owned = self.owned
  self.owned = {}
  for _, thing in ipairs(owned) do thing:close() end
end

return call
