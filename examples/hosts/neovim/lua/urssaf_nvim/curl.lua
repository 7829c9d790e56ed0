-- The library's `transport` where there are no C modules: the program `curl`, as a process beside
-- the editor.
-- luacheck: globals vim
local uv = vim.loop

-- The limits are those that the library gives to libcurl. The body goes to standard output, the
-- status and the headers (as JSON) to standard error. URL and headers come from standard input,
-- since every user can read a command line, and there may be a key in them.
local ARGUMENTS = { "--disable", "--silent", "--show-error", "--globoff", "--compressed",
  "--proto", "=http,https", "--location", "--max-redirs", "5", "--connect-timeout", "10",
  "--speed-time", "30", "--max-time", "300",
  "--write-out", "%{stderr}%{http_code}%{header_json}", "--config", "-" }

local function quoted(text)
  return '"' .. text:gsub('[\\"]', "\\%0") .. '"'
end

local function config(url, headers)
  local lines = { "url = " .. quoted(url) }
  for name, value in pairs(headers) do
    table.insert(lines, "header = " .. quoted(name .. ": " .. value))
  end
  return table.concat(lines, "\n") .. "\n"
end

-- Runs curl while the caller's coroutine waits. Returns its exit code and both outputs, or nil and
-- the problem.
local function run(input)
  local process, code, problem
  local outputs, open = { {}, {} }, 3 -- two outputs and the process itself, which end in any order
  coroutine.yield(function(wake, own)
    local pipes = { own(uv.new_pipe()), own(uv.new_pipe()), own(uv.new_pipe()) }
    local function ended()
      open = open - 1
      if open == 0 then wake() end
    end
    process, problem = uv.spawn("curl", { args = ARGUMENTS, stdio = pipes }, function(exit_code)
      code = exit_code
      process:close()
      ended()
    end)
    if not process then return wake() end
    own { close = function()
      if not code then process:kill "sigterm" end -- cancelled
    end }
    pipes[1]:write(input)
    pipes[1]:shutdown()
    for i, parts in ipairs(outputs) do
      pipes[i + 1]:read_start(function(_, bytes)
        if not bytes then return ended() end
        table.insert(parts, bytes)
      end)
    end
  end)
  if not process then return nil, "curl: " .. problem end
  if open > 0 then return nil, "cancelled" end
  return code, table.concat(outputs[1]), table.concat(outputs[2])
end

-- curl gives a list of values for each header, which may be repeated.
local function fields(json)
  local headers = {}
  for name, values in pairs(vim.json.decode(json)) do headers[name] = table.concat(values, ", ") end
  headers["content-encoding"] = nil -- curl has decoded it
  return headers
end

-- What curl says of these may quote the address of a proxy, with its password.
local SECRETIVE = { [4] = true, [5] = true, [7] = true }

local function problem_of(code, report)
  if SECRETIVE[code] then return ("curl: no connection (exit code %d)"):format(code) end
  return report:match "curl: %(%d+%) ([^\r\n]*)" or "curl: exit " .. code
end

return function(url, headers)
  local code, body, report = run(config(url, headers))
  if not code then return nil, body end
  if code ~= 0 then return nil, problem_of(code, report) end
  local status, json = report:match "^(%d+)(.*)$"
  return tonumber(status), fields(json), body
end
