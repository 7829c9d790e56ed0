--- What a picture is about: what its series have in common is its title, what tells them apart are
-- their names.
local number_format = require "urssaf.chart.number_format"
local errors = require "urssaf.base.errors"
local text_layout = require "urssaf.chart.text_layout"
local unit = require "urssaf.domain.unit"

local titles = {}

local function title_of(s) return s.measure .. "\n" .. (s.transform or "") end

--- Raises unless there is something to draw, and not too much of it.
---@param panel urssaf.Panel
---@param most integer
---@param advice string what to do where there are more series
function titles.check(panel, most, advice)
  if type(panel) ~= "table" or type(panel.series) ~= "table" then
    errors.misuse("a panel expected, got %s", type(panel))
  end
  local count = #panel.series
  if count == 0 or #panel.periods == 0 then
    errors.misuse("there is nothing to draw: no %s in this panel",
      count == 0 and "series" or "period")
  end
  if count > most then
    errors.misuse("%d series are too many for one picture, %d at most: %s", count, most, advice)
  end
end

--- How the values are written, if they are all of one unit; else nil, and the units.
---@param list urssaf.Series[]
---@param language urssaf.Language
---@return urssaf.chart.Amounts?
---@return string? units
function titles.amounts(list, language)
  local first = number_format.of(language, list[1])
  local units, seen = {}, {}
  for _, s in ipairs(list) do
    local own = number_format.of(language, s)
    local name = (own.kind or "unknown") .. (own.is_signed and " (change)" or "")
    if not seen[name] then seen[name], units[#units + 1] = true, name end
  end
  if #units > 1 then return nil, table.concat(units, ", ") end
  return first
end

local LOWER = { ["É"] = "é", ["À"] = "à", ["Î"] = "î" }

-- A label inside a title; what begins with two capitals is no word.
local function lowered(said)
  if said:find "^[A-Z][A-Z]" then return said end
  local accented = LOWER[said:sub(1, 2)]
  if accented then return accented .. said:sub(3) end
  return (said:gsub("^[A-Z]", function(letter) return string.char(letter:byte() + 32) end))
end

local function place_of(s, panel, language)
  return text_layout.bounded(language:place(s.key, panel.notes))
end

--- The title: place and measure, as far as all series share them.
---@param panel urssaf.Panel
---@param language urssaf.Language
---@return string
function titles.title(panel, language)
  local list = panel.series
  local place = not unit.varies(list) and place_of(list[1], panel, language)
  local measure = not unit.varies(list, title_of) and language:title(list[1])
  if place and measure then return place .. language.colon .. lowered(measure) end
  return place or measure or text_layout.bounded(panel.source.title or panel.dataset or "")
end

--- Each series' name, by what tells it apart.
---@param panel urssaf.Panel
---@param language urssaf.Language
---@return string[]
function titles.names(panel, language)
  local list, made = panel.series, {}
  local has_places, has_measures = unit.varies(list), unit.varies(list, title_of)
  for i, s in ipairs(list) do
    local parts = {}
    if has_places or not has_measures then
      parts[1] = place_of(s, panel, language)
    end
    if has_measures then parts[#parts + 1] = language:title(s) end
    made[i] = table.concat(parts, language.colon)
  end
  return made
end

--- From which period to which.
---@param panel urssaf.Panel
---@param sheet urssaf.chart.Sheet
---@return string
function titles.span(panel, sheet)
  local first = sheet.language:period(panel.periods[1])
  local last = sheet.language:period(panel.periods[#panel.periods])
  return first == last and first or sheet.words.span:format(first, last)
end

--- What is under the title of a picture over time: unit, frequency, span.
---@param panel urssaf.Panel
---@param sheet urssaf.chart.Sheet
---@param kind string? of the values
---@param remark string? what else
---@return string
function titles.subtitle(panel, sheet, kind, remark)
  local parts = { sheet.words.unit[kind or ""] }
  parts[#parts + 1] = sheet.words[panel.frequency]
  parts[#parts + 1] = titles.span(panel, sheet)
  if remark then parts[#parts + 1] = remark end
  return (table.concat(parts, ", "):gsub("^[a-z]", function(letter)
    return string.char(letter:byte() - 32)
  end))
end

return titles
