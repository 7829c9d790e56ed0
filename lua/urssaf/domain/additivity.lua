--- What may be added to what: the rules that follow from a measure's nature.
--
--   nature   over units   over time                          what it is
--   flow     sum          sum                                what happened in the period
--   stock    sum          refused; a longer period's last    a level at the period's end
--   count    sum          mean                               how many in the period
--   change   sum          refused                            a difference between two periods
--   window   sum          refused                            a flow or count of several periods
--   ratio    refused      refused                            a share, mean, growth or index
--
-- In the field's terms: a flow is additive; a stock and a count are semi-additive, over units only;
-- a ratio is non-additive. A ratio that keeps its parts is recomputed from them (see ratio.lua). A
-- measure without a definition is a ratio if its name says so (see rates.lua); any other has no
-- nature, and the option `how` says how to combine it.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local tables = require "urssaf.base.tables"

local new_note = lazy "urssaf.domain.new_note"
local rates = lazy "urssaf.domain.rates"

local additivity = {}

-- The operations that combine values. `rules` has the rule for each nature, `of_parts` that for a
-- part of a ratio: a part that is a stock is averaged, so that both parts cover the same time.
-- `choices` are the values that the option `how` may have; `method` is the panel's method.
additivity.UNITS = {
  method = "aggregate", choices = { "sum", "mean" },
  rules = { flow = "sum", stock = "sum", count = "sum", change = "sum", window = "sum" },
}
additivity.WINDOW = {
  method = "rolling", choices = { "sum", "mean", "last" },
  rules = { flow = "sum", count = "mean" },
  of_parts = { flow = "sum", count = "mean", stock = "mean" },
}
additivity.YEAR = {
  method = "annual", choices = { "sum", "mean", "last" },
  rules = { flow = "sum", count = "mean", stock = "last" },
  of_parts = { flow = "sum", count = "mean", stock = "mean" },
}
additivity.QUARTER = {
  method = "quarterly", choices = additivity.YEAR.choices,
  rules = additivity.YEAR.rules, of_parts = additivity.YEAR.of_parts,
}

local function definition_of(s)
  return measures.of(s.measure, s.dataset) or {}
end

--- The nature of a series; nil if it is not known.
---@param s urssaf.Series
---@return "flow"|"stock"|"count"|"change"|"window"|"ratio"|nil
function additivity.nature(s)
  local nature = s.nature or definition_of(s).nature
  if nature == nil and rates.kind(s.measure) then return "ratio" end
  return nature ~= "unknown" and nature or nil
end

--- The unit of a series: "account", "EUR", "1", …; nil if it is not known.
---@param s urssaf.Series
---@return string?
function additivity.unit(s)
  if s.unit or s.nature == "unknown" then return s.unit end
  return definition_of(s).unit
end

-- The unit of a difference of two fractions or of two rates in per cent. Points are to a fraction
-- what pt are to per cent: from 0.50 to 0.61 it is 0.11 points, from 50 % to 61 % it is 11 pt.
local DIFFERENCES = { ["1"] = "points", points = "points", ["%"] = "pt", pt = "pt" }

--- The unit of the difference of two values: their own, or points for fractions and per cent.
---@param unit string?
---@return string?
function additivity.unit_of_change(unit)
  return DIFFERENCES[unit] or unit
end

--- Whether the growth of a series is a difference in points: it is a fraction or in per cent, by
-- its unit or, if that is unknown, by its name.
---@param s urssaf.Series
---@return boolean
function additivity.grows_in_points(s)
  local own = additivity.unit(s)
  if own then return DIFFERENCES[own] ~= nil end
  return s.nature ~= "unknown" and rates.kind(s.measure) == "percent"
end

local CHANGES = { yoy = true, qoq = true, mom = true, growth = true, change = true }

--- Whether the values of a series are growths or differences: these were its last transform.
---@param s urssaf.Series
---@return boolean
function additivity.is_change(s)
  return s.transform ~= nil and CHANGES[s.transform:match "^%l+"] or false
end

--- Whether the values of a series are growths or differences, computed or published as such.
---@param s urssaf.Series
---@return boolean
function additivity.is_growth(s)
  if s.transform then return additivity.is_change(s) end
  if s.nature and s.nature ~= "ratio" then return false end
  return definition_of(s).growth ~= nil or rates.is_growth(s.measure)
end

--- The measure of a series with its transform: `"yoy of immatriculations"`.
---@param s urssaf.Series
---@return string
function additivity.title(s)
  return s.transform and ("%s of %s"):format(s.transform, s.measure) or tostring(s.measure)
end

--- The same text for series of the same measure that were transformed alike.
---@param s urssaf.Series
---@return string
function additivity.id(s)
  return s.transform and s.measure .. "\n" .. s.transform or s.measure
end

-- ------------------------------------------------------------------ one series

-- Why a series must not be combined, what to do instead, and what to do in Lua.
local REFUSALS = {
  stock = { why = "%s is a stock, a level at the period's end: added up over time it would count"
    .. " the same accounts again",
    in_lua = "; take at(period) for the level at an end, or panel:annual() for one a year" },
  window = { why = "%s covers several periods already: added up it would count them again",
    advice = "; use the series it was made of" },
  change = { why = "%s is a difference between two periods",
    advice = "; combine the series it was made of, and take the change afterwards" },
  growth = { why = "%s is a growth or an index: it is never added or averaged",
    advice = "; combine the series it was made of, and compute the growth or index afterwards" },
  mean = { why = "%s is a mean here, as in files of 2021: it is never added or averaged, and the"
    .. " total is not in this file" },
  ratio = { why = "%s is a ratio: it is never added or averaged",
    in_lua = "; a ratio that panel:with adds keeps its parts, and panel:%s computes it from them" },
  parts = { why = "%s is a ratio: it is never added or averaged, and its parts (%s) are not there"
    .. " for all units to compute it anew", in_lua = "; panel:%s does where they are" },
  within_period = { why = "%s is a mean over those who were counted in one period: in another"
    .. " period others are counted, and some of them again, so that none can be computed for"
    .. " several" },
}

--- The measures in a part of a ratio's definition: one, or several that are added up.
---@param part string|string[]
---@return string[]
function additivity.part_measures(part)
  return type(part) == "table" and part or { part }
end

-- The measures that a ratio is computed from by its definition; nil if it has none.
local function parts_of(s)
  local parts = definition_of(s).parts
  if not parts then return nil end
  local list = tables.append({}, additivity.part_measures(parts.numerator))
  return tables.unique(tables.append(list, additivity.part_measures(parts.denominator)))
end

-- Why a series must not be combined; and for `additivity.refuse`, what to do about it.
local function refusal(s, reason, operation, parts)
  local found = REFUSALS[reason]
  local why = found.why:format(additivity.title(s), parts and table.concat(parts, ", "))
  return why, { about = reason, advice = found.advice,
    in_lua = found.in_lua and found.in_lua:format(operation.method) }
end

--- Raises the reason why something must not be combined.
---@param why string
---@param fields table? as `additivity.rule` returns them
function additivity.refuse(why, fields)
  errors.misuse("%s%s", why, fields and fields.advice or "", fields or {})
end

local function refusal_by_nature(s, nature, operation)
  if nature ~= "ratio" or s.parts then return refusal(s, nature, operation) end
  if s.transform then return refusal(s, "growth", operation) end
  if definition_of(s).nature == "flow" then return refusal(s, "mean", operation) end
  local parts = parts_of(s)
  return refusal(s, parts and "parts" or "ratio", operation, parts)
end

local function quoted(choices)
  return '"' .. table.concat(choices, '", "') .. '"'
end

-- The choice that leaves a measure out.
local LEAVE = "leave"

-- The choice for a measure: `how` is one choice for all, or a table by measure.
local function chosen(s, how)
  if type(how) == "table" then return how[s.measure] end
  return how
end

-- A single `how` applies to unknown measures only; a `how` by measure must not contradict a known
-- rule.
local function check_known(s, nature, rule, how)
  if type(how) ~= "table" or (how[s.measure] or rule) == rule then return end
  errors.misuse("%s is a %s, and its rule here is '%s': option '%s' is for measures the library"
    .. " does not know", additivity.title(s), nature, rule, { option = "how" })
end

-- Raises: asks how to combine the measures of some series, all at once.
local function ask(list, operation)
  local first = list[1].measure
  if #list == 1 then
    errors.misuse("the library does not know the measure '%s'%s: say how it is combined",
      first, names.suggestion(first, measures.names()),
      { in_lua = ", how = " .. quoted(operation.choices), about = "nature" })
  end
  errors.misuse("the library does not know the measures %s: say how they are combined",
    names.listed(tables.map(list, function(s) return s.measure end)),
    { about = "nature", in_lua = (", how = %s, or for each of them, how = { %s = \"%s\", … },"
      .. " where \"leave\" leaves one out"):format(quoted(operation.choices), first,
        operation.choices[1]) })
end

--- How an operation combines the values of a series. Raises if the measure is unknown and `how` has
-- no choice for it.
---@param s urssaf.Series
---@param operation table UNITS, WINDOW, QUARTER or YEAR
---@param how string|table|nil the caller's choice for unknown measures
---@param is_part boolean? whether it is a part of a ratio
---@return "sum"|"mean"|"last"|nil
---@return string? why it must not be combined
---@return table? fields what to do about it: see `additivity.refuse`
function additivity.rule(s, operation, how, is_part)
  local nature, choice = additivity.nature(s), chosen(s, how)
  if choice == LEAVE and (type(how) == "table" or not nature) then
    local why = additivity.title(s) .. ": the option how leaves it out"
    return nil, why
  end
  if nature then
    local rule = (is_part and operation.of_parts or operation.rules)[nature]
    if not rule then return nil, refusal_by_nature(s, nature, operation) end
    check_known(s, nature, rule, how)
    return rule
  end
  if choice == nil then ask({ s }, operation) end
  return choice
end

--- A check of the option `how`: one of an operation's choices, "leave", or a table of these by
-- measure.
---@param operation table UNITS, WINDOW, QUARTER or YEAR
---@return fun(how: any): string? check for `options.check`
function additivity.how_check(operation)
  return function(how)
    for _, choice in pairs(type(how) == "table" and how or { how }) do
      if choice ~= LEAVE and not tables.contains(operation.choices, choice) then
        return "one of " .. quoted(operation.choices) .. ", or a table of these (or \"leave\") by"
          .. " measure"
      end
    end
  end
end

-- ------------------------------------------------------------------ all series of a panel

-- Whether an operation joins periods of a measure that means something within one alone.
local function joins_too_much(s, operation)
  return operation ~= additivity.UNITS and definition_of(s).within_period
end

-- The rule of a series; "parts" for a ratio whose parts both have a rule.
local function rule_or_parts(s, operation, how)
  if joins_too_much(s, operation) then
    return nil, refusal(s, "within_period", operation)
  end
  if not s.parts then return additivity.rule(s, operation, how) end
  for _, which in ipairs { "numerator", "denominator" } do
    local rule, why, fields = additivity.rule(s.parts[which], operation, how, true)
    if not rule then return nil, why, fields end
  end
  return "parts"
end

-- The first series of each measure. Asks at once how to combine all measures that are unknown, and
-- for which `how` has no choice.
local function first_of_each(list, operation, how)
  local firsts, unknown, seen, is_known = {}, {}, {}, {} -- a panel has many series of each
  for _, s in ipairs(list) do
    local id, own = s.transform and additivity.id(s) or s.measure, s.nature
    if not seen[id] then seen[id], firsts[#firsts + 1] = true, s end
    local has_nature = is_known[id]
    if own or has_nature == nil then
      has_nature = additivity.nature(s) ~= nil
      if not own then is_known[id] = has_nature end
    end
    if not (has_nature or s.parts) and chosen(s, how) == nil then unknown[#unknown + 1] = s end
  end
  unknown = tables.unique(unknown, additivity.id)
  if #unknown > 0 then ask(unknown, operation) end
  return firsts
end

--- The rules of an operation on a whole panel, one for each measure. A measure that must not be
-- combined is left out, with a note; raises if no measure is left.
---@param list urssaf.Series[]
---@param operation table UNITS, WINDOW, QUARTER or YEAR
---@param how string|table|nil
---@return table[] rules in the order of the series: { series = the first of its measure, rule = }
---@return urssaf.Note[] notes kind `left_out`
function additivity.rules(list, operation, how)
  local rules, notes, first_why, first_fields = {}, {}, nil, nil
  for _, s in ipairs(first_of_each(list, operation, how)) do
    local rule, why, fields = rule_or_parts(s, operation, how)
    if rule then rules[#rules + 1] = { series = s, rule = rule } end
    if why then
      if not first_why then first_why, first_fields = why, fields end
      notes[#notes + 1] = new_note("left_out", "left out: " .. why, { measure = s.measure })
    end
  end
  if #rules == 0 and first_why then additivity.refuse(first_why, first_fields) end
  return rules, notes
end

return additivity
