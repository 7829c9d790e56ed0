-- Reads the clauses of the ODSQL subset into trees. A node is { op = , … }; an operand is
-- { field = name } or { literal = value, kind = "string"|"number"|"date" }.

local lexer = require "spec.support.standin.odsql_lexer"

local COMPARISONS = {
  ["="] = true, ["!="] = true, [">"] = true, ["<"] = true, [">="] = true, ["<="] = true,
}
local LITERALS = { string = true, number = true, date = true }

local Parser = {}
Parser.__index = Parser

function Parser:fail(at)
  error({ syntax = true, at = at or self:peek().at }, 0)
end

function Parser:peek()
  return self.tokens[self.next]
end

function Parser:take()
  local token = self:peek()
  self.next = self.next + 1
  return token
end

-- Takes the next token if it is this symbol or this word, in any case.
function Parser:accept(text)
  local token = self:peek()
  if (token.kind == "symbol" and token.value == text)
      or (token.kind == "name" and token.value:lower() == text) then
    self.next = self.next + 1
    return true
  end
end

function Parser:expect(text)
  if not self:accept(text) then
    self:fail()
  end
end

function Parser:field()
  local token = self:take()
  if token.kind == "field"
      or (token.kind == "name" and not lexer.KEYWORDS[token.value:lower()]) then
    return { field = token.value }
  end
  self:fail(token.at)
end

function Parser:literal()
  local token = self:take()
  if not LITERALS[token.kind] then
    self:fail(token.at)
  end
  return { literal = token.value, kind = token.kind }
end

function Parser:operand()
  if LITERALS[self:peek().kind] then
    return self:literal()
  end
  return self:field()
end

-- item, item, …
function Parser:list(item)
  local items = {}
  repeat
    items[#items + 1] = item(self)
  until not self:accept(",")
  return items
end

function Parser:membership(left)
  if self:accept("(") then
    local values = self:list(self.literal)
    self:expect(")")
    return { op = "in", left = left, values = values }
  end
  self:expect("[")
  local low = self:literal()
  self:expect("..")
  local high = self:literal()
  self:expect("]")
  return { op = "range", left = left, low = low, high = high }
end

function Parser:null_test(left)
  local negated = self:accept("not")
  self:expect("null")
  return { op = negated and "not_null" or "null", left = left }
end

function Parser:predicate()
  local left = self:operand()
  if self:accept("in") then
    return self:membership(left)
  elseif self:accept("is") then
    return self:null_test(left)
  end
  local token = self:take()
  if token.kind ~= "symbol" or not COMPARISONS[token.value] then
    self:fail(token.at)
  end
  return { op = token.value, left = left, right = self:operand() }
end

function Parser:startswith()
  self:expect("(")
  local left = self:field()
  self:expect(",")
  local right = self:literal()
  self:expect(")")
  return { op = "startswith", left = left, right = right }
end

function Parser:primary()
  if self:accept("(") then
    local inner = self:expression()
    self:expect(")")
    return inner
  elseif self:accept("startswith") then
    return self:startswith()
  end
  return self:predicate()
end

function Parser:negation()
  if self:accept("not") then
    return { op = "not", self:negation() }
  end
  return self:primary()
end

function Parser:chain(word, item)
  local left = item(self)
  while self:accept(word) do
    left = { op = word, left, item(self) }
  end
  return left
end

function Parser:conjunction()
  return self:chain("and", self.negation)
end

function Parser:expression()
  return self:chain("or", self.conjunction)
end

function Parser:selected()
  if self:accept("*") then
    return { all = true }
  end
  local field = self:field()
  field.alias = self:accept("as") and self:field().field or nil
  return field
end

function Parser:ordered()
  local field = self:field()
  field.descending = self:accept("desc")
  if not field.descending then
    self:accept("asc")
  end
  return field
end

local CLAUSES = {
  where = Parser.expression,
  select = function(self) return self:list(self.selected) end,
  order_by = function(self) return self:list(self.ordered) end,
}

local function parse(clause, text)
  local tokens, at = lexer.tokens(text)
  if not tokens then
    error({ syntax = true, at = at }, 0)
  end
  local parser = setmetatable({ tokens = tokens, next = 1 }, Parser)
  local tree = CLAUSES[clause](parser)
  if parser:peek().kind ~= "end" then
    parser:fail()
  end
  return tree
end

-- The tree of a clause ("where", "select" or "order_by"), or nil and the position of the error.
return function(clause, text)
  local ok, result = pcall(parse, clause, text)
  if ok then
    return result
  elseif type(result) == "table" and result.syntax then
    return nil, result.at
  end
  error(result, 0)
end
