local hygiene = require "spec.support.hygiene"
local query = require "urssaf.portal.query"

local MAIN = "auto-entrepreneurs-par-departement"

describe("urssaf.portal.partial", function()
  hygiene("urssaf.portal.partial", { "fields", "note_unmatched" })
end)

describe("urssaf.portal.query", function()
  hygiene("urssaf.portal.query", { "new", "fields" })

  it("for everything are empty, whatever the dataset", function()
    assert.are.same({}, query.new(MAIN, {}))
    assert.are.same({}, query.new("unknown", {}))
  end)

  it("for a span compare the last day", function()
    assert.are.equal("(dernier_jour_du_trimestre >= date'2015-03-31') and "
      .. "(dernier_jour_du_trimestre <= date'2016-06-30')",
      query.new(MAIN, { from = 2015, to = "T2 2016" }).where)
  end)

  it("for a span of a dataset that is not known wait for the metadata", function()
    assert.is_nil(query.new("unknown", { from = 2015 }))
    assert.are.equal("dernier_jour_trim >= date'2015-03-31'",
      query.new("unknown", { from = 2015 }, { { name = "annee", type = "date" },
        { name = "dernier_jour_trim", type = "date" } }).where)
  end)

  it("compare text with text, where the metadata say that the day is text", function()
    assert.are.equal('dernier_jour_trim >= "2015-03-31"', query.new("unknown",
      { from = 2015 }, { { name = "dernier_jour_trim", type = "text" } }).where)
  end)

  it("compare years, where there is no day", function()
    assert.are.equal("annee <= date'2016'", query.new("unknown", { to = "2016-Q2" },
      { { name = "annee", type = "date" } }).where)
  end)

  describe("in monthly data compare the month's end", function()
    local FIELDS = { { name = "annee", type = "date" }, { name = "trimestre", type = "int" },
      { name = "dernier_jour_du_mois", type = "date" }, { name = "dpae_brut", type = "int" } }

    -- a file may end February on the 28th in a year of 29 days
    for from, day in pairs { ["2020-02"] = "2020-02-01", ["2020-Q2"] = "2020-04-01",
      ["2020"] = "2020-01-01", ["2020-06-30"] = "2020-06-01" } do
      it("from " .. from, function()
        assert.are.equal(("dernier_jour_du_mois >= date'%s'"):format(day),
          query.new("unknown", { from = from }, FIELDS).where)
      end)
    end

    for to, day in pairs { ["2020-02"] = "2020-02-29", ["2021-02"] = "2021-02-28",
      ["2020-Q2"] = "2020-06-30", ["2020"] = "2020-12-31" } do
      it("up to " .. to, function()
        assert.are.equal(("dernier_jour_du_mois <= date'%s'"):format(day),
          query.new("unknown", { to = to }, FIELDS).where)
      end)
    end

    it("and its type", function()
      assert.are.equal('date_dernier_jour_du_mois >= "2020-02-01"',
        query.new("unknown", { from = "2020-02" },
          { { name = "date_dernier_jour_du_mois", type = "text" } }).where)
    end)
  end)

  it("for months leave out the quarters that are only partly in the span", function()
    assert.are.equal("(dernier_jour_du_trimestre >= date'2015-06-30') and "
      .. "(dernier_jour_du_trimestre <= date'2016-03-31')",
      query.new(MAIN, { from = "2015-02", to = "2016-05" }).where)
  end)

  it("keep the user's `or` inside", function()
    assert.are.equal("(dernier_jour_du_trimestre >= date'2015-03-31') and (a = 1 or b = 2)",
      query.new(MAIN, { where = "a = 1 or b = 2", from = 2015 }).where)
  end)

  it("for measures select these, time and what tells units apart, in one order", function()
    local asked = query.new(MAIN, { measures = { "radiations" } })
    assert.are.equal("annee,code_departement,code_region,departement,dernier_jour_du_trimestre,"
      .. "radiations,region,trimestre", asked.select)
    assert.is_nil(asked.where)
  end)

  it("select a new text column too, once the metadata name it", function()
    local fields = { { name = "annee", type = "date" }, { name = "sexe", type = "text" },
      { name = "code_region", type = "int" }, { name = "radiations", type = "int" },
      { name = "autres", type = "double" } }
    assert.are.equal("annee,code_region,radiations,sexe",
      query.new(MAIN, { measures = { "radiations" } }, fields).select)
  end)

  it("ask for codes by the type they have", function()
    local where = { code_region = "06" }
    assert.are.equal('code_region in ("06","6")', query.new(MAIN, { where = where }).where)
    assert.are.equal("code_region = 6", query.new(MAIN, { where = where },
      { { name = "code_region", type = "int" } }).where)
  end)

  it("select a dimension that the metadata have for a number", function()
    local fields = { { name = "annee", type = "date" }, { name = "classe", type = "int" },
      { name = "radiations", type = "int" }, { name = "autres", type = "int" } }
    assert.are.equal("annee,classe,radiations", query.new("unknown",
      { measures = { "radiations" }, dimensions = { "classe" } }, fields).select)
  end)

  it("ask for years as dates, however they are written", function()
    for _, year in ipairs { 2024, 2024.0, "2024" } do
      assert.are.equal("annee = date'2024'", query.new(MAIN, { where = { annee = year } }).where)
    end
  end)
end)
