--- What is known of the publication that figures are from: whether Urssaf has estimated the office
-- strike-offs that were put off, and re-allocated them. Then the breaks of older publications are
-- gone, stock and flows add up, and some fourth quarters are estimates.
--
-- Strike-offs tell it: those that were re-allocated have fractions. Without strike-offs it is told
-- by the date, if that is late enough; else it is not known. What a panel tells is kept in the
-- metatable of its series, which whatever is made of them has, too: a filter may have taken the
-- strike-offs away.
local measures = require "urssaf.domain.measures"
local period = require "urssaf.domain.period"
local quarter = require "urssaf.domain.quarter"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local vintage = {}

---@class urssaf.Vintage.Evidence
---@field estimated string[]? the quarters whose strike-offs are estimates, as strike-offs tell them
---@field is_by_date boolean? whether only the date tells that some are
---@field is_unknown boolean? whether nothing tells it

local STRIKE_OFFS = "radiations"
-- The first office strike-offs that were put off are those of the end of 2019; of those before 2022
-- not even re-allocated ones have fractions.
local FIRST, FIRST_TOLD = "2019-Q4", "2022-Q4"
-- The last quarter of the first publication that is known to have re-allocated them, and when it
-- was due.
local LATE_QUARTER, LATE_DAY = "2024-Q4", "2025-07-01"

-- ------------------------------------------------------------------ strike-offs

-- The fourth quarter that a period is or ends with; nil if it is a month or another quarter.
local function fourth_quarter(name)
  return name:match "^%d+%-Q4$" or (name:match "^%d+$" and name .. "-Q4")
end

-- The positions of periods in which strike-offs may be estimates, as a list.
local function positions_of(periods)
  local positions = {}
  for i, name in ipairs(periods) do
    if (fourth_quarter(name) or "") >= FIRST then positions[#positions + 1] = i end
  end
  return positions
end

local function has_fraction(value)
  return value ~= nil and value % 1 ~= 0
end

-- Whether the strike-offs at a position are an estimate. Means have fractions in any quarter.
local function is_estimate(s, i)
  return has_fraction(s.values[i])
    and not (s.frequency == "quarter" and has_fraction(s.values[i - 1]))
end

-- The positions with strike-offs, as a set: true where one is an estimate.
local function strike_offs_at(list, periods)
  local found, positions = {}, nil
  for _, s in ipairs(list) do
    local is_count = s.measure == STRIKE_OFFS and not s.transform
    positions = positions or is_count and positions_of(periods)
    for _, i in ipairs(is_count and positions or {}) do
      if is_estimate(s, i) then
        found[i] = true
      elseif (s.values[i] or 0) ~= 0 then
        found[i] = found[i] or false
      end
    end
  end
  return found
end

--- The fourth quarters, or years, whose strike-offs are estimates that Urssaf has re-allocated.
---@param panel urssaf.Panel
---@return string[] periods
function vintage.estimated(panel)
  local found = {}
  for i, has_estimate in pairs(strike_offs_at(panel.series, panel.periods)) do
    if has_estimate then found[panel.periods[i]] = true end
  end
  return sorting.keys(found)
end

-- ------------------------------------------------------------------ evidence

-- Whether a publication is late enough: by its day, or by the last period of its data.
local function is_late(last, frequency, source)
  if tostring((source or {}).data_processed or "") >= LATE_DAY then return true end
  return last ~= nil and period.ordinal(last, frequency) >= period.upper(LATE_QUARTER, frequency)
end

-- Files of 2021 have estimates in columns of their own, beside figures without them.
local function has_columns_of_estimates(list)
  return tables.find(list, function(s) return measures.estimate_of(s.measure) end) ~= nil
end

-- What a file tells that this library wrote: see `vintage.source`.
local WRITTEN = { whole = { estimated = {} }, ["by date"] = { is_by_date = true },
  unknown = { is_unknown = true } }

local function as_written(source)
  local text = (source or {}).strike_offs
  if type(text) ~= "string" or WRITTEN[text] then return WRITTEN[text] end
  local list = {}
  for name in text:gmatch "%d%d%d%d%-Q4" do list[#list + 1] = name end
  return list[1] and { estimated = list }
end

local function evidence_of(list, grid, source)
  local written = as_written(source)
  if written then return written end
  local estimated, is_told = {}, false
  for i, has_estimate in pairs(strike_offs_at(list, grid.periods)) do
    local name = fourth_quarter(grid.periods[i])
    if has_estimate then estimated[name] = true end
    is_told = is_told or name >= FIRST_TOLD
  end
  if is_told or next(estimated) then return { estimated = sorting.keys(estimated) } end
  if has_columns_of_estimates(list) then return { estimated = {} } end
  if is_late(grid.periods[#grid.periods], grid.frequency, source) then
    return { is_by_date = true }
  end
  return { is_unknown = true }
end

-- The table by which the series of a panel find their methods.
local function shared_by(s)
  local metatable = getmetatable(s)
  return metatable and metatable.__index
end

-- Whether measures, by name, are or estimate what tells something: most panels have none.
local function may_tell(names)
  for name in pairs(names) do
    if name == STRIKE_OFFS or measures.estimate_of(name) then return true end
  end
end

-- What a panel tells. It is found once, and the panel need not be kept for it any longer.
local function settled(shared, panel)
  local list = may_tell(panel.universe.measures) and panel.series or {}
  shared.vintage, shared.of_panel = evidence_of(list, panel, panel.source), false
  return shared.vintage
end

--- What is known of the publication of a series: by the panel that was read, or else by itself.
---@param s urssaf.Series or a table with its `vintage`
---@return urssaf.Vintage.Evidence
function vintage.of(s)
  local shared = shared_by(s)
  local known = rawget(s, "vintage") or shared and rawget(shared, "vintage")
  if known then return known end
  local panel = shared and rawget(shared, "of_panel")
  return panel and settled(shared, panel) or evidence_of({ s }, s, nil)
end

--- Finds out what a panel tells, before something is made of it that may tell less.
---@param panel urssaf.Panel
function vintage.settle(panel)
  local shared = panel.series[1] and shared_by(panel.series[1])
  local unasked = shared and rawget(shared, "of_panel")
  if unasked then settled(shared, unasked) end
end

-- ------------------------------------------------------------------ writing

local function text_of(evidence)
  if not evidence.estimated then return evidence.is_by_date and "by date" or "unknown" end
  return evidence.estimated[1] and table.concat(evidence.estimated, " ") or "whole"
end

-- Whether a series has breaks, or is made of what may have some.
local function may_have_breaks(list)
  local measure
  return tables.find(list, function(s)
    if s.measure == measure then return false end
    measure = s.measure
    return s.parts ~= nil or #measures.breaks(s.measure, s.dataset) > 0
  end) ~= nil
end

--- The source of a panel as it is written to a file: with `strike_offs` if what is written does not
-- tell what is known of its publication. That is "whole" (an older one), the quarters that are
-- estimates, "by date" or "unknown".
---@param panel urssaf.Panel
---@param list urssaf.Series[] those that are written
---@return urssaf.Source
function vintage.source(panel, list)
  if not may_have_breaks(list) then return panel.source end
  local known = text_of(vintage.of(list[1]))
  if known == text_of(evidence_of(list, panel, panel.source)) then return panel.source end
  return tables.merge(panel.source or {}, { strike_offs = known })
end

-- ------------------------------------------------------------------ breaks

-- A break as it is in a publication; nil if it is not in it.
local function as_published(known, estimated, evidence)
  if not known.publications then return known end
  if known.publications == "newer" then
    local first, last = estimated[1], estimated[#estimated]
    return first and tables.merge(known, { period = first, from = first,
      to = quarter.add(last, 4), date = quarter.last_day(first), periods = estimated,
      is_by_date = evidence.is_by_date })
  end
  if estimated[1] and estimated[#estimated] >= known.period then return nil end
  return evidence.is_unknown and tables.merge(known, { is_doubtful = true }) or known
end

--- The breaks of a measure in a publication, oldest first. Those that it has re-allocated are not
-- among them, but its estimates are, with the fourth quarters in `periods`; `is_by_date` if only
-- the date tells it. `is_doubtful` is true of one that may have been re-allocated.
---@param measure string
---@param dataset string?
---@param evidence urssaf.Vintage.Evidence
---@return urssaf.Break[]
function vintage.breaks(measure, dataset, evidence)
  local all = measures.breaks(measure, dataset)
  local newer = tables.find(all, function(known) return known.publications == "newer" end)
  local estimated = evidence.estimated or newer and evidence.is_by_date and newer.periods or {}
  local list = {}
  for _, known in ipairs(all) do
    list[#list + 1] = as_published(known, estimated, evidence)
  end
  return list
end

return vintage
