-- One empty folder, a hundred processes at once, a third of them killed at some moment.
local checksum = require "urssaf.checksum"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local PROCESSES = 100
local SURVIVOR, KILLED = "survivor", "killed"

local WORKER = [[
  local urssaf = require "urssaf"
  local panel, err = urssaf.fetch { base_url = %q, cache_dir = %q, timeout = 120 }
  if not panel then
    io.stdout:write(tostring(err))
    os.exit(1)
  end
  for _, note in ipairs(panel.notes) do io.stdout:write(note.kind, ": ", note.message) end
  io.stdout:write(require "urssaf.checksum".crc32(panel:to_csv()))
]]

describe("a folder that many processes keep things in #world", function()
  local portal = standin.for_cases { idle = 120 }
  local folder

  setup(function() folder = shell.temporary_folder() end)
  teardown(function() shell.remove(folder) end)

  -- A third are killed, after 20 ms to 4 s: before, while and after they write.
  local function commands(program)
    local list = {}
    for i = 1, PROCESSES do
      local delay = i % 3 == 0 and ("timeout -s KILL 0.%03d "):format(i * 37 % 980 + 20)
        or i % 3 == 1 and i % 9 == 1 and ("timeout -s KILL %d "):format(i % 4 + 1) or ""
      list[i] = ("(%s%s %s >%s/out/%d 2>&1; echo $? >%s/out/%d.code) &"):format(delay, shell.lua,
        program, folder, i, folder, i)
    end
    return table.concat(list, "\n")
  end

  local function outcomes()
    local seen = { [SURVIVOR] = 0, [KILLED] = 0, others = {} }
    local expected = tostring(checksum.crc32(assert(portal:fetch()):to_csv()))
    for i = 1, PROCESSES do
      local code = shell.read(("%s/out/%d.code"):format(folder, i)):match("%d+")
      local said = shell.read(("%s/out/%d"):format(folder, i))
      if code == "0" and said == expected then
        seen[SURVIVOR] = seen[SURVIVOR] + 1
      elseif code == "137" then
        seen[KILLED] = seen[KILLED] + 1
      else
        seen.others[#seen.others + 1] = code .. ": " .. said
      end
    end
    return seen
  end

  it("stays sound, with one publication, and every survivor has the right panel", function()
    local program = folder .. "/worker.lua"
    shell.write(program, WORKER:format(portal.base_url, folder .. "/kept"))
    assert(shell.run(("mkdir %s/out; export %s\n%s\nwait"):format(folder, shell.checkout,
      commands(program))))
    local seen = outcomes()
    assert.are.same({}, seen.others)
    assert.is_true(seen[KILLED] > 0 and seen[SURVIVOR] >= 50,
      ("%d killed, %d survived"):format(seen[KILLED], seen[SURVIVOR]))
    assert.are.equal(PROCESSES, seen[KILLED] + seen[SURVIVOR])

    local where = { base_url = portal.base_url, cache_dir = folder .. "/kept" }
    assert.are.equal(1, #assert(urssaf.vintages(where)))
    where.cache = "only"
    local panel = assert(urssaf.fetch(where))
    assert.are.same(assert(portal:fetch()).series, panel.series)
    assert.are.same({}, panel.notes)
    local _, _, found = shell.run(("cd %s && find . -name '*.csv' -o -name '*.json' | wc -l")
      :format(folder .. "/kept"))
    assert.are.equal("2", found:match("%d+"))
  end)
end)
