--- What the figures say, in a sentence for each of two measures: the latest value and whether it is
-- up, down or little changed over a year. A measure without a value or a change has no sentence.
local additivity = require "urssaf.domain.additivity"
local key_figures = require "urssaf.report.key_figures"
local tables = require "urssaf.base.tables"

local summary = {}

-- From this growth on, a measure is up or down.
local THRESHOLD = 0.01

-- The measures that stand for the others; of a dataset without them, the first.
local FIRST = { "economiquement_actifs", "chiffres_d_affaires" }

local function phrase_of(growth)
  if math.abs(growth) < THRESHOLD then return "little_changed" end
  return growth > 0 and "up" or "down"
end

-- "France: +2.1%"; nil if there is no such growth.
local function beside_france(key_figure, data)
  local change = key_figure.france and key_figure.france.change
  return change and data.phrases.beside:format(data.language:growth(change))
end

local function qualifiers(key_figure, data)
  local list, phrases = {}, data.phrases
  list[#list + 1] = beside_france(key_figure, data)
  list[#list + 1] = key_figure.is_across_break and phrases.across_break or nil
  list[#list + 1] = key_figure.has_estimates and phrases.with_estimates or nil
  return #list > 0 and (" (%s)"):format(table.concat(list, ", ")) or ""
end

-- Only growths are spoken of, not changes in points or in a measure's own unit.
local function has_growth(key_figure)
  return key_figure.value ~= nil and key_figure.change_value ~= nil
    and key_figure.change.unit == "1" and additivity.unit(key_figure.series) ~= "1"
end

local function sentence(key_figure, data)
  local language, phrases, growth = data.language, data.phrases, key_figure.change_value
  local name = phrase_of(growth)
  local size = name == "little_changed" and language:growth(growth)
    or language:percent(math.abs(growth))
  return phrases.says:format(language:label(key_figure.measure, key_figure.series.dataset),
    key_figures.value_text(key_figure, data), key_figures.when_text(key_figure, data),
    phrases[name]:format(size), qualifiers(key_figure, data))
end

--- The sentences, and one on what "little changed" means if it is said.
---@param list urssaf.report.KeyFigure[]
---@param data urssaf.report.Data
---@return string[]
function summary.of(list, data)
  local usual = tables.filter(list, function(one) return tables.contains(FIRST, one.measure) end)
  if #usual == 0 then usual = { list[1] } end
  local told = tables.filter(usual, has_growth)
  local sentences = tables.map(told, function(one) return sentence(one, data) end)
  local is_little = tables.find(told, function(one)
    return phrase_of(one.change_value) == "little_changed"
  end)
  if is_little then sentences[#sentences + 1] = data.phrases.little_means end
  return sentences
end

return summary
