local all_cells = require "spec.support.oracle.all_cells"
local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local not_empty = require "spec.support.not_empty"
local sample = require "spec.support.standin.sample"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local MAIN = "auto-entrepreneurs-par-departement"

local PLACES = { "code_region", "region", "code_departement", "departement" }

describe("fetch", function()
  local portal = standin.for_cases()
  local data, panel

  setup(function()
    data = sample.auto_entrepreneurs()
    panel = assert(urssaf.fetch { cache = "off", base_url = portal.base_url })
  end)

  describe("of the whole dataset", function()
    it("equals the generator in every cell, missing ones included", function()
      local expected, expected_count = all_cells.expected(data, PLACES)
      local got, count = all_cells.of_panel(panel, PLACES)
      assert.are.equal(101 * 5 * 68, expected_count)
      assert.are.equal(expected_count, count)
      assert.are.same(expected, got)
    end)

    it("has integers as Lua integers", function()
      local seen = 0
      for _, _, _, value in panel:rows() do
        if value ~= nil then
          assert.are.equal("integer", lua.number_type(value))
          seen = seen + 1
        end
      end
      assert.is_true(seen > 30000)
    end)

    it("has missing cells, as nil, where the generator has them", function()
      local missing = 0
      for _, _, _, value in panel:rows() do
        if value == nil then missing = missing + 1 end
      end
      assert.is_true(missing > 0)
    end)

    it("has the full grid of 68 quarters, shared by all series", function()
      assert.are.same(data.periods, panel.periods)
      assert.are.equal(68, #panel.periods)
      for _, s in ipairs(panel.series) do assert.are.equal(panel.periods, s.periods) end
    end)

    it("has a series for each unit and measure", function()
      assert.are.equal(101 * 5, #panel.series)
      assert.are.equal("quarter", panel.frequency)
      assert.are.equal(MAIN, panel.dataset)
    end)

    it("has units in official order, the unclassified last, and measures in theirs", function()
      local codes, measures = {}, {}
      for i, s in ipairs(panel.series) do
        if (i - 1) % 5 == 0 then codes[#codes + 1] = s.key.code_departement or "none" end
        if i <= 5 then measures[i] = s.measure end
      end
      assert.are.equal("01 02 03", table.concat(codes, " ", 1, 3))
      local corsica = all_cells.index_of(codes, "2A")
      assert.are.equal("19 2A 2B 21", table.concat(codes, " ", corsica - 1, corsica + 2))
      assert.are.equal("95 971 972 973 974 NCA", table.concat(codes, " ", 96, 101))
      assert.are.same({ "immatriculations", "radiations", "chiffres_d_affaires",
        "economiquement_actifs", "administrativement_actifs" }, measures)
    end)

    it("keeps the codes as they are", function()
      for code, name in pairs { ["01"] = "Ain", ["2A"] = "Corse-du-Sud", ["2B"] = "Haute-Corse",
        ["971"] = "Guadeloupe" } do
        local s = assert(panel:get { code_departement = code, measure = "radiations" })
        assert.are.equal(name, s.key.departement)
      end
    end)

    it("has the remainder under its name and its code", function()
      for _, name in ipairs { "_non classé ailleurs_", "NCA" } do
        local s = assert(panel:get { departement = name, measure = "radiations" })
        assert.are.same({ region = "_non classé ailleurs_", departement = "_non classé ailleurs_",
          code_region = "NCA", code_departement = "NCA" }, s.key)
      end
    end)

    it("says where it comes from", function()
      local source = panel.source
      assert.matches(portal.base_url .. "/catalog/datasets/" .. MAIN .. "/exports/csv", source.url,
        1, true)
      assert.are.equal(101 * 68, source.rows)
      assert.matches("^%d%d%d%d%-%d%d%-%d%dT%d%d:%d%d:%d%dZ$", source.fetched_at)
      assert.matches("^%d%d%d%d%-%d%d%-%d%dT", source.data_processed)
      assert.matches("ODbL", source.licence)
      assert.matches("synthétiques", source.attribution)
      assert.matches("synthétiques", source.title)
    end)

    it("asks for export, count and metadata together, on kept-alive connections", function()
      local base_url = portal:with { { on = "any", delay = 0.2 } }
      assert(urssaf.fetch { cache = "off", base_url = base_url })
      local together, paths = 0, {}
      for _, request in ipairs(portal:requests(base_url)) do
        together = math.max(together, request.in_progress)
        paths[#paths + 1] = request.target:match("/datasets/[^/?]+(/?[^?]*)")
      end
      table.sort(paths)
      assert.are.same({ "", "/exports/csv", "/records" }, paths)
      assert.are.equal(3, together)
    end)

    it("asks for gzip, and for no offset", function()
      local base_url = portal:with { { on = "any", delay = 0 } }
      assert(urssaf.fetch { cache = "off", base_url = base_url })
      for _, request in not_empty.list(portal:requests(base_url)) do
        assert.are.equal("gzip", request.headers["accept-encoding"])
        assert.is_nil(request.target:find("offset", 1, true))
        assert.matches("^urssaf%-lua/", request.headers["user-agent"])
      end
    end)
  end)

  describe("gives the same panel, in the same order", function()
    local columns = { "administrativement_actifs", "code_departement", "trimestre", "radiations",
      "region", "dernier_jour_du_trimestre", "chiffres_d_affaires", "departement", "annee",
      "economiquement_actifs", "code_region", "immatriculations" }
    local cases = {
      ["rows by unit"] = { on = "export", order = "unit" },
      ["rows by time"] = { on = "export", order = "time" },
      ["rows backwards"] = { on = "export", order = "reverse" },
      ["columns shuffled"] = { on = "export", columns = columns },
      ["columns shuffled, rows by time"] = { on = "export", columns = columns, order = "time" },
      ["plain instead of gzip"] = { on = "export", encoding = "identity" },
      ["with a BOM"] = { on = "export", bom = true },
      ["with line feeds alone"] = { on = "export", line_end = "\n" },
      ["dripping in odd pieces"] = { on = "export", drip = { bytes = 997, pause = 0 } },
    }
    for name, fault in pairs(cases) do
      it(name, function()
        local other = assert(portal:fetch({}, { fault }))
        assert.are.same(panel.periods, other.periods)
        assert.are.same(panel.series, other.series)
      end)
    end
  end)

  it("runs inside a coroutine, and progress may yield", function()
    local thread = coroutine.wrap(function()
      return "over", portal:fetch { progress = function() coroutine.yield "waiting" end }
    end)
    local said, result, turns = thread(), nil, 0
    while said ~= "over" do
      turns = turns + 1
      said, result = thread()
    end
    assert.is_true(turns > 3)
    assert.are.same(panel.series, result.series)
  end)

  describe("of a sibling", function()
    for _, sibling in ipairs(sample.datasets()) do
      if sibling.id ~= MAIN and not sibling.private and sibling.measures[1] then
        it(sibling.id .. " equals the generator", function()
          local other = assert(urssaf.fetch(sibling.id, portal:options()))
          local names = {}
          for _, field in ipairs(sibling.fields) do
            if sibling.units[1][field.name] then names[#names + 1] = field.name end
          end
          assert.are.equal(#sibling.units * #sibling.measures, #other.series)
          assert.are.same(sibling.periods, other.periods)
          local expected, count = all_cells.expected(sibling, names)
          local got, got_count = all_cells.of_panel(other, names)
          assert.are.equal(count, got_count)
          assert.are.same(expected, got)
        end)
      end
    end

    it("without a dimension has one unit with an empty key", function()
      local id = "masse-salariale-du-secteur-prive-france-entiere"
      local other = assert(urssaf.fetch(id, { cache = "off", base_url = portal.base_url }))
      assert.are.equal(8, #other.series)
      for _, s in ipairs(other.series) do assert.are.same({}, s.key) end
    end)

    it("without the usual last day is narrowed by its own", function()
      local id = "masse-salariale-du-secteur-prive-france-entiere"
      local other = assert(urssaf.fetch(id, portal:options { from = 2020,
        to = "2020-Q3" }))
      assert.are.same({ "2020-Q1", "2020-Q2", "2020-Q3" }, other.periods)
      assert.are.equal(3, other.source.rows)
    end)

    it("of which nothing is known beforehand is narrowed once the metadata are there", function()
      local base_url = portal:with { { on = "any", delay = 0 } }
      local other = assert(urssaf.fetch("dpae-par-departement-x-grand-secteur",
        { cache = "off", base_url = base_url, from = 2024, to = 2024,
          measures = { "dpae_brut" } }))
      assert.are.equal(4, #other.periods)
      assert.are.equal(3, #portal:requests(base_url))
    end)
  end)

  describe("progress", function()
    it("is told the phases in order, and as many bytes as came", function()
      local phases, last, total = {}, 0, nil
      assert(portal:fetch { progress = function(received, all, phase)
        if phases[#phases] ~= phase then phases[#phases + 1] = phase end
        assert(received >= last)
        last, total = received, all
      end })
      assert.are.same({ "connect", "metadata", "download", "decode" }, phases)
      assert.is_true(last > 400000)
      assert.is_nil(total)
    end)

    for _, stop in ipairs { "connect", "metadata", "download", "decode" } do
      it("that says false while in " .. stop .. " cancels", function()
        local function progress(_, _, phase) return phase ~= stop end
        local result, err = portal:fetch { progress = progress }
        assert.is_nil(result)
        assert.are.equal("cancelled", err.kind)
      end)
    end

    it("that returns nothing, or nil, goes on", function()
      assert(portal:fetch { progress = function() return nil end })
    end)

    it("that raises is heard, after everything was closed", function()
      local ok, problem = pcall(portal.fetch, portal,
        { progress = function() error("mine", 0) end })
      assert.is_false(ok)
      assert.are.equal("mine", problem)
      assert.are.equal(505, #assert(portal:fetch()).series)
    end)
  end)
end)

describe("fetching", function()
  hygiene("urssaf.portal.fetch", { "panel", "metadata", "catalog" })
end)
