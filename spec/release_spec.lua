local hygiene = require "spec.support.hygiene"
local instant = require "urssaf.instant"
local release = require "urssaf.release"

local HOUR, DAY = 3600, 86400

describe("urssaf.release", function()
  hygiene("urssaf.release", { "max_age" })

  local function max_age(asked, processed, today)
    return release.max_age(asked, processed and instant.of_iso(processed), instant.of_iso(today))
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

  it("never lengthens what was asked", function()
    for day = 0, 730 do
      local now = instant.of_iso "2026-01-01" + day * DAY
      for _, asked in ipairs { 0, 1, HOUR, DAY, 1e9 } do
        assert.is_true(release.max_age(asked, nil, now) <= asked)
      end
    end
  end)
end)
