--- What decoding a document of JSON may cost.

-- What begins a value, or is an escaped character, which dkjson makes a value while it decodes.
local MARKS = { "[", "{", ",", "\\" }
-- A table, its place in another one and its key take about this many bytes.
local BYTES_A_VALUE = 128

--- How much memory it may take to decode a document, without decoding it: sixty times its size, if
-- it is made of tiny tables.
---@param text string
---@param most number beyond this many bytes it is not counted on
---@return number bytes
return function(text, most)
  local weight = #text
  for _, mark in ipairs(MARKS) do
    local at = text:find(mark, 1, true)
    while at and weight <= most do
      weight, at = weight + BYTES_A_VALUE, text:find(mark, at + 1, true)
    end
  end
  return weight
end
