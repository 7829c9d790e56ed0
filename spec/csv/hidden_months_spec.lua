-- Months that only the cells of a column tell: they pass neither for quarters nor for years.
local hygiene = require "spec.support.hygiene"
local urssaf = require "urssaf"

local function read(text, options)
  return urssaf.read({ text = text }, options)
end

describe("urssaf.csv.hidden_months", function()
  hygiene("urssaf.csv.hidden_months", { "check" })

  for _, name in ipairs { "date", "jour", "periode", "dernier_jour" } do
    it("refuses months in a column " .. name, function()
      for header, frequency in pairs { ["annee;trimestre;"] = "quarter", ["annee;"] = "year" } do
        local row = frequency == "quarter" and "2026;%d;" or "2026;"
        local panel, err = read(header .. name .. ";dpae_brut\n" .. row:format(1)
          .. "2026-01-31;450\n" .. row:format(2) .. "30/04/2026;460\n")
        assert.is_nil(panel)
        assert.are.equal("schema", err.kind)
        assert.matches(("'%s' has the last days of months, which would pass for %ss"):format(name,
          frequency), err.message, 1, true)
      end
    end)
  end

  it("lets days that end the periods, and other days, be", function()
    assert(read "annee;trimestre;date;dpae_brut\n2026;1;2026-03-31;4\n2026;2;2026-06-30;5\n")
    assert(read "annee;date;dpae_brut\n2025;2025-12-31;4\n2026;2026-12-31;5\n")
    assert(read "annee;trimestre;date;dpae_brut\n2026;1;2026-01-31;4\n2026;2;2026-05-01;5\n")
    assert(read "dernier_jour_du_mois;date;dpae_brut\n2026-01-31;2026-01-31;4\n")
  end)

  it("lets the user take such a column in", function()
    local panel = assert(read("annee;date;dpae_brut\n2026;2026-01-31;450\n",
      { dimensions = { "date" } }))
    assert.are.equal("2026-01-31", panel.series[1].key.date)
  end)
end)
