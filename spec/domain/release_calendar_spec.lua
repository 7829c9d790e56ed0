local hygiene = require "spec.support.hygiene"
local timestamp = require "urssaf.base.timestamp"
local datasets = require "urssaf.domain.datasets"
local release_calendar = require "urssaf.domain.release_calendar"

local HOUR, DAY = 3600, 86400

describe("urssaf.domain.release_calendar", function()
  hygiene("urssaf.domain.release_calendar", { "PATIENCE", "max_age" })

  local function max_age(asked, processed, today)
    return release_calendar.max_age(asked, processed and timestamp.of_iso(processed),
      timestamp.of_iso(today))
  end

  -- 30 June + 200 days is 16 January; 31 December + 200 days is 19 July (18 in a leap year)
  for _, case in ipairs {
    { "in spring, when nothing is due", "2026-01-16", "2026-04-20", 30 * DAY },
    { "in autumn, when nothing is due", "2026-07-16", "2026-11-24", 30 * DAY },
    { "in January, while last July's is the newest", "2025-07-17", "2026-01-14", 6 * HOUR },
    { "in January, late", "2025-07-17", "2026-02-28", 6 * HOUR },
    { "in July, while January's is the newest", "2026-01-16", "2026-07-19", 6 * HOUR },
    { "in December before it is expected", "2025-07-17", "2025-12-10", 30 * DAY },
    { "in January, when the new one is there", "2026-01-12", "2026-01-20", 30 * DAY },
    { "in January, of a publication without a date", nil, "2026-01-20", 6 * HOUR },
  } do
    it(case[1], function()
      assert.are.equal(case[4], max_age(30 * DAY, case[2], case[3]))
    end)
  end

  -- a quarter's end + 20 days: 31 December 2025 + 20 is 20 January 2026, expected from 5 January to
  -- 19 February; 31 March 2026 + 20 is 20 April, expected from 5 April on
  local QUARTERLY = "procedures-collectives-par-region"
  -- a month's end + 50 days: 28 February 2026 + 50 is 19 April, expected from 14 to 29 April;
  -- 31 March 2026 + 50 is 20 May, expected from 15 May on
  local MONTHLY = "dpae-mensuelles-par-region"
  -- a year's end + 250 days: 31 December 2024 + 250 is 7 September 2025, expected from 8 August to
  -- 6 November
  local YEARLY = "nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-epci"
  -- the catalogue has no lag of it: as the main dataset
  local WITHOUT_LAG = "dpae-annuelles-sexe-age"

  for _, case in ipairs {
    { "a quarter, the day before it is expected", QUARTERLY, "2026-01-04", 30 * DAY },
    { "a quarter, the first day it is expected", QUARTERLY, "2026-01-05", 6 * HOUR },
    { "a quarter, the last day it is expected", QUARTERLY, "2026-02-19", 6 * HOUR },
    { "a quarter, the day after", QUARTERLY, "2026-02-20", 30 * DAY },
    { "the next quarter", QUARTERLY, "2026-04-05", 6 * HOUR },
    { "a month, the day before it is expected", MONTHLY, "2026-04-13", 30 * DAY },
    { "a month, the first day it is expected", MONTHLY, "2026-04-14", 6 * HOUR },
    { "a month, the last day it is expected", MONTHLY, "2026-04-29", 6 * HOUR },
    { "a month, the day after", MONTHLY, "2026-04-30", 30 * DAY },
    { "the next month", MONTHLY, "2026-05-15", 6 * HOUR },
    { "a year, the day before it is expected", YEARLY, "2025-08-07", 30 * DAY },
    { "a year, the first day it is expected", YEARLY, "2025-08-08", 6 * HOUR },
    { "a year, the last day it is expected", YEARLY, "2025-11-06", 6 * HOUR },
    { "a year, the day after", YEARLY, "2025-11-07", 30 * DAY },
    { "a dataset without a lag, in mid-January", WITHOUT_LAG, "2026-01-16", 6 * HOUR },
    { "a dataset without a lag, in autumn", WITHOUT_LAG, "2026-11-24", 30 * DAY },
    { "an unknown dataset, in mid-January", "nobody-knows-it", "2026-01-16", 6 * HOUR },
    { "an unknown dataset, in autumn", "nobody-knows-it", "2026-11-24", 30 * DAY },
  } do
    it("follows the dataset: " .. case[1], function()
      assert.are.equal(case[4], release_calendar.max_age(30 * DAY,
        timestamp.of_iso "2025-01-01", timestamp.of_iso(case[3]), case[2]))
    end)
  end

  it("expects a quarter no more once it is there", function()
    assert.are.equal(30 * DAY, release_calendar.max_age(30 * DAY, timestamp.of_iso "2026-01-20",
      timestamp.of_iso "2026-02-01", QUARTERLY))
  end)

  it("has for the main dataset the lag that the catalogue states", function()
    local entry = datasets.of(datasets.DATASET)
    assert.are.same({ 200, "half-year" }, { entry.lag, entry.released })
  end)

  it("never exceeds the max_age that was asked for", function()
    for day = 0, 730 do
      local now = timestamp.of_iso "2026-01-01" + day * DAY
      for _, asked in ipairs { 0, 1, HOUR, DAY, 1e9 } do
        for _, dataset in ipairs { datasets.DATASET, QUARTERLY, MONTHLY, YEARLY } do
          assert.is_true(release_calendar.max_age(asked, nil, now, dataset) <= asked)
        end
      end
    end
  end)
end)
