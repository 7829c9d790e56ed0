-- The CPU that decoding a file takes, from memory to tables, best of some runs.
--
--   lua5.4 spec/bench/decode.lua FILE [DATASET [RUNS]]
local decoders = require "urssaf.csv.decoder"
local schema = require "urssaf.domain.schema"

local RUNS, PIECE = tonumber(arg[3] or 9), 65536
local DATASET = arg[2] or "auto-entrepreneurs-par-departement"

local file = assert(io.open(arg[1], "rb"))
local pieces = {}
for piece in function() return file:read(PIECE) end do pieces[#pieces + 1] = piece end
file:close()

local function decode()
  local decoder = decoders.new(schema.knowledge(DATASET, {}), {})
  for _, piece in ipairs(pieces) do assert(decoder:feed(piece)) end
  return assert(decoder:finish())
end

local best = math.huge
for _ = 1, RUNS do
  collectgarbage()
  collectgarbage()
  local started = os.clock()
  local plain = decode()
  best = math.min(best, os.clock() - started)
  assert(plain.rows > 0)
end
print(("cpu %.6f"):format(best))
