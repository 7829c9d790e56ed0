--- What a picture shows, in a few sentences, for those who do not see it.
local extent = require "urssaf.chart.extent"

local description = {}

local function at(sheet, amounts, value, name)
  return ("%s (%s)"):format(amounts:value(value), sheet.language:period(name))
end

--- First, last, highest and lowest value of a series.
---@param sheet urssaf.chart.Sheet
---@param s urssaf.Series
---@param label string
---@param amounts urssaf.chart.Amounts
---@return string
function description.of_series(sheet, s, label, amounts)
  local words, range = sheet.words, extent.of({ s })
  local colon = sheet.language.colon
  if not range then return label .. colon .. words.nothing end
  local first, first_at = s:first()
  local last, last_at = s:last()
  return ("%s%s%s %s, %s %s, %s %s, %s %s."):format(label, colon,
    words.first, at(sheet, amounts, first, first_at), words.last,
    at(sheet, amounts, last, last_at), words.highest, at(sheet, amounts, range.high, range.high_at),
    words.lowest, at(sheet, amounts, range.low, range.low_at))
end

--- The same of several series, after what the picture is.
---@param sheet urssaf.chart.Sheet
---@param what string
---@param list urssaf.Series[]
---@param labels string[]
---@param amounts_of fun(s: urssaf.Series): urssaf.chart.Amounts
---@return string
function description.over_time(sheet, what, list, labels, amounts_of)
  local sentences = { what .. "." }
  for i, s in ipairs(list) do
    sentences[#sentences + 1] = description.of_series(sheet, s, labels[i], amounts_of(s))
  end
  return table.concat(sentences, " ")
end

--- Highest and lowest of what is compared at one time.
---@param sheet urssaf.chart.Sheet
---@param what string
---@param rows table[] { label =, value = }
---@param amounts urssaf.chart.Amounts
---@return string
function description.at_once(sheet, what, rows, amounts)
  local high, low
  for _, row in ipairs(rows) do
    if not high or row.value > high.value then high = row end
    if not low or row.value < low.value then low = row end
  end
  if not high then return what .. ". " .. sheet.words.nothing end
  return sheet.words.extremes:format(what, high.label, amounts:value(high.value), low.label,
    amounts:value(low.value))
end

return description
