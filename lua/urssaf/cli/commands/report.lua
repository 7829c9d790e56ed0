--- `urssaf report`: one page about a place, for a browser or a printer; or a site of pages about
-- all of them.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"

local folder = lazy "urssaf.cli.folder"
local place_selection = lazy "urssaf.cli.place_selection"
local results = lazy "urssaf.cli.result"

local report = {
  name = "report",
  summary = "write a self-contained HTML page about a place, or a folder of pages about all",
  examples = { "urssaf report 38 -o isere.html",
    "urssaf report Bretagne --lang fr -o bretagne.html", "urssaf report --all -o pages" },
  formats = { "html" },
  needs_file = "a report is an HTML page",
}

function report.configure(command)
  command:argument "place":args "?"
    :description "A département, a region or France (the default), by code or name."
  command:flag "--all"
    :description("Write a folder: a page for each département, each region and France, and an"
      .. " index with a search and a map.")
  options.missing(command)
  options.data(command)
end

local function problem_of(given)
  if given.place then return "--all writes a page for every place: leave out the place" end
  if not given.output or given.output == "-" then
    return "--all writes a folder: name it, such as -o pages"
  end
end

-- The files are written here, and what is printed says where they are.
local function write_all(panel, given, context)
  local files, ok, err
  files, err = context.library.site(panel,
    { lang = context.language.code, missing = given.missing })
  if files then ok, err = folder.write(given.output, files) end
  if not ok then return nil, err end
  local path = given.output:gsub("(.)/+$", "%1")
  given.output = nil
  return results.new { text = given.quiet and "" or path .. "/index.html\n" }
end

function report.run(given, context)
  local problem = given.all and problem_of(given)
  if problem then return errors.fail("usage", problem) end
  local panel, page, err
  panel, err = context.panel()
  if not panel then return nil, err end
  if given.all then return write_all(panel, given, context) end
  page, err = context.library.report(panel, given.place or "France",
    { lang = context.language.code, missing = given.missing })
  if not page then return place_selection.absent(panel, given.place or "France", err) end
  return results.new { text = page }
end

return report
