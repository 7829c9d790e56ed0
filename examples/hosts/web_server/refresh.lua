-- Fetches the newest publication, if it is not kept yet, and keeps it. For cron: the server only
-- reads what this keeps.
--
--     URSSAF_CACHE_DIR=/var/cache/urssaf lua5.4 refresh.lua
local urssaf = require "urssaf"

local function stop(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end

-- Asks the portal now, and accepts no older publication instead.
local panel, err = urssaf.fetch { max_age = 0, strict = true }
if not panel then stop(err) end

-- For other programs a publication that cannot be kept is no failure: they have the panel. Here it
-- is one.
for _, note in ipairs(panel.notes) do
  if note.kind == "cache" then stop(note.message) end
end
print(panel)
