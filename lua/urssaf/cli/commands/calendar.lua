--- `urssaf calendar`: when a dataset was updated, and will be.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local input = lazy "urssaf.cli.input"
local release_text = lazy "urssaf.cli.release_text"
local results = lazy "urssaf.cli.result"

local calendar = {
  name = "calendar",
  summary = "show when a dataset was updated, and when it will be",
  examples = { "urssaf calendar", "urssaf calendar procedures-collectives-par-region --lang fr" },
  formats = { "table", "csv", "json", "md" },
}

local PHRASES = {
  fr = { release = "Mise à jour", days = "Date", precision = "Précision",
    publication = "Publication", last = "dernière", next = "prochaine" },
  en = { release = "Release", days = "Date", precision = "Precision",
    publication = "Publication", last = "last", next = "next" },
}

function calendar.configure(command)
  command:argument "dataset":args "?"
    :description "One of the portal's datasets; by default auto-entrepreneurs-par-departement."
  command:option "--dataset":target "named":argname "ID":description "The same, as an option."
  command:flag "--all":description "Every release in the calendar, not the last and the next alone."
  options.kept(command)
  options.connection(command)
end

-- Which release it is: "last", "next" or nil.
local function place_of(found, release)
  return release == found.last and "last" or release == found.next and "next" or nil
end

local function releases_of(found, all)
  if all then return found.releases end
  return tables.filter(found.releases, function(release) return place_of(found, release) end)
end

local FOR_MACHINES = { "release", "day", "from", "to", "date", "precision", "product",
  "publication", "periodicity", "theme" }

local function for_machines(found, all)
  return {
    columns = tables.map(FOR_MACHINES, function(name) return { name = name, kind = "text" } end),
    rows = tables.map(releases_of(found, all), function(release)
      local row = { place_of(found, release) }
      for i = 2, #FOR_MACHINES do row[i] = release[FOR_MACHINES[i]] end
      return row
    end),
  }
end

local function for_people(found, all, language)
  local phrases = PHRASES[language.code]
  return {
    columns = tables.map({ "release", "days", "precision", "publication" }, function(name)
      return { name = name, label = phrases[name], kind = "text" }
    end),
    rows = tables.map(releases_of(found, all), function(release)
      return { phrases[place_of(found, release)], release_text.days(release, language),
        release.precision, release.publication }
    end),
  }
end

function calendar.run(given, context)
  local found, err = context.library.calendar { dataset = given.named or given.dataset,
    cache = input.cache_mode(given), progress = context.progress, log = context.log,
    ca_file = given.ca_file }
  if not found then return nil, err end
  local list = context.is_for_machines and for_machines(found, given.all)
    or for_people(found, given.all, context.language)
  local newest = found.next or found.last or found.releases[1]
  return results.new { panel = found, title = newest.product or found.dataset,
    columns = list.columns, rows = list.rows,
    lines = #list.rows == 0 and { release_text.none(context.language) } or nil }
end

return calendar
