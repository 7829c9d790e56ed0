-- A panel with four times the units takes four times the instructions of Lua: the short form of
-- make bench-growing, which measures CPU and memory.
local dataset = require "spec.support.standin.catalogue.dataset"
local export = require "spec.support.standin.export"
local grown = require "spec.support.standin.catalogue.grown"
local query = require "spec.support.standin.query"
local schemas = require "spec.support.standin.measured_columns"
local tables = require "urssaf.base.tables"
local urssaf = require "urssaf"

local ID = "dpae-mensuelles-par-region"
local CSV = { delimiter = ";", use_labels = false, with_bom = false }
local PART = 77 -- four months
local USUAL, TIMES, MOST = 6, 4, 1.2

-- Some months of the dataset, with so many times its units.
local function panel_of(units)
  local schema = tables.find(schemas, function(one) return one.id == ID end)
  schema = grown.schema(schema, { units = units })
  local data, pieces = dataset.new(schema, math.floor(schema.rows / PART)), {}
  local view = query.view(data, { limit = -1 }, { order = "unit" })
  for piece in export.pieces("csv", view, CSV, {}) do pieces[#pieces + 1] = piece end
  return assert(urssaf.read({ text = table.concat(pieces) }, { dataset = ID })), data.count
end

-- How many hundreds of Lua's instructions it takes.
local function steps_of(work)
  local count = 0
  local hook, mask, every = debug.gethook()
  debug.sethook(function() count = count + 1 end, "", 100)
  work()
  debug.sethook(hook, mask, every)
  return count
end

local STEPS = {
  aggregate = function(panel) return panel:aggregate { by = "code_region" } end,
  rank = function(panel) return panel:rank { measure = "dpae_brut" } end,
  to_csv = function(panel) return panel:to_csv() end,
  report = function(panel) return assert(urssaf.report(panel, { region = "Bretagne" })) end,
}

describe("with four times the rows", function()
  local usual, rows, larger, more_rows

  setup(function()
    usual, rows = panel_of(USUAL)
    larger, more_rows = panel_of(USUAL * TIMES)
  end)

  it("a panel has four times the units", function()
    assert.are.equal(#usual.periods, #larger.periods)
    assert.are.equal(TIMES * #usual.series, #larger.series)
    assert.is_true(math.abs(TIMES * rows - more_rows) < TIMES)
  end)

  it("a panel may have four times the periods in their place", function()
    local schema = grown.schema({ id = ID, rows = 100 }, { periods = TIMES })
    assert.are.equal(400, schema.rows)
    local grid = grown.grid({ first = "2000-01", count = 25, { { weight = 1 } } }, schema.grown)
    assert.are.same({ first = "2000-01", count = 100, { { weight = 1 } } }, grid)
  end)

  -- LuaJIT does not count what it has compiled
  for name, step in pairs(rawget(_G, "jit") and {} or STEPS) do
    it(name .. " takes as many instructions for a row", function()
      local before = steps_of(function() step(usual) end)
      local after = steps_of(function() step(larger) end)
      assert.is_true(after / more_rows <= MOST * before / rows, ("%d and %d"):format(before, after))
    end)
  end
end)
