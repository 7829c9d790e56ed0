-- The pages of the reference, in the order of its contents, and the file that each is made from.
--
-- `inner`: functions that only the library's own modules call. `classes = true`: the page has the
-- classes that the module's functions return, and not the functions. `details`: a method's text is
-- followed by that of another function, the one that does its work. `more`: a file with more of the
-- page's functions. A page with a `title` is not
-- a module that can be required.
local pages = {}

pages.modules = {
  { name = "urssaf", path = "lua/urssaf/init.lua", more = "lua/urssaf/functions.lua" },
  { name = "urssaf.client", path = "lua/urssaf/client/init.lua",
    more = "lua/urssaf/client/methods.lua",
    inner = "new once of_dataset" },
  { name = "urssaf.panel", path = "lua/urssaf/panel/methods.lua",
    more = "lua/urssaf/panel/derived_methods.lua",
    details = {
      ["Panel:wide"] = { "lua/urssaf/panel/wide.lua", "make" },
      ["Panel:to_csv"] = { "lua/urssaf/panel/export.lua", "to_csv" },
      ["Panel:to_json"] = { "lua/urssaf/panel/export.lua", "to_json" },
    } },
  { name = "urssaf.series", path = "lua/urssaf/panel/series_methods.lua" },
  { name = "urssaf.period", path = "lua/urssaf/domain/period.lua",
    inner = "check_span is_bound lower outside overlap position positions upper year" },
  { name = "urssaf.quarter", path = "lua/urssaf/domain/quarter.lua" },
  { name = "urssaf.geo", path = "lua/urssaf/domain/geo.lua" },
  { name = "urssaf.measures", path = "lua/urssaf/domain/measures.lua" },
  { name = "urssaf.chart", path = "lua/urssaf/chart/init.lua" },
  { name = "urssaf.language", path = "lua/urssaf/language/init.lua" },
  { name = "urssaf.loop", path = "lua/urssaf/loop/init.lua" },
  { name = "urssaf.check", path = "lua/urssaf/panel/check.lua", classes = true },
  { name = "urssaf.diff", path = "lua/urssaf/panel/diff.lua", classes = true },
  { name = "urssaf.errors", path = "lua/urssaf/base/errors.lua", classes = true },
  { name = "urssaf.http", path = "lua/urssaf/annotations/http.lua" },
  { name = "urssaf.decode", path = "lua/urssaf/annotations/decode.lua" },
  { name = "options", title = "Options", path = "lua/urssaf/annotations/options.lua",
    text = "The options of every function that takes some. An unknown one raises, with the nearest"
      .. " name; so does a value that will not do." },
  { name = "tables", title = "Tables", path = "lua/urssaf/annotations/shapes.lua",
    text = "What the tables hold that the functions give and take." },
}

pages.description = "Urssaf's open data as Lua tables: complete and checked, or an error."

-- The guides: these first and last, between them all others that are in docs.
pages.guides = { "README.md", "README.fr.md", "docs/cookbook.md", "docs/mistakes.md",
  "docs/command.md" }
pages.last_guides = { "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md" }

return pages
