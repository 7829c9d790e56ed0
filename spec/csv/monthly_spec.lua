-- Files of monthly data, in each shape that the portal has: a month never passes for a quarter.
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

-- Rows of a quarter's first months: in 2026-Q1 450, 420 and 480 declarations.
local ENDS, FIGURES = { "2026-01-31", "2026-02-28", "2026-03-31" }, { 450, 420, 480 }

local SHAPES = {
  ["a month's end alone"] = {
    header = "dernier_jour_du_mois;dpae_brut",
    row = function(i) return ("%s;%d"):format(ENDS[i], FIGURES[i]) end },
  ["a date's month's end alone"] = {
    header = "date_dernier_jour_du_mois;dpae_brut",
    row = function(i) return ("%s;%d"):format(ENDS[i], FIGURES[i]) end },
  ["a month's end with its year and quarter"] = {
    header = "annee;trimestre;dernier_jour_du_mois;dpae_brut",
    row = function(i) return ("2026;1;%s;%d"):format(ENDS[i], FIGURES[i]) end },
  ["a date's month's end with its year and quarter"] = {
    header = "annee;trimestre;date_dernier_jour_du_mois;dpae_brut",
    row = function(i) return ("2026;1;%s;%d"):format(ENDS[i], FIGURES[i]) end },
  ["labels"] = {
    header = "\239\187\191Année;Trimestre;Dernier jour du mois;\239\187\191DPAE brut",
    row = function(i) return ("2026;1;%s;%d"):format(ENDS[i], FIGURES[i]) end },
  ["days written the French way"] = {
    header = "annee;trimestre;dernier_jour_du_mois;dpae_brut",
    row = function(i)
      local day = ENDS[i]
      return ("2026;T1;%s/%s/%s;%d"):format(day:sub(9, 10), day:sub(6, 7), day:sub(1, 4),
        FIGURES[i])
    end },
}

local MONTHS = { "2026-01", "2026-02", "2026-03" }

local function read(shape, first, last)
  local lines = { shape.header }
  for i = first, last do lines[#lines + 1] = shape.row(i) end
  return assert(urssaf.read { text = table.concat(lines, "\r\n") .. "\r\n" })
end

-- Without the C module, as in a host that cannot load it.
local function without_c(work)
  local module = package.loaded["urssaf.decode"]
  package.loaded["urssaf.decode"] = nil
  package.preload["urssaf.decode"] = function() error "no C here" end
  local ok, problem = pcall(work)
  package.preload["urssaf.decode"], package.loaded["urssaf.decode"] = nil, module
  assert(ok, problem)
end

local function check(shape, first, last)
  local panel = read(shape, first, last)
  assert.are.equal("month", panel.frequency)
  local periods, values = {}, {}
  for i = first, last do
    periods[#periods + 1], values[#values + 1] = MONTHS[i], FIGURES[i]
  end
  assert.are.same(periods, panel.periods)
  assert.are.equal(1, #panel.series)
  assert.are.equal("dpae_brut", panel.series[1].measure)
  assert.are.same(values, small_panel.listed(panel.series[1]))
  assert.are.same({}, panel.series[1].key)
end

describe("a file with a figure of 2^53 or more", function()
  it("has a note on its measure, with either decoder", function()
    local function notes()
      local panel = assert(urssaf.read { text = "annee;code_departement;immatriculations;"
        .. "radiations\n2020;01;9007199254740993;1\n" })
      assert.are.equal(1, panel:get { measure = "radiations" }.values[1])
      local found = small_panel.notes(panel, "rounded")
      assert.are.equal(1, #found)
      assert.are.equal("immatriculations", found[1].measure)
      assert.is_nil(panel.rounded)
    end
    notes()
    without_c(notes)
  end)
end)

describe("a monthly file with", function()
  for name, shape in pairs(SHAPES) do
    for first = 1, 3 do
      for last = first, 3 do
        it(("%s, months %d to %d of a quarter, is of months"):format(name, first, last), function()
          check(shape, first, last)
          without_c(function() check(shape, first, last) end)
        end)
      end
    end
  end

  it("three months of many units has a series for each unit", function()
    local lines = { "annee;trimestre;dernier_jour_du_mois;nature_de_contrat;dpae_brut" }
    for i = 1, 3 do
      for _, contract in ipairs { "CDD", "CDI" } do
        lines[#lines + 1] = ("2026;1;%s;%s;%d"):format(ENDS[i], contract,
          FIGURES[i] + (contract == "CDI" and 1000 or 0))
      end
    end
    local panel = assert(urssaf.read { text = table.concat(lines, "\n") .. "\n" })
    assert.are.same(MONTHS, panel.periods)
    assert.are.same({ 450, 420, 480 }, panel:get { nature_de_contrat = "CDD" }.values)
    assert.are.same({ 1450, 1420, 1480 }, panel:get { nature_de_contrat = "CDI" }.values)
  end)

  it("a bound takes the months within", function()
    local text = { text = "dernier_jour_du_mois;dpae_brut\n2025-12-31;5\n2026-01-31;6\n"
      .. "2026-02-28;7\n2026-03-31;8\n2026-04-30;9\n" }
    for from, expected in pairs { ["2026-02"] = { 7, 8, 9 }, ["2026-Q1"] = { 6, 7, 8, 9 },
      ["2026"] = { 6, 7, 8, 9 }, ["mars 2026"] = { 8, 9 } } do
      local panel = assert(urssaf.read(text, { from = from }))
      assert.are.same(expected, panel.series[1].values)
    end
    local panel = assert(urssaf.read(text, { from = 2026, to = "2026-Q1" }))
    assert.are.same({ 6, 7, 8 }, panel.series[1].values)
  end)
end)

describe("a quarterly file", function()
  it("that has a month which ends no quarter is refused", function()
    local _, err = urssaf.read { text = "dernier_jour_du_trimestre;dpae_brut\n2026-01-31;450\n" }
    assert.are.equal("decode", err.kind)
    assert.matches("not the last day of a quarter", err.message, 1, true)
  end)

  it("whose days are written the French way is of quarters", function()
    local panel = assert(urssaf.read {
      text = "dernier_jour_du_trimestre;dpae_brut\n30/06/2012;1\n31/12/2012;3\n" })
    assert.are.equal("quarter", panel.frequency)
    assert.are.same({ "2012-Q2", "2012-Q3", "2012-Q4" }, panel.periods)
  end)
end)
