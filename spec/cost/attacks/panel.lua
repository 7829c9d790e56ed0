-- What the methods of a panel take for a file that was accepted, and what is made of its texts.
local COLUMNS = 2000

local function quarter(i)
  return ("%d;%d"):format(1600 + math.floor(i / 4), i % 4 + 1)
end

local HEADER = "annee;trimestre;region;radiations\n"

local function calling(method, options)
  return function(urssaf, path)
    local panel = assert(urssaf.read(path))
    return panel[method](panel, options)
  end
end

-- The last unit begins first, and then has no value; all others begin in the last period.
local function late(n, out)
  out(HEADER .. quarter(0) .. ";zz;1\n")
  for unit = 1, n do out(("%s;u%d;1\n"):format(quarter(1999), unit)) end
end

-- Two units cancel each other out: each of the others is half of the sum, which is zero.
local function zeros(n, out)
  out(HEADER .. "2021;1;aa;1\n2021;1;ab;-1\n")
  for unit = 1, n do out(("2021;1;u%d;0\n"):format(unit)) end
end

local function many_measures(n, out)
  local names = {}
  for i = 1, COLUMNS do names[i] = "m" .. i end
  out("annee;trimestre;region;" .. table.concat(names, ";") .. "\n")
  for unit = 1, n do out(("2021;1;u%d%s\n"):format(unit, (";" .. unit % 7):rep(COLUMNS))) end
end

-- Each unit has other keys than all before it.
local function many_kinds(n, out)
  local names, bits = {}, 16
  for i = 1, bits do names[i] = "code_d" .. i end
  out("annee;trimestre;radiations;" .. table.concat(names, ";") .. "\n")
  for unit = 1, n do
    local cells = {}
    for i = 1, bits do cells[i] = math.floor(unit / 2 ^ (i - 1)) % 2 == 1 and "a" or "" end
    out("2021;1;1;" .. table.concat(cells, ";") .. "\n")
  end
end

local function gaps(n, out)
  out(HEADER)
  for i = 0, 1999 do out(quarter(i) .. ";dense;1\n") end
  for unit = 1, n do out(("%s;u%d;1\n%s;u%d;1\n"):format(quarter(0), unit, quarter(1999), unit)) end
end

local function run_of(character)
  return function(n, out) out("a" .. character:rep(n) .. "b") end
end

local function text_of(path)
  local handle = assert(io.open(path, "rb"))
  local text = handle:read "*a"
  handle:close()
  return text
end

return {
  { name = "units that begin late, ranked", size = 200, ends = "ok", file = late,
    call = calling "rank", memory = { 0, 16 }, seconds = { 0, 0.5 } },
  { name = "the latest complete period of units that begin late", size = 200, ends = "ok",
    file = late, call = calling "latest_complete", memory = { 0, 16 }, seconds = { 0, 0.5 } },
  { name = "zeros that are half of the sum", size = 5000, ends = "ok", file = zeros,
    call = calling "total", memory = { 150, 16 }, seconds = { 2, 0.5 } },
  { name = "zeros that are half of the sum, checked", size = 5000, ends = "ok", file = zeros,
    call = calling "check", memory = { 150, 16 }, seconds = { 2, 0.5 } },
  { name = "many measures, added up", size = 25, ends = "ok", file = many_measures,
    call = calling("total", { how = "sum" }), memory = { 500, 32 }, seconds = { 6, 0.5 } },
  { name = "units of many kinds, added up", size = 1000, ends = "ok", file = many_kinds,
    call = calling "total", memory = { 150, 16 }, seconds = { 4, 0.5 } },
  -- each missing cell is listed: there may be 2 000 for a row
  { name = "gaps everywhere, added up", size = 250, ends = "ok", file = gaps,
    call = calling("total", { missing = "skip" }), memory = { 2000, 16 }, seconds = { 30, 0.5 } },
  { name = "an address of braces, cited", size = 32 * 1024, ends = "ok", file = run_of "{",
    call = function(_, path)
      local citation = require "urssaf.panel.citation"
      return citation.cite({ source = { url = text_of(path) } }, "bibtex")
    end,
    memory = { 32, 8 }, seconds = { 1, 0.1 } },
  { name = "blanks in the text of an error", size = 16 * 1024, ends = "ok", file = run_of " ",
    call = function(_, path)
      local errors = require "urssaf.base.errors"
      return tostring(errors.new("content", text_of(path)))
    end,
    memory = { 32, 8 }, seconds = { 1, 0.1 } },
  { name = "slashes in the message of a host's transport", size = 16 * 1024, ends = "ok",
    file = run_of "/",
    call = function(_, path)
      local transports = require "urssaf.portal.transport"
      local session = transports.session(function() return nil, text_of(path) end)
      return select(2, session:get("https://portal.invalid", {}):read())
    end,
    memory = { 32, 8 }, seconds = { 1, 0.1 } },
}
