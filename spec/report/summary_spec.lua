-- The sentences that sum up a report.
local command = require "spec.support.command"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

-- Two years of active accounts of Isère, the same in each quarter of a year.
local function summary_of(before, after, lang)
  local panel = small_panel.panel(2020, { "economiquement_actifs" }, { {
    { code_departement = "38", departement = "Isère", code_region = "84",
      region = "Auvergne-Rhône-Alpes" },
    economiquement_actifs = { before, before, before, before, after, after, after, after } } })
  local html = assert(urssaf.report(panel, "38", { lang = lang }))
  local text = html:match '<p class="summary">(.-)</p>'
  assert.are.equal(text, html:match 'content="([^"]*)" property="og:description"')
  return text and command.spaced(text)
end

describe("the summary of a report", function()
  -- 1 % is the threshold: 1,000 to 1,010 is up, to 1,009 little changed
  for _, case in ipairs {
    { 1000, 1053, "Economically active: 1,053 in Q4 2021, up 5.3% over a year.",
      "Économiquement actifs : 1 053 au T4 2021, en hausse de 5,3 % sur un an." },
    { 1000, 1010, "Economically active: 1,010 in Q4 2021, up 1.0% over a year.",
      "Économiquement actifs : 1 010 au T4 2021, en hausse de 1,0 % sur un an." },
    { 1000, 880, "Economically active: 880 in Q4 2021, down 12.0% over a year.",
      "Économiquement actifs : 880 au T4 2021, en baisse de 12,0 % sur un an." },
    { 1000, 1009, "Economically active: 1,009 in Q4 2021, little changed over a year, at +0.9%."
      .. " Little changed: by less than 1%.",
      "Économiquement actifs : 1 009 au T4 2021, sans grand changement sur un an, à +0,9 %."
        .. " Sans grand changement : de moins de 1 %." },
  } do
    it(("says in both languages what became of 1,000: %d"):format(case[2]), function()
      assert.are.equal(case[3], summary_of(case[1], case[2], "en"))
      assert.are.equal(case[4], summary_of(case[1], case[2], "fr"))
    end)
  end

  it("is not there without a value a year before", function()
    assert.is_nil(summary_of(false, 1000, "en"))
  end)
end)
