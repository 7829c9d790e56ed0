-- The stand-in portal: the routes of the Explore API v2.1 over the synthetic sample, or over the
-- catalogue of all time series, under the faults a client asks for.
-- `portal.new(options):handle(request)` is what the server calls.

local responses = require "spec.support.standin.responses"
local body_filters = require "spec.support.standin.body_filters"
local cjson = require "spec.support.cjson"
local fault_effects = require "spec.support.standin.fault_effects"
local errors = require "spec.support.standin.errors"
local export = require "spec.support.standin.export"
local faults = require "spec.support.standin.faults"
local json = require "spec.support.standin.json"
local metadata = require "spec.support.standin.metadata"
local parameters = require "spec.support.standin.parameters"
local old_vintage = require "spec.support.standin.old_vintage"
local query = require "spec.support.standin.query"
local body_cache = require "spec.support.standin.body_cache"
local sample = require "spec.support.standin.sample"
local socket = require "socket"
local url = require "spec.support.standin.url"

local ROOT = "/api/explore/v2.1"
local MOST_LOGGED = 10000

local Portal = {}
Portal.__index = Portal

local portal = {}

-- The key that gives access to the private dataset.
portal.API_KEY = "cle-de-demonstration"

-- Routes

local function authorised(request)
  return request.headers.authorization == "Apikey " .. portal.API_KEY
end

function Portal:dataset(call)
  local data = self.by_id[call.id]
  if not data then
    errors.raise(404, "NotFoundResource",
      ("The requested dataset %s does not exist."):format(call.id))
  elseif data.private and not authorised(call.request) then
    errors.raise(401, "ForbiddenAccess", "This dataset needs an API key with the right to read it.")
  end
  local older = call.active.older
  return older and old_vintage(data, older) or data
end

function Portal:view(call, kind)
  local data = self:dataset(call)
  call.params = parameters.read(kind, call.query)
  return query.view(data, call.params, call.active)
end

function Portal:catalog(call)
  local params = parameters.read("catalog", call.query)
  local results, visible = json.array(), 0
  for _, data in ipairs(self.datasets) do
    if not data.private then
      visible = visible + 1
      if visible > params.offset and #results < params.limit then
        results[#results + 1] = metadata(query.view(data, {}, call.active), call.active)
      end
    end
  end
  local total = visible + math.floor(call.active.count or 0)
  return responses.json(json.object({ "total_count", "results" },
    { total_count = total, results = results }))
end

function Portal:metadata(call)
  return responses.json(metadata(self:view(call, "metadata"), call.active))
end

function Portal:records(call)
  local view = self:view(call, "records")
  local results, row = json.array(), export.json_row(view)
  for i in view.rows() do
    results[#results + 1] = row(i)
  end
  return responses.json(json.object({ "total_count", "results" },
    { total_count = math.floor(view.total()), results = results }))
end

local EXPORT_TYPES = {
  csv = "text/csv; charset=utf-8",
  json = "application/json; charset=utf-8",
  jsonl = "application/jsonlines; charset=utf-8",
}

function Portal:export(call)
  if not export.knows(call.format) then
    self:dataset(call)
    errors.bad_parameter(("This stand-in has no export in %s"):format(call.format))
  end
  local view = self:view(call, call.format)
  local pieces = export.pieces(call.format, view, call.params, call.active)
  local response = responses.ok(EXPORT_TYPES[call.format], body_filters.gather(pieces))
  responses.set_header(response, "Content-Disposition",
    ('attachment; filename="%s.%s"'):format(call.id, call.format))
  return response
end

local ROUTES = {
  { "^/catalog/datasets/?$", "catalog" },
  { "^/catalog/datasets/([^/]+)/?$", "metadata" },
  { "^/catalog/datasets/([^/]+)/records/?$", "records" },
  { "^/catalog/datasets/([^/]+)/exports/(%w+)$", "export" },
}

local function route(path)
  for _, entry in ipairs(ROUTES) do
    local id, format = path:match(entry[1])
    if id then
      return entry[2], url.decode(id), format
    end
  end
end

-- Requests

function Portal:own_response(kind, call)
  if not kind then
    errors.raise(404, "NotFoundURI", "There is nothing at this address.")
  end
  local response = self[kind](self, call)
  self.served = self.served + 1
  responses.add_quota(response, self.served)
  return response
end

function Portal:log(request)
  if #self.requests >= MOST_LOGGED then
    table.remove(self.requests, 1)
  end
  table.insert(self.requests, {
    method = request.method,
    target = request.target,
    headers = request.headers,
    at = socket.gettime() - self.started,
    in_progress = request.in_progress,
  })
end

-- The portal's own response, be it an error.
function Portal:ask(kind, call)
  local done, response = pcall(self.own_response, self, kind, call)
  if done then
    return response
  elseif type(response) == "table" and response.code then
    return errors.response(response)
  end
  error(response, 0)
end

-- All that a body depends on: the query, the faults, the content coding.
local function body_key(request, active)
  local target = request.target:gsub("^.*" .. ROOT:gsub("%p", "%%%0"), "")
  return table.concat({ target, cjson.encode(active), request.headers["accept-encoding"] or "" },
    "\n")
end

function Portal:api(request, path, parsed)
  local prefix, rest = path:match("^/with/([^/]*)(/.*)$")
  local below = (rest or path):match("^" .. ROOT:gsub("%p", "%%%0") .. "(/.*)$")
  local kind, id, format = route(below or "")
  local active = prefix and self.faults:take(prefix, kind) or {}
  local call = { request = request, query = parsed, active = active, id = id, format = format }
  local response = fault_effects.replaced(active) or self:ask(kind, call)
  response = fault_effects.finish(request, response, active)
  if kind == "export" and type(response.body) == "function" then
    response.body = self.body_cache:body(body_key(request, active), response.body)
  end
  return response
end

local CONTROL = {}

CONTROL["/_requests"] = function(self, parsed)
  local prefix, list = (parsed.prefix or { "" })[1], json.array()
  for _, entry in ipairs(self.requests) do
    if entry.target:sub(1, #prefix) == prefix then
      list[#list + 1] = entry
    end
  end
  return responses.json(list)
end

-- Bytes that Lua holds after a full collection.
CONTROL["/_memory"] = function()
  collectgarbage()
  return responses.json(math.floor(collectgarbage "count" * 1024))
end

CONTROL["/_stop"] = function(self)
  self.stopping = true
  return responses.plain(200, "text/plain", "Bye.\n")
end

local function method_not_allowed()
  return responses.plain(405, "text/plain", "GET only.\n")
end

-- An error in a fault or in this code becomes a 500 with its message.
function Portal:handle(request)
  local target = request.target:gsub("^http://[^/]+", "") -- the form for a proxy
  local path, parsed = url.split(target)
  local control = CONTROL[path]
  if not control then
    self:log(request)
  end
  if control or request.method ~= "GET" then
    return fault_effects.finish(request, (control or method_not_allowed)(self, parsed), {})
  end
  local done, response = pcall(self.api, self, request, path, parsed)
  if done then
    return response
  end
  local message = responses.plain(500, "text/plain", tostring(response) .. "\n")
  return fault_effects.finish(request, message, {})
end

local function datasets_of(options)
  if not options or not options.catalogue then return sample.datasets(options) end
  return require "spec.support.standin.catalogue"(options.catalogue == "full")
end

-- options.scale       how large the dataset by département is
-- options.catalogue   serves the portal's 83 time series instead: "part" or "full" (catalogue.lua)
function portal.new(options)
  local self = setmetatable({
    datasets = datasets_of(options),
    by_id = {},
    faults = faults.new(),
    body_cache = body_cache.new(),
    requests = {},
    served = 0,
    started = socket.gettime(),
  }, Portal)
  for _, data in ipairs(self.datasets) do
    self.by_id[data.id] = data
  end
  return self
end

return portal
