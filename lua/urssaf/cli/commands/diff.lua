--- `urssaf diff`: what a publication revised.
local errors = require "urssaf.base.errors"
local options = require "urssaf.cli.options"

local diff = {
  name = "diff",
  summary = "what the latest publication changed: new quarters, revised figures",
  examples = { "urssaf diff", "urssaf diff --since 2026-03-31",
    "urssaf diff --with older.csv" },
  formats = { "table", "csv", "json", "md" },
}

-- How many revisions people are shown.
local MOST = 20

local WORDS = {
  fr = { place = "Lieu", measure = "Mesure", period = "Période", old = "Avant", new = "Après",
    change = "Révision", relative = "en %",
    title = "%s : publication %s, comparée à la publication %s", on = "du ",
    unknown = "de date inconnue", same = "Aucune différence.",
    periods = "Nouvelles périodes : %s.", gone = "Périodes disparues : %s.",
    units = "Nouvelles unités : %s.", gone_units = "Unités disparues : %s.",
    revised = "%s : valeurs révisées : %d sur %d, apparues : %d, disparues : %d.",
    more = "%d révisions de plus ; --format csv les donne toutes." },
  en = { place = "Place", measure = "Measure", period = "Period", old = "Before", new = "Now",
    change = "Revision", relative = "in %", on = "",
    title = "%s: published %s, compared with the publication of %s",
    unknown = "an unknown date", same = "No difference.",
    periods = "New periods: %s.", gone = "Periods that are gone: %s.",
    units = "New units: %s.", gone_units = "Units that are gone: %s.",
    revised = "%s: %d of %d values revised, %d appeared, %d vanished.",
    more = "%d revisions more; --format csv has them all." },
}

function diff.configure(command)
  command:option "--since":argname "DAY"
    :description("Compare with the latest publication kept up to that day; by default the one"
      .. " before.")
  command:option "--with":argname "PATH"
    :description "Compare with a CSV saved from the portal."
  options.data(command)
end

-- The moment of the kept publication before this one.
local function previous(given, newer)
  local list, err = require("urssaf").vintages(given.dataset)
  if not list then return nil, err end
  local current = newer.source.data_processed or ""
  for _, one in ipairs(list) do
    local whole = not (one.where or one.from or one.to or one.measures)
    if whole and (one.data_processed or "") < current then return one.data_processed end
  end
  return errors.fail("empty", "no earlier publication is kept to compare with: those fetched from"
    .. " now on are; --with compares with a saved CSV")
end

local function older_panel(given, newer)
  local urssaf = require "urssaf"
  if given["with"] then return urssaf.read(given["with"], { dataset = newer.dataset }) end
  local moment, err = given.since, nil
  if not moment then moment, err = previous(given, newer) end
  if not moment then return nil, err end
  return urssaf.fetch(given.dataset, { as_of = moment })
end

local function names_of(units, words)
  local list = {}
  for i, one in ipairs(units) do list[i] = words:place(one.key) end
  return list
end

local function periods_of(list, words)
  local spelt = {}
  for i, name in ipairs(list) do spelt[i] = words:period(name) end
  return spelt
end

local function lines_of(found, words, said)
  local lines = {}
  local function add(format, list)
    if #list > 0 then lines[#lines + 1] = format:format(table.concat(list, ", ")) end
  end
  add(said.periods, periods_of(found.new_periods, words))
  add(said.gone, periods_of(found.gone_periods, words))
  add(said.units, names_of(found.new_units, words))
  add(said.gone_units, names_of(found.gone_units, words))
  for _, one in ipairs(found.by_measure) do
    if one.revised + one.appeared + one.vanished > 0 then
      lines[#lines + 1] = said.revised:format(words:label(one.measure), one.revised, one.compared,
        one.appeared, one.vanished)
    end
  end
  if found.same then lines[#lines + 1] = said.same end
  return lines
end

local function rows_of(found, context)
  local rows, words = {}, context.words
  for i, cell in ipairs(found.revised) do
    if i > MOST and not context.is_for_machines then break end
    rows[i] = { cell.key.code_departement or cell.key.code_region or "", words:place(cell.key),
      context.is_for_machines and cell.measure or words:label(cell.measure), cell.period, cell.old,
      cell.new, cell.change, cell.relative }
  end
  return rows
end

local function columns_of(said)
  return {
    { name = "code", label = "Code", kind = "text" },
    { name = "place", label = said.place, kind = "text" },
    { name = "measure", label = said.measure, kind = "text" },
    { name = "period", label = said.period, kind = "period" },
    { name = "old", label = said.old, kind = "number" },
    { name = "new", label = said.new, kind = "number" },
    { name = "change", label = said.change, kind = "number", is_change = true },
    { name = "relative", label = said.relative, kind = "number", unit = "1", is_change = true },
  }
end

local function day_of(stamp, words, said)
  local day = words:day(stamp)
  return day and said.on .. day or said.unknown
end

function diff.run(given, context)
  if given.sample then
    return errors.fail("usage", "diff compares publications: --sample has but one")
  end
  local newer, older, err
  newer, err = context.panel()
  if newer then older, err = older_panel(given, newer) end
  if not older then return nil, err end
  local found, words = newer:diff(older), context.words
  local said = WORDS[words.code]
  local lines = lines_of(found, words, said)
  local rows = rows_of(found, context)
  if #rows < #found.revised then lines[#lines + 1] = said.more:format(#found.revised - #rows) end
  return {
    title = said.title:format(newer.source.title or newer.dataset,
      day_of(found.published.newer, words, said), day_of(found.published.older, words, said)),
    columns = columns_of(said), rows = rows, lines = lines, notes = newer.notes,
    source = newer.source,
    fields = { same = found.same, new_periods = found.new_periods,
      gone_periods = found.gone_periods },
  }
end

return diff
