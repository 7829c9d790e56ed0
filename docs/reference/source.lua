-- A page of the reference as LDoc reads it: comments alone, with its tags and HTML for text.
local prose = require "docs.reference.prose"
local types = require "docs.reference.types"

local source = {}

-- LDoc parts the summary from the rest at the first full stop: here at a blank line and nowhere
-- else.
local function said(text)
  return (text:gsub("([.?])%s", "%1&#32;"))
end

local function comment(...)
  local lines = {}
  for _, line in ipairs { ... } do
    lines[#lines + 1] = (#lines == 0 and "--- " or "-- ") .. line
  end
  return table.concat(lines, "\n") .. "\n"
end

local Page = {}
Page.__index = Page

-- ------------------------------------------------------------------ texts

function Page:summary_and_rest(text)
  local summary, rest = prose.split(text)
  local short = said(prose.line(summary, self.index))
  if rest == "" then return { short } end
  return { short, "", said(prose.html(rest, self.index)) }
end

-- A type, its names linked.
function Page:type(text)
  local html = prose.escape(text):gsub("urssaf[%w_.]*", function(name)
    local known = self.index[name]
    return known and ("@{%s|%s}"):format(known, name) or name
  end)
  return '<span class="type">' .. html .. "</span>"
end

function Page:typed(one)
  local text = prose.line(one.text or "", self.index)
  return self:type(one.type) .. (text ~= "" and " " .. text or "")
end

-- ------------------------------------------------------------------ items

-- Without a text there is no summary either.
local function lines_of(text)
  return text ~= "" and { said(text) } or {}
end

local function with_tags(lines, tags)
  for _, tag in ipairs(tags) do lines[#lines + 1] = tag end
  return comment((table.unpack or unpack)(lines)) -- luacheck: ignore 113
end

local function title(name)
  return (name:gsub("^%u", string.lower))
end

-- The call without its first, optional parameters, where it may be had so.
local function overload_text(page, one)
  local kind = one.overloads[1]
  if not kind then return nil end
  local arguments = kind:match "^fun(%b())":sub(2, -2):gsub("^self:[^,]*,%s*", "")
  local name = arguments:match "^[%w_]+"
  local called = one.is_method and title(one.of) .. ":" .. one.name
    or page.name .. "." .. one.name
  return ("<p>Also as %s.</p>"):format(prose.code(("%s(%s)"):format(called, name), {}))
end

function Page:params(one)
  local tags = {}
  for _, param in ipairs(one.params) do
    local optional = types.is_optional(param.type) and "[opt]" or ""
    tags[#tags + 1] = ("@param%s %s %s"):format(optional, param.name, self:typed(param))
  end
  return tags
end

function Page:returns(one)
  local tags = {}
  for _, returned in ipairs(one.returns) do
    local name = returned.name and ("<b>%s</b> "):format(returned.name) or ""
    tags[#tags + 1] = "@return " .. name .. self:typed(returned)
  end
  return tags
end

function Page:func(one)
  local lines = self:summary_and_rest(one.text)
  local also = overload_text(self, one)
  if also then
    lines[2], lines[3] = "", (lines[3] or "") .. said(also)
  end
  lines[#lines + 1] = "@function " .. (one.is_method and one.of .. ":" or "") .. one.name
  for _, tag in ipairs(self:params(one)) do lines[#lines + 1] = tag end
  return with_tags(lines, self:returns(one))
end

-- `[string]` and the like stand for any other name.
local function field_name(name)
  return name:find "^%[" and "..." or (name:gsub("%?$", ""))
end

function Page:class(class)
  local short = class.name:match "[^.]*$"
  local parents = {}
  for i, name in ipairs(class.parents) do parents[i] = prose.code(name, self.index) end
  local text = prose.line(class.text, self.index)
  if #parents > 0 then
    text = ("%s%s"):format(text ~= "" and text .. "; " or "", "with the fields of "
      .. table.concat(parents, ", "))
  end
  local lines = lines_of(text)
  lines[#lines + 1] = "@table " .. short
  for _, field in ipairs(class.fields) do
    lines[#lines + 1] = ("@field %s %s"):format(field_name(field.name), self:typed(field))
  end
  return with_tags(lines, {})
end

function Page:alias(alias)
  local text = self:type(alias.type)
  if alias.text ~= "" then text = text .. " " .. prose.line(alias.text, self.index) end
  return comment(said(text), "@table " .. alias.name:match "[^.]*$")
end

function Page:value(value)
  local lines = self:summary_and_rest(value.text)
  if value.type then lines[1] = self:type(value.type) .. " " .. lines[1] end
  return with_tags(lines, { "@table " .. value.name })
end

-- ------------------------------------------------------------------ the page

local function is_one_of(name, list)
  for _, other in ipairs(list or {}) do
    if other == name then return true end
  end
  return false
end

local function methods_of(model, class)
  local list = {}
  for _, one in ipairs(model.functions) do
    if class.variable and one.of == class.variable then list[#list + 1] = one end
  end
  return list
end

local function detailed(page, one)
  local more = page.details and page.details[one.of .. ":" .. one.name]
  if not more then return one end
  local whole = {}
  for field, value in pairs(one) do whole[field] = value end
  whole.text = one.text .. "\n\n" .. more
  return whole
end

function Page:head()
  local lines = self:summary_and_rest(self.text or self.model.text)
  lines[#lines + 1] = "@module " .. self.name
  return comment((table.unpack or unpack)(lines)) -- luacheck: ignore 113
end

-- Functions that are the module's own: those to be called, and those that are not.
function Page:module_functions(parts)
  local inner = {}
  for _, one in ipairs(self.model.functions) do
    if one.of == self.model.name and not self.classes and one.of then
      local into = is_one_of(one.name, self.inner) and inner or parts
      into[#into + 1] = self:func(one)
    end
  end
  return inner
end

function Page:values(parts)
  for _, value in ipairs(self.model.values) do
    if value.of == self.model.name and not self.classes then
      parts[#parts + 1] = self:value(value)
    end
  end
end

function Page:tables(parts, sections)
  for _, class in ipairs(self.model.classes) do
    local methods = methods_of(self.model, class)
    if class.name == self.name then
      if #class.fields > 0 then parts[#parts + 1] = self:class(class) end
    elseif #methods == 0 then
      parts[#parts + 1] = self:class(class)
    else
      local short = class.name:match "[^.]*$"
      sections[#sections + 1] = comment(short, "@section " .. short)
      sections[#sections + 1] = self:class(class)
      for _, one in ipairs(methods) do
        sections[#sections + 1] = self:func(detailed(self, one))
      end
    end
  end
  for _, alias in ipairs(self.model.aliases) do parts[#parts + 1] = self:alias(alias) end
end

--- A page's source.
---@param page table of `pages`, with `model`, its `details` as texts
---@param index table<string, string> of `index`
---@return string
function source.of(page, index)
  local self = setmetatable({ index = index }, { __index = function(_, name)
    if Page[name] ~= nil then return Page[name] end
    return page[name]
  end })
  local parts, sections = { self:head() }, {}
  local inner = self:module_functions(parts)
  self:values(parts)
  self:tables(parts, sections)
  for _, part in ipairs(sections) do parts[#parts + 1] = part end
  if #inner > 0 then
    -- LDoc orders sections by when it first met their title
    parts[#parts + 1] = comment("Inside " .. self.name, "@section inner")
    for _, part in ipairs(inner) do parts[#parts + 1] = part end
  end
  return table.concat(parts, "\n")
end

return source
