-- Methods that are called without their object, and methods of a language with wrong arguments.
local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local urssaf = require "urssaf"

local en = urssaf.language.of "en"
local panel = urssaf.sample { from = 2025, measures = { "radiations" } }
local client = urssaf.client { cache = "off" }

describe("urssaf.language.arguments", function()
  hygiene("urssaf.language.arguments", { "check" })
end)

describe("urssaf.base.receivers", function()
  hygiene("urssaf.base.receivers", { "check", "refuse" })
end)

describe("a method that is called with a dot", function()
  local OBJECTS = {
    panel = { panel, { "filter", "get", "total", "annual", "rank", "to_csv", "cite", "rows",
      "yoy" } },
    series = { panel.series[1], { "at", "first", "each", "rolling" } },
    client = { client, { "fetch", "read", "describe", "catalog", "calendar", "vintages", "prune",
      "revisions", "provisional", "close" } },
    language = { en, { "number", "period", "note", "grain" } },
  }

  for what, case in pairs(OBJECTS) do
    it(("of a %s says to write a colon"):format(what), function()
      local object, names = case[1], case[2]
      for _, name in ipairs(names) do
        for _, first in ipairs { "x", 2021, {}, true } do
          assert_misuse(function() object[name](first) end,
            ("%s is a method of a %s, and was called without one: write %s:%s(…), with a colon")
              :format(name, what, what, name))
        end
        assert_misuse(function() object[name]() end, "write " .. what .. ":" .. name)
      end
    end)
  end
end)

describe("a client", function()
  it("is one line as a text", function()
    local other = urssaf.client { base_url = "http://127.0.0.1:1/api", cache = "off" }
    assert.are.equal("urssaf client of http://127.0.0.1:1/api", tostring(other))
    other:close()
    assert.are.equal("urssaf client of http://127.0.0.1:1/api, closed", tostring(other))
  end)
end)

describe("a method of a language says what is wrong with", function()
  for name, case in pairs {
    ["a number as a text"] = { "number", "argument 1 must be a number, or nil, got 38", "38" },
    ["a table for a number"] = { "short", "argument 1 must be a number, or nil, got a table", {} },
    ["half a decimal"] = { "percent", "argument 2 must be a whole number of decimals, up to 20,"
      .. " got 1.5", 1, 1.5 },
    ["too many decimals"] = { "growth", "up to 20, got 300", 1, 300 },
    ["a unit that is none"] = { "amount", 'argument 2 must be a unit, such as "EUR", or nil', 1,
      {} },
    ["no period"] = { "period", 'argument 1 must be a period, such as "2021-Q2", got nil' },
    ["a year as a number"] = { "within", 'such as "2021-Q2", got 2021', 2021 },
    ["a day as a number"] = { "day", 'a day, such as "2026-07-16", got 5', 5 },
    ["half a span"] = { "days", "argument 2 must be a day", "2026-07-16" },
    ["a name that is none"] = { "label", "the name of a measure, got nil" },
    ["no series"] = { "title", "argument 1 must be a series, got nil" },
    ["no key"] = { "place", "argument 1 must be a unit's key, such as", "Ain" },
    ["no note"] = { "note", "argument 1 must be a note, got a table", {} },
    ["no notes"] = { "sentences", "argument 1 must be a list of notes, got nil" },
  } do
    it(name, function()
      assert_misuse(function() en[case[1]](en, case[3], case[4]) end, case[1] .. ": ", case[2])
    end)
  end

  it("nothing, where a value is missing", function()
    assert.are.same({ "–", "–", "–", "–" }, { en:number(nil), en:percent(nil), en:short(nil),
      en:amount(nil, "EUR") })
    assert.are.equal("12.3%", en:percent(0.123, 1.0))
  end)
end)
