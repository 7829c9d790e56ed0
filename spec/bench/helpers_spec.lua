-- The benchmark of the operations on a panel measures what it says it does.
local helpers_data = require "spec.bench.helpers_data"
local not_empty = require "spec.support.not_empty"
local operations = require "spec.bench.operations"
local same_cells = require "spec.bench.same_cells"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

-- The names under which a file has operations, in the order of the alphabet.
local function names_in(path, pattern)
  local table_text = shell.read_file(path):match "OPERATIONS = {\n(.-)\n}"
  local names = {}
  for name in not_empty.matches("\n" .. table_text, pattern) do names[#names + 1] = name end
  table.sort(names)
  return names
end

describe("the operations that are measured", function()
  local folder, list, by_name

  setup(function()
    folder = shell.temporary_folder()
    helpers_data.write(folder)
    local function read(name) return assert(urssaf.read(folder .. "/" .. name .. ".csv")) end
    list, by_name = operations.list { panel = read "newer", older = read "older",
      population = helpers_data.rows(folder, "population"),
      prices = helpers_data.rows(folder, "prices") }, {}
    for _, one in ipairs(list) do by_name[one.name] = one end
  end)

  teardown(function() shell.remove(folder) end)

  local function cells_of(name) return by_name[name].cells(by_name[name].run()) end

  it("are all done by the other programs, but for those that have no cells", function()
    local compared = {}
    for _, one in ipairs(list) do compared[#compared + 1] = one.cells and one.name end
    table.sort(compared)
    local contenders = "spec/bench/contenders/helpers_"
    assert.are.same(compared, names_in(contenders .. "pandas.py", '\n    "([%l_]+)":'))
    for _, program in ipairs { "duckdb", "node", "polars" } do
      assert.are.same(compared, names_in(contenders .. program .. ".mjs", "\n  ([%l_]+): %["))
    end
    assert.are.same(compared, names_in(contenders .. "cjson.lua", "\n  ([%l_]+) = {"))
  end)

  it("have numbers in their cells", function()
    for _, one in ipairs(list) do
      local count = 0
      for cell, value in pairs(one.cells and cells_of(one.name) or {}) do
        assert.are.equal("number", type(value), one.name .. ", " .. cell)
        count = count + 1
      end
      assert.are.equal(one.cells ~= nil, count > 0, one.name)
    end
  end)

  it("give the sum that the file has", function()
    local sum = 0
    for line in not_empty.matches(shell.read(folder .. "/newer.csv"), "[^\n]+") do
      sum = sum + (tonumber(line:match ";2016;3;[^;]+;[^;]+;[^;]+;[^;]*;(%d+);") or 0)
    end
    assert.are.equal(sum, cells_of "total"["radiations|2016-Q3"])
  end)

  it("find that the strike-offs of 2024 were lower by three", function()
    local count = 0
    for cell, change in pairs(cells_of "diff") do
      assert.matches("^radiations|%w+|2024%-Q%d$", cell)
      assert.are.equal(3, change)
      count = count + 1
    end
    assert.are.equal(101 * 4, count)
  end)
end)

describe("results of two programs", function()
  local first_difference = same_cells.first_difference

  it("are the same within a billionth", function()
    assert.is_nil(first_difference({ a = 1e12, b = 0 }, { a = 1e12 + 100, b = 1e-10 }))
  end)

  it("differ in a value, or in a cell that only one of them has", function()
    assert.are.equal("a", first_difference({ a = 1, b = 2 }, { a = 1 + 3e-9, b = 2 }))
    assert.are.equal("b", first_difference({ a = 1, b = 2 }, { a = 1 }))
    assert.are.equal("b", first_difference({ a = 1 }, { a = 1, b = 2 }))
    assert.are.equal("a", first_difference({ a = 1 }, { a = 0 / 0 }))
  end)
end)

describe("make bench-helpers", function()
  it("prints a row for each operation, beside the fetch", function()
    -- one run says nothing of the time, by which the benchmark ends with an error or not
    local _, _, printed = shell.run(shell.with({ HELPERS_CONTENDERS = "none", HELPERS_ROUNDS = 1,
      HELPERS_RUNS = 1 }, shell.checkout .. shell.lua .. " spec/bench/helpers.lua"))
    for _, title in ipairs { "fetch", "total", "yoy", "to_csv, long", "check", "report" } do
      assert.matches("\n  " .. title .. "[^\n]* +%d+%.%d%d" .. (" +%-"):rep(6) .. " +%d+%.%d%d",
        printed)
    end
  end)
end)
