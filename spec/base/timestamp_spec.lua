local hygiene = require "spec.support.hygiene"
local timestamp = require "urssaf.base.timestamp"

describe("urssaf.base.timestamp", function()
  hygiene("urssaf.base.timestamp", { "now", "of_iso", "of_parts", "stamp", "text" })

  for text, seconds in pairs {
    ["1970-01-01"] = 0,
    ["1969-12-31T23:59:59Z"] = -1,
    ["2000-02-29"] = 951782400, ["2024-02-29"] = 1709164800,
    ["2100-03-01"] = 4107542400,
    ["2026-08-18 00:00:00+00:00"] = 1787011200,
    ["2026-07-16T07:30:14.513000+02:00"] = 1784179814,
    ["2026-07-16T05:30:14Z"] = 1784179814,
    ["2026-07-15T21:00:14-0830"] = 1784179814,
  } do
    it("reads " .. text, function() assert.are.equal(seconds, timestamp.of_iso(text)) end)
  end

  for _, text in ipairs { "", "2026", "2026-13-01", "2026-00-10", "2026-01-32",
    "2023-02-29", "2100-02-29", "2026-04-31", "2024-02-30", "2026-01-00",
    "2026-01-01T24:00:00Z", "2026-01-01T10:60:00Z", "2026-01-01T10:00", "2026-01-01T10:00:00 CET",
    "16/07/2026", "tomorrow" } do
    it(("does not read '%s' as a timestamp"):format(text), function()
      assert.is_nil(timestamp.of_iso(text))
    end)
  end

  it("writes what it reads", function()
    for seconds = 0, 4e9, 86399 * 97 do
      assert.are.equal(seconds, timestamp.of_iso(timestamp.text(seconds)))
    end
    assert.are.equal("2026-07-16T05:30:14Z", timestamp.text(1784179814))
  end)
end)
