--- The terminal, if there is one: asked of the programs every POSIX system has, for Lua alone does
-- not know.
local terminal = {}

-- Where there is none, and where it does not say.
local USUAL_WIDTH = 80
local NARROWEST = 20

--- Whether a stream of this process is a terminal.
---@param descriptor integer 0, 1 or 2
---@return boolean
function terminal.is(descriptor)
  local done = os.execute(("test -t %d"):format(descriptor))
  return done == true or done == 0
end

local function read_size()
  local pipe = io.popen("stty size 2>/dev/null </dev/tty")
  local said = pipe and pipe:read("*l")
  if pipe then pipe:close() end
  return said and tonumber(said:match("^%d+ (%d+)$"))
end

--- How many columns there are: what `COLUMNS` says, else the terminal's, else 80.
---@param is_terminal boolean whether the output goes to one
---@return integer
function terminal.width(is_terminal)
  local width = tonumber((os.getenv("COLUMNS") or ""):match("^%d+$"))
  if not width and is_terminal then width = read_size() end
  return width and width > 0 and math.max(width, NARROWEST) or USUAL_WIDTH
end

return terminal
