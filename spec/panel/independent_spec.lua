-- All results of the panel's methods on the full sample, compared with those that
-- spec/support/oracle/independent.py computes from the same file.
local lua = require "spec.support.lua"
local sample = require "spec.support.standin.sample"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local MEASURES = { "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs" }
local RATIOS = { "taux_activite", "chiffre_d_affaires_moyen", "sorties" }

-- The sample as a file of the portal.
local function csv_of(data)
  local lines = { "code_region;region;code_departement;departement;annee;trimestre;"
    .. table.concat(data.measures, ";") }
  for u, unit in ipairs(data.units) do
    for p, period in ipairs(data.periods) do
      local cells = { unit.code_region or "", unit.region, unit.code_departement or "",
        unit.departement, period:sub(1, 4), period:sub(7) }
      for _, measure in ipairs(data.measures) do
        local value = data:value(u, measure, p)
        cells[#cells + 1] = value and ("%d"):format(value) or ""
      end
      lines[#lines + 1] = table.concat(cells, ";")
    end
  end
  return table.concat(lines, "\r\n") .. "\r\n"
end

local function named(key, level)
  if level == "nation" then return "all" end
  return key[level == "region" and "code_region" or "code_departement"]
end

describe("independent figures: #long", function()
  local expected, panel, folder = {}, nil, nil

  setup(function()
    folder = shell.temporary_folder()
    local path = folder .. "/sample.csv"
    shell.write(path, csv_of(sample.auto_entrepreneurs()))
    panel = assert(urssaf.read(path))
    panel = panel:with("sorties", { numerator = "radiations",
      denominator = "administrativement_actifs" }):with "taux_activite"
      :with "chiffre_d_affaires_moyen":with "solde"
    local ok, _, output = shell.run("python3 spec/support/oracle/independent.py " .. path)
    assert.is_true(ok, output)
    for line in output:gmatch("[^\n]+") do
      local family, cell, value = line:match("^(.-)\t(.*)\t(.-)$")
      expected[family] = expected[family] or {}
      expected[family][cell] = value
    end
  end)

  teardown(function() shell.remove(folder) end)

  -- "12" is an integer, "0.5" and "1e-07" are doubles, whatever the locale
  local function agree(value, text)
    local other = tonumber(text)
    if lua.integer(other) and not text:find("[.e]") then
      return lua.number_type(value) == "integer" and value == other
    end
    return math.abs(value - other) <= 1e-12 * math.max(1, math.abs(other))
  end

  -- Compares all cells of a family with the expected ones; returns how many there were.
  local function compare(family, cells)
    local theirs, count = expected[family], 0
    assert.is_table(theirs, family)
    -- an assertion for each of some hundred thousand cells is slow: only failures make one
    for cell, value in pairs(cells) do
      local same = theirs[cell] and agree(value, theirs[cell])
      if not same then assert.are.equal(theirs[cell], value, family .. " " .. cell) end
      count = count + 1
    end
    for cell, text in pairs(theirs) do
      if cells[cell] == nil then assert.are.equal(text, nil, family .. " " .. cell) end
    end
    return count
  end

  local function cells_of(list, level, measures)
    local wanted, cells = {}, {}
    for _, name in ipairs(measures) do wanted[name] = true end
    for _, s in ipairs(list) do
      for i, period in ipairs(s.periods) do
        if wanted[s.measure] then
          cells[table.concat({ named(s.key, level), s.measure, period }, "\t")] = s.values[i]
        end
      end
    end
    return cells
  end

  local function at_level(level, missing, from)
    from = from or panel
    if level == "unit" then return from end
    if level == "region" then return from:aggregate { by = "code_region", missing = missing } end
    return from:total { missing = missing }
  end

  for _, level in ipairs { "region", "nation" } do
    -- 17 regions and the remainder, or one; at most 21 cells are missing
    local full = (level == "region" and 18 or 1) * 5 * 68
    for _, missing in ipairs { "strict", "skip" } do
      it(("sums of the %s, %s"):format(level, missing), function()
        local made = at_level(level, missing)
        local count = compare(level .. " " .. missing, cells_of(made.series, level, MEASURES))
        assert.is_true(count <= full and count >= full - 21, count)
      end)
    end

    it("coverage of the " .. level, function()
      local cells = {}
      for _, s in ipairs(at_level(level, "skip"):filter { measure = MEASURES }.series) do
        for i, pair in ipairs(s.coverage or {}) do
          if pair[1] < pair[2] and s.values[i] then
            cells[table.concat({ named(s.key, level), s.measure, s.periods[i] }, "\t")] =
              pair[1] * 1000 + pair[2]
          end
        end
      end
      -- five missing cells of départements that had begun
      assert.are.equal(5, compare(level .. " coverage", cells))
    end)
  end

  it("years of units", function()
    local count = compare("annual", cells_of(panel:annual().series, "unit", MEASURES))
    assert.is_true(count > 101 * 5 * 17 - 15 and count < 101 * 5 * 17, count)
  end)

  for family, method in pairs {
    rolling = function(p) return p:rolling(4).series end,
    yoy = function(p) return p:filter { measure = MEASURES }:yoy().series end,
    qoq = function(p) return p:filter { measure = MEASURES }:qoq().series end,
    change = function(p)
      local list = {}
      for i, s in ipairs(p.series) do list[i] = s:change(3) end
      return list
    end,
    index = function(p)
      local list = {}
      for i, s in ipairs(p.series) do list[i] = s:index(2015) end
      return list
    end,
  } do
    it(family .. " of units", function()
      local count = compare(family, cells_of(method(panel), "unit", MEASURES))
      assert.is_true(count > 101 * 4 * 60, count)
    end)
  end

  it("years and growth of the nation", function()
    local total = panel:total()
    compare("nation annual", cells_of(total:annual().series, "nation", MEASURES))
    assert.is_true(compare("nation yoy", cells_of(total:filter { measure = MEASURES }:yoy().series,
      "nation", MEASURES)) > 5 * 55)
  end)

  for _, level in ipairs { "unit", "region", "nation" } do
    local full = ({ unit = 101, region = 18, nation = 1 })[level] * 3 * 68

    for _, missing in ipairs { "strict", "skip" } do
      it(("ratios of the %s, %s"):format(level, missing), function()
        local made = at_level(level, missing)
        local count = compare(("ratio %s %s"):format(level, missing),
          cells_of(made.series, level, RATIOS))
        assert.is_true(count > full * 0.9 and count <= full, count)
      end)
    end

    it(("ratios of the %s after their parts were filtered out"):format(level), function()
      local alone = panel:filter { measure = RATIOS }
      compare(("ratio %s strict"):format(level),
        cells_of(at_level(level, "strict", alone).series, level, RATIOS))
    end)

    it(("ratios of the %s over four quarters and years"):format(level), function()
      local made = at_level(level, "strict"):filter { measure = RATIOS }
      assert.is_true(compare(("ratio %s rolling"):format(level),
        cells_of(made:rolling(4).series, level, RATIOS)) > full * 0.8)
      compare(("ratio %s annual"):format(level), cells_of(made:annual().series, level, RATIOS))
    end)

    it("net registrations of the " .. level, function()
      compare("solde " .. level, cells_of(at_level(level, "strict").series, level, { "solde" }))
    end)
  end

  it("ratios of years added up over units are those of the sums, if no unit is missing", function()
    local after = panel:filter { measure = RATIOS }:annual():total()
    local cells, whole = cells_of(after.series, "nation", RATIOS), 0
    for cell, value in pairs(cells) do
      assert.is_true(agree(value, expected["ratio nation annual"][cell]), cell)
      whole = whole + 1
    end
    assert.is_true(whole > 3 * 8, whole)
  end)

  -- The column of the rows that a method gives for each measure, by cell; `each` sees these rows.
  local function cells_of_rows(method, column, each)
    local cells = {}
    for _, measure in ipairs(MEASURES) do
      local rows = panel[method](panel, { measure = measure })
      for _, row in ipairs(rows) do
        cells[table.concat({ named(row.key, "unit"), measure, rows.to or rows.period }, "\t")] =
          row[column]
      end
      if each then each(rows, measure) end
    end
    return cells
  end

  it("contributions, which add to the growth of the nation", function()
    local cells = cells_of_rows("contributions", "points", function(rows, measure)
      local sum = 0
      for _, row in ipairs(rows) do sum = sum + row.points end
      local growth = tonumber(expected["nation yoy"]["all\t" .. measure .. "\t2025-Q4"])
      assert.is_true(math.abs(sum - growth) <= 1e-12)
      assert.is_true(math.abs(rows.total.growth - growth) <= 1e-12)
    end)
    assert.are.equal(101 * 5, compare("points", cells))
  end)

  it("shares", function()
    assert.are.equal(101 * 5, compare("share", cells_of_rows("share", "share")))
  end)

  it("ranks", function()
    assert.are.equal(100 * 5, compare("rank", cells_of_rows("rank", "rank")))
  end)
end)
