-- mk/apt-get.sh with apt's own locks, in a folder that has no packages and no lists.
local shell = require "spec.support.shell"
local socket = require "socket"

local HELD = 2 -- seconds

-- Takes a lock as apt does, says so, and holds it.
local HOLD = shell.quote(([[
import fcntl, sys, time
with open(sys.argv[1], "w") as file:
  fcntl.lockf(file, fcntl.LOCK_EX)
  print("held", flush=True)
  time.sleep(%d)]]):format(HELD))

describe("mk/apt-get.sh #long", function()
  local folder

  setup(function()
    folder = shell.temporary_folder()
    shell.run(("cd %s && mkdir -p lists/partial cache/archives/partial state && touch state/status")
      :format(folder))
    shell.write(folder .. "/apt.conf", (([[
Dir::State "F/state"; Dir::State::status "F/state/status"; Dir::State::Lists "F/lists";
Dir::Etc::SourceList "/dev/null"; Dir::Etc::SourceParts "/dev/null"; Dir::Cache "F/cache";
]]):gsub("F/", folder .. "/")))
  end)

  teardown(function() shell.remove(folder) end)

  local function case(name, work)
    it(name, function()
      if not shell.has("apt-get", "python3") then return pending "no apt-get or no python3" end
      work()
    end)
  end

  -- Whether it succeeded, the seconds it took, and what it said.
  local function timed(arguments)
    local begun = socket.gettime()
    local ok, _, said = shell.run(("APT_CONFIG=%s/apt.conf sh mk/apt-get.sh %s"):format(folder,
      arguments))
    return ok, socket.gettime() - begun, said
  end

  for arguments, lock in pairs { update = "lists/lock", ["install -y"] = "state/lock-frontend" } do
    case("waits until another apt-get has released " .. lock, function()
      local holder = io.popen(("python3 -c %s %s/%s"):format(HOLD, folder, lock))
      assert.are.equal("held", holder:read "*l")
      local ok, seconds, said = timed(arguments)
      holder:close()
      assert.is_true(ok, said)
      assert.are.equal("", said)
      assert.is_true(seconds > HELD - 0.5 and seconds < HELD + 10, seconds)
    end)
  end

  case("fails at once, with apt's message, at anything else", function()
    local ok, seconds, said = timed "install -y a-package-that-does-not-exist"
    assert.is_false(ok)
    assert.matches("Unable to locate package a-package-that-does-not-exist", said, 1, true)
    assert.is_true(seconds < HELD, seconds)
  end)

  it("gives up after ten minutes, however many of them each apt-get waits", function()
    local bin, clock = folder .. "/bin", folder .. "/clock"
    shell.run(("mkdir %s && echo 0 >%s"):format(bin, clock))
    -- a clock that goes on by the time that an apt-get waits for its lock
    shell.write(bin .. "/date", ("#!/bin/sh\ncat %s\n"):format(clock))
    shell.write(bin .. "/sleep", "#!/bin/sh\n")
    shell.write(bin .. "/apt-get", ([[#!/bin/sh
waited=$(echo "$*" | sed 's/.*Timeout=\([0-9]*\).*/\1/')
echo $(($(cat F) + waited / 2 + 1)) >F
echo "E: Could not get lock" >&2
exit 100
]]):gsub("F", clock))
    shell.run(("chmod +x %s/*"):format(bin))
    local ok, _, said = shell.run(("PATH=%s:$PATH timeout 20 sh mk/apt-get.sh update"):format(bin))
    assert.is_false(ok)
    assert.are.equal("E: Could not get lock\n", said)
    local passed = tonumber(shell.read(clock))
    assert.is_true(passed >= 600 and passed < 610, passed)
  end)

  it("is what every target calls", function()
    local makefiles = shell.run_line "cat Makefile mk/*.mk .ci/run"
    assert.is_nil(makefiles:gsub("#[^\n]*", ""):find("apt-get ", 1, true))
    assert.matches("mk/apt-get.sh install", makefiles, 1, true)
  end)
end)
