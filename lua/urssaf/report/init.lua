--- A report on a place: one HTML file that needs no other, for the screen and for paper.
local document = require "urssaf.report.document"
local errors = require "urssaf.base.errors"
local languages = require "urssaf.language"
local options = require "urssaf.domain.options"
local report_data = require "urssaf.report.data"

local report = {}

local OPTIONS = {
  lang = function(value)
    if value ~= "fr" and value ~= "en" then return '"fr" or "en"' end
  end,
  title = options.checks.text,
  missing = options.one_of("strict", "skip", "zero"),
}

local function check_panel(panel)
  if type(panel) == "table" and type(panel.series) == "table" and panel.periods then return end
  errors.misuse("report: a panel expected, got %s", type(panel))
end

--- The report: see `urssaf.report`.
---@param panel urssaf.Panel
---@param place any
---@param given table?
---@return string? html
---@return urssaf.Error?
function report.page(panel, place, given)
  check_panel(panel)
  local checked = options.check(given, OPTIONS)
  local language = languages.of(checked.lang or "en")
  local data, err = report_data.of(panel, place, language, checked.missing)
  if not data then return nil, err end
  return document.write(data, checked.title)
end

return report
