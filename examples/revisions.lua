-- What a publication changed, or what changed since a file was saved.
--
--     lua5.4 examples/revisions.lua                      the newest publication, and the one before
--     lua5.4 examples/revisions.lua 2026-03-31           the newest, and the newest on that day
--     lua5.4 examples/revisions.lua saved.csv [newer.csv]
--
-- The portal has the newest alone: those before are the ones that were fetched in their time. With
-- two files it compares these, and needs no network.
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local function sure(value, err)
  if value then return value end
  io.stderr:write(tostring(err), "\n")
  os.exit(1)
end

-- The day of the publication that was kept before this one; there may be copies of parts of it.
local function day_before(panel)
  for _, vintage in ipairs(sure(urssaf.vintages())) do
    local is_whole = vintage.url == panel.source.url
    if is_whole and vintage.data_processed ~= panel.source.data_processed then
      return vintage.data_processed
    end
  end
  sure(nil, "only one publication is kept so far: come back after the next, or name a saved file")
end

local first, second = arg[1], arg[2]
local newer, older
if first and not first:find("^%d%d%d%d%-%d%d%-%d%d$") then
  older = sure(urssaf.read(first))
  newer = second and sure(urssaf.read(second)) or sure(urssaf.fetch())
else
  newer = sure(urssaf.fetch())
  older = sure(urssaf.fetch { as_of = first or day_before(newer) })
end

print(newer:diff(older))
