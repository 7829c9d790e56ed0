-- The English texts in sources that people may read: string literals, put together as far as the
-- source does, with `%s` in the place of what is only known when the program runs.
local sentences = {}

-- luacheck's parser is plain Lua, which Debian installs for Lua 5.1 alone.
local function load_of_luacheck(name)
  local path = package.path .. ";/usr/share/lua/5.1/?.lua"
  local file = package.searchpath and package.searchpath(name, path)
  if not file then
    for template in path:gmatch "[^;]+" do
      local candidate = template:gsub("%?", (name:gsub("%.", "/")))
      local handle = io.open(candidate)
      if handle then handle:close() end
      file = file or handle and candidate
    end
  end
  return file
end

local function with_luacheck(call)
  local old = package.path
  package.path = old .. ";/usr/share/lua/5.1/?.lua"
  local ok, result = pcall(call)
  package.path = old
  if not ok then error(result, 0) end
  return result
end

-- Whether luacheck is installed.
function sentences.can_parse()
  return load_of_luacheck "luacheck.parser" ~= nil
end

local function parse(source)
  return with_luacheck(function()
    local parser, decoder = require "luacheck.parser", require "luacheck.decoder"
    return parser.parse(decoder.decode(source))
  end)
end

-- ------------------------------------------------------------------ Lua

-- Calls whose texts are no messages: names of modules and patterns.
local NAMES = { require = true, lazy = true }
local PATTERNS = { find = true, match = true, gmatch = true, gsub = true, rep = true, sub = true }

-- Kinds of errors. A table with another kind and a message is a note, which `language/notes` says.
local ERRORS = {}
for kind in ([[network timeout tls quota portal http content decode schema incomplete limit offline
  cache file cancelled none ambiguous usage lacking defect empty]]):gmatch "%a+" do
  ERRORS[kind] = true
end

local function unwrapped(node)
  while node.tag == "Paren" do node = node[1] end
  return node
end

local function is_format(node)
  return node.tag == "Invoke" and node[2][1] == "format"
    and (unwrapped(node[1]).tag == "String" or unwrapped(node[1]).tag == "Op")
end

local walk

-- The text of an expression; what else is in it is looked at by itself.
local function folded(node, add)
  node = unwrapped(node)
  if node.tag == "String" then return node[1] end
  if node.tag == "Op" and node[1] == "concat" then
    return folded(node[2], add) .. folded(node[3], add)
  end
  if is_format(node) then
    for i = 3, #node do walk(node[i], add) end
    return folded(node[1], add)
  end
  walk(node, add, true)
  return "%s"
end

local function field(tbl, name)
  for _, pair in ipairs(tbl) do
    if pair.tag == "Pair" and pair[1].tag == "String" and pair[1][1] == name then return pair[2] end
  end
end

local function is_note(tbl)
  local kind = field(tbl, "kind")
  return kind and kind.tag == "String" and not ERRORS[kind[1]]
end

local function walk_table(tbl, add)
  for _, item in ipairs(tbl) do
    local name = item.tag == "Pair" and item[1].tag == "String" and item[1][1]
    if item.tag ~= "Pair" then
      walk(item, add)
    elseif not (name == "en" or name == "fr" or name == "in_lua"
        or name == "message" and is_note(tbl)) then
      if not name then walk(item[1], add) end
      walk(item[2], add)
    end
  end
end

local function walk_call(node, add)
  local callee = node.tag == "Call" and node[1].tag == "Id" and node[1][1]
  if NAMES[callee] then return end
  if node.tag == "Invoke" and PATTERNS[node[2][1]] then return walk(node[1], add) end
  -- the message of a note
  local skipped = callee == "new_note" and 3 or node.tag == "Invoke" and 2 or nil
  for i = 1, #node do
    if i ~= skipped then walk(node[i], add) end
  end
end

-- What a message says of Lua, which no command prints: `local in_lua = …`, and `err.in_lua = …`.
local function is_in_lua(node)
  local target = (node.tag == "Local" or node.tag == "Set") and node[1][1]
  return target and (target[1] == "in_lua" or target.tag == "Index" and target[2][1] == "in_lua")
end

function walk(node, add, is_inside)
  if type(node) ~= "table" or is_in_lua(node) then return end
  local is_text = node.tag == "String" or node.tag == "Op" and node[1] == "concat"
    or is_format(node)
  if is_text and not is_inside then
    add(folded(node, add))
  elseif node.tag == "Table" then
    walk_table(node, add)
  elseif node.tag == "Call" or node.tag == "Invoke" then
    walk_call(node, add)
  elseif node.tag == "Index" and node[2].tag == "String" then
    walk(node[1], add)
  else
    for i = 1, #node do walk(node[i], add) end
  end
end

--- The texts of a Lua source, line by line, in its order.
---@param source string
---@return string[]
function sentences.of_lua(source)
  local list = {}
  walk(parse(source), function(text)
    for line in text:gmatch "[^\n]+" do list[#list + 1] = line end
  end)
  return list
end

-- ------------------------------------------------------------------ C

local ESCAPES = { n = "\n", t = "\t", ['"'] = '"', ["\\"] = "\\" }

-- Without comments, directives, characters that are quotes, and calls that report the misuse of a C
-- module, which the library's own checks come before.
local function bare(source)
  source = source:gsub("/%*.-%*/", ""):gsub("\n%s*#[^\n]*", "\n"):gsub("'\"'", "")
  for _, name in ipairs { "luaL_error", "luaL_argerror", "luaL_argcheck" } do
    source = source:gsub(name .. "%s*%b()", "")
  end
  return source
end

--- The string literals of a C source, those beside each other as one.
---@param source string
---@return string[]
function sentences.of_c(source)
  local list, last = {}, nil
  local text = bare(source)
  local at = 1
  while true do
    local first = text:find('"', at, true)
    if not first then return list end
    local stop = first + 1
    while text:sub(stop, stop) ~= '"' do
      assert(stop <= #text, "a literal does not end")
      stop = stop + (text:sub(stop, stop) == "\\" and 2 or 1)
    end
    local literal = text:sub(first + 1, stop - 1):gsub("\\(.)", ESCAPES)
    if last and text:sub(last + 1, first - 1):find "^%s*$" then
      list[#list] = list[#list] .. literal
    else
      list[#list + 1] = literal
    end
    last, at = stop, stop + 1
  end
end

-- ------------------------------------------------------------------ comparing

--- A format in which all placeholders are `%s`, without blanks around it.
---@param format string
---@return string
function sentences.plain(format)
  local text = format:gsub("%%[-+#0]*%d*%.?%d*[lz]*([%a%%])", function(letter)
    return letter == "%" and "%%" or "%s"
  end)
  return (text:gsub("^%s+", ""):gsub("%s+$", ""))
end

--- Whether a text has two words beside each other, as sentences have and names have not.
---@param text string
---@return boolean
function sentences.is_wordy(text)
  return text:find "%a%a+[,;:]? +[%a%%'\"(]" ~= nil or text:find "%%s[,;:]? +%a%a" ~= nil
    or text:find "^%a%l+ %a" ~= nil
end

return sentences
