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
    and decoding, a pure-Lua layer filters.
  ]],
  license = "MIT",
  labels = { "statistics", "opendata", "france", "http" },
}

dependencies = {
  "lua >= 5.4, < 5.5",
  "lua-cjson >= 2.1.0",
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
    ["urssaf.call"] = "lua/urssaf/call.lua",
    ["urssaf.client"] = "lua/urssaf/client.lua",
    ["urssaf.datasets"] = "lua/urssaf/datasets.lua",
    ["urssaf.decoding"] = "lua/urssaf/decoding.lua",
    ["urssaf.errors"] = "lua/urssaf/errors.lua",
    ["urssaf.exchange"] = "lua/urssaf/exchange.lua",
    ["urssaf.fetching"] = "lua/urssaf/fetching.lua",
    ["urssaf.integer"] = "lua/urssaf/integer.lua",
    ["urssaf.json"] = "lua/urssaf/json.lua",
    ["urssaf.measures"] = "lua/urssaf/measures.lua",
    ["urssaf.names"] = "lua/urssaf/names.lua",
    ["urssaf.odsql"] = "lua/urssaf/odsql.lua",
    ["urssaf.options"] = "lua/urssaf/options.lua",
    ["urssaf.panel"] = "lua/urssaf/panel.lua",
    ["urssaf.period"] = "lua/urssaf/period.lua",
    ["urssaf.portal"] = "lua/urssaf/portal.lua",
    ["urssaf.quarter"] = "lua/urssaf/quarter.lua",
    ["urssaf.question"] = "lua/urssaf/question.lua",
    ["urssaf.reading"] = "lua/urssaf/reading.lua",
    ["urssaf.schema"] = "lua/urssaf/schema.lua",
    ["urssaf.series"] = "lua/urssaf/series.lua",
    ["urssaf.version"] = "lua/urssaf/version.lua",
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
        "src/decode.c", "src/tables.c", "src/csv.c", "src/panel.c", "src/unit.c", "src/cell.c",
        "src/option.c", "src/failure.c",
      },
      libraries = { "m" },
    },
  },
}
