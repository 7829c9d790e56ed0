-- A script for wrk: each of its threads requests one address, and checks every response.
--
--     EXPECTED=folder wrk -t2 -s spec/support/hosts/wrk_load.lua http://127.0.0.1:8038 \
--       -- /first /second
--
-- The response for the n-th address must have status 200 and the bytes of folder/n. At the end the
-- script prints "asked … checked … wrong … failed …"; wrk itself counts the failed connections.
-- luacheck: globals wrk setup init request response done address number checked wrong

local threads = {}

function setup(thread)
  threads[#threads + 1] = thread
  thread:set("number", #threads)
end

-- The functions from here to `response` run in each thread, with globals of its own.
local expected, text

function init(arguments)
  address = arguments[number]
  local file = assert(io.open(("%s/%d"):format(os.getenv "EXPECTED", number), "rb"))
  expected = file:read("*a")
  file:close()
  text = wrk.format("GET", address)
  checked, wrong = 0, 0
end

function request()
  return text
end

function response(status, _, body)
  checked = checked + 1
  if status ~= 200 or body ~= expected then wrong = wrong + 1 end
end

function done(summary)
  local sums = { checked = 0, wrong = 0 }
  for _, thread in ipairs(threads) do
    for name, sum in pairs(sums) do sums[name] = sum + thread:get(name) end
  end
  local errors, failed = summary.errors, 0
  for _, name in ipairs { "connect", "read", "write", "timeout", "status" } do
    failed = failed + errors[name]
  end
  print(("asked %d checked %d wrong %d failed %d"):format(summary.requests, sums.checked,
    sums.wrong, failed))
end
