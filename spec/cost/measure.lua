-- Measures the attacks, and judges what they cost.
--
-- Each call runs in a child, at once, twice and four times the size. What counts is CPU time, the
-- peak of memory and of address space, the length of the error's message and what the call ended
-- with. A busy machine only ever makes a call cost more: where a bound is broken, the child runs
-- again, and the least of three counts.
local http = require "socket.http"
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"

local measure = {}

local MIB = 1024 * 1024
local RUNS = 3
local LIFE = 10 -- seconds
local SPACE = 16 * 1024 * 1024 -- KiB: what a child may take, whatever the attack

-- The most that an error's message may have, in bytes.
local MESSAGE = 4096

-- From twice the size to four times the size the cost may grow by 2 ^ 1.5: less than the square,
-- more than what is linear. Costs below these count as these: they are noise.
local STEEPEST = 1.5
local FLOOR = { seconds = 0.05, memory = 4 * MIB }

-- ------------------------------------------------------------------ running

local Bench = {}
Bench.__index = Bench

--- Starts the server of the attacks; `stop` ends it.
---@return table bench
function measure.start()
  return setmetatable({ folder = shell.temporary_folder(),
    port = processes.start_server("../../cost/hostile_server.lua", {}, "^(%d+)$") }, Bench)
end

function Bench:stop()
  http.request(("http://127.0.0.1:%s/stop"):format(self.port))
  shell.remove(self.folder)
end

local function write(path, attack, n)
  local handle = assert(io.open(path, "wb"))
  attack.file(n, function(text) assert(handle:write(text)) end)
  local bytes = handle:seek()
  handle:close()
  return bytes
end

-- What the call gets, and how many bytes that has; those that a server sends are known later.
local function input_of(self, attack, n)
  local file, folder = self.folder .. "/file", self.folder .. "/folder"
  if attack.serve then return ("http://127.0.0.1:%s/%s/%.0f"):format(self.port, attack.slug, n) end
  if attack.file then return file, write(file, attack, n) end
  shell.run_line(("rm -rf %s && mkdir %s"):format(folder, folder))
  return folder, attack.prepare(n, folder)
end

local function sent(self, attack, n)
  return tonumber((http.request(("http://127.0.0.1:%s/sent/%s/%.0f"):format(self.port, attack.slug,
    n))))
end

local CHILD = "ulimit -v %d; %s timeout -k 1 %d %s spec/cost/child.lua %s %.0f %s"

-- One child's figures; `ends` is "killed" if it was.
local function run(self, attack, n, input)
  local life = attack.life or LIFE
  local _, _, output = shell.run(CHILD:format(SPACE, shell.checkout, life, shell.lua, attack.slug,
    n, input))
  local cpu, passed, memory, space, message, ends =
    output:match "(%S+) (%S+) (%d+) (%d+) (%d+) (%a+)\n*$"
  local bytes = attack.serve and sent(self, attack, n)
  if not cpu then return { ends = "killed", output = output, bytes = bytes, seconds = life,
    passed = life, memory = 0, space = 0, message = 0 } end
  return { ends = ends, output = output, bytes = bytes, seconds = tonumber(cpu),
    passed = tonumber(passed), memory = tonumber(memory) * 1024, space = tonumber(space) * 1024,
    message = tonumber(message) }
end

-- ------------------------------------------------------------------ judging

local function most(bound, units, unit, rest)
  return bound[1] * units + bound[2] * (rest or unit)
end

-- Which bounds a child broke, as a list of texts.
local function broken(attack, found)
  local list = {}
  local function check(name, value, limit, format, unit)
    if value > limit then
      list[#list + 1] = (name .. " " .. format .. ", at most " .. format):format(value / unit,
        limit / unit)
    end
  end
  local space = attack.space or { attack.memory[1], 512 }
  if not (" " .. attack.ends .. " "):find(" " .. found.ends .. " ", 1, true) then
    list[1] = ("it ended with '%s', not with '%s'"):format(found.ends, attack.ends)
  end
  check("seconds", found.seconds, most(attack.seconds, found.bytes / 1e6, 1), "%.2f", 1)
  check("MiB", found.memory, most(attack.memory, found.bytes, MIB), "%.1f", MIB)
  check("MiB of address space", found.space, most(space, found.bytes, MIB), "%.0f", MIB)
  check("bytes of message", found.message, MESSAGE, "%d", 1)
  check("seconds until its end", found.passed, attack.passes or LIFE, "%.1f", 1)
  return list
end

local function least(one, other)
  for _, name in ipairs { "seconds", "memory", "space", "passed" } do
    one[name] = math.min(one[name], other[name])
  end
  one.ends = other.ends
end

-- Runs children until one keeps the bounds.
local function size_of(self, attack, n)
  local input, bytes = input_of(self, attack, n)
  local found
  for _ = 1, RUNS do
    local one = run(self, attack, n, input)
    one.bytes = bytes or one.bytes
    if found then least(found, one) else found = one end
    found.n, found.broken = n, broken(attack, found)
    if #found.broken == 0 or found.ends == "killed" then break end
  end
  return found
end

-- The exponent with which a cost grows if the size doubles.
local function slope(name, twice, four_times)
  local floor = FLOOR[name]
  return math.log((four_times[name] + floor) / (twice[name] + floor)) / math.log(2)
end

local function slopes_of(sizes)
  local slopes, steepest = {}, 0
  for name in pairs(FLOOR) do
    slopes[name] = slope(name, sizes[2], sizes[3])
    steepest = math.max(steepest, slopes[name])
  end
  return slopes, steepest
end

-- The slopes; what grows too fast is measured again, and the least counts.
local function confirmed_slopes(self, attack, sizes)
  local slopes, steepest = slopes_of(sizes)
  for _ = 2, RUNS do
    if steepest <= STEEPEST then break end
    for i = 2, 3 do least(sizes[i], size_of(self, attack, sizes[i].n)) end
    slopes, steepest = slopes_of(sizes)
  end
  return slopes
end

local function add(row, format, ...)
  row.broken[#row.broken + 1] = format:format(...)
end

--- Measures an attack.
---@param attack table
---@param scale number? how many times its size
---@return table row `sizes` (one or three: `n bytes seconds memory space message ends`), `slopes`
-- of three, and `broken`, a list of texts
function Bench:row(attack, scale)
  local row = { attack = attack, sizes = {}, broken = {} }
  for i, times in ipairs(attack.passes and { 1 } or { 1, 2, 4 }) do
    local found = size_of(self, attack, attack.size * times * (scale or 1))
    row.sizes[i] = found
    for _, text in ipairs(found.broken) do add(row, "%d times the size: %s", times, text) end
    if found.ends == "killed" then return row end
  end
  if attack.passes then return row end
  row.slopes = confirmed_slopes(self, attack, row.sizes)
  for name, exponent in pairs(row.slopes) do
    if exponent > STEEPEST then
      add(row, "%s grow by 2 ^ %.1f if the size doubles", name, exponent)
    end
  end
  return row
end

return measure
