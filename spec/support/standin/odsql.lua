-- The part of ODSQL the stand-in understands: where, select and order_by against a list of fields.
-- Every function returns its result, or nil and { code, message } in the portal's words.

local bytes_before = require "spec.support.standin.bytes_before"
local first_day = require("spec.support.standin.odsql_lexer").first_day
local parse = require "spec.support.standin.odsql_parser"

local odsql = {}

local CLASS = {
  text = "string", int = "number", double = "number", date = "date",
  geo_point_2d = "point", geo_shape = "shape",
}

local function malformed(code, clause, what)
  local words = "ODSQL query is malformed: %s. Clause(s) containing the error(s): %s."
  return { code = code, message = words:format(what, clause) }
end

local function refuse(what)
  error({ refused = what }, 0)
end

local function field_types(fields)
  local types = {}
  for _, field in ipairs(fields) do
    types[field.name] = CLASS[field.type]
  end
  return types
end

local function type_of(name, types)
  return types[name] or refuse("Unknown field: " .. name)
end

-- Dates compare as days, so a year ("2024") becomes its first day. Days are kept, since distinct
-- values are few.
local function day_reader(name)
  local days = {}
  return function(cell, i)
    local text = cell(i, name)
    if text and not days[text] then
      days[text] = first_day(text)
    end
    return days[text or ""]
  end
end

-- A reader of an operand's value in row i, and the value's class.
local function operand(node, types)
  if not node.field then
    return function() return node.literal end, node.kind
  end
  local name, class = node.field, type_of(node.field, types)
  if class == "date" then
    return day_reader(name), class
  end
  return function(cell, i) return cell(i, name) end, class
end

-- A string that is compared with a date is converted to one; nothing else is.
local function fit(node, class)
  local value = node.literal
  if node.kind == "string" and class == "date" then
    value = first_day(node.literal)
  elseif node.kind ~= class then
    value = nil
  end
  if value == nil then
    refuse(("Cannot compare a %s with the %s %s"):format(class, node.kind, node.literal))
  end
  return value
end

-- Texts compare by their bytes, not by the locale.
local function before(a, b)
  if type(a) == "string" then return bytes_before(a, b) end
  return a < b
end

local COMPARE = {
  ["="] = function(a, b) return a == b end,
  ["!="] = function(a, b) return a ~= b end,
  [">"] = function(a, b) return before(b, a) end,
  ["<"] = function(a, b) return before(a, b) end,
  [">="] = function(a, b) return not before(a, b) end,
  ["<="] = function(a, b) return not before(b, a) end,
}

-- A reader for each side. A literal takes the class of the field it is compared with.
local function both_sides(node, types)
  local left, left_class = operand(node.left, types)
  local right, right_class = operand(node.right, types)
  if node.left.field and not node.right.field then
    local value = fit(node.right, left_class)
    right = function() return value end
  elseif node.right.field and not node.left.field then
    local value = fit(node.left, right_class)
    left = function() return value end
  elseif left_class ~= right_class then
    refuse(("Cannot compare a %s with a %s"):format(left_class, right_class))
  end
  return left, right
end

-- A comparison with null is unknown: nil, which no filter accepts.
local function comparison(node, types)
  local left, right = both_sides(node, types)
  local holds = COMPARE[node.op]
  return function(cell, i)
    local a, b = left(cell, i), right(cell, i)
    if a == nil or b == nil then
      return nil
    end
    return holds(a, b)
  end
end

-- A test of one value, nil for null.
local function unless_null(read, test)
  return function(cell, i)
    local value = read(cell, i)
    if value == nil then
      return nil
    end
    return test(value)
  end
end

local build

local BUILD = {}

BUILD["and"] = function(node, types)
  local left, right = build(node[1], types), build(node[2], types)
  return function(cell, i)
    local a = left(cell, i)
    if a == false then
      return false
    end
    local b = right(cell, i)
    if a or b == false then
      return b
    end
    return nil
  end
end

BUILD["or"] = function(node, types)
  local left, right = build(node[1], types), build(node[2], types)
  return function(cell, i)
    local a = left(cell, i)
    if a then
      return true
    end
    local b = right(cell, i)
    if b or a == false then
      return b
    end
    return nil
  end
end

BUILD["not"] = function(node, types)
  return unless_null(build(node[1], types), function(value) return not value end)
end

BUILD["in"] = function(node, types)
  local read, class = operand(node.left, types)
  local wanted = {}
  for _, value in ipairs(node.values) do
    wanted[fit(value, class)] = true
  end
  return unless_null(read, function(value) return wanted[value] == true end)
end

function BUILD.range(node, types)
  local read, class = operand(node.left, types)
  local low, high = fit(node.low, class), fit(node.high, class)
  return unless_null(read, function(value) return low <= value and value <= high end)
end

function BUILD.null(node, types)
  local read = operand(node.left, types)
  return function(cell, i) return read(cell, i) == nil end
end

function BUILD.not_null(node, types)
  local read = operand(node.left, types)
  return function(cell, i) return read(cell, i) ~= nil end
end

function BUILD.startswith(node, types)
  local read, class = operand(node.left, types)
  if class ~= "string" or node.right.kind ~= "string" then
    refuse("startswith needs a text field and a string")
  end
  local start = node.right.literal
  return unless_null(read, function(value) return value:sub(1, #start) == start end)
end

function build(node, types)
  return (BUILD[node.op] or comparison)(node, types)
end

local function checked(clause, text, fields, make)
  local tree, at = parse(clause, text)
  if not tree then
    return nil, malformed("ODSQLSyntaxError", clause, ("invalid syntax at position %d"):format(at))
  end
  local ok, result = pcall(make, tree, field_types(fields))
  if ok then
    return result
  elseif type(result) == "table" and result.refused then
    return nil, malformed("ODSQLError", clause, result.refused)
  end
  error(result, 0)
end

-- A predicate(cell, i), where cell(i, name) gives a row's value: true, false, or nil for unknown.
function odsql.where(text, fields)
  return checked("where", text, fields, build)
end

local function select_columns(tree, types, fields)
  local columns = {}
  for _, item in ipairs(tree) do
    if item.all then
      for _, field in ipairs(fields) do
        columns[#columns + 1] = { name = field.name }
      end
    else
      type_of(item.field, types)
      columns[#columns + 1] = { name = item.field, alias = item.alias }
    end
  end
  return columns
end

-- List of { name, alias = nil | name }.
function odsql.select(text, fields)
  return checked("select", text, fields, function(tree, types)
    return select_columns(tree, types, fields)
  end)
end

-- List of { name, descending }.
function odsql.order_by(text, fields)
  return checked("order_by", text, fields, function(tree, types)
    for _, item in ipairs(tree) do
      type_of(item.field, types)
      item.name = item.field
    end
    return tree
  end)
end

return odsql
