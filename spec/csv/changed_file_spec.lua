-- Files that people or their programs changed after they were saved: the right panel, or a refusal
-- that says what to do.
local hygiene = require "spec.support.hygiene"
local schemas = require "spec.support.standin.measured_columns"
local tables = require "urssaf.base.tables"
local urssaf = require "urssaf"

local function names_of(id)
  local schema = tables.find(schemas.schemas or schemas, function(one) return one.id == id end)
  return tables.map(schema.columns, function(column) return column.name end)
end

-- A file of these columns; each row is a table of cells by column, all others are empty.
local function file_of(columns, rows)
  local lines = { table.concat(columns, ";") }
  for _, row in ipairs(rows) do
    lines[#lines + 1] = table.concat(tables.map(columns, function(name)
      return row[name] or ""
    end), ";")
  end
  return { text = table.concat(lines, "\n") .. "\n" }
end

local function without(columns, ...)
  local gone = tables.set { ... }
  return tables.filter(columns, function(name) return not gone[name] end)
end

local function assert_refused(kind, message, source, options)
  local panel, err = urssaf.read(source, options)
  assert.is_nil(panel)
  assert.are.equal(kind, err.kind)
  assert.matches(message, err.message, 1, true)
end

describe("a column that no dataset has", function()
  it("leaves the others what they are in the dataset that has them all", function()
    local columns = names_of "denombrement-annuel-des-comptes-cotisants-urssaf"
    columns[#columns + 1] = "commentaire"
    local panel = assert(urssaf.read(file_of(columns, {
      { annee = "2020", code_region = "11", categorie_cotisant = "A", comptes_cotisants = "1" },
      { annee = "2020", code_region = "11", categorie_cotisant = "B", comptes_cotisants = "2" },
    })))
    assert.are.same({ 1 }, panel:get { categorie_cotisant = "A" }.values)
    assert.are.same({ 2 }, panel:get { categorie_cotisant = "B" }.values)
    assert.is_nil(panel.dataset)
  end)
end)

describe("a file without a column that dates its rows", function()
  it("is refused, though the others date them by a longer period", function()
    local columns = names_of "dpae-mensuelles-france-entiere"
    local row = { annee = "2021", trimestre = "1", dernier_jour_du_mois = "2021-02-28",
      nature_de_contrat = "CDI", duree_de_contrat = "CDI", dpae_brut = "4" }
    assert.are.equal("month", assert(urssaf.read(file_of(columns, { row }))).frequency)
    local gone = without(columns, "dernier_jour_du_mois")
    for _, options in ipairs { {}, { dataset = "dpae-mensuelles-france-entiere" } } do
      assert_refused("schema", "it has the columns of 'dpae-mensuelles-france-entiere', whose rows"
        .. " are of months, and tells only their quarter", file_of(gone, { row }), options)
    end
    assert_refused("schema", "whose rows are of months, and tells only their year",
      file_of(without(gone, "trimestre"), { row }))
  end)

  it("is refused if the user names its dataset, whatever else was left out", function()
    local january = { annee = "2026", trimestre = "1", code_region = "53", region = "Bretagne",
      dpae_brut = "450" }
    local some = { "annee", "trimestre", "region", "code_region", "dpae_brut" }
    local monthly = { dataset = "dpae-mensuelles-par-region" }
    assert_refused("schema", "the rows of 'dpae-mensuelles-par-region' are of months, and this file"
      .. " tells only their quarter: save all columns (if its figures are of whole quarters, leave"
      .. " the option dataset out)", file_of(some, { january }), monthly)
    assert_refused("schema", "are of months, and this file tells only their year",
      file_of(without(some, "trimestre"), { january }), monthly)
    assert_refused("schema", "are of quarters, and this file tells only their year",
      file_of({ "annee", "code_region", "dpae_brut" }, { january }),
      { dataset = "dpae-par-region-x-na38" })
    -- without a dataset nothing tells that the figures are of shorter periods
    assert.are.equal("quarter", assert(urssaf.read(file_of(some, { january }))).frequency)
    local dated = tables.append({ "dernier_jour_du_mois" }, some)
    january.dernier_jour_du_mois = "2026-01-31"
    assert.are.equal("month", assert(urssaf.read(file_of(dated, { january }), monthly)).frequency)
  end)

  it("of quarters is refused with its years", function()
    local columns = names_of "auto-entrepreneurs-par-departement"
    local row = { annee = "2021", trimestre = "1", dernier_jour_du_trimestre = "2021-03-31",
      code_departement = "38", code_region = "84", radiations = "5" }
    assert_refused("schema", "whose rows are of quarters, and tells only their year",
      file_of(without(columns, "trimestre", "dernier_jour_du_trimestre"), { row }))
    -- either of them is enough
    for _, name in ipairs { "trimestre", "dernier_jour_du_trimestre" } do
      local panel = assert(urssaf.read(file_of(without(columns, name), { row })))
      assert.are.same({ "2021-Q1" }, panel.periods)
    end
  end)

  it("that has figures of another file's names is of years", function()
    assert.are.equal("year", assert(urssaf.read { text = "annee;radiations\n2021;5\n" }).frequency)
  end)
end)

describe("a file whose first line has no names", function()
  it("is refused with what to do", function()
    for _, text in ipairs { "\nannee;radiations\n2021;5\n", ";annee;radiations\n0;2021;5\n" } do
      assert_refused("decode", "line 1, column 1: a column without a name (the first line has the"
        .. " names of all columns)", { text = text })
    end
  end)

  it("that ends with a carriage return is refused with what to do", function()
    assert_refused("decode", "a carriage return without a line feed (save it with the line ends",
      { text = "annee;radiations\r2021;5\r" })
  end)
end)

describe("urssaf.csv.pointed_thousands", function()
  hygiene("urssaf.csv.pointed_thousands", { "check" })

  local function read(values, measure)
    local lines = { "annee;trimestre;" .. (measure or "radiations") }
    for i, value in ipairs(values) do lines[i + 1] = ("%d;1;%s"):format(2000 + i, value) end
    return urssaf.read { text = table.concat(lines, "\n") .. "\n" }
  end

  it("refuses thousands that points set apart", function()
    for _, values in ipairs { { "28.800", "1.234", "950", "3.012" }, { "1.001", "2.002", "3.000",
      "999.999", "-4.125" } } do
      local panel, err = read(values)
      assert.is_nil(panel)
      assert.are.equal("decode", err.kind)
      assert.matches("the figures of 'radiations' look like thousands set apart with points",
        err.message, 1, true)
    end
  end)

  it("lets other figures be", function()
    for _, values in ipairs {
      { "28.8", "1.2", "950", "3.5" }, -- no three decimals
      { "28.801", "1.234", "4334.0", "3.012" }, -- a thousand without a point
      { "28.801", "1.234", "0.125", "3.012" }, -- below one
      { "103.281182", "28.801", "1.234", "3.012" }, -- more decimals
      { "28.801", "1.234", "950" }, -- too few
    } do
      assert(read(values))
    end
    assert(read({ "28.801", "1.234", "950", "3.012" }, "taux_inconnu"))
  end)
end)
