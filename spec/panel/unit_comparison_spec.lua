-- The shape of ranks, shares and contributions, and what JSON encoders make of it.
local cjson = require "spec.support.cjson"
local dkjson = require "dkjson"
local hygiene = require "spec.support.hygiene"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local keys = small_panel.keys
local RAD = "radiations"

local function two()
  return small_panel.panel(2020, { RAD }, {
    { keys.ain, [RAD] = { 10, 20, 30, 40, 50 } },
    { keys.corse, [RAD] = { 30, false, 20, 40, 40 } } })
end

local CASES = {
  rank = { fields = { "notes", "period", "rows" }, of = function() return two():rank() end },
  share = { fields = { "notes", "period", "rows", "total" },
    of = function() return two():share() end },
  contributions = { fields = { "from", "notes", "rows", "to", "total" },
    of = function() return two():contributions() end },
}

describe("a comparison of units", function()
  for name, case in pairs(CASES) do
    it(("has rows and named fields, which encoders take: %s"):format(name), function()
      local result = case.of()
      assert.are.equal(2, #result.rows)
      assert.are.equal("01", result.rows[1].key.code_departement)
      for _, json in ipairs { cjson, dkjson } do
        local back = json.decode(json.encode(result))
        assert.are.equal(2, #back.rows)
        assert.are.equal("01", back.rows[1].key.code_departement)
        assert.are.equal(result.period, back.period)
        for _, field in ipairs(case.fields) do assert.is_not_nil(back[field], field) end
        if #setmetatable({}, { __len = function() return 1 end }) == 1 then -- not in Lua 5.1
          local count = 0
          for _ in pairs(back) do count = count + 1 end
          assert.are.equal(#case.fields, count)
        end
      end
    end)

    it(("can be read as the list that it was in 0.1: %s"):format(name), function()
      local result, seen = case.of(), {}
      for i, row in ipairs(result) do seen[i] = row end
      assert.are.equal(#result.rows, #result)
      assert.are.equal(#result.rows, #seen)
      for i, row in ipairs(result.rows) do
        assert.are.equal(row, seen[i])
        assert.are.equal(row, result[i])
      end
      assert.is_nil(result[3])
    end)
  end

  it("prints its period, its first rows, and how many others and notes there are", function()
    local panel = small_panel.panel(2021, { "radiations" }, {
      { small_panel.keys.ain, radiations = { 100, 10, 20, 30, 150 } },
      { small_panel.keys.corse, radiations = { 100, 10, 20, 30, 50 } } })
    local function text(result) return (tostring(result):gsub("\194\160", " ")) end
    assert.are.equal("Q1 2022: 2 rows\n  1. Ain (01): 150\n  2. Corse-du-Sud (2A): 50",
      text(panel:rank()))
    assert.are.equal("Q1 2022: 2 rows\n  Ain (01): 150, 75.0%\n  Corse-du-Sud (2A): 50, 25.0%",
      text(panel:share()))
    -- of a growth from 200 to 200
    assert.are.equal("Q1 2021 to Q1 2022: 2 rows\n  Ain (01): 100 to 150, +25.0 pt\n"
      .. "  Corse-du-Sud (2A): 100 to 50, −25.0 pt", text(panel:contributions()))
    local many = text(urssaf.sample():rank { measure = "radiations" })
    assert.matches("^Q4 2025: 100 rows, 1 note\n  1%. Paris %(75%): ", many)
    assert.matches("\n  and 90 more$", many)
    assert.are.equal("0 rows", text(panel:filter({ departement = "Isère" }):rank()))
  end)

  it("has no rows where there is nothing to compare", function()
    local empty = two():filter({ departement = "Ain" }):filter { departement = "Corse-du-Sud" }
    for _, name in ipairs { "rank", "share", "contributions" } do
      local result = empty[name](empty, {})
      assert.are.same({ {}, {} }, { result.rows, result.notes })
      assert.are.equal(0, #result)
    end
  end)
end)

describe("cells", function()
  it("are records that encoders take", function()
    local result = two():records()
    assert.are.equal(9, #result.rows)
    assert.are.same({ period = "2020-Q1", key = keys.ain, measure = RAD, value = 10 },
      result.rows[1])
    assert.are.equal("2020-Q3", result.rows[7].period)
    assert.are.equal(9, #cjson.decode(cjson.encode(result)).rows)
    assert.are.same({}, two():records({ measure = RAD }).notes)
  end)

  it("print how many there are, and the first columns", function()
    assert.are.equal("9 records", tostring(two():records()))
    for _, records in ipairs { true, false } do
      assert.are.equal("5 rows of 3 columns: period, 01, 2A",
        tostring(two():wide { records = records }))
    end
    assert.matches("^68 rows of 102 columns: period, 01, 02, 03, 04 and 97 more$",
      tostring(urssaf.sample():wide { measure = RAD }))
  end)

  it("of a wide table may be records, with holes that are no end", function()
    local made = two():wide { columns = "departement", records = true }
    assert.are.same({ "period", "Ain", "Corse-du-Sud" }, made.header)
    assert.are.same({ period = "2020-Q2", Ain = 20 }, made.rows[2])
    local back = cjson.decode(cjson.encode(made))
    assert.are.same({ period = "2020-Q3", Ain = 30, ["Corse-du-Sud"] = 20 }, back.rows[3])
    assert.are.same({ "2020-Q2", 20 }, two():wide({ columns = "departement" }).rows[2])
  end)
end)

describe("urssaf.panel.unit_comparison", function()
  hygiene("urssaf.panel.unit_comparison", { "of", "series" })
end)
