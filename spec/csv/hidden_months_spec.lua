-- Months that only the cells of a column tell: they pass neither for quarters nor for years.
local decode = require "urssaf.decode"
local decoding = require "spec.support.decoding"
local hygiene = require "spec.support.hygiene"
local lua_decoder = require "urssaf.csv.lua_decoder"
local urssaf = require "urssaf"

local function read(text, options)
  return urssaf.read({ text = text }, options)
end

local function assert_refused(frequency, name, panel, err)
  assert.is_nil(panel)
  assert.are.equal("schema", err.kind)
  assert.matches(("the column '%s' tells months, which would pass for %ss"):format(name, frequency),
    err.message, 1, true)
end

local ENDS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
local FRENCH = { "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août",
  "septembre", "octobre", "novembre", "décembre" }
local SHORT = { "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.",
  "nov.", "déc." }

-- Months of 2021 and 2022, as columns of other programs have them. Days since 1970 of the last days
-- of the months, worked out with `date -d 2021-01-31 +%s`.
local JANUARY_ENDS = 18658

local function last_day_since_1970(year, month)
  local days = JANUARY_ENDS + (year - 2021) * 365
  for i = 2, month do days = days + ENDS[i] end
  return days
end

local LAST_DAYS = {
  ["2021-01-31"] = function(y, m) return ("%d-%02d-%02d"):format(y, m, ENDS[m]) end,
  ["31/01/2021"] = function(y, m) return ("%02d/%02d/%d"):format(ENDS[m], m, y) end,
  ["01/31/2021"] = function(y, m) return ("%02d/%02d/%d"):format(m, ENDS[m], y) end,
  ["20210131"] = function(y, m) return ("%d%02d%02d"):format(y, m, ENDS[m]) end,
  ["31 janvier 2021"] = function(y, m) return ("%d %s %d"):format(ENDS[m], FRENCH[m], y) end,
  ["2021-01-31T00:00:00+01:00"] = function(y, m)
    return ("%d-%02d-%02dT00:00:00+01:00"):format(y, m, ENDS[m])
  end,
  ["2021-01-30T23:00:00Z, midnight in Paris"] = function(y, m)
    return ("%d-%02d-%02dT23:00:00Z"):format(y, m, ENDS[m] - 1)
  end,
  ["seconds"] = function(y, m) return ("%d"):format(last_day_since_1970(y, m) * 86400) end,
  ["milliseconds"] = function(y, m) return ("%d000"):format(last_day_since_1970(y, m) * 86400) end,
}
local MONTHS = {
  ["2021-01"] = function(y, m) return ("%d-%02d"):format(y, m) end,
  ["2021M01"] = function(y, m) return ("%dM%02d"):format(y, m) end,
  ["01/2021"] = function(y, m) return ("%02d/%d"):format(m, y) end,
  ["202101"] = function(y, m) return ("%d%02d"):format(y, m) end,
  ["janvier 2021"] = function(y, m) return FRENCH[m] .. " " .. y end,
  ["janv.-21"] = function(y, m) return ("%s-%d"):format(SHORT[m], y % 100) end,
  ["janvier"] = function(_, m) return FRENCH[m] end,
}
local NUMBERS = {
  ["1"] = function(_, m) return ("%d"):format(m) end,
  ["01"] = function(_, m) return ("%02d"):format(m) end,
  ["1.0"] = function(_, m) return ("%d.0"):format(m) end,
}

-- The rows of these months of each quarter of 2021 and 2022, as a file of quarters; `dimensions`
-- columns besides, each month in a unit of its own if there are several.
local function quarterly(spell, months, dimensions, name)
  local lines = { "annee;trimestre;" .. (dimensions > 0 and "code_region;" or "")
    .. (dimensions > 1 and "sexe;" or "") .. name .. ";dpae_brut" }
  for year = 2021, 2022 do
    for quarter = 1, 4 do
      for i, month in ipairs(months) do
        lines[#lines + 1] = ("%d;%d;%s%s%s;%d"):format(year, quarter,
          dimensions > 0 and ("%02d;"):format(10 + i) or "", dimensions > 1 and "1;" or "",
          spell(year, (quarter - 1) * 3 + month), 100 * quarter + i)
      end
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

local function with_decoder(module, work)
  local before = package.loaded["urssaf.decode"]
  package.loaded["urssaf.decode"] = module
  local ok, problem = pcall(work)
  package.loaded["urssaf.decode"] = before
  assert(ok, problem)
end

describe("urssaf.csv.hidden_months", function()
  hygiene("urssaf.csv.hidden_months", { "check" })
end)

describe("urssaf.csv.month_evidence", function()
  hygiene("urssaf.csv.month_evidence", { "new" })
end)

for decoder, module in pairs { ["in C"] = decode, ["in Lua"] = lua_decoder } do
  describe("months that only cells tell are refused, " .. decoder .. ",", function()
    -- The third month of a quarter in days is the quarter's own last day.
    local function case(spelling, spell, name, most)
      it(("where they are written %s, in a column %s"):format(spelling, name), function()
        with_decoder(module, function()
          for month = 1, most do
            assert_refused("quarter", name, read(quarterly(spell, { month }, 0, name)))
          end
          if most == 2 then assert(read(quarterly(spell, { 3 }, 1, name))) end
          assert_refused("quarter", name, read(quarterly(spell, { 1, 2, 3 }, 1, name)))
          assert_refused("quarter", name, read(quarterly(spell, { 2, 3 }, 2, name)))
        end)
      end)
    end

    for spelling, spell in pairs(LAST_DAYS) do case(spelling, spell, "date", 2) end
    for spelling, spell in pairs(MONTHS) do case(spelling, spell, "date", 3) end
    for spelling, spell in pairs(NUMBERS) do case(spelling, spell, "inconnu", 3) end

    it("where a year has one of them", function()
      with_decoder(module, function()
        for _, cell in ipairs { "2026-01-31", "janvier 2026", "2026-02", "1769817600" } do
          assert_refused("year", "date", read("annee;date;dpae_brut\n2026;" .. cell .. ";450\n"))
        end
        assert_refused("year", "numero", read "annee;numero;dpae_brut\n2026;3;450\n")
      end)
    end)

    it("where the rows of a unit would be predicted", function()
      with_decoder(module, function()
        local lines = { "annee;trimestre;code_region;date;dpae_brut" }
        for i = 0, 39 do
          lines[#lines + 1] = ("%d;%d;11;%d-%02d-28;7"):format(2000 + math.floor(i / 4), i % 4 + 1,
            2000 + math.floor(i / 4), 2)
        end
        assert(read(table.concat(lines, "\n") .. "\n")) -- 28 February is in one quarter of four
      end)
    end)
  end)
end

describe("what is no month of its row's period", function()
  it("is let be: days that end or begin the periods, and other days", function()
    assert(read "annee;trimestre;date;dpae_brut\n2026;1;2026-03-31;4\n2026;2;2026-06-30;5\n")
    assert(read "annee;trimestre;date;dpae_brut\n2026;1;2026-01-01;4\n2026;2;2026-04-01;5\n")
    assert(read "annee;date;dpae_brut\n2025;2025-12-31;4\n2026;2026-12-31;5\n")
    assert(read "annee;trimestre;date;dpae_brut\n2026;1;2026-01-31;4\n2026;2;2026-05-01;5\n")
    assert(read "annee;trimestre;date;dpae_brut\n2026;1;2026-02-10;4\n2026;2;2026-05-11;5\n")
    assert(read "dernier_jour_du_mois;date;dpae_brut\n2026-01-31;2026-01-31;4\n")
  end)

  it("is let be: days of publication, after the period", function()
    assert(read "annee;trimestre;date;dpae_brut\n2025;4;2026-01-31;4\n2026;1;2026-04-30;5\n")
  end)

  it("is let be: measures whose values are small", function()
    local panel = assert(read "annee;trimestre;x;dpae_brut\n2026;1;2;4\n2026;2;3;5\n2026;3;9;6\n")
    assert.are.same({ "dpae_brut", "x" }, panel.source.measures)
    panel = assert(read "annee;n;trimestre\n2026;2;1\n")
    assert.are.same({ "n" }, panel.source.measures)
    panel = assert(read "annee;trimestre;num_trim;n\n2026;1;1;7\n")
    assert.are.same({ "n" }, panel.source.measures)
    panel = assert(read "annee;x;dpae_brut\n2025;2;4\n2026;3;5\n2027;9;6\n")
    assert.are.same({ "dpae_brut", "x" }, panel.source.measures)
  end)

  it("is let be: a column named for months of a monthly file, which is no measure", function()
    for _, cells in ipairs { { "1", "2" }, { "janvier", "février" } } do
      local panel = assert(read(("dernier_jour_du_mois;mois;num_trim;dpae_brut\n2026-01-31;%s;1;4\n"
        .. "2026-02-28;%s;1;5\n"):format(cells[1], cells[2])))
      assert.are.same({ "dpae_brut" }, panel.source.measures)
      assert.are.same({ 4, 5 }, panel.series[1].values)
      assert.are.equal("column", panel.notes[1].kind)
      assert.are.equal("mois", panel.notes[1].column)
    end
  end)

  it("is let be: a column that the user takes in", function()
    local panel = assert(read("annee;date;dpae_brut\n2026;2026-01-31;450\n",
      { dimensions = { "date" } }))
    assert.are.equal("2026-01-31", panel.series[1].key.date)
  end)
end)

describe("last days in two columns of a file", function()
  local function periods_of(text, module)
    local periods, err
    with_decoder(module, function()
      local panel
      panel, err = read(text)
      periods = panel and panel.periods
    end)
    return periods, err
  end

  for decoder, module in pairs { ["in C"] = decode, ["in Lua"] = lua_decoder } do
    it("must agree, " .. decoder, function()
      for text, expected in pairs {
        ["dernier_jour_du_mois;date_dernier_jour_du_mois;dpae_brut\n2026-01-31;31/01/2026;4\n"]
          = { "2026-01" },
        ["dernier_jour_du_trimestre;dernier_jour_du_mois;dpae_brut\n2026-03-31;2026-01-31;4\n"]
          = { "2026-01" },
        ["dernier_jour_du_trimestre;dernier_jour_trim;dpae_brut\n2026-03-31;2026-03-31;4\n"]
          = { "2026-Q1" },
      } do
        assert.are.same(expected, (periods_of(text, module)))
      end
      for header, days in pairs {
        ["dernier_jour_du_mois;date_dernier_jour_du_mois"] = { "2026-01-31", "2026-02-28" },
        ["dernier_jour_du_mois;dernier_jour_du_trimestre"] = { "2026-01-31", "2026-06-30" },
        ["dernier_jour_du_trimestre;dernier_jour_trim"] = { "2026-03-31", "2026-06-30" },
      } do
        local good = header:find "^dernier_jour_du_mois" and "2026-03-31" or "2026-12-31"
        local periods, err = periods_of(("%s;dpae_brut\n%s;%s;4\n%s;%s;5\n"):format(header, good,
          good, days[1], days[2]), module)
        assert.is_nil(periods)
        assert.are.same({ kind = "decode", line = 3, column = 2 }, decoding.place(err))
        assert.matches("contradicts the other time columns of its row", err.message, 1, true)
      end
      local _, err = periods_of(
        "dernier_jour_du_mois;dernier_jour_trim;dpae_brut\n2026-01-31;2026-01-31;4\n", module)
      assert.matches("line 2, column 2 (dernier_jour_trim): not the last day of a quarter",
        err.message, 1, true)
      _, err = periods_of("dernier_jour_du_mois;date_dernier_jour_du_mois;dpae_brut\n"
        .. "2026-01-31;2026-01-30;4\n", module)
      assert.matches("not the last day of a month", err.message, 1, true)
    end)
  end
end)
