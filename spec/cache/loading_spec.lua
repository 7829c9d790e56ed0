-- What a fetch of the main dataset as a whole loads. Reading Lua's sources is a fifth of what it
-- takes, so a module that it does not need belongs behind urssaf.base.lazy.
local not_empty = require "spec.support.not_empty"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

local SCRIPT = [[
  local urssaf = require "urssaf"
  assert(#assert(urssaf.fetch { base_url = %q, cache_dir = %q, cache = %q }).series > 0)
  for name in pairs(package.loaded) do
    if name:find "^urssaf" then io.write(name:gsub("^urssaf%%.", ""), "\n") end
  end]]

local NEEDED = "base.compat base.environment base.error_texts base.errors base.json base.lazy"
  .. " base.numbers base.tables base.timestamp base.version cache client client.work csv.decoder"
  .. " decode domain.columns domain.datasets domain.options domain.turnover panel portal.assembly"
  .. " portal.publication portal.request urssaf"

-- With what makes an error of a transfer: see portal/error_response.lua.
local TO_ASK = " base.json_weight base.random base.sorting base.utf8 domain.new_note http"
  .. " portal.api portal.call portal.certificates portal.error_response portal.fetch"
  .. " portal.http_date portal.proxy portal.query portal.response portal.retry portal.session"

local TO_READ = " cache.entries cache.entry cache.files cache.store checksum"

local TO_KEEP = TO_READ .. " base.json_writer cache.file_changes cache.new_entry"
  .. " cache.renewal cache.writer"

-- What a fetch needs in a mode of the cache. "use" finds a publication that is kept, and judges
-- whether it is fresh.
local MODES = { off = NEEDED .. TO_ASK, refresh = NEEDED .. TO_ASK .. TO_KEEP,
  only = NEEDED .. TO_READ, use = NEEDED .. TO_READ .. " cache.freshness" }

local function words(text)
  local set = {}
  for name in not_empty.matches(text, "[%w_.]+") do set[name] = true end
  return set
end

describe("a fetch loads no more than it needs #c", function()
  local portal = standin.for_cases()
  local folder

  setup(function()
    folder = shell.temporary_folder()
    assert(portal:fetch { cache = "use", cache_dir = folder })
  end)
  teardown(function() shell.remove(folder) end)

  for mode, needed in pairs(MODES) do
    it(("with cache = %q"):format(mode), function()
      local ok, _, output = shell.run(shell.checkout .. ("LUA_CPATH='%s/?.so;;' "):format(
        shell.build) .. shell.lua .. " -e "
        .. shell.quote(SCRIPT:format(portal.base_url, folder, mode)))
      assert.is_true(ok, output)
      local found = words(output)
      found.functions = nil -- loaded with `urssaf` where `pairs` asks no metatable
      assert.are.same(words(needed), found)
    end)
  end
end)
