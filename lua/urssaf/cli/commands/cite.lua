--- `urssaf cite`: how to cite the data.
local options = require "urssaf.cli.options"

local cite = {
  name = "cite",
  summary = "how to cite the data",
  examples = { "urssaf cite --lang fr", "urssaf cite --bibtex" },
  formats = { "text" },
}

function cite.configure(command)
  command:flag "--bibtex":description "As an entry of BibTeX."
  options.data(command)
end

function cite.run(given, context)
  local whole, err = context.panel()
  if not whole then return nil, err end
  return { text = whole:cite(given.bibtex and "bibtex" or context.words.code) .. "\n" }
end

return cite
