-- Reports on Isère, of panels whose figures can be added by hand, and the cases that hold of them
-- whatever their frequency.
--
--   local en, fr = isere_reports.of(2018, "year", { radiations = { 4, 5, 6, 5 }, … })
--   isere_reports.cases(en, fr, { label = "Radiations, 2019", value = "5" })
local assert = require "luassert"
local busted = require "busted"
local lua = require "spec.support.lua"
local report_html = require "spec.support.report_html"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local section_of, text_of = report_html.section_of, report_html.text_of

local isere_reports = {}

local MEASURES = { "immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs" }

--- The report in English and in French.
---@param first_year integer
---@param frequency "month"|"year"
---@param values table<string, table> of the five measures, false being a hole
---@return string en
---@return string fr
function isere_reports.of(first_year, frequency, values)
  local isere = small_panel.panel(first_year, MEASURES,
    { lua.merged({ small_panel.keys.isere }, values) }, { frequency = frequency })
  return assert(urssaf.report(isere, "38")), assert(urssaf.report(isere, "38", { lang = "fr" }))
end

--- The cases of both.
---@param marked table the `label` and the `value` of the mark at the break of 2019-Q4
function isere_reports.cases(en, fr, marked)
  busted.it("is well-formed", function()
    report_html.assert_well_formed(en)
    report_html.assert_well_formed(fr)
  end)

  busted.it("speaks of quarters only where breaks are dated", function()
    for _, id in ipairs { "figures", "charts", "data" } do
      assert.is_nil(text_of(section_of(en, id)):lower():find "quarter")
      assert.is_nil(text_of(section_of(fr, id)):lower():find "trimestre")
    end
  end)

  busted.it("marks a break in its period, and lists it", function()
    assert.matches("Q4 2019: the office strike-offs of 31 December 2019", text_of(en), 1, true)
    local marks, chart = report_html.marks_of(fr, "l1")
    assert.are.equal(marked.value, marks[marked.label])
    assert.matches('%-break"', chart)
  end)
end

--- The keys of all units of the sample: départements and the remainder.
function isere_reports.unit_keys()
  local keys = {}
  for i, s in ipairs(urssaf.sample { measures = { "radiations" }, from = "2025-Q4" }.series) do
    keys[i] = s.key
  end
  return keys
end

return isere_reports
