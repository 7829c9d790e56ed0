-- Rates of which Urssaf does not say whether they are in per cent: the figures beside them tell.
-- All figures are synthetic.
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local numbers = require "urssaf.base.numbers"
local rate_scale = require "urssaf.domain.rate_scale"
local urssaf = require "urssaf"

local DATASET = "prime-partage-valeur-du-secteur-prive-par-trimestre-par-region"
local SHARE, PAID, ACTIVE = "part_etablissements_avec_primes", "nombre_etablissement_prime_ppv",
  "total_etablissements_actifs"

-- Two regions, of whose 100 and 300 establishments 10 and 60 paid a bonus.
local function read(shares, columns)
  local rows = { { 53, "Bretagne", 10, 100, shares[1] }, { 94, "Corse", 60, 300, shares[2] } }
  local lines = { "annee;trimestre;code_region;region;" .. table.concat(columns, ";") }
  for _, row in ipairs(rows) do
    local of = { [PAID] = row[3], [ACTIVE] = row[4], [SHARE] = row[5] }
    local line = "2024;1;" .. row[1] .. ";" .. row[2]
    for _, name in ipairs(columns) do
      -- a number has a decimal point, whatever the locale
      line = line .. ";" .. (numbers.text(of[name]) or of[name])
    end
    lines[#lines + 1] = line
  end
  return assert(urssaf.read({ text = table.concat(lines, "\n") .. "\n" }, { dataset = DATASET }))
end

describe("urssaf.domain.rate_scale", function()
  hygiene("urssaf.domain.rate_scale", { "is_unclear", "settle" })

  local en = languages.of "en"

  for unit, factor in pairs { ["1"] = 1, ["%"] = 100 } do
    it(("tells by the parts that a share is in the unit %s"):format(unit), function()
      for _, columns in ipairs { { PAID, ACTIVE, SHARE }, { SHARE, ACTIVE, PAID } } do
        local panel = read({ 0.1 * factor, 0.2 * factor }, columns)
        local corse = panel:get { region = "Corse", measure = SHARE }
        assert.are.equal(unit, en:kind(corse))
        assert.are.equal("20.0%", en:value(corse.values[1], en:kind(corse)))
        -- 70 of 400, in the unit of the published ones
        local total = panel:total():get { measure = SHARE }
        assert.are.equal(unit, en:kind(total))
        assert.is_true(math.abs(total.values[1] - 0.175 * factor) < 1e-9)
      end
    end)
  end

  it("takes per cent where the parts are not there, or tell nothing", function()
    local alone = read({ 0.1, 0.2 }, { SHARE }):get { region = "Corse", measure = SHARE }
    assert.are.equal("%", en:kind(alone))
    local empty = read({ "", "" }, { PAID, ACTIVE, SHARE })
    for _, s in ipairs(empty.series) do
      if s.measure == SHARE then assert.are.equal("%", en:kind(s)) end
    end
  end)

  it("asks only where Urssaf does not say", function()
    assert.is_true(rate_scale.is_unclear(SHARE, DATASET))
    assert.is_true(rate_scale.is_unclear("taux_de_couverture_des_di", DATASET))
    assert.is_false(rate_scale.is_unclear(PAID, DATASET))
    assert.is_false(rate_scale.is_unclear("part_assiette_chomage_partiel",
      "masse-salariale-et-assiette-chomage-partiel-mensuelles-du-secteur-prive"))
    assert.is_false(rate_scale.is_unclear "unheard_of")
  end)
end)
