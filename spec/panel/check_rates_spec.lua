-- Published rates against the figures beside them.
local check = require "urssaf.panel.check"
local checked_panels = require "spec.support.checked_panels"
local hygiene = require "spec.support.hygiene"
local urssaf = require "urssaf"

local places, reason = checked_panels.places, checked_panels.reason

describe("urssaf.panel.check_rates", function()
  hygiene("urssaf.panel.check_rates", { "find" })
end)

local DATASET = "masse-salariale-et-assiette-chomage-partiel-mensuelles-secteur-prive-par-region"
local HEADER = "region;code_region;dernier_jour_du_mois;masse_salariale_brute;"
  .. "glissement_annuel_masse_salariale;assiette_chomage_partiel;part_assiette_chomage_partiel"

-- Two years of months, invented. Wages are 1 000 000 and 1 050 000 a year later: 5 %. Compensation
-- is a quarter of wages, and so 20 % of both. `change` may change the cells of a row.
local function months(change)
  local lines = { HEADER }
  for _, region in ipairs { "Bretagne;53", "Corse;94" } do
    for i = 1, 24 do
      local name = ("%d-%02d"):format(i > 12 and 2025 or 2024, (i - 1) % 12 + 1)
      local wages = i > 12 and 1050000 or 1000000
      local cells = { wages, i > 12 and "5.0" or "", wages / 4, "20.0" }
      if change then change(cells, region, i) end
      lines[#lines + 1] = ("%s;%s;%d;%s;%d;%s"):format(region,
        urssaf.period.last_day(name, "month"), cells[1], cells[2], cells[3], cells[4])
    end
  end
  return assert(urssaf.read({ text = table.concat(lines, "\n") .. "\n" }, { dataset = DATASET }))
end

local function one_cell(column, value, at)
  return months(function(cells, region, i)
    if region == "Corse;94" and i == (at or 20) then cells[column] = value end
  end)
end

describe("a published rate", function()
  it("that its parts make is in order, and was checked", function()
    local result = check.report(months())
    assert.are.same({}, result.findings)
    assert.is_nil(reason(result, nil, "part_assiette_chomage_partiel"))
    assert.is_nil(reason(result, nil, "glissement_annuel_masse_salariale"))
  end)

  for name, case in pairs {
    ["another share"] = { 4, "21.0", "part_assiette_chomage_partiel" },
    ["a share with a digit too many"] = { 4, "200.0", "part_assiette_chomage_partiel" },
    ["another growth"] = { 2, "5.2", "glissement_annuel_masse_salariale" },
    ["a growth with the wrong sign"] = { 2, "-5.0", "glissement_annuel_masse_salariale" },
  } do
    it("that is another is found: " .. name, function()
      local result = check.report(one_cell(case[1], case[2]))
      assert.are.same({ "Corse (94) " .. case[3] .. " 2025-08" }, places(result, "rate"))
      assert.is_false(result.ok)
    end)
  end

  it("that differs by less than it is rounded by is in order", function()
    assert.are.same({}, check.report(months(function(cells, _, i)
      if i == 20 then cells[1], cells[2], cells[4] = 1050600, "5.1", "20.0" end -- 5.06 and 19.99
    end)).findings)
  end)

  it("is found where the figure that it is made of is wrong", function()
    -- 1 000 000 instead of 1 050 000: no growth, and a share of 20.8 %
    local result = check.report(one_cell(1, 1000000))
    assert.are.same({ "Corse (94) glissement_annuel_masse_salariale 2025-08",
      "Corse (94) part_assiette_chomage_partiel 2025-08" }, places(result, "rate"))
  end)

  it("of which most are another is not made by this formula", function()
    local result = check.report(months(function(cells, _, i)
      if i > 12 then cells[2] = "7.5" end
    end))
    assert.are.same({}, result.findings)
    assert.matches("a ratio", reason(result, nil, "glissement_annuel_masse_salariale"), 1, true)
  end)

  it("that the library computed is none", function()
    local p = checked_panels.build {}:with "taux_activite"
    for _, s in ipairs(p.series) do
      if s.measure == "taux_activite" then s.values[3] = 0.9 end
    end
    assert.are.same({}, check.report(p).findings)
  end)
end)
