-- The page of a module, in Markdown: the comment at the head of its file, a list of contents, then
-- its functions and tables, each with its comment. Doc comments are Markdown themselves.
local types = require "docs.reference.types"

local Page = {}
Page.__index = Page

local function short(class_name)
  return class_name:match "[^.]*$"
end

-- ------------------------------------------------------------------ links

--- Adds the names of this page (`urssaf.fetch`, `panel:filter`, `urssaf.Panel`) to the links, which
-- map names to addresses relative to the folder of modules. Code in a text that is such a name
-- becomes a link.
function Page:add_links(links)
  local file = self.name .. ".html"
  if not self.title then links[self.name] = file end
  for _, one in ipairs(self.model.functions) do
    if one.is_method then
      local id = one.of .. ":" .. one.name
      links[one.of:lower() .. ":" .. one.name] = file .. "#" .. id
    elseif one.of == self.model.name and not self.classes then
      links[self.name .. "." .. one.name] = file .. "#" .. one.name
    end
  end
  for _, list in ipairs { self.model.classes, self.model.aliases } do
    for _, class in ipairs(list) do
      if class.name ~= self.name then links[class.name] = file .. "#" .. short(class.name) end
    end
  end
end

function Page:linked(text)
  return (text:gsub("`([^`\n]+)`", function(code)
    local address = self.links[code]
    return address and ("[`%s`](%s)"):format(code, address)
  end))
end

-- The type of a parameter, result, field or value, if it has one, and its text.
function Page:typed(one)
  local text = self:linked(one.text)
  if not one.type then return text end
  local html = one.type:gsub("[<>]", { ["<"] = "&lt;", [">"] = "&gt;" })
  html = html:gsub("urssaf[%w_.]*", function(name)
    local address = self.links[name]
    return address and ('<a href="%s">%s</a>'):format(address, name)
  end)
  return ('<span class="type">%s</span> %s'):format(html, text)
end

-- ------------------------------------------------------------------ items

local function row(first, second)
  return ("| %s | %s |"):format((first:gsub("|", "\\|")), (second:gsub("|", "\\|")))
end

local function label(item, number)
  if not item.name then return tostring(number) end
  return item.name:find "^%[" and "any other" or "`" .. item.name:gsub("%?$", "") .. "`"
end

-- A Markdown table of parameters, results or fields.
function Page:rows(title, items)
  if #items == 0 then return "" end
  local rows = { ("\n\n| %s | |\n|---|---|"):format(title) }
  for i, item in ipairs(items) do rows[i + 1] = row(label(item, i), self:typed(item)) end
  return table.concat(rows, "\n")
end

local function first_sentence(text)
  local first = (text .. "\n\n"):match "^(.-)\n%s*\n":gsub("\n", " ")
  -- full stops in code and in brackets do not end the sentence
  local plain = first:gsub("`[^`]*`", function(code) return ("x"):rep(#code) end)
  plain = plain:gsub("%b()", function(aside) return ("x"):rep(#aside) end)
  return first:sub(1, plain:match "()[.?] " or -1)
end

-- A call's parameters, the optional ones in brackets: `name[, options]`.
local function signature(params)
  local text, open = "", 0
  for i, param in ipairs(params) do
    local name = (i > 1 and ", " or "") .. param.name
    if types.is_optional(param.type) then
      text, open = text .. "[" .. name, open + 1
    else
      text, open = text .. ("]"):rep(open) .. name, 0
    end
  end
  return text .. ("]"):rep(open)
end

function Page:func(one)
  local object = one.is_method and one.of:gsub("^%u", string.lower)
  local name = object and object .. ":" .. one.name or self.name .. "." .. one.name
  if one.name == "__tostring" then name = "tostring" end
  local id = (one.is_method and one.of .. ":" or "") .. one.name
  local text = one.text
  if self.details and self.details[id] then text = text .. "\n\n" .. self.details[id] end
  if one.overloads[1] then
    -- an overload leaves out the first parameters
    local arguments = one.overloads[1]:gsub("self:[^,]*,%s*", "")
    text = ("%s\n\nAlso as `%s(%s)`."):format(text, name, arguments:match "^fun%(([%w_]+)")
  end
  return { id = id, summary = self:linked(first_sentence(text)),
    title = ("%s (%s)"):format(name, name == "tostring" and object or signature(one.params)),
    text = self:linked(text) .. self:rows("Parameters", one.params)
      .. self:rows("Returns", one.returns) }
end

function Page:class(class)
  local text = class.text
  if class.parents[1] then
    text = ("%s%swith the fields of `%s`"):format(text, text ~= "" and "; " or "",
      table.concat(class.parents, "`, `"))
  end
  text = self:linked(text)
  return { id = short(class.name), title = class.name, summary = text,
    text = text .. self:rows("Fields", class.fields) }
end

function Page:value(value)
  local first = { type = value.type, text = first_sentence(value.text) }
  return { id = short(value.name), title = value.name, summary = self:typed(first),
    text = self:typed(value) }
end

-- ------------------------------------------------------------------ sections

-- Adds a class: as a section with its methods, or, if it has none, to the tables.
function Page:add_class(class, sections, tables)
  local items = {}
  for _, one in ipairs(self.model.functions) do
    if class.variable and one.of == class.variable and class.name ~= self.name then
      items[#items + 1] = self:func(one)
    end
  end
  if #items > 0 then
    table.insert(items, 1, self:class(class))
    sections[#sections + 1] = { title = short(class.name), items = items }
  elseif class.name ~= self.name or #class.fields > 0 then
    tables[#tables + 1] = self:class(class)
  end
end

-- The sections { title, items }: functions, tables, classes with their methods, and last the
-- functions that only the library's own modules call.
function Page:sections()
  local functions, tables, inner = {}, {}, {}
  local list = { { title = "Functions", items = functions }, { title = "Tables", items = tables } }
  local own = not self.classes and self.model.name
  for _, one in ipairs(self.model.functions) do
    local is_inner = (" " .. (self.inner or "") .. " "):find(" " .. one.name .. " ", 1, true)
    local is_function = one.of == own and not one.is_method
    if is_function then table.insert(is_inner and inner or functions, self:func(one)) end
  end
  for _, value in ipairs(self.model.values) do
    if value.of == own then table.insert(tables, self:value(value)) end
  end
  for _, class in ipairs(self.model.classes) do self:add_class(class, list, tables) end
  for _, alias in ipairs(self.model.aliases) do table.insert(tables, self:value(alias)) end
  list[#list + 1] = { title = "Inside " .. self.name, items = inner }
  return list
end

--- A page's Markdown, and its first sentence.
---@return string markdown
---@return string summary
function Page:markdown()
  local text = self.text or self.model.text
  local contents = { "# " .. (self.title or "`" .. self.name .. "`"), self:linked(text),
    '<h2 id="contents">Contents</h2>' }
  local body = {}
  for _, section in ipairs(self:sections()) do
    if #section.items > 0 then
      local id = "part-" .. section.title:gsub("%W", "_")
      local rows = { "| | |\n|---|---|" }
      body[#body + 1] = ('<h2 id="%s">%s</h2>'):format(id, section.title)
      for _, item in ipairs(section.items) do
        local link = ("[%s](#%s)"):format(item.title, item.id)
        rows[#rows + 1] = row(link, item.summary)
        body[#body + 1] = ('<article id="%s">\n\n### %s\n\n%s\n\n</article>'):format(item.id, link,
          item.text)
      end
      contents[#contents + 1] = ("### [%s](#%s)"):format(section.title, id)
      contents[#contents + 1] = table.concat(rows, "\n")
    end
  end
  return table.concat(contents, "\n\n") .. "\n\n" .. table.concat(body, "\n\n") .. "\n",
    self:linked(first_sentence(text))
end

return Page
