-- Desktop hosts run under the user's locale, which may have a decimal comma and another collation.
local locale = require "spec.support.locale"
local lua = require "spec.support.lua"
local odsql = require "urssaf.portal.odsql"
local sample = require "spec.support.standin.sample"
local sorting = require "urssaf.base.sorting"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local FRENCH, under = locale.FRENCH, locale.under

describe("under a French locale", function()
  if not locale.has_french() then return pending(locale.MISSING) end

  local portal = standin.for_cases()

  if lua.follows_locale then
    it("numbers of Lua have a decimal comma", function()
      assert.are.equal("1,5", under(FRENCH, function() return ("%.1f"):format(1.5) end))
    end)
  end

  for _, data in ipairs(sample.datasets()) do
    if not data.private and data.measures[1] then
      it("fetch of " .. data.id .. " is the same", function()
        local function fetch()
          return assert(urssaf.fetch(data.id, { cache = "off", base_url = portal.base_url }))
        end
        local plain = under("C", fetch)
        local french = under(FRENCH, fetch)
        assert.are.same(plain.periods, french.periods)
        assert.are.same(plain.series, french.series)
      end)
    end
  end

  it("numbers are read with a point, and refused with a comma", function()
    local head = "annee;region;radiations\n"
    under(FRENCH, function()
      local panel = assert(urssaf.read { text = head .. "2020;R;1.5\n"
        .. "2021;R;0.1234567890123456789\n" })
      assert.are.same({ 3 / 2, 0.1234567890123456789 }, panel.series[1].values)
      local _, err = urssaf.read { text = head .. "2020;R;1,5\n" }
      assert.are.equal("decode", err.kind)
    end)
  end)

  it("metadata with fractions are read", function()
    local base_url = portal:with { { on = "metadata", headers = {
      ["content-type"] = "application/json" },
      body = '{"fields": [{"name": "annee"}], "x": [1.5, 2.25]}' } }
    local metadata = under(FRENCH, function()
      return assert(urssaf.describe { base_url = base_url })
    end)
    assert.are.same({ 3 / 2, 9 / 4 }, metadata.x)
  end)

  it("names are in byte order", function()
    under(FRENCH, function()
      assert.are.equal(lua.follows_locale, "a" < "Z", "the locale's own order is another one")
      assert.is_true(sorting.before("Z", "a"))
      assert.is_true(sorting.before("z", "é"))
    end)
  end)

  it("messages have no decimal comma", function()
    local err = under(FRENCH, function()
      return select(2, urssaf.fetch { cache = "off", timeout = 0.25,
        base_url = portal:with { { on = "metadata", mute = true } } })
    end)
    assert.matches("after 0.25 seconds", err.message, 1, true)
  end)

  it("queries have decimal points", function()
    assert.are.equal("1.5", under(FRENCH, function() return odsql.literal(1.5) end))
  end)
end)
