--- Checks the options of a function before it does anything else. An unknown option raises, with
-- the nearest known name.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local numbers = require "urssaf.base.numbers"
local sorting = require "urssaf.base.sorting"

-- only few checks need these, and messages names
local names = lazy "urssaf.base.names"
local period = lazy "urssaf.domain.period"
local schema = lazy "urssaf.domain.schema"
local timestamp = lazy "urssaf.base.timestamp"

local options = {}

--- A check that an option is one of some texts.
---@param ... string the texts
---@return fun(value: any): string? check
function options.one_of(...)
  local allowed, shown = {}, {}
  for i, text in ipairs { ... } do
    allowed[text], shown[i] = true, ('"%s"'):format(text)
  end
  local last = table.remove(shown)
  local expected = shown[1] and table.concat(shown, ", ") .. " or " .. last or last
  return function(value)
    if not allowed[value] then return expected end
  end
end

-- A check returns nil if the value is right, else a text that says what it must be.
local checks = {}
options.checks = checks

function checks.text(value)
  if type(value) ~= "string" or value == "" or value:find("[%z\r\n]") then
    return "a string, not empty and without line breaks"
  end
end

function checks.label(value)
  local is_text = type(value) == "string" and value ~= ""
  local has_both = type(value) == "table" and type(value.fr) == "string"
    and type(value.en) == "string"
  if not (is_text or has_both) then return "a text, or { fr = , en = }" end
end

function checks.delimiter(value)
  if value ~= ";" and value ~= "," and value ~= "\t" and value ~= "|" then
    return "one of ; , TAB |"
  end
end

function checks.positive(value)
  if type(value) ~= "number" or not (value > 0 and value < math.huge) then
    return "a number above zero"
  end
end

function checks.whole(value)
  if not (numbers.integer(value) and value >= 0) then return "a whole number, zero or more" end
end

function checks.zero_or_more(value)
  if type(value) ~= "number" or not (value >= 0 and value < math.huge) then
    return "a number, zero or more"
  end
end

function checks.flag(value)
  if type(value) ~= "boolean" then return "true or false" end
end

checks.cache_mode = options.one_of("use", "refresh", "only", "off")

function checks.day_or_moment(value)
  if type(value) ~= "string" or not timestamp.of_iso(value) then
    return "a day, such as \"2026-07-31\", or a time as in panel.source"
  end
end

function checks.callback(value)
  if type(value) ~= "function" then return "a function" end
end

function checks.json(value)
  if type(value) ~= "table" or type(value.decode) ~= "function" then
    return "a table with a function decode, such as lua-cjson's"
  end
end

function checks.name_list(value)
  if type(value) ~= "table" or #value == 0 then return "a list of names" end
  for _, name in ipairs(value) do
    if type(name) ~= "string" or not name:find("^[A-Za-z0-9_]+$") then
      return "a list of column names"
    end
  end
end

function checks.name_or_names(value)
  local list = type(value) == "table" and value or { value }
  if #list == 0 then return "a name, or a list of names" end
  for _, name in ipairs(list) do
    if type(name) ~= "string" then return "a name, or a list of names" end
  end
end

function checks.dimensions(value)
  for _, name in ipairs(type(value) == "table" and value or {}) do
    if schema.time_part(name) then return "a list of columns other than those of time" end
  end
  return checks.name_list(value)
end

local A_PERIOD = "a month, a quarter, or a year"

-- An end of a span, where the frequency is not known yet.
function checks.bound(value)
  if not period.is_bound(value) then return A_PERIOD end
end

-- A period of a panel, whose frequency decides what the value means.
function checks.period(value)
  if not (period.is_bound(value) or period.is(value, "month")) then return A_PERIOD end
end

-- Accepts any value: only a later check can judge it.
function checks.any() end

--- A check that refuses an option and names the function that takes it.
---@param place string
---@return fun(): string check
function options.elsewhere(place)
  return function() return "given to " .. place end
end

-- Their values may contain a secret, which must not appear in a message.
local SECRET = { api_key = true, proxy = true, base_url = true }

local function show(value, name)
  if SECRET[name] then return type(value) == "string" and "something else" or type(value) end
  if type(value) == "string" then return ('"%s"'):format((value:gsub("%c", " "))) end
  if type(value) == "table" and next(value) == nil then return "an empty table" end
  if type(value) == "table" or type(value) == "function" then return "a " .. type(value) end
  return numbers.shown(value)
end

--- Raises if an option is unknown or its value is wrong.
---@param given table?
---@param spec table<string, fun(value: any): string?> name -> check
---@return table options a copy of what was given
function options.check(given, spec)
  if given == nil then given = {} end
  if type(given) ~= "table" then
    errors.misuse("a table of options expected, got %s", show(given))
  end
  local checked = {}
  for name, value in pairs(given) do
    local check = spec[name]
    if not check then
      errors.misuse("unknown option '%s'%s", tostring(name),
        names.suggestion(name, sorting.keys(spec)))
    end
    local expected = check(value)
    if expected then
      errors.misuse("option '%s' must be %s, got %s", name, expected, show(value, name))
    end
    checked[name] = value
  end
  return checked
end

return options
