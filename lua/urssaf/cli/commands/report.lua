--- `urssaf report`: one page about a place, for a browser or a printer.
local errors = require "urssaf.base.errors"
local options = require "urssaf.cli.options"

local report = {
  name = "report",
  summary = "one self-contained HTML page about a place",
  examples = { "urssaf report 38 -o isere.html",
    "urssaf report Bretagne --lang fr -o bretagne.html" },
  formats = { "html" },
}

function report.configure(command)
  command:argument "place":args "?":default "France"
    :description "A département, a region or France, by code or name."
  options.data(command)
end

function report.run(given, context)
  if context.is_terminal then
    return errors.fail("usage", "a report is a page: say where to, such as -o report.html")
  end
  local whole, err = context.panel()
  if not whole then return nil, err end
  local page
  page, err = require("urssaf").report(whole, given.place, { lang = context.words.code })
  if not page then return nil, err end
  return { text = page }
end

return report
