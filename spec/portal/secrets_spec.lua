-- Where secrets go. An API key: into the header of requests to the portal, and nowhere else. The
-- user and password of a proxy: to the proxy, and nowhere else.
local http = require "urssaf.http"
local hygiene = require "spec.support.hygiene"
local http_transfers = require "spec.support.http_transfers"
local not_empty = require "spec.support.not_empty"
local proxies = require "spec.support.proxy"
local raw_server = require "spec.support.raw_server"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local KEY = standin.API_KEY

-- Everything that a value shows, field by field.
local function text_of(value)
  if type(value) ~= "table" then return tostring(value) end
  local parts = { tostring(value) }
  for name, field in pairs(value) do parts[#parts + 1] = tostring(name) .. "=" .. text_of(field) end
  return table.concat(parts, "\n")
end

describe("an API key", function()
  local portal = standin.for_cases()
  local folder

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  it("is sent by a process to the portal alone, written to no file and no terminal", function()
    if not shell.run "strace -o /dev/null true" then
      return pending("strace cannot trace here")
    end
    local program = ([[
      local urssaf = require "urssaf"
      local function show(name, value)
        print(name, value)
        for n, v in pairs(type(value) == "table" and value or {}) do show(n, v) end
      end
      local options = { base_url = %q, cache_dir = %q, api_key = os.getenv "KEY", retries = 1,
        log = function(event) show("log", event) end }
      local panel = assert(urssaf.fetch(options))
      print(panel, panel:cite "en", panel:to_json())
      options.where = { departement = "?" }
      print(urssaf.fetch(options))
      print(urssaf.fetch("no-such-dataset", options))
      for _, vintage in ipairs(urssaf.vintages(options)) do
        for name, value in pairs(vintage) do print(name, value) end
      end
    ]]):format(portal.base_url, folder)
    local _, _, trace = shell.run(("KEY=%s strace -f -s 1000000 -o %s/trace -e trace=all env %s %s"
      .. " -e %s >%s/said 2>&1; cat %s/trace"):format(KEY, folder, shell.checkout, shell.lua,
      shell.quote((program:gsub("urssaf.vintages%(options%)",
        "urssaf.vintages { base_url = options.base_url, cache_dir = options.cache_dir }"))),
      folder, folder))
    local sent = 0
    for line in trace:gmatch "[^\n]+" do
      if line:find(KEY, 1, true) then
        -- `send`, where the system has 32 bits
        assert.matches("^%d+ +send[to]*%(%d+, \"GET ", line)
        assert.matches("\\r\\nAuthorization: Apikey " .. KEY:gsub("%-", "%%-") .. "\\r\\n", line)
        assert.is_nil(line:match "^%d+ +send[to]*%(%d+, \"GET [^\\]*":find(KEY, 1, true))
        sent = sent + 1
      end
    end
    assert.is_true(sent >= 7, sent) -- three requests of two fetches, and more of the third
    local said = shell.read(folder .. "/said")
    assert.matches("505 series", said, 1, true)
    assert.matches("NotFoundResource", said, 1, true)
    for _, event in ipairs { "request", "cache" } do
      assert.matches("event\t" .. event, said, 1, true)
    end
    assert.is_nil(said:find(KEY, 1, true))
    shell.run(("rm %s/trace"):format(folder))
    assert.is_false((shell.run(("grep -r -e %s %s"):format(KEY, folder))))
  end)

  describe("does not follow a redirect", function()
    local here, there

    before_each(function()
      here, there = raw_server.start(), raw_server.start()
    end)

    after_each(function()
      here:stop()
      there:stop()
    end)

    -- The portal sends a request elsewhere, by an address with a signature, which nobody is told.
    local function redirected(to)
      local said = {}
      local function log(event)
        for _, field in pairs(event) do said[#said + 1] = tostring(field) end
      end
      local id = "auto-entrepreneurs-par-departement"
      local path = "/api/catalog/datasets/" .. id
      here:on(path, { { send = ("HTTP/1.1 302 -\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n")
        :format(to .. "?signature=S3cr") } })
      for _, server in ipairs { here, there } do
        server:on("/elsewhere",
          { { send = "HTTP/1.1 404 -\r\nContent-Length: 0\r\n\r\n" } })
      end
      local _, err = urssaf.describe { base_url = here.root .. "/api", api_key = KEY, retries = 0,
        log = log }
      assert.are.equal("http", err.kind)
      said = table.concat(said, " ") .. text_of(err)
      assert.matches("status 404", said, 1, true)
      for _, secret in ipairs { "S3cr", KEY } do assert.is_nil(said:find(secret, 1, true)) end
      assert.matches("Authorization: Apikey " .. KEY, here:requests(path)[1].head, 1, true)
    end

    it("to another port", function()
      redirected(there.root .. "/elsewhere")
      assert.is_nil(there:requests("/elsewhere")[1].head:find(KEY, 1, true))
    end)

    it("to another host", function()
      redirected(there.root:gsub("127%.0%.0%.1", "localhost") .. "/elsewhere")
      assert.is_nil(there:requests("/elsewhere")[1].head:find(KEY, 1, true))
    end)

    it("but for one to the same place", function()
      redirected("/elsewhere")
      assert.matches(KEY, here:requests("/elsewhere")[1].head, 1, true)
    end)
  end)
end)

-- The user is dupont and the password begins with S3cr, in all of these.
local WRONG_PROXIES = {
  ["an unescaped #"] = "http://dupont:S3cr#t@127.0.0.1:1",
  ["an unescaped @"] = "http://dupont:S3cr@t@127.0.0.1:1",
  ["an unescaped /"] = "http://dupont:S3cr/t@127.0.0.1:1",
  ["an unescaped ?"] = "http://dupont:S3cr?t@127.0.0.1:1",
  ["a blank"] = "http://dupont:S3cr t@127.0.0.1:1",
  ["a part that looks like a port, before a #"] = "http://dupont:12#S3cr@127.0.0.1:1",
  ["a part that looks like a port, before a /"] = "http://dupont:12/S3cr@127.0.0.1:1",
  ["the same of SOCKS"] = "socks5://dupont:12?S3cr@127.0.0.1:1",
  ["a port that is too high"] = "http://dupont:S3cr@127.0.0.1:99999",
  ["a port in letters"] = "http://dupont:S3cr@127.0.0.1:squid",
  ["a misspelt scheme"] = "htpp://dupont:S3cr@127.0.0.1:1",
  ["a scheme with one slash"] = "http:/dupont:S3cr@127.0.0.1:1",
  ["a scheme without a colon"] = "http//dupont:S3cr@127.0.0.1:1",
  ["no host"] = "http://dupont:S3cr@",
  ["half a host"] = "http://dupont:S3cr@[::1:3128",
}
local RIGHT_PROXIES = { "http://dupont:S3cr%23t@127.0.0.1:1", "dupont:S3cr@127.0.0.1:1",
  "HTTPS://dupont:S3cr@127.0.0.1:1/", "socks5h://dupont:S3cr%40@[::1]:1", "http://127.0.0.1:1",
  "socks://dupont:S3cr@127.0.0.1:1/" }
-- The variables that libcurl reads, and for which addresses. It does not read HTTP_PROXY.
local VARIABLES = { http_proxy = { "http" }, https_proxy = { "https" }, HTTPS_PROXY = { "https" },
  all_proxy = { "http", "https" }, ALL_PROXY = { "http", "https" } }

local function assert_no_proxy_secret(text)
  for _, secret in ipairs { "dupont", "S3cr" } do
    local from = text:find(secret, 1, true)
    assert.is_nil(from, from and text:sub(from - 200, from + 200))
  end
end

-- What a program prints, in the environment given as shell words.
local function output_of(environment, program)
  local _, _, output = shell.run(("env %s %s %s -e %s"):format(environment, shell.checkout,
    shell.lua, shell.quote(program)))
  return output
end

local PRINT_ERROR = [[
  local ok, err = require("urssaf").describe { base_url = %q, retries = %d,
    log = function(event)
      for name, value in pairs(event) do print("log", name, value) end
    end }
  print(ok, err)
  for name, value in pairs(err) do print(name, value) end
]]

describe("urssaf.portal.proxy", function()
  hygiene("urssaf.portal.proxy", { "check", "explain" })
end)

describe("a proxy's user and password", function()
  local portal = standin.for_cases()
  local folder

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  for what, address in pairs(WRONG_PROXIES) do
    it("are in no message about the option, with " .. what, function()
      local ok, message = pcall(urssaf.fetch, { proxy = address, cache = "off" })
      assert.is_false(ok)
      assert.matches("option 'proxy' must be an address such as http://user:password@host:3128",
        message, 1, true)
      assert.matches("# as %23", message, 1, true)
      assert_no_proxy_secret(message)
    end)

    it("are in no message of libcurl, with " .. what, function()
      for _, url in ipairs { "http://portal.invalid/", "https://portal.invalid/" } do
        local _, err = http_transfers.fetch(url, nil, { proxy = address })
        assert.are.equal("network", err.kind)
        assert.matches("^no connection to portal.invalid: ", err.message)
        assert_no_proxy_secret(text_of(err))
      end
    end)

    it("are in no message about the environment, and nothing is retried, with " .. what, function()
      for variable, schemes in pairs(VARIABLES) do
        for _, scheme in ipairs(schemes) do
          local output = output_of(variable .. "=" .. shell.quote(address),
            PRINT_ERROR:format(scheme .. "://portal.invalid/api", 3))
          assert_no_proxy_secret(output)
          assert.matches(("the proxy in the environment (%s) must be an address such as http://")
            :format(variable), output, 1, true)
          assert.is_nil(output:find("attempts", 1, true))
          assert.is_nil(output:find("lasting", 1, true))
        end
      end
      assert_no_proxy_secret(output_of("HTTP_PROXY=" .. shell.quote(address),
        PRINT_ERROR:format("http://portal.invalid/api", 0)))
    end)
  end

  it("are in no message if it is a redirect that needs the proxy", function()
    local server = raw_server.start()
    server:on("/api/catalog/datasets/auto-entrepreneurs-par-departement", { {
      send = http_transfers.redirect "https://portal.invalid/" } })
    local output = output_of("https_proxy='http://dupont:S3cr#t@127.0.0.1:1'",
      PRINT_ERROR:format(server.root .. "/api", 0))
    server:stop()
    assert.matches("no connection to portal.invalid: ", output, 1, true)
    assert_no_proxy_secret(output)
  end)

  it("are in no message where the address is right and nobody answers", function()
    for _, address in ipairs(RIGHT_PROXIES) do
      local _, err = urssaf.describe { base_url = "https://portal.invalid/api", proxy = address,
        retries = 0 }
      assert.are.equal("network", err.kind)
      assert.matches("a proxy is set (proxy)", err.message, 1, true)
      assert_no_proxy_secret(text_of(err))
    end
  end)

  it("are in no message where the transport of a host quotes them", function()
    for _, address in pairs(WRONG_PROXIES) do
      local events = {}
      local _, err = urssaf.describe { transport = function()
        return nil, ("cannot use '%s'\nas a proxy"):format(address)
      end, log = function(event) events[#events + 1] = event end }
      assert.are.equal("request", events[1].event)
      assert_no_proxy_secret(text_of(events))
      assert.are.equal("network", err.kind)
      assert.matches("^cannot use .*as a proxy", err.message)
      assert_no_proxy_secret(text_of(err))
    end
    local _, err = urssaf.describe { transport = function()
      return nil, "first line\nproxy dupont:S3cr#t@proxy.corp:3128 refused"
    end }
    assert.are.equal("first line\n…@proxy.corp:3128 refused", err.message)
  end)

  it("are not in what is made of a kept publication while the proxy is wrong", function()
    local before = ("URSSAF_CACHE_DIR=%s URSSAF_BASE_URL=%s"):format(folder, portal.base_url)
    assert(urssaf.fetch { cache_dir = folder, base_url = portal.base_url })
    local stale = [[require("urssaf.cache.freshness").of = function() return false end]]
    local commands = { "show 38", "show 38 --format json", "show 38 --format csv",
      "show 38 --format md", "report 38", "chart 38 -m radiations", "map", "export --format json",
      "info", "check", "cite", "catalog" }
    for _, lang in ipairs { "fr", "en" } do
      for _, arguments in ipairs(commands) do
        local _, _, output = shell.run(("env http_proxy='http://dupont:S3cr#t@127.0.0.1:1' %s %s %s"
          .. " -e %s bin/urssaf %s --lang %s"):format(before, shell.checkout, shell.lua,
          shell.quote(stale), arguments, lang))
        assert_no_proxy_secret(output)
        if arguments == "report 38" then
          assert.matches("</html>", output, 1, true)
          -- the note in English says why
          assert.are.equal(lang == "en", output:find("http_proxy", 1, true) ~= nil)
        end
      end
    end
    assert.is_false((shell.run(("grep -r -e dupont -e S3cr %s"):format(folder))))
  end)

  it("are sent by a process to the proxy alone, written to no file and no terminal", function()
    if not shell.run "strace -o /dev/null true" then
      return pending("strace cannot trace here")
    end
    local proxy = proxies.start("HTTP/1.1 503 -|Content-Length: 0||")
    local program = ([[
      local urssaf = require "urssaf"
      local options = { base_url = "http://portal.invalid/api", cache_dir = %q, retries = 0 }
      print(urssaf.fetch(options))
      options.proxy = "http://127.0.0.1:1"
      print(urssaf.fetch(options))
    ]]):format(folder)
    local _, _, trace = shell.run(("export http_proxy=http://dupont:S3cr%%23t@127.0.0.1:%d; strace"
      .. " -f -s 1000000 -o %s/trace -e trace=all env %s %s -e %s >%s/said 2>&1; cat %s/trace")
      :format(proxy.port, folder, shell.checkout, shell.lua, shell.quote(program), folder, folder))
    local seen = proxy:seen()
    proxy:stop()
    -- base64 of dupont:S3cr#t
    local sent = "Proxy%-Authorization: Basic ZHVwb250OlMzY3IjdA=="
    assert.matches(sent, seen)
    for line in not_empty.matches(trace, "[^\n]+") do
      assert_no_proxy_secret(line)
      if line:find("ZHVwb250OlMzY3IjdA==", 1, true) then
        assert.matches("^%d+ +send[to]*%(%d+, \"GET http://portal.invalid/.*\\r\\n" .. sent, line)
      end
    end
    local said = shell.read(folder .. "/said")
    assert.matches("503", said, 1, true)
    assert_no_proxy_secret(said)
    shell.run(("rm %s/trace"):format(folder))
    assert.is_false((shell.run(("grep -r -e dupont -e S3cr -e ZHVwb250 %s"):format(folder))))
  end)
end)

describe("a user and password in an address", function()
  local server = raw_server.for_cases()

  it("are in no message about base_url", function()
    for _, url in ipairs { "https://dupont:S3cr@h/api", "https://dupont:S3cr#t@h/api",
      "htps://dupont:S3cr@h/api", "dupont:S3cr@h" } do
      local ok, message = pcall(urssaf.fetch, { base_url = url })
      assert.is_false(ok)
      assert_no_proxy_secret(message)
      assert_no_proxy_secret(output_of("URSSAF_BASE_URL=" .. shell.quote(url),
        "print(pcall(require('urssaf').fetch))"))
    end
  end)

  it("are refused in a request", function()
    for _, url in ipairs { "http://dupont:S3cr@127.0.0.1/", "http://dupont@h", "http://@h/" } do
      local session = http.session()
      local ok, message = pcall(session.get, session, url)
      assert.is_false(ok)
      assert.matches("a user name in the address", message, 1, true)
      assert_no_proxy_secret(message)
    end
    assert(http.session():get "http://127.0.0.1:1/a@b?c@d")
  end)

  for _, place in ipairs { "http://dupont:S3cr@127.0.0.1:1/", "//dupont:S3cr@127.0.0.1:1/",
    "https://dupont@127.0.0.1:1/", "ftp://dupont:S3cr@127.0.0.1/",
    "http://dupont:S3cr/t@127.0.0.1:1/" } do
    it("are refused in a redirect to " .. place, function()
      local body, err, transfer = http_transfers.answered(server, http_transfers.redirect(place))
      assert.are.equal("http", err.kind)
      assert.are.equal(302, err.status)
      assert.are.equal("", body)
      assert.matches("^refused a redirect: ", err.message)
      assert_no_proxy_secret(text_of(err) .. text_of(transfer:info()))
    end)
  end
end)
