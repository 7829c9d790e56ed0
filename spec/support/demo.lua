-- The program of `make demo`: runs the quickstart against the stand-in portal.
local lua = require "spec.support.lua"
local standin = require "spec.support.standin"

local LUA = arg[-1] or "lua5.4"

local portal = standin.start {}
print("SYNTHETIC DATA from a stand-in portal on this machine: no figure below is real.\n")
io.stdout:flush() -- print alone does not, in LuaJIT
local ok = lua.execute(("URSSAF_BASE_URL='%s' '%s' examples/quickstart.lua"):format(
  portal.base_url, LUA))
portal:stop()
if not ok then
  os.exit(1)
end
print("\nThe data above are SYNTHETIC. For the live portal: " .. LUA .. " examples/quickstart.lua")
