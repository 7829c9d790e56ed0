-- Lets the examples run from a checkout after `make`, with nothing installed; in another Lua, after
-- `make LUA=lua5.1 BUILD=build/lua5.1`. An installed library takes precedence: these folders are
-- searched last.
local root = (arg[0]:match("^(.*)[/\\][^/\\]*$") or ".") .. "/../"
package.path = package.path .. ";" .. root .. "lua/?.lua;" .. root .. "lua/?/init.lua"

local lua = rawget(_G, "jit") and "luajit" or _VERSION:lower():gsub(" ", "")
package.cpath = package.cpath .. ";" .. root .. "build/" .. lua .. "/?.so;" .. root .. "build/?.so"
