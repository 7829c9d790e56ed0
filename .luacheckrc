-- Warnings are errors: `make lint` runs this over everything, specs and rockspec included.
std = "lua54"
max_line_length = 100
codes = true
exclude_files = { "build/**" }

-- What all of Lua 5.1 to 5.4 and LuaJIT have: the layer that other hosts are to follow in.
files["lua"] = { std = "min", read_globals = { math = { fields = { "tointeger" } } } }
-- Descriptions for editors, of functions without a body.
files["lua/urssaf/meta"] = { ignore = { "212", "241" } }
files["spec"] = { std = "lua54+busted" }
files["rockspec"] = { std = "rockspec" }
