-- Prints what each attack costs: `make cost`.
--
--   lua5.4 spec/cost/run.lua [SCALE [PATTERN]]
--
-- With COST_MESSAGES=1 it also prints what the last child said. Slopes are exponents: 1 is linear,
-- 2 is the square.
local attacks = require "spec.cost.attacks"
local measure = require "spec.cost.measure"

local MIB = 1024 * 1024

local scale, pattern = tonumber(arg[1]) or 1, arg[2] or ""

-- Costs for each byte are shown of inputs that have as many.
local LEAST = 10000

local LINE = "%-58s %9s %8s %9s %9s %9s %6s %6s  %s"

local function show(row)
  local last = row.sizes[#row.sizes]
  local slopes, per_byte = row.slopes or {}, last.bytes > LEAST
  local function number(format, value) return value and format:format(value) or "-" end
  print(LINE:format(row.attack.slug, number("%.2f", last.bytes / 1e6),
    number("%.1f", last.memory / MIB), number("%.1f", per_byte and last.memory / last.bytes),
    number("%.0f", last.space / MIB),
    number("%.3f", per_byte and last.seconds / (last.bytes / 1e6)),
    number("%.1f", slopes.memory), number("%.1f", slopes.seconds), last.ends))
  for _, text in ipairs(row.broken) do print("    RED  " .. text) end
  if os.getenv "COST_MESSAGES" then print("    " .. last.output:match "^(.-)\n*$") end
end

print(LINE:format("input", "MB", "MiB", "byte/byte", "space MiB", "s/MB", "slope", "slope s",
  "ends"))
local bench, red = measure.start(), 0
for _, group in ipairs(attacks.GROUPS) do
  for _, attack in ipairs(attacks.of(group)) do
    if attack.slug:find(pattern) then
      local row = bench:row(attack, scale)
      show(row)
      io.stdout:flush()
      if #row.broken > 0 then red = red + 1 end
    end
  end
end
bench:stop()
print(("\n%d inputs cost more than they may"):format(red))
os.exit(red == 0)
