--- Checks of figures against each other: active and registered, stock and flows, turnover and the
-- active. See check.lua.
local measures = require "urssaf.domain.measures"
local quarter = require "urssaf.domain.quarter"
local check_text = require "urssaf.panel.check_text"
local tables = require "urssaf.base.tables"

local check_plausibility = {}

local REGISTERED, ACTIVE = "administrativement_actifs", "economiquement_actifs"
local CAME, WENT = "immatriculations", "radiations"
local TURNOVER = "chiffres_d_affaires"

--- The measures that each check needs.
check_plausibility.NEEDS = {
  active_above_registered = { ACTIVE, REGISTERED },
  stock_flow = { REGISTERED, CAME, WENT },
  turnover_per_active = { TURNOVER, ACTIVE },
}

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

-- ------------------------------------------------------------------ active and registered

-- A sum that units are missing in is compared with nothing: it is as if it were missing.
local function value_of(one, measure, i)
  local s = one.of[measure]
  local is_partial = s and s.absent and s.absent[i] ~= ""
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

--- More accounts active than registered: warnings, explained where as many were struck off.
---@param state table of `survey`
function check_plausibility.active_above_registered(state)
  for _, one in ipairs(state.units) do
    for _, explained in ipairs { false, true } do
      local periods, sizes, most = excess_list(state, one, explained)
      if most then
        state:add("active_above_registered", "warning", {
          key = one.key, measure = ACTIVE, periods = periods, size = most, sizes = sizes,
          explained_by = explained and { WENT } or nil,
          message = ("more accounts active than registered, by up to %s, in %s%s"):format(
            check_text.rounded(most), check_text.spans(periods, state.frequency), explained
              and "; as many were struck off in the quarter, and may have been active" or ""),
        })
      end
    end
  end
end

-- ------------------------------------------------------------------ stock and flows

local function known_breaks()
  local list = {}
  for _, measure in ipairs { REGISTERED, CAME, WENT } do
    tables.append(list, measures.breaks(measure))
  end
  return tables.unique(list)
end

local function breaks_at(breaks, name)
  local at = quarter.ordinal(name)
  return tables.filter(breaks, function(known)
    return quarter.ordinal(known.from) <= at and at <= quarter.ordinal(known.to)
  end)
end

-- What the breaks are called, under "id", or what they were.
local function told(breaks, field)
  return tables.map(breaks, function(known)
    return field == "id" and known.id or known.explanation.en
  end)
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
  state:add("stock_flow", "warning", {
    key = key, measure = REGISTERED, periods = periods, sizes = sizes, size = sizes[worst],
    explained_by = is_known and told(group.breaks, "id") or nil,
    message = ("%s is not what it was plus %s minus %s in %s, by up to %s of the stock (%s)%s")
      :format(REGISTERED, CAME, WENT, check_text.spans(periods, "quarter"),
        check_text.signed_percent(sizes[worst]), periods[worst],
        is_known and "; known: " .. table.concat(told(group.breaks), ", ") or ""),
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

--- A stock that moved otherwise than its flows say: warnings, explained by known breaks.
---@param state table of `survey`
function check_plausibility.stock_flow(state)
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

--- Turnover by account out of its band: a warning.
---@param state table of `survey`
function check_plausibility.turnover_per_active(state)
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
  state:add("turnover_per_active", "warning", {
    key = #state.members == 1 and state.members[1].key or nil, measure = TURNOVER,
    periods = periods, sizes = sizes, size = sizes[worst],
    message = ("%s per active account is %s euros in %s, where %s to %s are usual; so in %s")
      :format(TURNOVER, check_text.rounded(sizes[worst]), periods[worst],
        check_text.rounded(band.low), check_text.rounded(band.high),
        check_text.spans(periods, "quarter")),
  })
end

return check_plausibility
