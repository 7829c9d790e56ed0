local all_cells = require "spec.support.oracle.all_cells"
local sample = require "spec.support.standin.sample"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

describe("fetch", function()
  local portal = standin.for_cases()
  local data, panel

  setup(function()
    data = sample.auto_entrepreneurs()
    panel = assert(urssaf.fetch { cache = "off", base_url = portal.base_url })
  end)

  -- A part of the panel. A series of it does not say since when it has values: only the whole
  -- dataset tells.
  local function cut(selection)
    local list = panel:filter(selection).series
    for _, s in ipairs(list) do s.since = nil end
    return list
  end

  describe("narrowed", function()
    it("by a table asks the portal, and gets these units whole", function()
      local base_url = portal:with { { on = "any", delay = 0 } }
      local some = assert(urssaf.fetch { cache = "off", base_url = base_url,
        where = { code_departement = { "01", "2A" } } })
      assert.are.equal(10, #some.series)
      assert.are.equal(2 * 68, some.source.rows)
      assert.are.same(panel:filter { code_departement = { "01", "2A" } }.series, some.series)
      local wheres = {}
      for _, request in ipairs(portal:requests(base_url)) do
        local where = request.target:match("[?&]where=([^&]*)")
        if where then wheres[#wheres + 1] = where end
      end
      assert.are.equal(2, #wheres)
      assert.are.equal(wheres[1], wheres[2])
    end)

    it("by names with an apostrophe and an accent", function()
      local some = assert(portal:fetch { where = { departement = { "Côte-d'Or", "Isère" } } })
      assert.are.same(panel:filter { departement = { "Côte-d'Or", "Isère" } }.series, some.series)
    end)

    it("by a string of ODSQL", function()
      local some = assert(portal:fetch { where = 'region = "Bretagne" or region = "Corse"' })
      assert.are.same(panel:filter { region = { "Bretagne", "Corse" } }.series, some.series)
    end)

    it("by from and to, both inclusive, in any spelling", function()
      local some = assert(portal:fetch { from = "T3 2019", to = "2020-06-30" })
      assert.are.same({ "2019-Q3", "2019-Q4", "2020-Q1", "2020-Q2" }, some.periods)
      assert.are.equal(4 * 101, some.source.rows)
      assert.are.same(cut { from = "2019-Q3", to = "2020-Q2" }, some.series)
    end)

    it("by bare years", function()
      local some = assert(portal:fetch { from = 2015, to = "2016" })
      assert.are.equal("2015-Q1", some.periods[1])
      assert.are.equal("2016-Q4", some.periods[#some.periods])
      assert.are.equal(8, #some.periods)
    end)

    it("by measures, which alone are asked for", function()
      local base_url = portal:with { { on = "any", delay = 0 } }
      local some = assert(urssaf.fetch { cache = "off", base_url = base_url,
        measures = { "radiations" } })
      assert.are.same(panel:filter { measure = "radiations" }.series, some.series)
      local exports = 0
      for _, request in ipairs(portal:requests(base_url)) do
        if request.target:find("/exports/", 1, true) then
          exports = exports + 1
          assert.matches("radiations", request.target, 1, true)
          assert.is_nil(request.target:find("immatriculations", 1, true))
        end
      end
      assert.are.equal(1, exports)
    end)

    it("by all at once", function()
      local some = assert(portal:fetch { where = { region = "Bretagne" }, from = "2020-Q1",
        to = "2020-Q4", measures = { "immatriculations", "radiations" } })
      assert.are.same(cut { region = "Bretagne", from = 2020, to = 2020,
        measure = { "immatriculations", "radiations" } }, some.series)
    end)

    it("to nothing is an empty panel with a note", function()
      local none = assert(portal:fetch { where = { departement = "Atlantide" } })
      assert.are.same({}, none.series)
      assert.are.same({}, none.periods)
      assert.are.equal("empty", none.notes[1].kind)
    end)

    it("by a value that no unit has carries a note, naming it", function()
      local some = assert(portal:fetch { where = { departement = { "Ain", "Aiin" },
        code_region = 84 } })
      assert.are.equal(5, #some.series)
      assert.are.equal(1, #some.notes)
      assert.are.equal("unmatched", some.notes[1].kind)
      assert.matches("departement = 'Aiin'", some.notes[1].message, 1, true)
    end)

    it("by a code in any spelling matches without a note", function()
      for _, code in ipairs { 1, 1.0, "1", "01" } do
        local some = assert(portal:fetch { where = { code_departement = code } })
        assert.are.equal(5, #some.series)
        assert.are.same({}, some.notes)
      end
    end)

    it("by values that would break out of their quotes finds nothing", function()
      for _, value in ipairs { '" or 1=1 or region="', "\\", '\\" or 1=1', "a\nb",
        "x' or 'a'='a" } do
        local none = assert(portal:fetch { where = { departement = value } })
        assert.are.equal(0, #none.series)
      end
    end)
  end)

  describe("when the schema moves", function()
    local both = function(fault)
      fault.on = "any"
      return fault
    end

    it("says which column is gone, what was expected and what came", function()
      local _, err = portal:fetch({}, { both { rename = { radiations = "sorties" } } })
      assert.are.equal("schema", err.kind)
      assert.matches("'radiations' is gone", err.message, 1, true)
      assert.matches("sorties", err.message, 1, true)
      assert.is_truthy(all_cells.index_of(err.expected, "radiations"))
      assert.is_truthy(all_cells.index_of(err.came, "sorties"))
    end)

    it("does without a measure nobody asked for", function()
      local some = assert(portal:fetch({ measures = { "immatriculations" } },
        { both { rename = { radiations = "sorties" } } }))
      assert.are.equal(101, #some.series)
    end)

    it("needs the codes, by which units are known", function()
      local _, err = portal:fetch({}, { both { rename = { code_departement = "cd" } } })
      assert.are.equal("schema", err.kind)
      assert.matches("'code_departement' is gone", err.message, 1, true)
    end)

    it("sees that the export lacks a column that the metadata have", function()
      local id = "auto-entrepreneurs-par-secteur-dactivite"
      local fields = assert(urssaf.describe(id, { base_url = portal.base_url })).fields
      for gone = 1, #fields do
        local columns = {}
        for i, field in ipairs(fields) do
          if i ~= gone then columns[#columns + 1] = field.name end
        end
        local result, err = urssaf.fetch(id, { cache = "off", base_url = portal:with {
          { on = "export", columns = columns } } })
        assert.is_nil(result)
        assert.are.equal("schema", err.kind, tostring(err))
        assert.matches(("'%s'"):format(fields[gone].name), err.message, 1, true)
      end
    end)

    it("says that time is gone", function()
      local _, err = portal:fetch({}, { both { rename = { dernier_jour_du_trimestre = "jour",
        trimestre = "t" } } })
      assert.are.equal("schema", err.kind)
      assert.matches("date", err.message)
    end)

    it("does without the year and the number where the last day is there", function()
      local columns = {}
      for _, field in ipairs(data.fields) do
        if field.name ~= "annee" and field.name ~= "trimestre" then
          columns[#columns + 1] = field.name
        end
      end
      local same = assert(portal:fetch({}, { both { columns = columns } }))
      assert.are.same(panel.series, same.series)
    end)

    it("takes an unknown number as a measure, after the known ones", function()
      local id = "auto-entrepreneurs-par-secteur-dactivite"
      local before = assert(urssaf.fetch(id, { cache = "off", base_url = portal.base_url }))
      local after = assert(urssaf.fetch(id, {
        base_url = portal:with { both { rename = { radiations = "nouveaux" } } },
      }))
      local measures = {}
      for i = 1, 5 do measures[i] = after.series[i].measure end
      assert.are.same({ "immatriculations", "chiffres_d_affaires", "economiquement_actifs",
        "administrativement_actifs", "nouveaux" }, measures)
      assert.are.equal("radiations", before.series[2].measure)
      assert.are.same(before.series[2].values, after.series[5].values)
    end)

    it("an unknown measure that is asked for is met with the nearest", function()
      local _, err = portal:fetch { measures = { "radiation" } }
      assert.are.equal("schema", err.kind)
      assert.matches("did you mean 'radiations'", err.message, 1, true)
      assert.are.equal("radiations", err.nearest)
    end)

    it("an unknown field of where is met with the nearest, if one is near", function()
      local _, err = portal:fetch { where = { departemant = "Isère" } }
      assert.are.same({ "portal", "departement" }, { err.kind, err.nearest })
      assert.matches("Unknown field: departemant", err.message, 1, true)
      assert.matches("(did you mean 'departement'?)", err.message, 1, true)
      _, err = portal:fetch { where = "code_regoin = '84'" }
      assert.are.equal("code_region", err.nearest)
      _, err = portal:fetch { where = { couleur = "rouge" } }
      assert.are.equal("portal", err.kind)
      assert.is_nil(err.nearest)
      assert.is_nil(err.message:find("did you mean", 1, true))
    end)
  end)

  describe("of a publication that changes between the answers", function()
    local function older(times)
      local body = '{"fields": [%s], "metas": {"default": {"records_count": 6666,'
        .. ' "data_processed": "2025-01-01T00:00:00+00:00"}}}'
      local fields = {}
      for i, field in ipairs(data.fields) do
        fields[i] = ('{"name": "%s", "type": "%s"}'):format(field.name, field.type)
      end
      return { on = "metadata", times = times, body = body:format(table.concat(fields, ",")),
        headers = { ["content-type"] = "application/json" } }
    end

    it("asks once more, and names the one that came", function()
      local base_url = portal:with { older(1) }
      local result = assert(urssaf.fetch { cache = "off", base_url = base_url })
      assert.are.equal(panel.source.data_processed, result.source.data_processed)
      assert.are.same({}, result.notes)
      assert.are.equal(6, #portal:requests(base_url))
    end)

    it("keeps the panel, if the second time fails", function()
      -- both faults match the first request, and the later one is used; the second meets the other
      local first = older(1)
      first.status = 200
      local result = assert(portal:fetch({}, { { on = "metadata", status = 503 }, first }))
      assert.are.equal("publication", result.notes[1].kind)
    end)

    it("notes it, if the metadata stay behind", function()
      local result = assert(portal:fetch({}, { older() }))
      assert.are.equal("publication", result.notes[1].kind)
      assert.matches("6666", result.notes[1].message, 1, true)
      assert.matches("6868", result.notes[1].message, 1, true)
    end)
  end)
end)
