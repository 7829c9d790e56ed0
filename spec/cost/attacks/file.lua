-- Files for `urssaf.read`, by their headers: without metadata the library tells from these what a
-- file holds. Where it knows no dataset with such columns it has loaded its whole catalogue, which
-- takes some hundredths of a second.
local KIB = 1024

local BOM = "\239\187\191"

-- Rows of a hundred years beside as many columns as there may be.
local function years_beside_empty_cells(n, out)
  out "region"
  for i = 1, 3900 do out((";text%d"):format(i)) end
  for year = 1901, 2000 do out((";effectifs_salaries_%d"):format(year)) end
  for i = 1, n do out(("\nu%d%s%s"):format(i, (";"):rep(3900), (";1"):rep(100))) end
  out "\n"
end

return {
  { name = "labels, a BOM, commas, quotes", size = 5000, ends = "ok",
    memory = { 24, 8 }, seconds = { 0.2, 0.05 },
    file = function(n, out)
      out(BOM .. '"Année","Trimestre","Région","Radiations"\r\n')
      for i = 0, n - 1 do
        out(('"%d","%d","u%d","1"\r\n'):format(2000 + i % 20, i % 4 + 1, math.floor(i / 20)))
      end
    end },
  { name = "a header of many labels", size = 1000, ends = "ok schema",
    memory = { 64, 8 }, seconds = { 3, 0.2 },
    file = function(n, out)
      local list = {}
      for i = 1, n do list[i] = ("Évolution du nombre de comptes n° %d"):format(i) end
      out("annee;trimestre;region;" .. table.concat(list, ";") .. "\n")
      out("2021;1;A" .. (";1"):rep(n) .. "\n")
    end },
  { name = "a header of small words", size = 1000, ends = "ok schema",
    memory = { 64, 8 }, seconds = { 3, 0.1 },
    file = function(n, out)
      local list = {}
      for i = 1, n do list[i] = ("de la "):rep(40) .. i end
      out("annee;trimestre;region;" .. table.concat(list, ";") .. "\n")
      out("2021;1;A" .. (";1"):rep(n) .. "\n")
    end },
  -- its texts are read once, its figures year by year
  { name = "columns of a hundred years beside others", size = 100, ends = "ok",
    memory = { 32, 8 }, seconds = { 1.5, 0.2 },
    file = function(n, out)
      for year = 1901, 2000 do out(("effectifs_salaries_%d;"):format(year)) end
      for i = 1, 100 do out(("text_%d;"):format(i)) end
      out "region\n"
      for i = 1, n do out(("1;"):rep(100) .. ("abcdefgh%d;"):format(i):rep(100) .. i .. "\n") end
    end },
  { name = "columns of a hundred years beside empty ones", size = 25, ends = "ok",
    memory = { 64, 8 }, seconds = { 6, 0.4 }, file = years_beside_empty_cells },
  { name = "columns of a hundred years beside empty ones, without C", size = 25, ends = "ok",
    memory = { 128, 8 }, seconds = { 12, 0.6 }, file = years_beside_empty_cells,
    call = function(urssaf, path)
      package.preload["urssaf.decode"] = function() error "no C" end
      return urssaf.read(path)
    end },
  { name = "columns of a hundred years without C", size = 500, ends = "ok",
    memory = { 64, 8 }, seconds = { 5, 0.2 },
    call = function(urssaf, path)
      package.preload["urssaf.decode"] = function() error "no C" end
      return urssaf.read(path)
    end,
    file = function(n, out)
      out "region"
      for year = 1901, 2000 do out((";a_%d"):format(year)) end
      for i = 1, n do out(("\nu%d%s"):format(i, (";1"):rep(100))) end
      out "\n"
    end },
  { name = "measures that lack most years", size = 500, ends = "schema",
    memory = { 64, 8 }, seconds = { 4, 0.2 },
    file = function(n, out)
      out "region"
      for i = 1, n do out((";m%d_%d;m%d_%d"):format(i, 1900 + i % 100, i, 1900 + (i + 1) % 100)) end
      for i = 1, 25 do out(("\nu%d%s"):format(i, (";1"):rep(2 * n))) end
      out "\n"
    end },
  { name = "a header without a date", size = 256, ends = "schema",
    memory = { 16, 8 }, seconds = { 0.5, 0.15 },
    file = function(n, out)
      local name = ("a"):rep(250)
      out "region;radiations"
      for i = 1, n do out(";" .. name .. i) end
      out("\nA;1" .. (";1"):rep(n) .. "\n")
    end },
  { name = "too many columns", bound = "MAX_COLUMNS", size = 8192, ends = "limit",
    memory = { 64, 8 }, seconds = { 0.5, 0.05 },
    file = function(n, out) out("annee;trimestre" .. (";m"):rep(n) .. "\n") end },
  -- the search for the nearest name ends after a number of steps, however many names there are
  { name = "a mistyped column", size = 900, ends = "schema",
    memory = { 32, 8 }, seconds = { 0.1, 0.6 },
    call = function(urssaf, path)
      return urssaf.read(path, { measures = { ("radiation"):rep(20) } })
    end,
    file = function(n, out)
      local list = {}
      for i = 1, n do list[i] = ("radiation"):rep(26) .. i end
      out("annee;trimestre;region;" .. table.concat(list, ";") .. "\n")
    end },
  { name = "quotes without pairs", size = 128 * KIB, ends = "decode limit",
    memory = { 16, 8 }, seconds = { 0.5, 0.05 },
    file = function(n, out) out(('"'):rep(n + 1)) end },
  { name = "a device without end", bound = "MAX_LINE", size = 1, ends = "limit file",
    memory = { 0, 16 }, seconds = { 0, 0.1 },
    call = function(urssaf) return urssaf.read "/dev/zero" end,
    file = function(_, out) out "" end },
  { name = "more than max_bytes", bound = "max_bytes", size = 2048 * KIB, ends = "limit",
    memory = { 0, 16 }, seconds = { 0, 0.1 },
    call = function(urssaf, path) return urssaf.read(path, { max_bytes = 1e6 }) end,
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      for i = 1, n / 16 do out(("2021;1;u%06d;1\n"):format(i)) end
    end },
}
