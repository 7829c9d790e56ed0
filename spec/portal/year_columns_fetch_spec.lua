-- A fetch of a dataset with columns of one year each, from a portal that answers with the same rows
-- whatever it is asked, and with the columns that are asked for.
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local ID = "nombre-detablissements-employeurs-et-effectifs-salaries-du-secteur-prive-par-dep"

local COLUMNS = { "departement", "code_departement", "nombre_d_etablissements_2006",
  "effectifs_salaries_2006", "nombre_d_etablissements_2007", "effectifs_salaries_2007" }
local ROWS = { { "Ain", "01", "1", "20", "2", "21" }, { "Isère", "38", "3", "40", "", "41" } }

local function fields_json()
  local list = {}
  for i, name in ipairs(COLUMNS) do
    list[i] = ('{"name": "%s", "type": "%s"}'):format(name, i > 2 and "int" or "text")
  end
  return table.concat(list, ",")
end

-- The export, with the columns that `select` names.
local function export(url)
  local selected, lines = url:match "[?&]select=([^&]*)", { {}, {}, {} }
  for i, name in ipairs(COLUMNS) do
    if not selected or selected:find(name, 1, true) then
      table.insert(lines[1], name)
      for row = 1, 2 do table.insert(lines[row + 1], ROWS[row][i]) end
    end
  end
  for i, line in ipairs(lines) do lines[i] = table.concat(line, ";") .. "\r\n" end
  return table.concat(lines)
end

local function portal(count, asked)
  return function(url)
    asked[#asked + 1] = url
    if url:find("/records?", 1, true) then
      return 200, { ["content-type"] = "application/json" }, ('{"total_count": %d}'):format(count)
    elseif url:find("/exports/", 1, true) then
      return 200, { ["content-type"] = "text/csv" }, export(url)
    end
    return 200, { ["content-type"] = "application/json" }, ('{"dataset_id": "%s", "fields": [%s],'
      .. ' "metas": {"default": {"data_processed": "2026-01-01T00:00:00+00:00",'
      .. ' "records_count": %d}}}'):format(ID, fields_json(), count)
  end
end

local function fetch(options, count)
  local asked = {}
  local panel, err = urssaf.fetch(ID, lua.merged({ cache = "off",
    transport = portal(count or 2, asked) }, options))
  return panel, err, asked
end

local function listed(panel)
  local lines = {}
  for i, s in ipairs(panel.series) do
    lines[i] = ("%s %s %s"):format(s.key.code_departement, s.measure,
      table.concat(small_panel.listed(s), " "))
  end
  return lines
end

local ALL = {
  "01 nombre_d_etablissements 1 2", "01 effectifs_salaries 20 21",
  "38 nombre_d_etablissements 3 -", "38 effectifs_salaries 40 41",
}

describe("a fetch of columns of one year each", function()
  it("is a panel of years", function()
    local panel = assert(fetch())
    assert.are.equal("year", panel.frequency)
    assert.are.same({ "2006", "2007" }, panel.periods)
    assert.are.same(ALL, listed(panel))
    assert.are.equal(2, panel.source.rows)
    assert.are.same({}, panel.notes)
  end)

  it("is proved complete by the portal's count", function()
    local panel, err = fetch({}, 3)
    assert.is_nil(panel)
    assert.are.equal("incomplete", err.kind)
    assert.matches("the export has 2 rows, the portal counts 3", err.message, 1, true)
  end)

  it("asks for the columns of a measure", function()
    local panel, _, asked = fetch { measures = { "effectifs_salaries" } }
    assert.are.same({ ALL[2], ALL[4] }, listed(assert(panel)))
    local select = table.concat(asked, " "):match "exports.*[?&]select=([^& ]*)"
    assert.matches("effectifs_salaries_2006", select, 1, true)
    assert.matches("effectifs_salaries_2007", select, 1, true)
    assert.not_matches("nombre_d_etablissements", select, 1, true)
  end)

  it("takes from and to", function()
    local panel = assert(fetch { from = 2007 })
    assert.are.same({ "2007" }, panel.periods)
    assert.are.same({ 21 }, small_panel.listed(panel.series[2]))
  end)

  it("is kept, and answers again", function()
    local folder = shell.temporary_folder()
    assert(fetch { cache = "use", cache_dir = folder })
    local panel = assert(fetch { cache = "only", cache_dir = folder })
    shell.remove(folder)
    assert.is_true(panel.source.cached)
    assert.are.same(ALL, listed(panel))
  end)

  it("names a measure that is not there", function()
    local panel, err = fetch { measures = { "effectif_salaries" } }
    assert.is_nil(panel)
    assert.matches("no column 'effectif_salaries' (did you mean 'effectifs_salaries'?)",
      err.message, 1, true)
  end)
end)
