-- Many states in many threads, see host.c: once with enough memory, once with so little that every
-- fetch fails.
--
--   lua5.4 spec/threads/run.lua HOST FOLDER [THREADS FETCHES]
--
-- FOLDER holds the files that nginx serves (spec/bench/prepare.lua).
local nginx_portal = require "spec.bench.nginx_portal"
local shell = require "spec.support.shell"

local HOST, FOLDER = arg[1], arg[2]
local THREADS, FETCHES = tonumber(arg[3] or 8), tonumber(arg[4] or 100)
local STATES = 4
-- what malloc itself may retain
local SLACK = 64 * 1024

local server = nginx_portal.start(FOLDER)

local function run(mib, parser)
  local command = ("%s %d %d %d %d spec/threads/fetch.lua %s/1 %s"):format(HOST, THREADS, STATES,
    FETCHES, mib, server.root, parser)
  local ok, _, output = shell.run(command)
  local all, right, starved, kept, before, after = output:match(
    "(%d+) (%d+) (%d+) (%d+) (%d+) (%d+)%s*$")
  if not all then return false, output end
  local grown = tonumber(after) - tonumber(before)
  -- a sanitizer has an allocator of its own, which mallinfo2 does not see
  local in_use = tonumber(before) == 0 and "memory in use not known"
    or ("in use after the first half %.0f KiB, after the second %+.1f KiB"):format(before / 1024,
      grown / 1024)
  print(("%d MiB a state: %d threads x %d states, twice %d fetches a thread: %d right, %d without"
    .. " memory; %d bytes not given back by Lua; %s"):format(mib, THREADS, STATES, FETCHES, right,
    starved, kept, in_use))
  return ok and grown < SLACK, output, tonumber(all), tonumber(right), tonumber(starved)
end

local sound, output, all, right = run(64, "cjson")
local poor, words, _, none, starved = run(1, "dkjson")
server:stop()
local expected = 2 * THREADS * FETCHES
if not (sound and all == expected and right == expected) then
  print("FAILED with memory enough\n" .. output)
  os.exit(1)
end
if not (poor and none == 0 and starved > 0) then
  print("FAILED without memory\n" .. words)
  os.exit(1)
end
