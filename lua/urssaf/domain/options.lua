--- Checks the options of a function before it does anything else. An unknown option raises, with
-- the nearest known name.
local lazy = require "urssaf.base.lazy"

local option_checks = lazy "urssaf.domain.option_checks"
local option_refusals = lazy "urssaf.domain.option_refusals"

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

-- A check returns nil if the value is right, else a text that says what it must be. These two are
-- those of most calls; the others are loaded when one of them is called.
local checks = setmetatable({}, { __index = function(_, name)
  return function(value) return option_checks[name](value) end
end })
options.checks = checks

function checks.text(value)
  if type(value) ~= "string" or value == "" or value:find("[%z\r\n]") then
    return "a string, not empty and without line breaks"
  end
end

checks.cache_mode = options.one_of("use", "refresh", "only", "off")

--- Raises if an option is unknown or its value is wrong.
---@param given table?
---@param spec table<string, fun(value: any): string?> name -> check
---@return table options a copy of what was given
function options.check(given, spec)
  if given == nil then given = {} end
  if type(given) ~= "table" then option_refusals.no_table(given) end
  local checked = {}
  for name, value in pairs(given) do
    local check = spec[name]
    if not check then option_refusals.unknown(name, spec) end
    local expected = check(value)
    if expected then option_refusals.wrong(name, expected, value) end
    checked[name] = value
  end
  return checked
end

return options
