--- `urssaf cite`: a citation of the data.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"

local results = lazy "urssaf.cli.result"

local cite = {
  name = "cite",
  summary = "print a citation of the data",
  examples = { "urssaf cite --lang fr", "urssaf cite --bibtex", "urssaf cite --format csl" },
  formats = { "text", "json", "bibtex", "csl" },
}

local STYLES = { bibtex = "bibtex", csl = "csl" }

function cite.configure(command)
  command:flag "--bibtex":description "Write a BibTeX entry, as --format bibtex does."
  options.data(command)
end

function cite.run(given, context)
  local panel, err = context.panel()
  if not panel then return nil, err end
  local style = given.bibtex and "bibtex" or STYLES[context.format] or context.language.code
  local citation = panel:cite(style)
  if context.format ~= "json" then return results.new { text = citation .. "\n" } end
  return results.new { panel = panel, columns = { { name = "citation", kind = "text" } },
    rows = { { citation } } }
end

return cite
