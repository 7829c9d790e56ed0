-- The catalogue of the stand-in, against the measured columns and by python's CSV reader, and what
-- real files have: rows that are no place, cells that are empty, months' ends, parts of rates.
local cjson = require "spec.support.cjson"
local http_get = require "spec.support.http_get"
local lua = require "spec.support.lua"
local schemas = require "spec.support.standin.measured_columns"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local url = require "spec.support.standin.url"

local MOST_ROWS = 100000
-- What the server may hold: 64 MiB of bodies that it keeps, what their pieces cost, and itself.
local MOST_BYTES = 110 * 1024 * 1024
local COUNTS = { quarter = 24, month = 12, year = 47 }

local function by_grain()
  local counts = {}
  for _, schema in ipairs(schemas) do counts[schema.grain] = (counts[schema.grain] or 0) + 1 end
  return counts
end

-- A tenth of the large ones is served.
local function served_rows(schema)
  return schema.rows > MOST_ROWS and math.floor(schema.rows / 10) or schema.rows
end

local function get(address)
  local response = http_get(address)
  assert.equal(200, response.status, response.body)
  return response.body
end

local function address_of(portal, id, path, parameters)
  local words = {}
  for name, value in pairs(parameters or {}) do
    words[#words + 1] = name .. "=" .. url.encode(tostring(value))
  end
  table.sort(words)
  return ("%s/catalog/datasets/%s%s?%s"):format(portal.base_url, id, path or "",
    table.concat(words, "&"))
end

local function metadata_of(portal, id)
  return cjson.decode(get(address_of(portal, id)))
end

local function count_of(portal, id, where)
  local text = get(address_of(portal, id, "/records", { limit = 0, where = where }))
  return cjson.decode(text).total_count
end

-- The columns that tell rows apart: those that were measured, or else all that hold no figures.
local function key_of(schema)
  if schema.key then return schema.key end
  local key = {}
  for _, column in ipairs(schema.columns) do
    if not column.is_measure then key[#key + 1] = column.name end
  end
  return key
end

-- What python3 finds in the exports of all these schemas.
local function facts_of(portal, list)
  local asked, files = {}, {}
  for i, schema in ipairs(list) do
    files[i] = os.tmpname()
    shell.write(files[i], get(address_of(portal, schema.id, "/exports/csv")))
    asked[i] = { file = files[i], key = key_of(schema) }
  end
  files[#files + 1] = os.tmpname()
  shell.write(files[#files], cjson.encode(asked))
  local ok, _, printed = shell.run("python3 -B spec/support/oracle/csv_facts.py " .. files[#files])
  for _, file in ipairs(files) do os.remove(file) end
  assert(ok, printed)
  return cjson.decode(printed)
end

-- The rows of an export without quotes, by the names of their columns; empty cells are nil.
local function rows_of(portal, id, parameters)
  local text = get(address_of(portal, id, "/exports/csv",
    lua.merged({ with_bom = false }, parameters)))
  local names, rows = nil, {}
  for line in text:gmatch "([^\r\n]+)\r\n" do
    assert(not line:find('"', 1, true), line)
    local cells = {}
    for cell in (line .. ";"):gmatch "([^;]*);" do cells[#cells + 1] = cell end
    if names then
      local row = {}
      for k, name in ipairs(names) do row[name] = cells[k] ~= "" and cells[k] or nil end
      rows[#rows + 1] = row
    end
    names = names or cells
  end
  assert(rows[1], "an empty export")
  return rows
end

local function as_number(text)
  return text and assert(tonumber(text), text)
end

-- What the cells of a column are when printed, by its type in the metadata.
local PRINTED = {
  int = { int = true }, double = { double = true },
  date = { day = true, int = true }, -- a year alone is printed 2024
}

local function check_kinds(schema, facts)
  for _, column in ipairs(schema.columns) do
    local kind, allowed = facts.kinds[column.name], PRINTED[column.type]
    if allowed then
      assert(allowed[kind], ("%s of %s is %s"):format(column.name, schema.id, kind))
    end
    if column.type == "date" then assert.equal(0, facts.empty[column.name], schema.id) end
  end
end

describe("the measured columns", function()
  it("are those of 24 quarterly, 12 monthly and 47 yearly series", function()
    assert.same(COUNTS, by_grain())
  end)

  it("have labels that tell the columns of a dataset apart", function()
    for _, schema in ipairs(schemas) do
      local seen = {}
      for _, column in ipairs(schema.columns) do
        assert.is_nil(seen[column.label], schema.id .. ": " .. column.label)
        seen[column.label] = true
      end
    end
  end)
end)

describe("the catalogue of the stand-in", function()
  local portal = standin.for_cases { catalogue = "part" }

  it("lists the 83 datasets", function()
    local listed = cjson.decode(get(portal.base_url .. "/catalog/datasets?limit=100"))
    assert.equal(83, listed.total_count)
    assert.equal(83, #listed.results)
  end)

  it("has the measured columns and rows in the metadata", function()
    for _, schema in ipairs(schemas) do
      local metadata = metadata_of(portal, schema.id)
      assert.equal(served_rows(schema), metadata.metas.default.records_count)
      assert.is_truthy(metadata.metas.default.title:find("données synthétiques", 1, true))
      for k, column in ipairs(schema.columns) do
        local field = metadata.fields[k]
        assert.same({ column.name, column.type, column.label },
          { field.name, field.type, field.label })
      end
      assert.equal(#schema.columns, #metadata.fields)
    end
  end)

  it("counts the measured rows", function()
    for _, schema in ipairs(schemas) do
      assert.equal(served_rows(schema), count_of(portal, schema.id), schema.id)
    end
  end)

  it("exports them in the measured columns, with a unique key, for python #long", function()
    for i, facts in ipairs(facts_of(portal, schemas)) do
      local schema, names = schemas[i], {}
      for k, column in ipairs(schema.columns) do names[k] = column.name end
      assert.same(names, facts.header)
      assert.equal(served_rows(schema), facts.rows, schema.id)
      assert.equal(0, facts.ragged, schema.id)
      assert.equal("", facts.twice, schema.id)
      check_kinds(schema, facts)
    end
    assert(portal:memory() < MOST_BYTES, portal:memory())
  end)

  it("exports labels, some of which begin with U+FEFF", function()
    local text = get(address_of(portal, "procedures-collectives-par-region", "/exports/csv",
      { use_labels = true, limit = 1 }))
    assert.equal("\239\187\191Région;Ancienne région;Nature de procédure;Année;Trimestre;"
      .. "Dernier jour du trimestre;\239\187\191Code région;Code ancienne région;"
      .. "Nombre de procédures (brut)", text:match "^[^\r]*")
  end)

  it("understands where and select, also on months", function()
    local id = "masse-salariale-et-assiette-chomage-partiel-mensuelles-secteur-prive-par-region"
    assert.equal(17 * 3, count_of(portal, id,
      "dernier_jour_du_mois in [date'2020-01-31'..date'2020-03-31']"))
    assert.equal(17, count_of(portal, id, "dernier_jour_du_mois = date'2020-02-28'"))
    assert.equal(0, count_of(portal, id, "dernier_jour_du_mois = date'2020-02-29'"))
    local rows = rows_of(portal, id, { where = 'code_region = "53"',
      select = "dernier_jour_du_mois,masse_salariale_brute", order_by = "dernier_jour_du_mois" })
    assert.equal(99, #rows)
    assert.equal("2018-01-31", rows[1].dernier_jour_du_mois)
    assert.is_nil(rows[1].region)
  end)

  it("orders rows by time if a fault asks for it", function()
    local base = portal:with { { on = "any", order = "time" } }
    local text = get(base
      .. "/catalog/datasets/procedures-collectives-france-entiere/exports/csv?limit=4")
    local days = {}
    for day in text:gmatch "%d+%-%d%d%-%d%d" do days[#days + 1] = day end
    assert.same({ "2004-03-31", "2004-03-31", "2004-03-31", "2004-06-30" }, days)
  end)

  it("has older vintages, without the last months", function()
    local base = portal:with { { on = "any", older = { quarters = 2, revised = { { unit = 1,
      measure = "dpae_brut", quarter = 3, by = -5 } } } } }
    local id = "dpae-mensuelles-france-entiere"
    local function cell(root)
      local text = get(("%s/catalog/datasets/%s/records?where=%s"):format(root, id, url.encode(
        "dernier_jour_du_mois=date'2000-03-31' and nature_de_contrat='CDD'")))
      return cjson.decode(text).results[1].dpae_brut
    end
    local metadata = cjson.decode(get(("%s/catalog/datasets/%s"):format(base, id)))
    assert.equal(618 - 2 * 2, metadata.metas.default.records_count)
    assert.equal(cell(portal.base_url) - 5, cell(base))
  end)
end)

describe("the figures of the catalogue", function()
  local portal = standin.for_cases { catalogue = "part" }

  -- ---------------------------------------------------------------- rows that are no place

  it("have adjustment rows with code 99 or ___, mostly below zero", function()
    local negative, all = 0, 0
    for _, row in ipairs(rows_of(portal, "procedures-collectives-par-region")) do
      if row.region == "_calage_" then
        assert.equal("99", row.code_region)
        local value = as_number(row.nombre_de_procedures_brut) or 0
        all, negative = all + 1, negative + (value < 0 and 1 or 0)
      end
    end
    assert.equal(3 * 89, all)
    assert(negative > all / 2, negative)
    assert(count_of(portal, "dpae-par-departement-x-grand-secteur", 'code_departement = "___"') > 0)
    assert(count_of(portal, "dpae-france-entiere-x-na38", 'secteur_na38 = "_calage_"') > 0)
  end)

  it("have a remainder, under a region of its name and under a real one", function()
    local id = "dpae-par-departement-x-grand-secteur"
    for _, region in ipairs { "_non classé ailleurs_", "Guyane" } do
      local where = ('code_departement = "NCA" and region = "%s"'):format(region)
      assert(count_of(portal, id, where) > 0, region)
    end
    for _, sector in ipairs { "nca _non_classés_ailleurs_", "nca _non classé ailleurs_" } do
      assert(count_of(portal, id, ('grand_secteur_d_activite = "%s"'):format(sector)) > 0, sector)
    end
    assert(count_of(portal, "nombre-annuels-de-delais-de-paiement",
      'region = "_non renseigné_" and code_region is null') > 0)
  end)

  it("have an employment zone in two regions, and a part of a zone that ends", function()
    local id = "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-zone-demploi"
    local one_day = "dernier_jour_du_trimestre = date'2018-12-31' and code_zone_d_emploi = \"%s\""
    assert.equal(2, count_of(portal, id, one_day:format("0051")))
    assert.equal(2, count_of(portal, id, one_day:format("2711")))
    assert.equal(1, count_of(portal, id,
      "dernier_jour_du_trimestre = date'2019-03-31' and code_zone_d_emploi = \"2711\""))
  end)

  -- ---------------------------------------------------------------- cells

  it("have empty cells and never a zero among insolvencies", function()
    local empty = 0
    for _, row in ipairs(rows_of(portal, "procedures-collectives-par-region")) do
      assert.not_equal("0", row.nombre_de_procedures_brut)
      if not row.nombre_de_procedures_brut then empty = empty + 1 end
    end
    assert(empty > 100, empty)
  end)

  it("have fractional strike-offs in three fourth quarters, and stocks that add up", function()
    local rows = rows_of(portal, "auto-entrepreneurs-par-departement",
      { order_by = "code_departement,dernier_jour_du_trimestre" })
    local fractional, before, unit = {}, 0, nil
    for _, row in ipairs(rows) do
      if row.code_departement ~= unit then before, unit = 0, row.code_departement end
      local struck_off = as_number(row.radiations)
      if not row.radiations:find "%.0$" then fractional[row.dernier_jour_du_trimestre] = true end
      assert.is_truthy(row.immatriculations:find "^%d+%.0$")
      local stock = as_number(row.administrativement_actifs)
      assert(math.abs(before + as_number(row.immatriculations) - struck_off - stock) < 1)
      before = stock
    end
    assert.same({ ["2022-12-31"] = true, ["2023-12-31"] = true, ["2024-12-31"] = true }, fractional)
  end)

  it("write the February of leap years 28 in one dataset and 29 in others", function()
    local twenty_ninth = "dernier_jour_du_mois = date'2004-02-29'"
    assert.equal(1, count_of(portal, "taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus",
      twenty_ninth))
  end)

  it("have a state that changes from year to year", function()
    local states = {}
    for _, row in ipairs(rows_of(portal, "urssaf-indicateurs-cog",
      { select = "etat_indicateur" })) do
      states[row.etat_indicateur] = true
    end
    assert.same({ Atteint = true, ["Non atteint"] = true }, states)
  end)

  it("have points and shapes", function()
    local text = get(address_of(portal, "od_effectif_cdi_cdd_caissenat", "/records",
      { limit = 1, select = "geom,centroid" }))
    local row = cjson.decode(text).results[1]
    assert.equal("Polygon", row.geom.geometry.type)
    assert.is_number(row.centroid.lon)
  end)

  -- ---------------------------------------------------------------- rates

  local function near(expected, text)
    if not expected then return assert.is_nil(text) end
    assert(math.abs(expected - as_number(text)) < 1e-8 * math.max(1, math.abs(expected)), text)
  end

  -- dataset, rate, its parts
  local QUOTIENTS = {
    { "prime-partage-valeur-du-secteur-prive-par-trimestre-par-region",
      "part_etablissements_avec_primes", "nombre_etablissement_prime_ppv",
      "total_etablissements_actifs" },
    { "prime-partage-valeur-du-secteur-prive-par-trimestre-par-region",
      "montant_ppv_moyen_par_indiv", "montant_di_ppv", "nombre_individus_prime_ppv" },
    { "prime-partage-valeur-du-secteur-prive-par-trimestre-par-region",
      "taux_de_couverture_des_di", "montant_di_ppv", "montant_prime_ppv" },
    { "primes-exceptionnelles-du-secteur-prive-par-an-par-region",
      "part_etablissements_avec_primes", "total_etablissement_primes",
      "total_etablissements_actifs" },
    { "primes-exceptionnelles-du-secteur-prive-par-an-par-region",
      "mtt_prime_covid_moyen_par_indiv", "montant_di_prime_covid",
      "nombre_individus_prime_covid" },
    { "primes-exceptionnelles-du-secteur-prive-par-an-par-sexe-x-age",
      "montant_primes_moyen_par_indiv", "montant_di_total_primes", "total_individus_primes" },
  }

  for _, case in ipairs(QUOTIENTS) do
    it(("have %s as the quotient of its parts"):format(case[2]), function()
      for _, row in ipairs(rows_of(portal, case[1])) do
        near(as_number(row[case[3]]) / as_number(row[case[4]]), row[case[2]])
      end
    end)
  end

  it("have part_assiette_chomage_partiel of the payroll with it, empty where it is", function()
    local empty = 0
    for _, row in ipairs(rows_of(portal,
      "assiette-chomage-partiel-trimestrielle-du-secteur-prive-par-na38")) do
      local base = as_number(row.assiette_chomage_partiel)
      empty = empty + (base and 0 or 1)
      near(base and 100 * base / (as_number(row.masse_salariale_brute) + base),
        row.part_assiette_chomage_partiel)
    end
    assert(empty > 50, empty)
  end)

  it("have growth that agrees with the level twelve months before", function()
    local rows = rows_of(portal,
      "masse-salariale-et-assiette-chomage-partiel-mensuelles-du-secteur-prive",
      { order_by = "dernier_jour_du_mois" })
    assert.equal(100, #rows)
    for i = 13, 100 do
      local before = as_number(rows[i - 12].masse_salariale_brute)
      near(100 * (as_number(rows[i].masse_salariale_brute) / before - 1),
        rows[i].glissement_annuel_masse_salariale)
    end
  end)
end)

describe("the catalogue in full #long", function()
  local portal = standin.for_cases { catalogue = "full" }
  local part = standin.for_cases { catalogue = "part" }

  it("has the figures that the part of it has", function()
    local parameters = { order_by = "grand_secteur_d_activite,nature_de_contrat,duree_de_contrat",
      where = "code_departement = '01' and dernier_jour_du_trimestre = date'2025-09-30'" }
    local rows = rows_of(part, "dpae-par-departement-x-grand-secteur", parameters)
    assert.equal(10 * 3, #rows)
    assert.same(rows, rows_of(portal, "dpae-par-departement-x-grand-secteur", parameters))
  end)

  it("has dpae-par-departement-x-grand-secteur with its 300 908 rows", function()
    local large = {}
    for _, schema in ipairs(schemas) do
      if schema.id == "dpae-par-departement-x-grand-secteur" then large[1] = schema end
    end
    local facts = facts_of(portal, large)[1]
    assert.equal(300908, facts.rows)
    assert.equal("", facts.twice)
    assert.equal(300908, count_of(portal, large[1].id))
    assert(portal:memory() < MOST_BYTES, portal:memory())
  end)
end)
