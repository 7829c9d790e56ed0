--- The terminal, asked of the programs `test` and `stty`, since plain Lua cannot ask.
local errors = require "urssaf.base.errors"

local terminal = {}

local DEFAULT_WIDTH = 80
local LEAST_WIDTH = 20

-- Whether a stream may be a terminal: a file or a pipe is none, and no program need be asked.
local function may_be(descriptor)
  local loaded, lfs = errors.try(require, "lfs")
  local mode = loaded and lfs.attributes("/dev/fd/" .. descriptor, "mode")
  return not mode or mode == "char device"
end

--- Whether a stream of this process is a terminal.
---@param descriptor integer 0, 1 or 2
---@return boolean
function terminal.is(descriptor)
  if not may_be(descriptor) then return false end
  local status = os.execute(("test -t %d"):format(descriptor))
  return status == true or status == 0 -- Lua 5.1 returns a number
end

local function terminal_width()
  local pipe = io.popen("stty size 2>/dev/null </dev/tty")
  local size = pipe and pipe:read("*l")
  if pipe then pipe:close() end
  return size and tonumber(size:match("^%d+ (%d+)$"))
end

--- The width of the output: that of `COLUMNS`, else the terminal's, else 80.
---@param is_terminal boolean whether the output goes to a terminal
---@return integer
function terminal.width(is_terminal)
  local width = tonumber((os.getenv("COLUMNS") or ""):match("^%d+$"))
  if not width and is_terminal then width = terminal_width() end
  return width and width > 0 and math.max(width, LEAST_WIDTH) or DEFAULT_WIDTH
end

return terminal
