--- How wide a text will be, by a generous estimate, and how it is made to fit.
--
-- Nobody knows the reader's font: widths are those of a wide one (as DejaVu Sans has them), so that
-- others leave room rather than run over.
local text_layout = {}

local CHARACTER = "[%z\1-\127\194-\244][\128-\191]*"
local ELLIPSIS = "\226\128\166"

-- In parts of the font's size.
local WIDTHS = {
  [0.29] = "ijlI'|J", [0.34] = ".,:; !/\194\160", [0.41] = "ftr()[]-", [0.54] = "cksz\"",
  [0.71] = "ABCEFKLPRSTVXYZ&", [0.8] = "DGHNOQUw", [0.87] = "M+<>=", [0.98] = "mW%@",
  [0.22] = "\226\128\175", [1] = "\226\128\166\226\128\148",
}
local OF_CHARACTER = {}
for width, list in pairs(WIDTHS) do
  for character in list:gmatch(CHARACTER) do OF_CHARACTER[character] = width end
end

-- What letters with accents and everything else count as; those beyond Latin may be square.
local OTHER, BEYOND = 0.66, 1.05

local function width_of(character)
  local known = OF_CHARACTER[character]
  if known then return known end
  local lead = character:byte()
  if lead == 0xC3 and character:byte(2) < 0xA0 then return 0.8 end -- capitals with accents
  return (lead < 0xCE or lead == 0xE2) and OTHER or BEYOND
end

-- Bold letters are wider.
local BOLD = 1.12

-- A sum of widths, and those of a text's characters, one after the other: what is added up in
-- pieces is then exactly what it is as a whole.
local function grown(sum, said)
  for character in said:gmatch(CHARACTER) do sum = sum + width_of(character) end
  return sum
end

local function scale_of(size, is_bold)
  return size * (is_bold and BOLD or 1)
end

--- The width in pixels.
---@param said string UTF-8
---@param size number of the font
---@param is_bold boolean?
---@return number
function text_layout.width(said, size, is_bold)
  return grown(0, said) * scale_of(size, is_bold)
end

--- The text, cut with an ellipsis where it would be wider.
---@param said string
---@param most number pixels
---@param size number
---@param is_bold boolean?
---@return string
function text_layout.shorten(said, most, size, is_bold)
  if text_layout.width(said, size, is_bold) <= most then return said end
  local kept, room = {}, most - text_layout.width(ELLIPSIS, size, is_bold)
  for character in said:gmatch(CHARACTER) do
    room = room - text_layout.width(character, size, is_bold)
    if room < 0 then break end
    kept[#kept + 1] = character
  end
  return (table.concat(kept):gsub("[ ,:%-]+$", "")) .. ELLIPSIS
end

-- Where a line may end: after blanks and hyphens.
local function pieces(said)
  local list = {}
  for word in said:gmatch "[^ ]+" do
    for piece in word:gmatch "[^%-]*%-?" do
      if piece ~= "" then list[#list + 1] = piece end
    end
    list[#list] = list[#list] .. " "
  end
  return list
end

-- Not by `gsub(" +$")`, which looks at every run of blanks to its end.
local function trimmed(line)
  return line:match "^(.*[^ ])" or ""
end

-- How many characters are drawn of a name.
local MOST = 300

--- The beginning of a text that is longer than anything can be drawn, with an ellipsis.
---@param said string
---@return string
function text_layout.bounded(said)
  if #said <= MOST then return said end
  local head, count = said:sub(1, 4 * MOST), 0 -- so many bytes at most, if it is UTF-8
  for at in head:gmatch("()" .. CHARACTER) do
    count = count + 1
    if count > MOST then return head:sub(1, at - 1) .. ELLIPSIS end
  end
  return #head < #said and head .. ELLIPSIS or said
end

--- The text in lines no wider than so many pixels; a word that is wider is cut. With `most_lines`
-- the last of them takes what is left, and is cut too.
---@param said string
---@param most number pixels
---@param size number
---@param is_bold boolean?
---@param most_lines integer?
---@return string[] lines
function text_layout.wrap(said, most, size, is_bold, most_lines)
  local lines, line, used, scale = {}, {}, 0, scale_of(size, is_bold)
  local function finish()
    local whole = trimmed(table.concat(line))
    lines[#lines + 1], line, used = text_layout.shorten(whole, most, size, is_bold), {}, 0
  end
  for _, piece in ipairs(pieces(said)) do
    local fits = grown(used, trimmed(piece)) * scale <= most
    if not fits and line[1] and #lines + 1 ~= most_lines then finish() end
    line[#line + 1], used = piece, grown(used, piece)
  end
  if line[1] then finish() end
  return lines
end

return text_layout
