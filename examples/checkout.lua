-- Lets the examples run from a checkout after `make`, with nothing installed. An installed library
-- takes precedence: these folders are searched last.
local root = (arg[0]:match("^(.*)[/\\][^/\\]*$") or ".") .. "/../"
package.path = package.path .. ";" .. root .. "lua/?.lua;" .. root .. "lua/?/init.lua"
package.cpath = package.cpath .. ";" .. root .. "build/?.so"
