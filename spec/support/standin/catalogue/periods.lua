-- The periods of a dataset, from a first one on, and its columns of time:
--
--   periods.of("month", "2018-01", 99)   list of "2018-01" …
--   periods.columns(list, february)      { [column] = list of texts and integers }
--
-- The last day of a February that has 29 days is written 28 if `february` says so: one dataset of
-- the portal does.

local QUARTER_ENDS = { "03-31", "06-30", "09-30", "12-31" }
local MONTH_ENDS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local COUNTS = { month = 12, quarter = 4, year = 1 }
local FORMS = { month = "%d-%02d", quarter = "%d-Q%d", year = "%d" }
local DAY = 24 * 3600

local periods = { in_year = COUNTS }

-- How many periods there are from the year 0 to this one.
function periods.number(grain, name)
  local year, part = name:match "^(%d+)%-?Q?(%d*)$"
  return math.floor(year * COUNTS[grain] + (tonumber(part) or 1) - 1)
end

function periods.of(grain, first, count)
  local start, list = periods.number(grain, first), {}
  for p = 1, count do
    local at = start + p - 1
    list[p] = FORMS[grain]:format(math.floor(at / COUNTS[grain]), at % COUNTS[grain] + 1)
  end
  return list
end

local function is_leap(year)
  return year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
end

local function month_end(year, month, february)
  local days = MONTH_ENDS[month]
  if month == 2 and is_leap(year) and february ~= 28 then days = 29 end
  return ("%d-%02d-%02d"):format(year, month, days)
end

-- Seconds since 1970 of the first of January.
local function seconds(year)
  local before = year - 1
  local leaps = math.floor(before / 4) - math.floor(before / 100) + math.floor(before / 400) - 477
  return math.floor(((year - 1970) * 365 + leaps) * DAY)
end

function periods.columns(list, february)
  local annee, trimestre, of_quarter, of_month, stamps = {}, {}, {}, {}, {}
  for p, name in ipairs(list) do
    local year, mark, part = name:match "^(%d+)%-?(Q?)(%d*)$"
    local month = mark == "" and tonumber(part)
    local quarter = mark == "Q" and tonumber(part) or month and math.ceil(month / 3)
    annee[p], stamps[p] = year, seconds(tonumber(year))
    trimestre[p] = quarter and math.floor(quarter)
    of_quarter[p] = quarter and year .. "-" .. QUARTER_ENDS[quarter]
    of_month[p] = month and month_end(tonumber(year), month, february)
  end
  return {
    annee = annee, trimestre = trimestre,
    dernier_jour_du_trimestre = of_quarter, dernier_jour_trim = of_quarter,
    dernier_jour_du_mois = of_month, date_dernier_jour_du_mois = of_month,
    date_timestamp = stamps, date_unix = stamps,
  }
end

return periods
