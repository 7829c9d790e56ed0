-- What is told of breaks and estimates depends on the publication. Every figure here is synthetic.
local cjson = require "spec.support.cjson"
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local lua = require "spec.support.lua"
local panels = require "urssaf.panel"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"
local vintage = require "urssaf.panel.vintage"

local keys = small_panel.keys
local RAD, STOCK, IN, ACTIVE = "radiations", "administrativement_actifs", "immatriculations",
  "economiquement_actifs"
local DATASET = "auto-entrepreneurs-par-departement"
local OLDER = { "strike-offs-2019", "strike-offs-2022", "strike-offs-2023" }

-- Two départements from the first quarter of a year on: 10 strike-offs in each quarter, and 100
-- accounts. `with` gives other strike-offs of Isère, by position.
local function built(first_year, count, with, fields)
  local went, others, stock, came, active = {}, {}, {}, {}, {}
  for i = 1, count do
    went[i], others[i], stock[i], came[i], active[i] = 10, 10, 100, 10, 50
  end
  for at, value in pairs(with or {}) do went[at] = value end
  return small_panel.panel(first_year, { IN, RAD, ACTIVE, STOCK }, {
    { keys.ain, [IN] = came, [RAD] = others, [ACTIVE] = active, [STOCK] = stock },
    { keys.isere, [IN] = came, [RAD] = went, [ACTIVE] = active, [STOCK] = stock } },
    lua.merged({ dataset = DATASET }, fields))
end

-- 2022 to 2025, with an estimate in 2022-Q4 (the fourth quarter), or in all that Urssaf has.
local function one_estimate() return built(2022, 16, { [4] = 10.25 }) end
local function newer() return built(2022, 16, { [4] = 10.25, [8] = 10.5, [12] = 10.75 }) end
local function older() return built(2022, 16) end

-- The ids of the notes on breaks and estimates, in order.
local function ids(result)
  local list = {}
  for _, note in ipairs(result.notes or {}) do
    if note.kind == "break" or note.kind == "estimated" then list[#list + 1] = note.id end
  end
  return list
end

-- The periods of the first note of a kind about a measure, as one text.
local function periods_of(result, kind, measure)
  for _, note in ipairs(result.notes or {}) do
    if note.kind == kind and (not measure or note.measure == measure) then
      return table.concat(note.periods, " ")
    end
  end
end

local function of(panel, measure) return panel:filter { measure = measure } end

describe("urssaf.panel.break_notes", function()
  hygiene("urssaf.panel.break_notes", { "is", "note", "of" })
end)

describe("a panel whose strike-offs Urssaf has re-allocated", function()
  it("has a note on its estimates, and none on what was put off", function()
    local growth = of(newer():total(), RAD):yoy()
    assert.are.same({ "strike-offs-estimated" }, ids(growth))
    local note = small_panel.notes(growth, "estimated")[1]
    assert.are.equal("Q4 2022, Q4 2023, Q4 2024: the strike-offs are estimated and re-allocated by"
      .. " Urssaf", note.message)
    assert.are.same({ "2022-Q4", "2023-Q4", "2024-Q4" }, note.quarters)
    assert.are.equal(RAD, note.measure)
  end)

  it("has the note in French, too", function()
    local note = small_panel.notes(of(newer():total(), RAD):yoy(), "estimated")[1]
    local function said(lang) return (languages.of(lang):note(note):gsub("\194\160", " ")) end
    assert.are.equal("T4 2022, T4 2023, T4 2024 : les radiations sont estimées et réparties par"
      .. " l'Urssaf.", said "fr")
    assert.are.equal(note.message:gsub("\194\160", " ") .. ".", said "en")
  end)

  it("keeps the break of a law", function()
    -- 2013 to 2022, the last quarter of which is an estimate
    local growth = of(built(2013, 40, { [40] = 10.25 }):total(), RAD):yoy()
    assert.are.same({ "pinel-2014", "strike-offs-estimated" }, ids(growth))
  end)

  it("was told another thing by an older publication", function()
    -- what was put off in 2019 does not reach 2022 in growth over a year
    local growth = of(older():total(), RAD):yoy()
    assert.are.same({ "strike-offs-2022", "strike-offs-2023" }, ids(growth))
    assert.are.equal("Q4 2022: the office strike-offs of 31 December 2022 were put off by a year"
      .. " (Urssaf)", growth.notes[1].message)
    assert.are.same(OLDER, ids(of(built(2019, 28):total(), RAD):yoy()))
  end)

  it("keeps a break after its last estimate", function()
    -- the strike-offs of 2023-Q4 are whole numbers: not they, but those before were re-allocated
    assert.are.same({ "strike-offs-2023", "strike-offs-estimated" },
      ids(of(one_estimate():total(), RAD):yoy()))
  end)
end)

describe("an estimate affects", function()
  -- what is computed of one estimate, in 2022-Q4, and of whole numbers in 2023-Q4, which are the
  -- break of 2023 besides
  for name, case in pairs {
    ["growth over a year"] = { function(s) return s:yoy() end, "2022-Q4 2023-Q4" },
    ["growth over a quarter"] = { function(s) return s:qoq() end, "2022-Q4 2023-Q1" },
    ["change over two quarters"] = { function(s) return s:change(2) end, "2022-Q4 2023-Q2" },
    ["four quarters"] = { function(s) return s:rolling(4) end,
      "2022-Q4 2023-Q1 2023-Q2 2023-Q3" },
    ["growth of four quarters"] = { function(s) return s:rolling(4):yoy() end,
      "2022-Q4 2023-Q1 2023-Q2 2023-Q3 2023-Q4 2024-Q1 2024-Q2 2024-Q3" },
    ["an index with another base"] = { function(s) return s:index "2023" end, "2022-Q4" },
  } do
    it(name, function()
      local s = of(one_estimate():total(), RAD).series[1]
      assert.are.equal(case[2], periods_of(case[1](s), "estimated"))
    end)
  end

  it("all of an index whose base it is in", function()
    local s = of(one_estimate():total(), RAD).series[1]
    assert.are.equal(table.concat(s.periods, " "), periods_of(s:index "2022", "estimated"))
  end)

  it("the stock until the next 31 December", function()
    local s = of(one_estimate():total(), STOCK).series[1]
    assert.are.equal("2022-Q4 2023-Q1 2023-Q2 2023-Q3 2023-Q4 2024-Q1 2024-Q2 2024-Q3",
      periods_of(s:yoy(), "estimated"))
    assert.are.equal("2022-Q4 2023-Q1 2023-Q2 2023-Q3 2023-Q4", periods_of(s:qoq(), "estimated"))
  end)

  it("its year, and means of the stock in the year after", function()
    local years = one_estimate():with "taux_activite":with "taux_radiation":total():annual()
    for measure, expected in pairs { [RAD] = "2022", taux_activite = "2022 2023",
      taux_radiation = "2022 2023" } do
      assert.are.equal(expected, periods_of(years, "estimated", measure), measure)
    end
    -- the stock of a year's end, and growth from and to it
    assert.are.equal("2022 2023", periods_of(of(years, STOCK):yoy(), "estimated"))
  end)

  it("a ratio of the user's own, and contributions", function()
    local p = one_estimate():with("churn", { numerator = RAD, denominator = ACTIVE }):total()
    assert.are.equal("2022-Q4 2023-Q4", periods_of(of(p, "churn"):yoy(), "estimated"))
    local function contributions(to)
      return ids(of(one_estimate(), RAD):contributions { to = to })
    end
    assert.are.same({ "strike-offs-2023", "strike-offs-estimated" }, contributions "2023-Q4")
    assert.are.same({}, contributions "2023-Q3")
    -- sums over four quarters: those up to 2024-Q3 are compared with those up to 2023-Q3
    local sums = of(one_estimate(), RAD):rolling(4)
    local function has_estimate(to)
      return #small_panel.notes(sums:contributions { to = to }, "estimated") == 1
    end
    assert.is_true(has_estimate "2024-Q3")
    assert.is_false(has_estimate "2024-Q4")
  end)
end)

describe("the status in CSV", function()
  local function statuses(p, measure)
    local list = {}
    for line in of(p, measure):to_csv():gmatch "[^\n]+" do
      local name, word = line:match "^(%d%d%d%d%-Q%d),.-,account,.-,,,,([%l ]+),"
      if name then list[#list + 1] = name .. " " .. word end
    end
    return list
  end

  it("is `estimated` of what Urssaf has estimated, and of what rests on it", function()
    local p = built(2022, 8, { [4] = 10.25 }):filter { departement = 38, from = "2022-Q3" }
    assert.are.same({ "2022-Q3 final", "2022-Q4 estimated", "2023-Q1 final", "2023-Q2 final",
      "2023-Q3 final", "2023-Q4 break" }, statuses(p, RAD))
    assert.are.same({ "2022-Q3 final", "2022-Q4 estimated", "2023-Q1 estimated",
      "2023-Q2 estimated", "2023-Q3 estimated", "2023-Q4 break" }, statuses(p, STOCK))
    local whole = newer():filter { departement = 1, from = "2022-Q3", to = "2024-Q1" }
    assert.are.same({ "2022-Q3 final", "2022-Q4 estimated", "2023-Q1 final", "2023-Q2 final",
      "2023-Q3 final", "2023-Q4 estimated", "2024-Q1 final" }, statuses(whole, RAD))
  end)

  it("is `break` in an older publication", function()
    local p = built(2022, 8):filter { departement = 38, from = "2022-Q3", to = "2023-Q1" }
    assert.are.same({ "2022-Q3 final", "2022-Q4 break", "2023-Q1 break" }, statuses(p, STOCK))
  end)

  it("of a growth is that of its ends", function()
    local text = of(one_estimate(), RAD):filter { departement = 38 }:yoy():to_csv()
    local words = {}
    for name, word in text:gmatch "(2023%-Q[34]),[^\n]-,ratio,,,,([%l ]+)," do
      words[name] = word
    end
    assert.are.same({ ["2023-Q3"] = "final", ["2023-Q4"] = "estimated break" }, words)
  end)
end)

describe("which publication it is", function()
  it("is known of what was filtered", function()
    for _, part in ipairs { of(newer(), STOCK), of(newer():filter { departement = 1 }, RAD),
      newer():filter { measure = STOCK, departement = 1, from = 2023 },
      newer():aggregate { by = "region" }:filter { measure = STOCK },
      newer():with("mine", { numerator = ACTIVE, denominator = STOCK }):filter { measure = "mine" },
    } do
      assert.are.same({ "strike-offs-estimated" }, ids(part:yoy()))
    end
  end)

  it("is known of a series whose panel is gone", function()
    local s = newer().series[4]
    assert.are.equal(STOCK, s.measure)
    collectgarbage()
    assert.are.same({ "strike-offs-estimated" }, ids(s:yoy()))
    assert.is_nil(rawget(s, "vintage"))
  end)

  it("is known of the panel that a chart or a program makes of series", function()
    local list = of(newer():total(), STOCK).series
    assert.are.same({ "strike-offs-estimated" }, ids(urssaf.panel(list):yoy()))
    local again = panels.of { frequency = "quarter", periods = list[1].periods, series = list,
      dataset = DATASET }
    assert.are.same({ "strike-offs-estimated" }, ids(again:yoy()))
  end)

  it("does not keep the panel that told it", function()
    local weak = setmetatable({}, { __mode = "v" })
    local function of_panel(make)
      local panel = newer()
      weak[1] = panel
      return make(panel)
    end
    for _, make in ipairs { function(p) return p:total() end,
      function(p) return p:get { departement = 1, measure = STOCK } end,
      function(p) return p.series[4]:yoy() end } do
      local kept = of_panel(make)
      collectgarbage()
      collectgarbage()
      assert.is_nil(weak[1])
      assert.is_not_nil(kept)
    end
  end)

  -- What is written is read back to the same notes, though the strike-offs are not in it.
  for what, make in pairs { ["with estimates"] = newer, ["of an older publication"] = older,
    ["of one estimate"] = one_estimate } do
    it("is known of a file " .. what, function()
      for _, part in ipairs { of(make(), STOCK), of(make():filter { from = 2023 }, STOCK),
        of(make():yoy(), STOCK), of(make():total(), RAD) } do
        local text = part:to_csv()
        local back = assert(urssaf.read { text = text })
        assert.are.equal(text, back:to_csv())
        if not part.series[1].transform then
          assert.are.same(ids(part:qoq()), ids(back:qoq()))
          local again = urssaf.panel(cjson.decode(part:to_json()))
          assert.are.same(ids(part:qoq()), ids(again:qoq()))
        end
      end
    end)
  end

  it("is written only where the figures do not tell it", function()
    assert.is_nil(newer():to_csv():find("strike_offs", 1, true))
    assert.is_nil(of(newer(), IN):to_csv():find("strike_offs", 1, true))
    assert.matches('strike_offs="2022-Q4 2023-Q4 2024-Q4"',
      (of(newer(), STOCK):to_csv():gsub('""', '"')), 1, true)
    assert.matches('strike_offs="whole"', (of(older(), STOCK):to_csv():gsub('""', '"')), 1, true)
    assert.matches('"strike_offs":"whole"', of(older(), STOCK):to_json(), 1, true)
  end)

  local function stock_of(first_year, count, fields)
    local values = {}
    for i = 1, count do values[i] = 100 end
    return small_panel.panel(first_year, { STOCK }, { { keys.ain, [STOCK] = values } },
      lua.merged({ dataset = "auto-entrepreneurs-par-departement-secteur" }, fields))
  end

  it("is told without strike-offs by the last quarter, or the day, if that is late", function()
    for _, p in ipairs { stock_of(2022, 12), stock_of(2022, 8, { source = {
      data_processed = "2025-07-16T07:30:12+00:00" } }) } do
      local growth = p:yoy()
      assert.are.same({ "strike-offs-estimated" }, ids(growth))
      assert.are.equal("Q4 2022, Q4 2023, Q4 2024: the strike-offs are estimated and re-allocated"
        .. " by Urssaf, to judge by the date of these data", growth.notes[1].message)
      local said = languages.of("fr"):note(growth.notes[1])
      assert.matches("par l'Urssaf, à en juger par la date de ces données.", said, 1, true)
    end
  end)

  it("is not known without strike-offs and a late date, which is said", function()
    for _, p in ipairs { stock_of(2022, 8), stock_of(2022, 8, { source = {
      data_processed = "2024-07-16" } }), stock_of(2022, 11) } do
      local growth = p:yoy()
      assert.are.same({ "strike-offs-2022", "strike-offs-2023" }, ids(growth))
      assert.are.equal("Q4 2022: the office strike-offs of 31 December 2022 were put off by a year"
        .. " (Urssaf), unless this publication has re-allocated them, which these figures do not"
        .. " tell", growth.notes[1].message)
      local said = languages.of("fr"):note(growth.notes[1])
      assert.matches("(Urssaf), sauf si cette publication les a réparties, ce que ces chiffres ne"
        .. " disent pas.", said, 1, true)
    end
    -- what the last quarter told is written, too
    local cut = stock_of(2022, 12):filter { to = "2023-Q4" }
    assert.matches('strike_offs="by date"', (cut:to_csv():gsub('""', '"')), 1, true)
    assert.are.equal(cut:to_csv(), assert(urssaf.read { text = cut:to_csv() }):to_csv())
    -- nor by strike-offs from before 2022 alone, or by none
    local early = of(built(2019, 8):total(), RAD):yoy()
    assert.are.equal("doubtful", early.notes[1].variant)
    local none = small_panel.panel(2022, { RAD },
      { { keys.ain, [RAD] = { 0, 0, 0, 0, 0, 0, 0, 0 } } }, { dataset = DATASET })
    assert.are.equal("doubtful", none:rolling(4).notes[1].variant)
  end)

  it("is an older one if strike-offs are whole numbers, or estimates stand beside them", function()
    assert.is_nil(of(older():total(), STOCK):yoy().notes[1].variant)
    local of_2021 = small_panel.panel(2019, { RAD, "radiations_estimees" }, { { keys.ain,
      [RAD] = { 1, 1, 1, 1, 1, 1, 1, 1 }, radiations_estimees = { 1, 1, 1, 2, 1, 1, 1, 2 } } })
    local note = of(of_2021, RAD):yoy().notes[1]
    assert.are.same({ "strike-offs-2019" }, { note.id, note.variant })
  end)

  it("is not told by means, which have fractions in other quarters, too", function()
    local means = built(2022, 8, { 10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5, 10.5 })
    assert.are.same({}, vintage.estimated(means))
    assert.are.same({ "strike-offs-2022", "strike-offs-2023" }, ids(of(means:total(), RAD):yoy()))
  end)

  it("is told by the sums of years", function()
    local years = small_panel.panel(2020, { RAD, STOCK }, { { keys.ain,
      [RAD] = { 40, 41, 42.5, 43.25 }, [STOCK] = { 100, 100, 100, 100 } } },
      { frequency = "year", dataset = DATASET })
    assert.are.same({ "2022", "2023" }, vintage.estimated(years))
    assert.are.equal("2022 2023", periods_of(of(years, RAD):yoy(), "estimated"))
    local note = small_panel.notes(of(years, STOCK):yoy(), "estimated")[1]
    assert.are.same({ "2022-Q4", "2023-Q4" }, note.quarters)
  end)

  it("is found once, whatever is asked", function()
    local p, reads = newer(), 0
    local s = p.series[2]
    assert.are.equal(RAD, s.measure)
    local values = s.values
    s.values = setmetatable({}, { __index = function(_, i)
      reads = reads + (i == 4 and 1 or 0)
      return values[i]
    end })
    of(p, STOCK):yoy()
    local before = reads
    of(p, STOCK):total():yoy():to_csv()
    p.series[4]:qoq()
    assert.are.equal(before, reads)
  end)

  it("means nothing to other data", function()
    local p = small_panel.panel(2022, { "effectifs_salaries_brut" }, { { keys.ain,
      effectifs_salaries_brut = { 1, 1, 1, 1, 1, 1, 1, 1 } } },
      { dataset = "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-departement-x-na38" })
    assert.are.same({}, ids(p:yoy()))
  end)
end)

describe("the break that may explain a gap between stock and flows", function()
  -- What explains that Ain, of 100 accounts, has 12 more in a quarter, which is 10.7 %.
  local function explained(with)
    local p = built(2022, 16, with):filter { departement = 1 }
    local values = {}
    for i = 1, 16 do values[i] = i < 5 and 100 or 112 end
    p.series[4].values = values
    for _, one in ipairs(p:check().findings) do
      if one.kind == "stock_flow" then return one.explained_by or "nothing" end
    end
  end

  it("is none up to the last estimate, though the unit itself has whole strike-offs", function()
    assert.are.equal("nothing", explained { [4] = 10.25, [8] = 10.5, [12] = 10.75 })
    assert.are.equal("nothing", explained { [12] = 10.75 })
  end)

  it("is that of an older publication", function()
    assert.are.same({ "strike-offs-2022" }, explained {})
  end)
end)
