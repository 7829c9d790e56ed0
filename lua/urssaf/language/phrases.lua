--- Tables of phrases, in which each phrase stands beside its translation.
local phrases = {}

local function of(code, list)
  local own = {}
  for name, phrase in pairs(list) do
    if type(phrase) == "string" then
      own[name] = phrase
    elseif phrase.en then
      own[name] = phrase[code]
    else
      own[name] = of(code, phrase)
    end
  end
  return own
end

--- A table of phrases for each language, made from one table for both. In it { en =, fr = } is a
-- phrase, a text is the same in both languages, and any other table is a group of phrases.
---@param list table
---@return { en: table, fr: table }
function phrases.by_language(list)
  return { en = of("en", list), fr = of("fr", list) }
end

return phrases
