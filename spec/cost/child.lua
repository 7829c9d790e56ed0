-- Calls the library with the input of one attack, and prints what that took:
--
--   lua5.4 spec/cost/child.lua SLUG NUMBER INPUT
--
-- One line: CPU seconds, seconds, KiB of memory and of address space beyond those before the call,
-- bytes of the error's message, and what the call ended with. With COST_MESSAGES the message comes
-- before.
local attacks = require "spec.cost.attacks"
local socket = require "socket"
local urssaf = require "urssaf"

local attack, n, input = attacks.named(arg[1]), tonumber(arg[2]), arg[3]

local function status(name)
  for line in io.lines "/proc/self/status" do
    local kib = line:match("^" .. name .. ":%s*(%d+)")
    if kib then return tonumber(kib) end
  end
end

-- From here on the peak counts. A system that cannot do it counts from the start.
local function reset_peak()
  local handle = io.open("/proc/self/clear_refs", "w")
  if not handle then return end
  handle:write "5"
  handle:close()
end

local function outcome(ok, result, err)
  if not ok then return "raised", tostring(result) end
  if result then return "ok", "" end
  return err.kind, tostring(err)
end

-- Loading libcurl, which takes as much as many an attack, is not what is measured.
if attack.serve then
  urssaf.describe("attack", attacks.options("http://127.0.0.1:1"))
end
collectgarbage()
collectgarbage()
reset_peak()
local resident, space = status "VmHWM", status "VmPeak"
local cpu, begun = os.clock(), socket.gettime()
local ok, result, err = pcall(attack.call, urssaf, input, n)
cpu = os.clock() - cpu
local passed = socket.gettime() - begun
if attack.host then attack.host() end
local kind, message = outcome(ok, result, err)
if os.getenv "COST_MESSAGES" then print(message:sub(1, 300)) end
print(("%.6f %.6f %d %d %d %s"):format(cpu, passed, status "VmHWM" - resident,
  status "VmPeak" - space, #message, kind))
os.exit(0, false)
