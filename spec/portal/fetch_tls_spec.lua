-- fetch over real TLS: nginx stands before the stand-in portal (spec/support/tls_front.lua).
local not_empty = require "spec.support.not_empty"
local standin = require "spec.support.standin"
local tls_front = require "spec.support.tls_front"
local proxies = require "spec.support.proxy"
local urssaf = require "urssaf"

local KEY = "sesame-of-the-specs"
local EXPORT = "/catalog/datasets/auto-entrepreneurs-par-departement/exports/csv"

local portal = standin.for_cases()
local front = tls_front.for_cases(portal)
local case, through = front.case, front.through
local plain

setup(function() plain = assert(portal:fetch()) end)

local function fetch(options)
  options.retries, options.cache = 0, "off"
  options.ca_file = options.ca_file or front.ca_file
  return urssaf.fetch(options)
end

local function assert_whole(panel, err)
  assert.is_nil(err)
  assert.are.equal(505, #panel.series)
  assert.are.same(plain.series, panel.series)
  assert.are.same(plain.periods, panel.periods)
  assert.are.same(plain.notes, panel.notes)
  assert.are.equal(plain.source.rows, panel.source.rows)
end

-- Everything that an error shows: as a line, and field by field.
local function text_of(err)
  local parts = { tostring(err) }
  for name, value in pairs(err) do parts[#parts + 1] = name .. "=" .. tostring(value) end
  return table.concat(parts, "\n")
end

local function assert_refused(kind, base_url, panel, err)
  assert.is_nil(panel)
  assert.are.equal(kind, err.kind, tostring(err))
  assert.are.equal(base_url, err.url:sub(1, #base_url))
  assert.is_nil(text_of(err):find(KEY, 1, true))
  assert.is_nil(tostring(err):find("\n", 1, true))
end

-- The requests that arrived under a base URL: through which address of the front ("plain": none),
-- and with which key.
local function arrivals(base_url)
  local seen = {}
  for _, request in ipairs(portal:requests(base_url)) do
    seen[#seen + 1] = { request.headers["x-front"] or "plain", request.headers.authorization }
  end
  return seen
end

local ALL_WITH_KEY = { "good", "Apikey " .. KEY }

describe("fetch over TLS #world", function()
  for name, host in pairs { ["by name"] = "localhost", ["by number"] = "127.0.0.1" } do
    case("brings the same panel from a host the ca_file knows, " .. name, function()
      local base_url = through("https://" .. host .. ":" .. front.port)
      local panel, err = fetch { base_url = base_url }
      assert_whole(panel, err)
      assert.are.equal(base_url, panel.source.url:sub(1, #base_url))
    end)
  end

  case("sends the key there, with each request", function()
    local base_url = portal:with {}
    local url = front.roots.good .. base_url:sub(#portal.root + 1)
    assert_whole(fetch { base_url = url, api_key = KEY })
    assert.are.same({ ALL_WITH_KEY, ALL_WITH_KEY, ALL_WITH_KEY }, arrivals(base_url))
  end)

  describe("is refused with", function()
    local strangers = {
      { "a certificate of an unknown CA", "stranger", "issuer" },
      { "a certificate for another name", "misnamed", "localhost" },
      { "a certificate that has expired", "expired", "expired" },
      { "a certificate that is not valid yet", "future", "not yet valid" },
      { "a certificate that signs itself", "own", "self.signed" },
    }
    for _, stranger in ipairs(strangers) do
      case(stranger[1] .. ", which is said", function()
        local base_url = portal:with {}
        local url = front.roots[stranger[2]] .. base_url:sub(#portal.root + 1)
        local panel, err = fetch { base_url = url, api_key = KEY }
        assert_refused("tls", url, panel, err)
        assert.matches(stranger[3], err.message)
        assert.are.same({}, arrivals(base_url))
      end)
    end

    case("a good certificate, where the ca_file is not given", function()
      local url = through(front.roots.good)
      assert_refused("tls", url, urssaf.fetch { cache = "off", retries = 0, base_url = url,
        api_key = KEY })
    end)

    case("a ca_file that is not there, which is named", function()
      local url = through(front.roots.good)
      local panel, err = fetch { base_url = url, api_key = KEY, ca_file = "/nowhere/ca.pem" }
      assert_refused("tls", url, panel, err)
      assert.matches("/nowhere/ca.pem", err.message, 1, true)
    end)
  end)
end)

describe("a redirect from https #world", function()
  -- Fetches with the key, the export redirected; then what came to the new place.
  local function redirected(root)
    local target = portal:with {}
    local url = through(front.roots.good, { { on = "export",
      redirect = root .. target:sub(#portal.root + 1) .. EXPORT } })
    local panel, err = fetch { base_url = url, api_key = KEY }
    return arrivals(target), url, panel, err
  end

  case("to plain http is refused, and nothing is asked there", function()
    local came, url, panel, err = redirected(portal.root)
    assert_refused("http", url, panel, err)
    assert.matches("https", err.message, 1, true)
    assert.are.same({}, came)
  end)

  case("to another port is followed without the key", function()
    local came, _, panel, err = redirected(front.roots.other)
    assert_whole(panel, err)
    assert.are.same({ { "other" } }, came)
  end)

  case("to another host is followed without the key", function()
    local came, _, panel, err = redirected("https://127.0.0.1:" .. front.port)
    assert_whole(panel, err)
    assert.are.same({ { "good" } }, came)
  end)

  case("to a host whose certificate is bad is refused, and nothing is asked there", function()
    local came, url, panel, err = redirected(front.roots.expired)
    assert_refused("tls", url, panel, err)
    assert.are.same({}, came)
  end)

  case("to the same host and port is followed with the key", function()
    local came, _, panel, err = redirected(front.roots.good)
    assert_whole(panel, err)
    assert.are.same({ ALL_WITH_KEY }, came)
  end)
end)

describe("fetch over TLS through a proxy #world", function()
  local function by_way_of(answer, work)
    local proxy = proxies.start(answer)
    local ok, err = pcall(work, proxy)
    proxy:stop()
    if not ok then error(err, 0) end
  end

  case("brings the same panel, and the proxy sees neither key nor query", function()
    by_way_of(nil, function(proxy)
      local base_url = portal:with {}
      local url = front.roots.good .. base_url:sub(#portal.root + 1)
      assert_whole(fetch { base_url = url, api_key = KEY, proxy = proxy.root })
      assert.are.same({ ALL_WITH_KEY, ALL_WITH_KEY, ALL_WITH_KEY }, arrivals(base_url))
      local seen = proxy:seen()
      assert.matches(("^CONNECT localhost:%d HTTP/1.1\r\n"):format(front.port), seen)
      for _, secret in ipairs { KEY, "Apikey", "uthorization", "auto-entrepreneurs" } do
        assert.is_nil(seen:find(secret, 1, true), secret)
      end
    end)
  end)

  case("checks the certificate behind the proxy", function()
    by_way_of(nil, function(proxy)
      local url = through(front.roots.misnamed)
      assert_refused("tls", url, fetch { base_url = url, api_key = KEY, proxy = proxy.root })
      assert.is_nil(proxy:seen():find(KEY, 1, true))
    end)
  end)

  local answers = {
    { "that forbids it", "HTTP/1.1 403 Forbidden\r\nContent-Length: 2\r\n\r\nno" },
    { "that wants a password", "HTTP/1.1 407 -\r\nProxy-Authenticate: Basic realm=x\r\n"
      .. "Content-Length: 0\r\n\r\n" },
    { "that reaches nobody", "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n" },
    { "that is no proxy", "hello\r\n\r\n" },
  }
  for _, answer in ipairs(answers) do
    case("is network with one " .. answer[1] .. ", naming the proxy", function()
      by_way_of(answer[2], function(proxy)
        local url = through(front.roots.good)
        local panel, err = fetch { base_url = url, api_key = KEY, proxy = proxy.root }
        assert_refused("network", url, panel, err)
        assert.matches("a proxy is set (proxy)", err.message, 1, true)
        assert.is_nil(proxy:seen():find(KEY, 1, true))
      end)
    end)
  end

  case("is network with one that is not there, naming the proxy", function()
    local url = through(front.roots.good)
    local panel, err = fetch { base_url = url, api_key = KEY, proxy = "http://127.0.0.1:1" }
    assert_refused("network", url, panel, err)
    assert.matches("a proxy is set (proxy)", err.message, 1, true)
  end)

  case("does not wait for ever for one that says nothing", function()
    by_way_of("", function(proxy)
      local url = through(front.roots.good)
      assert_refused("timeout", url, fetch { base_url = url, api_key = KEY, proxy = proxy.root,
        connect_timeout = 0.3 })
    end)
  end)

  case("keeps the proxy's own password from the portal and from errors", function()
    by_way_of(nil, function(proxy)
      local with_password = proxy.root:gsub("//", "//user:hush-hush@")
      local base_url = portal:with {}
      assert_whole(fetch { base_url = front.roots.good .. base_url:sub(#portal.root + 1),
        proxy = with_password })
      assert.matches("Proxy-Authorization: Basic dXNlcjpodXNoLWh1c2g=", proxy:seen(), 1, true)
      for _, request in not_empty.list(portal:requests(base_url)) do
        assert.is_nil(request.headers["proxy-authorization"])
      end
      proxy:stop()
      local _, err = fetch { base_url = through(front.roots.good), proxy = with_password }
      assert.are.equal("network", err.kind)
      assert.is_nil(text_of(err):find("hush", 1, true))
    end)
  end)
end)

describe("the front of these specs #world", function()
  case("leaves neither process nor folder", function()
    local another = tls_front.start(portal.root)
    assert.is_true(another:remains())
    another:stop()
    assert.is_false(another:remains())
  end)
end)
