--- How errors are reported: a failure is returned, misuse raises.
--
-- A failure has its cause outside the program: the network, the portal, a file, the data. It is
-- returned as `nil, err`: a table with `kind`, `message` (what is wrong, and what to do) and, where
-- they apply, the other fields below. `tostring(err)` is one readable line; two of one kind are
-- equal. Misuse of a function, such as an unknown option, raises a string.
local error_texts = require "urssaf.base.error_texts"
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"

local misuse = lazy "urssaf.base.misuse"

local errors = {}

---@class urssaf.Error
---@field kind string one of the kinds in docs/errors.md, for programs
---@field message string what is wrong and what to do, for people
---@field status integer? of the HTTP response
---@field url string? of the request
---@field line integer? of the response or file, from 1
---@field column integer? the number of the cell in its line, from 1
---@field attempts integer? how many times the request was tried, if more than once
---@field retry_after number? seconds until it makes sense to try again
---@field reset_time string? when the quota is renewed
---@field path string? of the file
---@field is_shapes boolean? whether that file is one of shapes, for a map
---@field error_code string? the portal's own name for the error
---@field expected string[]? the columns that were expected
---@field came string[]? the columns that came
---@field in_lua string? the part of the message that is about Lua, for programs that show messages
-- to others
---@field about string? what may be done about it: a word that the command finds its hints by
---@field shape string? of a dataset that is no time series: "years", "deadlines", "once", "list" …
---@field others string[]? the other datasets of its kind, such as those of other years
---@field nearest string? of an unknown place, dataset or column: the name that is most similar
local Error = {}

function Error.__tostring(err) return error_texts.line(err) end
function Error.__eq(one, other) return one.kind == other.kind end

--- Makes an error value.
---@param kind string one of the kinds in docs/errors.md
---@param message string
---@param fields table? further fields of the error
---@return urssaf.Error
function errors.new(kind, message, fields)
  return setmetatable(tables.merge(fields or {}, { kind = kind, message = message }), Error)
end

--- Returns nil and a new error: `return errors.fail(…)` reports a failure.
---@param kind string
---@param message string
---@param fields table? further fields of the error
---@return nil
---@return urssaf.Error err
function errors.fail(kind, message, fields)
  return nil, errors.new(kind, message, fields)
end

--- Makes an error of this module from one of the C modules, and adds fields that it lacks.
---@param err table
---@param fields table?
---@return urssaf.Error err
function errors.adopt(err, fields)
  return errors.new(err.kind, err.message, tables.merge(fields or {}, err))
end

local function raise_memory_error(ok, ...)
  if not ok and tostring((...)):find("not enough memory", 1, true) then error((...), 0) end
  return ok, ...
end

--- Calls a function as `pcall` does, but raises again the error that memory is exhausted, which
-- tells nothing about the function.
---@param call function
---@param ... any its arguments
---@return boolean ok
---@return any ... its results, or what it raised
function errors.try(call, ...)
  return raise_memory_error(pcall(call, ...))
end

--- Why a module could not be loaded, on one line.
---@param problem any what `require` raised
---@return string
function errors.unloadable(problem)
  return error_texts.unloadable(problem)
end

--- Raises a message about a mistake of the caller, preceded by the caller's file and line.
--
-- In the arguments `{ option = name }` stands for the name of an option or method. What a program
-- can do about it and a reader cannot comes last, as `{ in_lua = "; take …", about = "stock" }`:
-- the text is added to the message, and `about` tells the command which hint of its own to give.
---@param format string for string.format
---@param ... any arguments of the format
function errors.misuse(format, ...)
  misuse.raise(format, ...)
end

return errors
