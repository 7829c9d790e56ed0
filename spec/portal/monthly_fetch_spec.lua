-- A fetch of monthly data, from a portal that answers with the same rows whatever it is asked.
local lua = require "spec.support.lua"
local urssaf = require "urssaf"

local HEADER = "annee;trimestre;dernier_jour_du_mois;nature_de_contrat;dpae_brut"
local ROWS = {
  "2020;1;2020-01-31;CDI;11", "2020;1;2020-02-28;CDI;12", "2020;1;2020-03-31;CDI;13",
  "2020;2;2020-04-30;CDI;14", "2020;2;2020-05-31;CDI;15",
}
local FIELDS = [[{"name": "annee", "type": "date"}, {"name": "trimestre", "type": "int"},
  {"name": "dernier_jour_du_mois", "type": "date"}, {"name": "nature_de_contrat", "type": "text"},
  {"name": "dpae_brut", "type": "int"}]]

local function portal(rows, asked)
  return function(url)
    asked[#asked + 1] = url
    if url:find("/records?", 1, true) then
      return 200, { ["content-type"] = "application/json" }, ('{"total_count": %d}'):format(#rows)
    elseif url:find("/exports/", 1, true) then
      return 200, { ["content-type"] = "text/csv" },
        HEADER .. "\r\n" .. table.concat(rows, "\r\n") .. "\r\n"
    end
    return 200, { ["content-type"] = "application/json" },
      ('{"fields": [%s], "metas": {"default": {"data_processed": "2026-01-01"}}}'):format(FIELDS)
  end
end

local function fetch(rows, options)
  local asked = {}
  local panel, err = urssaf.fetch("dpae", lua.merged({ cache = "off",
    transport = portal(rows, asked) }, options))
  return panel, err, asked
end

describe("a fetch of monthly data", function()
  it("is a panel of months", function()
    local panel = assert(fetch(ROWS))
    assert.are.equal("month", panel.frequency)
    assert.are.same({ "2020-01", "2020-02", "2020-03", "2020-04", "2020-05" }, panel.periods)
    assert.are.same({ 11, 12, 13, 14, 15 }, panel.series[1].values)
  end)

  for name, case in pairs {
    ["a month"] = { { from = "2020-02" }, { 12, 13, 14, 15 }, ">= date'2020-02-01'" },
    ["a month's last day"] = { { from = "2020-03-31" }, { 13, 14, 15 }, ">= date'2020-03-01'" },
    ["a pair"] = { { from = { 2020, 2 } }, { 12, 13, 14, 15 }, ">= date'2020-02-01'" },
    ["a quarter"] = { { from = "T2 2020" }, { 14, 15 }, ">= date'2020-04-01'" },
    ["a month and a quarter"] = { { from = "février 2020", to = "2020-Q1" }, { 12, 13 },
      "<= date'2020-03-31'" },
    ["a year"] = { { to = 2020 }, { 11, 12, 13, 14, 15 }, "<= date'2020-12-31'" },
  } do
    it("with " .. name .. " as bound asks for its months, and keeps them", function()
      local panel, err, asked = fetch(ROWS, case[1])
      assert(panel, tostring(err))
      assert.are.same(case[2], panel.series[1].values)
      local all = table.concat(asked, "\n"):gsub("%%(%x%x)", function(byte)
        return string.char(tonumber(byte, 16))
      end):gsub("+", " ")
      assert.matches(case[3], all, 1, true)
    end)
  end

  it("takes what was asked for by date, though February ends on the 28th there", function()
    for _, day in ipairs { "2020-02-29", "2020-02-28", "2020-02", "2020" } do
      local panel = assert(fetch({ ROWS[2] }, { where = { dernier_jour_du_mois = day } }))
      assert.are.same({ "2020-02" }, panel.periods)
    end
  end)

  it("refuses a month that nobody asked for", function()
    local _, err = fetch({ ROWS[2], ROWS[3] }, { where = { dernier_jour_du_mois = "2020-02-29" } })
    assert.are.equal("content", err.kind)
    assert.matches("dernier_jour_du_mois = '2020-03'", err.message, 1, true)
    _, err = fetch(ROWS, { where = { trimestre = 1 } })
    assert.matches("trimestre = '2020-04'", err.message, 1, true)
  end)
end)
