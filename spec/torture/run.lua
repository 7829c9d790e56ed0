-- Runs the torture: every script, with each request for memory refused in turn. See host.c.
--
--   lua5.4 spec/torture/run.lua HOST [STEP [REQUESTS]]
--
-- HOST stands in the folder of the C modules that were built for it.
-- With a step, only every STEP-th request is refused; each case starts from another one. REQUESTS
-- says whose requests are refused: "lua c", "lua" or "c".
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

local HOST, STEP, REQUESTS = arg[1], tonumber(arg[2] or 1), arg[3] or "lua c"

local MODULES = ("LUA_CPATH='%s/?.so;;'"):format(HOST:match "^(.*)/")

local portal = standin.start { idle = 3600 } -- on a busy machine some cases ask nothing for long
local folder = shell.temporary_folder()

local CASES = {
  { "read", "lua" }, { "read", "c" }, { "decode", "lua" }, { "decode", "c" },
  { "close", "lua", portal.base_url }, { "close", "c", portal.base_url },
  { "fetch", "lua", portal.base_url, "off" }, { "fetch", "c", portal.base_url, "off" },
  { "fetch", "lua", portal.base_url, "refresh", folder },
  { "fetch", "c", portal.base_url, "refresh", folder },
  { "fetch", "lua", portal.base_url, "only", folder },
  { "fetch", "c", portal.base_url, "only", folder },
}

local EXTENTS = { lua = { "once", "twice", "on" }, c = { "once", "on" } }

local function run(case, extent, first)
  local words = { MODULES, HOST, case[2], extent, tostring(first), tostring(STEP),
    "spec/torture/" .. case[1] .. ".lua" }
  for i = 3, #case do words[#words + 1] = case[i] end
  local ok, _, output = shell.run(table.concat(words, " "))
  local requests, runs, failures = output:match("(%d+) (%d+) (%d+)%s*$")
  return ok and failures == "0", tonumber(requests), tonumber(runs), output
end

local LINE = "%-16s %-18s %-6s %9s %7s  %s\n"
local total, bad = 0, 0

io.stdout:write(LINE:format("script", "requests of", "refused", "requests", "runs", "outcome"))
for i, case in ipairs(CASES) do
  local is_wanted = REQUESTS:find(case[2], 1, true)
  for _, extent in ipairs(is_wanted and EXTENTS[case[2]] or {}) do
    local sound, requests, runs, output = run(case, extent, (i * 7) % STEP)
    total, bad = total + (runs or 0), bad + (sound and 0 or 1)
    io.stdout:write(LINE:format(case[1] .. (case[4] and " " .. case[4] or ""),
      case[2] == "c" and "C, libcurl" or "Lua", extent, requests or "?", runs or "?",
      sound and "clean" or "FAILED"))
    if not sound then io.stdout:write(output, "\n") end
    io.stdout:flush()
  end
end
portal:stop()
shell.remove(folder)
io.stdout:write(("torture: %d runs, %s\n"):format(total, bad == 0 and "all clean"
  or bad .. " of the cases FAILED"))
os.exit(bad == 0 and 0 or 1)
