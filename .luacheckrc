-- Warnings are errors: `make lint` runs this over everything, specs and rockspec included.
std = "lua54"
max_line_length = 100
codes = true
exclude_files = { "build/**" }

-- The library uses only what Lua 5.1 to 5.5 and LuaJIT share.
files["lua"] = { std = "min", read_globals = { math = { fields = { "tointeger", "type" } } } }
-- Annotations: functions without a body do not use their arguments.
files["lua/urssaf/annotations"] = { ignore = { "212", "241" } }
files["spec"] = { std = "lua54+busted" }
files["rockspec"] = { std = "rockspec" }
