-- Reads the doc comments of a Lua file: the texts and LuaCATS tags of its classes and functions. A
-- comment begins with `---` and goes on with `--`; so does the text of a tag.
--
-- The model of a file:
--
--   { name = "panel" (the variable it returns), text = "…" (the comment at its head), meta = true?,
--     classes   = { { name, text, parents = {}, fields = { { name, type, text } },
--                     variable = "Panel"? } },
--     aliases   = { { name, type, text } },
--     functions = { { name = "filter", of = "Panel" or nil, is_method, arguments = { "wanted" },
--                     text, params = { { name, type, text } }, overloads = { "fun(…)" },
--                     returns = { { type, name?, text } }, line } },
--     values    = { { name, of, type, text } },
--     problems  = { "line: what is wrong" } }
local types = require "docs.reference.types"

local annotations = {}

-- ------------------------------------------------------------------ comments

-- The doc comments of a file: { first, last, lines }, the lines without their dashes.
local function comments_of(lines)
  local list, comment = {}, nil
  for i, line in ipairs(lines) do
    local text = line:match "^%-%-%-(.*)$" or comment and line:match "^%-%-(.*)$"
    if not text or text:find "^%-" then
      comment = nil
    else
      if not comment then
        comment = { first = i, lines = {} }
        list[#list + 1] = comment
      end
      comment.lines[#comment.lines + 1], comment.last = text, i
    end
  end
  return list
end

-- The text of a comment, and its tags: { tag, text, line }.
local function parts_of(comment)
  local text, tags = {}, {}
  for i, line in ipairs(comment.lines) do
    local tag, rest = line:match "^@(%w+)%s*(.*)$"
    local last = tags[#tags]
    if tag then
      tags[#tags + 1] = { tag = tag, text = rest, line = comment.first + i - 1 }
    elseif last then
      last.text = last.text .. " " .. line:gsub("^%s+", "")
    else
      text[#text + 1] = line:gsub("^ ", "")
    end
  end
  return table.concat(text, "\n"):gsub("^%s*\n", ""):gsub("%s+$", ""), tags
end

-- ------------------------------------------------------------------ tags

local function problem(model, tag, message)
  local text = ("%d: @%s %s"):format(tag.line, tag.tag, message)
  model.problems[#model.problems + 1] = text
end

-- `NAME TYPE TEXT`
local function named(model, tag, pattern)
  local name, rest = tag.text:match(pattern)
  local kind, text = types.split(rest or "")
  if not kind then problem(model, tag, "has no name and type: " .. tag.text) end
  return { name = name or tag.text, type = kind or "any", text = text or "", line = tag.line }
end

-- For each tag, the function that adds it to the model, or to the subject of the comment.
local READ = {}

function READ.param(model, tag, subject)
  table.insert(subject.params, named(model, tag, "^([%w_.]+)%s+(.*)$"))
end

-- `TYPE NAME TEXT`, or several without text: `TYPE NAME, TYPE NAME`
READ["return"] = function(model, tag, subject)
  local kind, rest = types.split(tag.text)
  if not kind then return problem(model, tag, "has no type: " .. tag.text) end
  local name, text = rest:match "^([%a_][%w_]*)%s*(.*)$"
  local next_one = (text or rest):match "^,%s*(.*)$"
  table.insert(subject.returns, { type = kind, name = name, line = tag.line,
    text = next_one and "" or text or rest })
  if next_one then
    READ["return"](model, { tag = tag.tag, text = next_one, line = tag.line }, subject)
  end
end

function READ.overload(_, tag, subject) table.insert(subject.overloads, tag.text) end

function READ.type(_, tag, subject) subject.type = types.split(tag.text) end

function READ.meta(model, tag) model.meta = tag.text ~= "" and tag.text or true end

-- `NAME : PARENT, PARENT TEXT`
function READ.class(model, tag, subject)
  local name, rest = tag.text:match "^([%w_.]+)%s*(.*)$"
  local parents = {}
  local parent, after = rest:match "^:%s*([%w_.]+)%s*(.*)$"
  while parent do
    parents[#parents + 1], rest = parent, after
    parent, after = rest:match "^,%s*([%w_.]+)%s*(.*)$"
  end
  subject.class = { name = name, parents = parents, fields = {}, line = tag.line,
    text = subject.text ~= "" and subject.text or rest }
  table.insert(model.classes, subject.class)
end

function READ.field(model, tag, subject)
  if not subject.class then return problem(model, tag, "without a @class before it") end
  local pattern = tag.text:find "^%[" and "^(%[[%w_]+%])%s+(.*)$" or "^([%w_.]+%??)%s+(.*)$"
  table.insert(subject.class.fields, named(model, tag, pattern))
end

function READ.alias(model, tag, subject)
  local alias = named(model, tag, "^(%S+)%s+(.*)$")
  if alias.text == "" then alias.text = subject.text end
  table.insert(model.aliases, alias)
end

-- Tags that only editors read.
for _, tag in ipairs { "diagnostic", "cast", "see", "private", "vararg" } do
  READ[tag] = function() end
end

-- ------------------------------------------------------------------ the line below a comment

-- A method that does not use its object is written `function Class.name(_, …)`.
local function method_or_function(of, mark, name, arguments)
  local list = {}
  for argument in arguments:gmatch "[%w_.]+" do list[#list + 1] = argument end
  local ignores_self = list[1] == "_"
  if ignores_self then table.remove(list, 1) end
  return { of = of, is_method = mark == ":" or ignores_self, name = name, arguments = list }
end

-- Adds what the line below a comment defines to the model.
local function add(model, subject, line)
  local of, mark, name, arguments = line:match "^function ([%w_]+)([.:])([%w_]+)%s*(%b())"
  if not name then
    arguments, name, mark = line:match "^return function%s*(%b())", "", "."
  end
  local variable = line:match "^local ([%w_]+) ="
  if arguments then
    local one = method_or_function(of, mark, name, arguments)
    one.text, one.params, one.returns = subject.text, subject.params, subject.returns
    one.overloads, one.line = subject.overloads, subject.line
    table.insert(model.functions, one)
  elseif variable and subject.class then
    subject.class.variable = variable
  else
    of, name = line:match "^([%w_]+)%.([%w_]+) ="
    if name then
      table.insert(model.values, { of = of, name = name, type = subject.type, text = subject.text })
    end
  end
end

--- The model of a file's text.
---@param text string
---@return table model
function annotations.of(text)
  local lines = {}
  for line in (text .. "\n"):gmatch "(.-)\r?\n" do lines[#lines + 1] = line end
  local model = { text = "", classes = {}, aliases = {}, functions = {}, values = {},
    problems = {}, name = text:match "\nreturn ([%w_]+)%s*$" }
  for _, comment in ipairs(comments_of(lines)) do
    local own, tags = parts_of(comment)
    local subject = { text = own, params = {}, returns = {}, overloads = {},
      line = comment.last + 1 }
    if comment.first == 1 then model.text, subject.text = own, "" end
    for _, tag in ipairs(tags) do
      if READ[tag.tag] then
        READ[tag.tag](model, tag, subject)
      else
        problem(model, tag, "is unknown")
      end
    end
    add(model, subject, lines[comment.last + 1] or "")
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
  return annotations.of(text)
end

return annotations
