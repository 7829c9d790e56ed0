-- LuaCATS types as they stand in annotations: `string?`, `urssaf.Series[]`, `fun(a: string)`.
local types = {}

local read -- forward: types hold types

local function skip_blanks(text, at)
  return text:match("^%s*()", at)
end

-- What is between brackets, whatever it is; the position after the closing one.
local function after_brackets(text, at, pair)
  local _, last = text:find("^%b" .. pair, at)
  return last and last + 1
end

-- `fun(…)`, and the types of what it returns, if it says so.
local function after_function(text, at)
  local closed = after_brackets(text, at + 3, "()")
  local colon = closed and text:match("^%s*:%s*()", closed)
  if not colon then return closed end
  local after = read(text, colon)
  local comma = after and text:match("^%s*,%s*()", after)
  while comma do
    after = read(text, comma)
    comma = after and text:match("^%s*,%s*()", after)
  end
  return after
end

local function after_name(text, at)
  local after = text:match("^[%a_][%w_.]*()", at)
  return after and (after_brackets(text, after, "<>") or after)
end

local function after_one(text, at)
  local first = text:sub(at, at)
  if first == '"' then return text:match('^"[^"]*"()', at) end
  if first == "{" then return after_brackets(text, at, "{}") end
  if first == "(" then return after_brackets(text, at, "()") end
  if text:find("^fun%(", at) then return after_function(text, at) end
  return text:match("^%-?%d+()", at) or after_name(text, at)
end

local function after_suffixes(text, at)
  local after = text:match("^%[%]()", at) or text:match("^%?()", at)
  return after and after_suffixes(text, after) or at
end

-- The position after the type that begins at `at`; nil if there is none.
function read(text, at)
  local after = after_one(text, at)
  if not after then return nil end
  after = after_suffixes(text, after)
  local bar = text:match("^%s*|%s*()", after)
  if bar then return read(text, bar) end
  return after
end

--- Splits a text into the type it begins with and the rest; nil if it begins with none.
---@param text string
---@return string? type
---@return string? rest without blanks around it
function types.split(text)
  local first = skip_blanks(text, 1)
  local after = read(text, first)
  if not after then return nil end
  return text:sub(first, after - 1), (text:sub(after):gsub("^%s+", ""):gsub("%s+$", ""))
end

local BUILT_IN = {
  any = true, boolean = true, integer = true, number = true, string = true, table = true,
  ["function"] = true, ["nil"] = true, userdata = true, thread = true, self = true, ["true"] = true,
  ["false"] = true,
}

local function without_strings(text)
  return (text:gsub('"[^"]*"', '""'))
end

-- Names of fields and parameters are no types: `{ fr: string }`, `fun(value: number)`.
local function without_labels(text)
  return (text:gsub("([%a_][%w_]*)%??%s*:", ":"))
end

--- Every name in a type that is no built-in one.
---@param text string
---@return string[]
function types.names(text)
  local list = {}
  for name in without_labels(without_strings(text)):gmatch "[%a_][%w_.]*" do
    if not BUILT_IN[name] and name ~= "fun" then list[#list + 1] = name end
  end
  return list
end

--- Whether nil is among what a type may be.
---@param text string
---@return boolean
function types.is_optional(text)
  local plain = without_strings(text):gsub("%b()", "()"):gsub("%b{}", "{}")
  return plain:find "%?$" ~= nil or plain:find "%?|" ~= nil or plain:find "%f[%a]nil%f[%A]" ~= nil
    or plain == "any"
end

return types
