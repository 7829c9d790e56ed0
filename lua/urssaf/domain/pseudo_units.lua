--- Pseudo-units: rows of the data that are no place and no sector. Urssaf writes their names
-- between underscores. Each has a role:
--
--   remainder    what belongs to no known place or sector: `_non classé ailleurs_` (code NCA),
--                `nca _non_classés_ailleurs_`, `_non renseigné_`, or any other such name
--   adjustment   `_calage_`: what the parts lack, or have too much, to add up to the published
--                whole
--
-- Both count in every sum, and neither makes a sum missing. Neither has a rank, a square on a map
-- or a line among those of places, and their figures need not be plausible by themselves.
local names = require "urssaf.base.names"

local pseudo_units = {}

---@alias urssaf.Role "remainder"|"adjustment"

-- Codes that stand for both roles, in columns of places: the name beside them says which it is.
local SHARED_CODES = { ["99"] = true, ["___"] = true }
local IS_CODE_OF_PLACE = { code_departement = true, code_region = true,
  code_ancienne_region = true }

local UNCLASSIFIED, ADJUSTMENT = "non classe ailleurs", "calage"

-- The words of a name between underscores, which may follow a code: "nca _non classé ailleurs_".
local function words_between_underscores(value)
  local inner = value:match "^ *_(.*[^_].*)_ *$" or value:match "^[A-Za-z0-9]+ +_(.+)_ *$"
  return inner and names.words(inner)
end

-- Words that say by themselves, without underscores, that something is not classified.
local function words_of_unclassified(value)
  local may_be = value:find "[lL][aA][sS][sS]" or value:find "^ *[nN][cC][aA] *$"
  local words = may_be and names.words(value):gsub("^nca (.)", "%1")
  local is_unclassified = words and (words .. " "):find "^non classe[es]* "
  if words == "nca" or is_unclassified then return UNCLASSIFIED end
end

-- Whether a text may be the name of a pseudo-unit: most are not, and to fold letters takes time; no
-- code of two characters is one.
local function may_be_name(value)
  return #value > 2 and (value:find("_", 1, true) or value:find "[sS][sS]"
    or value:find "^ *[nN][cC][aA] *$")
end

--- The plain name of a pseudo-unit: the same for all spellings of one, its code NCA included.
---@param value string a name or a code
---@return string? words "non classe ailleurs", "calage", "non renseigne"; nil if it is none
function pseudo_units.plain_name(value)
  if not may_be_name(value) then return nil end
  return words_of_unclassified(value) or words_between_underscores(value)
end

--- Whether a name is that of a pseudo-unit as Urssaf writes it, between underscores. Such a name
-- tells its unit apart from others with the same code.
---@param name string
---@return boolean
function pseudo_units.is_marked(name)
  if name:byte(-1) ~= 95 then return false end -- an underscore
  return name:find "^_.+_$" ~= nil or name:find "^[A-Za-z0-9]+ +_.+_$" ~= nil
end

--- Whether a code of places is that of pseudo-units alone, of either role.
---@param code string
---@return boolean
function pseudo_units.is_code(code)
  return SHARED_CODES[code] == true
end

local function role_of_name(value)
  local words = pseudo_units.plain_name(value)
  if not words then return nil end
  return (words .. " "):find("^" .. ADJUSTMENT .. " ") and "adjustment" or "remainder"
end

-- The role of one field of a key. A code that both roles share tells nothing beside a name.
local function role_of_field(field, value, key)
  local role = role_of_name(value)
  if role or not SHARED_CODES[value] then return role end
  local is_alone = key[field:gsub("^code_", "")] == nil
  return is_alone and IS_CODE_OF_PLACE[field] and "remainder" or nil
end

-- What people may type for a pseudo-unit, and what the library itself prints for one.
local TYPED = { calage = ADJUSTMENT, ["adjustment calage"] = ADJUSTMENT, adjustment = ADJUSTMENT,
  ajustement = ADJUSTMENT, ["not classified"] = UNCLASSIFIED, unclassified = UNCLASSIFIED }

-- The plain name of the pseudo-unit that a text means, if it means one: any words may be a name.
local function plain_of(text)
  local words = names.words(text)
  return pseudo_units.plain_name(text) or TYPED[words] or words
end

--- Whether a text that was typed for a place means a pseudo-unit, whether a panel has it or not.
---@param text string
---@return boolean
function pseudo_units.is_name(text)
  local is_code = pseudo_units.is_code(text)
  return is_code or pseudo_units.plain_name(text) ~= nil or TYPED[names.words(text)] ~= nil
end

--- Whether a unit is a pseudo-unit in one of its fields, and the one that a text means: by its code
-- or its name, in any spelling.
---@param key table<string, string>
---@param field string such as "region", without `code_`
---@param text string
---@return boolean
function pseudo_units.is_meant(key, field, text)
  local code, name = key["code_" .. field], key[field]
  local part = { [field] = name, ["code_" .. field] = code }
  if not pseudo_units.role(part) then return false end
  if code == text:upper() then return true end
  return pseudo_units.plain_name(name or code) == plain_of(text)
end

--- The role of a unit; nil for a place, a sector or any other true unit. A unit that is an
-- adjustment by one of its fields is one, whatever the others say.
---@param key table<string, string>
---@return urssaf.Role?
function pseudo_units.role(key)
  local found
  for field, value in pairs(key) do
    if may_be_name(value) or SHARED_CODES[value] then -- two calls fewer, a fifth of the time
      local role = role_of_field(field, value, key)
      if role == "adjustment" then return role end
      found = found or role
    end
  end
  return found
end

--- The true units of a list, and its pseudo-units: remainders first, then adjustments.
---@param list table[] with a `key`, such as series
---@return table[] units
---@return table[] pseudo
function pseudo_units.split(list)
  local units, remainders, adjustments = {}, {}, {}
  for _, one in ipairs(list) do
    local role = pseudo_units.role(one.key)
    local into = role == "adjustment" and adjustments or role and remainders or units
    into[#into + 1] = one
  end
  for _, one in ipairs(adjustments) do remainders[#remainders + 1] = one end
  return units, remainders
end

return pseudo_units
