local lua = require "spec.support.lua"
local odsql = require "spec.support.standin.odsql"

local FIELDS = {
  { name = "name", type = "text" },
  { name = "size", type = "int" },
  { name = "rate", type = "double" },
  { name = "annee", type = "date" },
  { name = "day", type = "date" }, -- a keyword: a field only between back quotes
}

local ROWS = {
  { name = "Ain", size = 1, rate = 0.5, annee = "2023", day = "2023-12-31" },
  { name = "Aisne", size = 2, rate = -1.5, annee = "2024", day = "2024-03-31" },
  { name = "Côtes-d'Armor", size = 3, rate = 2.0, annee = "2024", day = "2024-12-31" },
  { name = 'a "b" \\ c', size = 10, annee = "2025", day = "2025-01-01" },
  { name = "two\nlines", annee = "2025" },
  {},
}

local function cell(i, name)
  return ROWS[i][name]
end

local function matching(where)
  local holds = assert(odsql.where(where, FIELDS))
  local found = {}
  for i = 1, #ROWS do
    if holds(cell, i) then
      found[#found + 1] = i
    end
  end
  return found
end

describe("where", function()
  local cases = {
    -- comparisons; null never compares
    { "size = 2", { 2 } },
    { "size != 2", { 1, 3, 4 } },
    { "size > 2", { 3, 4 } },
    { "size >= 2", { 2, 3, 4 } },
    { "size<2", { 1 } },
    { "size <= 2", { 1, 2 } },
    { "2 <= size", { 2, 3, 4 } },
    { "rate = 2", { 3 } },
    { "rate < -0.5", { 2 } },
    { "rate > -1.5e0", { 1, 3 } },
    { "size > rate", { 1, 2, 3 } },
    { "name > 'B'", { 3, 4, 5 } },

    -- strings
    { 'name = "Ain"', { 1 } },
    { "name = 'Ain'", { 1 } },
    { 'name = "ain"', {} },
    { [[name = "C\ôtes-d'Armor"]], { 3 } },
    { [[name = 'Côtes-d\'Armor']], { 3 } },
    { [[name = "a \"b\" \\ c"]], { 4 } },
    { 'name = "two\nlines"', { 5 } },
    { [[name = "two\nlines"]], {} }, -- \n is the letter n
    { [[name = "\A\i\n"]], { 1 } },
    { "startswith(name, 'Ai')", { 1, 2 } },
    { "startswith(name, 'ai')", {} },

    -- lists and ranges
    { 'name in ("Ain", "Aisne", "Nowhere")', { 1, 2 } },
    { "size in (1, 10)", { 1, 4 } },
    { "size in [2..3]", { 2, 3 } },
    { "rate in [-2..0.5]", { 1, 2 } },
    { "annee in [date'2023'..date'2024']", { 1, 2, 3 } },

    -- dates
    { "annee = date'2024'", { 2, 3 } },
    { "annee >= date'2024-01-01'", { 2, 3, 4, 5 } },
    { "annee = '2024'", { 2, 3 } },
    { "`day` > date'2024'", { 2, 3, 4 } },
    { "`day` <= date'2024-12-31'", { 1, 2, 3 } },
    { "`day` >= \"2024-12-31\"", { 3, 4 } },
    { "`day` in (date'2023-12-31', date'2025')", { 1, 4 } },

    -- null
    { "size is null", { 5, 6 } },
    { "size is not null", { 1, 2, 3, 4 } },
    { "not size = 2", { 1, 3, 4 } },

    -- logic: not before and before or
    { "size = 1 or size = 2 and rate > 0", { 1 } },
    { "(size = 1 or size = 2) and rate > 0", { 1 } },
    { "(size = 1 or size = 3) and rate > 1", { 3 } },
    { "size = 3 or size = 1 and rate > 1", { 3 } },
    { "not size = 1 and size < 4", { 2, 3 } },
    { "not (size = 1 and rate = 0.5)", { 2, 3, 4 } },
    { "size = 1 or size is null", { 1, 5, 6 } },
    { "not (size > 1 or rate > 100)", { 1 } },
    { "SIZE = 1", nil, "ODSQLError" },
    { "size = 1 AND name IN ('Ain')", { 1 } },
    { "`size` = 1", { 1 } },

    -- refused for their meaning
    { "nowhere = 1", nil, "ODSQLError" },
    { "size = '2'", nil, "ODSQLError" },
    { "size in ('2')", nil, "ODSQLError" },
    { "size in ['1'..'2']", nil, "ODSQLError" },
    { "name = 2", nil, "ODSQLError" },
    { "name = size", nil, "ODSQLError" },
    { "annee = 2024", nil, "ODSQLError" },
    { "annee = 'soon'", nil, "ODSQLError" },
    { "size > date'2024'", nil, "ODSQLError" },
    { "startswith(size, '1')", nil, "ODSQLError" },

    -- refused for their syntax
    { "size =", nil, "ODSQLSyntaxError" },
    { "= 1", nil, "ODSQLSyntaxError" },
    { "size == 1", nil, "ODSQLSyntaxError" },
    { "size = 1 size = 2", nil, "ODSQLSyntaxError" },
    { "(size = 1", nil, "ODSQLSyntaxError" },
    { "size in ()", nil, "ODSQLSyntaxError" },
    { "size between 1 and 2", nil, "ODSQLSyntaxError" },
    { 'name = "Ain', nil, "ODSQLSyntaxError" },
    { [[name = "Ain\"]], nil, "ODSQLSyntaxError" },
    { "annee = date'20'", nil, "ODSQLSyntaxError" },
    { "day = date'2024'", nil, "ODSQLSyntaxError" },
    { "sum(size) = 1", nil, "ODSQLSyntaxError" },
    { "size = 1;", nil, "ODSQLSyntaxError" },
    { "nowhere = ", nil, "ODSQLSyntaxError" },
    { "size", nil, "ODSQLSyntaxError" },
    { "", nil, "ODSQLSyntaxError" },
  }

  for _, case in ipairs(cases) do
    local where, expected, code = case[1], case[2], case[3]
    it((expected and "finds with " or "refuses ") .. where, function()
      if expected then
        assert.same(expected, matching(where))
      else
        local holds, err = odsql.where(where, FIELDS)
        assert.is_nil(holds)
        assert.equal(code, err.code)
        assert.matches("^ODSQL query is malformed: .+%. Clause%(s%) .+: where%.$", err.message)
      end
    end)
  end

  it("distinguishes unknown from false", function()
    local holds = odsql.where("size = 2", FIELDS)
    assert.is_true(holds(cell, 2))
    assert.is_false(holds(cell, 1))
    assert.is_nil(holds(cell, 6))
  end)

  it("names the unknown field", function()
    local _, err = odsql.where("size = 1 and nowhere = 1", FIELDS)
    assert.equal("ODSQL query is malformed: Unknown field: nowhere."
      .. " Clause(s) containing the error(s): where.", err.message)
  end)
end)

describe("select", function()
  local function names(text)
    local columns, err = odsql.select(text, FIELDS)
    if not columns then
      return err.code
    end
    local list = {}
    for i, column in ipairs(columns) do
      list[i] = column.alias and column.name .. "=" .. column.alias or column.name
    end
    return table.concat(list, " ")
  end

  local cases = {
    { "size", "size" },
    { "size, name", "size name" },
    { "*", "name size rate annee day" },
    { "size as n, `day` as `sum`", "size=n day=sum" },
    { "nowhere", "ODSQLError" },
    { "size,", "ODSQLSyntaxError" },
    { "count(*)", "ODSQLSyntaxError" },
    { "day", "ODSQLSyntaxError" },
  }
  for _, case in ipairs(cases) do
    it(case[1], function()
      assert.equal(case[2], names(case[1]))
    end)
  end
end)

describe("order_by", function()
  it("takes fields with a direction each", function()
    local keys = odsql.order_by("size desc, name, rate ASC", FIELDS)
    local found = {}
    for i, key in ipairs(keys) do
      found[i] = { key.name, key.descending or false }
    end
    assert.same({ { "size", true }, { "name", false }, { "rate", false } }, found)
  end)

  it("refuses unknown fields and directions", function()
    local _, unknown = odsql.order_by("nowhere", FIELDS)
    local _, unread = odsql.order_by("size up", FIELDS)
    assert.equal("ODSQLError", unknown.code)
    assert.equal("ODSQLSyntaxError", unread.code)
  end)
end)

describe("the module", function()
  it("touches no global and exports its three clauses", function()
    local before = {}
    for name in pairs(_G) do
      before[name] = true
    end
    for _, name in ipairs { "odsql", "odsql_lexer", "odsql_parser" } do
      lua.unload("spec.support.standin." .. name)
    end
    local fresh = require "spec.support.standin.odsql"
    for name in pairs(_G) do
      assert.is_true(before[name], "global " .. tostring(name))
    end
    assert.same({ "order_by", "select", "where" }, lua.sorted_keys(fresh))
  end)
end)
