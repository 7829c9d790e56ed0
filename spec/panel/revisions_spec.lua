-- The revision triangle of eight synthetic publications. Each figure is worked out by hand: the
-- publication k (1 to 8) has the quarters 1 to k + 2. A figure is 100 times its quarter; it is
-- first published 8 too low, then 4 too low, and right from then on.
local assert_misuse = require "spec.support.assert_misuse"
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys = small_panel.keys
local RAD, STOCK = "radiations", "administrativement_actifs"

local function figure(quarter, age)
  return 100 * quarter - (age == 0 and 8 or age == 1 and 4 or 0)
end

local function publication(k, extra)
  local ain, isere, stock = {}, {}, {}
  for quarter = 1, k + 2 do
    ain[quarter] = figure(quarter, k + 2 - quarter)
    isere[quarter], stock[quarter] = 1000, 2000
  end
  local p = small_panel.panel(2020, { RAD, STOCK }, {
    { keys.ain, [RAD] = ain, [STOCK] = stock }, { keys.isere, [RAD] = isere, [STOCK] = stock } })
  p.source = { data_processed = ("2022-%02d-16T07:30:00+00:00"):format(k) }
  return extra and extra(p) or p
end

local function eight(extra)
  local list = {}
  for k = 1, 8 do list[k] = publication(k, extra) end
  return list
end

local function near(expected, value)
  assert.is_true(math.abs(expected - value) < 1e-12, ("%s, not %s"):format(value, expected))
end

describe("revisions", function()
  local found

  setup(function()
    found = assert(urssaf.revisions { measure = RAD, key = { departement = "Ain" },
      panels = eight() })
  end)

  it("have the triangle of periods and publications", function()
    assert.are.equal(8, #found.publications)
    assert.are.same({ published = "2022-01-16T07:30:00+00:00", last = "2020-Q3" },
      found.publications[1])
    assert.are.equal("2022-Q2", found.publications[8].last)
    assert.are.equal("published 2022-01-16, to 2020-Q3", tostring(found.publications[1]))
    assert.are.equal("published on an unknown day, to 2020-Q3", tostring(urssaf.revisions {
      measure = RAD, key = { departement = "Ain" }, panels = eight(function(p)
        p.source = {}
        return p
      end) }.publications[1]))
    local largest = found.by_age[1].largest
    assert.are.equal(("%s, age 0: %d, before %d"):format(largest.period, largest.new, largest.old),
      tostring(largest))
    assert.are.equal(10, #found.rows)
    -- 2020-Q3 is the first publication's last quarter, and the second's last but one
    assert.are.equal("2020-Q3", found.rows[3].period)
    assert.are.same({ 292, 296, 300, 300, 300, 300, 300, 300 }, found.rows[3].values)
    -- the last quarter but one
    assert.are.same({ [7] = 892, [8] = 896 }, found.rows[9].values)
    assert.are.same({ [8] = 992 }, found.rows[10].values)
  end)

  it("tell by age how many figures moved, and by how much", function()
    -- seven pairs of publications; the oldest has the ages 0 to 2, the seventh 0 to 8
    assert.are.same({ 7, 7, 7, 6, 5, 4, 3, 2, 1 }, (function()
      local counts = {}
      for i, one in ipairs(found.by_age) do counts[i] = one.count end
      return counts
    end)())
    for age = 0, 1 do
      local one = found.by_age[age + 1]
      assert.are.same({ age, 7, 7, 4, 4 },
        { one.age, one.count, one.revised, one.mean, one.mean_absolute })
      -- the quarters 3 to 9 (2 to 8 at the age 1)
      local sum = 0
      for k = 1, 7 do
        local quarter = k + 2 - age
        sum = sum + 4 / figure(quarter, age)
      end
      near(sum / 7, one.mean_relative)
      near(sum / 7, one.mean_absolute_relative)
    end
    local largest = found.by_age[1].largest
    assert.are.same({ "2020-Q3", 1, 0, 292, 296, 4 }, { largest.period, largest.from, largest.age,
      largest.old, largest.new, largest.change })
    near(296 / 292 - 1, largest.relative)
    assert.are.same({ 0, 0 }, { found.by_age[3].revised, found.by_age[3].mean_absolute })
  end)

  it("say from which age on figures stay", function()
    assert.are.equal(2, found.settled_at)
    local still = assert(urssaf.revisions { measure = STOCK, key = { departement = "Ain" },
      panels = eight() })
    assert.are.equal(0, still.settled_at)
    assert.is_nil(assert(urssaf.revisions { measure = STOCK, key = { departement = "Ain" },
      panels = { publication(1) } }).settled_at)
  end)

  it("sort publications, whatever the order of the panels", function()
    local list = eight()
    list[1], list[8] = list[8], list[1]
    assert.are.same(found.rows, assert(urssaf.revisions { measure = RAD, panels = list,
      key = { departement = "Ain" } }).rows)
  end)

  it("follow the sum of several units", function()
    local sum = assert(urssaf.revisions { measure = RAD, panels = eight() })
    assert.are.same({ [7] = 1892, [8] = 1896 }, sum.rows[9].values)
    assert.are.equal("the whole", sum.name)
    assert_misuse(function() urssaf.revisions { measure = "solde", panels = eight() } end,
      "no measure 'immatriculations'")
  end)

  it("follow sums with a hole: none, what is there, or zero in its place", function()
    local function published(month, hole)
      local p = small_panel.panel(2020, { RAD }, { { keys.ain, [RAD] = { 10, 20, 30 } },
        { keys.isere, [RAD] = { 1, hole, 3 } } })
      p.source = { data_processed = ("2022-%02d-16"):format(month) }
      return p
    end
    local panels = { published(1, false), published(2, 5) }
    local both = { 20, 25 }
    for missing, expected in pairs { strict = { [2] = 25 }, skip = both, zero = both } do
      local sum = assert(urssaf.revisions { measure = RAD, panels = panels, missing = missing })
      assert.are.same(expected, sum.rows[2].values, missing)
    end
  end)

  it("have no relative size for shares", function()
    local of_share = assert(urssaf.revisions { measure = "x", key = { departement = "Ain" },
      panels = eight(function(p)
        return p:with("x", { numerator = RAD, denominator = STOCK })
      end) })
    assert.is_nil(of_share.by_age[1].mean_relative)
    near(4 / 2000, of_share.by_age[1].mean_absolute)
  end)

  it("leave out publications without the unit, and fail without any", function()
    local list = eight()
    list[1] = list[1]:filter { departement = "Isère" }
    local shorter = assert(urssaf.revisions { measure = RAD, panels = list,
      key = { departement = "Ain" } })
    assert.are.equal(7, #shorter.publications)
    local none, err = urssaf.revisions { measure = RAD, key = { departement = "Corse-du-Sud" },
      panels = list }
    assert.is_nil(none)
    assert.are.equal("none", err.kind)
  end)

  it("print the publications and the ages", function()
    assert.are.equal("2022-Q1: missing, missing, missing, missing, missing, missing, 892, 896",
      tostring(found.rows[9]))
    assert.matches("^age 0: 7 of 7 revised, by ", tostring(found.by_age[1]))
    local text = tostring(found)
    assert.matches("^radiations, Ain %(01%): 8 publications\n", text)
    assert.matches("\n  age 0: 7 of 7 revised, by 0.77 % on average, at most +1.37 % (2020-Q3)\n",
      text, 1, true)
    assert.matches("figures mostly stay from the age of 2 quarters on", text, 1, true)
  end)

  it("ask for a measure and like periods", function()
    assert_misuse(function() urssaf.revisions { panels = eight() } end, "say which measure")
    assert_misuse(function()
      urssaf.revisions { measure = RAD, panels = { publication(1), publication(2):annual() } }
    end, "one publication has quarters, another years")
    assert_misuse(function() urssaf.revisions { measure = RAD, panels = {} } end,
      "a list of panels")
    assert_misuse(function() urssaf.revisions { measure = RAD, key = "Ain" } end, "a selection")
  end)
end)

describe("urssaf.panel.revisions", function()
  hygiene("urssaf.panel.revisions", { "OPTIONS", "of" })
end)
