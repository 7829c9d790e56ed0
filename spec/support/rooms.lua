-- The rooms of lua/urssaf, from the top of the house to the ground, and which of the others each
-- may require. spec/package/architecture_spec.lua holds the code to it, draw_rooms.lua draws the
-- picture in docs/architecture.md from it.
--
-- A room is the folder of its name, unless it lists its modules. `c_modules` are the C modules that
-- it may load.
return {
  { name = "cli", is = "the command `urssaf`: arguments, tables for the terminal, exit codes",
    may_require = { "doors", "sample", "portal", "chart", "panel", "language", "domain", "base" } },
  { name = "doors", is = "what a program requires: the public functions, client, capabilities",
    modules = { "urssaf", "urssaf.client", "urssaf.capabilities" },
    c_modules = { "http", "decode" },
    may_require = { "cache", "portal", "sample", "report", "chart", "csv", "panel", "language",
      "domain", "base" } },
  { name = "public names", is = "modules under the names that the reference gives them",
    modules = { "urssaf.check", "urssaf.diff", "urssaf.errors", "urssaf.geo", "urssaf.measures",
      "urssaf.period", "urssaf.quarter", "urssaf.series" },
    may_require = { "panel", "domain", "base" } },
  { name = "cache", is = "publications kept on the disk, and which of them answers a fetch",
    c_modules = { "checksum" },
    may_require = { "portal", "csv", "domain", "base" } },
  { name = "portal", is = "the portal's API over HTTP: query, session, response, retry, fetch",
    c_modules = { "http" },
    may_require = { "csv", "panel", "domain", "base" } },
  { name = "sample", is = "the synthetic panel",
    may_require = { "panel", "domain", "base" } },
  { name = "report", is = "the page of HTML about a place",
    may_require = { "chart", "panel", "language", "domain", "base" } },
  { name = "csv", is = "from CSV to plain tables: the decoders, files saved from the portal",
    c_modules = { "decode" },
    may_require = { "panel", "domain", "base" } },
  { name = "chart", is = "SVG: axes, scales, lines, bars, the tile grid map",
    may_require = { "panel", "language", "domain", "base" } },
  { name = "panel", is = "panels and series: filter, aggregate, grow, rank, check, diff, export",
    may_require = { "language", "domain", "base" } },
  { name = "language", is = "French and English: numbers, periods, places, notes, phrases",
    may_require = { "domain", "base" } },
  { name = "domain", is = "what the data mean: periods, places, measures, units, additivity",
    may_require = { "base" } },
  { name = "base", is = "what any library needs: errors, numbers, names, UTF-8, JSON, timestamps",
    may_require = {} },
  { name = "annotations", is = "annotations for editors and the reference; never loaded",
    may_require = {} },
}
