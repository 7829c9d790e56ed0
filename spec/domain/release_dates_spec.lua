local hygiene = require "spec.support.hygiene"
local release_dates = require "urssaf.domain.release_dates"
local timestamp = require "urssaf.base.timestamp"

describe("urssaf.domain.release_dates", function()
  hygiene("urssaf.domain.release_dates", { "day", "span", "span_in_words", "around" })

  -- the days are those of Python's zoneinfo for Europe/Paris
  for moment, day in pairs {
    ["2026-01-15T22:59:59Z"] = "2026-01-15", ["2026-01-15T23:00:00Z"] = "2026-01-16",
    ["2026-07-15T21:59:59Z"] = "2026-07-15", ["2026-07-15T22:00:00Z"] = "2026-07-16",
    ["2026-03-28T23:00:00Z"] = "2026-03-29", ["2026-03-28T22:59:59Z"] = "2026-03-28",
    ["2026-03-29T22:00:00Z"] = "2026-03-30", ["2026-03-29T21:59:59Z"] = "2026-03-29",
    ["2026-10-24T22:00:00Z"] = "2026-10-25", ["2026-10-25T22:30:00Z"] = "2026-10-25",
    ["2026-10-25T23:00:00Z"] = "2026-10-26", ["2024-12-31T23:00:00Z"] = "2025-01-01",
  } do
    it("know the day in France at " .. moment, function()
      assert.are.equal(day, release_dates.day(timestamp.of_iso(moment)))
    end)
  end

  for text, span in pairs {
    ["2026-07-16"] = "2026-07-16 2026-07-16", ["2026-07-16T00:00:00"] = "2026-07-16 2026-07-16",
    ["2026-07-16 09:30"] = "2026-07-16 2026-07-16", ["16/07/2026"] = "2026-07-16 2026-07-16",
    ["2026-07-15T22:00:00+00:00"] = "2026-07-16 2026-07-16",
    ["2026-07-16T00:00:00+02:00"] = "2026-07-16 2026-07-16",
    ["2026-07"] = "2026-07-01 2026-07-31", ["2026-02"] = "2026-02-01 2026-02-28",
    ["2028-02"] = "2028-02-01 2028-02-29", ["2100-02"] = "nil", ["2026"] = "2026-01-01 2026-12-31",
    ["2024-02-29"] = "2024-02-29 2024-02-29", ["2026-02-29"] = "nil", ["2026-13-01"] = "nil",
    ["2026-13"] = "nil", ["31/04/2026"] = "nil", ["2026-07-16T00:00:00+9"] = "nil",
    ["9999-12-31"] = "nil", ["0000-01-01T00:00:00+14:00"] = "nil", ["16.7.2026"] = "nil",
    [" 2026-07-16"] = "nil", ["juillet 2026"] = "nil", ["T2 2026"] = "nil", [""] = "nil",
  } do
    it(("read '%s'"):format(text), function()
      local first, last = release_dates.span(text)
      assert.are.equal(span, first and first .. " " .. last or "nil")
    end)
  end

  for text, span in pairs {
    ["juillet 2026"] = "2026-07-01 2026-07-31", ["Fin FÉVRIER 2028"] = "2028-02-01 2028-02-29",
    ["mi-décembre 2026"] = "2026-12-01 2026-12-31", ["16 juillet 2026"] = "2026-07-16 2026-07-16",
    ["1er août 2026"] = "2026-08-01 2026-08-01", ["31 juin 2026"] = "nil",
    -- of which month the data are, not when they come
    ["données de juillet 2026"] = "nil", ["T2 2026"] = "nil", ["juillet"] = "nil", [""] = "nil",
  } do
    it(("read '%s' in words"):format(text), function()
      local first, last = release_dates.span_in_words(text)
      assert.are.equal(span, first and first .. " " .. last or "nil")
    end)
  end

  -- the months of 2026, and their lengths
  for number, month in ipairs { "janvier 31", "février 28", "mars 31", "avril 30", "mai 31",
    "juin 30", "juillet 31", "août 31", "septembre 30", "octobre 31", "novembre 30",
    "décembre 31" } do
    local name, length = month:match "^(%S+) (%d+)$"
    it("know " .. name, function()
      local span = { ("2026-%02d-01"):format(number), ("2026-%02d-%s"):format(number, length) }
      assert.are.same(span, { release_dates.span(("2026-%02d"):format(number)) })
      assert.are.same(span, { release_dates.span_in_words(name .. " 2026") })
    end)
  end

  -- 16 July 2026 is a Thursday, 19 July a Sunday
  for _, case in ipairs {
    { "2026-07-16", "Semaine", "2026-07-13 2026-07-19" },
    { "2026-07-13", "semaine", "2026-07-13 2026-07-19" },
    { "2026-07-19", "semaine", "2026-07-13 2026-07-19" },
    { "2026-07-16", "Mois", "2026-07-01 2026-07-31" },
    { "2026-07-16", "Année", "2026-01-01 2026-12-31" },
    { "2026-07-16", "prévisionnelle", "2026-07-16 2026-07-16" },
    { "2026-07-16", nil, "2026-07-16 2026-07-16" },
  } do
    it(("know a day to the %s"):format(tostring(case[2])), function()
      assert.are.equal(case[3], table.concat({ release_dates.around(case[1], case[2]) }, " "))
    end)
  end
end)
