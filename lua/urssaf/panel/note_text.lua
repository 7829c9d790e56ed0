--- Notes as a text that people can read, and that is read back to the same notes:
--
--     nominal: this growth is nominal [measure="chiffres_d_affaires"] | scope: France …
--
-- A note is its kind, its message and, in brackets, its other fields. The text has no line break.
local canonical_period = require "urssaf.domain.canonical_period"
local json_writer = require "urssaf.base.json_writer"
local new_note = require "urssaf.domain.new_note"
local numbers = require "urssaf.base.numbers"
local period = require "urssaf.domain.period"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local note_text = {}

local BETWEEN = " | "

-- ------------------------------------------------------------------ writing

local ESCAPES = { ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["|"] = "\\|", ["["] = "\\[" }
local ESCAPED = { n = "\n", r = "\r" }

local function escaped(text)
  return (text:gsub("[\\\n\r|%[]", ESCAPES))
end

-- The text of a JSON string, with a bar in no place where it would separate notes.
local function quoted(text)
  return (json_writer.string(text):gsub("|", "\\u007c"))
end

-- Periods that follow each other as "2022-Q4..2023-Q3".
local function spans(periods)
  local parts, first = {}, 1
  for i, name in ipairs(periods) do
    local follows = periods[i + 1] and period.difference(periods[i + 1], name) == 1
    if not follows then
      parts[#parts + 1] = periods[first] .. (i > first and ".." .. name or "")
      first = i + 1
    end
  end
  return table.concat(parts, " ")
end

local function are_periods(list)
  for _, name in ipairs(list) do
    local frequency = type(name) == "string" and canonical_period.frequency(name)
    if not frequency or frequency ~= canonical_period.frequency(list[1]) then return false end
  end
  return #list > 0
end

local value_text -- is recursive

-- A list within round brackets; nil if something in it cannot be written.
local function list_text(list)
  local texts = {}
  for i, value in ipairs(list) do
    texts[i] = value_text(nil, value)
    if not texts[i] then return nil end
  end
  return "(" .. table.concat(texts, " ") .. ")"
end

-- Fields as "a=1 b=2", without those that cannot be written.
local function pairs_text(object, left_out)
  local parts = {}
  for _, name in ipairs(sorting.keys(object)) do
    local text = not left_out[name] and name:find "^[%w_]+$" and value_text(name, object[name])
    if text then parts[#parts + 1] = name .. "=" .. text end
  end
  return table.concat(parts, " ")
end

local function has_names(value)
  for name in pairs(value) do
    if type(name) ~= "string" then return false end
  end
  return next(value) ~= nil
end

local function table_text(name, value)
  if name == "periods" and are_periods(value) then return quoted(spans(value)) end
  if has_names(value) then return "{" .. pairs_text(value, {}) .. "}" end
  local count = 0
  for _ in pairs(value) do count = count + 1 end
  return count == #value and list_text(value) or nil
end

-- nil for what cannot be written, such as a function.
function value_text(name, value)
  if type(value) == "string" then return quoted(value) end
  if type(value) == "table" then return table_text(name, value) end
  return numbers.text(value) or type(value) == "boolean" and tostring(value) or nil
end

-- What stands before the other fields.
local LEFT_OUT = { kind = true, message = true }

local function fields_text(note)
  local text = pairs_text(note, LEFT_OUT)
  return text ~= "" and " [" .. text .. "]" or ""
end

--- Notes as one text.
---@param list urssaf.Note[]
---@return string
function note_text.write(list)
  return table.concat(tables.map(list, function(note)
    return note.kind .. ": " .. escaped(note.message) .. fields_text(note)
  end), BETWEEN)
end

-- ------------------------------------------------------------------ reading

local UNQUOTED = { b = "\b", f = "\f", n = "\n", r = "\r", t = "\t" }
local LINE_ENDS = { ["2028"] = "\226\128\168", ["2029"] = "\226\128\169" }

-- The character that begins with a backslash at a position, and the position behind it.
local function read_escape(raw, at)
  local code = raw:match("^\\u(%x%x%x%x)", at)
  local number = code and tonumber(code, 16)
  if code then return LINE_ENDS[code] or string.char(number < 128 and number or 63), at + 6 end
  local one = raw:sub(at + 1, at + 1)
  return UNQUOTED[one] or one, at + 2
end

local function unquoted(raw)
  local parts, at = {}, 1
  while at do
    local stop = raw:find("\\", at, true)
    parts[#parts + 1] = raw:sub(at, (stop or #raw + 1) - 1)
    if stop then parts[#parts + 1], stop = read_escape(raw, stop) end
    at = stop
  end
  return table.concat(parts)
end

-- A text within quotes, as `quoted` writes it, and the position behind it.
local function read_quoted(text, at)
  local stop = at + 1
  repeat
    stop = text:find('[\\"]', stop)
    local is_escape = stop and text:sub(stop, stop) == "\\"
    if is_escape then stop = stop + 2 end
  until not is_escape
  if not stop then return nil end
  return unquoted(text:sub(at + 1, stop - 1)), stop + 1
end

local read_value -- is recursive

-- How deep tables may be in each other.
local MOST_DEEP = 8

local function read_list(text, at, depth, room)
  local list = {}
  at = at + 1
  while text:sub(at, at) ~= ")" do
    at = text:find("[^ ]", at)
    local value
    if at then value, at = read_value(nil, text, at, depth + 1, room) end
    if value == nil or not at then return nil end
    list[#list + 1] = value
  end
  return list, at + 1
end

-- The fields that begin at a position, each behind a bracket or a blank, added to a table, and the
-- position behind the closing bracket.
local function read_pairs(object, text, at, closing, depth, room)
  repeat
    local name, first = text:match("^[%[{ ]([%w_]+)=()", at)
    local value
    if name then value, at = read_value(name, text, first, depth, room) end
    if value == nil or not at then return nil end
    object[name] = value
  until text:sub(at, at) ~= " "
  return text:sub(at, at) == closing and at + 1 or nil
end

local function read_object(text, at, depth, room)
  local object = {}
  at = read_pairs(object, text, at, "}", depth + 1, room)
  return at and object, at
end

-- A few bytes may name thousands of periods: more in a span than any grid has are refused, and so
-- are more in all notes of a file.
local LONGEST_SPAN, MOST_NOTED_PERIODS = 10000, 1000000

local function read_spans(text, room)
  local list = {}
  for part in text:gmatch "[^ ]+" do
    local first, last = part:match "^(.-)%.%.(.+)$"
    first, last = first or part, last or part
    local frequency = canonical_period.frequency(first)
    if not frequency or canonical_period.frequency(last) ~= frequency then return nil end
    local size = period.difference(last, first)
    room.periods = room.periods - size - 1
    if size < 0 or #list + size > LONGEST_SPAN or room.periods < 0 then return nil end
    tables.append(list, period.range(first, last))
  end
  return list
end

local function read_word(text, at)
  local word, behind = text:match("^([^ %]){}(]+)()", at)
  if word == "true" or word == "false" then return word == "true", behind end
  local number = word and numbers.parse(word)
  if number then return numbers.integer(number) or number, behind end
end

local READERS = { ['"'] = read_quoted, ["("] = read_list, ["{"] = read_object }

function read_value(name, text, at, depth, room)
  if depth > MOST_DEEP then return nil end
  local read = READERS[text:sub(at, at)] or read_word
  local value, behind = read(text, at, depth, room)
  if name == "periods" and type(value) == "string" then value = read_spans(value, room) end
  return value, behind
end

-- The end of a message: the position of a bracket or of a bar, or behind the text.
local function message_end(text, at)
  while true do
    at = text:find("[\\|%[]", at)
    if not at then return #text + 1 end
    if text:sub(at, at) ~= "\\" then return at end
    at = at + 2
  end
end

local function unescaped(text)
  return (text:gsub("\\(.)", function(one) return ESCAPED[one] or one end))
end

-- The note that begins at a position, and the position behind it.
local function read_note(text, at, room)
  local kind, first = text:match("^([%w_]+): ()", at)
  if not kind then return nil end
  local stop = message_end(text, first)
  local message = text:sub(first, stop - 1)
  if stop <= #text then message = message:gsub(" $", "") end
  local note = new_note(kind, unescaped(message))
  if text:sub(stop, stop) ~= "[" then return note, stop - (stop <= #text and 1 or 0) end
  stop = read_pairs(note, text, stop, "]", 0, room)
  return stop and note, stop
end

--- How many periods the notes of a file may name: `read` takes off those of its notes.
---@return { periods: integer }
function note_text.room()
  return { periods = MOST_NOTED_PERIODS }
end

--- Reads notes back.
---@param text string
---@param room { periods: integer }? of `room`, if there are several texts
---@return urssaf.Note[]? notes nil if the text is not one that `write` makes
function note_text.read(text, room)
  local list, at = {}, 1
  room = room or note_text.room()
  while at <= #text do
    local note
    note, at = read_note(text, at, room)
    if not note then return nil end
    list[#list + 1] = note
    if at <= #text then
      if text:sub(at, at + #BETWEEN - 1) ~= BETWEEN then return nil end
      at = at + #BETWEEN
    end
  end
  return list
end

return note_text
