rockspec_format = "3.0"
package = "urssaf"
version = "scm-1"

-- There is no public address yet: `luarocks make` builds the checkout it is called in.
source = { url = "git+file://." }

description = {
  summary = "Urssaf's quarterly open data as Lua tables: complete and checked, or an error",
  detailed = [[
    Brings the quarterly datasets of Urssaf's open data portal (first of all "Auto-entrepreneurs,
    par département") into Lua as series by unit and measure. A thin C core does HTTP (libcurl)
    and decoding, a pure-Lua layer filters and aggregates: sums that would be wrong are refused,
    what is missing stays missing.
  ]],
  license = "MIT",
  labels = { "statistics", "opendata", "france", "http" },
}

dependencies = {
  "lua >= 5.1, < 5.5",
  "lua-cjson >= 2.1.0",
  "luafilesystem >= 1.8.0",
}

-- Without `header`: with it, LuaRocks does not find Debian's multiarch folders.
external_dependencies = {
  CURL = { library = "curl" },
  ZLIB = { library = "z" },
}

build = {
  type = "builtin",
  modules = {
    ["urssaf"] = "lua/urssaf/init.lua",
    ["urssaf.aggregate"] = "lua/urssaf/aggregate.lua",
    ["urssaf.arithmetic"] = "lua/urssaf/arithmetic.lua",
    ["urssaf.assembly"] = "lua/urssaf/assembly.lua",
    ["urssaf.call"] = "lua/urssaf/call.lua",
    ["urssaf.capabilities"] = "lua/urssaf/capabilities.lua",
    ["urssaf.caveats"] = "lua/urssaf/caveats.lua",
    ["urssaf.cells"] = "lua/urssaf/cells.lua",
    ["urssaf.chance"] = "lua/urssaf/chance.lua",
    ["urssaf.characters"] = "lua/urssaf/characters.lua",
    ["urssaf.check"] = "lua/urssaf/check.lua",
    ["urssaf.citation"] = "lua/urssaf/citation.lua",
    ["urssaf.client"] = "lua/urssaf/client.lua",
    ["urssaf.compat"] = "lua/urssaf/compat.lua",
    ["urssaf.completeness"] = "lua/urssaf/completeness.lua",
    ["urssaf.csv"] = "lua/urssaf/csv.lua",
    ["urssaf.datasets"] = "lua/urssaf/datasets.lua",
    ["urssaf.decode_lua"] = "lua/urssaf/decode_lua.lua",
    ["urssaf.decoding"] = "lua/urssaf/decoding.lua",
    ["urssaf.definitions"] = "lua/urssaf/definitions.lua",
    ["urssaf.diff"] = "lua/urssaf/diff.lua",
    ["urssaf.errors"] = "lua/urssaf/errors.lua",
    ["urssaf.exchange"] = "lua/urssaf/exchange.lua",
    ["urssaf.export"] = "lua/urssaf/export.lua",
    ["urssaf.fetching"] = "lua/urssaf/fetching.lua",
    ["urssaf.files"] = "lua/urssaf/files.lua",
    ["urssaf.geo"] = "lua/urssaf/geo.lua",
    ["urssaf.hosted"] = "lua/urssaf/hosted.lua",
    ["urssaf.instant"] = "lua/urssaf/instant.lua",
    ["urssaf.integer"] = "lua/urssaf/integer.lua",
    ["urssaf.json"] = "lua/urssaf/json.lua",
    ["urssaf.keeping"] = "lua/urssaf/keeping.lua",
    ["urssaf.language"] = "lua/urssaf/language.lua",
    ["urssaf.measures"] = "lua/urssaf/measures.lua",
    ["urssaf.names"] = "lua/urssaf/names.lua",
    ["urssaf.network"] = "lua/urssaf/network.lua",
    ["urssaf.numbers"] = "lua/urssaf/numbers.lua",
    ["urssaf.odsql"] = "lua/urssaf/odsql.lua",
    ["urssaf.options"] = "lua/urssaf/options.lua",
    ["urssaf.overtime"] = "lua/urssaf/overtime.lua",
    ["urssaf.panel"] = "lua/urssaf/panel.lua",
    ["urssaf.period"] = "lua/urssaf/period.lua",
    ["urssaf.plan"] = "lua/urssaf/plan.lua",
    ["urssaf.plausibility"] = "lua/urssaf/plausibility.lua",
    ["urssaf.portal"] = "lua/urssaf/portal.lua",
    ["urssaf.progress"] = "lua/urssaf/progress.lua",
    ["urssaf.quarter"] = "lua/urssaf/quarter.lua",
    ["urssaf.question"] = "lua/urssaf/question.lua",
    ["urssaf.ranking"] = "lua/urssaf/ranking.lua",
    ["urssaf.ratio"] = "lua/urssaf/ratio.lua",
    ["urssaf.reading"] = "lua/urssaf/reading.lua",
    ["urssaf.release"] = "lua/urssaf/release.lua",
    ["urssaf.retry"] = "lua/urssaf/retry.lua",
    ["urssaf.sample"] = "lua/urssaf/sample.lua",
    ["urssaf.schema"] = "lua/urssaf/schema.lua",
    ["urssaf.selection"] = "lua/urssaf/selection.lua",
    ["urssaf.series"] = "lua/urssaf/series.lua",
    ["urssaf.shelf"] = "lua/urssaf/shelf.lua",
    ["urssaf.store"] = "lua/urssaf/store.lua",
    ["urssaf.survey"] = "lua/urssaf/survey.lua",
    ["urssaf.synthetic.areas"] = "lua/urssaf/synthetic/areas.lua",
    ["urssaf.synthetic.cells"] = "lua/urssaf/synthetic/cells.lua",
    ["urssaf.synthetic.national"] = "lua/urssaf/synthetic/national.lua",
    ["urssaf.synthetic.noise"] = "lua/urssaf/synthetic/noise.lua",
    ["urssaf.tabulation"] = "lua/urssaf/tabulation.lua",
    ["urssaf.tally"] = "lua/urssaf/tally.lua",
    ["urssaf.totals"] = "lua/urssaf/totals.lua",
    ["urssaf.transform"] = "lua/urssaf/transform.lua",
    ["urssaf.turnover"] = "lua/urssaf/turnover.lua",
    ["urssaf.unit"] = "lua/urssaf/unit.lua",
    ["urssaf.version"] = "lua/urssaf/version.lua",
    ["urssaf.wide"] = "lua/urssaf/wide.lua",
    ["urssaf.words"] = "lua/urssaf/words.lua",
    ["urssaf.http"] = {
      sources = {
        "src/http.c", "src/session.c", "src/transfer.c", "src/inflate.c", "src/option.c",
        "src/failure.c",
      },
      libraries = { "curl", "z", "pthread" },
      incdirs = { "$(CURL_INCDIR)", "$(ZLIB_INCDIR)" },
      libdirs = { "$(CURL_LIBDIR)", "$(ZLIB_LIBDIR)" },
    },
    ["urssaf.decode"] = {
      sources = {
        "src/decode.c", "src/tables.c", "src/csv.c", "src/panel.c", "src/guess.c", "src/unit.c", "src/cell.c",
        "src/option.c", "src/failure.c",
      },
      libraries = { "m" },
    },
    ["urssaf.checksum"] = {
      sources = { "src/checksum.c" },
      libraries = { "z" },
      incdirs = { "$(ZLIB_INCDIR)" },
      libdirs = { "$(ZLIB_LIBDIR)" },
    },
  },
}
