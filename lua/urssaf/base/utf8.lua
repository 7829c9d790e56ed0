--- Tells UTF-8 (RFC 3629) from other bytes, and makes any bytes safe to show.
local lazy = require "urssaf.base.lazy"

local hidden_characters = lazy "urssaf.base.hidden_characters"

local utf8 = {}

-- No overlong forms, no surrogates, nothing above U+10FFFF.
local PATTERNS = {
  "^[%z\1-\127]+", "^[\194-\223][\128-\191]", "^\224[\160-\191][\128-\191]",
  "^[\225-\236\238\239][\128-\191][\128-\191]", "^\237[\128-\159][\128-\191]",
  "^\240[\144-\191][\128-\191][\128-\191]", "^[\241-\243][\128-\191][\128-\191][\128-\191]",
  "^\244[\128-\143][\128-\191][\128-\191]",
}

-- The character at a position, or the run of ASCII that begins there; nil if the bytes there are
-- not UTF-8.
local function character_at(bytes, at)
  for _, pattern in ipairs(PATTERNS) do
    local found = bytes:match(pattern, at)
    if found then return found end
  end
end

-- C0 except tab, CR and LF; DEL; C1
local function has_control(bytes)
  return bytes:find("[%z\1-\8\11\12\14-\31\127]") or bytes:find("\194[\128-\159]")
end

--- Whether some bytes are UTF-8 without control characters other than tab, CR and LF.
---@param bytes string
---@return boolean
function utf8.is_text(bytes)
  if not bytes:find("[%z\1-\31\127-\255]") then return true end
  local at = 1
  while at <= #bytes do
    local found = character_at(bytes, at)
    if not found then return false end
    at = at + #found
  end
  return not has_control(bytes)
end

-- U+FFFD
local REPLACEMENT = "\239\191\189"

-- Replaces what is not UTF-8, and the characters of a set.
local function replaced(bytes, set)
  local parts, at = {}, 1
  while at <= #bytes do
    local found = character_at(bytes, at)
    parts[#parts + 1] = found and not set[found] and found or REPLACEMENT
    at = at + (found and #found or 1)
  end
  return table.concat(parts)
end

--- A text in which U+FFFD replaces each byte that is not part of UTF-8.
---@param bytes string
---@return string
function utf8.repaired(bytes)
  return (bytes:gsub("[\128-\255]+", function(run) return replaced(run, {}) end))
end

--- The same text in UTF-8.
---@param bytes string in ISO-8859-1
---@return string
function utf8.of_latin1(bytes)
  return (bytes:gsub("[\128-\255]", function(byte)
    local code = byte:byte()
    return string.char(192 + math.floor(code / 64), 128 + code % 64)
  end))
end

-- The character at a position, safe to print on one line, and its length in bytes.
local function shown_at(bytes, at)
  local found = character_at(bytes, at)
  if found and found:byte() < 128 then found = found:sub(1, 1) end
  if not found or found:find("[\t\r\n]") or has_control(found) then
    return ("\\x%02X"):format(bytes:byte(at)), 1
  end
  return found, #found
end

--- A text as terminals, charts and pages show it: U+FFFD replaces what they would obey instead of
-- showing (control characters except tab and line feed, and hidden characters), and bytes that are
-- not UTF-8.
---@param text string
---@return string
function utf8.plain(text)
  return (text:gsub("[%z\1-\8\11-\31\127]", REPLACEMENT):gsub("[\128-\255]+", function(run)
    return replaced(run, hidden_characters)
  end))
end

local ELLIPSIS = "\226\128\166"

--- The beginning of a text, with an ellipsis, if it is longer than what people read as a name.
---@param text string
---@param most integer? how many characters it may have, 300 by default
---@return string
function utf8.bounded(text, most)
  most = most or 300
  if #text <= most then return text end
  local head, count = text:sub(1, 4 * most), 0 -- a character has at most four bytes
  for at in head:gmatch("()[^\128-\191]") do
    count = count + 1
    if count > most then return head:sub(1, at - 1) .. ELLIPSIS end
  end
  if #head == #text then return text end
  return (head:match("^(.*)[^\128-\191]") or "") .. ELLIPSIS -- without a cut character
end

--- A name as people see it: bounded and plain.
---@param name string
---@return string
function utf8.shown(name)
  return utf8.plain(utf8.bounded(name))
end

--- The beginning of a text, safe to print on one line. Control characters and bytes that are not
-- UTF-8 are shown as \xNN; "..." marks a cut.
---@param bytes string
---@param size integer about how many bytes the result may have
---@return string
function utf8.excerpt(bytes, size)
  local parts, used, at = {}, 0, 1
  local head = bytes:sub(1, size) -- a long rest would be looked at for each character
  while at <= #bytes and used + 8 < size do -- room for \xNN and "..."
    local shown, length = shown_at(head, at)
    parts[#parts + 1] = shown
    used, at = used + #shown, at + length
  end
  if at <= #bytes then parts[#parts + 1] = "..." end
  return table.concat(parts)
end

return utf8
