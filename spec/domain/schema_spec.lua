local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local schema = require "urssaf.domain.schema"

local MAIN = "auto-entrepreneurs-par-departement"
local HEADER = { "region", "departement", "annee", "trimestre", "dernier_jour_du_trimestre",
  "code_region", "code_departement", "immatriculations", "radiations", "chiffres_d_affaires",
  "economiquement_actifs", "administrativement_actifs" }

local function field(name, kind, label)
  return { name = name, type = kind, label = label }
end

local function roles_of(header, dataset, fields, options, asked)
  return schema.roles(header, schema.knowledge(dataset, options or {}, fields, asked))
end

-- Metadata with these columns only.
local function fields_of(header)
  local fields = {}
  for i, name in ipairs(header) do fields[i] = { name = name } end
  return fields
end

local function kinds(roles)
  local list = {}
  for i, role in ipairs(roles) do list[i] = role.role end
  return table.concat(list, " ")
end

describe("urssaf.domain.schema", function()
  hygiene("urssaf.domain.schema", { "time_part", "is_measure", "knowledge", "roles",
    "check_measures", "column_name", "is_undated", "names_of", "numeric_kind" })

  hygiene("urssaf.domain.unknown_columns", { "refusal", "settle" })

  it("knows the columns of the main dataset by their names", function()
    local roles = assert(roles_of(HEADER, MAIN, fields_of(HEADER)))
    assert.are.equal("attribute attribute year quarter last_day dimension dimension measure measure"
      .. " measure measure measure", kinds(roles))
    assert.are.equal(6, roles[1].of)
    assert.are.equal(7, roles[2].of)
    assert.are.same({ 2, 2 }, { roles[6].width, roles[7].width })
    assert.is_true(roles[7].rank < roles[6].rank)
  end)

  it("quotes of what comes from outside only so much that a message can be read", function()
    local long, many = ("x"):rep(100000), { "annee" }
    for i = 2, 4096 do many[i] = "colonne_" .. i end
    for what, case in pairs {
      ["a long heading twice"] = { { "annee", long, long } },
      ["a long heading that the metadata lack"] = { { "annee", long }, { field "annee" } },
      ["a long field that the header lacks"] = { { "annee" }, { field "annee", field(long) },
        { field(long) } },
      ["many headings"] = { many },
      ["many fields"] = { { "annee", "metier" }, fields_of(many), fields_of(many) },
    } do
      local roles, err = roles_of(case[1], nil, case[2], { measures = { "radiations" } }, case[3])
      assert.is_nil(roles, what)
      assert.are.equal("schema", err.kind)
      assert.is_true(#err.message < 5000, ("%s: %d bytes"):format(what, #err.message))
    end
    assert.matches("annee, colonne_2, .*, colonne_20 and 4076 more$",
      select(2, roles_of(many, nil, nil, { measures = { "radiations" } })).message)
  end)

  it("knows them in any order", function()
    local roles = assert(roles_of({ "radiations", "code_region", "annee", "region", "trimestre" }))
    assert.are.equal("measure dimension year attribute quarter", kinds(roles))
    assert.are.equal(2, roles[4].of)
  end)

  it("makes a name without its code a dimension", function()
    assert.are.equal("dimension year quarter measure",
      kinds(assert(roles_of { "region", "annee", "trimestre", "radiations" })))
  end)

  it("uses the metadata's types for unknown columns", function()
    local fields = { field("annee", "date"), field("trimestre", "int"), field("metier", "text"),
      field("revenu", "double"), field("geo", "geo_point_2d"), field("code_ape", "int"),
      field("mise_en_ligne", "datetime"), field("ouverture", "date"), field("est_x", "boolean") }
    local header = { "annee", "trimestre", "metier", "revenu", "geo", "code_ape", "mise_en_ligne",
      "ouverture", "est_x" }
    assert.are.equal("year quarter dimension measure ignored dimension ignored ignored ignored",
      kinds(assert(roles_of(header, "unknown", fields))))
  end)

  it("uses the metadata's labels too", function()
    local fields = { field("annee", "date", "An"), field("valeur_x", "double", "Valeur (x)") }
    local roles = assert(roles_of({ "An", "Valeur (x)" }, "unknown", fields))
    assert.are.equal("year measure", kinds(roles))
    assert.are.equal("valeur_x", roles[2].name)
  end)

  it("makes a new text column of a known dataset an attribute unless it is named", function()
    local fields, header = {}, {}
    for i, name in ipairs(HEADER) do fields[i], header[i] = field(name, "text"), name end
    fields[13], header[13] = field("sexe", "text"), "sexe"
    local roles = assert(roles_of(header, MAIN, fields))
    assert.are.equal("attribute", roles[13].role)
    assert.is_nil(roles[13].of)
    roles = assert(roles_of(header, MAIN, fields, { dimensions = { "sexe" } }))
    assert.are.equal("dimension", roles[13].role)
  end)

  it("ranks an estimate after its measure, in any order of columns", function()
    for _, header in ipairs { { "annee", "radiations_estimees", "radiations", "mystere" },
      { "annee", "radiations", "radiations_estimees", "mystere" } } do
      local ranks = {}
      for i, role in ipairs(schema.roles(header, schema.knowledge(nil, {}, {
        field("annee", "date"), field("radiations", "int"), field("radiations_estimees", "int"),
        field("mystere", "int") }))) do
        ranks[header[i]] = role.rank
      end
      assert.is_true(ranks.radiations < ranks.radiations_estimees)
      assert.is_true(ranks.radiations_estimees < ranks.mystere)
    end
  end)

  it("ranks unknown dimensions by name, not by position", function()
    local one = assert(roles_of({ "annee", "b", "a", "radiations" }, nil, nil,
      { dimensions = { "a", "b" } }))
    local other = assert(roles_of({ "a", "annee", "radiations", "b" }, nil, nil,
      { dimensions = { "a", "b" } }))
    assert.is_true(one[3].rank < one[2].rank)
    assert.are.equal(one[3].rank, other[1].rank)
    assert.are.equal(one[2].rank, other[4].rank)
  end)

  it("takes a file with the last day of a month for a monthly one", function()
    for _, name in ipairs { "dernier_jour_du_mois", "date_dernier_jour_du_mois",
      "Dernier jour du mois", "Date dernier jour du mois" } do
      assert.are.equal("month_end measure", kinds(assert(roles_of { name, "dpae_brut" })))
      assert.are.equal("year quarter month_end measure",
        kinds(assert(roles_of { "annee", "trimestre", name, "dpae_brut" })))
    end
    assert.are.equal("month_end", schema.time_part "dernier_jour_du_mois")
    assert.is_false(schema.is_measure { name = "date_dernier_jour_du_mois", type = "int" })
  end)

  it("takes all last days, which must agree", function()
    assert.are.equal("month_end month_end measure", kinds(assert(roles_of {
      "dernier_jour_du_mois", "date_dernier_jour_du_mois", "dpae_brut" })))
    assert.are.equal("last_day month_end measure", kinds(assert(roles_of {
      "dernier_jour_du_trimestre", "dernier_jour_du_mois", "dpae_brut" })))
  end)

  it("leaves out measures that were not asked for", function()
    assert.are.equal("year ignored measure", kinds(assert(roles_of({ "annee", "immatriculations",
      "radiations" }, nil, nil, { measures = { "radiations" } }))))
  end)

  for name, case in pairs {
    ["no time at all"] = { { "region", "radiations" }, nil, nil, nil, nil, "no columns that date" },
    ["quarters without years"] = { { "trimestre", "radiations" }, nil, nil, nil, nil,
      "date a row" },
    ["a year alone in a dataset of quarters"] = { { "annee", "radiations" }, MAIN,
      fields_of { "annee", "radiations" }, nil, nil, "date a row" },
    ["two columns of one name"] = { { "annee", "region", "Région" }, nil, nil, nil, nil,
      "two columns are 'region'" },
    ["a dimension that is not there"] = { { "annee", "radiations" }, nil, nil,
      { dimensions = { "sexe" } }, nil, "no column 'sexe'" },
    ["an export without a field the metadata have"] = { { "annee", "radiations" }, "unknown",
      fields_of { "annee", "radiations", "x" }, nil, fields_of { "annee", "radiations", "x" },
      "have a field 'x', the export has not" },
    ["a heading the metadata do not have"] = { { "annee", "x" }, "unknown",
      { field("annee", "date") }, nil, nil, "no field 'x'" },
  } do
    it("refuses " .. name, function()
      local roles, err = roles_of(case[1], case[2], case[3], case[4], case[5])
      assert.is_nil(roles)
      assert.are.equal("schema", err.kind)
      assert.matches(case[6], err.message, 1, true)
      assert.are.equal(case[1], err.came)
      assert.is_table(err.expected)
    end)
  end

  for i, gone in ipairs(HEADER) do
    -- the last day implies year and quarter, and the other way round
    local does_without = schema.time_part(gone) ~= nil
    it(("of the main dataset %s '%s'"):format(does_without and "does without" or "needs", gone),
      function()
        local header = { lua.unpack(HEADER) }
        table.remove(header, i)
        local roles, err = roles_of(header, MAIN, fields_of(header))
        if does_without then
          assert.is_truthy(roles)
        else
          assert.are.equal("schema", err.kind)
          assert.matches(("'%s' is gone"):format(gone), err.message, 1, true)
        end
      end)
  end

  it("needs each column of the main dataset, though there are as many others", function()
    local header = { lua.unpack(HEADER) }
    header[9] = "radiations_nettes"
    local roles, err = roles_of(header, MAIN, fields_of(header))
    assert.is_nil(roles)
    assert.matches("'radiations' is gone", err.message, 1, true)
  end)

  it("needs the measures that were asked for, though the main dataset is whole", function()
    local roles, err = roles_of(HEADER, MAIN, fields_of(HEADER), { measures = { "x" } })
    assert.is_nil(roles)
    assert.matches("no column 'x'", err.message, 1, true)
  end)

  it("distinguishes measures from codes, places and time", function()
    local found = {}
    for _, case in ipairs { field("radiations", "int"), field("radiations", "text"),
      field("code_region", "int"), field("trimestre", "int"), field("x", "double"),
      field("x", "text"), field("region", "int") } do
      found[#found + 1] = tostring(schema.is_measure(case))
    end
    assert.are.equal("true true false false true false false", table.concat(found, " "))
  end)
end)

describe("urssaf.csv.decoder", function()
  hygiene("urssaf.csv.decoder", { "backend", "new", "panel" })
end)

describe("urssaf.portal.call", function()
  hygiene("urssaf.portal.call", { "close_session", "end_waits", "new" })
end)

describe("urssaf.portal.response", function()
  hygiene("urssaf.portal.response", { "new" })
end)
