-- A report on France counts pseudo-units in its sums, and shows them nowhere as places.
local pseudo_cases = require "spec.support.pseudo_cases"
local report_html = require "spec.support.report_html"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local MEASURES = { "economiquement_actifs", "administrativement_actifs" }

-- Two years of all regions but Mayotte (or all départements): 1000 active accounts each, of 2000
-- registered; and 100 in the pseudo-unit of a case (or 100 less).
local function panel_of(case)
  local function row(key, active)
    local one = { key, economiquement_actifs = {}, administrativement_actifs = {} }
    for i = 1, 8 do
      one.economiquement_actifs[i], one.administrativement_actifs[i] = active, 2 * active
    end
    return one
  end
  local units = {}
  for _, place in ipairs(case.by == "region" and urssaf.geo.regions or urssaf.geo.departements) do
    local key = { code_region = place.code_region or place.code,
      region = place.region or place.name }
    if case.by == "departement" then
      key.code_departement, key.departement = place.code, place.name
    end
    if key.code_region ~= "06" then units[#units + 1] = row(key, 1000) end
  end
  local own = case.role == "remainder" and 100 or -100
  units[#units + 1] = row(case.key, own)
  local fields = { dataset = "auto-entrepreneurs-par-departement" }
  return small_panel.panel(2020, MEASURES, units, fields), (#units - 1) * 1000 + own
end

local function has(html, name)
  for label in html:gmatch 'data%-label="([^"]*)"' do
    if label:find(name) then return true end
  end
  return false
end

for _, case in ipairs(pseudo_cases.list) do
  local is_place = case.by == "region" or case.by == "departement"
  local is_plain = not case.key.code_ancienne_region
  if is_place and is_plain then
    it("a report counts " .. case.name .. ", and shows no such place #long", function()
      local panel, active = panel_of(case)
      local html = assert(urssaf.report(panel))
      local shown = report_html.tile(html, "economiquement_actifs").value
      assert.are.equal(("%d"):format(active), (shown:gsub("[^%d]", "")))
      for _, name in ipairs { "classified", "calage", "renseigné", "NCA", "___" } do
        assert.is_false(has(html, name), name)
      end
      local text = report_html.text_of(report_html.section_of(html, "reading"))
      assert.are.equal(case.role == "adjustment", text:find("calage", 1, true) ~= nil)
      assert(urssaf.report(panel, case.by == "region" and "region:84" or "01"))
    end)
  end
end
