-- Changes of method: which pairs of publications lie on two sides of one, and what is said of it.
local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"
local method_changes = require "urssaf.domain.method_changes"
local urssaf = require "urssaf"

local STAFF = "effectifs_salaries_brut"
local NATIONAL = "effectifs-salaries-et-masse-salariale-du-secteur-prive-france-entiere-x-na88"
local ZONES = "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-zone-demploi"
local YEAR_END = "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-reg"

-- The ids of the changes between two days.
local function ids(dataset, names, older, newer)
  local list = {}
  for i, note in ipairs(method_changes.notes(dataset, names, older, newer)) do list[i] = note.id end
  return list
end

-- A publication of one figure.
local function publication(day, value)
  local panel = urssaf.panel { dataset = NATIONAL, series = { { measure = STAFF, nature = "stock",
    key = { secteur_na88i = "01" }, values = { ["2020-Q3"] = value, ["2020-Q4"] = value } } } }
  panel.source = { data_processed = day .. "T08:00:00+00:00" }
  return panel
end

describe("urssaf.domain.method_changes", function()
  hygiene("urssaf.domain.method_changes", { "notes", "of" })

  it("tells a change between two publications, and none where both are on one side", function()
    local function of(older, newer)
      return ids(NATIONAL, { STAFF, "masse_salariale_brut" }, older, newer)
    end
    assert.are.same({ "contracts-2021" }, of("2021-03-19", "2021-06-30T08:00:00+00:00"))
    assert.are.same({ "contracts-2021" }, of("2021-06-09T23:00:00+00:00", "2021-06-10"))
    assert.are.same({}, of("2021-06-10", "2026-01-01"))
    assert.are.same({}, of("2020-01-01", "2021-06-09"))
    assert.are.same({}, of(nil, "2021-06-30"))
    assert.are.same({}, of("2021-03-19", nil))
  end)

  it("is about the measures and the datasets that Urssaf names", function()
    assert.are.same({}, ids(NATIONAL, { "masse_salariale_brut" }, "2021-01-01", "2022-01-01"))
    assert.are.same({ "zones-2020" }, ids(ZONES, { "masse_salariale_brut" }, "2021-01-01",
      "2022-01-01"))
    assert.are.same({ "contracts-2022", "december-2022" }, ids(YEAR_END,
      { "nombre_d_etablissements", "effectifs_salaries" }, "2021-12-01", "2022-01-20"))
    assert.are.same({}, ids("auto-entrepreneurs-par-departement", { "radiations" }, "2019-01-01",
      "2026-01-01"))
    assert.are.same({}, ids(nil, { STAFF }, "2019-01-01", "2026-01-01"))
  end)

  it("is told with what moved from one publication to another, in both languages", function()
    local older, newer = publication("2021-03-19", 1000), publication("2021-06-30", 1020)
    local found = newer:diff(older)
    assert.are.equal("method", found.notes[1].kind)
    assert.matches("publications since June 2021 count employees in the declarations of each"
      .. " contract (DSN) alone", tostring(found), 1, true)
    assert.matches("^Effectifs salariés %(bruts%)\194\160: depuis juin 2021, les publications"
      .. " comptent les salariés dans les seules", languages.of("fr"):note(found.notes[1]))
    assert.are.same({}, newer:diff(publication("2021-06-10", 1020)).notes)
    local moved = assert(urssaf.revisions { measure = STAFF, key = { secteur_na88i = "01" },
      panels = { older, newer } })
    assert.are.equal("contracts-2021", moved.notes[1].id)
    assert.matches("levels may be revised more than usual", tostring(moved), 1, true)
  end)

  it("finds each by its id", function()
    assert.are.equal("2021-06-10", method_changes.of("contracts-2021").day)
    assert.is_nil(method_changes.of "nothing")
  end)
end)
