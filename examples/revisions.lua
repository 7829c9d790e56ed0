-- What a publication changed, or what changed since a file was saved.
--
--     lua5.4 examples/revisions.lua                      the newest publication, and the one before
--     lua5.4 examples/revisions.lua 2026-03-31           the newest, and the newest of that day
--     lua5.4 examples/revisions.lua saved.csv [newer.csv]
--
-- The portal has only the newest publication; earlier ones are here if they were fetched at the
-- time. Two files are compared with each other, without a network.
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local function must(value, err)
  if value then return value end
  io.stderr:write(tostring(err), "\n")
  os.exit(1)
end

-- When the publication before this one was made. The vintages may also be of parts of the dataset.
local function day_before(panel)
  for _, vintage in ipairs(must(urssaf.vintages())) do
    local is_whole = vintage.url == panel.source.url
    if is_whole and vintage.data_processed ~= panel.source.data_processed then
      return vintage.data_processed
    end
  end
  must(nil, "only one publication is kept so far: come back after the next, or name a saved file")
end

local first, second = arg[1], arg[2]
local newer, older
if first and not first:find("^%d%d%d%d%-%d%d%-%d%d$") then
  older = must(urssaf.read(first))
  newer = second and must(urssaf.read(second)) or must(urssaf.fetch())
else
  newer = must(urssaf.fetch())
  local ok, kept, err = pcall(urssaf.fetch, { as_of = first or day_before(newer) })
  if not ok then must(nil, ("'%s' is no day: write one as 2026-03-31"):format(first)) end
  older = must(kept, err)
end

print(newer:diff(older))
