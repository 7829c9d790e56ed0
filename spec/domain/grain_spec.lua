local grain = require "urssaf.domain.grain"
local hygiene = require "spec.support.hygiene"

describe("urssaf.domain.grain", function()
  hygiene("urssaf.domain.grain", { "is_time", "of" })

  -- the ways in which the portal's time series are dated
  for _, case in ipairs {
    { "annee region effectifs", "year" },
    { "annee trimestre dernier_jour_du_trimestre region dpae_brut", "quarter" },
    { "region annee trimestre dernier_jour_trim", "quarter" },
    { "region annee trimestre", "quarter" },
    { "dernier_jour_trim", "quarter" },
    { "dernier_jour_du_trimestre", "quarter" },
    { "dernier_jour_du_mois region", "month" },
    { "date_dernier_jour_du_mois", "month" },
    { "annee trimestre dernier_jour_du_mois dpae_brut", "month" },
    { "region effectifs_salaries_2006 effectifs_salaries_2007", nil },
    { "date_de_mise_a_jour nom_du_produit", nil },
    { "", nil },
  } do
    it(("of '%s' is %s"):format(case[1], tostring(case[2])), function()
      local names, reversed = {}, {}
      for name in case[1]:gmatch "%S+" do
        names[#names + 1] = name
        table.insert(reversed, 1, name)
      end
      assert.are.equal(case[2], grain.of(names))
      assert.are.equal(case[2], grain.of(reversed))
    end)
  end

  it("follows from columns that date a row", function()
    assert.is_true(grain.is_time "annee")
    assert.is_true(grain.is_time "date_dernier_jour_du_mois")
    assert.is_false(grain.is_time "region")
  end)
end)
