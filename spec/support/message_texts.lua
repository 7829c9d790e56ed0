-- The texts in the sources: every string literal, with those that `..` puts together as one.
local shell = require "spec.support.shell"

local message_texts = {}

local ESCAPES = { n = "\n", t = "\t", r = "\r" }

local function plain(body)
  return (body:gsub("\\(.)", function(escaped) return ESCAPES[escaped] or escaped end))
end

-- Where a short string that begins at a position ends.
local function string_end(source, at)
  local quote, stop = source:sub(at, at), at + 1
  while source:sub(stop, stop) ~= quote do
    assert(stop <= #source, "a string without an end")
    stop = stop + (source:sub(stop, stop) == "\\" and 2 or 1)
  end
  return stop
end

-- Where what is neither a string nor code ends: a comment, a blank, a long string; nil if at code.
local function skipped(source, at, comment)
  local long = source:match("^%-%-%[(=*)%[", at) or source:match("^%[(=*)%[", at)
  if long and comment == "--" then return select(2, source:find("]" .. long .. "]", at, true)) end
  if source:sub(at, at + 1) == "/*" and comment == "//" then
    return select(2, source:find("*/", at, true))
  end
  if source:sub(at, at + 1) == comment then
    return (source:find("\n", at, true) or #source + 1) - 1
  end
  local _, stop = source:find("^%s+", at)
  return stop
end

-- The tokens of a source: { text = } for a string, { code = } for anything else.
local function tokens(source, comment)
  local list, at = {}, 1
  while at <= #source do
    local character, stop = source:sub(at, at), skipped(source, at, comment)
    if not stop and (character == '"' or character == "'") then
      stop = string_end(source, at)
      list[#list + 1] = { text = plain(source:sub(at + 1, stop - 1)), at = at }
    elseif not stop then
      stop = select(2, source:find("^[%w_]+", at)) or select(2, source:find("^%.+", at)) or at
      list[#list + 1] = { code = source:sub(at, stop), at = at }
    end
    at = stop + 1
  end
  return list
end

-- In Lua `..` joins two strings, in C nothing does.
local function is_joined(list, i, comment)
  if comment == "//" then return list[i + 1] and list[i + 1].text, 1 end
  return list[i + 1] and list[i + 1].code == ".." and list[i + 2] and list[i + 2].text, 2
end

-- Whether a text is what a message says of Lua: it is given to the field or the local `in_lua`.
local function is_in_lua(list, i)
  local before = i - 1
  while list[before] and list[before].code == "(" do before = before - 1 end
  return list[before] ~= nil and list[before].code == "="
    and list[before - 1].code == "in_lua"
end

--- The texts of one source, and the places of those among them that are given to `in_lua`.
---@param source string
---@param comment "--"|"//" of Lua or C
---@return string[]
---@return table<integer, boolean>
function message_texts.of(source, comment)
  local list, texts, i, of_lua = tokens(source, comment), {}, 1, {}
  while i <= #list do
    local text = list[i].text
    if text then
      of_lua[#texts + 1] = is_in_lua(list, i) or nil
      local nearby, step = is_joined(list, i, comment)
      while nearby do
        text, i = text .. nearby, i + step
        nearby, step = is_joined(list, i, comment)
      end
      texts[#texts + 1] = text
    end
    i = i + 1
  end
  return texts, of_lua
end

--- Calls a function with the path and the texts of each source of the library, and the places of
-- those that are given to `in_lua`.
---@param visit fun(path: string, texts: string[], of_lua: table<integer, boolean>)
function message_texts.each(visit)
  local _, _, list = shell.run(("cd %s && find lua/urssaf src -name '*.lua' -o -name '*.[ch]'")
    :format(shell.root))
  for path in list:gmatch "[^\n]+" do
    local comment = path:find "%.lua$" and "--" or "//"
    visit(path, message_texts.of(shell.read(shell.root .. "/" .. path), comment))
  end
end

return message_texts
