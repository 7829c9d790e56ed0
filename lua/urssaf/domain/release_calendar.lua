--- When publications are due: so many days after a period's end, as Urssaf states for a dataset.
-- Those of auto-entrepreneurs, and of datasets whose lag is not known, are due about 200 days after
-- the end of each half-year, for two quarters at once: about mid-January and mid-July.
local datasets = require "urssaf.domain.datasets"
local month = require "urssaf.domain.month"
local timestamp = require "urssaf.base.timestamp"

local release_calendar = {}

local DAY = 86400

-- By how often a dataset is released: the months from one period's end to the next, and how many
-- days before and after the due day a publication is expected.
local RHYTHMS = {
  month = { months = 1, early = 5, late = 10 },
  quarter = { months = 3, early = 15, late = 30 },
  ["half-year"] = { months = 6, early = 30, late = 60 },
  year = { months = 12, early = 30, late = 60 },
}

local USUAL = { rhythm = RHYTHMS["half-year"], lag = 200 }

--- The longest time between two checks while a publication is expected: six hours, in seconds.
release_calendar.PATIENCE = 6 * 3600

-- The rhythm and the lag of a dataset. The usual rule is that of the main dataset, for which no
-- catalogue need be loaded.
local function rule_of(dataset)
  local entry = dataset ~= datasets.DATASET and datasets.of(dataset)
  if not (entry and entry.lag) then return USUAL end
  return { rhythm = RHYTHMS[entry.released or entry.grain], lag = entry.lag }
end

-- The beginning of the time in which a publication is expected; nil if none is expected now.
local function expected_since(now, rule)
  local year, rhythm = tonumber(timestamp.text(now):sub(1, 4)), rule.rhythm
  for before = 0, 1 do
    for last = rhythm.months, 12, rhythm.months do
      local ended = timestamp.of_iso(month.last_day(("%04d-%02d"):format(year - before, last)))
      local due = ended + rule.lag * DAY
      local since = due - rhythm.early * DAY
      if now >= since and now <= due + rhythm.late * DAY then return since end
    end
  end
end

--- How long a kept publication may go unchecked: no longer than `max_age`, and at most six hours
-- while the next one is expected.
---@param max_age number seconds
---@param processed integer? when the kept publication was processed, in seconds since 1970
---@param now integer seconds since 1970
---@param dataset string? its identifier
---@return number seconds
function release_calendar.max_age(max_age, processed, now, dataset)
  local since = expected_since(now, rule_of(dataset))
  if since and (not processed or processed < since) then
    return math.min(max_age, release_calendar.PATIENCE)
  end
  return max_age
end

return release_calendar
