-- The doc comments of a Lua file: what `---` comments with LuaCATS tags say of its classes and
-- functions. A comment begins with `---` and goes on with `--`; so does what a tag says.
--
-- The model of a file:
--
--   { name = "panel" (what it returns), text = "…" (the comment it begins with), meta = true? ,
--     classes   = { { name, text, fields = { { name, type, text } }, variable = "Panel"? } },
--     aliases   = { { name, type, text } },
--     functions = { { name = "filter", of = "Panel" or nil, is_method, arguments = { "wanted" },
--                     text, params = { { name, type, text } }, overloads = { "fun(…)" },
--                     returns = { { type, name?, text } }, line } },
--     values    = { { name, type, text } },
--     problems  = { "line: what" } }
local types = require "docs.reference.types"

local annotations = {}

-- ------------------------------------------------------------------ comments

local function lines_of(text)
  local list = {}
  for line in (text .. "\n"):gmatch "(.-)\r?\n" do list[#list + 1] = line end
  return list
end

-- The blocks of comments that begin with `---`: { first, last, lines }, the dashes taken off.
local function blocks_of(lines)
  local blocks, block = {}, nil
  for i, line in ipairs(lines) do
    local said = line:match "^%-%-%-(.*)$"
    if not said and block then said = line:match "^%-%-(.*)$" end
    if said and not said:find "^%-" then
      block = block or { first = i, lines = {} }
      block.lines[#block.lines + 1], block.last = said, i
      blocks[#blocks + (#block.lines == 1 and 1 or 0)] = block
    else
      block = nil
    end
  end
  return blocks
end

local function trimmed(text)
  return (text:gsub("^%s*\n", ""):gsub("%s+$", ""))
end

-- A block's text and its tags: { tag, what it says, line }.
local function parts_of(block)
  local text, tags = {}, {}
  for i, line in ipairs(block.lines) do
    local tag, rest = line:match "^@(%w+)%s*(.*)$"
    if tag then
      tags[#tags + 1] = { tag = tag, text = rest, line = block.first + i - 1 }
    elseif #tags > 0 then
      local last = tags[#tags]
      last.text = last.text .. " " .. line:gsub("^%s+", "")
    else
      text[#text + 1] = line:gsub("^ ", "")
    end
  end
  return trimmed(table.concat(text, "\n")), tags
end

-- ------------------------------------------------------------------ tags

local function problem(model, line, format, ...)
  model.problems[#model.problems + 1] = ("%d: %s"):format(line, format:format(...))
end

-- `name type text`, of a parameter or a field
local function named(model, tag)
  local name, rest = tag.text:match "^([%w_.]+%??)%s+(.*)$"
  if not name then name, rest = tag.text:match "^(%[[%w_]+%])%s+(.*)$" end
  local kind, text = nil, nil
  if name then kind, text = types.split(rest) end
  if not kind then
    problem(model, tag.line, "@%s has no name and type: %s", tag.tag, tag.text)
    return { name = name or tag.text, type = "any", text = "" }
  end
  return { name = name, type = kind, text = text, line = tag.line }
end

-- `type name text`, several with commas between if they have no text
local function returned(model, tag, list)
  local kind, rest = types.split(tag.text)
  if not kind then
    problem(model, tag.line, "@return has no type: %s", tag.text)
    return
  end
  local name, text = rest:match "^([%a_][%w_]*)%s*(.*)$"
  local one = { type = kind, name = name, text = text or rest, line = tag.line }
  list[#list + 1] = one
  local others = one.text:match "^,%s*(.*)$"
  if others then
    one.text = ""
    returned(model, { tag = tag.tag, text = others, line = tag.line }, list)
  end
end

-- `name : parent, parent text`
local function add_class(model, tag, text)
  local name, more = tag.text:match "^([%w_.]+)%s*(.*)$"
  local parents
  if more:find "^:" then
    local first = more:match "^:%s*([%w_.]+)"
    local after = more:match "^:%s*[%w_.]+()"
    parents = { first }
    local next_one, at = more:match("^,%s*([%w_.]+)()", after)
    while next_one do
      parents[#parents + 1], after = next_one, at
      next_one, at = more:match("^,%s*([%w_.]+)()", after)
    end
    more = more:sub(after):gsub("^%s+", "")
  end
  local class = { name = name, text = text ~= "" and text or more, parents = parents or {},
    fields = {}, line = tag.line }
  model.classes[#model.classes + 1] = class
  return class
end

local function add_alias(model, tag, text)
  local name, rest = tag.text:match "^(%S+)%s+(.*)$"
  local kind, said = types.split(rest or "")
  if not kind then
    problem(model, tag.line, "@alias has no name and type: %s", tag.text)
  else
    model.aliases[#model.aliases + 1] = { name = name, type = kind, line = tag.line,
      text = said ~= "" and said or text }
  end
end

local READ = {}

function READ.param(model, tag, about) about.params[#about.params + 1] = named(model, tag) end

READ["return"] = function(model, tag, about) returned(model, tag, about.returns) end

function READ.overload(_, tag, about) about.overloads[#about.overloads + 1] = tag.text end

function READ.type(_, tag, about) about.type = types.split(tag.text) end

function READ.meta(model, tag) model.meta = tag.text ~= "" and tag.text or true end

function READ.class(model, tag, about) about.class = add_class(model, tag, about.text) end

function READ.alias(model, tag, about) add_alias(model, tag, about.text) end

function READ.field(model, tag, about)
  if not about.class then
    problem(model, tag.line, "@field without a @class before it")
  else
    about.class.fields[#about.class.fields + 1] = named(model, tag)
  end
end

-- What an editor alone makes use of.
local ONLY_EDITORS = { diagnostic = true, cast = true, see = true, private = true, vararg = true }

local function read_tags(model, tags, about)
  for _, tag in ipairs(tags) do
    if READ[tag.tag] then
      READ[tag.tag](model, tag, about)
    elseif not ONLY_EDITORS[tag.tag] then
      problem(model, tag.line, "unknown tag @%s", tag.tag)
    end
  end
end

-- ------------------------------------------------------------------ what a comment is about

local function arguments_of(text)
  local list = {}
  for name in text:gmatch "[%w_.]+" do list[#list + 1] = name end
  return list
end

-- A method that makes no use of its object is written `function Class.name(_, …)`.
local function method_or_function(of, mark, name, arguments)
  local list = arguments_of(arguments)
  local is_method = mark == ":" or list[1] == "_"
  if list[1] == "_" then table.remove(list, 1) end
  return { of = of, is_method = is_method, name = name, arguments = list }
end

-- What the line after a comment defines.
local function definition(line)
  local of, mark, name, arguments = line:match "^function ([%w_]+)([.:])([%w_]+)%s*(%b())"
  if name then return method_or_function(of, mark, name, arguments) end
  arguments = line:match "^return function%s*(%b())"
  if arguments then return { name = "", arguments = arguments_of(arguments) } end
  of, name = line:match "^([%w_]+)%.([%w_]+) ="
  if name then return { of = of, name = name, is_value = true } end
  of, name = line:match "^([%w_]+)%[\"([%w_]+)\"%] ="
  if name then return { of = of, name = name, is_value = true } end
  name = line:match "^local ([%w_]+) ="
  return name and { variable = name }
end

local function add(model, about, found)
  if found and found.variable then
    if about.class then about.class.variable = found.variable end
  elseif found and found.is_value then
    model.values[#model.values + 1] = { of = found.of, name = found.name, type = about.type,
      text = about.text, line = about.line }
  elseif found then
    found.text, found.params, found.returns = about.text, about.params, about.returns
    found.overloads, found.line = about.overloads, about.line
    model.functions[#model.functions + 1] = found
  end
end

--- The model of a file's text.
---@param text string
---@return table model
function annotations.of(text)
  local lines = lines_of(text)
  local model = { text = "", classes = {}, aliases = {}, functions = {}, values = {},
    problems = {} }
  for i, block in ipairs(blocks_of(lines)) do
    local said, tags = parts_of(block)
    local about = { text = said, params = {}, returns = {}, overloads = {}, line = block.last + 1 }
    if i == 1 and block.first == 1 then model.text, about.text = said, "" end
    read_tags(model, tags, about)
    add(model, about, definition(lines[block.last + 1] or ""))
  end
  for i = #lines, 1, -1 do
    model.name = model.name or lines[i]:match "^return ([%w_]+)$"
  end
  return model
end

--- The same of a file.
---@param path string
---@return table model
function annotations.read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  local model = annotations.of(text)
  model.path = path
  return model
end

return annotations
