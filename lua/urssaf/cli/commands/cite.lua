--- `urssaf cite`: a citation of the data.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"

local results = lazy "urssaf.cli.result"

local cite = {
  name = "cite",
  summary = "print a citation of the data",
  examples = { "urssaf cite --lang fr", "urssaf cite --bibtex" },
  formats = { "text", "json" },
}

function cite.configure(command)
  command:flag "--bibtex":description "Write a BibTeX entry."
  options.data(command)
end

function cite.run(given, context)
  local panel, err = context.panel()
  if not panel then return nil, err end
  local citation = panel:cite(given.bibtex and "bibtex" or context.language.code)
  if context.format == "text" then return results.new { text = citation .. "\n" } end
  return results.new { panel = panel, columns = { { name = "citation", kind = "text" } },
    rows = { { citation } } }
end

return cite
