--- Text in the columns of a terminal. Every character of French and English is one column wide.
local text = {}

--- The width of a text in columns.
---@param line string UTF-8, without line ends
---@return integer
function text.length(line)
  local _, count = line:gsub("[^\128-\191]", "")
  return count
end

-- The first columns of a text.
local function head(line, width)
  local kept, count = {}, 0
  for character in line:gmatch("[%z\1-\127\194-\244][\128-\191]*") do
    count = count + 1
    if count > width then break end
    kept[count] = character
  end
  return table.concat(kept)
end

--- A text with blanks up to a width.
---@param line string
---@param width integer
---@param align "left"|"right"|nil
---@return string
function text.pad(line, width, align)
  local blanks = (" "):rep(width - text.length(line))
  return align == "right" and blanks .. line or line .. blanks
end

-- A word cut into pieces no wider than a line.
local function pieces(word, width)
  local list = {}
  while text.length(word) > width do
    local piece = head(word, width)
    list[#list + 1] = piece
    word = word:sub(#piece + 1)
  end
  list[#list + 1] = word
  return list
end

--- A text broken into lines at blanks, but not at no-break spaces. A word longer than a line stays
-- whole, so that paths can be copied, unless `cuts_words`.
---@param line string
---@param width integer
---@param cuts_words boolean?
---@return string[]
function text.wrap(line, width, cuts_words)
  local lines, current = {}, nil
  for word in line:gmatch("[^ \t\r\n]+") do
    for _, piece in ipairs(cuts_words and pieces(word, width) or { word }) do
      if current and text.length(current) + 1 + text.length(piece) <= width then
        current = current .. " " .. piece
      else
        lines[#lines + 1] = current
        current = piece
      end
    end
  end
  lines[#lines + 1] = current or ""
  return lines
end

--- Wraps like `wrap`, with a prefix on the first line and an equal indent on the others.
---@param prefix string
---@param line string
---@param width integer
---@return string[]
function text.hang(prefix, line, width)
  local indent = text.length(prefix)
  local lines = text.wrap(line, math.max(width - indent, 10))
  for i, one in ipairs(lines) do
    lines[i] = (i == 1 and prefix or (" "):rep(indent)) .. one
  end
  return lines
end

--- The names within a text with commas, each without blanks around it.
---@param list string
---@return string[]
function text.between_commas(list)
  local found = {}
  for name in list:gmatch "[^,]+" do found[#found + 1] = name:match "^%s*(.-)%s*$" end
  return found
end

return text
