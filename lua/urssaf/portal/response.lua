--- One request and its answer, taken in as it comes.
-- The answer of a request that went well goes to `consume` bytes by bytes, or is kept whole; any
-- other answer becomes an error.
local errors = require "urssaf.base.errors"
local api = require "urssaf.portal.api"

local response = {}

local Exchange = {}
Exchange.__index = Exchange

-- what is read of an answer that says no
local REFUSAL = 64 * 1024

--- Wraps a transfer.
---@param transfer table of `session:get`
---@param url string
---@param media string "csv" or "json": what the answer has to be
---@param parser table? the host's JSON
---@return table exchange
function response.new(transfer, url, media, parser)
  return setmetatable({
    transfer = transfer, url = url, media = media, parser = parser, parts = {}, size = 0,
    finished = false,
  }, Exchange)
end

function Exchange:fail(err)
  self.err = errors.adopt(err, { url = self.url })
  self:close()
end

-- A status other than 200 says more than what befell its body.
local LESS = { network = true, timeout = true, content = true }

local function finish(self, err)
  local status, headers = self.status or self.transfer:status(), self.transfer:headers()
  if status and status ~= 200 and (not err or LESS[err.kind]) then
    err = api.failure(status, headers, table.concat(self.parts), self.parser)
  end
  if err then return self:fail(err) end
  self:close()
end

local function begin(self, bytes)
  self.status = self.transfer:status()
  if self.status ~= 200 then return end
  local err = api.unexpected(self.transfer:headers(), bytes, self.media)
  if err then self:fail(err) end
end

local function take(self, bytes, consume)
  if not self.status then begin(self, bytes) end
  if self.finished then return end
  self.size = self.size + #bytes
  if consume and self.status == 200 then
    local ok, err = consume(bytes)
    if not ok then self:fail(err) end
  else
    self.parts[#self.parts + 1] = bytes
    if self.status ~= 200 and self.size > REFUSAL then finish(self) end
  end
end

--- Reads what has come, without waiting.
---@param consume function? takes the bytes of a good answer; returns true, or nil, err
---@return boolean finished
function Exchange:advance(consume)
  while not self.finished do
    local bytes, err = self.transfer:read()
    if bytes == "" then break end
    if bytes then take(self, bytes, consume) else finish(self, err) end
  end
  return self.finished
end

--- The whole body, if it was kept.
---@return string
function Exchange:body()
  return table.concat(self.parts)
end

--- Ends it, whatever its state.
function Exchange:close()
  self.finished = true
  self.transfer:close()
end

return response
