-- The text of doc comments as HTML: paragraphs, lists, blocks that are indented, `code`. What code
-- names and the reference has becomes a link, in LDoc's notation.
local prose = {}

local ESCAPED = { ["&"] = "&amp;", ["<"] = "&lt;", [">"] = "&gt;", ["@"] = "&#64;" }

function prose.escape(text)
  return (text:gsub("[&<>@]", ESCAPED))
end

--- Code, linked to what it names.
---@param text string
---@param index table<string, string> of what code says to what LDoc calls it
---@return string
function prose.code(text, index)
  local known = index[text]
  if known then return ("<code>@{%s|%s}</code>"):format(known, text) end
  return "<code>" .. prose.escape(text) .. "</code>"
end

--- A line of text with `code` in it.
---@param text string
---@param index table<string, string>
---@return string
function prose.line(text, index)
  local pieces, at = {}, 1
  for before, code, after in text:gmatch "()`([^`]+)`()" do
    pieces[#pieces + 1] = prose.escape(text:sub(at, before - 1))
    pieces[#pieces + 1] = prose.code(code, index)
    at = after
  end
  pieces[#pieces + 1] = prose.escape(text:sub(at))
  return table.concat(pieces)
end

--- Code in a block of its own, on one line of HTML.
---@param lines string[]
---@return string
function prose.block(lines)
  local text = prose.escape(table.concat(lines, "\n")):gsub("\n", "&#10;")
  return '<pre tabindex="0">' .. text .. "</pre>"
end

local function kind_of(line)
  if not line:find "%S" then return "blank" end
  if line:find "^  " then return "block" end
  if line:find "^%- " then return "item" end
  return "text"
end

-- Lines of one kind, one after the other; a line after an item that is indented goes on with it.
local function groups_of(text)
  local groups = {}
  for line in (text .. "\n"):gmatch "(.-)\n" do
    local kind, last = kind_of(line), groups[#groups]
    if last and last.kind == "item" and kind == "block" then
      last.lines[#last.lines] = last.lines[#last.lines] .. line:gsub("^%s+", " ")
    elseif last and last.kind == kind then
      last.lines[#last.lines + 1] = line
    else
      groups[#groups + 1] = { kind = kind, lines = { line } }
    end
  end
  return groups
end

local function without_indent(lines)
  local least = math.huge
  for _, line in ipairs(lines) do least = math.min(least, #line:match "^ *") end
  local list = {}
  for i, line in ipairs(lines) do list[i] = line:sub(least + 1) end
  return list
end

local WRITTEN = {
  blank = function() return nil end,
  block = function(lines) return prose.block(without_indent(lines)) end,
  text = function(lines, index)
    return "<p>" .. prose.line(table.concat(lines, " "), index) .. "</p>"
  end,
  item = function(lines, index)
    local items = {}
    for i, line in ipairs(lines) do
      items[i] = "<li>" .. prose.line(line:sub(3), index) .. "</li>"
    end
    return "<ul>" .. table.concat(items) .. "</ul>"
  end,
}

--- A text's first sentence, and the rest.
---@param text string
---@return string summary
---@return string rest
function prose.split(text)
  local first, rest = text:match "^(.-)\n%s*\n(.*)$"
  first, rest = first or text, rest or ""
  first = first:gsub("\n", " ")
  -- code has full stops too, and so has what stands in brackets
  local plain = first:gsub("`[^`]*`", function(code) return ("x"):rep(#code) end)
  plain = plain:gsub("%b()", function(aside) return ("x"):rep(#aside) end)
  local last = plain:match "()[.?] "
  if not last then return first, rest end
  local more = first:sub(last + 2)
  return first:sub(1, last), more .. (rest ~= "" and "\n\n" .. rest or "")
end

--- A text of several paragraphs.
---@param text string
---@param index table<string, string>
---@return string
function prose.html(text, index)
  local pieces = {}
  for _, group in ipairs(groups_of(text)) do
    pieces[#pieces + 1] = WRITTEN[group.kind](group.lines, index)
  end
  return table.concat(pieces)
end

return prose
