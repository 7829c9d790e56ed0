--- Raises a message about a mistake of the caller: see `errors.misuse`.
local utf8 = require "urssaf.base.utf8"

local unpack = table.unpack or unpack -- luacheck: ignore 113 143 (each Lua has one of them)

-- The folder of the library: this file is one room below it.
local function library_folder(source)
  return source:match("^(@.*[/\\])base[/\\]")
end

-- The level of the first function outside this library: misuse is reported at its line.
local function caller_level()
  if not (rawget(_G, "debug") and debug.getinfo) then return 0 end
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

-- Longer than any list of names in a message.
local LONGEST = 500

-- What a message quotes of the caller's values: the beginning of a long text, and of what has no
-- text of its own its type, since its address tells nothing.
local function shown(value)
  if type(value) ~= "string" then return value end
  return (utf8.bounded(value, LONGEST):gsub("%f[%w](%l+):? %(?0x%x+%)?", "a %1"))
end

return function(format, ...)
  local values = { ... }
  for i = 1, select("#", ...) do values[i] = shown(values[i]) end
  error(format:format(unpack(values, 1, select("#", ...))), caller_level())
end
