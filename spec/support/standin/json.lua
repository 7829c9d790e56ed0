-- JSON as the portal writes it: keys in a fixed order, empty lists as [], missing values as null.
-- lua-cjson does none of these.

local lua = require "spec.support.lua"

local json = {}

-- null, for a key that must be present.
json.null = setmetatable({}, { __tostring = function() return "null" end })

local Array, Object = {}, {}

-- Marks a table as a list, even if it is empty.
function json.array(list)
  return setmetatable(list or {}, Array)
end

-- An object with exactly these keys, in this order; a missing value is null.
function json.object(keys, values)
  return setmetatable({ keys = keys, values = values }, Object)
end

local ESCAPES = {
  ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t",
}

local function quote(text)
  return '"' .. text:gsub('[%c"\\]', function(c)
    return ESCAPES[c] or ("\\u%04x"):format(c:byte())
  end) .. '"'
end

-- The shortest text that reads back as the same number; 12.0 stays 12.0.
function json.number(x)
  if lua.number_type(x) == "integer" then
    return ("%d"):format(x)
  end
  for digits = 15, 17 do
    local text = ("%." .. digits .. "g"):format(x)
    if tonumber(text) == x then
      return text:find("[.eEn]") and text or text .. ".0"
    end
  end
end

-- A double, written with a point even where Lua has no floats: 12.0, never 12.
function json.double(x)
  local text = json.number(x)
  return text:find("[.eEn]") and text or text .. ".0"
end

local write

local function write_items(open, close, items, indent)
  if #items == 0 then
    return open .. close
  elseif not indent then
    return open .. table.concat(items, ", ") .. close
  end
  local inner = indent .. "  "
  return open .. inner .. table.concat(items, "," .. inner) .. indent .. close
end

local function write_array(list, indent)
  local items = {}
  for i, item in ipairs(list) do
    items[i] = write(item, indent and indent .. "  ")
  end
  return write_items("[", "]", items, indent)
end

local function write_object(keys, values, indent)
  local items = {}
  for i, key in ipairs(keys) do
    local value = values[key]
    items[i] = quote(key) .. ": " .. write(value == nil and json.null or value,
      indent and indent .. "  ")
  end
  return write_items("{", "}", items, indent)
end

local function write_table(value, indent)
  local kind = getmetatable(value)
  if value == json.null then
    return "null"
  elseif kind == Array then
    return write_array(value, indent)
  elseif kind == Object then
    return write_object(value.keys, value.values, indent)
  end
  return write_object(lua.sorted_keys(value), value, indent)
end

function write(value, indent)
  local kind = type(value)
  if kind == "table" then
    return write_table(value, indent)
  elseif kind == "string" then
    return quote(value)
  elseif kind == "number" then
    return json.number(value)
  end
  return tostring(value)
end

-- On one line.
function json.encode(value)
  return write(value)
end

-- Over several lines, as the portal's errors come.
function json.pretty(value)
  return write(value, "\n")
end

return json
