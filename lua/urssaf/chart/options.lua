--- The options of charts: those of all kinds, and those of each.
local options = require "urssaf.domain.options"

local chart_options = {}

local checks = options.checks

-- A check returns nothing if a value will do, else what is expected instead.

local function one_of(list)
  local allowed, quoted = {}, {}
  for i, word in ipairs(list) do allowed[word], quoted[i] = true, '"' .. word .. '"' end
  local expected = table.concat(quoted, ", ", 1, #quoted - 1) .. " or " .. quoted[#quoted]
  return function(value)
    if not allowed[value] then return expected end
  end
end

local function between(low, high)
  return function(value)
    if type(value) ~= "number" or not (value >= low and value <= high) then
      return ("a number of pixels from %d to %d"):format(low, high)
    end
  end
end

local function identifier(value)
  if type(value) ~= "string" or not value:find "^[A-Za-z][A-Za-z0-9_-]*$" then
    return "a letter, and after it letters, digits, _ or -"
  end
end

local function places(value)
  if type(value) ~= "table" then
    if type(value) ~= "string" and type(value) ~= "number" then return "a place, or a list" end
    return nil
  end
  if next(value) == nil then return "a place, or a list of places" end
end

-- For options that are passed on to `panel:rank`, which checks them.
local function anything() end

local COMMON = {
  lang = one_of { "en", "fr" }, title = checks.text, theme = one_of { "auto", "light", "dark" },
  width = between(240, 4000), id = identifier, embedded = checks.flag, bare = checks.flag,
}

local OWN = {
  line = { height = between(80, 4000) },
  multiples = { scale = one_of { "same", "own" } },
  bars = { measure = checks.text, at = checks.period_or_year, by = anything, n = checks.positive,
    descending = checks.flag, unclassified = checks.flag, missing = one_of { "strict", "skip" },
    how = anything, highlight = places },
  map = { measure = checks.text, at = checks.period_or_year,
    by = one_of { "departement", "region" }, highlight = places },
}

local SPECS = {}
for kind, own in pairs(OWN) do
  SPECS[kind] = {}
  for _, spec in ipairs { COMMON, own } do
    for name, check in pairs(spec) do SPECS[kind][name] = check end
  end
end

--- The options of a chart, checked; raises if one is unknown or its value will not do.
---@param kind "line"|"multiples"|"bars"|"map"
---@param given table?
---@return table
function chart_options.check(kind, given)
  return options.check(given, SPECS[kind])
end

return chart_options
