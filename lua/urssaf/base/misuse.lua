--- Raises a message about a mistake of the caller: see `errors.misuse`.
--
-- What it says is raised as a text. A program that says it in words of its own gets what it is made
-- of, as a table: see `misuse.with_fields`.
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"

local unpack = table.unpack or unpack -- luacheck: ignore 113 143 (each Lua has one of them)

-- The folder of the library: this file is one room below it.
local function library_folder(source)
  return source:match("^(@.*[/\\])base[/\\]")
end

local misuse = {}

--- Calls a function. Misuse within it raises a table, `urssaf.Misuse`, in the place of a text. The
-- stack tells whether a call is within this one, so that no other call is affected.
---@param call function
---@return any ... what it returns
function misuse.with_fields(call)
  local first, second = call() -- not as a tail call, which would leave nothing on the stack
  return first, second
end

-- The level of the first function outside this library, at whose line misuse is reported.
local function caller_level()
  local own = library_folder(debug.getinfo(1, "S").source)
  local level = 3
  local info = debug.getinfo(level, "S")
  -- C functions have no line; "tail" is how Lua 5.1 shows a frame that a tail call replaced
  while info and (info.what == "C" or info.what == "tail"
      or (own and info.source:sub(1, #own) == own)) do
    level = level + 1
    info = debug.getinfo(level, "S")
  end
  return info and level - 1 or 0
end

-- Whether this call is within `with_fields`.
local function wants_fields()
  local level = 3
  local info = debug.getinfo(level, "f")
  while info and info.func ~= misuse.with_fields do
    level = level + 1
    info = debug.getinfo(level, "f")
  end
  return info ~= nil
end

-- Longer than any list of names in a message.
local LONGEST = 500

-- What a message quotes of the caller's values: the beginning of a long text, and of what has no
-- text of its own its type, since its address tells nothing.
local function shown(value)
  if type(value) ~= "string" then return value end
  return (utf8.bounded(value, LONGEST):gsub("%f[%w](%l+):? %(?0x%x+%)?", "a %1"))
end

-- What stands for the values in the library's message: an option is called by its name.
local function texts_of(values)
  local texts = { n = values.n }
  for i = 1, values.n do
    local value = values[i]
    texts[i] = shown(type(value) == "table" and value.option or value)
  end
  return texts
end

-- What is known of a mistake beside its message: the last value, if it is a table and no option.
local function taken_fields(values)
  local last = values[values.n]
  if type(last) ~= "table" or last.option then return {} end
  values.n = values.n - 1
  return last
end

local function raise_fields(format, values, texts, message, fields)
  for i = 1, values.n do
    if type(values[i]) ~= "table" then values[i] = texts[i] end
  end
  error(tables.merge(fields, { kind = "usage", format = format, values = values,
    message = message }), 0)
end

---@class urssaf.Misuse what `errors.misuse` is called with, for programs that say it in other words
---@field kind "usage"
---@field format string
---@field values table what stands for its `%s`: texts, numbers, and `{ option = name }`
---@field message string the library's own, without what is about Lua alone
---@field about string|string[]|nil what may be done about it: words that hints are found by

--- Raises a message: see `errors.misuse`.
---@param format string
---@param ... any
function misuse.raise(format, ...)
  local values = { n = select("#", ...), ... }
  local fields = taken_fields(values)
  local texts = texts_of(values)
  local message = format:format(unpack(texts, 1, texts.n))
  local has_stack = rawget(_G, "debug") and debug.getinfo
  if has_stack and wants_fields() then raise_fields(format, values, texts, message, fields) end
  error(message .. (fields.in_lua or ""), has_stack and caller_level() or 0)
end

return misuse
