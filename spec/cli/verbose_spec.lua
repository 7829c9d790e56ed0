-- What `--verbose` tells on the error stream.
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local verbose = require "urssaf.cli.verbose"

describe("urssaf.cli.verbose", function()
  hygiene("urssaf.cli.verbose", { "new" })

  -- What is printed of an event.
  local function printed(event, code)
    local written = {}
    verbose.new({ write = function(_, ...) written[#written + 1] = table.concat { ... } end },
      code or "en", function() written[#written + 1] = "cleared " end)(event)
    return table.concat(written)
  end

  it("tells each kind of event, in both languages", function()
    local failed = { event = "request", url = "http://x/", seconds = 0.5, bytes = 3, status = 503,
      err = { message = "out of\norder" } }
    assert.are.equal("cleared urssaf: GET http://x/: status 503, out of order, 3 bytes in 500"
      .. " ms\n", printed(failed))
    assert.are.equal("cleared urssaf: GET http://x/ : statut 503, out of order, 3 octets en 500"
      .. " ms\n", printed(failed, "fr"))
    assert.are.equal("cleared urssaf: GET http://x/: no response, refused\n",
      printed { event = "request", url = "http://x/", err = { message = "refused" } })
    assert.are.equal("cleared urssaf: asked again in 1500 ms, because busy\n",
      printed { event = "retry", seconds = 1.5, err = { message = "busy" } })
    assert.are.equal("cleared urssaf: lu : /a.csv (12 octets)\n",
      printed({ event = "read", path = "/a.csv", bytes = 12 }, "fr"))
    assert.are.equal("cleared urssaf: cache: downloaded, because x\n",
      printed { event = "cache", decision = "downloaded", reason_kind = "new", reason = "x" })
    assert.matches("téléchargé, car rien de conservé ne répond", printed({ event = "cache",
      decision = "downloaded", reason_kind = "absent", reason = "x" }, "fr"), 1, true)
    local damaged = { event = "cache", decision = "damaged", reason_kind = "damaged",
      reason = "/a.json" }
    assert.matches("inutilisable, car /a.json", printed(damaged, "fr"), 1, true)
    damaged.decision = "asked"
    assert.matches("interrogé, car ce qui est conservé est endommagé", printed(damaged, "fr"), 1,
      true)
  end)
end)

describe("urssaf --verbose #long", function()
  local portal = standin.for_cases()

  it("tells a download, then what is read, and no key", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    local before = ("env URSSAF_BASE_URL=%s URSSAF_CACHE_DIR=%s URSSAF_API_KEY=%s"):format(
      portal.base_url, folder, standin.API_KEY)
    local arguments = "show 38 -m radiations --from 2025 --format csv --verbose"
    local first, second = command.printed(arguments, before), command.printed(arguments, before)
    for _, text in ipairs { "urssaf: cache: the portal is asked, because nothing that is kept",
      "/exports/csv?", ": status 200, ", "urssaf: cache: downloaded, because" } do
      assert.matches(text, first, 1, true)
    end
    assert.matches("urssaf: read: " .. folder, second, 1, true)
    assert.matches("what is kept is served, because the portal was asked", second, 1, true)
    for _, output in ipairs { first, second } do
      assert.is_nil(output:find(standin.API_KEY, 1, true))
      assert.matches("\n2025-Q4,38,Isère,radiations,", output, 1, true)
    end
    for _, own in ipairs { "revisions 38 -m radiations", "show 38 --offline --provisional" } do
      local output = command.printed(own .. " --verbose --format csv --quiet", before)
      local _, count = output:gsub("urssaf: read: " .. folder, "")
      assert.are.equal(own:find "provisional" and 2 or 1, count, own)
    end
    assert.is_nil(command.printed("show 38 --format csv --quiet", before):find("urssaf:", 1, true))
  end)
end)
