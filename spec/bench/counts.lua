-- Counts that no other program on the machine changes: page faults, and with valgrind instructions,
-- of a contender (see contest.lua). What loading takes is counted apart: every script that uses the
-- library loads it.
--
--   counts.faults(bench, command, 5)     -- beyond loading
--   counts.instructions(command)         -- beyond loading, and of loading
--
-- `command` is a function that gives the contender's command for a mode: time, load, check, memory.
local timing = require "spec.bench.timing"

local PAGE = 4 -- KiB

local counts = {}

--- Page faults beyond loading: medians of so many runs.
---@param bench table that of timing.lua
---@param command fun(mode: string): string
---@param runs integer
---@return number
function counts.faults(bench, command, runs)
  local all = bench:medians({ command "time", command "load" }, runs)
  return all[1].faults - all[2].faults
end

--- Instructions beyond loading, and of loading.
---@param command fun(mode: string): string
---@return number? beyond nil where valgrind is not installed
---@return number? loading
function counts.instructions(command)
  local loading = timing.instructions(command "load")
  if not loading then return nil end
  return timing.instructions(command "time") - loading, loading
end

--- What ours has in Lua: KiB in all, and pages of the result.
---@param bench table that of timing.lua
---@param command fun(mode: string): string
---@return number all
---@return number pages
function counts.size(bench, command)
  local _, output = bench:run(command "memory")
  local all, result = output:match "lua (%d+) result (%d+)"
  return tonumber(all), tonumber(result) / PAGE
end

--- The inflater that the library of a contender has, as it says itself.
---@param bench table that of timing.lua
---@param command fun(mode: string): string
---@return string
function counts.inflater(bench, command)
  local _, output = bench:run(command "check")
  return assert(output:match "inflate (%l+)", output)
end

return counts
