local hygiene = require "spec.support.hygiene"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local MEDIA = { ["content-type"] = "application/json" }

-- Two départements in two quarters, each with a class of its own, one of which is empty.
local HEADER = "annee;trimestre;dernier_jour_du_trimestre;code_departement;departement;classe;"
  .. "vu_le;immatriculations;radiations"
local ROWS = {
  ain_2 = "2021;2;2021-06-30;01;Ain;Bâtiment;2020-01-02;10;5",
  ain_3 = "2021;3;2021-09-30;01;Ain;Bâtiment;2020-01-02;11;6",
  corse_2 = "2021;2;2021-06-30;2A;Corse-du-Sud;;2020-01-03;12;7",
  corse_3 = "2021;3;2021-09-30;2A;Corse-du-Sud;;2020-01-03;13;8",
}
local TYPES = { annee = "date", trimestre = "int", dernier_jour_du_trimestre = "date",
  vu_le = "date", immatriculations = "double", radiations = "double" }

local function fields_of(header)
  local list = {}
  for name in header:gmatch("[^;]+") do
    list[#list + 1] = ('{"name": "%s", "type": "%s"}'):format(name, TYPES[name] or "text")
  end
  return table.concat(list, ",")
end

-- A portal that answers with these rows, whatever is asked for.
local function portal(names, processed)
  local lines, header = { HEADER }, HEADER
  for i, name in ipairs(names) do lines[i + 1] = ROWS[name] end
  return function(url)
    if url:find("/records?", 1, true) then
      return 200, MEDIA, ('{"total_count": %d}'):format(#names)
    elseif url:find("/exports/", 1, true) then
      local body = table.concat(lines, "\r\n") .. "\r\n"
      if url:find("select=", 1, true) then body = body:gsub(";[^;\r]*\r", "\r") end
      return 200, { ["content-type"] = "text/csv" }, body
    end
    return 200, MEDIA, ('{"fields": [%s], "metas": {"default": {"data_processed": "%s"}}}'):format(
      fields_of(header), processed or "2026-01-01")
  end
end

local ALL = { "ain_2", "ain_3", "corse_2", "corse_3" }
local AIN, CORSE = { "ain_2", "ain_3" }, { "corse_2", "corse_3" }
local SECOND, THIRD = { "ain_2", "corse_2" }, { "ain_3", "corse_3" }

local function fetch(names, where, options)
  return urssaf.fetch("d", lua.merged({ cache = "off", where = where, transport = portal(names) },
    options))
end

describe("urssaf.portal.filter_check", function()
  hygiene("urssaf.portal.filter_check", { "verify" })

  -- what is asked for, the rows that it means, and one that it does not mean
  describe("refuses what nobody asked for:", function()
    for _, case in ipairs {
      { "a code", { code_departement = "01" }, AIN, "code_departement = '2A'" },
      { "a code without zero", { code_departement = "1" }, AIN, "code_departement = '2A'" },
      { "a number as a code", { code_departement = 1.0 }, AIN, "code_departement = '2A'" },
      { "a code with a letter", { code_departement = "2a" }, CORSE, "code_departement = '01'" },
      { "a name", { departement = "Ain" }, AIN, "departement = 'Corse-du-Sud'" },
      { "a name in capitals", { departement = "AIN" }, AIN, "departement = 'Corse-du-Sud'" },
      { "a list with others", { departement = { "Ain", "Aisne" } }, AIN,
        "departement = 'Corse-du-Sud'" },
      { "a text without accents", { classe = "batiment" }, AIN, "classe = ''" },
      { "an empty text", { classe = "" }, CORSE, "classe = 'Bâtiment'" },
      { "a quarter", { trimestre = 2 }, SECOND, "trimestre = '2021-Q3'" },
      { "a quarter with its letter", { trimestre = "T3" }, THIRD, "trimestre = '2021-Q2'" },
      { "a day", { dernier_jour_du_trimestre = "2021-06-30" }, SECOND, "= '2021-Q3'" },
      { "a month", { dernier_jour_du_trimestre = "2021-09" }, THIRD, "= '2021-Q2'" },
      { "a value", { radiations = { 5, 6 } }, AIN, "radiations = '7'" },
      { "a value as text", { radiations = { "5.0", "6" } }, AIN, "radiations = '7'" },
      { "two filters", { departement = "Ain", trimestre = 2 }, { "ain_2" },
        "departement = 'Corse-du-Sud'" },
    } do
      it(case[1], function()
        assert(fetch(case[3], case[2]))
        local panel, err = fetch(ALL, case[2])
        assert.is_nil(panel)
        assert.are.equal("content", err.kind)
        assert.matches(case[4], err.message, 1, true)
        assert.matches("ignored the filter", err.message, 1, true)
      end)
    end

    it("a year that is none of those that came", function()
      local _, err = fetch(ALL, { annee = { 2020, "2022", "2020-01-01" } })
      assert.matches("annee = '2021-Q2'", err.message, 1, true)
    end)
  end)

  describe("says nothing", function()
    for what, where in pairs {
      ["if all that came is asked for"] = { annee = 2021, trimestre = { 2, 3 },
        code_departement = { "01", "2A" }, radiations = { 5, 6, 7, 8 } },
      ["of a year however it is written"] = { annee = "2021", dernier_jour_du_trimestre = "2021" },
      ["of a year as its first day"] = { annee = "2021-01-01" },
      ["of a day with its time"] = { dernier_jour_du_trimestre = "2021-06-30T00:00:00+00:00" },
      ["of dates that are no periods"] = { vu_le = "2020-01-02" },
      ["of what it cannot read"] = { annee = "l'an dernier", trimestre = "été" },
      ["of a string of ODSQL"] = "code_departement = '01'",
    } do
      it(what, function() assert(fetch(ALL, where, { dimensions = { "vu_le" } })) end)
    end

    it("of a column that is not selected", function()
      local panel = assert(fetch(ALL, { radiations = 5 }, { measures = { "immatriculations" } }))
      assert.are.equal(2, #panel.series)
    end)

    it("of periods between others that have no value", function()
      ROWS.late = "2022;2;2022-06-30;01;Ain;Bâtiment;2020-01-02;14;9"
      local panel = assert(fetch({ "ain_2", "late" }, { trimestre = 2 }))
      ROWS.late = nil
      assert.are.equal(5, #panel.periods)
    end)
  end)

  it("leaves a kept publication to answer, and keeps nothing", function()
    local folder = shell.temporary_folder()
    local options = { cache = "use", cache_dir = folder, max_age = 0 }
    local where = { code_departement = "01" }
    assert(fetch(AIN, where, options))
    local panel = assert(fetch(ALL, where, lua.merged(options, {
      transport = portal(ALL, "2026-07-01") })))
    assert.is_true(panel.source.stale)
    assert.matches("ignored the filter", panel.notes[1].message, 1, true)
    assert.are.equal(1, #assert(urssaf.vintages("d", { cache_dir = folder })))
    shell.remove(folder)
  end)
end)
