--- What may be added to what: the rules that follow from a measure's nature.
--
--   nature   over units   over time                          what it is
--   flow     sum          sum                                what happened in the period
--   stock    sum          refused; the last one of a year    a level at the period's end
--   count    sum          mean                               how many in the period
--   change   sum          refused                            a difference between two periods
--   window   sum          refused                            a flow or count of several periods
--   ratio    refused      refused                            a share, mean, growth or index
--
-- A ratio that knows its parts is computed from them anew instead (see ratio.lua). A measure the
-- library does not know has no nature: the caller says how.
local errors = require "urssaf.base.errors"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"

local additivity = {}

-- Where series are put together: the rule of each nature, those for the parts of a ratio, what can
-- be said of an unknown measure, and the panel's method that does it. Over time a part that is a
-- stock counts by its mean, so that both parts cover the whole time.
additivity.UNITS = {
  method = "aggregate", words = { "sum", "mean" },
  rules = { flow = "sum", stock = "sum", count = "sum", change = "sum", window = "sum" },
}
additivity.WINDOW = {
  method = "rolling", words = { "sum", "mean", "last" },
  rules = { flow = "sum", count = "mean" },
  of_parts = { flow = "sum", count = "mean", stock = "mean" },
}
additivity.YEAR = {
  method = "annual", words = { "sum", "mean", "last" },
  rules = { flow = "sum", count = "mean", stock = "last" },
  of_parts = { flow = "sum", count = "mean", stock = "mean" },
}

local function definition_of(s)
  return measures.of(s.measure) or {}
end

--- A series' nature; nil if nobody knows it.
---@param s urssaf.Series
---@return "flow"|"stock"|"count"|"change"|"window"|"ratio"|nil
function additivity.nature(s)
  local nature = s.nature or definition_of(s).nature
  return nature ~= "unknown" and nature or nil
end

--- A series' unit: "account", "EUR", "1", …; nil if nobody knows it.
---@param s urssaf.Series
---@return string?
function additivity.unit(s)
  if s.unit or s.nature == "unknown" then return s.unit end
  return definition_of(s).unit
end

--- What a series is, in words: `"yoy of immatriculations"`.
---@param s urssaf.Series
---@return string
function additivity.title(s)
  return s.transform and ("%s of %s"):format(s.transform, s.measure) or tostring(s.measure)
end

local REFUSALS = {
  stock = "%s is a stock, a level at the period's end: added up over time it would count the same"
    .. " accounts again; take at(period) for the level at an end, or panel:annual() for one a year",
  window = "%s covers several periods already: added up it would count them again; use the series"
    .. " it was made of",
  change = "%s is a difference between two periods: put together the series it was made of, and"
    .. " take the change then",
  growth = "%s is a growth or an index: it is never added or averaged; use the series it was made"
    .. " of, and take it then",
  mean = "%s is a mean here, as in files of 2021: it is never added or averaged, and the total is"
    .. " not in this file",
  ratio = "%s is a ratio: it is never added or averaged; a ratio that panel:with adds keeps its"
    .. " parts, and panel:%s computes it from them",
}

local function refusal(s, nature, setting)
  local reason = nature
  if nature == "ratio" and not s.parts then
    local is_mean = definition_of(s).nature == "flow"
    reason = s.transform and "growth" or is_mean and "mean" or "ratio"
  end
  return REFUSALS[reason]:format(additivity.title(s), setting.method)
end

local function contains(list, wanted)
  for _, word in ipairs(list) do
    if word == wanted then return true end
  end
  return false
end

local function quoted(words)
  return '"' .. table.concat(words, '", "') .. '"'
end

-- What the caller says of a measure: `how` is one word, or a table by measure.
local function said(s, how)
  if type(how) == "table" then return how[s.measure] end
  return how
end

-- One word for all is meant for the unknown ones; a word for this one has to be right.
local function check_known(s, nature, rule, how)
  if type(how) ~= "table" or (how[s.measure] or rule) == rule then return end
  errors.misuse("%s is a %s, and its rule here is \"%s\": how is for measures the library does not"
    .. " know", additivity.title(s), nature, rule)
end

--- How a series is put together.
---@param s urssaf.Series
---@param setting table UNITS, WINDOW or YEAR
---@param how string|table|nil what the caller says of measures the library does not know
---@param is_part boolean? whether it is a part of a ratio
---@return "sum"|"mean"|"last"|nil
---@return string? reason why it cannot be
function additivity.rule(s, setting, how, is_part)
  local nature = additivity.nature(s)
  if nature then
    local rule = (is_part and setting.of_parts or setting.rules)[nature]
    if not rule then return nil, refusal(s, nature, setting) end
    check_known(s, nature, rule, how)
    return rule
  end
  local word = said(s, how)
  if word == nil then
    errors.misuse("the library does not know the measure '%s'%s: say how it is put together, how ="
      .. " %s", s.measure, names.suggestion(s.measure, measures.names()), quoted(setting.words))
  end
  return word
end

--- A check of the option `how`: one of a setting's words, or a table of these by measure.
---@param setting table UNITS, WINDOW or YEAR
---@return fun(how: any): string? check as those of `options`
function additivity.how_check(setting)
  return function(how)
    for _, word in pairs(type(how) == "table" and how or { how }) do
      if not contains(setting.words, word) then
        return "one of " .. quoted(setting.words) .. ", or a table of these by measure"
      end
    end
  end
end

return additivity
