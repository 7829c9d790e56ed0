-- The mean bonus per recipient: computed anew over units, and never over time, since other people
-- receive it in another quarter. The figures are synthetic.
local not_empty = require "spec.support.not_empty"
local urssaf = require "urssaf"

local MEAN, PEOPLE = "montant_ppv_moyen_par_indiv", "nombre_individus_prime_ppv"

-- Two regions; in each quarter every recipient has 400 euros in the first one, 100 in the second.
local CSV = ([[
annee;trimestre;code_region;region;%s;montant_di_ppv;%s
2024;1;53;Bretagne;100;40000;400
2024;2;53;Bretagne;200;80000;400
2024;3;53;Bretagne;300;120000;400
2024;4;53;Bretagne;400;160000;400
2024;1;94;Corse;300;30000;100
2024;2;94;Corse;300;30000;100
2024;3;94;Corse;300;30000;100
2024;4;94;Corse;200;20000;100
]]):format(PEOPLE, MEAN)

local function bonuses()
  return assert(urssaf.read({ text = CSV },
    { dataset = "prime-partage-valeur-du-secteur-prive-par-trimestre-par-region" }))
end

local function values_of(panel, measure)
  for _, s in ipairs(panel.series) do
    if s.measure == measure then return s.values end
  end
end

local function left_out(panel)
  local found = {}
  for _, note in ipairs(panel.notes) do
    if note.kind == "left_out" then found[note.measure] = note.message end
  end
  return found
end

describe("the mean bonus per recipient", function()
  it("is the whole amount over all recipients of several units", function()
    -- (40 000 + 30 000) / (100 + 300), …, (160 000 + 20 000) / (400 + 200)
    assert.are.same({ 175, 220, 250, 300 }, values_of(bonuses():total(), MEAN))
  end)

  for name, joined in pairs {
    annual = function(panel) return panel:annual() end,
    rolling = function(panel) return panel:rolling(4) end,
  } do
    it(("is left out of %s, with the reason"):format(name), function()
      local panel = joined(bonuses())
      assert.is_nil(values_of(panel, MEAN))
      assert.matches("in another period others are counted", left_out(panel)[MEAN], 1, true)
      -- the recipients of a quarter, on average: (100 + 200 + 300 + 400) / 4
      local people = values_of(panel, PEOPLE)
      assert.are.equal(250, people[#panel.periods])
    end)
  end

  it("is marked in the catalogue, as are those of the other bonuses", function()
    for _, measure in not_empty.list(urssaf.measures.names()) do
      local is_mean = measure:find "_moyen_par_indiv$" ~= nil
      assert.are.equal(is_mean or nil, urssaf.measures.of(measure).within_period, measure)
    end
  end)
end)
