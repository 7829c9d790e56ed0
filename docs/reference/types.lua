-- Parses LuaCATS types: `string?`, `urssaf.Series[]`, `fun(a: string): number`.
local types = {}

-- a string, a table, brackets, a number, a generic type, a name
local ONE = { '^"[^"]*"()', "^%b{}()", "^%b()()", "^%-?%d+()", "^[%a_][%w_.]*%b<>()",
  "^[%a_][%w_.]*()" }

local function after_one(text, at)
  for _, pattern in ipairs(ONE) do
    local after = text:match(pattern, at)
    if after then return after end
  end
end

-- The position after the type that begins at `at`; nil if there is none.
local function read(text, at)
  local after = text:match("^fun%b()()", at)
  local result = after and text:match("^%s*:%s*()", after)
  while result do -- what a function returns: a type, or several with commas between
    after = read(text, result)
    result = after and text:match("^%s*,%s*()", after)
  end
  after = after or after_one(text, at)
  if not after then return nil end
  after = text:match("^[%[%]?]*()", after)
  local bar = text:match("^%s*|%s*()", after)
  if bar then return read(text, bar) end
  return after
end

--- Splits a text into the type that it begins with and the rest; nil if it begins with no type.
---@param text string
---@return string? type
---@return string? rest without blanks around it
function types.split(text)
  local first = text:match "^%s*()"
  local after = read(text, first)
  if not after then return nil end
  return text:sub(first, after - 1), (text:sub(after):gsub("^%s+", ""):gsub("%s+$", ""))
end

local BUILT_IN = {}
for name in ([[any boolean integer number string table function nil userdata thread self true false
  fun]]):gmatch "%a+" do BUILT_IN[name] = true end

local function without_strings(text)
  return (text:gsub('"[^"]*"', '""'))
end

--- Every name in a type that is not built in.
---@param text string
---@return string[]
function types.names(text)
  -- names of fields and parameters are not types: `{ fr: string }`, `fun(value: number)`
  local plain = without_strings(text):gsub("([%a_][%w_]*)%??%s*:", ":")
  local list = {}
  for name in plain:gmatch "[%a_][%w_.]*" do
    if not BUILT_IN[name] then list[#list + 1] = name end
  end
  return list
end

--- Whether a value of the type may be nil.
---@param text string
---@return boolean
function types.is_optional(text)
  local plain = without_strings(text):gsub("%b()", "()"):gsub("%b{}", "{}")
  return plain:find "%?$" ~= nil or plain:find "%?|" ~= nil or plain:find "%f[%a]nil%f[%A]" ~= nil
    or plain == "any"
end

return types
