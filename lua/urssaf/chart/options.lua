--- The options of charts: those of all kinds, and those of each.
local options = require "urssaf.domain.options"
local tables = require "urssaf.base.tables"

local chart_options = {}

local checks, one_of = options.checks, options.one_of

-- A check returns nothing if a value will do, else what is expected instead.

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

local COMMON = {
  lang = one_of("en", "fr"), title = checks.text, subtitle = checks.text,
  theme = one_of("auto", "light", "dark"),
  width = between(240, 4000), id = identifier, embedded = checks.flag, bare = checks.flag,
}

local MISSING = one_of("strict", "skip", "zero")

-- Options that `panel:rank` takes too may have any value here: it checks them.
local OWN = {
  line = { height = between(80, 4000) },
  multiples = { scale = one_of("same", "own") },
  bars = { measure = checks.text, at = checks.period, by = checks.any, n = checks.count,
    descending = checks.flag, unclassified = checks.flag, missing = MISSING,
    how = checks.any, highlight = places },
  map = { measure = checks.text, at = checks.period,
    by = one_of("departement", "region"), missing = MISSING, highlight = places,
    shapes = checks.text },
  revisions = { height = between(80, 4000) },
}

local SPECS = {}
for kind, own in pairs(OWN) do SPECS[kind] = tables.merge(COMMON, own) end

--- The options of a chart, checked; raises if one is unknown or its value will not do.
---@param kind "line"|"multiples"|"bars"|"map"|"revisions"
---@param given table?
---@return table
function chart_options.check(kind, given)
  return options.check(given, SPECS[kind])
end

return chart_options
