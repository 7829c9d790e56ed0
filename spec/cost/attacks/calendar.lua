-- The release calendar: rows of texts, all of which are kept.
local answers = require "spec.cost.answers"
local attacks = require "spec.cost.attacks"

local MIB = 1024 * 1024

local COLUMNS = "lien_vers_le_produit;date_de_mise_a_jour;debut_date_de_mise_a_jour;"
  .. "fin_date_de_mise_a_jour;precision\n"
local ROW = "https://open.urssaf.fr/explore/dataset/attack/;2026-07-16;;;"

local function calendar(urssaf, url)
  return urssaf.calendar(attacks.options(url, { dataset = "attack", timeout = 10 }))
end

-- A portal whose calendar is this export, of so many rows.
local function portal(export, rows)
  return answers.portal {
    count = function(n) return answers.whole("json", ('{"total_count":%d}'):format(rows(n))) end,
    export = function(n) return answers.whole("csv", export(n)) end,
  }
end

local function all(n)
  return n
end

-- As many rows, each with these cells.
local function rows_of(cells)
  return function(n) return COLUMNS .. (cells .. "\n"):rep(n) end
end

return {
  { name = "as many releases as a portal may have", size = 1000, ends = "ok", call = calendar,
    memory = { 16, 8 }, seconds = { 4, 0.1 }, serve = portal(rows_of(ROW .. "le matin"), all) },
  { name = "links to many datasets", size = 1000, ends = "none", call = calendar,
    memory = { 48, 8 }, seconds = { 8, 1 }, serve = portal(function(n)
      local list = {}
      for i = 1, n do list[i] = ("/dataset/d%d/ /dataset/e%d/;;;;"):format(i, i) end
      return COLUMNS .. table.concat(list, "\n") .. "\n"
    end, all) },
  { name = "rows of empty cells", bound = "MAX_RECORDS", size = 100000, ends = "limit",
    call = calendar, memory = { 48, 16 }, seconds = { 4, 0.5 },
    serve = portal(rows_of ";;;;", all) },
  { name = "one long cell", bound = "MAX_RECORD_BYTES", size = 4 * MIB, ends = "limit",
    call = calendar, memory = { 8, 16 }, seconds = { 1, 0.2 },
    serve = portal(function(n) return COLUMNS .. ROW .. ("x"):rep(n) .. "\n" end,
      function() return 1 end) },
  { name = "many columns", size = 100000, ends = "limit", call = calendar,
    memory = { 48, 16 }, seconds = { 2, 0.2 },
    serve = portal(function(n) return ("a;"):rep(n) .. "b\n" end, function() return 1 end) },
  { name = "dates that take long to read", size = 5000, ends = "ok", call = calendar,
    memory = { 24, 8 }, seconds = { 8, 0.2 },
    serve = portal(rows_of(ROW:gsub("2026%-07%-16", "") .. ("fin "):rep(20)), all) },
}
