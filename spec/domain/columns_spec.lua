-- What a decoder asks of a file's columns.
local columns = require "urssaf.domain.columns"
local datasets = require "urssaf.domain.datasets"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local schema = require "urssaf.domain.schema"

local MAIN = datasets.DATASET
local HEADER = datasets.required(MAIN)

local function fields_of(header)
  local fields = {}
  for i, name in ipairs(header) do fields[i] = { name = name } end
  return fields
end

-- What both say of a header, when the metadata have these fields.
local function both(header, fields, options)
  local of_columns = columns.knowledge(MAIN, options or {}, fields, fields)
  local of_schema = schema.knowledge(MAIN, options or {}, fields, fields)
  local roles, err = columns.roles(header, of_columns)
  local expected, expected_err = schema.roles(header, of_schema)
  return { roles, err and err.message }, { expected, expected_err and expected_err.message },
    of_columns
end

-- The columns in other orders: backwards, and from the k-th on.
local function orders()
  local backwards, list = {}, {}
  for i, name in ipairs(HEADER) do backwards[#HEADER + 1 - i] = name end
  for k = 0, #HEADER - 1 do
    list[k + 1] = {}
    for i = 1, #HEADER do list[k + 1][i] = HEADER[(i + k - 1) % #HEADER + 1] end
  end
  list[#list + 1] = backwards
  return list
end

local function main_knowledge()
  local fields = fields_of(HEADER)
  return columns.knowledge(MAIN, {}, fields, fields)
end

describe("urssaf.domain.columns", function()
  hygiene("urssaf.domain.columns", { "check_measures", "knowledge", "names_of", "roles" })

  it("gives the main dataset's columns the roles that schema.lua finds, in any order", function()
    for _, header in ipairs(orders()) do
      local found, expected, knowledge = both(header, fields_of(HEADER))
      assert.are.same(expected, found)
      assert.are.equal(12, #found[1])
      assert.is_function(knowledge.later)
    end
  end)

  it("leaves every other header to schema.lua, with all that is known", function()
    local other, longer = { lua.unpack(HEADER) }, { lua.unpack(HEADER) }
    other[9], longer[13] = "radiations_nettes", "solde"
    local repeated = { lua.unpack(HEADER) }
    repeated[4] = "departement"
    for what, case in pairs {
      ["a column that is gone"] = { other, fields_of(other) },
      ["a column that the metadata lack"] = { longer, fields_of(HEADER) },
      ["one more column"] = { longer, fields_of(longer) },
      ["a column twice"] = { repeated, fields_of(HEADER) },
      ["a dimension"] = { longer, fields_of(longer), { dimensions = { "solde" } } },
    } do
      local found, expected, knowledge = both(lua.unpack(case))
      assert.are.same(expected, found, what)
      assert.is_nil(knowledge.later, what)
      assert.is_table(knowledge.kinds, what)
    end
  end)

  it("needs the measures that were asked for", function()
    local found, expected = both(HEADER, fields_of(HEADER), { measures = { "x" } })
    assert.are.same(expected, found)
    assert.matches("no column 'x'", found[2], 1, true)
  end)

  it("names dimensions and measures in byte order", function()
    for _, knowledge in ipairs { schema.knowledge(nil, {}),
      main_knowledge() } do
      local roles = assert(columns.roles(HEADER, knowledge))
      local dimensions, measures = columns.names_of(roles, {}, knowledge)
      assert.are.same({ "code_departement", "code_region", "departement", "region" }, dimensions)
      assert.are.same({ "administrativement_actifs", "chiffres_d_affaires",
        "economiquement_actifs", "immatriculations", "radiations" }, measures)
    end
  end)

  it("names no dimension that differs within a unit", function()
    local knowledge = main_knowledge()
    local roles = assert(columns.roles(HEADER, knowledge))
    local varying = { [4] = { varies = true } } -- region
    assert.are.equal("region", HEADER[4])
    assert.are.same({ "code_departement", "code_region", "departement" },
      (columns.names_of(roles, varying, knowledge)))
  end)

  it("needs a measure", function()
    local function check(header)
      local knowledge = schema.knowledge(nil, {})
      return columns.check_measures(header, assert(schema.roles(header, knowledge)), knowledge)
    end
    local ok, err = check { "annee", "region" }
    assert.is_nil(ok)
    assert.are.equal("schema", err.kind)
    assert.is_true(check { "annee", "radiations" })
  end)
end)
