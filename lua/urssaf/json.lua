--- JSON through lua-cjson, with its differences evened out: whole numbers are integers whatever
-- the build, and null is absent, so `cjson.null` never leaves this file.
local characters = require "urssaf.characters"
local errors = require "urssaf.errors"
local integer = require "urssaf.integer"
local names = require "urssaf.names"
local numbers = require "urssaf.numbers"

local json = {}

local function plain(value, null)
  if value == null then return nil end
  if type(value) == "number" then return integer(value) or value end
  if type(value) == "table" then
    for key, element in pairs(value) do value[key] = plain(element, null) end
  end
  return value
end

--- Decodes a document.
---@param text string
---@return any? value objects and lists as tables
---@return string? problem what is wrong, if it is not JSON
function json.decode(text)
  local cjson = require "cjson"
  -- A codec of our own: the host's settings stay as they are. A new one each time: cjson looks
  -- up the locale's decimal point when it makes one, and a host may change its locale at will.
  local ok, value = errors.try(cjson.new().decode, text)
  if not ok then return nil, tostring(value) end
  return plain(value, cjson.null)
end

-- ------------------------------------------------------------------ writing

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n",
  ["\r"] = "\\r", ["\t"] = "\\t",
  -- line ends to JavaScript, though not to JSON
  ["\226\128\168"] = "\\u2028", ["\226\128\169"] = "\\u2029" }
for code = 0, 31 do
  local control = string.char(code)
  ESCAPES[control] = ESCAPES[control] or ("\\u%04x"):format(code)
end

local REPLACEMENT = "\239\191\189"

-- A file's path may be in any encoding: what is not UTF-8 must not spoil the document.
local function clean(bytes)
  local parts, at = {}, 1
  while at <= #bytes do
    local found = characters.at(bytes, at)
    parts[#parts + 1] = found or REPLACEMENT
    at = at + (found and #found or 1)
  end
  return table.concat(parts)
end

--- A text as a string of JSON; what is not UTF-8 in it is replaced by U+FFFD.
---@param value string
---@return string
function json.string(value)
  local text = value:gsub('[%z\1-\31"\\]', ESCAPES)
  if text:find("[\128-\255]") then text = clean(text):gsub("\226\128[\168\169]", ESCAPES) end
  return '"' .. text .. '"'
end

--- A list of texts that are JSON already.
---@param texts string[]
---@return string
function json.list(texts)
  return "[" .. table.concat(texts, ",") .. "]"
end

local encode -- is recursive

local function encode_object(object)
  local fields = {}
  for i, name in ipairs(names.sorted_keys(object)) do
    fields[i] = json.string(name) .. ":" .. encode(object[name], name)
  end
  return "{" .. table.concat(fields, ",") .. "}"
end

local function encode_list(list)
  local texts = {}
  for i, value in ipairs(list) do texts[i] = encode(value, "a list") end
  return json.list(texts)
end

-- "list", "object", or nil for what is neither; all that may be empty here are lists.
local function shape_of(value)
  local count, of_strings = 0, 0
  for key in pairs(value) do
    count = count + 1
    if type(key) == "string" then of_strings = of_strings + 1 end
  end
  if of_strings == 0 and count == #value then return "list" end
  return of_strings == count and "object" or nil
end

function encode(value, name)
  local kind = type(value)
  if kind == "string" then return json.string(value) end
  if kind == "boolean" then return tostring(value) end
  local written = kind == "number" and numbers.text(value)
  if written then return written end
  local shape = kind == "table" and shape_of(value)
  if shape == "list" then return encode_list(value) end
  if shape == "object" then return encode_object(value) end
  errors.misuse("%s: a %s that JSON cannot hold", name, kind)
end

--- A plain value as JSON, the fields of objects in byte order: the same text for the same value.
-- An empty table is a list. Raises on what JSON cannot hold.
---@param value any
---@param name string what to call it in a message
---@return string
function json.encode(value, name)
  return encode(value, name)
end

return json
