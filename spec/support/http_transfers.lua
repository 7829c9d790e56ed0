-- Shared by the specs of urssaf.http: responses as bytes, bodies for them, ways to read and to
-- poll, and child processes for scripts that may crash.

local http = require "urssaf.http"
local shell = require "spec.support.shell"
local zlib = require "zlib"

local MIB = 1024 * 1024

local http_transfers = {
  -- Seconds after which a case fails, whatever it waits for.
  PATIENCE = 5,
  GZIPPED = "Content-Encoding: gzip\r\n",
}

-- ---------------------------------------------------------------- bytes

function http_transfers.ok(headers, body)
  return "HTTP/1.1 200 OK\r\n" .. headers .. "\r\n" .. (body or "")
end

function http_transfers.sized(body, headers)
  return http_transfers.ok(("Content-Length: %d\r\n%s"):format(#body, headers or ""), body)
end

function http_transfers.redirect(to, body)
  return ("HTTP/1.1 302 Found\r\nLocation: %s\r\nContent-Length: %d\r\n\r\n%s")
    :format(to, #(body or ""), body or "")
end

function http_transfers.gzip(text)
  return (zlib.deflate(6, 31)(text, "finish"))
end

-- The head of a gzip member that has all that a head may have (RFC 1952): an extra field, a name, a
-- comment, and the lower half of the checksum of all that.
function http_transfers.full_gzip_head()
  local head = "\31\139\8\31" .. ("\1"):rep(4) .. "\0\3" .. "\5\0extra" .. "name\0"
    .. "a comment\0"
  local sum = zlib.crc32()(head) % 65536
  return head .. string.char(sum % 256, math.floor(sum / 256))
end

-- Text that gzip can hardly compress, with no repetitions.
local function noise(size)
  local parts, state = {}, 12345
  for i = 1, size / 8 do
    state = (state * 48271 + 12345) % 2147483647
    parts[i] = ("%08x"):format(state)
  end
  return table.concat(parts)
end

http_transfers.TEXT = noise(1000)
http_transfers.LARGE = noise(1 * MIB)
http_transfers.GZIP_TEXT = http_transfers.gzip(http_transfers.TEXT)
http_transfers.GZIP_LARGE = http_transfers.gzip(http_transfers.LARGE)

-- ---------------------------------------------------------------- reading

-- Gives every piece to `take` until the transfer ends; returns its failure, if there is one.
local function read_all(session, transfer, take)
  local deadline = http.now() + http_transfers.PATIENCE
  while http.now() < deadline do
    local bytes, err = transfer:read()
    if bytes == nil then
      return err
    elseif bytes == "" then
      session:poll(0.5)
    else
      take(bytes)
    end
  end
  error("the transfer did not end", 3)
end

-- Reads to the end; returns all bytes, and the failure. `each` is called with every piece.
function http_transfers.drain(session, transfer, each)
  local parts = {}
  local err = read_all(session, transfer, function(bytes)
    parts[#parts + 1] = bytes
    if each then
      each(bytes)
    end
  end)
  return table.concat(parts), err
end

-- Reads to the end; returns how many bytes there were, and the failure.
function http_transfers.count(session, transfer)
  local n = 0
  local err = read_all(session, transfer, function(bytes) n = n + #bytes end)
  return n, err
end

function http_transfers.fetch(url, options, settings)
  local session = http.session(settings)
  local transfer = session:get(url, options)
  local body, err = http_transfers.drain(session, transfer)
  return body, err, transfer
end

-- Fetches a response that consists of these steps of a raw server, or of these bytes.
function http_transfers.answered(server, steps, options, settings)
  if type(steps) == "string" then
    steps = { { send = steps } }
  end
  return http_transfers.fetch(server:on("/case", steps), options, settings)
end

function http_transfers.kind_of(err)
  return err and err.kind
end

-- ---------------------------------------------------------------- time

function http_transfers.timed(f, ...)
  local before = http.now()
  f(...)
  return http.now() - before
end

function http_transfers.poll_for(session, seconds)
  local until_then = http.now() + seconds
  while http.now() < until_then do
    session:poll(until_then - http.now())
  end
end

-- Polls until a condition holds.
function http_transfers.poll_until(session, is_so)
  local deadline = http.now() + http_transfers.PATIENCE
  while not is_so() do
    assert(http.now() < deadline, "it did not happen")
    session:poll(0.05)
  end
end

-- ---------------------------------------------------------------- surroundings

local function preloaded()
  return os.getenv("LD_PRELOAD") or ""
end

-- A sanitizer keeps freed memory, and adds symbols to the module.
function http_transfers.under_a_sanitizer()
  return preloaded():find("asan", 1, true) ~= nil
end

function http_transfers.has_command(name)
  return (shell.run("command -v " .. name))
end

local LUA_FLAGS = { LUA_CFLAGS = shell.lua_cflags, LUA_LIBS = shell.lua_libs }

-- Compiles a program or a library to `path`; LUA_CFLAGS and LUA_LIBS among the flags stand for the
-- flags for Lua.
function http_transfers.compile(path, source, flags)
  shell.write(path .. ".c", source)
  flags = flags:gsub("LUA_%u+", LUA_FLAGS)
  local built, _, output = shell.run(("gcc -o %s %s %s"):format(
    shell.quote(path), shell.quote(path .. ".c"), flags))
  assert(built, output)
  return path
end

-- ---------------------------------------------------------------- children

-- Runs a script that may crash in a process of its own, under the same sanitizer; returns whether
-- it succeeded, and its output. `surroundings` may have `preload`, a library to load before all
-- others; `host`, a program to run the script with; `variables`, settings for the shell.
function http_transfers.in_a_child_with(surroundings, script, ...)
  local path = os.tmpname()
  shell.write(path, ("package.cpath = %q\n"):format(package.cpath) .. script)
  local words = {
    "LD_PRELOAD=" .. shell.quote(preloaded() .. " " .. (surroundings.preload or "")),
    surroundings.variables or "", shell.quote(surroundings.host or shell.lua), path,
  }
  for _, word in ipairs { ... } do
    words[#words + 1] = shell.quote(word)
  end
  local ok, _, output = shell.run(table.concat(words, " "))
  os.remove(path)
  return ok, output
end

function http_transfers.in_a_child(script, ...)
  return http_transfers.in_a_child_with({}, script, ...)
end

return http_transfers
