--- The order of units, the same in panels, tables, exports and charts, and for ties of a ranking:
-- places and sectors first, then pseudo-units, then what has no such field at all. `src/csv/unit.c`
-- has it too, for the panels that it makes.
--
-- Official codes are compared digit by digit, a letter before any digit: 19, 2A, 2B, 21 … 95, 971,
-- 0051, 0052. Other texts are compared byte by byte.
local pseudo_units = require "urssaf.domain.pseudo_units"
local sorting = require "urssaf.base.sorting"

local order = {}

-- Groups of texts, in their order.
local TRUE_UNIT, PSEUDO_UNIT, NONE = 0, 1, 2

local function group_of(text, has_codes)
  if text == "" then return NONE end
  local is_pseudo
  if has_codes then
    is_pseudo = pseudo_units.is_code(text) or not text:find "^%d"
  else
    is_pseudo = pseudo_units.is_marked(text)
  end
  return is_pseudo and PSEUDO_UNIT or TRUE_UNIT
end

local function is_digit(byte) return byte >= 48 and byte <= 57 end

-- 2A and 2B (Corsica) stand where 20 was: whether a letter makes `a` the first of two codes; nil if
-- no letter decides.
local function is_letter_first(a, b)
  local i, x, y = sorting.difference(a, b)
  if i == 1 or not (x and y) or is_digit(x) == is_digit(y) then return nil end
  return is_digit(y)
end

--- Whether a value of a field comes before another.
---@param a string "" for none
---@param b string
---@param has_codes any whether the field has official codes: see `dimensions.code_width`
---@return boolean
function order.before(a, b, has_codes)
  local x, y = group_of(a, has_codes), group_of(b, has_codes)
  if x ~= y then return x < y end
  local is_first
  if has_codes then is_first = is_letter_first(a, b) end
  if is_first == nil then return sorting.before(a, b) end
  return is_first
end

return order
