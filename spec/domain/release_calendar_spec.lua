local hygiene = require "spec.support.hygiene"
local timestamp = require "urssaf.base.timestamp"
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

  it("never exceeds the max_age that was asked for", function()
    for day = 0, 730 do
      local now = timestamp.of_iso "2026-01-01" + day * DAY
      for _, asked in ipairs { 0, 1, HOUR, DAY, 1e9 } do
        assert.is_true(release_calendar.max_age(asked, nil, now) <= asked)
      end
    end
  end)
end)
