local hygiene = require "spec.support.hygiene"
local time_columns = require "urssaf.domain.time_columns"
local time_words = require "urssaf.domain.time_words"
local urssaf = require "urssaf"

-- What each name is, and how a file with one row of January 2026 is read that has this column
-- beside the year and the quarter.
local MONTH_ENDS = { "dernier_jour_du_mois", "date_dernier_jour_du_mois", "dernier_jour_mois",
  "dernier_jour_de_mois", "le_dernier_jour_du_mois", "date_du_dernier_jour_du_mois",
  "dernier_jour_du_mois_date" }
local LAST_DAYS = { "dernier_jour_du_trimestre", "dernier_jour_trim", "dernier_jour_trimestre",
  "date_du_dernier_jour_du_trimestre" }
local MONTHS = { "mois", "month", "numero_du_mois", "num_mois", "mois_de_reference", "date_mois",
  "fin_de_mois", "libelle_mois", "code_mois", "annee_mois" }
local OTHERS = { "taux_impayes_fin_mois", "nombre_de_mois_de_declarations", "effectifs_fin_de_mois",
  "region", "dernier", "jour", "dernier_jour", "ancien_trimestre", "mois_d_echeance", "" }

local function read(heading, cell)
  return urssaf.read { text = ("annee;trimestre;%s;dpae_brut\n2026;1;%s;450\n"):format(heading,
    cell) }
end

describe("urssaf.domain.time_columns", function()
  hygiene("urssaf.domain.time_columns", { "part" })
  hygiene("urssaf.domain.time_words", { "last_day", "unread" })

  it("knows the last day of a month in other words, and the month is read", function()
    for _, name in ipairs(MONTH_ENDS) do
      assert.are.equal("month_end", time_columns.part(name))
      assert.is_nil(time_words.unread(name))
      local panel = assert(read(name, "2026-01-31"))
      assert.are.same({ "month", "2026-01" }, { panel.frequency, panel.periods[1] })
    end
  end)

  it("knows the last day of a quarter in other words, for which no month passes", function()
    for _, name in ipairs(LAST_DAYS) do
      assert.are.equal("last_day", time_columns.part(name))
      assert.is_nil(time_words.unread(name))
      assert.are.equal("2026-Q1", assert(read(name, "2026-03-31")).periods[1])
      local _, err = read(name, "2026-01-31")
      assert.matches("not the last day of a quarter", err.message, 1, true)
    end
  end)

  it("finds months that are told in another way, and such a file is refused", function()
    for _, name in ipairs(MONTHS) do
      assert.is_nil(time_columns.part(name))
      assert.are.same({ "months", 12 }, { time_words.unread(name) })
      for _, cell in ipairs { "1", "01", "janvier", "2026-01", "2026-01-31" } do
        local panel, err = read(name, cell)
        assert.is_nil(panel)
        assert.are.equal("schema", err.kind)
        assert.matches(("'%s' seems to tell months"):format(name), err.message, 1, true)
      end
    end
  end)

  it("finds quarters, half-years and weeks that would pass for years", function()
    for name, told in pairs { numero_trimestre = { "quarters", 4 }, quarter = { "quarters", 4 },
      num_trim = { "quarters", 4 }, semestre = { "half-years", 2 },
      numero_de_semaine = { "weeks", 52 } } do
      assert.are.same(told, { time_words.unread(name) })
      local _, err = urssaf.read { text = "annee;" .. name .. ";dpae_brut\n2026;1;450\n" }
      assert.matches(("'%s' seems to tell %s"):format(name, told[1]), err.message, 1, true)
    end
  end)

  it("under any name does not hide which dataset a file is of", function()
    for _, heading in ipairs(MONTH_ENDS) do
      local panel = assert(urssaf.read { text = heading .. ";code_region;region;"
        .. "masse_salariale_brute;glissement_annuel_masse_salariale;assiette_chomage_partiel;"
        .. "part_assiette_chomage_partiel\n2026-01-31;84;Auvergne-Rhône-Alpes;5;1;5;50\n" })
      assert.are.equal("masse-salariale-et-assiette-chomage-partiel-mensuelles-secteur-prive-par-"
        .. "region", panel.dataset)
    end
  end)

  it("takes nothing else for months", function()
    for _, name in ipairs(OTHERS) do
      assert.is_nil(time_columns.part(name))
    end
    for _, name in ipairs { "taux_impayes_fin_mois", "nombre_de_mois_de_declarations",
      "effectifs_fin_de_mois", "region", "dernier_jour", "ancien_trimestre", "" } do
      assert.is_nil(time_words.unread(name))
    end
  end)

  it("lets a column of months stand beside their last day, and be a dimension", function()
    local panel = assert(urssaf.read {
      text = "dernier_jour_du_mois;mois;dpae_brut\n2026-01-31;janvier;450\n" })
    assert.are.equal("2026-01", panel.periods[1])
    panel = assert(urssaf.read({ text = "annee;mois;dpae_brut\n2026;janvier;450\n" },
      { dimensions = { "mois" } }))
    assert.are.equal("janvier", panel.series[1].key.mois)
  end)

  it("lets a coarser span stand beside a finer one", function()
    local panel = assert(urssaf.read {
      text = "annee;trimestre;semestre;numero_trimestre;dpae_brut\n2026;1;S1;T1;450\n" })
    assert.are.equal("2026-Q1", panel.periods[1])
  end)
end)
