--- `urssaf annual`: years, flows summed, counts averaged, stocks at the year's end.
local settings = require "urssaf.command.settings"
local show = require "urssaf.command.show"

local annual = {
  name = "annual",
  summary = "years: flows summed, counts averaged, stocks at the year's end",
  examples = { "urssaf annual Isère -m immatriculations -m radiations --from 2019" },
  formats = { "table", "csv", "json", "md", "svg" },
}

function annual.configure(command)
  settings.places(command)
  settings.measures(command, true)
  settings.time(command)
  command:flag "--growth":description "Growth over a year; of shares the difference."
  settings.data(command)
end

function annual.run(given, context)
  given.annual = true
  return show.run(given, context)
end

return annual
