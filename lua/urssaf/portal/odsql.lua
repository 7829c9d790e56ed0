--- ODSQL, the portal's query language. Each part is quoted or checked, so that no value can inject
-- a condition of its own.
local dimensions = require "urssaf.domain.dimensions"
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local odsql = {}

-- As field names these have to be quoted.
local KEYWORDS = {}
for word in ([[and as asc avg by count date_format day dayofweek desc distinct equi false group
  hour ifnull in is like or limit lower max millisecond min minute month not null quarter range
  search second select sum top true upper where year]]):gmatch("%S+") do
  KEYWORDS[word] = true
end

--- A string literal.
---@param text string
---@return string
function odsql.string(text)
  if text:find("%z") then errors.misuse("a value of where has a NUL byte in it") end
  return '"' .. text:gsub('[\\"]', "\\%0") .. '"'
end

--- Whether a query can name a field so.
---@param name any
---@return boolean
function odsql.is_field(name)
  return type(name) == "string" and name:find("^[A-Za-z0-9_]+$") ~= nil
end

--- A field's name.
---@param name string
---@return string
function odsql.field(name)
  if not odsql.is_field(name) then
    errors.misuse("'%s' is not a field's name: letters, digits and _ expected", tostring(name))
  end
  if KEYWORDS[names.fold(name)] or name:find("^%d") then return "`" .. name .. "`" end
  return name
end

local function number(value)
  return numbers.text(value) or errors.misuse("a value of where is not a finite number")
end

local function as_date(value)
  if numbers.integer(value) then value = ("%.0f"):format(value) end
  local is_date = type(value) == "string" and (value:find("^%d%d%d%d$")
    or value:find("^%d%d%d%d%-%d%d$") or value:find("^%d%d%d%d%-%d%d%-%d%d$"))
  return is_date and "date'" .. value .. "'" or nil
end

-- Not what `tonumber` reads besides: 0x10, or the locale's decimal comma.
local function as_number(value)
  if type(value) == "number" then return number(value) end
  return value:find("^%-?%d+%.?%d*$") and numbers.text(numbers.parse(value)) or nil
end

--- A literal to compare a field with.
---@param value string|number
---@param field_type string? as the metadata name it; nil if it is not known
---@return string
function odsql.literal(value, field_type)
  if type(value) ~= "string" and type(value) ~= "number" then
    errors.misuse("a value of where must be a string or a number, got %s", type(value))
  end
  local literal
  if field_type == "date" or field_type == "datetime" then literal = as_date(value) end
  if field_type == "int" or field_type == "double" then literal = as_number(value) end
  if literal then return literal end
  if type(value) == "string" then return odsql.string(value) end
  return field_type == "text" and odsql.string(number(value)) or number(value)
end

--- How a value may be spelt in the data: a code of digits as "01" and "1", anything else in one
-- way.
---@param name string of the field
---@param value any
---@return any[]
function odsql.spellings(name, value)
  value = numbers.integer(value) or value
  local width = dimensions.code_width(name)
  local digits = width and tostring(value):match("^0*(%d+)$")
  if not digits then return { value } end
  if #digits >= width then return { digits } end
  return { ("0"):rep(width - #digits) .. digits, digits }
end

--- The values that `where` has for a field, as a list; raises if a table is not a list.
---@param name string of the field
---@param value any one value, or a list
---@return any[]
function odsql.values(name, value)
  if type(value) ~= "table" then return { value } end
  if next(value) == nil then errors.misuse("where.%s is an empty list", name) end
  if not tables.is_list(value) then errors.misuse("where.%s is not a list of values", name) end
  return value
end

-- A field's values in full spelling and in byte order, each once; a single one by itself.
local function canonical_value(name, value)
  local by_literal = {}
  for _, wanted in ipairs(odsql.values(name, value)) do
    local spelling = odsql.spellings(name, wanted)[1]
    by_literal[odsql.literal(spelling)] = spelling
  end
  local list = tables.map(sorting.keys(by_literal), function(literal)
    return by_literal[literal]
  end)
  return list[2] and list or list[1]
end

--- One form of `where` for all that ask the portal the same. `1` and "1" remain two, but for codes:
-- it depends on the field's type whether they are one.
---@param where table|string fields with a value or a list of values, or the user's own ODSQL
---@return table|string
function odsql.canonical(where)
  if type(where) ~= "table" then return where end
  local canonical = {}
  for name, value in pairs(where) do canonical[name] = canonical_value(name, value) end
  return canonical
end

local function equality(name, value, field_type)
  local values = odsql.values(name, value)
  local literals, seen = {}, {}
  for _, wanted in ipairs(values) do
    for _, spelling in ipairs(odsql.spellings(name, wanted)) do
      local literal = odsql.literal(spelling, field_type)
      if not seen[literal] then literals[#literals + 1] = literal end
      seen[literal] = true
    end
  end
  if #literals == 1 then return odsql.field(name) .. " = " .. literals[1] end
  return odsql.field(name) .. " in (" .. table.concat(literals, ",") .. ")"
end

--- The condition for the option `where`.
---@param where table|string|nil fields with a value or a list of values, or the user's own ODSQL
---@param types table<string, string>? the types of the fields
---@return string? condition nil when there is none
function odsql.condition(where, types)
  if type(where) ~= "table" then return where end
  local terms = {}
  for name in pairs(where) do odsql.field(name) end
  for _, name in ipairs(sorting.keys(where)) do
    terms[#terms + 1] = equality(name, where[name], types and types[name])
  end
  return terms[1] and table.concat(terms, " and ")
end

--- The condition that all of these hold; nil when there is none.
---@param conditions string[]
---@return string?
function odsql.all(conditions)
  if #conditions <= 1 then return conditions[1] end
  return "(" .. table.concat(conditions, ") and (") .. ")"
end

return odsql
