--- `urssaf revisions`: how a figure moved from one kept publication to the next.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"

local additivity = lazy "urssaf.domain.additivity"
local digits = lazy "urssaf.language.digits"
local errors = lazy "urssaf.base.errors"
local labels = lazy "urssaf.cli.labels"
local measure_names = lazy "urssaf.cli.measure_names"
local measures = lazy "urssaf.domain.measures"
local period = lazy "urssaf.domain.period"
local places = lazy "urssaf.domain.places"
local results = lazy "urssaf.cli.result"
local tables = lazy "urssaf.base.tables"

local revisions = {
  name = "revisions",
  summary = "show how the figures of a place moved from one kept publication to the next",
  examples = { "urssaf revisions 38 -m radiations", "urssaf revisions France --format csv",
    "urssaf revisions 38 -o revisions.svg" },
  formats = { "table", "csv", "json", "md", "svg" },
}

local PHRASES = {
  fr = {
    age = { [0] = "Dernière période d'une publication", "Une période avant", "%d périodes avant" },
    line = "%s : %s sur %s révisées avec la publication suivante, de %s en moyenne, au plus de %s"
      .. " (%s).",
    settled = "Les chiffres bougent rarement à partir de %s périodes d'âge.",
    one = "Une seule publication est conservée : les révisions se verront avec la suivante.",
    part = "Les %s ; --format csv donne tout.", periods = "%d dernières périodes",
    publications = "%d dernières publications", both = " et les ",
  },
  en = {
    age = { [0] = "Last period of a publication", "One period before", "%d periods before" },
    line = "%s: %s of %s revised with the next publication, by %s on average, at most by %s (%s).",
    settled = "Figures rarely move from the age of %s periods on.",
    one = "A single publication is kept: revisions will show with the next one.",
    part = "The last %s; --format csv gives all.", periods = "%d periods",
    publications = "%d publications", both = " and the last ",
  },
}

-- How much people are shown.
local PERIODS, PUBLICATIONS, AGES = 12, 5, 6

function revisions.configure(command)
  command:argument "place":args "?"
    :description "A département, a region, or France (the default)."
  options.measures(command, false)
  options.missing(command)
  command:option "--dataset":argname "ID":description "Another of the portal's datasets."
  options.verbose(command)
end

-- The key of a place.
local function key_of(place)
  return place.kind == "france" and {} or { ["code_" .. place.kind] = place.code }
end

-- The age of a figure in a publication.
local function age_of(found, row, k)
  return period.difference(found.publications[k].last, row.period)
end

local FOR_MACHINES = { "period", "code", "place", "measure", "published", "age", "value", "unit" }

-- A row for each period of each publication, whether it has a figure or not.
local function long_rows(found, place)
  local rows, code = {}, labels.code(key_of(place))
  local unit = additivity.unit { measure = found.measure, dataset = found.dataset }
  for _, row in ipairs(found.rows) do
    for k, publication in ipairs(found.publications) do
      local age = age_of(found, row, k)
      if age >= 0 then
        rows[#rows + 1] = { row.period, code, place.name, found.measure,
          (publication.published or ""):sub(1, 10), age, row.values[k], unit }
      end
    end
  end
  return rows
end

local function for_machines(found, place)
  return results.new { rows = long_rows(found, place),
    columns = tables.map(FOR_MACHINES, function(name) return { name = name, kind = "detail" } end),
    fields = { by_age = found.by_age, settled_at = found.settled_at } }
end

-- A revision in per cent: a hundredth of one counts, and a smaller one is not none.
local function decimals_of(relative)
  return digits.decimals(relative * 100, 2)
end

local function size_text(language, relative, plain)
  if relative then return language:percent(relative, decimals_of(relative)) end
  return language:number(plain)
end

local function age_line(one, language, phrases)
  local name = (phrases.age[one.age] or phrases.age[2]):format(one.age)
  local largest = one.largest
  local most = largest.relative and language:growth(largest.relative, decimals_of(largest.relative))
    or language:signed(language:number(largest.change), largest.change)
  return phrases.line:format(name, language:number(one.revised), language:number(one.count),
    size_text(language, one.mean_absolute_relative, one.mean_absolute), most,
    language:period(largest.period))
end

local function lines_of(found, language, phrases, first, from)
  local lines = {}
  for i = 1, math.min(#found.by_age, AGES) do
    lines[i] = age_line(found.by_age[i], language, phrases)
  end
  if #found.publications == 1 then lines[1] = phrases.one end
  if found.settled_at then
    lines[#lines + 1] = phrases.settled:format(language:number(found.settled_at))
  end
  local shown = {}
  if first > 1 then shown[1] = phrases.periods:format(#found.rows - first + 1) end
  if from > 1 then
    shown[#shown + 1] = phrases.publications:format(#found.publications - from + 1)
  end
  if shown[1] then lines[#lines + 1] = phrases.part:format(table.concat(shown, phrases.both)) end
  return lines
end

local function for_people(found, context)
  local language, phrases = context.language, PHRASES[context.language.code]
  local first = math.max(1, #found.rows - PERIODS + 1)
  local from = math.max(1, #found.publications - PUBLICATIONS + 1)
  local columns, rows = { { name = "period", label = "", kind = "period" } }, {}
  for k = from, #found.publications do
    -- the day and its month stay together
    local day = (language:day(found.publications[k].published) or "?"):gsub(" ", "\194\160", 1)
    columns[#columns + 1] = { name = "publication_" .. k, label = day, kind = "number" }
  end
  for i = first, #found.rows do
    local row = { found.rows[i].period }
    for k = from, #found.publications do row[k - from + 2] = found.rows[i].values[k] end
    rows[#rows + 1] = row
  end
  return results.new { title = language:label(found.measure, found.dataset) .. ", " .. found.name,
    columns = columns, rows = rows, lines = lines_of(found, language, phrases, first, from),
    notes = found.notes }
end

-- The measure that is meant; a name that the library does not know is one of the data, or of none.
local function measure_of(given)
  local name = given.measure or "economiquement_actifs"
  return measure_names.find(name, measures.names(), given.dataset) or name
end

function revisions.run(given, context)
  local place, err = places.find(given.place)
  if not place then return nil, err end
  local found
  found, err = context.library.revisions(given.dataset, { key = key_of(place),
    measure = measure_of(given), missing = given.missing, log = context.log })
  if not found then
    if err.kind ~= "none" then return nil, err end
    return errors.fail("none", "no publication that is kept has a figure of this",
      { about = "vintages" })
  end
  if context.format == "svg" then return results.chart(context, "revisions", found) end
  return context.is_for_machines and for_machines(found, place) or for_people(found, context)
end

return revisions
