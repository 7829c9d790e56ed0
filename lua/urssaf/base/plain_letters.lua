--- The letters of French and neighbouring languages, each with what it is without its accent.
local plain_letters = {}

for plain, letters in pairs {
  a = "àâäáãåÀÂÄÁÃÅ", c = "çÇ", e = "éèêëÉÈÊË", i = "îïíìÎÏÍÌ", n = "ñÑ", o = "ôöóòõÔÖÓÒÕ",
  u = "ùûüúÙÛÜÚ", y = "ÿýŸÝ", ae = "æÆ", oe = "œŒ", ["'"] = "’ʼ",
} do
  for letter in letters:gmatch("[\194-\244][\128-\191]*") do plain_letters[letter] = plain end
end

return plain_letters
