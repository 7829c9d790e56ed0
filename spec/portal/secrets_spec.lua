-- Where an API key goes: into the header of requests to the portal, and nowhere else.
local raw_server = require "spec.support.raw_server"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local KEY = standin.API_KEY

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
      local options = { base_url = %q, cache_dir = %q, api_key = os.getenv "KEY", retries = 1 }
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
        assert.matches("^%d+ +sendto%(%d+, \"GET ", line)
        assert.matches("\\r\\nAuthorization: Apikey " .. KEY:gsub("%-", "%%-") .. "\\r\\n", line)
        assert.is_nil(line:match "^%d+ +sendto%(%d+, \"GET [^\\]*":find(KEY, 1, true))
        sent = sent + 1
      end
    end
    assert.is_true(sent >= 7, sent) -- three requests of two fetches, and more of the third
    local said = shell.read(folder .. "/said")
    assert.matches("505 series", said, 1, true)
    assert.matches("NotFoundResource", said, 1, true)
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

    -- The heads of the requests that arrived where the portal sends them.
    local function redirected(to)
      local id = "auto-entrepreneurs-par-departement"
      local path = "/api/catalog/datasets/" .. id
      here:on(path, { { send = ("HTTP/1.1 302 -\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n")
        :format(to) } })
      there:on("/elsewhere", { { send = "HTTP/1.1 404 -\r\nContent-Length: 0\r\n\r\n" } })
      here:on("/elsewhere", { { send = "HTTP/1.1 404 -\r\nContent-Length: 0\r\n\r\n" } })
      urssaf.describe { base_url = here.root .. "/api", api_key = KEY, retries = 0 }
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
