--- Raises a message about a mistake of the caller: see `errors.misuse`.

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

return function(format, ...)
  error(format:format(...), caller_level())
end
