-- Decodes a text in pieces; the module is loaded while memory is short, too.

local rows = { "code;annee;trimestre;n;note" }
for unit = 1, 12 do
  for at = 0, 7 do
    rows[#rows + 1] = ("%02d;%d;%d;%d;\"note \"\"%d\"\"\""):format(unit,
      2020 + math.floor(at / 4), at % 4 + 1, unit * 100 + at, unit)
  end
end
local TEXT = table.concat(rows, "\r\n") .. "\r\n"

arm() -- luacheck: ignore
local decoder = require("urssaf.decode").csv { delimiter = ";" }
local at, roles = 1, nil
while at <= #TEXT do
  assert(decoder:feed(TEXT:sub(at, at + 36)))
  at = at + 37
  if not roles and decoder:header() then
    roles = { { role = "dimension", rank = 1, width = 2 }, { role = "year" }, { role = "quarter" },
      { role = "measure", rank = 1 }, { role = "attribute", rank = 2 } }
    assert(decoder:roles(roles))
  end
end
local plain = assert(decoder:finish())
disarm() -- luacheck: ignore
assert(plain.rows == 96 and #plain.series == 12)
for unit, series in ipairs(plain.series) do
  for i = 1, 8 do assert(series.values[i] == unit * 100 + i - 1) end
end
