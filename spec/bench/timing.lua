-- Running commands to see what they take: CPU of the process, CPU of the work in it as it says
-- itself, wall time, peak memory, page faults, instructions.
--
--   local bench = timing.new()
--   bench:run("lua5.4 x.lua")            -- one run: figures, and what it said
--   bench:medians({ "a", "b" }, 5)       -- in turn, for they share what the machine does meanwhile
--   timing.instructions("lua5.4 x.lua")  -- what no other program on the machine changes
--   bench:run(timing.lua .. " x.lua")    -- with the C modules of the build folder
local shell = require "spec.support.shell"

local Measured = {}
Measured.__index = Measured

-- Below the build folder that make was given.
local FOLDER = shell.build .. "/bench"

local function new()
  return setmetatable({ tool = FOLDER .. "/measure", file = FOLDER .. "/took" }, Measured)
end

local function median(list)
  table.sort(list)
  return list[math.floor(#list / 2) + 1]
end

--- Runs a command once: seconds of `cpu` and `wall` time, the same of the work in it where it says
-- so, `inner` and `inner_wall`; `peak` in MiB, `faults`; and what it said.
function Measured:run(command)
  local ok, _, output = shell.run(("%s %s %s"):format(self.tool, self.file, command))
  assert(ok, command .. ": " .. output)
  local cpu, wall, peak, faults = shell.read(shell.root .. self.file):match
    "(%S+) (%S+) (%d+) (%d+)"
  return { cpu = tonumber(cpu), wall = tonumber(wall), peak = tonumber(peak) / 1024,
    faults = tonumber(faults), inner = tonumber(output:match "cpu ([%d.e-]+)"),
    inner_wall = tonumber(output:match "wall ([%d.e-]+)") }, output
end

--- Runs each so many times: a list of medians.
function Measured:medians(commands, runs)
  local all = {}
  for _ = 1, runs do
    for i, command in ipairs(commands) do
      all[i] = all[i] or {}
      for name, value in pairs((self:run(command))) do
        all[i][name] = all[i][name] or {}
        table.insert(all[i][name], value)
      end
    end
  end
  for _, of in ipairs(all) do
    for name, values in pairs(of) do of[name] = median(values) end
  end
  return all
end

local VALGRIND = "valgrind --tool=callgrind --trace-children=yes --callgrind-out-file=/dev/null "

--- How many instructions a command takes: of a long block that is copied, each byte counts as one.
---@param command string
---@return number? count nil where valgrind is not installed
local function instructions(command)
  if not shell.run "command -v valgrind" then return nil end
  local _, _, output = shell.run(VALGRIND .. "env " .. command)
  return tonumber(output:match ".*Collected : (%d+)") or error(output, 0)
end

-- With shell.checkout, whose LUA_CPATH is that of the build folder, the later one counts.
local function lua_with(variables) return shell.checkout .. variables .. shell.lua end

--- A command: Lua with the C modules of a folder below the build folder.
---@param folder string
---@return string
local function lua_in(folder)
  return lua_with(("LUA_CPATH='%s/%s/?.so;;' "):format(shell.build, folder))
end

return { new = new, instructions = instructions, folder = FOLDER, lua = lua_with "",
  lua_in = lua_in }
