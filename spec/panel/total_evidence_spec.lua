-- Whether a series is the sum of others, cell by cell: the counts are worked out by hand.
local evidence = require "urssaf.panel.total_evidence"
local small_panel = require "spec.support.small_panel"
local unit = require "urssaf.domain.unit"

local IMM = "immatriculations"

local function of(total, ...)
  local units = { { { region = "T" }, [IMM] = total } }
  for i, values in ipairs { ... } do units[i + 1] = { { region = "P" .. i }, [IMM] = values } end
  local list = small_panel.panel(2020, { IMM }, units).series
  local parts = {}
  for i = 2, #list do parts[i - 1] = list[i] end
  return evidence.of(list[1], parts)
end

local function counts(found)
  return { found.compared, found.equal, found.near, found.at_least_half, found.open, found.below }
end

describe("the evidence of a total", function()
  it("counts cells that are compared, equal, near, and at least half", function()
    local found = of({ 100, 100, 100, 40, 39, 0 }, { 60, 50, 50, 40, 40, 0 },
      { 40, 45, 44, 40, 40, 0 })
    assert.are.same({ 5, 1, 2, 4, 0, 0 }, counts(found))
    assert.are.equal(-41, found.gap)
    assert.are.equal("2021-Q1", found.period)
    assert.are.equal(41 / 80, found.share)
    assert.are.equal(IMM, found.measure)
  end)

  it("has no gap where all are equal", function()
    local found = of({ 3, 0, 5 }, { 1, 0, 2 }, { 2, 0, 3 })
    assert.are.same({ 2, 2, 2, 2, 0, 0 }, counts(found))
    assert.is_nil(found.gap)
  end)

  it("counts cells of which a part is missing apart", function()
    local found = of({ 30, 20, 19, 5, false }, { 10, false, false, false, 1 }, { 20, 20, 20, 0, 1 })
    assert.are.same({ 1, 1, 1, 1, 2, 1 }, counts(found))
  end)

  it("takes a part that has not begun for missing where the others are far from it", function()
    local found = of({ 30, 20, 40 }, { false, false, 20 }, { 20, 20, 20 })
    assert.are.same({ 2, 2, 2, 2, 1, 0 }, counts(found))
  end)

  it("lets cents be rounded, by half a cent for each figure", function()
    assert.are.equal(1, of({ 4000.515 }, { 1000.25 }, { 3000.25 }).equal)
    assert.are.equal(0, of({ 4000.516 }, { 1000.25 }, { 3000.25 }).equal)
    assert.are.equal(0, of({ 400001 }, { 100000 }, { 300000 }).equal) -- a count
    assert.are.equal(0, of({ 1.013 }, { 0.5 }, { 0.5 }).equal) -- more than one in ten thousand
    assert.are.equal(1, of({ 0.3 }, { 0.1 }, { 0.2 }).equal)
  end)

  it("is of a total if half of the cells are near", function()
    assert.is_true(evidence.is_total(of({ 10, 99 }, { 10, 10 })))
    assert.is_false(evidence.is_total(of({ 10, 99, 99 }, { 10, 10, 10 })))
    assert.is_true(evidence.is_total(of({ 10, 12 }, { 4, 4 }, { false, false }, { 6, 6 })))
    assert.is_nil(evidence.is_total(of({ 10 }, { false })))
    assert.is_nil(evidence.is_total(of({ 0 }, { 0 })))
  end)

  it("is of a total where parts are missing if it is never less than the others", function()
    assert.is_true(evidence.is_total(of({ 10, 12, 9 }, { false, 1, false }, { 10, 12, 9 })))
    assert.is_true(evidence.is_total(of({ 10, 12 }, { 5, 6 }, { false, false })))
    assert.is_false(evidence.is_total(of({ 10, 4 }, { 5, 6 }, { false, false })))
  end)

  it("is of what the parts have, measure by measure", function()
    local list = small_panel.panel(2020, { IMM, "taux_activite", "radiations" }, {
      { { region = "T" }, [IMM] = { 3 }, taux_activite = { 1 }, radiations = { 1 } },
      { { region = "A" }, [IMM] = { 3 }, taux_activite = { 1 }, radiations = { 1 } } }).series
    table.remove(list, 6)
    local units = unit.collect(list)
    local found, kept = evidence.of_unit(units[1], { units[2] })
    assert.are.equal(1, #found)
    assert.are.equal(IMM, found[1].measure)
    assert.are.equal("radiations", kept[1].measure)
    assert.is_nil(select(2, evidence.of_unit(units[2], { units[1] })))
  end)
end)
