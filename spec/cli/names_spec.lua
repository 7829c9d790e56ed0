-- Measures, places and periods by the names that people have for them.
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local measure_names = require "urssaf.cli.measure_names"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"

local run, printed, spaced = command.run, command.printed, command.spaced

describe("urssaf.cli.measure_names", function()
  hygiene("urssaf.cli.measure_names", { "find" })

  local list = { "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
    "administrativement_actifs", "solde", "taux_activite", "chiffre_d_affaires_moyen" }

  for text, name in pairs {
    ["turnover"] = "chiffres_d_affaires", ["ca"] = "chiffres_d_affaires",
    ["CA"] = "chiffres_d_affaires", ["chiffre d'affaires"] = "chiffres_d_affaires",
    ["Chiffre d’affaires"] = "chiffres_d_affaires", ["Turnover (€)"] = "chiffres_d_affaires",
    ["Mean turnover"] = "chiffre_d_affaires_moyen", ["strike-offs"] = "radiations",
    ["Registrations"] = "immatriculations", ["taux d'activité"] = "taux_activite",
    ["economiquement actifs"] = "economiquement_actifs",
    ["economiquement"] = "economiquement_actifs",
    ["taux"] = "taux_activite", ["SOLDE"] = "solde", ["registered"] = "administrativement_actifs",
    ["net"] = "solde",
  } do
    it("finds " .. text, function() assert.are.equal(name, measure_names.find(text, list)) end)
  end

  it("offers the measures whose names begin alike", function()
    local _, err = measure_names.find("taux", { "taux_activite", "taux_radiation", "solde" })
    assert.are.equal("several measures are called 'taux': say taux_activite or taux_radiation",
      err.message)
  end)

  it("finds every known measure by both its labels, or says which it may be", function()
    local all = measures.names()
    for _, name in ipairs(all) do
      for _, label in pairs(measures.of(name).label) do
        local found, err = measure_names.find(label, all)
        local is_its_own = found == name or found and names.slug(label) == found
        if not is_its_own then
          assert.matches("several measures are called", err.message, 1, true)
          assert.matches(name, err.message, 1, true)
        end
      end
    end
  end)

  it("says of others what is near", function()
    local name, err = measure_names.find("radiation", list)
    assert.is_nil(name)
    assert.are.equal("usage", err.kind)
    assert.matches("did you mean 'radiations'", err.message, 1, true)
    assert.matches("did you mean 'Turnover'",
      select(2, measure_names.find("turnovr", list)).message, 1, true)
    assert.matches("there is no measure ''", select(2, measure_names.find("", list)).message, 1,
      true)
  end)
end)

describe("urssaf and names as people have them #long", function()
  it("takes measures by their labels, in every command", function()
    local figures = printed "show 38 -m radiations --from 2025 --format csv --quiet --sample"
    assert.are.equal(figures,
      printed "show 38 -m strike-offs --from 2025 --format csv --quiet --sample")
    assert.matches("Turnover", printed "top -m ca -n 1 --sample", 1, true)
    assert.matches("(chiffres_d_affaires)", printed "info ca", 1, true)
    local _, code, output = run "show 38 -m nonsense --sample"
    assert.are.equal(2, code)
    assert.matches("there is no measure 'nonsense'", output, 1, true)
  end)

  local function sum(is_wanted)
    return sample_figures.sum("radiations", "2025-Q4", function(unit)
      local region = tonumber(unit.code_region)
      return region ~= nil and is_wanted(region)
    end)
  end

  it("adds up metropolitan France and the overseas départements", function()
    local output = printed "show metropole drom -m radiations --from 2025-Q4 --format csv --sample"
    local metropolitan = sum(function(region) return region > 10 and region < 95 end)
    local overseas = sum(function(region) return region < 10 end)
    assert.matches("2025-Q4,metropole,Metropolitan France,radiations," .. metropolitan .. ",",
      output, 1, true)
    assert.matches("2025-Q4,drom,Overseas départements,radiations," .. overseas .. ",", output, 1,
      true)
    assert.matches("The overseas départements without Mayotte", output, 1, true)
    assert.are.equal(output, printed("show 'metropole, drom' -m radiations --from 2025-Q4"
      .. " --format csv --sample"))
    output = spaced(printed "show metropole -m taux_activite --lang fr --from 2025 --sample")
    assert.matches("^France métropolitaine\n", output)
  end)

  it("says of a code in data of regions how that of a region is written", function()
    local path = shell.write(os.tmpname(), "code_region;region;dernier_jour_du_trimestre;visits\n"
      .. "84;Auvergne-Rhône-Alpes;2024-03-31;5\n93;Provence-Alpes-Côte d'Azur;2024-03-31;7\n")
    finally(function() os.remove(path) end)
    for arguments, says in pairs {
      ["show 84"] = "\nA code alone is that of a département; Auvergne-Rhône-Alpes is region:84.\n",
      ["report 84"] = "\nA code alone is that of a département; Auvergne-Rhône-Alpes is",
      ["show 84 --lang fr"] = "\nUn code seul est celui d'un département ; Auvergne-Rhône-Alpes est"
        .. " region:84.\n",
      ["show Vaucluse"] = "(region:93)\nA place is a département", -- by a name
      ["show region:84 --format csv"] = "\n2024-Q1,region_84,Auvergne-Rhône-Alpes,visits,5," } do
      local _, _, output = run(("%s --quiet --file %s"):format(arguments, path))
      assert.matches(says, spaced(output), 1, true)
    end
  end)

  it("says of a town where it is", function()
    local _, code, output = run "show Lyon --sample"
    assert.are.equal(1, code)
    assert.matches("it is a town in Rhône (69)", output, 1, true)
    for arguments, says in pairs {
      ["show Saint-Denis"] = "no département or region is 'Saint-Denis': towns of this name are in"
        .. " Seine-Saint-Denis (93), La Réunion (974), and",
      ["show 'st denis' --lang fr"] = "aucun lieu (département ou région) ne s'appelle"
        .. " « st denis », nom de villes de plusieurs départements : Seine-Saint-Denis (93), La"
        .. " Réunion (974) ;",
      ["report Saint-Louis --lang fr"] = " : Haut-Rhin (68), La Réunion (974) ; seuls" } do
      local _, status, message = run(arguments .. " --sample")
      assert.are.equal(1, status)
      assert.matches(says, spaced(message), 1, true)
    end
    assert.matches("Seine-Saint-Denis (93)", printed "show 'Seine St Denis' --sample", 1, true)
  end)

  it("reads a period as its own tables have it", function()
    local shown = printed "show 38 -m radiations --from 2025-Q4 --quiet --sample --lang fr"
    local period = shown:match "\n(T4[^ \n]*2025)"
    assert.matches("[\194\226]", period) -- a no-break blank is in it
    local other = period:gsub("\194\160", "\226\128\175")
    for _, text in ipairs { period, other, period .. "\194\160" } do
      printed(("show 38 -m radiations --index '%s' --from '%s' --sample"):format(text, text))
      printed(("top --at '%s' --sample"):format(text))
    end
  end)
end)
