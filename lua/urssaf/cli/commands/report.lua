--- `urssaf report`: one page about a place, for a browser or a printer.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"

local results = lazy "urssaf.cli.result"

local report = {
  name = "report",
  summary = "write a self-contained HTML page about a place",
  examples = { "urssaf report 38 -o isere.html",
    "urssaf report Bretagne --lang fr -o bretagne.html" },
  formats = { "html" },
  needs_file = "a report is an HTML page",
}

function report.configure(command)
  command:argument "place":args "?":default "France"
    :description "A département, a region or France, by code or name."
  options.missing(command)
  options.data(command)
end

function report.run(given, context)
  local panel, page, err
  panel, err = context.panel()
  if not panel then return nil, err end
  page, err = context.library.report(panel, given.place,
    { lang = context.language.code, missing = given.missing })
  if not page then return nil, err end
  return results.new { text = page }
end

return report
