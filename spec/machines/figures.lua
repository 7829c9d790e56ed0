-- Prints checksums of what is decoded: of the sample, and of a synthetic file with cells of every
-- kind, in C and in Lua. All machines print the same.
local checksum = require "urssaf.checksum"
local lua_decoder = require "urssaf.csv.lua_decoder"
local decode = require "urssaf.decode"
local urssaf = require "urssaf"

local ROWS = 6000

-- Numbers below n, the same everywhere.
local state = 1
local function random(n)
  state = state * 16807 % 2147483647
  return state % n
end

local NUMBERS = {
  function() return ("%d"):format(random(1e6)) end,
  function() return ("-%d.%06d"):format(random(1e6), random(1e6)) end,
  function() return ("%d%d.%d"):format(1 + random(1e8), random(1e8), random(1e3)) end,
  function() return ("%d.0"):format(random(1e6)) end,
  function() return ("0.%06de-%d"):format(random(1e6), random(300)) end,
  function() return ("90071992547409%02d"):format(random(100)) end,
  function() return "" end,
}

-- Quarters of units in turn and in runs, names quoted, long and not of ASCII.
local function body()
  local rows = { "annee;trimestre;code_departement;departement;m;n" }
  for i = 0, ROWS - 1 do
    local unit = i < ROWS / 2 and i % 60 or math.floor((i - ROWS / 2) / 50)
    local quarter = i < ROWS / 2 and math.floor(i / 60) or 50 + i % 50
    local name = (unit % 3 == 0 and '"Côte ""d\'Or""; %d"' or "Département %d"):format(unit)
      .. (unit % 7 == 0 and ("é"):rep(40) or "")
    rows[#rows + 1] = ("%d;%d;%02d;%s;%s;%s"):format(2000 + math.floor(quarter / 4),
      quarter % 4 + 1, unit, unit % 21 == 0 and name:gsub('"(.*)"(.*)', '"%1%2"') or name,
      NUMBERS[1 + random(#NUMBERS)](), NUMBERS[1 + random(#NUMBERS)]())
  end
  return table.concat(rows, "\r\n") .. "\r\n"
end

local ROLES = { { role = "year" }, { role = "quarter" }, { role = "dimension", width = 2 },
  { role = "attribute", of = 3 }, { role = "measure" }, { role = "measure" } }

-- Every value with all its bits, and where it stands.
local function cells(plain)
  local lines = {}
  for i, s in ipairs(plain.series) do
    for n = 1, #plain.periods do
      local value = s.values[n]
      if value then
        lines[#lines + 1] = ("%d %s %s %s %.17g"):format(i, s.measure, s.key.departement or "",
          plain.periods[n], value)
      end
    end
  end
  return table.concat(lines, "\n")
end

local function decoded(module, text)
  local decoder = module.csv {}
  for at = 1, #text, 4999 do assert(decoder:feed(text:sub(at, at + 4998))) end
  return assert(decoder:finish())
end

-- The roles are given as soon as the header is in.
local function with_roles(module)
  return { csv = function(options)
    local decoder, given = module.csv(options), false
    return {
      feed = function(_, piece)
        local ok, err = decoder:feed(piece)
        if ok and not given and decoder:header() then
          given = true
          ok, err = decoder:roles(ROLES)
        end
        return ok, err
      end,
      finish = function() return decoder:finish() end,
    }
  end }
end

local function say(what, text)
  print(("%-22s %10.0f %8d bytes"):format(what, checksum.crc32(text), #text))
end

local text = body()
say("a synthetic file", text)
say("decoded in C", cells(decoded(with_roles(decode), text)))
say("decoded in Lua", cells(decoded(with_roles(lua_decoder), text)))
local sample = urssaf.sample()
say("the sample", sample:to_csv())
say("the sample, added up", sample:aggregate { by = "code_region" }:yoy():to_csv())
