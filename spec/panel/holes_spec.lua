-- Properties that hold for hundreds of random holes: a result that depends on a missing cell is
-- missing, and no other is; coverage tells what was skipped; both parts of a ratio are of the same
-- units.
--
-- Dependence is found by change: the same operations are applied to two panels without holes that
-- differ in the cells to be punched. Results that differ depend on these cells.
local decoding = require "spec.support.decoding"
local sample = require "spec.support.standin.sample"
local small_panel = require "spec.support.small_panel"

local MEASURES = { "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs" }
local RATIOS = {
  taux_activite = { "economiquement_actifs", "administrativement_actifs" },
  chiffre_d_affaires_moyen = { "chiffres_d_affaires", "economiquement_actifs" },
  sorties = { "radiations", "administrativement_actifs" },
}
local SEEDS = 300

local DATA = sample.auto_entrepreneurs()
local REST = #DATA.units

-- Some units of three regions, the remainder, and some quarters, without holes.
local function excerpt(random)
  local units = {}
  for _ = 1, 5 + random(5) do units[random(12)] = true end
  units[REST] = true
  local list = {}
  for u = 1, REST do
    if units[u] then list[#list + 1] = u end
  end
  local first = 20 + random(20)
  return { units = list, first = first, size = 8 + random(10) }
end

-- The cells of an excerpt: cells[unit][measure][position].
local function cells_of(part)
  local cells = {}
  for k, u in ipairs(part.units) do
    cells[k] = {}
    for _, measure in ipairs(MEASURES) do
      cells[k][measure] = {}
      for i = 1, part.size do
        cells[k][measure][i] = assert(DATA:value(u, measure, part.first + i - 1) or 4321 + i)
      end
    end
  end
  return cells
end

-- Punches holes, single cells and whole rows, by `change(cell)`. A unit's first value stays, since
-- the unit is expected from there on; so does the remainder, which is never expected.
local function punch(cells, random, change)
  for _ = 1, random(8) do
    local unit, i = cells[random(#cells - 1)], 1 + random(#cells[1].radiations - 1)
    local all, length = random(3) == 1, random(4) == 1 and random(4) or 1
    for m, measure in ipairs(MEASURES) do
      local hit = random(2) == 1
      for at = i, math.min(i + length - 1, #unit[measure]) do
        if all or hit or m == 1 then unit[measure][at] = change(unit[measure][at]) end
      end
    end
  end
  return cells
end

local function panel_of(part, cells)
  local units = {}
  for k, u in ipairs(part.units) do
    units[k] = { DATA.units[u] }
    for _, measure in ipairs(MEASURES) do units[k][measure] = cells[k][measure] end
  end
  return small_panel.panel(2015, MEASURES, units)
    :with "taux_activite":with "chiffre_d_affaires_moyen":with "solde"
    :with("sorties", { numerator = "radiations", denominator = "administrativement_actifs" })
end

-- ------------------------------------------------------------------ operations

local function before_time(random)
  local how = random(3)
  if how == 1 then return "regions", function(p) return p:aggregate { by = "code_region" } end end
  if how == 2 then return "total", function(p) return p:total() end end
  return "units", function(p) return p end
end

local function over_time(random)
  local how = random(3)
  if how == 1 then return "years", function(p) return p:annual() end end
  if how == 2 then
    local k = 1 + random(4)
    return "rolling " .. k, function(p) return p:rolling(k) end
  end
  return "quarters", function(p) return p end
end

local function growth(random)
  local how = random(4)
  if how == 1 then return "yoy", function(p) return p:yoy() end end
  if how == 2 then return "index", function(p)
    local list = {}
    for i, s in ipairs(p.series) do list[i] = s:index(s.periods[2]) end
    return { series = list }
  end end
  return "levels", function(p) return p end
end

-- A chain of operations, and its name. Sums over units and over time come in either order.
local function chain(random)
  local first, group = before_time(random)
  local second, time = over_time(random)
  local third, grow = growth(random)
  local cut = random(3) == 1 and random(4)
  if random(2) == 1 then first, group, second, time = second, time, first, group end
  local name = table.concat({ cut and "cut " .. cut or "whole", first, second, third }, ", ")
  return name, function(p)
    if cut then p = p:filter { from = p.periods[1 + cut] } end
    return grow(time(group(p)))
  end
end

-- The cells of a result, by unit, measure and period.
local function results(result)
  local cells = {}
  for _, s in ipairs(result.series) do
    local name = ("%s %s %s"):format(s.key.code_departement or "-", s.key.region or "-", s.measure)
    for i, period in ipairs(s.periods) do
      cells[name .. " " .. period] = s.values[i] or false
    end
  end
  return cells
end

-- Results that are missing by definition although their value does not depend on the cell: a year's
-- stock, the one of its end, if another quarter is missing; an index at its base, which is 100.
local function is_missing_by_rule(name, cell, value)
  local of_year = name:find("years", 1, true) and cell:find(" administrativement_actifs ", 1, true)
  return of_year or (name:find("index", 1, true) and value == 100)
end

describe("with random holes #long", function()
  it("exactly the results that depend on a missing cell are missing", function()
    local depending, kept = 0, 0
    for seed = 1, SEEDS do
      local random = decoding.generator(seed)
      local part = excerpt(random)
      local name, operate = chain(random)
      local holes_seed = random(1000000)
      local function holed(change)
        return results(operate(panel_of(part, punch(cells_of(part),
          decoding.generator(holes_seed), change))))
      end
      local whole = results(operate(panel_of(part, cells_of(part))))
      -- neither a multiple nor a shift: growths and differences would not change
      local other = holed(function(cell) return cell * 3 + cell * 7919 % 5003 + 977 end)
      local punched = holed(function() return false end)
      for cell, value in pairs(whole) do
        local place = ("seed %d (%s): %s"):format(seed, name, cell)
        if value ~= other[cell] then
          depending = depending + 1
          if punched[cell] then assert.is_false(punched[cell], place) end
        elseif not is_missing_by_rule(name, cell, value) then
          kept = kept + 1
          if punched[cell] ~= value then assert.are.equal(value, punched[cell], place) end
        end
      end
    end
    assert.is_true(depending > 5000 and kept > 80000, depending .. " " .. kept)
  end)

  it("contributions and shares have no value where one of their cells is missing", function()
    local refused, given = 0, 0
    for seed = 1, SEEDS do
      local random = decoding.generator(seed + 5000)
      local part = excerpt(random)
      local cells = punch(cells_of(part), random, function() return false end)
      local panel = panel_of(part, cells)
      local measure, i = MEASURES[random(5)], random(part.size - 4)
      local from, to = panel.periods[i], panel.periods[i + 4]
      local whole = true
      for _, unit in ipairs(cells) do
        whole = whole and unit[measure][i] and unit[measure][i + 4]
      end
      local rows = panel:contributions { measure = measure, from = from, to = to }
      local sum = 0
      for _, row in ipairs(rows) do
        assert.are.equal(not whole, row.points == nil, seed)
        sum = sum + (row.points or 0)
      end
      local total = panel:total():get { measure = measure }
      if whole then
        given = given + 1
        assert.is_true(math.abs(sum - (total:at(to) / total:at(from) - 1)) <= 1e-12)
      else
        refused = refused + 1
      end
      local shares = panel:share { measure = measure, at = to }
      assert.are.equal(total:at(to), shares.total)
      for _, row in ipairs(shares) do
        assert.are.equal(total:at(to) == nil or row.value == nil, row.share == nil)
      end
    end
    assert.is_true(refused > 30 and given > 30, refused .. " " .. given)
  end)
end)

-- ------------------------------------------------------------------ skipping

-- The sums of some measures at a position, over the units that have all of them.
local function naive(cells, members, measures, i)
  local sums, present, expected, lacking = {}, 0, 0, {}
  for k in ipairs(cells) do
    if members[k] then
      local has_all = true
      for _, measure in ipairs(measures) do has_all = has_all and cells[k][measure][i] end
      if k ~= #cells then expected = expected + 1 end
      if has_all and k ~= #cells then present = present + 1 end
      if not has_all then lacking[#lacking + 1] = k end
      for m, measure in ipairs(measures) do
        sums[m] = (sums[m] or 0) + (has_all and cells[k][measure][i] or 0)
      end
    end
  end
  return sums, present, expected, table.concat(lacking, " ")
end

describe("with missing = \"skip\"", function()
  -- Calls work(seed, cells, panel, result, members, key) for the nation and each region.
  local function each(work)
    for seed = 1, SEEDS do
      local random = decoding.generator(seed + 9000)
      local part = excerpt(random)
      local cells = punch(cells_of(part), random, function() return false end)
      local panel = panel_of(part, cells)
      local all, regions = {}, {}
      for k, u in ipairs(part.units) do
        local code = DATA.units[u].code_region
        all[k] = true
        if code ~= "NCA" then
          regions[code] = regions[code] or {}
          regions[code][k] = true
        end
      end
      work(seed, cells, panel:total { missing = "skip" }, all, {})
      local by_region = panel:aggregate { by = "code_region", missing = "skip" }
      for code, members in pairs(regions) do
        work(seed, cells, by_region, members, { code_region = code })
      end
    end
  end

  local function get(result, measure, key)
    return assert(result:get { measure = measure, code_region = key.code_region })
  end

  it("sums are of the cells that are there, and coverage counts them", function()
    local partial = 0
    each(function(seed, cells, result, members, key)
      for _, measure in ipairs(MEASURES) do
        local s = get(result, measure, key)
        for i = 1, #s.periods do
          local sums, present, expected = naive(cells, members, { measure }, i)
          local value = present > 0 and sums[1] or nil
          if s.values[i] ~= value then assert.are.equal(value, s.values[i], seed) end
          local covered = s.coverage and s.coverage[i] or { expected, expected }
          if covered[1] ~= present or covered[2] ~= expected then
            assert.are.same({ present, expected }, covered, seed)
          end
          if present < expected then partial = partial + 1 end
        end
      end
    end)
    assert.is_true(partial > 2000, partial)
  end)

  it("ratios are of the units that have both parts, added before or after", function()
    local partial = 0
    each(function(seed, cells, result, members, key)
      for measure, parts in pairs(RATIOS) do
        local s = get(result, measure, key)
        local name = "after_" .. measure
        local after = get(result:with(name, { numerator = parts[1], denominator = parts[2] }), name,
          key)
        for i = 1, #s.periods do
          local sums, present, expected = naive(cells, members, parts, i)
          local value = present > 0 and sums[1] / sums[2] or nil
          if s.values[i] ~= value then assert.are.equal(value, s.values[i], seed) end
          -- a ratio of two sums exists only if they are of the same units
          local _, _, _, above = naive(cells, members, { parts[1] }, i)
          local _, _, _, below = naive(cells, members, { parts[2] }, i)
          local expected_after = above == below and value or nil
          if after.values[i] ~= expected_after then
            assert.are.equal(expected_after, after.values[i], seed)
          end
          if present < expected then partial = partial + 1 end
        end
      end
    end)
    assert.is_true(partial > 1000, partial)
  end)

  it("growth between different units is missing, with a note", function()
    local uneven, even = 0, 0
    each(function(seed, cells, result, members, key)
      local grown = result:qoq()
      for _, measure in ipairs(MEASURES) do
        local s, levels = get(grown, measure, key), get(result, measure, key)
        for i = 2, #s.periods do
          local _, now, _, lacking = naive(cells, members, { measure }, i)
          local _, before, _, lacked = naive(cells, members, { measure }, i - 1)
          local there = now > 0 and before > 0
          local value = there and lacking == lacked and levels.values[i] / levels.values[i - 1] - 1
          if (s.values[i] or false) ~= value then assert.are.equal(value, s.values[i], seed) end
          if there and lacking ~= lacked then
            uneven = uneven + 1
            local noted = false
            for _, note in ipairs(small_panel.notes(grown, "coverage")) do
              for _, period in ipairs(note.measure == measure and note.periods or {}) do
                noted = noted or period == s.periods[i]
              end
            end
            assert.is_true(noted, seed)
          else
            even = even + 1
          end
        end
      end
    end)
    assert.is_true(uneven > 1000 and even > 10000, uneven .. " " .. even)
  end)
end)

describe("a département that lacks the last quarter", function()
  it("makes the national total of that quarter missing", function()
    local units = {}
    for u, key in ipairs(DATA.units) do
      units[u] = { key }
      for _, measure in ipairs(MEASURES) do
        units[u][measure] = {}
        for p = 1, #DATA.periods do
          local gone = key.code_departement == "38" and p == #DATA.periods
          units[u][measure][p] = not gone and DATA:value(u, measure, p) or false
        end
      end
    end
    local panel = small_panel.panel(2009, MEASURES, units)
    for _, s in ipairs(panel:total().series) do
      assert.is_nil(s:at "2025-Q4")
      assert.is_not_nil(s:at "2025-Q3")
      assert.are.same({ 99, 100 }, s.coverage[68])
    end
    assert.are.equal("2025-Q3", panel:latest_complete())
    local skipped = panel:total { missing = "skip" }:get { measure = "radiations" }
    local sum = 0
    for u, key in ipairs(DATA.units) do
      if key.code_departement ~= "38" then sum = sum + DATA:value(u, "radiations", 68) end
    end
    assert.are.equal(sum, skipped:at "2025-Q4")
    assert.is_nil(skipped:qoq():at "2025-Q4")
    assert.is_not_nil(skipped:qoq():at "2025-Q3")
  end)
end)
