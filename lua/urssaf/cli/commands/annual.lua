--- `urssaf annual`: years, flows summed, counts averaged, stocks at the year's end.
local options = require "urssaf.cli.options"
local show = require "urssaf.cli.commands.show"

local annual = {
  name = "annual",
  summary = "years: flows summed, counts averaged, stocks at the year's end",
  examples = { "urssaf annual Isère -m immatriculations -m radiations --from 2019" },
  formats = { "table", "csv", "json", "md", "svg" },
}

function annual.configure(command)
  options.places(command)
  options.measures(command, true)
  options.time(command)
  command:flag "--growth":description "Growth over a year; of shares the difference."
  options.data(command)
end

function annual.run(given, context)
  given.annual = true
  return show.run(given, context)
end

return annual
