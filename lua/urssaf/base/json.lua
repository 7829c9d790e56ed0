--- Reads JSON through lua-cjson, or dkjson, or what the host passes, with their differences evened
-- out: whole numbers are integers whatever the build, and null is absent, so no `cjson.null` ever
-- leaves this file.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"

local json = {}

-- What is of none of these types is somebody's null.
local TYPES = { string = true, number = true, boolean = true, table = true }

local function plain(value)
  local kind = type(value)
  if not TYPES[kind] then return nil end
  if kind == "number" then return numbers.integer(value) or value end
  if kind == "table" then
    for key, element in pairs(value) do value[key] = plain(element) end
  end
  return value
end

-- A codec of our own: the host's settings stay as they are. A new one each time: cjson looks up the
-- locale's decimal point when it makes one, and a host may change its locale at will.
local function of_cjson(cjson)
  return cjson.new().decode
end

-- dkjson returns nil, a position and a message where others raise; this raises the message.
local function of_dkjson(dkjson)
  return function(text)
    local value, _, problem = dkjson.decode(text)
    return problem and error(problem, 0) or value
  end
end

local LIBRARIES = { { "cjson", of_cjson, "lua-cjson" }, { "dkjson", of_dkjson, "dkjson" } }

local NONE = "no JSON in this host: install lua-cjson"

-- The first library that is there, and its module.
local function found()
  for _, library in ipairs(LIBRARIES) do
    local ok, module = errors.try(require, library[1])
    if ok then return library, module end
  end
end

--- What reads JSON here: "lua-cjson", "dkjson" or "host"; nil, and why there is none.
---@param given table? the host's `decode`
---@return string? name
---@return string? problem
function json.name(given)
  local library = not given and found()
  if given or library then return given and "host" or library[3] end
  return nil, NONE
end

-- A function that decodes or raises; nil, and why there is none.
local function decoder(given)
  if given then return given.decode end
  local library, module = found()
  if library then return library[2](module) end
  return nil, NONE
end

--- Decodes a document.
---@param text string
---@param given table? the host's `decode`, which returns a value or raises
---@return any? value objects and lists as tables
---@return string? problem what is wrong, if it is not JSON
function json.decode(text, given)
  local decode, missing = decoder(given)
  if not decode then return nil, missing end
  local ok, value, problem = errors.try(decode, text)
  if not ok or (value == nil and problem) then return nil, tostring(ok and problem or value) end
  ok, value = errors.try(plain, value)
  if ok then return value end
  return nil, "it is nested deeper than can be followed"
end

return json
