-- Bodies of CSV, by what a column of theirs is.
local decode

local KIB = 1024

local function columns(count, prefix)
  local names = {}
  for i = 1, count do names[i] = prefix .. i end
  return table.concat(names, ";")
end

-- The header and, so that they are measures, a row with a value in each.
local function measures(out, count)
  out("annee;trimestre;region;" .. columns(count, "m") .. "\n")
  out("2021;1;A" .. (";1"):rep(count) .. "\n")
end

local EMPTY = (";"):rep(1000)

local function quarter(i)
  return ("%d;%d"):format(1900 + math.floor(i / 4), i % 4 + 1)
end

-- As a host goes on working: garbage that the collector should keep at bay.
local function make_garbage()
  for i = 1, 200000 do
    local garbage = ("%08d"):format(i):rep(1000)
    if #garbage == 0 then print(garbage) end
  end
end

local PRIMES = { 10007, 10009, 10037, 10039, 10061, 10067, 10069, 10079, 10091, 10093, 10099, 10103,
  10111, 10133, 10139, 10141 }

-- Codes that differ in their last two bytes only.
local function last_bytes(n)
  local list = {}
  for a = 35, 126 do
    for b = 35, 126 do
      if a ~= 59 and b ~= 59 and #list < n then list[#list + 1] = "zz" .. string.char(a, b) end
    end
  end
  return list
end

return {
  { name = "rows as the portal sends them", size = 100, ends = "ok",
    memory = { 24, 8 }, seconds = { 0.1, 0.05 },
    file = function(n, out)
      out "annee;trimestre;region;immatriculations;radiations;economiquement_actifs\n"
      for unit = 1, n do
        for i = 0, 63 do
          out(("%s;Region %d;%d;%d;%d\n"):format(quarter(i), unit, i, i + 1, unit))
        end
      end
    end },
  -- What the decoder holds of a unit is freed before the tables of the next are made.
  { name = "units with many values each", size = 100, ends = "ok",
    memory = { 4, 8 }, seconds = { 0.1, 0.05 },
    file = function(n, out)
      out("annee;trimestre;region;" .. columns(10, "m") .. "\n")
      for unit = 1, n do
        for i = 0, 999 do out(("%s;%d%s\n"):format(quarter(i), unit, (";" .. i):rep(10))) end
      end
    end },
  { name = "empty measure cells", size = 250, ends = "ok limit",
    memory = { 24, 16 }, seconds = { 0.3, 0.15 },
    file = function(n, out)
      measures(out, 1000)
      for unit = 1, n do out(("2021;1;u%d%s\n"):format(unit, EMPTY)) end
    end },
  -- each cell becomes a series of some 350 bytes, of which there may be a million
  { name = "one value beside empty measure cells", bound = "MAX_SERIES", size = 400,
    ends = "ok limit", memory = { 0, 400 }, seconds = { 1, 0.1 },
    file = function(n, out)
      measures(out, 1000)
      for unit = 1, n do out(("2021;1;u%d;1%s\n"):format(unit, EMPTY:sub(2))) end
    end },
  { name = "empty measure cells, and a host that goes on", size = 4, ends = "ok",
    memory = { 14, 24 }, seconds = { 0.1, 0.05 }, host = make_garbage,
    file = function(n, out)
      measures(out, 1000)
      for unit = 1, n do
        for i = 0, 499 do out(("%s;u%d%s\n"):format(quarter(i), unit, EMPTY)) end
      end
    end },
  { name = "empty text cells", size = 200, ends = "ok",
    memory = { 26, 8 }, seconds = { 0.2, 0.2 },
    file = function(n, out)
      out("annee;trimestre;region;radiations;" .. columns(3000, "a") .. "\n")
      out("2021;1;A;1" .. (";x"):rep(3000) .. "\n")
      for unit = 1, n do out(("2021;1;u%d;1%s\n"):format(unit, (";"):rep(3000))) end
    end },
  { name = "many columns", size = 25, ends = "ok limit",
    memory = { 240, 16 }, seconds = { 4, 0.1 },
    file = function(n, out)
      measures(out, 4000)
      local row = (";1"):rep(4000)
      for unit = 1, n do out(("2021;1;u%d%s\n"):format(unit, row)) end
    end },
  -- all of it is read twice: the first time tells what the measure is
  { name = "a hundred columns of one year each", size = 2000, ends = "ok",
    memory = { 32, 16 }, seconds = { 4, 0.2 },
    file = function(n, out)
      local years = {}
      for i = 1, 100 do years[i] = ("a_%d"):format(1899 + i) end
      out("code_departement;" .. table.concat(years, ";") .. "\n")
      for unit = 1, n do out(("%d%s1\n"):format(unit, (";"):rep(100))) end
    end },
  { name = "more series than max_units allows", bound = "SERIES_A_UNIT", size = 100,
    ends = "limit", memory = { 8, 16 }, seconds = { 0.1, 0.15 },
    call = function(urssaf, path) return urssaf.read(path, { max_units = 1000 }) end,
    file = function(n, out)
      measures(out, 1000)
      for unit = 1, n do out(("2021;1;u%d%s\n"):format(unit, (";1"):rep(1000))) end
    end },
  { name = "many units", size = 25000, ends = "ok",
    memory = { 56, 8 }, seconds = { 0.5, 0.05 },
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      for unit = 1, n do out(("2021;1;u%d;1\n"):format(unit)) end
    end },
  { name = "units whose names differ in bytes 3 and 4", size = 2000, ends = "ok",
    memory = { 24, 8 }, seconds = { 0.2, 0.05 },
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      local codes = last_bytes(n)
      for i = 0, 15 do
        for unit = 0, #codes - 1 do
          -- in another order each time, so that no unit is where it was looked for first
          out(("%s;%s;1\n"):format(quarter(i), codes[unit * PRIMES[i + 1] % #codes + 1]))
        end
      end
    end },
  { name = "one unit, the same period again and again", size = 50000, ends = "decode limit",
    memory = { 4, 8 }, seconds = { 0.1, 0.05 },
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      for _ = 1, n do out "2021;1;A;1\n" end
    end },
  { name = "many units after one with many rows", size = 10000, ends = "decode limit",
    memory = { 16, 16 }, space = { 16, 64 }, seconds = { 0.2, 0.05 },
    file = function(n, out)
      measures(out, 100)
      local empty = EMPTY:sub(1, 100)
      for _ = 1, n do out("2021;2;A" .. empty .. "\n") end
      for unit = 1, n do out(("2021;1;u%d%s\n"):format(unit, empty)) end
    end },
  { name = "periods far apart", bound = "MAX_CELLS", size = 10000, ends = "limit",
    memory = { 48, 8 }, seconds = { 0.5, 0.05 },
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      for unit = 1, n do
        out(("%s;u%d;1\n%s;u%d;1\n"):format(quarter(0), unit, quarter(1999), unit))
      end
    end },
  { name = "more than max_periods", bound = "max_periods", size = 4000, ends = "limit",
    memory = { 4, 8 }, seconds = { 0.1, 0.05 },
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      for i = 0, n - 1 do out(("%s;A;1\n"):format(quarter(i))) end
    end },
  { name = "more than max_units", bound = "max_units", size = 25000, ends = "limit",
    memory = { 4, 8 }, seconds = { 0.1, 0.05 },
    call = function(urssaf, path) return urssaf.read(path, { max_units = 20000 }) end,
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      for unit = 1, n do out(("2021;1;u%d;1\n"):format(unit)) end
    end },
  { name = "long texts", size = 512, ends = "ok",
    memory = { 4, 8 }, seconds = { 0.05, 0.05 },
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      local text = ("a"):rep(4090)
      for unit = 1, n do out(("2021;1;%d%s;1\n"):format(unit, text)) end
    end },
  { name = "long names with accents", size = 500, ends = "ok",
    memory = { 4, 16 }, seconds = { 0.05, 1.2 },
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      local text = ("é ȩ"):rep(680)
      for unit = 1, n do out(("2021;1;%d%s;1\n"):format(unit, text)) end
    end },
  { name = "a text that is too long", bound = "MAX_UNIT_TEXT", size = 64 * KIB, ends = "limit",
    memory = { 2, 8 }, seconds = { 0.05, 0.05 },
    file = function(n, out)
      out("annee;trimestre;region;radiations\n2021;1;" .. ("a"):rep(n) .. ";1\n")
    end },
  { name = "a column's name that is too long", bound = "MAX_NAME", size = 64 * KIB, ends = "limit",
    memory = { 2, 8 }, seconds = { 0.05, 0.05 },
    file = function(n, out)
      out("annee;trimestre;region;" .. ("a"):rep(n) .. "\n2021;1;A;1\n")
    end },
  { name = "attributes that change in turn", size = 128, ends = "ok limit",
    memory = { 4, 8 }, seconds = { 0.05, 0.05 },
    file = function(n, out)
      out("annee;trimestre;region;" .. columns(n, "a") .. ";radiations\n")
      local text = ("a"):rep(4096)
      for i = 0, n - 1 do
        out(("%s;A;%s%s%s;1\n"):format(quarter(i), (";"):rep(i), text, (";"):rep(n - 1 - i)))
      end
    end },
  { name = "an attribute that changes beside long ones", size = 475, ends = "ok limit",
    memory = { 4, 8 }, seconds = { 0.05, 0.05 },
    file = function(n, out)
      local others = 399
      out("annee;trimestre;region;radiations;" .. columns(others + 1, "a") .. "\n")
      local text = ("a"):rep(4096)
      for i = 0, others - 1 do
        out(("%s;A;1;%s%s%s\n"):format(quarter(i), (";"):rep(i), text, (";"):rep(others - i)))
      end
      for i = others, n - 1 do
        out(("%s;A;1;%s%d\n"):format(quarter(i), (";"):rep(others), i))
      end
    end },
  { name = "doubled quotes", size = 512, ends = "ok",
    memory = { 4, 8 }, seconds = { 0.1, 0.05 },
    file = function(n, out)
      out "annee;trimestre;region;radiations\n"
      local text = ('""'):rep(4090)
      for unit = 1, n do out(('2021;1;"%d%s";1\n'):format(unit, text)) end
    end },
  { name = "a line without end", bound = "MAX_LINE", size = 2048 * KIB, ends = "limit",
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    file = function(n, out) out("annee;trimestre;region;radiations\n2021;1;" .. ("a"):rep(n)) end },
  { name = "a quote without end", bound = "MAX_LINE", size = 2048 * KIB, ends = "limit",
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    file = function(n, out)
      out('annee;trimestre;region;radiations\n2021;1;"' .. ('""'):rep(n / 2))
    end },
  { name = "pieces of a byte", size = 32 * KIB, ends = "ok",
    memory = { 16, 8 }, seconds = { 2, 0.05 },
    call = function(_, path)
      decode = decode or require "urssaf.decode"
      local handle = assert(io.open(path, "rb"))
      local decoder = decode.csv { delimiter = ";" }
      for byte in function() return handle:read(1) end do assert(decoder:feed(byte)) end
      return decoder:header()
    end,
    file = function(n, out)
      out("annee;trimestre;region;" .. columns(n / 256, ("a"):rep(250)) .. "\n")
    end },
}
