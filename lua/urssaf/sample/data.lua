--- National totals of the synthetic sample, quarter by quarter from 2009-Q1 to 2025-Q4.
--
-- They pass close to the figures Urssaf has published in its half-yearly notes; everything between
-- those is drawn by hand and has no statistical value.

local FIRST_YEAR, YEARS = 2009, 17
local QUARTERS = YEARS * 4

-- Thousands of registrations and strike-offs per half-year: { in H1, in H2, out H1, out H2 }.
-- Half-years, because the published sums over twelve months end in June as often as in December.
-- The strike-offs put off from 2019 to 2020 and from 2022 to 2023 are where they really fell.
local FLOWS = {
  { 150.0, 175.0, 2.0, 18.0 }, -- 2009
  { 190.0, 170.0, 20.0, 90.0 },
  { 160.0, 150.0, 45.0, 130.0 },
  { 165.0, 160.0, 60.0, 150.0 },
  { 165.0, 155.0, 70.0, 150.0 },
  { 172.0, 158.0, 110.0, 142.0 }, -- 2014
  { 160.6, 150.0, 76.5, 170.0 },
  { 165.0, 160.0, 82.0, 175.0 },
  { 183.0, 175.0, 86.0, 180.0 },
  { 215.0, 210.0, 90.0, 165.0 },
  { 260.0, 265.0, 95.0, 150.0 }, -- 2019
  { 252.0, 347.0, 90.0, 216.0 },
  { 372.0, 330.0, 110.0, 295.0 },
  { 362.0, 320.0, 125.0, 280.0 },
  { 385.0, 342.0, 140.0, 389.0 },
  { 395.0, 345.0, 150.0, 350.0 }, -- 2024
  { 405.0, 350.0, 165.0, 370.0 },
}

-- How a half-year divides over its two quarters. Office strike-offs take effect on 31 December.
local SPLIT = {
  immatriculations = { 0.52, 0.48, 0.47, 0.53 },
  radiations = { 0.50, 0.50, 0.27, 0.73 },
}

-- Registered accounts, thousands, where the level is known. Between two anchors the stock follows
-- the flows, and what is left over is spread evenly: so the identity of stock and flows holds
-- roughly, never exactly, as in the original.
local STOCK = {
  { 2013, 4, 904 }, { 2014, 4, 982 }, { 2015, 2, 1075 }, { 2017, 2, 1197 }, { 2019, 4, 1641 },
  { 2020, 4, 1928 }, { 2021, 2, 2230 }, { 2021, 4, 2228.497 }, { 2022, 2, 2500 },
  { 2023, 4, 2674 }, { 2024, 4, 2914 }, { 2025, 2, 3186 }, { 2025, 4, 3170 },
}

-- Economically active accounts, thousands.
local ACTIVE = {
  { 2009, 1, 25 }, { 2009, 4, 150 }, { 2010, 4, 300 }, { 2011, 4, 390 }, { 2012, 4, 450 },
  { 2013, 2, 465 }, { 2014, 4, 569.6 }, { 2015, 2, 600 }, { 2017, 2, 686 }, { 2019, 4, 952 },
  { 2020, 2, 870 }, { 2021, 2, 1145 }, { 2021, 4, 1292.5 }, { 2022, 2, 1302 },
  { 2023, 4, 1462 }, { 2025, 2, 1587 }, { 2025, 4, 1620 },
}

-- Mean turnover of an economically active account in the quarter, euros.
local MEAN_TURNOVER = {
  { 2009, 1, 2700 }, { 2010, 4, 3250 }, { 2013, 2, 3368 }, { 2014, 4, 3290 }, { 2015, 2, 3319 },
  { 2019, 4, 4498 }, { 2020, 2, 3600 }, { 2021, 2, 4567 }, { 2021, 4, 4707 }, { 2022, 2, 4907 },
  { 2025, 2, 5070 }, { 2025, 4, 5090 },
}

local function position(year, quarter)
  return (year - FIRST_YEAR) * 4 + quarter
end

local function points(anchors)
  local xs, ys = {}, {}
  for i, anchor in ipairs(anchors) do
    xs[i], ys[i] = position(anchor[1], anchor[2]), anchor[3]
  end
  return xs, ys
end

-- Slope at each anchor for a cubic that never overshoots: zero at a local extreme, else the
-- harmonic mean of the slopes on both sides.
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
    series[x] = FLOWS[year][column + half] * split[quarter]
  end
  return series
end

local function follow_flows(series, from, to, start, incoming, outgoing)
  series[from] = start
  for x = from + 1, to do
    series[x] = series[x - 1] + incoming[x] - outgoing[x]
  end
end

local function stock(incoming, outgoing)
  local series, from, level = {}, 0, 0
  for _, anchor in ipairs(STOCK) do
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

local incoming = flow(1, SPLIT.immatriculations)
local outgoing = flow(3, SPLIT.radiations)
local active = scaled(smooth(ACTIVE), 1000)

local data = {
  first_year = FIRST_YEAR,
  quarters = QUARTERS,
  totals = {
    immatriculations = scaled(incoming, 1000),
    radiations = scaled(outgoing, 1000),
    chiffres_d_affaires = scaled(active, smooth(MEAN_TURNOVER)),
    economiquement_actifs = active,
    administrativement_actifs = scaled(stock(incoming, outgoing), 1000),
  },
}

return data
