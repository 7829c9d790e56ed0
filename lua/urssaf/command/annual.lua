--- `urssaf annual`: years, flows summed, counts averaged, stocks at the year's end.
local series = require "urssaf.command.series"
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
  local panel, err = context.panel()
  if panel then panel, err = series.select(panel, given) end
  if not panel then return nil, err end
  if context.format == "svg" then
    return { text = require("urssaf.chart").line(panel, { lang = context.words.code }) }
  end
  return show.result(panel, given, context)
end

return annual
