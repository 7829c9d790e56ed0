--- Reports inconsistencies of a panel: missing cells, total rows, figures that contradict each
-- other. It changes nothing.
--
--     kind                     what is found                           size
--     grid                     periods that do not follow each other,  how many
--                              series that are not on the grid
--     alike                    a unit whose name reads like another's,
--                              as with one more blank
--     missing                  cells without a value that should have  how many
--                              one
--     ended                    a unit without any value for a year or  its last value
--                              more, up to the last period
--     born                     a unit that begins later than others    its first value
--     empty                    a measure whose empty cells look like   how many
--                              zeros: none is 0, small values occur
--     negative                 a count below zero, an amount with      the farthest value
--                              the wrong sign
--     outlier                  a figure many times those before and    the farthest value
--                              after it, or a small part of them
--     level                    a level that becomes many times what    the farthest value
--                              it was, or a small part, and stays so
--     rate                     a published rate that is not what the   the farthest value
--                              figures beside it make
--     repeated                 figures that are those of the period,   how many periods
--                              or the year, before
--     swapped                  figures of two units that changed       the first unit's figure
--                              places
--     active_above_registered  more accounts active than registered    the most, in accounts
--     stock_flow               a stock whose change is not the         the most, as a share of the
--                              difference of its flows                 stock
--     estimated                strike-offs with fractions, which       how many quarters
--                              Urssaf has estimated and re-allocated
--     turnover_per_active      turnover per account outside the usual  the farthest, in euros
--                              range
--     total_row                a unit that is the sum of the others    how many cells are equal
--     unclassified             the unclassified remainder              its share
--     adjustment               adjustments, `_calage_`                 their share
--
-- Pseudo-units (see pseudo_units.lua) count in what is checked of the whole, and are never checked
-- by themselves.
--
-- Of ratios and other computed series only the grid is checked, and of published rates whether they
-- are what the figures beside them make: what else is missing or wrong in them has its cause in the
-- series they are computed from.
local additivity = require "urssaf.domain.additivity"
local alike = require "urssaf.panel.alike"
local check_cells = require "urssaf.panel.check_cells"
local check_completeness = require "urssaf.panel.check_completeness"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local check_plausibility = require "urssaf.panel.check_plausibility"
local check_findings = require "urssaf.panel.check_findings"
local check_outliers = require "urssaf.panel.check_outliers"
local check_rates = require "urssaf.panel.check_rates"
local check_repeats = require "urssaf.panel.check_repeats"
local check_swaps = require "urssaf.panel.check_swaps"
local check_units = require "urssaf.panel.check_units"
local names = require "urssaf.base.names"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local utf8 = require "urssaf.base.utf8"

local check = {}

---@class urssaf.Finding
---@field kind string
---@field severity "error"|"warning"|"info"
---@field where string the unit's name, "the whole" or "unclassified units"
---@field key table<string, string>? the unit's
---@field measure string?
---@field periods string[]? the periods concerned
---@field size number? see the kinds above
---@field sizes number[]? the size in each of the periods
---@field explained_by string[]? the known breaks (their ids), or the measure, that may explain it
---@field message string for people

---@class urssaf.Check
---@field ok boolean no error, and no warning without an explanation
---@field findings urssaf.Finding[]
---@field skipped table[] what was not checked: { kind = or measure =, reason = }
---@field panel string the panel, in one line
local Check = {}
Check.__index = Check

-- How many findings of a kind, and how many names in a line, a report prints.
local LINES = 10

-- ------------------------------------------------------------------ grid

-- The periods that are not the successor of the one before them.
local function misplaced(periods, frequency)
  local list = {}
  local before
  for _, name in ipairs(periods) do
    local ordinal = period.is(name, frequency) and period.ordinal(name, frequency)
    if not ordinal or (before and ordinal ~= before + 1) then list[#list + 1] = tostring(name) end
    before = ordinal or nil
  end
  return list
end

local function same_grid(s, panel)
  if s.frequency ~= panel.frequency or #s.periods ~= #panel.periods then return false end
  for i = 1, s.periods == panel.periods and 0 or #s.periods do
    if s.periods[i] ~= panel.periods[i] then return false end
  end
  return true
end

-- How many values are at no position of the grid.
local function off_grid(s)
  local count, size = 0, #s.periods
  for i in pairs(s.values) do
    if type(i) ~= "number" or i < 1 or i > size or i ~= math.floor(i) then count = count + 1 end
  end
  return count
end

local function find_grid(state)
  local panel = state.panel
  local list = misplaced(panel.periods, panel.frequency)
  if #list > 0 then
    state:add("grid", "error", { periods = list, size = #list,
      message = "the periods do not follow each other, at " .. names.listed(list, LINES) })
  end
  for _, s in ipairs(panel.series) do
    local outside = off_grid(s)
    if not same_grid(s, panel) or outside > 0 then
      state:add("grid", "error", { key = s.key, measure = s.measure, size = outside,
        message = utf8.shown(additivity.title(s)) .. (outside > 0
          and " has values that belong to no period" or " has other periods than the data") })
    end
  end
  state.off_grid = #state.findings > 0
end

-- ------------------------------------------------------------------ names

local function find_alike(state)
  for _, pair in ipairs(alike.units(state.units)) do
    state:add("alike", "warning", { key = pair[1].key, message = "it reads like another unit, "
      .. unit.name(pair[2].key) .. ", but its name is not the same" })
  end
end

-- ------------------------------------------------------------------ the report

-- In the order of the report. Checks that need certain measures are for quarters alone: breaks and
-- usual ranges are known for quarters, and the active accounts of a year may or may not be a mean.
local CHECKS = {
  { kind = "missing", find = check_completeness.missing },
  { kind = "ended", find = check_units.lifetimes },
  { kind = "empty", find = check_units.empty },
  { kind = "total_row", find = check_completeness.totals },
  { kind = "negative", find = check_cells.negative },
  { kind = "outlier", find = check_outliers.figures },
  { kind = "level", find = check_outliers.levels },
  { kind = "rate", find = check_rates.find },
  { kind = "repeated", find = check_repeats.find },
  { kind = "swapped", find = check_swaps.find },
  { kind = "active_above_registered", find = check_plausibility.active_above_registered },
  { kind = "stock_flow", find = check_plausibility.stock_flow },
  { kind = "turnover_per_active", find = check_plausibility.turnover_per_active },
  { kind = "unclassified", find = check_completeness.unclassified },
}

-- Whether a panel has any of the measures that some checks need. Without one nobody expects these
-- checks.
local function is_concerned(state)
  for _, needs in pairs(check_plausibility.NEEDS) do
    if tables.find(needs, function(name) return state.present[name] end) then return true end
  end
  return false
end

-- Why a check cannot be made; nil if it can, false if nobody expects it.
local function hindrance(state, one_check)
  if state.off_grid then return "the grid is not in order" end
  if #state.measures == 0 then return "there are no values to check" end
  local needs = check_plausibility.NEEDS[one_check.kind]
  local lacking = tables.filter(needs or {}, function(name) return not state.present[name] end)
  if #lacking > 0 then
    return is_concerned(state) and "there is no " .. table.concat(lacking, ", no ")
  end
  if needs and state.frequency ~= "quarter" then return "the periods are not quarters" end
end

local function is_ok(findings)
  return not tables.find(findings, function(one)
    return one.severity ~= "info" and not one.explained_by
  end)
end

-- Findings with those that are for information alone at the end: a report shows a few of each kind.
local function in_order(findings)
  local first, last = {}, {}
  for _, one in ipairs(findings) do
    table.insert(one.severity == "info" and last or first, one)
  end
  return tables.append(first, last)
end

--- Reports inconsistencies of a panel: see the kinds at the top of this file.
--
-- `ok` is true if there is no error, and no warning without an explanation. `skipped` lists what
-- was not checked, and why. `tostring(result)` is a report for people.
---@param panel urssaf.Panel
---@param given table? `tolerance`: the accepted gap between the stock of all units and their flows,
-- as a share of the stock (by default 0.02 from 100 000 accounts on, 0.1 below)
---@return urssaf.Check
function check.report(panel, given)
  local checked = options.check(given, { tolerance = options.checks.positive })
  local state = check_findings.new(panel, checked.tolerance)
  find_grid(state)
  find_alike(state)
  for _, one_check in ipairs(CHECKS) do
    local reason = hindrance(state, one_check)
    if reason then
      state:skip(one_check.kind, reason)
    elseif reason == nil then
      one_check.find(state)
    end
  end
  check_cells.estimated(state)
  local skipped = tables.filter(state.skipped, function(one)
    return not state.rates[one.measure]
  end)
  return setmetatable({ ok = is_ok(state.findings), findings = in_order(state.findings),
    skipped = skipped,
    panel = tostring(panel) }, Check)
end

-- The numbers of findings: "2 warnings, 5 for information"; explained ones are counted apart.
local function tally(findings)
  local count = { error = 0, warning = 0, info = 0, explained = 0 }
  for _, one in ipairs(findings) do
    local name = one.explained_by and "explained" or one.severity
    count[name] = count[name] + 1
  end
  local parts = {}
  local function put(number, one, many)
    if number > 0 then parts[#parts + 1] = ("%d %s"):format(number, number > 1 and many or one) end
  end
  put(count.error, "error", "errors")
  put(count.warning, "warning", "warnings")
  put(count.explained, "explained", "explained")
  put(count.info, "for information", "for information")
  return #parts > 0 and table.concat(parts, ", ") or "nothing found"
end

local function put_group(lines, group)
  lines[#lines + 1] = ("%s (%s)"):format(group.id, tally(group))
  for i = 1, math.min(#group, LINES) do lines[#lines + 1] = "  " .. group[i].message end
  if #group > LINES then lines[#lines + 1] = ("  and %d more"):format(#group - LINES) end
end

-- Adds a line on what was not checked for each reason.
local function put_skipped(lines, skipped)
  for _, group in ipairs(tables.group(skipped, function(one) return one.reason end)) do
    local list = tables.map(group, function(one)
      return one.kind and one.measure and one.kind .. " of " .. one.measure
        or one.kind or one.measure
    end)
    lines[#lines + 1] = ("not checked: %s: %s"):format(names.listed(list, LINES), group.id)
  end
end

--- The findings by kind, at most ten of each; what was not checked; in the last line the verdict.
---@return string
function Check:__tostring()
  local lines = { self.panel }
  local by_kind = tables.group(self.findings, function(one) return one.kind end)
  for _, group in ipairs(by_kind) do put_group(lines, group) end
  put_skipped(lines, self.skipped)
  lines[#lines + 1] = (self.ok and "ok: " or "not ok: ") .. tally(self.findings)
    .. (#self.skipped > 0 and ", in what was checked" or "")
  return table.concat(lines, "\n")
end

return check
