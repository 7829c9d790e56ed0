--- Writes JSON: the same text for the same value, whatever library reads it.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"
local sorting = require "urssaf.base.sorting"
local utf8 = require "urssaf.base.utf8"

local json_writer = {}

local ESCAPES = { ['"'] = '\\"', ["\\"] = "\\\\", ["\b"] = "\\b", ["\f"] = "\\f", ["\n"] = "\\n",
  ["\r"] = "\\r", ["\t"] = "\\t",
  -- line ends to JavaScript, though not to JSON
  ["\226\128\168"] = "\\u2028", ["\226\128\169"] = "\\u2029" }
for code = 0, 31 do
  local control = string.char(code)
  ESCAPES[control] = ESCAPES[control] or ("\\u%04x"):format(code)
end

--- A text as a string of JSON; what is not UTF-8 in it is replaced by U+FFFD.
---@param value string
---@return string
function json_writer.string(value)
  local text = value:gsub('[%z\1-\31"\\]', ESCAPES)
  -- a file's path may be in any encoding: what is not UTF-8 must not spoil the document
  if text:find("[\128-\255]") then
    text = utf8.repaired(text):gsub("\226\128[\168\169]", ESCAPES)
  end
  return '"' .. text .. '"'
end

--- A list of texts that are JSON already.
---@param texts string[]
---@return string
function json_writer.list(texts)
  return "[" .. table.concat(texts, ",") .. "]"
end

--- The name of an object's field, with its colon: `label` and value are a field of `object`.
---@param name string
---@return string
function json_writer.label(name)
  return json_writer.string(name) .. ":"
end

--- An object of fields that are JSON already.
---@param fields string[]
---@return string
function json_writer.object(fields)
  return "{" .. table.concat(fields, ",") .. "}"
end

local encode -- is recursive

local function encode_object(object)
  local fields = {}
  for i, name in ipairs(sorting.keys(object)) do
    fields[i] = json_writer.label(name) .. encode(object[name], name)
  end
  return json_writer.object(fields)
end

local function encode_list(list)
  local texts = {}
  for i, value in ipairs(list) do texts[i] = encode(value, "a list") end
  return json_writer.list(texts)
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
  if kind == "string" then return json_writer.string(value) end
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
function json_writer.encode(value, name)
  return encode(value, name)
end

return json_writer
