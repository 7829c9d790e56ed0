--- What does not fit together in a panel: holes, totals among their parts, figures that contradict
-- each other. It finds and says; it changes nothing.
--
--   kind                     what is found                           size
--   grid                     periods that do not follow each other,  how many
--                            series that are not on the grid
--   missing                  cells that should be there              how many
--   active_above_registered  more accounts active than registered    the most, in accounts
--   stock_flow               a stock that moved otherwise than its   the most, as a share of the
--                            flows say                               stock
--   turnover_per_active      turnover per account out of its band    the farthest, in euros
--   total_row                a unit that is the sum of the others    how many cells are equal
--   unclassified             the remainder that no unit claims       its share
--
-- Ratios, growths and other computed series are looked at for their grid alone: what is missing or
-- wrong in them is so in what they are computed from.
local arithmetic = require "urssaf.arithmetic"
local measures = require "urssaf.measures"
local numbers = require "urssaf.numbers"
local options = require "urssaf.options"
local period = require "urssaf.period"
local quarter = require "urssaf.quarter"
local series = require "urssaf.series"
local totals = require "urssaf.totals"
local unit = require "urssaf.unit"

local check = {}

---@class urssaf.Finding
---@field kind string
---@field severity "error"|"warning"|"info"
---@field where string the unit's name, or "the whole"
---@field key table<string, string>? the unit's
---@field measure string?
---@field periods string[]? where it is
---@field size number? how much it is, see the kinds
---@field sizes number[]? the same for each of the periods
---@field explained_by string[]? the known breaks (their ids), or the measure, that may explain it
---@field message string plain words

---@class urssaf.Check
---@field ok boolean no error, and no warning without an explanation
---@field findings urssaf.Finding[]
---@field skipped table[] what was not checked: { kind = or measure =, reason = }
---@field panel string the panel, in one line
local Check = {}
Check.__index = Check

local REGISTERED, ACTIVE = "administrativement_actifs", "economiquement_actifs"
local CAME, WENT = "immatriculations", "radiations"
local TURNOVER = "chiffres_d_affaires"

-- A stock and its flows may differ by so much. Rounding and late registrations stay below it; an
-- office strike-off, counted in another quarter than it took effect in, is several per cent.
local TOLERANCE = 0.02
-- One unit's accounts also move to other units, which is in no flow: a tenth of the stock does not
-- move within a quarter. Few accounts together are as one unit.
local UNIT_TOLERANCE, LARGE = 0.10, 100000
-- The turnover of few accounts, of one sector or place, lies farther from the band of all: so many
-- times. Thousands for euros, or a mean for a total, is farther still.
local FEW_TURNOVER = 4
-- Of fewer units nobody can tell which of them is odd.
local ENOUGH_FOR_MEDIAN = 3
-- Fewer equal cells, or fewer units to add, may be equal by chance.
local ENOUGH_CELLS, ENOUGH_UNITS = 8, 3
-- A remainder beyond this is larger than any département: Paris has some 8 %. Rankings and maps,
-- which leave it out, no longer show the whole.
local LARGE_REMAINDER = 0.10

-- How much of a report is printed of one kind, and of one list of periods.
local LINES, SPANS = 10, 6

-- ------------------------------------------------------------------ words

-- By whole hundredths: string.format would write the locale's decimal comma.
local function rounded(value)
  return numbers.text(math.floor(value * 100 + 0.5) / 100) or "?"
end

local function signed_percent(share)
  return (share < 0 and "-" or "+") .. rounded(math.abs(share) * 100) .. " %"
end

local function shortened(parts, most)
  local kept = {}
  for i = 1, math.min(#parts, most) do kept[i] = parts[i] end
  local more = #parts - #kept
  return table.concat(kept, ", ") .. (more > 0 and (" and %d more"):format(more) or "")
end

-- Periods as spans: "2009-Q1 to 2009-Q4, 2010-Q3".
local function spans(periods, frequency)
  local parts, first = {}, 1
  for i = 1, #periods do
    local following = periods[i + 1] and period.ordinal(periods[i + 1], frequency)
    if following ~= period.ordinal(periods[i], frequency) + 1 then
      parts[#parts + 1] = periods[first] .. (first < i and " to " .. periods[i] or "")
      first = i + 1
    end
  end
  return shortened(parts, SPANS)
end

-- ------------------------------------------------------------------ the panel

local function add(state, kind, severity, fields)
  fields.kind, fields.severity = kind, severity
  fields.where = fields.where or fields.key and unit.name(fields.key) or "the whole"
  fields.message = fields.where .. ": " .. fields.message
  table.insert(state.findings, fields)
end

local function skip(state, kind, reason, measure)
  table.insert(state.skipped, { kind = kind, measure = measure, reason = reason })
end

-- The series that say something of their own; of the others, what they are.
local function plain_series(state)
  local plain, seen = {}, {}
  for _, s in ipairs(state.panel.series) do
    local title = arithmetic.title(s)
    if not s.transform and arithmetic.nature(s) ~= "ratio" then
      plain[#plain + 1] = s
    elseif not seen[title] then
      seen[title] = true
      skip(state, nil, "it is computed from others, or a ratio", title)
    end
  end
  return plain
end

-- At which positions a unit at least has a value, by measure; the measures in their order.
local function note_present(state, s)
  local present = state.present[s.measure] or {}
  for i = 1, #s.periods do
    if s.values[i] ~= nil then present[i] = true end
  end
  if next(present) and not state.present[s.measure] then
    state.present[s.measure] = present
    table.insert(state.measures, s.measure)
  end
end

local function survey(state)
  local plain = plain_series(state)
  state.units = unit.collect(plain)
  for _, s in ipairs(plain) do note_present(state, s) end
  for _, one in ipairs(state.units) do
    one.of, one.unclassified = {}, unit.is_unclassified(one.key)
    for _, s in ipairs(one.series) do one.of[s.measure] = s end
  end
end

-- ------------------------------------------------------------------ grid

local function is_period(value, frequency)
  if frequency == "year" then return period.year(value) ~= nil end
  return quarter.is(value)
end

-- The periods that do not follow the one before them.
local function misplaced(periods, frequency)
  local list = {}
  local before
  for _, name in ipairs(periods) do
    local ordinal = is_period(name, frequency) and period.ordinal(name, frequency)
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
local function beside_grid(s)
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
    add(state, "grid", "error", { periods = list, size = #list,
      message = "not one period after the other, at " .. shortened(list, SPANS) })
  end
  for _, s in ipairs(panel.series) do
    local beside = beside_grid(s)
    if not same_grid(s, panel) or beside > 0 then
      add(state, "grid", "error", { key = s.key, measure = s.measure, size = beside,
        message = arithmetic.title(s) .. (beside > 0 and " has values beside its periods"
          or " has other periods than the panel") })
    end
  end
  state.off_grid = #state.findings > 0
end

-- ------------------------------------------------------------------ missing

local function add_missing(state, severity, measure, fields)
  fields.measure, fields.size = measure, #fields.periods
  fields.message = ("%s missing %s"):format(measure, fields.size == #state.periods
    and "altogether" or "in " .. spans(fields.periods, state.frequency))
  add(state, "missing", severity, fields)
end

-- Where no unit has a value, though one had before: said once, and not of each unit.
local function missing_of_all(state, measure)
  local list, begun = {}, false
  for i, name in ipairs(state.periods) do
    local there = state.present[measure][i]
    begun = begun or there
    if begun and not there then list[#list + 1] = name end
  end
  if #list > 0 then add_missing(state, "warning", measure, { periods = list }) end
end

-- From the unit's first value on; all along if it has none.
local function missing_of(state, one, measure)
  local s = one.of[measure]
  local first = s and series.since(s) and series.start(s) or 1
  local list = {}
  for i = first, #state.periods do
    local lacking = not s or s.values[i] == nil
    if lacking and state.present[measure][i] then list[#list + 1] = state.periods[i] end
  end
  return list
end

local function find_missing(state)
  for _, measure in ipairs(state.measures) do
    missing_of_all(state, measure)
    for _, one in ipairs(state.units) do
      local list = missing_of(state, one, measure)
      if #list > 0 then
        add_missing(state, one.unclassified and "info" or "warning", measure,
          { key = one.key, periods = list })
      end
    end
  end
end

-- ------------------------------------------------------------------ totals among their parts

local function without(units, found)
  local rest = {}
  for _, one in ipairs(units) do
    if not found[one] then rest[#rest + 1] = one end
  end
  return rest
end

-- The sums of a measure over all units, by position, where all of them have it.
local function full_sums(units, measure, size)
  local sums = {}
  for i = 1, size do
    local sum = 0
    for _, one in ipairs(units) do
      local s = one.of[measure]
      local value = s and s.values[i]
      sum = sum and value and sum + value
    end
    sums[i] = sum or nil
  end
  return sums
end

-- In how many cells a series is half of the sum over all, itself included; nil if it is not in one.
-- Zeros prove nothing.
local function halves(s, sums)
  local count = 0
  for i = 1, #s.periods do
    local value, sum = s.values[i], sums[i]
    if sum and value * 2 ~= sum then return nil end
    if sum and sum ~= 0 then count = count + 1 end
  end
  return count
end

local function note_equal(equal, one, measure, cells)
  local evidence = equal[one] or { cells = 0, measures = {} }
  evidence.cells = evidence.cells + cells
  table.insert(evidence.measures, measure)
  equal[one] = evidence
end

-- Units that equal the sum of all others in a measure at least, by unit.
local function equal_to_others(state, units)
  local equal = {}
  if #units <= ENOUGH_UNITS then return equal end
  for _, measure in ipairs(state.measures) do
    local sums = full_sums(units, measure, #state.periods)
    for _, one in ipairs(next(sums) and units or {}) do
      local cells = halves(one.of[measure], sums)
      if cells and cells >= ENOUGH_CELLS then note_equal(equal, one, measure, cells) end
    end
  end
  return equal
end

local function add_total(state, one, reason, evidence)
  local text = reason
  if evidence then
    text = ("it equals the sum of all others in %s, in all %d cells where all are there"):format(
      table.concat(evidence.measures, ", "), evidence.cells)
  end
  add(state, "total_row", "warning", { key = one.key, size = evidence and evidence.cells,
    message = "it is itself a total: " .. text })
end

-- Leaves the units that are no totals as the members of sums.
local function find_totals(state)
  local found = totals.find(state.units)
  local named = {}
  for one in pairs(found) do named[one] = unit.is_named_total(one.key) or nil end
  local equal = equal_to_others(state, without(state.units, named))
  for _, one in ipairs(state.units) do
    if found[one] or equal[one] then
      add_total(state, one, found[one], equal[one])
      found[one] = true
    end
  end
  state.members = without(state.units, found)
  if #state.units > 1 and #state.units <= ENOUGH_UNITS then
    skip(state, "total_row", ("one of %d units may equal the others by chance, so only names were"
      .. " looked at"):format(#state.units))
  end
end

-- ------------------------------------------------------------------ active and registered

-- A sum that units are missing in is compared with nothing: it is as if it were missing.
local function value_of(one, measure, i)
  local s = one.of[measure]
  local is_partial = s and s.absent and s.absent[i]
  if s and not is_partial then return s.values[i] end
end

-- How many more are active than registered, and whether as many were struck off in the quarter:
-- they may have been active before.
local function excess(one, i)
  local active, registered = value_of(one, ACTIVE, i), value_of(one, REGISTERED, i)
  if not (active and registered) or active <= registered then return nil end
  local went = value_of(one, WENT, i)
  return active - registered, went ~= nil and active - registered <= went
end

local function excess_list(state, one, wanted)
  local periods, sizes, most = {}, {}, nil
  for i, name in ipairs(state.periods) do
    local more, explained = excess(one, i)
    if more and explained == wanted then
      periods[#periods + 1], sizes[#sizes + 1] = name, more
      most = math.max(most or more, more)
    end
  end
  return periods, sizes, most
end

local function find_active_above_registered(state)
  for _, one in ipairs(state.units) do
    for _, explained in ipairs { false, true } do
      local periods, sizes, most = excess_list(state, one, explained)
      if most then
        add(state, "active_above_registered", "warning", {
          key = one.key, measure = ACTIVE, periods = periods, size = most, sizes = sizes,
          explained_by = explained and { WENT } or nil,
          message = ("more accounts active than registered, by up to %s, in %s%s"):format(
            rounded(most), spans(periods, state.frequency), explained
              and "; as many were struck off in the quarter, and may have been active" or ""),
        })
      end
    end
  end
end

-- ------------------------------------------------------------------ stock and flows

local function known_breaks()
  local list, seen = {}, {}
  for _, measure in ipairs { REGISTERED, CAME, WENT } do
    for _, known in ipairs(measures.breaks(measure)) do
      if not seen[known.id] then
        seen[known.id], list[#list + 1] = true, known
      end
    end
  end
  return list
end

local function breaks_at(breaks, name)
  local list, at = {}, quarter.ordinal(name)
  for _, known in ipairs(breaks) do
    if quarter.ordinal(known.from) <= at and at <= quarter.ordinal(known.to) then
      list[#list + 1] = known
    end
  end
  return list
end

-- What the breaks are called, under "id", or what they were.
local function told(breaks, field)
  local list = {}
  for i, known in ipairs(breaks) do
    list[i] = field == "id" and known.id or known.explanation.en
  end
  return list
end

-- The gap between a unit's stock and what its flows say, and the stock after and before; nil where
-- one of the four is missing.
local function gap_at(one, i)
  local now, before = value_of(one, REGISTERED, i), value_of(one, REGISTERED, i - 1)
  local came, went = value_of(one, CAME, i), value_of(one, WENT, i)
  if now and before and came and went then return now - before - came + went, now, before end
end

-- The gap at a position as a share of the stock of the units that have all it takes; and that
-- stock, the larger one: a stock that was written as zero is no infinity.
local function share_at(units, i)
  local gap, now, before
  for _, one in ipairs(units) do
    local own_gap, own_now, own_before = gap_at(one, i)
    if own_gap then
      gap, now, before = (gap or 0) + own_gap, (now or 0) + own_now, (before or 0) + own_before
    end
  end
  local stock = gap and math.max(now, before)
  if stock and stock > 0 then return gap / stock, stock end
end

local function median(list)
  table.sort(list)
  local middle = math.floor((#list + 1) / 2)
  return #list % 2 == 1 and list[middle] or (list[middle] + list[middle + 1]) / 2
end

-- What the gaps of most units are at a position: it is said of the whole, and not of each of them.
local function usual_at(shares, i)
  local list = {}
  for _, own in ipairs(shares) do
    if own[i] then list[#list + 1] = own[i] end
  end
  if #list >= ENOUGH_FOR_MEDIAN then return median(list) end
end

local function add_gaps(state, key, group)
  local worst, periods, sizes = 1, group.periods, group.sizes
  for i, size in ipairs(sizes) do
    if math.abs(size) > math.abs(sizes[worst]) then worst = i end
  end
  local is_known = #group.breaks > 0
  add(state, "stock_flow", "warning", {
    key = key, measure = REGISTERED, periods = periods, sizes = sizes, size = sizes[worst],
    explained_by = is_known and told(group.breaks, "id") or nil,
    message = ("%s is not what it was plus %s minus %s in %s, by up to %s of the stock (%s)%s")
      :format(REGISTERED, CAME, WENT, spans(periods, "quarter"), signed_percent(sizes[worst]),
        periods[worst], is_known and "; known: " .. table.concat(told(group.breaks), ", ") or ""),
  })
end

-- One finding for each explanation, of the positions that `is_odd`.
local function report_gaps(state, key, shares, is_odd)
  local groups, of_breaks = {}, {}
  for i, name in ipairs(state.periods) do
    if shares[i] and is_odd(i) then
      local breaks = breaks_at(state.breaks, name)
      local id = table.concat(told(breaks, "id"), "\n")
      local group = of_breaks[id]
      if not group then
        group = { breaks = breaks, periods = {}, sizes = {} }
        groups[#groups + 1], of_breaks[id] = group, group
      end
      table.insert(group.periods, name)
      table.insert(group.sizes, shares[i])
    end
  end
  for _, group in ipairs(groups) do add_gaps(state, key, group) end
end

local function gaps_of_whole(state)
  local shares, stocks = {}, {}
  for i = 2, #state.periods do shares[i], stocks[i] = share_at(state.members, i) end
  local only = #state.members == 1 and state.members[1].key or nil
  report_gaps(state, only, shares, function(i)
    local limit = state.tolerance or (stocks[i] >= LARGE and TOLERANCE or UNIT_TOLERANCE)
    return math.abs(shares[i]) > limit
  end)
end

local function gaps_of_units(state)
  local units, shares, usual = {}, {}, {}
  for _, one in ipairs(state.members) do
    if not one.unclassified then
      local own, alone = {}, { one }
      for i = 2, #state.periods do own[i] = (share_at(alone, i)) end
      units[#units + 1], shares[#shares + 1] = one, own
    end
  end
  for i = 2, #state.periods do usual[i] = usual_at(shares, i) end
  for u, one in ipairs(units) do
    report_gaps(state, one.key, shares[u], function(i)
      return usual[i] and math.abs(shares[u][i] - usual[i]) > UNIT_TOLERANCE
    end)
  end
end

local function find_stock_flow(state)
  state.breaks = known_breaks()
  gaps_of_whole(state)
  gaps_of_units(state)
end

-- ------------------------------------------------------------------ turnover per account

-- Turnover per active account over the units that have both.
local function mean_turnover(units, i)
  local turnover, active = 0, 0
  for _, one in ipairs(units) do
    local own_turnover, own_active = value_of(one, TURNOVER, i), value_of(one, ACTIVE, i)
    if own_turnover and own_active then
      turnover, active = turnover + own_turnover, active + own_active
    end
  end
  if active > 0 then return turnover / active, active end
end

-- How many times a mean is beyond its band; nil inside of it.
local function beyond(mean, active, band)
  local width = active >= LARGE and 1 or FEW_TURNOVER
  if mean > band.high * width then return mean / band.high end
  if mean < band.low / width then return mean > 0 and band.low / mean or math.huge end
end

local function find_turnover_per_active(state)
  local band = measures.TURNOVER_PER_ACTIVE
  local periods, sizes, worst, most = {}, {}, nil, 0
  for i, name in ipairs(state.periods) do
    local mean, active = mean_turnover(state.members, i)
    local times = mean and beyond(mean, active, band)
    if times then
      periods[#periods + 1], sizes[#sizes + 1] = name, mean
      if times > most then worst, most = #sizes, times end
    end
  end
  if not worst then return end
  add(state, "turnover_per_active", "warning", {
    key = #state.members == 1 and state.members[1].key or nil, measure = TURNOVER,
    periods = periods, sizes = sizes, size = sizes[worst],
    message = ("%s per active account is %s euros in %s, where %s to %s are usual; so in %s")
      :format(TURNOVER, rounded(sizes[worst]), periods[worst], rounded(band.low),
        rounded(band.high), spans(periods, "quarter")),
  })
end

-- ------------------------------------------------------------------ the unclassified remainder

-- The remainder and the whole of a measure at a position; nothing where the remainder or a unit
-- that should be there is missing, or a value is below zero, as a balance may be.
local function remainder_at(state, measure, i)
  local remainder, whole = nil, 0
  for _, one in ipairs(state.members) do
    local s = one.of[measure]
    local value = s and s.values[i]
    if value and value < 0 then return nil end
    if not value and s and not one.unclassified and i >= series.start(s) then return nil end
    whole = whole + (value or 0)
    if one.unclassified and value then remainder = (remainder or 0) + value end
  end
  if remainder and whole > 0 then return remainder, whole end
end

local function add_unclassified(state, measure, only)
  for i = #state.periods, 1, -1 do
    local remainder, whole = remainder_at(state, measure, i)
    if remainder then
      local share, when = remainder / whole, state.periods[i]
      add(state, "unclassified", share > LARGE_REMAINDER and "warning" or "info", {
        key = only and only.key, where = not only and "unclassified units" or nil,
        measure = measure, periods = { when }, size = share,
        message = ("%s %% of %s in %s"):format(rounded(share * 100), measure, when),
      })
      return
    end
  end
  skip(state, "unclassified", "there is no period with all units, and nothing below zero", measure)
end

local function find_unclassified(state)
  local list = {}
  for _, one in ipairs(state.members) do
    if one.unclassified then list[#list + 1] = one end
  end
  for _, measure in ipairs(#list > 0 and state.measures or {}) do
    if arithmetic.nature { measure = measure } then
      add_unclassified(state, measure, #list == 1 and list[1] or nil)
    else
      skip(state, "unclassified", "nobody knows whether it can be added", measure)
    end
  end
end

-- ------------------------------------------------------------------ the report

-- In the order of the report. What needs measures is for quarters: breaks and bands are known of
-- these, and a year's active accounts may be a mean or not.
local CHECKS = {
  { kind = "missing", find = find_missing },
  { kind = "total_row", find = find_totals },
  { kind = "active_above_registered", find = find_active_above_registered,
    needs = { ACTIVE, REGISTERED } },
  { kind = "stock_flow", find = find_stock_flow, needs = { REGISTERED, CAME, WENT } },
  { kind = "turnover_per_active", find = find_turnover_per_active, needs = { TURNOVER, ACTIVE } },
  { kind = "unclassified", find = find_unclassified },
}

-- Why a check makes no sense here; nil if it does.
local function hindrance(state, one_check)
  if state.off_grid then return "the grid is not in order" end
  if #state.measures == 0 then return "there are no values to check" end
  local lacking = {}
  for _, measure in ipairs(one_check.needs or {}) do
    if not state.present[measure] then lacking[#lacking + 1] = measure end
  end
  if #lacking > 0 then return "there is no " .. table.concat(lacking, ", no ") end
  if one_check.needs and state.frequency ~= "quarter" then return "these are no quarters" end
end

local function is_ok(findings)
  for _, one in ipairs(findings) do
    if one.severity ~= "info" and not one.explained_by then return false end
  end
  return true
end

--- Looks for what does not fit together in a panel: see the kinds at the top of this file.
--
-- `ok` is true without errors and without warnings that nothing explains. `skipped` says what was
-- not checked, and why. `tostring(result)` is a report to read.
---@param panel urssaf.Panel
---@param given table? `tolerance`: the gap between the whole's stock and its flows that may be, as
-- a share of the stock (by default 0.02 from 100 000 accounts on, 0.1 below)
---@return urssaf.Check
function check.report(panel, given)
  local state = {
    panel = panel, periods = panel.periods, frequency = panel.frequency,
    tolerance = options.check(given, { tolerance = options.checks.positive }).tolerance,
    findings = {}, skipped = {}, present = {}, measures = {},
  }
  find_grid(state)
  survey(state)
  for _, one_check in ipairs(CHECKS) do
    local reason = hindrance(state, one_check)
    if reason then skip(state, one_check.kind, reason) else one_check.find(state) end
  end
  return setmetatable({ ok = is_ok(state.findings), findings = state.findings,
    skipped = state.skipped, panel = tostring(panel) }, Check)
end

-- "2 warnings, 5 for information" of findings, explained ones apart.
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

-- The findings by kind, in their order.
local function by_kind(findings)
  local groups, of_kind = {}, {}
  for _, one in ipairs(findings) do
    local group = of_kind[one.kind]
    if not group then
      group = { kind = one.kind }
      groups[#groups + 1], of_kind[one.kind] = group, group
    end
    group[#group + 1] = one
  end
  return groups
end

local function put_group(lines, group)
  lines[#lines + 1] = ("%s (%s)"):format(group.kind, tally(group))
  for i = 1, math.min(#group, LINES) do lines[#lines + 1] = "  " .. group[i].message end
  if #group > LINES then lines[#lines + 1] = ("  and %d more"):format(#group - LINES) end
end

-- What was not checked, once for each reason.
local function put_skipped(lines, skipped)
  local reasons, of_reason = {}, {}
  for _, one in ipairs(skipped) do
    local list = of_reason[one.reason]
    if not list then
      list = {}
      reasons[#reasons + 1], of_reason[one.reason] = one.reason, list
    end
    list[#list + 1] = one.kind and one.measure and one.kind .. " of " .. one.measure
      or one.kind or one.measure
  end
  for _, reason in ipairs(reasons) do
    lines[#lines + 1] = ("not checked: %s: %s"):format(shortened(of_reason[reason], LINES), reason)
  end
end

--- The findings by kind, ten at most of each; what was not checked; the verdict in the last line.
function Check:__tostring()
  local lines = { self.panel }
  for _, group in ipairs(by_kind(self.findings)) do put_group(lines, group) end
  put_skipped(lines, self.skipped)
  lines[#lines + 1] = (self.ok and "ok: " or "not ok: ") .. tally(self.findings)
    .. (#self.skipped > 0 and ", in what was checked" or "")
  return table.concat(lines, "\n")
end

return check
