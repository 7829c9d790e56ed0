--- The response to one GET. The body of a response with status 200 goes to `consume` block by
-- block, or is collected; a response with any other status becomes an error.
local errors = require "urssaf.base.errors"
local api = require "urssaf.portal.api"
local error_response = require "urssaf.portal.error_response"
local utf8 = require "urssaf.base.utf8"

local response = {}

---@class urssaf.portal.Response
---@field url string
---@field size integer bytes of the body so far
---@field finished boolean whether nothing more will come
---@field err urssaf.Error? why it failed
local Response = {}
Response.__index = Response

-- how many bytes are read of the body of an error response
local MAX_ERROR_BYTES = 64 * 1024

--- The response that a transfer brings.
---@param transfer urssaf.http.Transfer
---@param url string
---@param media string "csv" or "json": what the body has to be
---@param parser table? the host's JSON
---@param obstacle fun(): urssaf.Error? why the call cannot go on, nil if it can
---@return urssaf.portal.Response
function response.new(transfer, url, media, parser, obstacle)
  return setmetatable({
    transfer = transfer, url = url, media = media, parser = parser, obstacle = obstacle,
    parts = {}, size = 0, finished = false,
  }, Response)
end

local function fail(self, err)
  self.err = errors.adopt(err, { url = self.url })
  self.err.message = utf8.repaired(self.err.message)
  self:close()
end

-- If the body of an error response breaks off, or cannot be unpacked, the status is still the more
-- useful error.
local LESS_USEFUL = { network = true, timeout = true, content = true }

local function finish(self, err)
  local status, headers = self.status or self.transfer:status(), self.transfer:headers()
  if status and status ~= 200 and (not err or LESS_USEFUL[err.kind]) then
    err = error_response.failure(status, headers, table.concat(self.parts), self.parser)
  end
  if err then return fail(self, err) end
  self:close()
end

local function begin(self, bytes)
  self.status = self.transfer:status()
  if self.status ~= 200 then return end
  local err = api.unexpected(self.transfer:headers(), bytes, self.media)
  if err then fail(self, err) end
end

local function take(self, bytes, consume)
  if not self.status then begin(self, bytes) end
  if self.finished then return end
  self.size = self.size + (type(bytes) == "number" and bytes or #bytes)
  if consume and self.status == 200 then
    local ok, err = consume(bytes)
    if not ok then fail(self, err) end
  else
    self.parts[#self.parts + 1] = bytes
    if self.status ~= 200 and self.size > MAX_ERROR_BYTES then finish(self) end
  end
end

-- The next bytes of the body; of those that go to a decoder directly, how many.
local function next_bytes(self, decoder)
  local can_feed = decoder and decoder.sink and self.status == 200 and self.transfer.feed
  local sink = can_feed and decoder:sink()
  if sink then return self.transfer:feed(sink) end
  return self.transfer:read()
end

--- Reads what has come, without waiting. A few bytes on the wire may unpack to very many, so the
-- call's time limit is looked at before each block of them.
---@param consume function? takes the bytes of a body with status 200, or how many went to the
-- decoder; returns true, or nil, err
---@param decoder table? what the bytes go to directly, as soon as that is possible: a panel's
-- decoder can tell, others cannot
---@return boolean finished
function Response:advance(consume, decoder)
  while not self.finished do
    local bytes, err = next_bytes(self, decoder)
    if bytes == "" or bytes == 0 then break end
    err = err or bytes and self.obstacle()
    if err or not bytes then finish(self, err) else take(self, bytes, consume) end
  end
  return self.finished
end

--- The body that was collected, without `consume`.
---@return string
function Response:body()
  return table.concat(self.parts)
end

--- Ends the transfer, complete or not.
function Response:close()
  self.finished = true
  self.transfer:close()
end

return response
