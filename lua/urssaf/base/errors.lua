--- The two kinds of failure.
--
-- What depends on the world is returned as `nil, err`: a table with `kind`, `message` (plain
-- words, what to do) and, where they apply, `status url attempts retry_after line column`.
-- `tostring(err)` is one readable line. Misuse of a function raises a string.
local errors = {}

---@class urssaf.Error
---@field kind string what to act on
---@field message string plain words
---@field status integer? of the HTTP answer
---@field url string?
---@field line integer? of the body, from 1
---@field column integer? the number of the cell in its line
---@field attempts integer? how often it was tried, if more than once
---@field retry_after number? seconds
---@field reset_time string? until when a quota is used up
---@field path string? of a file
---@field nearest string? a name that is near, where a place is unknown
local Error = {}

function Error.__tostring(err)
  local line = (tostring(err.kind) .. ": " .. tostring(err.message)):gsub("%s*[\r\n]+%s*", " ")
  if err.url then line = line .. " (" .. err.url .. ")" end
  return line
end

--- Makes an error value.
---@param kind string one of the kinds in docs/errors.md
---@param message string
---@param fields table? further fields of the error
---@return urssaf.Error
function errors.new(kind, message, fields)
  local err = {}
  for name, value in pairs(fields or {}) do err[name] = value end
  err.kind, err.message = kind, message
  return setmetatable(err, Error)
end

--- The same as `nil, errors.new(…)`, for `return errors.fail(…)`.
---@param kind string
---@param message string
---@param fields table? further fields of the error
---@return nil
---@return urssaf.Error err
function errors.fail(kind, message, fields)
  return nil, errors.new(kind, message, fields)
end

--- Takes over an error of the C modules, adding fields it does not have.
---@param err table
---@param fields table?
---@return urssaf.Error err
function errors.adopt(err, fields)
  local adopted = errors.new(err.kind, err.message, err)
  for name, value in pairs(fields or {}) do
    if adopted[name] == nil then adopted[name] = value end
  end
  return adopted
end

local function let_go(ok, ...)
  if not ok and tostring((...)):find("not enough memory", 1, true) then error((...), 0) end
  return ok, ...
end

--- Calls a function as `pcall` does, but for one error, which says nothing of what was tried: that
-- there is no memory.
---@param call function
---@param ... any what it is given
---@return boolean ok
---@return any ... what it returned, or what it raised
function errors.try(call, ...)
  return let_go(pcall(call, ...))
end

--- Why a module cannot be had, on one line, of what `require` said.
---@param problem any
---@return string
function errors.unloadable(problem)
  local text = tostring(problem)
  local name = text:match("^[^\n]*module '([^']+)' not found")
  if name then return name .. " is not where this Lua looks" end
  -- where it is and what the loader says of it
  local first, second = text:match("^([^\n]*)\n?%s*([^\n]*)")
  return second ~= "" and first .. " " .. second or first
end

-- The folder of the library: this file is one room below it.
local function library_folder(source)
  return source:match("^(@.*[/\\])base[/\\]")
end

-- The level of the first function that is not this library's: misuse is its author's to mend.
local function caller_level()
  if not (debug and debug.getinfo) then return 0 end
  local own = library_folder(debug.getinfo(1, "S").source)
  local level = 3
  local info = debug.getinfo(level, "S")
  -- what a function was left by to call another one is no place: 5.1 shows it as "tail"
  while info and (info.what == "C" or info.what == "tail"
      or (own and info.source:sub(1, #own) == own)) do
    level = level + 1
    info = debug.getinfo(level, "S")
  end
  return info and level - 1 or 0
end

--- Raises a message about the caller's own mistake, with the caller's place in front of it.
---@param format string for string.format
---@param ... any for the format
function errors.misuse(format, ...)
  error(format:format(...), caller_level())
end

return errors
