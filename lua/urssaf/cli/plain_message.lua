--- The messages of the library as the command prints them: without what they say of Lua, and with
-- the command's own options in the place of the library's.
--
-- Misuse of the library tells which option it is about, as a field (see `urssaf.Misuse`); a failure
-- names the part of its message that is about Lua (`in_lua`). What can be done about either, in the
-- command's words, is in hints.lua.
local messages = require("urssaf.base.lazy") "urssaf.language.messages"

local plain_message = {}

-- The command's names for options and methods of the library, where they are not those of the
-- library with hyphens.
local NAMES = { api_key = "URSSAF_API_KEY", base_url = "URSSAF_BASE_URL",
  cache_dir = "URSSAF_CACHE_DIR", qoq = "--quarterly-growth", mom = "--monthly-growth",
  fill = "--missing", how = "--nature", measures = "--measure", rows = "--wide",
  columns = "--wide" }

--- What the command calls an option or a method of the library.
---@param name string
---@return string
function plain_message.option(name)
  return NAMES[name] or "--" .. name:gsub("_", "-")
end

-- Bounds, for which the command has no options, at the end of a message about one.
local BOUNDS = { " (max_bytes)", " (max_units)", " (max_periods)" }

local function without(message, part)
  local first, last = message:find(part, 1, true)
  return first and message:sub(1, first - 1) .. message:sub(last + 1) or message
end

-- Limits of time, for which it has none either. The French messages do not name them.
local LIMITS_OF_TIME = { " (timeout)", " (connect_timeout)", " (stall_timeout)" }
local HAS_LIMIT_OF_TIME = { timeout = true, quota = true, http = true }

-- The message of a failure without what is about Lua.
local function plain_failure(err)
  local message = tostring(err.message)
  if err.in_lua then
    message = without(without(message, (" (%s)"):format(err.in_lua)), "; " .. err.in_lua)
  end
  for _, bound in ipairs(err.kind == "limit" and BOUNDS or {}) do
    message = without(message, bound)
  end
  return message
end

local function plain_english(err)
  local message = plain_failure(err)
  for _, limit in ipairs(HAS_LIMIT_OF_TIME[err.kind] and LIMITS_OF_TIME or {}) do
    message = without(message, limit)
  end
  return message
end

-- What stands for the values of a misuse.
local function texts_of(values)
  local texts = {}
  for i = 1, values.n do
    local value = values[i]
    texts[i] = type(value) == "table" and plain_message.option(value.option) or value
  end
  return texts
end

--- The message of an error in French.
---@param err urssaf.Error|urssaf.Misuse
---@return string
function plain_message.in_french(err)
  if err.format then return messages.of_format(err.format, texts_of(err.values)) end
  local message = plain_failure(err):gsub("%s*[\r\n]+%s*", " ")
  local said = messages.in_french(message)
  -- the portal's own words are quoted, unless they are known
  if err.error_code and said == message then return messages.typeset("« " .. said .. " »") end
  return said
end

local unpack = table.unpack or unpack -- luacheck: ignore 113 143 (each Lua has one of them)

--- The message of an error.
---@param err urssaf.Error|urssaf.Misuse
---@return string
function plain_message.of(err)
  if not err.format then return plain_english(err) end
  return err.format:format(unpack(texts_of(err.values), 1, err.values.n))
end

return plain_message
