--- Text in columns of a terminal: every character of the languages written here is one column wide.
local text = {}

--- How many columns a text takes.
---@param line string UTF-8, of one line
---@return integer
function text.length(line)
  local _, count = line:gsub("[^\128-\191]", "")
  return count
end

-- The first so many columns of a text.
local function head(line, width)
  local kept, count = {}, 0
  for character in line:gmatch("[%z\1-\127\194-\244][\128-\191]*") do
    count = count + 1
    if count > width then break end
    kept[count] = character
  end
  return table.concat(kept)
end

--- A text with blanks, so that it takes so many columns.
---@param line string
---@param width integer
---@param align "left"|"right"|nil
---@return string
function text.pad(line, width, align)
  local blanks = (" "):rep(width - text.length(line))
  return align == "right" and blanks .. line or line .. blanks
end

-- A word that no line has room for, in pieces.
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

--- The lines of a text that is broken at blanks; hard blanks stay where they are. A word that is
-- longer than a line stays whole (a path is to be copied), unless `breaks` says otherwise.
---@param line string
---@param width integer
---@param breaks boolean?
---@return string[]
function text.wrap(line, width, breaks)
  local lines, current = {}, nil
  for word in line:gmatch("[^ \t\r\n]+") do
    for _, piece in ipairs(breaks and pieces(word, width) or { word }) do
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

--- The same with what stands before the first line, and as much room before the others.
---@param before string
---@param line string
---@param width integer
---@return string[]
function text.hang(before, line, width)
  local indent = text.length(before)
  local lines = text.wrap(line, math.max(width - indent, 10))
  for i, one in ipairs(lines) do
    lines[i] = (i == 1 and before or (" "):rep(indent)) .. one
  end
  return lines
end

return text
