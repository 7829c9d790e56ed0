-- Cuts an ODSQL clause into tokens { kind, value, at }, kind being one of
-- name (bare word), field (between back quotes), string, number, date, symbol, end.

local lexer = {}

-- Reserved words: as names of fields they need back quotes.
lexer.KEYWORDS = {}
for word in ([[and as asc avg by count date_format day dayofweek desc distinct equi false group
  hour ifnull limit lower max millisecond min minute month not null or quarter range search second
  select sum top true upper where year]]):gmatch("%S+") do
  lexer.KEYWORDS[word] = true
end

-- A backslash escapes any character; a string may have line breaks.
local function read_string(text, from)
  local mark, parts, i = text:sub(from, from), {}, from + 1
  while i <= #text do
    local c = text:sub(i, i)
    if c == mark then
      return table.concat(parts), i + 1
    elseif c == "\\" then
      i = i + 1
      c = text:sub(i, i)
    end
    parts[#parts + 1] = c
    i = i + 1
  end
  return nil
end

local function pad(text)
  return ("%02d"):format(tonumber(text))
end

-- The first day of "2024", "2024-06" or "2024-06-30" (slashes do too), nil for anything else.
function lexer.first_day(text)
  local year, month, day = text:match("^(%d%d%d%d)[-/](%d%d?)[-/](%d%d?)$")
  if not year then
    year, month = text:match("^(%d%d%d%d)[-/](%d%d?)$")
  end
  year = year or text:match("^%d%d%d%d$")
  return year and table.concat({ year, pad(month or 1), pad(day or 1) }, "-")
end

local PATTERNS = {
  { "^[%a_][%w_]*", "name" },
  { "^`[^`]+`", "field" },
  { "^%-?%d+%.?%d*[eE][-+]?%d+", "number" },
  { "^%-?%d+%.%d+", "number" },
  { "^%-?%d+", "number" },
  { "^%.%.", "symbol" },
  { "^[<>!]=", "symbol" },
  { "^[][=<>(),*]", "symbol" },
}

local VALUE = {
  field = function(text) return text:sub(2, -2) end,
  number = tonumber,
}

-- A string or date'…' at this place; nil if there is none.
local function read_literal(text, at)
  local word, quote_at = text:match("^([dD][aA][tT][eE])()[\"']", at)
  quote_at = quote_at or text:match("^()[\"']", at)
  if not quote_at then
    return nil
  end
  local value, after = read_string(text, quote_at)
  if value and word then
    value = lexer.first_day(value)
  end
  return { kind = word and "date" or "string", value = value, at = at }, after
end

local function read_token(text, at)
  local literal, after = read_literal(text, at)
  if literal then
    return literal.value and literal, after
  end
  for _, rule in ipairs(PATTERNS) do
    local found = text:match(rule[1], at)
    if found then
      local value = (VALUE[rule[2]] or tostring)(found)
      return { kind = rule[2], value = value, at = at }, at + #found
    end
  end
end

-- The tokens, or nil and the position of the first that is invalid.
function lexer.tokens(text)
  local tokens, at = {}, text:match("^%s*()")
  while at <= #text do
    local token, after = read_token(text, at)
    if not token then
      return nil, at
    end
    tokens[#tokens + 1] = token
    at = text:match("^%s*()", after)
  end
  tokens[#tokens + 1] = { kind = "end", at = at }
  return tokens
end

return lexer
