-- What the portal has changed since a file was saved from it.
--
--     lua5.4 examples/revisions.lua saved.csv [newer.csv]
--
-- With two files it compares these, and needs no network.
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local function stop(err)
  io.stderr:write(tostring(err), "\n")
  os.exit(1)
end

if not arg[1] then stop "which file? lua5.4 examples/revisions.lua saved.csv [newer.csv]" end

local older, problem = urssaf.read(arg[1])
if not older then stop(problem) end

local newer, err
if arg[2] then newer, err = urssaf.read(arg[2]) else newer, err = urssaf.fetch() end
if not newer then stop(err) end

print(newer:diff(older))
