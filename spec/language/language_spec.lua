local caveats = require "urssaf.panel.caveats"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local lua = require "spec.support.lua"
local panels = require "urssaf.panel"

describe("urssaf.language", function()
  hygiene("urssaf.language", { "of", "MISSING" })

  local fr, en = languages.of "fr", languages.of "en"

  local function spaced(text)
    return (text:gsub("\226\128\175", " "):gsub("\194\160", " "):gsub("\226\136\146", "-"))
  end

  it("refuses a language it does not know", function()
    assert.has_error(function() languages.of "de" end)
    assert.has_error(function() languages.of(nil) end)
  end)

  for _, case in ipairs {
    { 0, nil, "0", "0" }, { 7, nil, "7", "7" }, { 999, nil, "999", "999" },
    { 1000, nil, "1 000", "1,000" }, { 1234567, nil, "1 234 567", "1,234,567" },
    { 12.5, nil, "12,50", "12.50" }, { 12.5, 0, "13", "13" },
    { -1234.5, 1, "-1 234,5", "-1,234.5" },
    { 0.05, 1, "0,1", "0.1" }, { -0.04, 1, "0,0", "0.0" }, { 9.9951, 2, "10,00", "10.00" },
    { 99.96, 1, "100,0", "100.0" },
    { 47735401471672, 0, "47 735 401 471 672", "47,735,401,471,672" },
    { 2 ^ 53 - 1, nil, "9 007 199 254 740 991", "9,007,199,254,740,991" },
    { 1 - 2 ^ 53, nil, "-9 007 199 254 740 991", "-9,007,199,254,740,991" },
    { 2 ^ 52 + 1, 2, "4 503 599 627 370 497,00", "4,503,599,627,370,497.00" },
    { 2 ^ 51 + 0.5, 1, "2 251 799 813 685 248,5", "2,251,799,813,685,248.5" },
    { 1e21, nil, "1 000 000 000 000 000 000 000", "1,000,000,000,000,000,000,000" },
    { 1 / 0, nil, "\226\128\147", "\226\128\147" },
    { -1 / 0, 2, "\226\128\147", "\226\128\147" },
    { 0 / 0, nil, "\226\128\147", "\226\128\147" },
  } do
    it(("writes %s with %s decimals"):format(case[1], tostring(case[2])), function()
      assert.are.equal(case[3], spaced(fr:number(case[1], case[2])))
      assert.are.equal(case[4], spaced(en:number(case[1], case[2])))
    end)
  end

  it("writes every digit of an integer of 64 bits, and never half a unit more", function()
    for _, whole in ipairs(lua.has_integers and { "9223372036854775807", "9007199254740993",
      "4503599627370497" } or {}) do
      assert.are.equal(whole, (en:number(math.tointeger(tonumber(whole))):gsub(",", "")))
    end
    for power = 40, 52 do
      for _, add in ipairs { -1, 0, 1 } do
        local text = en:number(2 ^ power + add):gsub(",", "")
        assert.are.equal(2 ^ power + add, tonumber(text))
      end
    end
  end)

  it("writes a dash for what is no figure, in every form", function()
    for _, value in ipairs { 1 / 0, -1 / 0, 0 / 0 } do
      for _, text in ipairs { en:percent(value), en:growth(value), en:short(value),
        en:amount(value, "EUR"), fr:amount(value, "EUR"), en:value(value, "points"),
        en:value(value, "pt"), en:value(value, "1"), en:value(value, "%") } do
        assert.are.equal(languages.MISSING, text)
      end
    end
  end)

  it("writes the sign before the currency", function()
    assert.are.equal("-€1.2M", spaced(en:in_euros(en:short(-1234567))))
    assert.are.equal("-1,2 M€", spaced(fr:in_euros(fr:short(-1234567))))
    assert.are.equal("+€5", en:signed(en:in_euros "5", 5))
    assert.are.equal(languages.MISSING, en:in_euros(languages.MISSING))
  end)

  it("writes a dash for what is missing", function()
    for _, method in ipairs { "number", "percent", "growth", "short", "value", "amount" } do
      assert.are.equal("–", fr[method](fr, nil))
    end
  end)

  it("writes shares and growths in per cent", function()
    assert.are.equal("12,3 %", spaced(fr:percent(0.123)))
    assert.are.equal("12.3%", en:percent(0.123))
    assert.are.equal("+12,3 %", spaced(fr:growth(0.123)))
    assert.are.equal("-12.3%", spaced(en:growth(-0.123)))
    assert.are.equal("0.0%", en:growth(0))
    assert.are.equal("+31%", en:growth(0.31, 0))
  end)

  it("writes no figure as zero that is none, but for what rounding leaves", function()
    for _, case in ipairs {
      { 0.0004, "points", "0.04 pt" }, { -0.0000123, "points", "-0.001 pt" },
      { 0.0004, "pt", "0.0004 pt" }, { 0.05, "pt", "0.1 pt" }, { 0, "pt", "0.0 pt" },
      { 0.0004, "1", "0.04%" }, { 0.00000049, "1", "0.00005%" }, { -0.04, "%", "-0.04%" },
      { 1e-16, "1", "0.0%" }, { 0.00000051, "pt", "0.000001 pt" }, { 0.00000049, "pt", "0.0 pt" },
      { 0.03, "index", "0.03" }, { 100, "index", "100.0" }, { 0.004, nil, "0.004" },
      { -0.0049, nil, "-0.005" }, { 0.005, nil, "0.01" }, { 12.5, nil, "12.50" },
    } do
      assert.are.equal(case[3], spaced(en:value(case[1], case[2])))
      assert.are.equal((case[3]:gsub("%.", ","):gsub("%%", " %%")),
        spaced(fr:value(case[1], case[2])))
    end
    assert.are.equal("+0.01%", en:growth(0.0001))
    assert.are.equal("0.0%", en:percent(0.0001, 1)) -- so many are asked for
  end)

  it("has only blanks in numbers that do not break", function()
    assert.are.equal("1\226\128\175234\226\128\175567", fr:number(1234567))
    assert.are.equal("12,3\194\160%", fr:percent(0.123))
  end)

  for _, case in ipairs {
    { 0, 500, "0" }, { 500, 500, "500" }, { 12500, 500, "12 500" }, { 1500000, 500000, "1,5 M" },
    { 2000000, 500000, "2,0 M" }, { 2000000, 1000000, "2 M" },
    { 8200000000, 200000000, "8,2 Md" },
    { 500000, 500000, "500 000" }, { 0.25, 0.05, "0,25" }, { 1234567, nil, "1,2 M" },
    { -1500000, 500000, "-1,5 M" },
  } do
    local step = tostring(case[2])
    it(("writes %s in few characters, in steps of %s"):format(case[1], step), function()
      assert.are.equal(case[3], spaced(fr:short(case[1], case[2])))
    end)
  end

  it("writes a value by its unit", function()
    assert.are.equal("61,2 %", spaced(fr:value(0.612, "1")))
    assert.are.equal("5 090", spaced(fr:value(5090.31, "EUR/account")))
    assert.are.equal("104,2", fr:value(104.23, "index"))
    assert.are.equal("1 234 €", spaced(fr:amount(1234, "EUR")))
    assert.are.equal("€1,234", en:amount(1234, "EUR"))
    assert.are.equal("-€1,234", spaced(en:amount(-1234, "EUR")))
    assert.are.equal("-1 234 €", spaced(fr:amount(-1234, "EUR")))
    assert.are.equal("1,234", en:amount(1234, "account"))
  end)

  it("says periods and days", function()
    assert.are.equal("T2 2021", spaced(fr:period "2021-Q2"))
    assert.are.equal("Q2 2021", spaced(en:period "2021-Q2"))
    assert.are.equal("2021", fr:period "2021")
    assert.are.equal("mars\194\1602021", fr:period "2021-03")
    assert.are.equal("August\194\1602021", en:period "2021-08")
    assert.are.equal("décembre 2021", spaced(fr:period "2021-12"))
    assert.are.equal("2021-13", fr:period "2021-13")
    assert.are.equal("1er août 2026", fr:day "2026-08-01T10:00:00+00:00")
    assert.are.equal("16 July 2026", en:day "2026-07-16")
    assert.is_nil(fr:day "soon")
    assert.is_nil(fr:day(nil))
  end)

  it("says that something was in a period", function()
    assert.are.equal("au T2 2021", spaced(fr:within "2021-Q2"))
    assert.are.equal("in Q2 2021", spaced(en:within "2021-Q2"))
    assert.are.equal("en mars 2021", spaced(fr:within "2021-03"))
    assert.are.equal("in March 2021", spaced(en:within "2021-03"))
    assert.are.equal("en 2021", fr:within "2021")
    assert.are.equal("in 2021", en:within "2021")
  end)

  it("names the part of its year that a period is", function()
    assert.are.equal("T2", fr:part_of_year "2021-Q2")
    assert.are.equal("Q2", en:part_of_year "2021-Q2")
    assert.are.equal("janv.", fr:part_of_year "2021-01")
    assert.are.equal("août", fr:part_of_year "2021-08")
    assert.are.equal("Sep", en:part_of_year "2021-09")
    assert.are.equal("2021", fr:part_of_year "2021")
  end)

  it("says periods so that they can be read again", function()
    local period = require "urssaf.domain.period"
    for _, name in ipairs { "2021-01", "2021-02", "2021-08", "2021-12", "2021-Q1", "2021-Q4",
      "2021" } do
      assert.are.equal(name, period.parse(fr:period(name)))
      assert.are.equal(name, period.parse(en:period(name)))
    end
  end)

  it("says measures and units", function()
    assert.are.equal("Économiquement actifs", fr:label "economiquement_actifs")
    assert.are.equal("unheard_of", fr:label "unheard_of")
    assert.are.equal("comptes", fr:unit "account")
    assert.is_nil(fr:unit "furlong")
    assert.is_nil(fr:unit(nil))
  end)

  it("says what was done to a series, in order", function()
    local values = {}
    for i = 1, 12 do values[i] = i end
    local periods = require("urssaf.domain.quarter").range("2019-Q1", "2021-Q4")
    local s = setmetatable({ measure = "immatriculations", frequency = "quarter", key = {},
      periods = periods, values = values }, panels.series_of())
    assert.are.equal("Immatriculations, évolution sur un an", fr:title(s:yoy()))
    assert.are.equal("Registrations, over 4 quarters, growth over a year",
      en:title(s:rolling(4):yoy()))
    assert.are.equal("Immatriculations, indice, 100 en T1 2019",
      spaced(fr:title(s:index "2019-Q1")))
    assert.are.equal("Registrations", en:title(s))
    assert.are.equal("Registrations, growth over 2 quarters", en:title(s:growth(2)))
    assert.are.equal("Immatriculations, variation sur 3 trimestres", fr:title(s:change(3)))
    assert.are.equal("accounts", en:unit_of(s))
    assert.are.equal("%", en:unit_of(s:yoy()))
  end)

  it("says what the grain of a dataset is", function()
    assert.are.same({ "mensuel", "trimestriel", "annuel", "pas une série temporelle" },
      { fr:grain "month", fr:grain "quarter", fr:grain "year", fr:grain() })
    assert.are.same({ "monthly", "quarterly", "yearly" },
      { en:grain "month", en:grain "quarter", en:grain "year" })
  end)

  it("says spans of days", function()
    for _, case in ipairs {
      { "2026-07-16", "2026-07-16", "16 July 2026", "16 juillet 2026" },
      { "2026-07-01", "2026-07-01", "1 July 2026", "1er juillet 2026" },
      { "2026-07-13", "2026-07-17", "13 to 17 July 2026",
        "du 13 au 17 juillet 2026" },
      { "2026-07-01", "2026-07-31", "July 2026", "juillet 2026" },
      { "2026-07-01", "2026-07-30", "1 to 30 July 2026", "du 1er au 30 juillet 2026" },
      { "2026-06-01", "2026-07-31", "1 June 2026 to 31 July 2026",
        "du 1er juin 2026 au 31 juillet 2026" },
      { "2028-02-01", "2028-02-29", "February 2028", "février 2028" },
      { "2026-12-01", "2026-12-31", "December 2026", "décembre 2026" },
    } do
      assert.are.equal(case[3], en:days(case[1], case[2]))
      assert.are.equal(case[4], fr:days(case[1], case[2]))
    end
  end)

  it("says over how many months something was done", function()
    local function title(language, transform, frequency)
      return spaced(language:title { measure = "immatriculations", frequency = frequency or "month",
        key = {}, transform = transform })
    end
    assert.are.equal("Immatriculations, sur 12 mois, évolution sur un an",
      title(fr, "yoy of rolling(12)"))
    assert.are.equal("Registrations, over 12 months", title(en, "rolling(12)"))
    assert.are.equal("Registrations, over 3 years", title(en, "rolling(3)", "year"))
    assert.are.equal("Immatriculations, sur 3 ans", title(fr, "rolling(3)", "year"))
    assert.are.equal("Immatriculations, évolution sur un mois", title(fr, "mom"))
    assert.are.equal("Registrations, growth over a month", title(en, "mom"))
    assert.are.equal("Registrations, growth over 5 months", title(en, "growth(5)"))
    assert.are.equal("Immatriculations, indice, 100 en mars 2021", title(fr, "index(2021-03)"))
  end)

  it("says places without their codes", function()
    local isere = { code_region = "84", region = "Auvergne-Rhône-Alpes", code_departement = "38",
      departement = "Isère" }
    assert.are.equal("Isère", fr:place(isere))
    assert.are.equal("Bretagne, Construction",
      fr:place { code_region = "53", region = "Bretagne", grand_secteur = "Construction" })
    -- a code alone is better than no name
    local key = { code_zone_d_emploi = "0055", nature_de_contrat = "CDI" }
    assert.are.equal("0055, CDI", fr:place(key))
    assert.are.equal("non classé ailleurs", fr:place { departement = "_non classé ailleurs_" })
    assert.are.equal("not classified", en:place { departement = "_non classé ailleurs_" })
    assert.are.equal("France hors Mayotte", fr:place({}, { { kind = "scope" } }))
    assert.are.equal("Total", fr:place({}, {}))
    assert.are.equal("Total", en:place {})
  end)

  it("breaks no line within a period, in notes of either language and of every kind", function()
    local HARD = "\194\160"
    local law = { kind = "break", id = "pinel", measure = "radiations", periods = { "2014-Q2" },
      message = "Q2 2014: the law changes (loi n° 2014-626), as of 1 May 2014, like May 20145" }
    assert.are.equal("Q2" .. HARD .. "2014: the law changes (loi n° 2014-626), as of 1 May" .. HARD
      .. "2014, like May 20145.", en:note(law))
    local note = caveats.breaks({ measure = "radiations", frequency = "quarter", values = { 5, 6 },
      periods = { "2020-Q3", "2020-Q4" } }, caveats.reach(4))[1]
    assert.matches("^Q4" .. HARD .. "2019: ", en:note(note))
    assert.matches("^T4" .. HARD .. "2019" .. HARD .. ": ", fr:note(note))
    assert.matches("^Q4 2019: ", note.message)
    assert.are.equal("Mayotte is in these sums from Q3" .. HARD .. "2020 on, and not before.",
      en:note { kind = "scope", since = "2020-Q3",
        message = "Mayotte is in these sums from Q3 2020 on, and not before" })
    assert.are.equal("Chapter 2014 and 2014.", en:note { kind = "x",
      message = "Chapter 2014 and 2014" })
  end)

  it("says notes as sentences", function()
    assert.are.equal("France hors Mayotte, que ces données ne couvrent pas.",
      fr:note { kind = "scope", message = "France without Mayotte" })
    assert.are.equal("France without Mayotte.",
      en:note { kind = "scope", message = "France without Mayotte" })
    assert.are.equal("Radiations : évolution.",
      spaced(fr:note { kind = "unheard_of", measure = "radiations", message = "évolution" }))
    assert.are.equal("T2 2014 : la loi Pinel change les radiations automatiques (loi n° 2014-626).",
      spaced(fr:note { kind = "break", id = "pinel-2014", measure = "radiations", message = "" }))
    for period, expected in pairs { ["2021-Q2"] = "au T2 2021", ["2021-03"] = "en mars 2021",
      ["2021"] = "en 2021" } do
      assert.matches(", soit 1,0 % du total " .. expected, spaced(fr:note { kind = "remainder",
        share = 0.01, period = period, message = "" }), 1, true)
    end
    for frequency, expected in pairs { month = "mois", quarter = "trimestres" } do
      assert.matches("^Les deux bornes sont des " .. expected .. " différents,", fr:note {
        kind = "season", frequency = frequency, message = "" })
    end
    assert.matches("publication du 16 juillet 2026",
      fr:note { kind = "stale", day = "2026-07-16", message = "" }, 1, true)
    assert.are.equal("Mises à jour sans date lisible : 1 sur 4.",
      spaced(fr:note { kind = "undated", count = 1, releases = 4, message = "" }))
    assert.matches("departement = « 1% »", spaced(fr:note { kind = "unmatched",
      field = "departement", value = "1%", message = "" }), 1, true)
  end)
end)
