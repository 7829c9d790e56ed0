-- Which rows are totals does not depend on what is made of a panel first. The expected figures are
-- worked out by hand.
local check = require "urssaf.panel.check"
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local total_origin = require "urssaf.panel.total_origin"

local keys, listed, notes = small_panel.keys, small_panel.listed, small_panel.notes
local IMM, RAD = "immatriculations", "radiations"

-- Two years of units whose figures are a number times 1 to 8; 99 is the sum of the others, which
-- only eight equal cells tell.
local function row(code, factor)
  local values = {}
  for i = 1, 8 do values[i] = factor * i end
  return { { code_departement = code }, [IMM] = values }
end

local function eight_quarters()
  return small_panel.panel(2020, { IMM }, { row("01", 1), row("02", 2), row("03", 4),
    row("99", 7) })
end

local AURA = { code_region = "84", region = "Auvergne-Rhône-Alpes" }

-- A region whose row is the sum of its départements in five of eight quarters, and far from it in
-- three of 2021.
local function region_of_two_years()
  return small_panel.panel(2020, { IMM }, {
    { keys.ain, [IMM] = { 1, 1, 1, 1, 1, 1, 1, 1 } },
    { keys.isere, [IMM] = { 9, 9, 9, 9, 9, 9, 9, 9 } },
    { AURA, [IMM] = { 10, 10, 10, 10, 2, 2, 2, 10 } } })
end

local function only(panel)
  assert.are.equal(1, #panel.series)
  return panel.series[1]
end

local function total_of(panel, measure)
  return listed(panel:total():get { measure = measure or IMM })
end

describe("the total rows of a panel are those of the panel that it was made of:", function()
  it("of years", function()
    local p = eight_quarters()
    assert.are.same({ 70, 182 }, total_of(p:annual())) -- 7 * (1+2+3+4), 7 * (5+6+7+8)
    assert.are.same({ 70, 182 }, listed(p:total():annual().series[1]))
    assert.are.equal("99 is itself a total and was kept out: it equals the sum of all others",
      notes(p:annual():total(), "total")[1].message)
  end)

  it("of one year", function()
    local p = region_of_two_years()
    assert.are.same({ 40, 40 }, total_of(p:annual()))
    assert.are.same({ 40 }, total_of(p:annual():filter { from = 2021 }))
    assert.are.same({ 40 }, total_of(p:filter { from = 2021 }:annual()))
    -- the note tells how the figures at hand differ: 2 + 2 + 2 + 10 are 16
    local note = notes(p:annual():filter { from = 2021 }:total(), "total")[1]
    assert.are.same({ -24, 1, "2021" }, { note.gap, note.gap_cells, note.gap_period })
  end)

  it("of few quarters", function()
    assert.are.same({ 7 }, total_of(eight_quarters():filter { to = "2020-Q1" }))
    assert.are.same({ 10, 10 }, total_of(region_of_two_years():filter {
      from = "2021-Q1", to = "2021-Q2" }))
    local regions = region_of_two_years():filter { from = "2021-Q1", to = "2021-Q1" }
      :aggregate { by = "code_region" }
    assert.are.same({ 10 }, listed(regions.series[1]))
    assert.are.equal(1, #regions.series)
  end)

  it("of rolling sums, and of quarters", function()
    assert.are.same({ "-", "-", "-", "-", "-", "-", "-", 252 }, total_of(eight_quarters()
      :rolling(8)))
    local months = small_panel.panel(2020, { IMM }, { row("01", 1), row("02", 2), row("03", 4),
      row("99", 7) }, { frequency = "month" })
    assert.are.same({ 42, 105 }, { total_of(months:quarterly())[1],
      total_of(months:quarterly())[2] })
  end)

  it("of one measure", function()
    local units = { row("01", 1), row("02", 2), row("03", 4), row("99", 7) }
    for i, unit in ipairs(units) do
      unit[RAD] = { false, false, false, false, false, false, false, i == 4 and 3 or 1 }
    end
    local p = small_panel.panel(2020, { IMM, RAD }, units)
    -- alone, the one cell that is whole tells nothing: 1 + 1 + 1, and 3
    local skip = { missing = "skip" }
    assert.are.equal(3, p:filter { measure = RAD }:total(skip).series[1].values[8])
    assert.are.equal(3, p:total(skip):get { measure = RAD }.values[8])
  end)

  it("of growths, which have no rank", function()
    local p = eight_quarters():yoy()
    local ranking = p:rank { at = "2021-Q1" }
    assert.are.equal(3, #ranking.rows)
    for _, one in ipairs(ranking.rows) do assert.are_not.equal("99", one.key.code_departement) end
    local note = notes(ranking, "total")[1]
    assert.are.equal("99 is itself a total and was kept out: it equals the sum of all others",
      note.message)
    assert.are.equal(3, #eight_quarters():index("2020-Q1"):rank { at = "2021-Q1" }.rows)
  end)

  it("of filled cells, other measures and any function", function()
    local p = region_of_two_years()
    local one = { from = "2021-Q1", to = "2021-Q1" }
    assert.are.same({ 10 }, total_of(p:fill():filter(one)))
    assert.are.same({ 10 }, total_of(p:filter(one):fill()))
    assert.are.same({ 10 }, total_of(p:filter(one):with("twice", { numerator = IMM,
      denominator = IMM, scale = 2 })))
    local joined = assert(p:filter(one):join { by = { "code_departement", "period" },
      rows = { { code_departement = "01", period = "2021-Q1", grants = 3 } }, measure = "grants",
      nature = "flow", unit = "EUR" })
    assert.are.same({ 10 }, total_of(joined))
    local squares = p:map(function(value) return value * value end):filter(one)
    assert.are.same({ 82 }, listed(squares:total { how = "sum" }.series[1])) -- 1 * 1 + 9 * 9
  end)

  it("of some places", function()
    local p = region_of_two_years()
    assert.are.same({ 10 }, total_of(p:filter { region = "Auvergne-Rhône-Alpes",
      from = "2021-Q1", to = "2021-Q1" }))
    assert.are.same({ 10 }, total_of(p:filter { from = "2021-Q1", to = "2021-Q1" }
      :filter { region = "Auvergne-Rhône-Alpes" }))
  end)

  it("but a plain table, as JSON gives it, was made of no other", function()
    local p = eight_quarters()
    local plain = tables.merge(p, { series = tables.map(p.series, function(s)
      return tables.merge(s)
    end) })
    local found = check.report(plain).findings
    assert.are.equal(1, #found)
    assert.are.equal("total_row", found[1].kind)
    assert.are.equal("99", found[1].key.code_departement)
    assert.are.same({ 7, 14, 21, 28, 35, 42, 49, 56 }, -- 1 + 2 + 4, times 1 to 8
      p.total(plain).series[1].values)
  end)

  it("but one that is alone is what was asked for", function()
    local p = eight_quarters()
    assert.are.same({ 7 }, total_of(p:filter { code_departement = "99", to = "2020-Q1" }))
    assert.are.same({ 7 }, total_of(p:filter { to = "2020-Q1" }:filter { code_departement = "99" }))
    assert.are.same({ 70, 182 }, total_of(p:annual():filter { code_departement = "99" }))
  end)

  it("and so are they in check", function()
    local function found(panel)
      local list = {}
      for _, one in ipairs(panel:check().findings) do
        if one.kind == "total_row" then list[#list + 1] = one.where end
      end
      return list
    end
    assert.are.same({ "Auvergne-Rhône-Alpes (84)" }, found(region_of_two_years()))
    assert.are.same({ "Auvergne-Rhône-Alpes (84)" },
      found(region_of_two_years():filter { from = "2021-Q1", to = "2021-Q1" }))
  end)

  it("and what may be one is added up as before, and so it is in check", function()
    local p = small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 1, 1, 1 } },
      { keys.isere, [IMM] = { 9, 9, 9, 9 } }, { AURA, [IMM] = { 20, 20, 20, 10 } } })
    assert.are.same({ 30, 30, 30, 20 }, total_of(p))
    local last = p:filter { from = "2020-Q4" }
    assert.are.same({ 20 }, total_of(last))
    assert.are.equal("doubtful", notes(last:total(), "total")[1].variant)
    for _, panel in ipairs { last, p:filter { code_region = "84" } } do
      local found = {}
      for _, one in ipairs(panel:check().findings) do
        if one.kind == "total_row" then found[#found + 1] = one.where end
      end
      assert.are.same({ "Auvergne-Rhône-Alpes (84)" }, found)
    end
  end)

  it("and sums have none", function()
    -- two sectors of two regions are equal to the others by chance, summed up
    local units = {}
    for i, values in ipairs { { 1, 2, 3, 4, 5, 6, 7, 8 }, { 2, 2, 2, 2, 2, 2, 2, 2 },
      { 5, 1, 5, 1, 5, 1, 5, 1 } } do
      local rest = {}
      for j = 1, 8 do rest[j] = values[j] + (i == 3 and 1 or -0.5) end
      units[#units + 1] = { { region = "R" .. i, sexe = "F" }, [IMM] = values }
      units[#units + 1] = { { region = "R4", sexe = "S" .. i }, [IMM] = rest }
    end
    local p = small_panel.panel(2020, { IMM }, units)
    local sums = p:aggregate { by = "region" }
    assert.are.same(total_of(p), total_of(sums))
    -- R1 to R3 have 8, 5, 10, …; R4 has as much
    assert.are.same({ 16, 10, 20, 14, 24, 18, 28, 22 }, total_of(sums))
  end)

  it("and the panel has no field of it", function()
    local fields = sorting.keys(eight_quarters())
    assert.are.same(fields, sorting.keys(eight_quarters():filter { to = "2020-Q1" }))
  end)
end)

describe("of the total rows that are left of a panel:", function()
  local FRANCE = { departement = "France entière" }

  local function three_levels()
    return small_panel.panel(2020, { IMM }, { { keys.ain, [IMM] = { 1, 2 } },
      { keys.isere, [IMM] = { 10, 20 } }, { keys.corse, [IMM] = { 100, 200 } },
      { AURA, [IMM] = { 11, 22 } }, { { code_region = "94" }, [IMM] = { 100, 200 } },
      { FRANCE, [IMM] = { 111, 222 } }, { { departement = "Total" }, [IMM] = { 111, 222 } } })
  end

  -- The total of the units whose keys are wanted.
  local function total(is_wanted)
    local p = three_levels()
    local part = p:filter {}
    for i = #part.series, 1, -1 do
      if not is_wanted(part.series[i].key) then table.remove(part.series, i) end
    end
    return part:total()
  end

  local function named(list)
    return function(key)
      for _, name in ipairs(list) do
        if key.departement == name or key.code_region == name then return true end
      end
    end
  end

  it("one is left out beside one of its parts, and no gap is told without the others", function()
    local sum = total(named { "Ain", "France entière" })
    assert.are.same({ 1, 2 }, listed(only(sum)))
    assert.are.equal("France entière is itself a total and was kept out: its name says so",
      notes(sum, "total")[1].message)
  end)

  it("one is left out beside another of which it has all parts", function()
    local function is_region(key) return key.departement == nil or key.departement == FRANCE[1] end
    assert.are.same({ 111, 222 }, listed(only(total(is_region))))
    assert.are.same({ 111, 222 }, listed(only(total(function(key)
      return is_region(key) or key.departement == "Total"
    end))))
    -- only its own parts, not all of France
    assert.are.same({ 11, 22 }, listed(only(total(function(key)
      return key.departement == "France entière" or key.departement == nil
        and key.code_region == "84"
    end))))
  end)

  it("one of two with the same parts is left out", function()
    assert.are.same({ 111, 222 }, listed(only(total(named { "France entière", "Total" }))))
  end)

  it("one of two is left out, however many rows are called totals", function()
    local units = { { keys.ain, [IMM] = { 1 } }, { keys.corse, [IMM] = { 100 } } }
    for _, name in ipairs { "France", "FRANCE", "France entière", "Ensemble", "ENSEMBLE", "Total",
      "TOTAL", "Total France", "National", "NATIONAL", "Toutes régions" } do
      units[#units + 1] = { { departement = name }, [IMM] = { 101 } }
    end
    local p = small_panel.panel(2020, { IMM }, units)
    local two = p:filter { departement = function(name) return name == "NATIONAL"
      or name == "Toutes régions" end }
    assert.are.equal(2, #two.series)
    assert.are.same({ 101 }, listed(only(two:total())))
    assert.are.same({ 101 }, listed(only(p:total())))
  end)

  it("none is left out that is alone, or beside units that are no parts of it", function()
    assert.are.same({ 111, 222 }, listed(only(total(named { "Total" }))))
    assert.are.same({ 110, 220 }, listed(only(total(function(key)
      return key.departement == "Isère" or key.departement == nil and key.code_region == "94"
    end))))
  end)

  it("in one region it is left out, though its own figures are too few to tell it", function()
    local part = small_panel.sectors(IMM, 4):filter { region = "R2" }
    assert.are.same({ 14, 21, 49 }, listed(only(part:total()))) -- 7 times 2, 3 and 7
  end)

  it("those whose name alone tells them stay if there is nothing else", function()
    local p = small_panel.panel(2020, { IMM }, { { { secteur = "A", sexe = "F" }, [IMM] = { 1 } },
      { { departement = "Ain" }, [IMM] = { 2 } }, { { departement = "Total" }, [IMM] = { 7 } } })
    assert.are.same({ 3 }, listed(only(p:total())))
    assert.are.same({ 3 }, listed(only(p:filter {}:total())))
    assert.are.same({ 7 }, listed(only(p:filter { departement = "Total" }:total())))
  end)

  it("one is a unit in a measure that no part has", function()
    local p = small_panel.panel(2020, { IMM, RAD }, { { keys.ain, [IMM] = { 1 } },
      { keys.isere, [IMM] = { 2 } }, { AURA, [IMM] = { 3 }, [RAD] = { 9 } } })
    for i = #p.series, 1, -1 do
      if p.series[i].measure == RAD and p.series[i].key ~= AURA then table.remove(p.series, i) end
    end
    assert.are.same({ 9 }, total_of(p:filter {}, RAD))
    assert.are.same({ 3 }, total_of(p:filter {}))
    local alone = p:filter { measure = RAD }:total()
    assert.are.same({ 9 }, listed(only(alone)))
    assert.are.same({}, notes(alone, "total"))
  end)

  it("once they are told, without a hold on its series", function()
    local p = eight_quarters()
    local years = p:annual()
    local origin = total_origin.of(years)
    assert.are.equal(p.series, origin.series)
    assert.is_nil(total_origin.of(p))
    assert.are.same({ 70, 182 }, total_of(years))
    assert.is_nil(origin.series)
    local _, told = next(origin.told)
    assert.are.equal("it equals the sum of all others", told.reason)
  end)
end)

for module, exports in pairs { total_origin = { "metatable", "of" },
  inherited_totals = { "among", "of" } } do
  describe("urssaf.panel." .. module, function() hygiene("urssaf.panel." .. module, exports) end)
end
