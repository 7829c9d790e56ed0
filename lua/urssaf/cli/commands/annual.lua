--- `urssaf annual`: years in place of months or quarters.
local options = require "urssaf.cli.options"
local ranking_options = require "urssaf.cli.ranking_options"
local show = require "urssaf.cli.commands.show"

local annual = {
  name = "annual",
  summary = "print years: flows summed, counts averaged, stocks at the year's end",
  examples = { "urssaf annual Isère -m immatriculations -m radiations --from 2019" },
  formats = show.formats,
}

function annual.configure(command)
  options.series(command, true)
  ranking_options.yearly_transforms(command)
  options.sums(command)
  options.data(command)
end

function annual.run(given, context)
  given.annual = true
  return show.run(given, context)
end

return annual
