--- The characters that a reader cannot see, but that change what is shown around them: controls
-- (C1), format characters, separators of lines and paragraphs, and what is no character. These are
-- Unicode's categories Cc, Cf, Zl and Zp. The joiners U+200C and U+200D, which some scripts and
-- emoji need, are among them: names in French data have none.
local hidden_characters = {}

-- By code point: the first and the last of a range.
local RANGES = {
  { 0x80, 0x9F }, -- C1
  { 0xAD, 0xAD }, -- the soft hyphen
  { 0x600, 0x605 }, { 0x6DD, 0x6DD }, { 0x890, 0x891 }, { 0x8E2, 0x8E2 }, -- Arabic
  { 0x61C, 0x61C }, { 0x200E, 0x200F }, { 0x202A, 0x202E }, { 0x2066, 0x2069 }, -- direction
  { 0x70F, 0x70F }, { 0x180E, 0x180E }, { 0x110BD, 0x110BD }, { 0x110CD, 0x110CD },
  { 0x200B, 0x200D }, { 0x2060, 0x2065 }, { 0xFEFF, 0xFEFF }, -- without a width
  { 0x2028, 0x2029 }, -- separators
  { 0x206A, 0x206F }, -- deprecated
  { 0xFFF9, 0xFFFB }, -- annotations
  { 0xFFFE, 0xFFFF }, -- no characters: XML does not allow them
  { 0x13430, 0x1343F }, { 0x1BCA0, 0x1BCA3 }, { 0x1D173, 0x1D17A }, -- hieroglyphs, shorthand, music
  { 0xE0000, 0xE007F }, -- tags
}

-- A code point from U+0080 on as UTF-8.
local function encoded(code)
  local bytes, most = "", 64 -- what the first byte has room for, and one
  repeat
    bytes, code = string.char(128 + code % 64) .. bytes, math.floor(code / 64)
    most = most / 2
  until code < most
  return string.char(256 - 2 * most + code) .. bytes
end

for _, range in ipairs(RANGES) do
  for code = range[1], range[2] do hidden_characters[encoded(code)] = true end
end

return hidden_characters
