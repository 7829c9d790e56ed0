--- National totals of the synthetic sample, quarter by quarter from 2009-Q1 to 2025-Q4.
local data = require "urssaf.sample.data"

local QUARTERS = data.years * 4

local function position(year, quarter)
  return (year - data.first_year) * 4 + quarter
end

local function points(anchors)
  local xs, ys = {}, {}
  for i, anchor in ipairs(anchors) do
    xs[i], ys[i] = position(anchor[1], anchor[2]), anchor[3]
  end
  return xs, ys
end

-- The slope at each anchor of a monotone cubic interpolation, which never overshoots: zero at a
-- local extreme, else the harmonic mean of the secants on both sides.
local function slopes(xs, ys)
  local secant, slope = {}, {}
  for i = 1, #xs - 1 do
    secant[i] = (ys[i + 1] - ys[i]) / (xs[i + 1] - xs[i])
  end
  slope[1], slope[#xs] = secant[1], secant[#xs - 1]
  for i = 2, #xs - 1 do
    local before, after = secant[i - 1], secant[i]
    slope[i] = before * after > 0 and 2 * before * after / (before + after) or 0
  end
  return slope
end

local function hermite(x, x0, x1, y0, y1, m0, m1)
  local h = x1 - x0
  local t = (x - x0) / h
  local u = 1 - t
  return y0 * (1 + 2 * t) * u * u + y1 * t * t * (3 - 2 * t) + h * t * u * (m0 * u - m1 * t)
end

local function smooth(anchors)
  local xs, ys = points(anchors)
  local slope = slopes(xs, ys)
  local series, i = {}, 1
  for x = 1, QUARTERS do
    if x > xs[i + 1] then
      i = i + 1
    end
    series[x] = hermite(x, xs[i], xs[i + 1], ys[i], ys[i + 1], slope[i], slope[i + 1])
  end
  return series
end

local function flow(column, split)
  local series = {}
  for x = 1, QUARTERS do
    local year, quarter = math.floor((x - 1) / 4) + 1, (x - 1) % 4 + 1
    local half = quarter <= 2 and 0 or 1
    series[x] = data.flows[year][column + half] * split[quarter]
  end
  return series
end

local function follow_flows(series, from, to, start, incoming, outgoing)
  series[from] = start
  for x = from + 1, to do
    series[x] = series[x - 1] + incoming[x] - outgoing[x]
  end
end

-- Between two anchors the stock follows the flows; the remaining difference is spread evenly. So
-- the identity of stock and flows holds roughly and never exactly, as in the original data.
local function stock(incoming, outgoing)
  local series, from, level = {}, 0, 0
  for _, anchor in ipairs(data.stock) do
    local to = position(anchor[1], anchor[2])
    follow_flows(series, from, to, level, incoming, outgoing)
    local drift = (anchor[3] - series[to]) / (to - from)
    for x = from + 1, to do
      series[x] = series[x] + drift * (x - from)
    end
    from, level = to, series[to]
  end
  return series
end

local function scaled(series, factor)
  local result = {}
  for x = 1, QUARTERS do
    result[x] = series[x] * (type(factor) == "table" and factor[x] or factor)
  end
  return result
end

local incoming = flow(1, data.split.immatriculations)
local outgoing = flow(3, data.split.radiations)
local active = scaled(smooth(data.active), 1000)

return {
  first_year = data.first_year,
  quarters = QUARTERS,
  totals = {
    immatriculations = scaled(incoming, 1000),
    radiations = scaled(outgoing, 1000),
    chiffres_d_affaires = scaled(active, smooth(data.mean_turnover)),
    economiquement_actifs = active,
    administrativement_actifs = scaled(stock(incoming, outgoing), 1000),
  },
}
