--- `urssaf top`: places by the size of a measure, or by its growth.
local labels = require "urssaf.cli.labels"
local language = require "urssaf.language"
local selection = require "urssaf.cli.selection"
local options = require "urssaf.cli.options"
local unit = require "urssaf.domain.unit"

local top = {
  name = "top",
  summary = "départements or regions by the size of a measure, or by its growth",
  examples = { "urssaf top -m immatriculations -n 5",
    "urssaf top --by region -m economiquement_actifs --growth" },
  formats = { "table", "csv", "json", "md", "svg" },
}

local WORDS = {
  fr = { rank = "Rang", place = "Lieu", unranked = "Sans valeur au %s, donc sans rang : %s." },
  en = { rank = "Rank", place = "Place",
    unranked = "Without a value in %s, and so without a rank: %s." },
}

function top.configure(command)
  options.measures(command, false)
  command:option "--by":choices { "departement", "region" }:default "departement"
    :description "Of what; by default départements."
  command:option "-n --number":argname "N":convert(options.number_above_zero):default "10"
    :description "How many; by default 10."
  command:flag "--ascending":description "The smallest first."
  options.where(command)
  options.at(command)
  options.transforms(command)
  options.data(command)
end

-- One unit for each place: those that a panel has several of, by sector say, are added up.
local function by_place(part, kind)
  local seen, key = {}, "code_" .. kind
  for _, one in ipairs(unit.collect(part.series)) do
    local code = one.key[key]
    local is_finer = kind == "region" and one.key.code_departement
    if code and (seen[code] or is_finer) then return part:aggregate { by = key } end
    seen[code or one] = true
  end
  return part
end

--- The units that are ranked or mapped, regions as sums.
function top.units(whole, given)
  local wanted, part, err
  wanted, err = selection.one(whole, given)
  if wanted then part, err = selection.units(whole, given, wanted) end
  if not part then return nil, err end
  return selection.transformed(by_place(part, given.by or "departement"), given)
end

local function columns_of(s, words)
  local said = WORDS[words.code]
  return {
    { name = "rank", label = said.rank, kind = "number" },
    { name = "code", label = "Code", kind = "text" },
    { name = "place", label = said.place, kind = "text" },
    { name = labels.name(s), label = labels.measure(s, words), kind = "number",
      unit = words:kind(s), is_change = language.is_change(s) },
    { name = "bar", label = "", kind = "bar" },
  }
end

local function rows_of(ranked, words)
  local rows = {}
  for i, one in ipairs(ranked) do
    rows[i] = { one.rank, one.key.code_departement or one.key.code_region or "",
      words:place(one.key), one.value, one.value }
  end
  return rows
end

-- Those that have no rank, for they have no value then.
local function unranked(part, when, words)
  local list = {}
  for _, s in ipairs(part.series) do
    if s:at(when) == nil and not unit.is_unclassified(s.key) then
      list[#list + 1] = labels.place(s.key, words, part.notes)
    end
  end
  if #list == 0 then return nil end
  return { WORDS[words.code].unranked:format(words:period(when), table.concat(list, ", ")) }
end

function top.run(given, context)
  local whole, err = context.panel()
  if not whole then return nil, err end
  local words = context.words
  local part, problem = top.units(whole, given)
  if not part then return nil, problem end
  local wanted = { at = given.at, n = given.number, descending = not given.ascending }
  if context.format == "svg" then
    wanted.lang = words.code
    return { text = require("urssaf.chart").bars(part, wanted) }
  end
  local ranked = part:rank(wanted)
  return { title = labels.measure(part.series[1], words) .. ", " .. words:period(ranked.period),
    columns = columns_of(part.series[1], words), rows = rows_of(ranked, words),
    lines = unranked(part, ranked.period, words), notes = ranked.notes, source = whole.source,
    fields = { period = ranked.period } }
end

return top
