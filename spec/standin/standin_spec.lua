local cjson = require "spec.support.cjson"
local http_get = require "spec.support.http_get"
local shell = require "spec.support.shell"
local socket = require "socket"
local standin = require "spec.support.standin"

local MAIN = "auto-entrepreneurs-par-departement"

local portal = standin.for_cases()

local function count_rows()
  local answer = http_get(portal.base_url .. "/catalog/datasets/" .. MAIN .. "/records?limit=0")
  return cjson.decode(answer.body).total_count
end

local function connect()
  local sock = assert(socket.tcp())
  sock:settimeout(5)
  assert(sock:connect("127.0.0.1", tonumber(portal.base_url:match(":(%d+)/"))))
  return sock
end

local function request(method, path, headers)
  return ("%s %s HTTP/1.1\r\nHost: x\r\n%s\r\n"):format(method, path, headers or "")
end

-- Reads one response with a Content-Length.
local function read_answer(sock)
  local status = assert(sock:receive("*l"))
  local length
  for line in function() return sock:receive("*l") end do
    if line == "" then
      break
    end
    length = line:lower():match("^content%-length: (%d+)") or length
  end
  return status, sock:receive(tonumber(length))
end

local COUNT = "/api/explore/v2.1/catalog/datasets/" .. MAIN .. "/records?limit=0"
local WHOLE = "/api/explore/v2.1/catalog/datasets/" .. MAIN .. "/exports/json"

describe("the server", function()
  it("serves several requests on one connection, even if they are sent at once", function()
    local sock = connect()
    sock:send(request("GET", COUNT) .. request("GET", COUNT))
    for _ = 1, 2 do
      local status, body = read_answer(sock)
      assert.equal("HTTP/1.1 200 OK", status)
      assert.equal(6868, cjson.decode(body).total_count)
    end
    sock:send(request("GET", COUNT, "Connection: close\r\n"))
    read_answer(sock)
    assert.equal("closed", select(2, sock:receive(1)))
    sock:close()
  end)

  for _, method in ipairs { "POST", "PUT", "DELETE", "HEAD" } do
    it("refuses " .. method, function()
      local sock = connect()
      sock:send(request(method, COUNT, "Content-Length: 0\r\n"))
      assert.matches("^HTTP/1.1 405 ", (sock:receive("*l")))
      sock:close()
    end)
  end

  local rubbish = {
    "\r\n\r\n\r\n\r\n", "GET\r\n\r\n", ("x"):rep(100000) .. "\r\n\r\n", "\0\1\2\r\n\r\n",
    "GET / HTTP/9.9\r\n\r\n", "GET / HTTP/1.1\r\nno colon\r\n\r\n", "GET /%zz HTTP/1.1\r\n\r\n",
    "GET /with/%5B HTTP/1.1\r\n\r\n", "GET /with/nonsense/api HTTP/1.1\r\n\r\n", "", "GET / HT",
  }
  for n, text in ipairs(rubbish) do
    it("survives invalid requests: " .. n, function()
      local sock = connect()
      sock:send(text)
      sock:close()
      assert.equal(6868, count_rows())
    end)
  end

  it("survives clients that disconnect in the middle of a file", function()
    for _ = 1, 20 do
      local sock = connect()
      sock:send(request("GET", WHOLE))
      sock:receive(100)
      sock:setoption("linger", { on = true, timeout = 0 })
      sock:close()
    end
    assert.equal(6868, count_rows())
  end)

  it("serves others while one client reads nothing", function()
    local slow = connect()
    slow:send(request("GET", WHOLE))
    assert.equal(6868, count_rows())
    slow:close()
  end)

  it("serves requests with a whole address, as proxies get them", function()
    local sock = connect()
    sock:send(request("GET", "http://open.example" .. COUNT))
    assert.equal("HTTP/1.1 200 OK", (read_answer(sock)))
    sock:close()
  end)
end)

describe("standin", function()
  it("starts fast, lists requests, and does not listen after stop", function()
    local before = socket.gettime()
    local other = standin.start { idle = 5 }
    assert(socket.gettime() - before < 0.3)
    local marked = other:with {}
    http_get(other.base_url .. "/catalog/datasets?limit=1", { ["x-mark"] = "a" })
    http_get(marked .. "/catalog/datasets?limit=2")
    local all, some = other:requests(), other:requests(marked)
    assert.equal(2, #all)
    assert.equal(1, #some)
    assert.equal("GET", all[1].method)
    assert.equal("/api/explore/v2.1/catalog/datasets?limit=1", all[1].target)
    assert.equal("a", all[1].headers["x-mark"])
    assert.equal(1, all[1].in_progress)
    assert(all[1].at >= 0 and all[1].at <= all[2].at)
    assert.matches("limit=2$", some[1].target)
    other:stop()
    other:stop()
    assert.equal("connection refused", http_get(other.base_url .. "/catalog/datasets").error)
  end)

  it("gives every prefix its own name", function()
    assert.not_equal(portal:with {}, portal:with {})
  end)

  it("ends by itself when idle", function()
    local other = standin.start { idle = 0.2 }
    socket.sleep(0.6)
    assert.equal("connection refused", http_get(other.base_url .. "/catalog/datasets").error)
  end)

  it("serves a larger sample", function()
    local other = standin.start { scale = 2 }
    local answer = http_get(other.base_url .. "/catalog/datasets/" .. MAIN .. "/records?limit=0")
    other:stop()
    assert.equal(2 * 6868, cjson.decode(answer.body).total_count)
  end)

  it("runs from another folder", function()
    local here = io.popen("pwd"):read("*l")
    local output = io.popen(([[
      cd / && LUA_PATH='%s/?.lua;;' %s -e '
        local portal = require("spec.support.standin").start()
        print(portal.base_url)
        portal:stop()' 2>&1]]):format(here, shell.lua)):read("*a")
    assert.matches("^http://127%.0%.0%.1:%d+/api/explore/v2%.1\n$", output)
  end)

  it("runs without the libraries preloaded into the client", function()
    local path = os.tmpname()
    shell.write(path, "#!/bin/sh\necho preloaded: [$LD_PRELOAD]\n")
    local output = io.popen(([[
      chmod +x %s && LUA=%s LD_PRELOAD=libm.so.6 %s -e '
        print(pcall(require("spec.support.standin").start))' 2>&1]])
      :format(path, path, shell.lua)):read("*a")
    os.remove(path)
    assert.matches("preloaded: %[%]", output)
  end)

  it("raises with the reason if it does not start", function()
    local ok, err = pcall(standin.start, { scale = "x" })
    assert.is_false(ok)
    assert.matches("usage", err)
  end)
end)
