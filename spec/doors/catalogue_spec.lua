-- Each dataset of the catalogue from the stand-in portal: a fetch, and files saved with names and
-- with labels, give the same panel. Large datasets differ from small ones in their rows alone.
local http_get = require "spec.support.http_get"
local measures = require "urssaf.domain.measures"
local schemas = require "spec.support.standin.measured_columns"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local MOST_ROWS = 1000

-- Datasets with the same columns as another one: a file does not tell which it is.
local function has_twin(id)
  return id:find "^les%-revenus" ~= nil and not id:find "departement%-secteur$"
end

describe("the catalogue", function()
  local portal = standin.for_cases { catalogue = "part" }

  local function saved(id, use_labels)
    local response = http_get(("%s/catalog/datasets/%s/exports/csv?use_labels=%s"):format(
      portal.base_url, id, tostring(use_labels)))
    assert.are.equal(200, response.status)
    return { text = response.body }
  end

  local function check_same(fetched, panel)
    assert.are.same(fetched.periods, panel.periods)
    assert.are.same(fetched.series, panel.series)
    assert.are.same(fetched.source.dimensions, panel.source.dimensions)
    assert.are.same(fetched.source.measures, panel.source.measures)
  end

  for _, schema in ipairs(schemas) do
    if schema.rows <= MOST_ROWS then
      it(("has %s: a fetch and a file are one panel"):format(schema.id), function()
        local fetched = assert(urssaf.fetch(schema.id, portal:options()))
        assert.are.equal(schema.grain, fetched.frequency)
        for _, s in ipairs(fetched.series) do
          assert.are.equal(schema.id, s.dataset)
          assert.is_table(measures.of(s.measure, s.dataset))
        end
        for _, use_labels in ipairs { false, true } do
          local found = assert(urssaf.read(saved(schema.id, use_labels)))
          check_same(fetched, found)
          assert.are.equal(not has_twin(schema.id) and schema.id or nil, found.dataset)
          check_same(fetched, assert(urssaf.read(saved(schema.id, use_labels),
            { dataset = schema.id })))
        end
      end)
    end
  end
end)
