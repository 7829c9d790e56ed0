-- What a report of `check` prints.
local check = require "urssaf.panel.check"
local check_text = require "urssaf.panel.check_text"
local checked_panels = require "spec.support.checked_panels"
local hygiene = require "spec.support.hygiene"
local locale = require "spec.support.locale"
local lua = require "spec.support.lua"
local small_panel = require "spec.support.small_panel"

local build, last_line, REST = checked_panels.build, checked_panels.last_line, checked_panels.REST
local CAME, WENT, TURNOVER, ACTIVE, STOCK = lua.unpack(checked_panels.MEASURES)

describe("urssaf.panel.check_text", function()
  hygiene("urssaf.panel.check_text", { "period", "rounded", "signed_percent", "spans" })

  it("rounds to hundredths, and to the first digit what would be zero", function()
    for _, case in ipairs { { 12.345678, "12.35" }, { 3, "3" }, { -0.004, "-0.004" },
      { 0.00012, "0.0001" }, { 0.00004, "0" }, { 0, "0" } } do
      assert.are.equal(case[2], check_text.rounded(case[1]))
    end
  end)
end)

describe("the report", function()
  it("groups findings, names periods as spans, and ends with the verdict", function()
    local p = build({ scale = 1000 }, function(cells)
      for i = 2, 5 do cells.A[CAME][i] = false end
      cells.A[CAME][8] = false
      for i = 1, 12 do cells.B[ACTIVE][i] = cells.B[STOCK][i] + 1 end
    end)
    assert.are.equal(table.concat({
      "panel: 25 series, 2016-Q1 to 2018-Q4",
      "missing (1 warning)",
      "  A: immatriculations missing in Q2 2016 to Q1 2017, Q4 2017",
      "active_above_registered (1 explained)",
      "  B: more accounts active than registered, by up to 1, in Q1 2016 to Q4 2018; as many were"
        .. " struck off in the quarter, and may have been active",
      "not ok: 1 warning, 1 explained",
    }, "\n"), tostring(check.report(p)))
  end)

  it("lists what was not checked, once for each reason", function()
    local p = small_panel.panel(2020, { "dpae_brut", "nouveaux" }, {
      { { region = "A" }, dpae_brut = { 1, 2 }, nouveaux = { 5, 6 } },
      { { region = REST }, dpae_brut = { 3, 6 }, nouveaux = { 7, 8 } } })
    assert.are.equal(table.concat({
      "panel: 4 series, 2020-Q1 to 2020-Q2",
      "unclassified (1 warning)",
      "  " .. REST .. ": 75 % of dpae_brut in Q2 2020",
      "not checked: total_row: one of 2 units may equal the others by chance, so only names were"
        .. " checked",
      "not checked: unclassified of nouveaux: it is not known whether it can be added up",
      "not ok: 1 warning, in what was checked",
    }, "\n"), tostring(check.report(p)))
    local text = tostring(check.report(p:yoy()))
    assert.matches("\nnot checked: yoy of dpae_brut, yoy of nouveaux: it is computed from others,"
      .. " or a ratio\nnot checked: missing, ended, empty, total_row, negative, outlier,"
      .. " level, rate, repeated, swapped and 4 more: there are no values to"
      .. " check\n", text, 1, true)
  end)

  it("prints ten lines of a kind without a line on more", function()
    local text = tostring(check.report(build({}, function(cells)
      for k, name in ipairs { "A", "B", "C", "D", "E" } do
        cells[name][CAME][2 + k], cells[name][WENT][2 + k] = false, false
      end
    end)))
    local _, line_ends = text:gsub("\n", "")
    assert.are.equal(12, line_ends) -- the panel, the kind, ten, the verdict
    assert.is_nil(text:find("more", 1, true))
  end)

  it("is short: ten lines of a kind, six spans", function()
    local weights = {}
    for i = 1, 13 do weights[("U%02d"):format(i)] = 2 ^ i end
    local result = check.report(build({ weights = weights, quarters = 20 }, function(cells)
      for _, name in pairs { "U01", "U02", "U03", "U04", "U05", "U06", "U07", "U08", "U09", "U10",
        "U11", "U12" } do
        for i = 2, 16, 2 do cells[name][TURNOVER][i] = false end
      end
    end))
    assert.are.equal(12, #result.findings)
    local text = tostring(result)
    assert.matches("U01: chiffres_d_affaires missing in Q2 2016, Q4 2016, Q2 2017, Q4 2017,"
      .. " Q2 2018, Q4 2018 and 2 more\n", text, 1, true)
    assert.matches("\n  U09:", text, 1, true)
    assert.matches("\n  U10:", text, 1, true)
    assert.is_nil(text:find("U11", 1, true))
    assert.matches("\n  and 2 more\n", text, 1, true)
    assert.are.equal("not ok: 12 warnings", last_line(result))
  end)

  it("has no decimal comma under a French locale", function()
    if not locale.has_french() then return pending(locale.MISSING) end
    local text = locale.under(locale.FRENCH, function()
      local weights = { A = 1, B = 2, C = 300, D = 70, [REST] = 5 }
      return tostring(check.report(build({ weights = weights }, function(cells)
        cells.B[STOCK][5] = 9999
        for _, of in pairs(cells) do of[TURNOVER][3] = of[ACTIVE][3] * 100.25 end
      end)))
    end)
    assert.matches("1.32 % of immatriculations", text, 1, true) -- 5 of 378
    assert.matches(" is 100.25 euros in Q3 2016", text, 1, true)
    -- 9999 - 2 × 1160 - 2 × 40 = 7599, of 9999
    assert.matches("by up to +76 % of the stock (Q1 2017)", text, 1, true)
    assert.is_nil(text:find("%d,%d"))
  end)
end)

describe("periods in findings", function()
  it("are in words, and spans where they follow each other", function()
    assert.are.equal("January 2021", check_text.period "2021-01")
    assert.are.equal("Q2 2021 to Q3 2021, Q1 2022",
      check_text.spans({ "2021-Q2", "2021-Q3", "2022-Q1" }, "quarter"))
    assert.are.equal("December 2020 to January 2021",
      check_text.spans({ "2020-12", "2021-01" }, "month"))
    assert.are.equal("2019, 2021", check_text.spans({ "2019", "2021" }, "year"))
  end)

  it("are in the words of the caller, if it gives any", function()
    local function code(name) return name end
    assert.are.equal("2021-01 to 2021-02, 2021-04",
      check_text.spans({ "2021-01", "2021-02", "2021-04" }, "month", code))
    assert.are.equal("2021-01 à 2021-02",
      check_text.spans({ "2021-01", "2021-02" }, "month", code, " à "))
  end)
end)
