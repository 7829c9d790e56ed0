-- The catalogue against the measured columns of the portal: what each column is, and that a file of
-- each dataset is read.
local catalogue = require "urssaf.domain.catalogue"
local datasets = require "urssaf.domain.datasets"
local dimensions = require "urssaf.domain.dimensions"
local families = require "urssaf.domain.catalogue.families"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local measured = require "spec.support.standin.measured_columns"
local measures = require "urssaf.domain.measures"
local schema = require "urssaf.domain.schema"
local sorting = require "urssaf.base.sorting"
local urssaf = require "urssaf"

local MARK = "\239\187\191"

-- ------------------------------------------------------------------ what a column is

-- Columns that say how a result is written and whether it is good, and change from year to year.
local ATTRIBUTES = { format_resultat = true, etat_indicateur = true }

local TIME = { annee = true, trimestre = true, dernier_jour_du_trimestre = true,
  dernier_jour_trim = true, dernier_jour_du_mois = true, date_dernier_jour_du_mois = true }

-- What a column is, by its type and by what is plain from its name.
local function expected_kind(column)
  if TIME[column.name] then return "time" end
  if column.type:find "^geo" or column.name:find "^date_" then return "ignored" end
  if ATTRIBUTES[column.name] then return "extra" end
  local is_number = column.type == "int" or column.type == "double"
  if is_number and column.name ~= "sexe" and not column.name:find "^code_" then
    return "measure"
  end
  return "dimension"
end

local function names_of(columns, kind)
  local names = {}
  for _, column in ipairs(columns) do
    if not kind or expected_kind(column) == kind then names[#names + 1] = column.name end
  end
  table.sort(names)
  return names
end

local function sorted(list)
  local copy = { lua.unpack(list) }
  table.sort(copy)
  return copy
end

local function each(run)
  for _, one in ipairs(measured) do run(one, datasets.of(one.id)) end
end

describe("urssaf.domain.catalogue", function()
  hygiene("urssaf.domain.catalogue", { "dataset", "each", "family", "ids" })

  it("says whom figures cover where Urssaf states it, in both languages", function()
    for _, id in ipairs(catalogue.ids()) do
      local scope = datasets.of(id).scope
      if scope then
        assert.is_string(scope.fr, id)
        assert.is_string(scope.en, id)
        assert.are_not.equal(scope.fr, scope.en, id)
      end
    end
    for id, text in pairs {
      ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-epci"] = "établissements"
        .. " employeurs du secteur privé, régime général, hors agriculture, hors Mayotte, hors"
        .. " intérimaires",
      ["dpae-mensuelles-par-region"] = "régime général, hors intérim, contrats de plus d'un mois",
      ["dpae-par-region-x-na38"] = "régime général, hors intérim",
    } do
      assert.are.equal(text, datasets.of(id).scope.fr)
    end
    assert.is_nil(datasets.of("procedures-collectives-par-region").scope)
  end)

  it("says of each dataset whom or what it is about, in both languages", function()
    for _, id in ipairs(catalogue.ids()) do
      local subject = catalogue.dataset(id).subject
      assert.matches("%a", subject and subject.fr or "", id)
      assert.matches("%a", subject and subject.en or "", id)
    end
    local function subject(id) return catalogue.dataset(id).subject.fr end
    assert.are.equal("Auto-entrepreneurs", subject "auto-entrepreneurs-par-departement-secteur")
    assert.are.equal("Économie sociale et solidaire",
      subject "nombre-etab-effectifs-salaries-et-masse-salariale-ess-departements")
    assert.are.equal("Primes aux salariés, champ large",
      subject "primes-exceptionnelles-par-an-champ-large-france-entiere")
  end)

  -- they are no series as the portal has them, and are read as such: see year_columns_spec.lua
  local OF_YEAR_COLUMNS = {
    "etablissements-et-effectifs-salaries-au-niveau-commune-x-ape-last",
    "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-france-",
    "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-dep",
    "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-reg",
    "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-zon",
  }

  it("has the 83 datasets that are series, five with columns of a year, and no other", function()
    local ids, count = {}, { quarter = 0, month = 0, year = 0 }
    for i, one in ipairs(measured) do
      ids[i], count[one.grain] = one.id, count[one.grain] + 1
    end
    assert.are.same({ quarter = 24, month = 12, year = 47 }, count)
    for _, id in ipairs(OF_YEAR_COLUMNS) do ids[#ids + 1] = id end
    table.sort(ids, sorting.before)
    assert.are.same(ids, catalogue.ids())
    assert.are.same(ids, datasets.names())
    assert.is_nil(catalogue.dataset "planning-de-mise-a-jour")
    assert.is_nil(catalogue.family "planning-de-mise-a-jour")
  end)

  it("lists the datasets of each family in its own file", function()
    local i = 0
    for family in catalogue.each() do
      i = i + 1
      assert.are.equal(families[i].name, family.name)
      assert.are.same({ lua.unpack(families[i]) }, family.ids)
      for _, id in ipairs(family.ids) do
        assert.are.equal(id, family.datasets[id].id)
        assert.are.equal(family.name, family.datasets[id].family)
      end
    end
  end)

  each(function(one, known)
    it("knows the grain and the columns of " .. one.id, function()
      assert.are.equal(one.grain, known.grain)
      assert.are.same(names_of(one.columns), sorted(known.columns))
      assert.are.same(names_of(one.columns, "time"), sorted(known.time))
      assert.are.same(names_of(one.columns, "dimension"), sorted(known.dimensions))
      assert.are.same(names_of(one.columns, "extra"), sorted(known.attributes))
      assert.are.same(names_of(one.columns, "measure"), sorted(known.measures))
      for _, column in ipairs(one.columns) do
        local kind = expected_kind(column)
        assert.are.equal(kind, known.kinds[column.name])
        assert.are.equal(kind == "measure", schema.is_measure(column, one.id), column.name)
      end
    end)
  end)

  it("has the main dataset's columns twice: those that a fetch needs, and these", function()
    assert.are.same(sorted(datasets.of(datasets.DATASET).columns),
      sorted(datasets.required(datasets.DATASET)))
    assert.is_nil(datasets.required "procedures-collectives-par-region")
  end)

  -- as Urssaf's descriptions state them
  it("knows how long after a period's end a dataset is released", function()
    for id, lag in pairs { ["auto-entrepreneurs-par-departement"] = 200,
      ["dpae-france-entiere-x-na38"] = 20, ["dpae-mensuelles-par-region"] = 50,
      ["masse-salariale-du-secteur-prive-france-entiere"] = 50,
      ["procedures-collectives-par-region"] = 20,
      ["particuliers-employeurs-par-categorie-demploi-et-par-region"] = 110,
      ["nombre-etab-effectifs-salaries-et-masse-salariale-secteur-prive-epci"] = 250,
      ["taux-rar-horsto-mensuels-entreprises-de-10-salaries-ou-plus"] = 20 } do
      assert.are.equal(lag, datasets.of(id).lag, id)
    end
    assert.are.equal("half-year", datasets.of("auto-entrepreneurs-par-departement").released)
    assert.is_nil(datasets.of("dpae-annuelles-sexe-age").lag)
  end)
end)

-- ------------------------------------------------------------------ what a measure is

-- By their names.
local RATES = { "^part_", "^taux_", "^glissement_", "^ga_", "^gt_", "_moyen_par_indiv$", "^note$",
  "^resultats$" }

local function is_rate(name)
  for _, pattern in ipairs(RATES) do
    if name:find(pattern) then return true end
  end
  return false
end

local function operands(part) return type(part) == "table" and part or { part } end

describe("a measure of the catalogue", function()
  each(function(one, known)
    it("is defined in " .. one.id, function()
      for _, name in ipairs(known.measures) do
        local definition = measures.of(name, one.id)
        assert.are.equal(name, definition.name)
        assert.are.equal(is_rate(name), definition.nature == "ratio", name)
        assert.is_number(measures.rank(name, one.id), name)
        assert.are.equal(name:find "^m.*moyen" ~= nil, definition.unit == "EUR/person", name)
        if name:find "^effectifs_salaries_moyens" then
          assert.are.equal("count", definition.nature)
        end
      end
    end)

    it("has its parts beside it in " .. one.id, function()
      for _, name in ipairs(known.measures) do
        local parts = measures.of(name, one.id).parts
        for _, part in ipairs(parts and { parts.numerator, parts.denominator } or {}) do
          for _, operand in ipairs(operands(part)) do
            assert.are.equal("measure", known.kinds[operand], name)
            assert.are_not.equal("ratio", measures.of(operand, one.id).nature)
          end
        end
      end
    end)
  end)

  it("has the same label in all families", function()
    local labels = {}
    for family in catalogue.each() do
      for _, definition in ipairs(family.measures) do
        local name = definition.name
        labels[name] = labels[name] or definition.label
        assert.are.same(labels[name], definition.label, name)
      end
    end
  end)

  it("has another formula where other columns stand beside it", function()
    local by_quarter = "prime-partage-valeur-du-secteur-prive-par-trimestre-par-region"
    local by_year = "prime-partage-valeur-du-secteur-prive-par-an-par-region"
    local of_people = "prime-partage-valeur-du-secteur-prive-par-an-par-sexe-x-age"
    local name = "taux_de_couverture_des_di"
    assert.are.same({ numerator = "montant_di_ppv", denominator = "montant_prime_ppv",
      factor = 100 }, measures.of(name, by_quarter).parts)
    assert.are.equal("montant_di_total_ppv", measures.of(name, by_year).parts.numerator)
    assert.is_nil(measures.of(name, of_people).parts)
    assert.is_nil(measures.of(name).parts)
  end)

  it("says what grows, of a growth", function()
    for name, expected in pairs {
      glissement_annuel_masse_salariale = { "masse_salariale_brute", "year", true },
      glissement_annuel_de_la_ms = { "masse_salariale_brute", "year" },
      gt_ms_t_50j_cvs = { "ms_t_50j_cvs", "quarter" }, ga_ms_t_60j_cvs = { "ms_t_60j_cvs", "year" },
    } do
      local growth = measures.of(name).growth
      assert.are.same(expected, { growth.of, growth.over, growth.checked }, name)
      assert.is_table(measures.of(growth.of))
    end
  end)

  it("says of what partial unemployment is a share", function()
    assert.are.same({ numerator = "assiette_chomage_partiel", factor = 100, checked = true,
      denominator = { "masse_salariale_brute", "assiette_chomage_partiel" } },
      measures.of("part_assiette_chomage_partiel").parts)
  end)

  it("means what it means in its dataset", function()
    local independents = "travailleurs-independants-par-departement"
    for _, name in ipairs { "administrativement_actifs", "economiquement_actifs" } do
      assert.matches("auto%-entrepreneurs", measures.of("administrativement_actifs").definition.en
        :lower())
      assert.matches("self%-employed", measures.of(name, independents).definition.en)
      assert.are.same({}, measures.breaks(name, independents))
    end
    assert.are.equal(5, #measures.breaks("administrativement_actifs"))
    assert.are.equal(5, #measures.breaks("administrativement_actifs", datasets.DATASET))
    assert.are.equal(measures.of("radiations"), measures.of("radiations", datasets.DATASET))
  end)

  it("means the same in a dataset that the library does not know as without one", function()
    assert.are.equal(measures.of("dpae_brut"), measures.of("dpae_brut", "jeu-prive"))
    assert.are.equal(5, #measures.breaks("radiations", "jeu-prive"))
    assert.is_nil(measures.of("mystere", "jeu-prive"))
    assert.is_nil(measures.of("mystere", datasets.DATASET))
  end)
end)

-- ------------------------------------------------------------------ reading

local YEARS = { 2023, 2024 }

-- A figure of one of two synthetic rows of a unit; turnover is plausible for so many accounts.
local function value(name, row, position)
  return (name == "chiffres_d_affaires" and 4500 or 1) * (1000 * row + position)
end

-- A cell of such a row.
local function cell(column, row, position)
  local name, year = column.name, YEARS[row]
  if name == "annee" then return ("%d"):format(year) end
  if name == "trimestre" then return "2" end
  if name:find "mois" and TIME[name] then return year .. "-06-30" end
  if TIME[name] then return year .. "-06-30" end
  local kind = expected_kind(column)
  if kind == "measure" then return ("%d"):format(value(name, row, position)) end
  if kind == "ignored" then return column.type:find "^geo" and "" or ("17%08d"):format(row) end
  local width = dimensions.code_width(name)
  if width then return ("0"):rep(width - 1) .. "1" end
  return name == "sexe" and "1" or "x" .. position
end

-- How a heading calls a column: by its name, or by its label. Some labels here are made up: those
-- with other words than the name are known to nobody.
local HEADINGS = {
  names = function(column) return column.name end,
  labels = function(column)
    local has_other_words = column.name == "note" or column.name:find "^mtt_"
    return column.is_made_up and has_other_words and column.name or column.label
  end,
}

local function csv_of(one, heading)
  local lines = { {}, {}, {} }
  for i, column in ipairs(one.columns) do
    lines[1][i] = heading(column)
    for row = 1, 2 do lines[row + 1][i] = cell(column, row, i) end
  end
  for i, line in ipairs(lines) do lines[i] = table.concat(line, ";") end
  return MARK .. table.concat(lines, "\r\n") .. "\r\n"
end

-- Datasets with the same columns: the file does not tell which it is.
local TWINS = {
  ["les-revenus-des-ti-par-departement-fin-dec"] = true,
  ["les-revenus-des-travailleurs-independants-par-departement"] = true,
  ["les-revenus-des-ti-par-secteur-fin-dec"] = true,
  ["les-revenus-des-travailleurs-independants-par-secteur"] = true,
}

local function check_series(one, panel)
  local by_measure = {}
  for _, s in ipairs(panel.series) do by_measure[s.measure] = s end
  local key = {}
  for i, column in ipairs(one.columns) do
    local kind = expected_kind(column)
    if kind == "dimension" or kind == "extra" then key[column.name] = cell(column, 1, i) end
  end
  for i, column in ipairs(one.columns) do
    if expected_kind(column) == "measure" then
      local s = by_measure[column.name]
      local values = { s.values[1], s.values[#s.periods] }
      assert.are.same({ value(column.name, 1, i), value(column.name, 2, i) }, values)
      assert.are.same(key, s.key)
      by_measure[column.name] = nil
    end
  end
  assert.are.same({}, by_measure)
end

local function kinds_of(notes)
  local kinds = {}
  for i, note in ipairs(notes) do kinds[i] = note.kind end
  return kinds
end

local function expected_notes(one, is_given)
  local kinds = { TWINS[one.id] and not is_given and "datasets" or nil }
  for _, column in ipairs(one.columns) do
    if column.name:find "^date_[tu]" then kinds[#kinds + 1] = "seconds" end
  end
  return kinds
end

local function check_read(one, heading, options)
  local panel = assert(urssaf.read({ text = csv_of(one, heading) }, options))
  assert.are.equal((options or not TWINS[one.id]) and one.id or nil, panel.dataset)
  assert.are.equal(panel.dataset, panel.series[1].dataset)
  assert.are.same(expected_notes(one, options), kinds_of(panel.notes))
  check_series(one, panel)
end

describe("a file of the catalogue", function()
  local decode

  before_each(function() decode = package.loaded["urssaf.decode"] end)
  after_each(function() package.loaded["urssaf.decode"] = decode end)

  each(function(one)
    for what, heading in pairs(HEADINGS) do
      for _, decoder in ipairs { "C", "Lua" } do
        it(("%s is read by its %s, in %s"):format(one.id, what, decoder), function()
          if decoder == "Lua" then
            package.loaded["urssaf.decode"] = require "urssaf.csv.lua_decoder"
          end
          check_read(one, heading)
          check_read(one, heading, { dataset = one.id })
        end)
      end
    end

    it(one.id .. " has the roles that a fetch gives its columns", function()
      local header, fields = {}, {}
      for i, column in ipairs(one.columns) do
        header[i] = column.name
        fields[i] = { name = column.name, label = column.label,
          type = column.type }
      end
      assert.are.same(assert(schema.roles(header, schema.knowledge(nil, {}))),
        (assert(schema.roles(header, schema.knowledge(one.id, {}, fields, fields)))))
    end)
  end)
end)
