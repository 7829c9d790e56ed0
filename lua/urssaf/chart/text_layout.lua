--- How wide a text will be, and how to make it fit: wrapped, shortened.
--
-- The reader's font is unknown, so widths are estimates, as wide as in DejaVu Sans, which is among
-- the widest fonts in use: any other leaves room rather than overlaps.
local text_layout = {}

local CHARACTER = "[%z\1-\127\194-\244][\128-\191]*"
local ELLIPSIS = "\226\128\166"
local DASHES = { ["-"] = true, ["\226\128\147"] = true, ["\226\128\148"] = true }

-- Widths of characters, as parts of the font size.
local WIDTHS = {
  [0.29] = "ijlI'|J", [0.34] = ".,:; !/\194\160", [0.41] = "ftr()[]-", [0.54] = "cksz\"",
  [0.71] = "ABCEFKLPRSTVXYZ&", [0.8] = "DGHNOQUw", [0.87] = "M+<>=", [0.98] = "mW%@",
  [0.22] = "\226\128\175", [1] = "\226\128\166\226\128\148",
}
local WIDTH_OF = {}
for width, list in pairs(WIDTHS) do
  for character in list:gmatch(CHARACTER) do WIDTH_OF[character] = width end
end

-- Other Latin letters and punctuation; all other scripts, whose characters may be square.
local OTHER, SQUARE = 0.66, 1.05

local function width_of(character)
  local known = WIDTH_OF[character]
  if known then return known end
  local lead = character:byte()
  if lead == 0xC3 and character:byte(2) < 0xA0 then return 0.8 end -- capitals with accents
  return (lead < 0xCE or lead == 0xE2) and OTHER or SQUARE
end

-- How much wider bold letters are.
local BOLD = 1.12

-- Adds the widths of a text's characters one by one: sums are rounded alike, so a line measured in
-- pieces is exactly as wide as the whole.
local function added(width, text)
  for character in text:gmatch(CHARACTER) do width = width + width_of(character) end
  return width
end

local function scale_of(size, is_bold)
  return size * (is_bold and BOLD or 1)
end

--- The width of a text in pixels.
---@param text string UTF-8
---@param size number of the font
---@param is_bold boolean?
---@return number
function text_layout.width(text, size, is_bold)
  return added(0, text) * scale_of(size, is_bold)
end

--- The width of the widest of several texts; 0 if there is none.
---@param texts string[]
---@param size number of the font
---@return number
function text_layout.widest(texts, size)
  local most = 0
  for _, text in ipairs(texts) do most = math.max(most, text_layout.width(text, size)) end
  return most
end

--- The text, cut and ended with an ellipsis if it is wider than allowed.
---@param text string
---@param most number pixels
---@param size number
---@param is_bold boolean?
---@return string
function text_layout.shorten(text, most, size, is_bold)
  if text_layout.width(text, size, is_bold) <= most then return text end
  local kept, room = {}, most - text_layout.width(ELLIPSIS, size, is_bold)
  for character in text:gmatch(CHARACTER) do
    room = room - text_layout.width(character, size, is_bold)
    if room < 0 then break end
    kept[#kept + 1] = character
  end
  return (table.concat(kept):gsub("[ ,:%-]+$", "")) .. ELLIPSIS
end

-- Pieces of so many bytes are long enough: longer ones would take quadratic time.
local MOST_JOINED = 40

-- The pieces between which a line may break: after blanks and hyphens, but neither within "30-34"
-- nor before a dash.
local function pieces(text)
  local list = {}
  local function add(piece, is_joined)
    if is_joined and list[1] and #list[#list] < MOST_JOINED then
      list[#list] = list[#list] .. piece
    else
      list[#list + 1] = piece
    end
  end
  for word in text:gmatch "[^ ]+" do
    local is_within = false
    for piece in word:gmatch "[^%-]*%-?" do
      if piece ~= "" then add(piece, is_within and piece:find "^%d" or DASHES[word]) end
      is_within = true
    end
    list[#list] = list[#list] .. " "
  end
  return list
end

-- `gsub(" +$", "")` would take quadratic time: it tries every run of blanks.
local function trimmed(line)
  return line:match "^(.*[^ ])" or ""
end

--- The text in lines no wider than `most`; a word that is wider is cut. With `most_lines`, the last
-- line takes all the rest, and is cut if that is too wide.
---@param text string
---@param most number pixels
---@param size number
---@param is_bold boolean?
---@param most_lines integer?
---@return string[] lines
---@return boolean is_cut
function text_layout.wrap(text, most, size, is_bold, most_lines)
  local lines, line, used, is_cut, scale = {}, {}, 0, false, scale_of(size, is_bold)
  local function finish()
    local whole = trimmed(table.concat(line))
    local shown = text_layout.shorten(whole, most, size, is_bold)
    lines[#lines + 1], line, used, is_cut = shown, {}, 0, is_cut or shown ~= whole
  end
  for _, piece in ipairs(pieces(text)) do
    local fits = added(used, trimmed(piece)) * scale <= most
    if not fits and line[1] and #lines + 1 ~= most_lines then finish() end
    line[#line + 1], used = piece, added(used, piece)
  end
  if line[1] then finish() end
  return lines, is_cut
end

return text_layout
