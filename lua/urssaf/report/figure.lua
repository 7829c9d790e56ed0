--- A picture as it stands in the page: its title and what it is in, the picture, its notes.
local breaks = require "urssaf.report.breaks"
local chart = require "urssaf.chart"
local html = require "urssaf.report.html"

local element = html.element

local figure = {}

-- Narrow enough to be read on a phone, where they are made smaller still; small multiples are
-- wider, and scroll there.
local WIDTHS = { line = 430, map = 430, bars = 460, multiples = 760 }

-- Said at the top of the page or in its heading, not under each picture.
local SAID_ONCE = { synthetic = true, scope = true }

local function said_elsewhere(panel, about)
  local set = {}
  for _, note in ipairs(panel.notes) do
    if SAID_ONCE[note.kind] then set[about.said:note(note)] = true end
  end
  return set
end

-- A break has a number in the picture, which is that of the page's list where both say the same.
local function is_listed(sentence, about)
  local number, text = sentence:match "^%((%d+)%) (.*)$"
  local one = number and about.breaks[tonumber(number)]
  return one ~= nil and breaks.sentence(one, about.said) == text
end

local function caption(text, panel, about)
  local is_elsewhere, lines, numbers = said_elsewhere(panel, about), {}, 0
  for _, sentence in ipairs(text.notes) do
    if is_listed(sentence, about) then
      numbers = numbers + 1
    elseif not is_elsewhere[sentence] then
      lines[#lines + 1] = element("p", nil, sentence)
    end
  end
  if numbers > 0 then
    table.insert(lines, 1, element("p", nil,
      element("a", { href = "#breaks" }, about.words.numbers)))
  end
  return #lines > 0 and element("figcaption", nil, lines) or nil
end

-- A line has hundreds of values, each with a title for those who point at it; here a script shows
-- what the title says, and titles would be a sixth of the page. Those of the picture itself stay.
local function without_titles(svg)
  return (svg:gsub("(<g [^>]*data%-value=[^>]*>)<title>[^<]*</title>", "%1"))
end

local MANY = { line = true, multiples = true }

-- Ids are short, for every mark of a picture has its class.
local function made(about, kind, id, panel, title, given)
  local options = { lang = about.said.code, title = title, id = id, embedded = true, bare = true,
    width = WIDTHS[kind] }
  for name, value in pairs(given or {}) do options[name] = value end
  local picture = chart[kind](panel, options)
  return html.raw(MANY[kind] and without_titles(picture) or picture),
    chart.text(kind, panel, options)
end

local function heading(id, title)
  return element("h3", { id = id .. "-heading" }, title)
end

--- A picture with its title and notes.
---@param about urssaf.report.Subject
---@param kind "line"|"map"|"bars"
---@param id string of the picture, its own in the page
---@param panel urssaf.Panel
---@param title string
---@param given table? further options of the picture
---@return table element
function figure.figure(about, kind, id, panel, title, given)
  local picture, text = made(about, kind, id, panel, title, given)
  return element("figure", { ["aria-labelledby"] = id .. "-heading" }, heading(id, title),
    element("p", { class = "hint" }, text.subtitle), picture, caption(text, panel, about))
end

--- A small picture for each series, across the page; where that is too narrow it scrolls.
---@param about urssaf.report.Subject
---@param id string
---@param panel urssaf.Panel
---@param title string
---@return table element
function figure.multiples(about, id, panel, title)
  local picture, text = made(about, "multiples", id, panel, title)
  return element("figure", { class = "across", ["aria-labelledby"] = id .. "-heading" },
    heading(id, title),
    element("p", { class = "hint" }, text.subtitle, " ",
      element("span", { class = "only-narrow" }, about.words.scrolls)),
    element("section", { class = "wide", tabindex = "0", ["aria-label"] = title }, picture),
    caption(text, panel, about))
end

--- Pictures beside each other, and one across the page below.
---@param list table[] elements
---@param below table? element
---@return table content
function figure.sheet(list, below)
  local parts = {}
  for i, one in ipairs(list) do parts[i] = { one, "\n" } end
  return { #parts > 0 and element("div", { class = "pictures" }, parts) or nil, below }
end

return figure
