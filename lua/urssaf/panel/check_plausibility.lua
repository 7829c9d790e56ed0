--- Checks of figures against each other: active and registered accounts, stock and flows, turnover
-- and active accounts. See check.lua.
local measures = require "urssaf.domain.measures"
local quarter = require "urssaf.domain.quarter"
local check_text = require "urssaf.panel.check_text"
local tables = require "urssaf.base.tables"
local vintage = require "urssaf.panel.vintage"

local check_plausibility = {}

local REGISTERED, ACTIVE = "administrativement_actifs", "economiquement_actifs"
local ARRIVALS, DEPARTURES = "immatriculations", "radiations"
local TURNOVER = "chiffres_d_affaires"

--- The measures that each check needs.
check_plausibility.NEEDS = {
  active_above_registered = { ACTIVE, REGISTERED },
  stock_flow = { REGISTERED, ARRIVALS, DEPARTURES },
  turnover_per_active = { TURNOVER, ACTIVE },
}

-- The accepted gap between the stock of all units and their flows, as a share of the stock.
-- Rounding and late registrations stay below it; office strike-offs that are counted in another
-- quarter than the one in which they take effect make several per cent.
local TOLERANCE = 0.02
-- The same for one unit, and for all units if they have fewer than LARGE accounts. It is wider, for
-- accounts also move between units without being in a flow; a tenth does not move in a quarter.
local UNIT_TOLERANCE, LARGE = 0.10, 100000
-- What a break may explain: office strike-offs take some per cent of all accounts off. A stock that
-- falls by more lost what no strike-off takes, and one that rises has what no date of a strike-off
-- gives back; a figure with a digit too many is farther off. The shares are those of many accounts,
-- and twice as much for one unit or few.
local MOST_EXPLAINED_FALL, MOST_EXPLAINED_RISE = 0.12, 0.06
-- With fewer than LARGE accounts (one sector or place), turnover per account may be outside the
-- national range by this factor; that of one unit among others, with at least SOME accounts, by
-- more. Thousands instead of euros, or a mean instead of a total, are farther outside.
local FEW_TURNOVER, UNIT_TURNOVER, SOME = 4, 8, 50
-- The median of fewer units does not show which of them is the exception.
local ENOUGH_FOR_MEDIAN = 3

-- A pseudo-unit is no place, and its figures need not fit together.
local function true_units(units)
  return tables.filter(units, function(one) return not one.role end)
end

-- Whether there is nothing but pseudo-units to check.
local function are_all_pseudo(state)
  return #true_units(state.members) == 0
end

-- ------------------------------------------------------------------ active and registered

-- A value of a unit; nil for a sum that lacks units, since it cannot be compared.
local function value_of(one, measure, i)
  local s = one.of[measure]
  local is_partial = s and s.absent and s.absent[i] ~= ""
  if s and not is_partial then return s.values[i] end
end

-- How many more accounts are active than registered, and whether at least as many were struck off
-- in the quarter: these may have been active before.
local function excess(one, i)
  local active, registered = value_of(one, ACTIVE, i), value_of(one, REGISTERED, i)
  if not (active and registered) or active <= registered then return nil end
  local departures = value_of(one, DEPARTURES, i)
  return active - registered, departures ~= nil and active - registered <= departures
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

--- Adds periods with more accounts active than registered as warnings, explained where as many were
-- struck off.
---@param state urssaf.CheckState
function check_plausibility.active_above_registered(state)
  for _, one in ipairs(true_units(state.units)) do
    for _, explained in ipairs { false, true } do
      local periods, sizes, most = excess_list(state, one, explained)
      if most then
        state:add("active_above_registered", "warning", {
          key = one.key, measure = ACTIVE, periods = periods, size = most, sizes = sizes,
          explained_by = explained and { DEPARTURES } or nil,
          message = ("more accounts active than registered, by up to %s, in %s%s"):format(
            check_text.rounded(most), check_text.spans(periods, state.frequency), explained
              and "; as many were struck off in the quarter, and may have been active" or ""),
        })
      end
    end
  end
end

-- ------------------------------------------------------------------ stock and flows

-- The breaks that may explain a gap. Up to the last strike-offs that Urssaf has re-allocated stock
-- and flows add up, and no break explains that they do not.
local function known_breaks(panel)
  local list = vintage.breaks(REGISTERED, nil, vintage.of(panel.series[1]))
  local newer = tables.find(list, function(known) return known.periods end)
  return tables.filter(list, function(known)
    return not newer or known.period > newer.periods[#newer.periods]
  end)
end

-- Whether a gap, as a share of the stock, is small enough for a break to explain it.
local function may_be_explained(share, width)
  return -MOST_EXPLAINED_FALL * width <= share and share <= MOST_EXPLAINED_RISE * width
end

-- The breaks that explain a gap at a quarter.
local function breaks_at(breaks, name, share, width)
  if not may_be_explained(share, width) then return {} end
  local at = quarter.ordinal(name)
  return tables.filter(breaks, function(known)
    return quarter.ordinal(known.from) <= at and at <= quarter.ordinal(known.to)
  end)
end

-- The ids of breaks (field "id"), or their explanations.
local function texts_of(breaks, field)
  return tables.map(breaks, function(known)
    return field == "id" and known.id or known.explanation.en
  end)
end

-- The change of a unit's stock less its flows, and the stock after and before; nil if one of the
-- four figures is missing.
local function gap_at(one, i)
  local now, before = value_of(one, REGISTERED, i), value_of(one, REGISTERED, i - 1)
  local arrivals, departures = value_of(one, ARRIVALS, i), value_of(one, DEPARTURES, i)
  local is_complete = now and before and arrivals and departures
  if is_complete then return now + 0.0 - before - arrivals + departures, now, before end
end

-- The gap of the units that have all four figures, as a share of their stock; and that stock. It is
-- the larger of the stocks after and before: one wrongly written as zero must not divide.
local function share_at(units, i)
  local gap, now, before
  for _, one in ipairs(units) do
    local own_gap, own_now, own_before = gap_at(one, i)
    if own_gap then
      gap, now = (gap or 0.0) + own_gap, (now or 0.0) + own_now
      before = (before or 0.0) + own_before
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

-- The median gap of the units at a position. What most units have is reported for the whole, not
-- for each unit.
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
    explained_by = is_known and texts_of(group.breaks, "id") or nil,
    message = ("%s is not what it was plus %s minus %s in %s, by up to %s of the stock (%s)%s")
      :format(REGISTERED, ARRIVALS, DEPARTURES, check_text.spans(periods, "quarter"),
        check_text.signed_percent(sizes[worst]), check_text.period(periods[worst]),
        is_known and "; known: " .. table.concat(texts_of(group.breaks), ", ") or ""),
  })
end

-- Adds the positions that `is_odd` accepts: one finding for each set of breaks that explains them,
-- `width_at` times as much as of many accounts.
local function report_gaps(state, key, shares, width_at, is_odd)
  local groups, of_breaks = {}, {}
  for i, name in ipairs(state.periods) do
    if shares[i] and is_odd(i) then
      local breaks = breaks_at(state.breaks, name, shares[i], width_at(i))
      local id = table.concat(texts_of(breaks, "id"), "\n")
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
    return stocks[i] >= LARGE and 1 or 2
  end, function(i)
    local limit = state.tolerance or (stocks[i] >= LARGE and TOLERANCE or UNIT_TOLERANCE)
    return math.abs(shares[i]) > limit
  end)
end

local function gaps_of_units(state)
  local units, shares, usual = true_units(state.members), {}, {}
  for u, one in ipairs(units) do
    local own, alone = {}, { one }
    for i = 2, #state.periods do own[i] = (share_at(alone, i)) end
    shares[u] = own
  end
  for i = 2, #state.periods do usual[i] = usual_at(shares, i) end
  for u, one in ipairs(units) do
    report_gaps(state, one.key, shares[u], function() return 2 end, function(i)
      return usual[i] and math.abs(shares[u][i] - usual[i]) > UNIT_TOLERANCE
    end)
  end
end

--- Adds periods in which a stock and its flows do not add up as warnings, some of them explained by
-- known breaks.
---@param state urssaf.CheckState
function check_plausibility.stock_flow(state)
  if are_all_pseudo(state) then return end
  state.breaks = known_breaks(state.panel)
  gaps_of_whole(state)
  gaps_of_units(state)
end

-- ------------------------------------------------------------------ turnover per account

-- Turnover per active account over the units that have both, and their active accounts.
local function mean_turnover(units, i)
  local turnover, active = 0.0, 0.0
  for _, one in ipairs(units) do
    local own_turnover, own_active = value_of(one, TURNOVER, i), value_of(one, ACTIVE, i)
    if own_turnover and own_active then
      turnover, active = turnover + own_turnover, active + own_active
    end
  end
  if active > 0 then return turnover / active, active end
end

-- By which factor a mean is outside the usual range; nil if it is inside.
local function excess_factor(mean, width)
  local range = measures.TURNOVER_PER_ACTIVE
  if mean > range.high * width then return mean / range.high end
  if mean < range.low / width then return mean > 0 and range.low / mean or math.huge end
end

-- The periods in which the turnover per account of some units is outside the usual range, made as
-- many times wider as `width_of` says for their number of accounts (or not checked, if it says
-- nothing); nil if there are none.
local function odd_turnover(state, units, width_of)
  local found, most = { periods = {}, sizes = {} }, 0
  for i, name in ipairs(state.periods) do
    local mean, active = mean_turnover(units, i)
    local width = mean and width_of(active, name)
    local factor = width and excess_factor(mean, width)
    if factor then
      table.insert(found.periods, name)
      table.insert(found.sizes, mean)
      if factor > most then found.worst, most = #found.sizes, factor end
    end
  end
  return found.worst and found
end

local function add_turnover(state, key, found)
  local range, worst = measures.TURNOVER_PER_ACTIVE, found.worst
  state:add("turnover_per_active", "warning", {
    key = key, measure = TURNOVER, periods = found.periods, sizes = found.sizes,
    size = found.sizes[worst],
    message = ("%s per active account is %s euros in %s, outside the usual %s to %s; periods: %s")
      :format(TURNOVER, check_text.rounded(found.sizes[worst]),
        check_text.period(found.periods[worst]), check_text.rounded(range.low),
        check_text.rounded(range.high), check_text.spans(found.periods, "quarter")),
  })
end

--- Adds periods with turnover per account outside the usual range, of the whole and of each unit,
-- as warnings.
---@param state urssaf.CheckState
function check_plausibility.turnover_per_active(state)
  if are_all_pseudo(state) then return end
  local only = #state.members == 1 and state.members[1].key or nil
  local whole = odd_turnover(state, state.members, function(active)
    return active >= LARGE and 1 or FEW_TURNOVER
  end)
  if whole then add_turnover(state, only, whole) end
  if only then return end
  local reported = tables.set(whole and whole.periods or {})
  for _, one in ipairs(true_units(state.members)) do
    local found = odd_turnover(state, { one }, function(active, name)
      return active >= SOME and not reported[name] and UNIT_TURNOVER
    end)
    if found then add_turnover(state, one.key, found) end
  end
end

return check_plausibility
