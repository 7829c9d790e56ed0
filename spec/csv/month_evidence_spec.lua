-- Columns of months in all spellings, and damaged ones: the decoders in C and in Lua judge alike.
local decode = require "urssaf.decode"
local lua_decoder = require "urssaf.csv.lua_decoder"

-- A generator of its own: the same cells on every Lua.
local function generator(seed)
  return function(most)
    seed = (seed * 16807) % 2147483647
    return seed % most + 1
  end
end

local ENDS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }
local WORDS = { "janvier", "Février", "MARS", "avr.", "mai", "june", "juil.", "AOÛT", "sep",
  "octobre", "Nov.", "décembre" }
local FORMS = { "Y-M-D", "D/M/Y", "M/D/Y", "YMD", "Y-M-DT00:00:00+01:00", "Y-M-D 22:00:00.000",
  "Y-M", "M/Y", "YMM", "YM", "W Y", "W-S", "D W Y", "W", "M", "N", "N.0", "MN", "1612051200" }
local DAMAGES = { "0", "7", "-", "/", ".", " ", ":", "T", "Z", "m", "\195\169", "x", "" }

local function spelt(form, year, month, day)
  local values = { Y = ("%d"):format(year), M = ("%02d"):format(month), D = ("%02d"):format(day),
    W = WORDS[month], N = ("%d"):format(month), S = ("%d"):format(year % 100) }
  return (form:gsub("[YMDWNS]", values))
end

local function damaged(cell, random)
  local at, damage = random(#cell + 1), DAMAGES[random(#DAMAGES)]
  return cell:sub(1, at - 1) .. damage .. cell:sub(at + random(2) - 1)
end

local function quarterly_body(random)
  local form, place, first, wild = FORMS[random(#FORMS)], random(3), random(3) == 1, random(3) == 1
  local lines = { "annee;trimestre;unite;mot;n" }
  for i = 0, random(8) - 1 do
    local quarter = i % 4 + 1
    local year, month = 2000 + (i - i % 4) / 4, (quarter - 1) * 3 + place
    local cell = spelt(form, year, month, first and 1 or ENDS[month])
    if wild and random(3) == 1 then cell = damaged(cell, random) end
    lines[#lines + 1] = ("%d;%d;%d;%s;1"):format(year, quarter, i, cell)
  end
  return table.concat(lines, "\n") .. "\n"
end

local function verdict(module, body)
  local decoder = module.csv {}
  local ok, err = decoder:feed(body)
  if ok then
    ok, err = decoder:roles { { role = "year" }, { role = "quarter" }, { role = "dimension" },
      { role = "ignored", watched = true }, { role = "measure" } }
  end
  local columns = ok and decoder:columns()
  decoder:close()
  return columns and columns[4].months or err.kind
end

describe("a column that is watched", function()
  it("is judged alike in C and in Lua", function()
    local random, count = generator(20211231), {}
    for _ = 1, 3000 do
      local body = quarterly_body(random)
      local expected = verdict(lua_decoder, body)
      assert.are.equal(expected, verdict(decode, body), body)
      count[expected] = (count[expected] or 0) + 1
    end
    for _, one in ipairs { "yes", "maybe", "no" } do assert.is_true((count[one] or 0) > 50, one) end
  end)

  it("of no role that is unknown has nothing but its verdict", function()
    for _, module in ipairs { decode, lua_decoder } do
      local decoder = module.csv {}
      assert(decoder:feed "annee;mot;n\n2021;mars;1\n")
      assert(decoder:roles { { role = "year" }, { role = "ignored", watched = true },
        { role = "measure" } })
      assert.are.same({ [2] = { months = "yes" } }, decoder:columns())
      decoder:close()
    end
  end)
end)
