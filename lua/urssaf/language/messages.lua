--- Messages and help in French, looked up by their English text or format, as gettext does.
--
-- The files of `translations` hold the formats of a part of the library with their French ones. A
-- message is compared with the formats, those with the most text of their own first; what stands
-- for their `%s` is translated in its turn, unless it is quoted: quoted are names. What matches no
-- format stays as it is.
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"

local month = lazy "urssaf.domain.month"
local vocabulary = lazy "urssaf.language.vocabulary"

local unpack = table.unpack or unpack -- luacheck: ignore 113 143 (each Lua has one of them)

local messages = {}

--- The files of translations. Those of `system` are of texts that are not the library's own.
messages.FILES = { "words", "help", "command", "domain", "files", "storage", "portal", "panel",
  "drawing", "system" }

local HARD = "\194\160"

--- A French text with the blanks at which no line breaks: before a colon, a semicolon and their
-- like, and inside quotation marks.
---@param text string with usual blanks
---@return string
function messages.typeset(text)
  -- a quotation mark, and not the apostrophe of "qu'urssaf"
  return (text:gsub("%f[%w'\128-\255]'(urssaf [^']*)'", "« %1 »")
    :gsub(" ([:;!?»])", HARD .. "%1"):gsub("« ", "«" .. HARD):gsub(" %%%%", HARD .. "%%%%"))
end

---@class urssaf.language.Translation
---@field english string a format
---@field french string `%1` stands for what the first `%s` or `%d` does, `%1s` for its plural
---@field file string the file that it stands in

--- All translations, in the order of the files. A line of them that begins with two blanks goes on
-- with the English text, one that begins with four is the French text.
---@return urssaf.language.Translation[]
function messages.translations()
  local list = {}
  for _, file in ipairs(messages.FILES) do
    for line in require("urssaf.language.translations." .. file):gmatch "[^\n]+" do
      local blanks, text = line:match "^( *)(.*)$"
      local last = list[#list]
      if blanks == "" then
        list[#list + 1] = { english = text, french = "", file = file }
      elseif #blanks == 2 then
        last.english = last.english .. " " .. text
      else
        last.french = last.french .. (last.french ~= "" and " " or "") .. text
      end
    end
  end
  return list
end

local PLACEHOLDER = "%%[-+#0]*%d*%.?%d*([%a%%])"

-- Below this weight a phrase that ends in a placeholder, such as "yoy of %s", is never all of a
-- message that is two.
local SHORT = 16

-- A format as the texts between its placeholders, and what kinds these are: "s" is any text, "d" a
-- number.
local function compiled(translation)
  local texts, kinds, weight, rest = { "" }, {}, 0, 1
  local english = translation.english
  local function text(part)
    texts[#texts], weight = texts[#texts] .. part, weight + #part
  end
  for first, letter, last in english:gmatch("()" .. PLACEHOLDER .. "()") do
    text(english:sub(rest, first - 1))
    rest = last
    if letter == "%" then
      text "%"
    else
      kinds[#kinds + 1], texts[#texts + 1] = letter == "s" and "s" or "d", ""
    end
  end
  text(english:sub(rest))
  local is_open = texts[1] ~= "" and texts[#texts] == "" and not english:find "[;:] "
  return { texts = texts, kinds = kinds, weight = weight, english = english,
    is_short = is_open and weight < SHORT, french = messages.typeset(translation.french) }
end

local function heavier(a, b)
  if a.weight ~= b.weight then return a.weight > b.weight end
  return a.english < b.english
end

-- The formats that may fit a message, by its first byte.
local function catalogue()
  local formats, by_byte = {}, {}
  for i, translation in ipairs(messages.translations()) do formats[i] = compiled(translation) end
  table.sort(formats, heavier)
  return setmetatable(by_byte, { __index = function(_, byte)
    by_byte[byte] = tables.filter(formats, function(format)
      return format.texts[1] == "" or format.texts[1]:byte() == byte
    end)
    return by_byte[byte]
  end })
end

-- What a placeholder stands for, which begins at `first`, and where its text ends; nil if nothing
-- can. Each text is taken where it first occurs, so that the time is linear in the message's
-- length.
local function capture(message, first, kind, following, is_last)
  if kind == "d" then
    local number = message:match("^-?%d[%d.]*", first)
    local after = number and first + #number
    if not number or message:sub(after, after + #following - 1) ~= following then return nil end
    return number, after + #following
  end
  local at = is_last and #message - #following + 1 or message:find(following, first, true)
  if not at or at < first or message:sub(at, at + #following - 1) ~= following then return nil end
  return message:sub(first, at - 1), at + #following
end

-- What stands in a message for the placeholders of a format; nil if it is none of this format.
local function captures(format, message)
  local texts, kinds, list = format.texts, format.kinds, {}
  local at = #texts[1] + 1
  if message:sub(1, at - 1) ~= texts[1] then return nil end
  for i, kind in ipairs(kinds) do
    list[i], at = capture(message, at, kind, texts[i + 1], i == #kinds)
    if not list[i] then return nil end
  end
  return at == #message + 1 and list or nil
end

local QUOTES = { ["'"] = true, ['"'] = true }

-- Whether a placeholder stands between quotation marks.
local function is_quoted(format, i)
  local mark = format.texts[i]:sub(-1)
  return QUOTES[mark] and format.texts[i + 1]:sub(1, 1) == mark
end

local function month_in_french(name, year)
  for i, english in ipairs(month.NAMES.en) do
    if english == name then return month.NAMES.fr[i] .. HARD .. year end
  end
end

-- A text with a number or the periods that are in it, such as "Q2 2021 to Q4 2021", as French has
-- them. What has a point or a slash is the name of a file.
local function with_periods(text)
  if text:find "^[-+]?%d+%.%d+[ %%]*$" then return (text:gsub("%.", ",")) end
  if text:find "[./\\]" then return text end
  return (text:gsub("%f[%d](%d%d%d%d)%-Q([1-4])%f[%D]", "T%2" .. HARD .. "%1")
    :gsub("%f[%w]Q([1-4])[ \194\160]+(%d%d%d%d)", "T%1" .. HARD .. "%2")
    :gsub("(%u%l+)[ \194\160]+(%d%d%d%d)", month_in_french)
    :gsub("(%d%d%d%d) to ", "%1 à "))
end

-- A list of quoted names, such as "'fr', 'en'"; nil if the text is none.
local function quoted_names(text)
  local rest = (text .. ", "):gsub("'[^']*', ", "")
  return rest == "" and (text:gsub("'([^']*)'", "«" .. HARD .. "%1" .. HARD .. "»")) or nil
end

-- What is no message itself, with the blanks that French has before a colon.
local function spaced(text)
  return (with_periods(text):gsub("(%S): ", "%1" .. HARD .. ": "))
end

local function plural(word)
  return word:find "[sx]$" and word or word .. "s"
end

-- A list of units, such as "account, EUR"; nil if the text is none.
local function units(text)
  local list = {}
  for unit in (text .. ", "):gmatch "(.-), " do
    if not (unit:find "^%a" and vocabulary.fr.units[unit]) then return nil end
    list[#list + 1] = vocabulary.fr.units[unit]
  end
  return table.concat(list, ", ")
end

-- Parts of a message may be messages themselves, this deep; and may be joined by these marks, of
-- which so many are tried.
local DEEPEST, MARKS, MOST_MARKS = 6, { "; ", ": " }, 8

local matched, translated

-- The end of a text that is a message itself, and what is before it; the text and "" if none is.
local function divided(formats, text, depth)
  local at = text:find "[;:,(]"
  for _ = 1, MOST_MARKS do
    if not at then break end
    local first = text:sub(at - 1, at - 1) == " " and at - 1 or at
    if matched(formats, text:match("^%s*(.*)$", first), depth) then
      return text:sub(1, first - 1), text:sub(first)
    end
    at = text:find("[;:,(]", at + 1)
  end
  return text, ""
end

-- Where two placeholders stand side by side, the second is the end of a message, or nothing.
local function divide(formats, format, list, depth)
  for i = 2, #list do
    if format.texts[i] == "" then
      list[i - 1], list[i] = divided(formats, list[i - 1] .. list[i], depth + 1)
    end
  end
end

local function filled(formats, format, list, depth)
  return (format.french:gsub("%%([%d%%])(s?)", function(number, ending)
    if number == "%" then return "%" .. ending end
    local i = tonumber(number)
    local value = is_quoted(format, i) and list[i] or translated(formats, list[i], depth + 1)
    if value ~= list[i] and value:find "^[;:]" then value = HARD .. value end
    return ending == "s" and plural(value) or value
  end))
end

function matched(formats, message, depth)
  if message == "" or depth > DEEPEST then return nil end
  for _, format in ipairs(formats[message:byte()]) do
    local list = captures(format, message)
    local is_apart = format.is_short and message:find "[;:] "
    if list and not is_apart then
      divide(formats, format, list, depth)
      return filled(formats, format, list, depth)
    end
  end
end

-- A message that is two, with a mark between them.
local function joined(formats, message, depth)
  for _, mark in ipairs(MARKS) do
    local at = message:find(mark, 1, true)
    for _ = 1, MOST_MARKS do
      if not at then break end
      local before, behind = message:sub(1, at - 1), message:sub(at + #mark)
      local first = matched(formats, before, depth + 1)
      local second = matched(formats, behind, depth + 1)
      if first or second then
        return (first or spaced(before)) .. messages.typeset(" " .. mark)
          .. (second or translated(formats, behind, depth + 1))
      end
      at = message:find(mark, at + 1, true)
    end
  end
end

function translated(formats, message, depth)
  local before, text, behind = message:match "^(%s*)(.-)(%s*)$"
  if text == "" or depth > DEEPEST then return message end
  return before .. (matched(formats, text, depth) or joined(formats, text, depth)
    or depth > 0 and (units(text) or quoted_names(text) or spaced(text)) or text) .. behind
end

--- The function that says messages in a language. To make it for French takes some milliseconds.
---@param code "fr"|"en"
---@return fun(message: string): string
function messages.translator(code)
  if code ~= "fr" then return function(message) return message end end
  local formats = catalogue()
  return function(message) return translated(formats, message, 0) end
end

--- A message in French.
---@param message string in English
---@return string
function messages.in_french(message)
  return messages.translator "fr"(message)
end

-- A format without what its placeholders say of their values.
local function plain_format(format)
  return (format:gsub(PLACEHOLDER, "%%s"))
end

--- The French text of a format whose values are known one by one, so that none has to be found in a
-- message.
---@param format string in English
---@param values (string|number)[] what stands for its placeholders
---@return string
function messages.of_format(format, values)
  local formats, wanted, texts = catalogue(), plain_format(format), {}
  for i, value in ipairs(values) do texts[i] = tostring(value) end
  for _, one in ipairs(formats[format:byte()]) do
    if plain_format(one.english) == wanted then return filled(formats, one, texts, 0) end
  end
  return translated(formats, wanted:format(unpack(texts)), 0)
end

return messages
