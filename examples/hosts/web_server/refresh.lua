-- Fetches the newest publication, and keeps it. For cron: the server only reads what this keeps.
--
--     URSSAF_CACHE_DIR=/var/cache/urssaf lua5.4 refresh.lua
local newest = require "newest"

local panel, problem = newest()
if not panel then
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end
print(panel)
