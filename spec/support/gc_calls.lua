-- Makes every kind of call under one kind of garbage collection. gc_spec runs it in a process of
-- its own, whose heap is small.
--
--   lua5.4 spec/support/gc_calls.lua KIND BASE_URL FAULTY_URL FOLDER
local checksum = require "urssaf.checksum"
local lua = require "spec.support.lua"
local urssaf = require "urssaf"

local kind, base_url, faulty_url, folder = lua.unpack(arg)

local RUN = {}

-- A full collection every 50 instructions. A hook holds for one coroutine only.
RUN["every few instructions"] = function(work)
  debug.sethook(function() collectgarbage() end, "", 50)
  local result, err = work()
  debug.sethook()
  return result, err
end

RUN["in a coroutine"] = function(work)
  return coroutine.wrap(function() return RUN["every few instructions"](work) end)()
end

for _, collector in ipairs(lua.collectors) do
  RUN[collector] = function(work)
    lua.collect(collector)
    return work()
  end
end

function RUN.stopped(work)
  collectgarbage "stop"
  return work()
end

local run = assert(RUN[kind])

local function fetch(options)
  options.where, options.retries = { code_departement = "2A" }, 0
  options.base_url = options.base_url or base_url
  return run(function() return urssaf.fetch(options) end)
end

local function show(panel)
  print(checksum.crc32(panel:to_csv()), panel.source.cached)
end

show(assert(fetch { cache = "off" }))
for _, mode in ipairs { "use", "use", "refresh", "only" } do
  show(assert(fetch { cache = mode, cache_dir = folder }))
end
print(select(2, fetch { cache = "off", base_url = faulty_url }).kind)
local sums = run(function()
  local panel = assert(urssaf.read { text = "code_departement;departement;code_region;annee;"
    .. "trimestre;radiations\r\n01;Ain;84;2020;1;5\r\n38;Isère;84;2020;1;7\r\n"
    .. "01;Ain;84;2020;2;6\r\n38;Isère;84;2020;2;\r\n" })
  local total = panel:aggregate { by = "code_region" }.series[1]
  return ("%s %s"):format(total.values[1], tostring(total.values[2]))
end)
print(sums)
